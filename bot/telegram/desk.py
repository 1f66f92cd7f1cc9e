"""What every handler works with, and what a handler asks about the update before it."""

import re
from dataclasses import dataclass, field
from typing import Any

from telegram import Chat, Message, Update, User
from telegram.ext import Application, CallbackContext, ExtBot

from bot.memory.state import State
from bot.preferences import Preferences
from bot.telegram.access import MOST_USERS, Access, Pace, Tellings
from bot.telegram.searching import SearchThreads
from bot.wording import Wording, languages, wording_for

__all__ = [
    "App", "Context", "Desk", "desk_of", "preferences_of", "remember", "sender", "set_preferences", "wants_rich",
    "words_of",
]  # fmt: skip

Context = CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]
App = Application[ExtBot[int], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]
_KOREAN = re.compile("[ㄱ-ㆎ가-힣]")
# In what the bot says, a title may stand further on.
_BEGINS_KOREAN = re.compile(r"[\W\d_]*[ㄱ-ㆎ가-힣]")


@dataclass(slots=True)
class Desk:
    """The encyclopedia, the memory, the rules, and what was measured since the start."""

    search: SearchThreads
    state: State
    access: Access
    pace: Pace
    inline_pace: Pace
    crowds: Tellings = field(default_factory=lambda: Tellings(60.0))
    albums: Tellings = field(default_factory=lambda: Tellings(60.0))
    captions: Tellings = field(default_factory=lambda: Tellings(60.0))
    keep_questions: bool = False
    log_questions: bool = False
    rich_refused: bool = False
    last_error: str = ""
    shown: dict[int, int] = field(default_factory=dict)  # how many passages of a question's were sent already
    recent: dict[int, None] = field(default_factory=dict)
    newest_inline: dict[int, str] = field(default_factory=dict)
    inline_cache: dict[tuple[str, str], Any] = field(default_factory=dict)


def desk_of(context: Context) -> Desk:
    """What the handlers of this application work with."""
    desk: Desk = context.bot_data["desk"]
    return desk


def preferences_of(context: Context) -> Preferences:
    """What the user of this update has chosen."""
    return Preferences.read(context.user_data or {})


def wants_rich(context: Context) -> bool:
    """Whether the user of this update wants rich messages, and the server, as far as is known, takes them."""
    return preferences_of(context).rich and not desk_of(context).rich_refused


def set_preferences(update: Update, context: Context, preferences: Preferences) -> None:
    """Keep what the user of this update has chosen, at once."""
    if context.user_data is not None and update.effective_user is not None:
        context.user_data.update(preferences.as_json())
        desk_of(context).state.settings.keep(update.effective_user.id, context.user_data)


def remember(context: Context, user: int) -> None:
    """Let the application hold the settings of the latest users only; those of the others are in the file."""
    recent = desk_of(context).recent
    recent.pop(user, None)
    recent[user] = None
    if len(recent) > MOST_USERS:
        idle = next(iter(recent))
        del recent[idle]
        context.application.drop_user_data(idle)


def words_of(update: Update, context: Context) -> Wording:
    """The language to speak: the one chosen, else Korean to who writes it, else the one of the user's Telegram."""
    user, written = update.effective_user, "ko" if _in_korean(update) else None
    return wording_for(preferences_of(context).language, written, user.language_code if user else None)


def _in_korean(update: Update) -> bool:
    """Whether an update is written in Korean letters, or a press of a button under what the bot has said in Korean."""
    query = update.callback_query
    if query is None:
        inline, message = update.inline_query, update.effective_message
        written = inline.query if inline else (message.text or message.caption) if message else None
        return _KOREAN.search(written or "") is not None
    # Under the settings one label is Korean in any language.
    if not isinstance(query.message, Message) or (query.data or "").startswith("s "):
        return False
    keyboard = query.message.reply_markup
    labels = {button.text for row in keyboard.inline_keyboard for button in row} if keyboard else set()
    for words in languages().values():
        # What else stands on buttons, or above them, may be titles.
        if labels.intersection(
            [words.button_more, words.button_all, words.button_file, words.button_search, words.beginning]
        ):
            return words.code == "ko"
    return _BEGINS_KOREAN.match(query.message.text or "") is not None


def sender(update: Update) -> tuple[Message, Chat, User]:
    """The message of an update, its chat and who wrote it; the gate lets no update without them through."""
    message, chat, user = update.effective_message, update.effective_chat, update.effective_user
    if message is None or chat is None or user is None:
        raise ValueError(f"the update {update.update_id} has no message, chat or user")
    return message, chat, user
