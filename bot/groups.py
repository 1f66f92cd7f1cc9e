"""When a message in a group is meant for the bot, and what it says then."""

import re
from dataclasses import dataclass

from telegram import Message
from telegram.constants import ChatType, MessageEntityType

__all__ = ["Addressed", "addressed", "claim_under", "without_mention"]


@dataclass(frozen=True, slots=True)
class Addressed:
    """What a message says to the bot: a question, or nothing but "look at what I reply to"."""

    text: str
    claim: str | None = None


def addressed(message: Message, bot: str, bot_id: int) -> Addressed | None:
    """What a message without a command says to the bot; None when it is not meant for it.

    In a private chat everything is, but for what the user sent through the bot itself; elsewhere mentions of
    the bot and replies to it. A mention with nothing else asks for a check of the message it replies to.
    """
    text = message.text or message.caption or ""
    if message.via_bot is not None:
        return None
    mentioned = mentions(message, bot)
    if message.chat.type == ChatType.PRIVATE and not mentioned:
        return Addressed(text.strip())
    replied = message.reply_to_message
    # In a topic every message "replies" to the message that opened it.
    to_bot = replied is not None and replied.from_user is not None and replied.from_user.id == bot_id
    if not mentioned and not to_bot:
        return None
    return Addressed(without_mention(text, bot), claim_under(message))


def mentions(message: Message, bot: str) -> bool:
    """Whether the bot is mentioned by its name."""
    kinds: list[str | None] = [MessageEntityType.MENTION]
    found = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}.values()
    return any(name.lower() == f"@{bot}".lower() for name in found)


def without_mention(text: str, bot: str) -> str:
    """`text` without the bot's name."""
    return " ".join(re.sub(rf"(?<!\w)@{re.escape(bot)}(?!\w)[,:]?", " ", text, flags=re.IGNORECASE).split(" ")).strip()


def claim_under(message: Message) -> str | None:
    """The text that a message replies to: the part of it that was chosen as a quotation, else all of it."""
    if message.quote is not None and message.quote.text.strip():
        return message.quote.text
    replied = message.reply_to_message
    text = (replied.text or replied.caption or "") if replied is not None else ""
    return text.strip() or None
