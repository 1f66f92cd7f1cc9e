"""A fake Telegram for the tests: a Bot API server stricter than the original, and people to talk to its bot.

Import it as `tests.telegram_server`.
"""

from tests.telegram_server.chats import Chat, Document, Message
from tests.telegram_server.refusals import ApiError, ViolationError
from tests.telegram_server.schema import OFFICIAL_SCHEMA
from tests.telegram_server.server import ApiRequest, TelegramServer
from tests.telegram_server.transcript import compact_link, covered_text, render_transcript
from tests.telegram_server.user import InlineAnswer, TelegramUser

__all__ = [
    "OFFICIAL_SCHEMA",
    "ApiError",
    "ApiRequest",
    "Chat",
    "Document",
    "InlineAnswer",
    "Message",
    "TelegramServer",
    "TelegramUser",
    "ViolationError",
    "compact_link",
    "covered_text",
    "render_transcript",
]
