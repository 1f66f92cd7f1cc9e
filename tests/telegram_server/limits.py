"""Documented limits besides those of text: keyboards, inline answers, commands, names."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tests.telegram_server.contents import read_result
from tests.telegram_server.entities import check_link, utf16_length
from tests.telegram_server.links import START_PAYLOAD
from tests.telegram_server.refusals import JsonObject, ViolationError

MAX_BUTTONS = 100
MAX_BUTTONS_IN_ROW = 8
MAX_RESULTS = 50
MAX_COMMANDS = 100
PROFILE_LENGTH = {"name": 64, "description": 512, "short_description": 120}
CHAT_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_BUTTON_LOOKS = {"text", "icon_custom_emoji_id", "style"}


def check_reply_markup(markup: Mapping[str, Any] | None) -> None:
    """Refuse an inline keyboard Telegram would refuse."""
    if not markup or "inline_keyboard" not in markup:
        return
    rows: Sequence[Sequence[JsonObject]] = markup["inline_keyboard"]
    if any(not row for row in rows):
        raise ViolationError("Bad Request: can't parse inline keyboard: a row is empty")
    if sum(map(len, rows)) > MAX_BUTTONS or any(len(row) > MAX_BUTTONS_IN_ROW for row in rows):
        raise ViolationError("Bad Request: REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: JsonObject) -> None:
    text = button["text"]
    if not text.strip():
        raise ViolationError("Bad Request: can't parse inline keyboard button: text must be non-empty")
    kinds = set(button) - _BUTTON_LOOKS
    if len(kinds) != 1:
        raise ViolationError(
            "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline "
            f"keyboard: {text!r} needs exactly one action, has {sorted(kinds)}"
        )
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise ViolationError(f"Bad Request: BUTTON_DATA_INVALID: {button['callback_data']!r}")
    if "url" in button:
        check_link(button["url"], "inline keyboard button")
    if "copy_text" in button and not 1 <= utf16_length(button["copy_text"]["text"]) <= 256:
        raise ViolationError(f"Bad Request: BUTTON_COPY_TEXT_INVALID: {button['copy_text']['text']!r:.80}")
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if utf16_length(button.get(name, "")) > 256:
            raise ViolationError(f"Bad Request: BUTTON_TEXT_INVALID: {name} is longer than a query can be")


def check_inline_answer(parameters: Mapping[str, Any]) -> None:
    """Refuse an answer to an inline query Telegram would refuse."""
    results: Sequence[JsonObject] = parameters["results"]
    if len(results) > MAX_RESULTS:
        raise ViolationError(f"Bad Request: RESULTS_TOO_MUCH: {len(results)} of at most {MAX_RESULTS}")
    ids = [result["id"] for result in results]
    if len(set(ids)) < len(ids):
        raise ViolationError("Bad Request: RESULT_ID_DUPLICATE")
    for result in results:
        check_result(result)
    if len(parameters.get("next_offset", "").encode()) > 64:
        raise ViolationError("Bad Request: NEXT_OFFSET_INVALID")
    if parameters.get("cache_time", 0) < 0:
        raise ViolationError("Bad Request: CACHE_TIME_INVALID")
    button = parameters.get("button")
    if button:
        _check_results_button(button)


def _check_results_button(button: JsonObject) -> None:
    if not button["text"].strip():
        raise ViolationError("Bad Request: BUTTON_TEXT_INVALID: the button above the results has no text")
    if ("web_app" in button) == ("start_parameter" in button):
        raise ViolationError("Bad Request: BUTTON_TYPE_INVALID: one of web_app, start_parameter is needed")
    if "start_parameter" in button and not START_PAYLOAD.fullmatch(button["start_parameter"]):
        raise ViolationError(f"Bad Request: START_PARAM_INVALID: {button['start_parameter']!r}")


def check_result(result: JsonObject) -> None:
    """Refuse one inline result Telegram would refuse."""
    if not 1 <= len(result["id"].encode()) <= 64:
        raise ViolationError(f"Bad Request: RESULT_ID_INVALID: {result['id']!r}")
    if "title" in result and not result["title"].strip():
        raise ViolationError("Bad Request: ARTICLE_TITLE_EMPTY")
    for name in ("url", "thumbnail_url"):
        if result.get(name):
            check_link(result[name], name)
    read_result(result)
    check_reply_markup(result.get("reply_markup"))


def check_callback_answer(parameters: Mapping[str, Any]) -> None:
    """Refuse a notification that is too long, or a link that does not lead back to a bot."""
    if utf16_length(parameters.get("text", "")) > 200:
        raise ViolationError("Bad Request: MESSAGE_TOO_LONG")
    if parameters.get("url"):
        check_link(parameters["url"], "URL_INVALID")


def check_commands(commands: Sequence[JsonObject]) -> None:
    """Refuse a command list Telegram would refuse."""
    names = [command["command"] for command in commands]
    if len(commands) > MAX_COMMANDS or len(set(names)) < len(names):
        raise ViolationError("Bad Request: BOT_COMMANDS_TOO_MUCH: too many commands, or one listed twice")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise ViolationError(f"Bad Request: BOT_COMMAND_INVALID: {command['command']!r}")
        if not 1 <= utf16_length(command["description"].strip()) <= 256:
            raise ViolationError(f"Bad Request: BOT_COMMAND_DESCRIPTION_INVALID: /{command['command']}")


def check_language(code: str) -> None:
    """Refuse a language code that is not two letters (or empty, for everybody else)."""
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise ViolationError(f"Bad Request: invalid language code specified: {code!r}")


def check_profile(what: str, text: str) -> None:
    """Refuse a name or description of the bot that is too long."""
    if utf16_length(text) > PROFILE_LENGTH[what]:
        raise ViolationError(f"Bad Request: BOT_{what.upper()}_TOO_LONG")


def check_webhook(parameters: Mapping[str, Any]) -> None:
    """Refuse a webhook Telegram would not call; plain http is taken on the loopback only."""
    url = parameters["url"]
    if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        raise ViolationError("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if "secret_token" in parameters and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", parameters["secret_token"]):
        raise ViolationError("Bad Request: secret token contains unallowed characters")
    if not 1 <= parameters.get("max_connections", 40) <= 100:
        raise ViolationError("Bad Request: max_connections is out of range")
