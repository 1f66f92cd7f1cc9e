"""What a message says: the text, caption or rich message of a request, checked and parsed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.entities import (
    CAPTION_LENGTH,
    MESSAGE_LENGTH,
    check_entities,
    check_link,
    check_text,
    sort_entities,
)
from tests.telegram_server.markup import parse_html
from tests.telegram_server.refusals import JsonObject, ViolationError
from tests.telegram_server.rich import check_rich_message


@dataclass(frozen=True, slots=True)
class Content:
    """Text with its entities; for a rich message its plain text, and the message as it was sent."""

    text: str
    entities: list[JsonObject] = field(default_factory=list)
    rich_message: JsonObject | None = None
    link_preview: JsonObject | None = None


def read_text(parameters: Mapping[str, Any], key: str = "text") -> Content:
    """Read the text (or `message_text`) of a request."""
    text, entities = _parsed(parameters, key, "entities")
    check_text(text, MESSAGE_LENGTH)
    check_entities(text, entities)
    return Content(text, sort_entities(entities), link_preview=_read_preview(parameters))


def read_draft(parameters: Mapping[str, Any]) -> Content:
    """Read the text of a draft, which may still be empty."""
    return read_text(parameters) if parameters.get("text", "").strip() else Content("")


def read_caption(parameters: Mapping[str, Any]) -> Content:
    """Read the caption of a document."""
    text, entities = _parsed(parameters, "caption", "caption_entities")
    check_text(text, CAPTION_LENGTH, "message caption")
    check_entities(text, entities)
    return Content(text, sort_entities(entities))


def read_rich(parameters: Mapping[str, Any], *, draft: bool = False) -> Content:
    """Read the rich message of a request."""
    message = parameters["rich_message"]
    return Content(check_rich_message(message, draft=draft), rich_message=message)


def read_result(result: Mapping[str, Any]) -> Content:
    """Read what an inline result will say once it is chosen."""
    content = result.get("input_message_content")
    if content is None:
        return read_caption(result)
    if "rich_message" in content:
        return read_rich(content)
    if "message_text" in content:
        return read_text(content, "message_text")
    raise ViolationError("Bad Request: the fake server knows text and rich messages as inline contents only")


def _parsed(parameters: Mapping[str, Any], key: str, entities_key: str) -> tuple[str, list[JsonObject]]:
    text, entities = parameters.get(key, ""), parameters.get(entities_key) or []
    mode = parameters.get("parse_mode")
    if not mode:
        return text, entities
    if entities:
        raise ViolationError(f"Bad Request: can't parse entities: both parse_mode and {entities_key} are given")
    if mode != "HTML":
        raise ViolationError(f"Bad Request: can't parse entities: this server reads HTML only, not {mode}")
    if len(text.encode()) > 32 * 1024:
        raise ViolationError("Bad Request: message is too long")
    return parse_html(text)


def _read_preview(parameters: Mapping[str, Any]) -> JsonObject | None:
    preview: JsonObject | None = parameters.get("link_preview_options")
    if preview and preview.get("url"):
        check_link(preview["url"], "link_preview_options")
    return preview
