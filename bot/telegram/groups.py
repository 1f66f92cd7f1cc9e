"""When a message is meant for the bot, and what it says then."""

import re
from dataclasses import dataclass

from telegram import Message
from telegram.constants import ChatType, MessageEntityType

from bot.conversation.small_talk import asks_for_check

__all__ = ["COMMAND", "Said", "addressed", "claim_under", "said_to_bot"]

# "/질문" is none: Telegram knows commands of these letters only.
COMMAND = re.compile(r"/(\w+)(?:@(\w+))?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Said:
    """What a message says to the bot: a question, a claim to be checked, the name of an entry, or none of these."""

    question: str = ""
    claim: str = ""
    entry: str = ""


def addressed(message: Message, bot: str, bot_id: int) -> bool:
    """Whether a message without a command is meant for the bot.

    In a private chat everything is, but for what the user sent through the bot itself; elsewhere mentions of
    the bot and replies to it.
    """
    if message.via_bot is not None:
        return False
    # In a topic every message "replies" to the message that opened it.
    replied = message.reply_to_message
    to_bot = replied is not None and replied.from_user is not None and replied.from_user.id == bot_id
    return message.chat.type == ChatType.PRIVATE or to_bot or mentions(message, bot)


def said_to_bot(message: Message, bot: str) -> Said:
    """What a message says, with a command or without.

    Nothing but the bot's name, or "is this true?", asks for a check of the message it replies to; /ask alone asks
    what that message asks.
    """
    text, under = without_mention(message.text or message.caption or "", bot), claim_under(message)
    command = COMMAND.match(text)
    name, rest = (command[1].lower(), text[command.end() :].strip()) if command else ("", text)
    if name == "entry":
        return Said(entry=rest)
    if under and asks_for_check(rest) and not _replies_to(message, bot):
        return Said(claim=under)
    if name == "check":
        return Said(claim=rest or under)
    if name == "ask":
        return Said(question=rest or under)
    if name:
        return Said()
    return Said(question=rest) if rest else Said(claim=under)


def mentions(message: Message, bot: str) -> bool:
    """Whether the bot is mentioned by its name."""
    kinds: list[str | None] = [MessageEntityType.MENTION]
    found = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}.values()
    return any(name.lower() == f"@{bot}".lower() for name in found)


def without_mention(text: str, bot: str) -> str:
    """`text` without the bot's name."""
    return re.sub(rf"(?<!\w)@{re.escape(bot)}(?!\w)[,:]?", " ", text, flags=re.IGNORECASE).strip()


def _replies_to(message: Message, bot: str) -> bool:
    """Whether a message replies to one of the bot's own, which says where it is from."""
    replied = message.reply_to_message
    return replied is not None and replied.from_user is not None and replied.from_user.username == bot


def claim_under(message: Message) -> str:
    """The text that a message replies to, if any: the part of it that was chosen as a quotation, else all of it."""
    if message.quote is not None and message.quote.text.strip():
        return message.quote.text
    replied = message.reply_to_message
    text = (replied.text or replied.caption or "") if replied is not None else ""
    return text.strip()
