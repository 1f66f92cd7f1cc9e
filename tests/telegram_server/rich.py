"""Rich messages (Bot API 10.1): what their HTML may hold, and how much of it."""

from dataclasses import dataclass, field

from tests.telegram_server.entities import check_link, utf16_length
from tests.telegram_server.markup import Token, check_all_closed, close_tag, tokens
from tests.telegram_server.refusals import JsonObject, ViolationError

MAX_CHARACTERS = 32_768
MAX_BLOCKS = 500
MAX_LEVELS = 16
MAX_COLUMNS = 20

_LEAF_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "footer", "pre"}
_NESTING_BLOCKS = {"blockquote", "aside", "details", "ul", "ol", "li", "table"}
_PARTS = {"summary", "cite", "tr", "th", "td"}
_INLINE = {"b", "i", "u", "s", "code", "mark", "sub", "sup", "a", "strong", "em", "tg-spoiler"}
_VOID = {"hr", "br"}
_DRAFT_ONLY = {"tg-thinking"}
_PARENTS = {
    "li": {"ul", "ol"}, "cite": {"blockquote", "aside"}, "summary": {"details"},
    "tr": {"table"}, "th": {"tr"}, "td": {"tr"},
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "name"}, "blockquote": {"expandable"}, "details": {"open"}, "code": {"class"},
    "ol": {"start"}, "th": {"colspan", "rowspan", "align"}, "td": {"colspan", "rowspan", "align"},
}  # fmt: skip


@dataclass(slots=True)
class _Reading:
    """What has been met so far while reading the HTML of a rich message."""

    draft: bool
    stack: list[Token] = field(default_factory=list)
    text: str = ""
    blocks: int = 0
    columns: int = 0
    anchors: set[str] = field(default_factory=set)
    jumps: set[str] = field(default_factory=set)


def check_rich_message(message: JsonObject, *, draft: bool = False) -> str:
    """Refuse a rich message Telegram would not take; return its plain text."""
    sources = [name for name in ("html", "markdown") if message.get(name)]
    if len(sources) != 1:
        raise ViolationError("Bad Request: RICH_MESSAGE_INVALID: exactly one of html and markdown is needed")
    written = str(message[sources[0]])
    text = written if sources == ["markdown"] else _check_html(written, draft=draft)
    if utf16_length(text) > MAX_CHARACTERS:
        raise ViolationError("Bad Request: RICH_MESSAGE_TOO_LONG")
    if not text.strip() and not draft:
        raise ViolationError("Bad Request: RICH_MESSAGE_EMPTY")
    return text.strip()


def _check_html(source: str, *, draft: bool) -> str:
    reading = _Reading(draft)
    for token in tokens(source):
        if token.kind == "text":
            reading.text += token.value
        elif token.kind == "open":
            _open(reading, token)
        else:
            closed = close_tag(reading.stack, token).value
            reading.text += "" if closed in _INLINE else "\n"
    check_all_closed(reading.stack)
    if reading.jumps - reading.anchors:
        raise _wrong(f"no anchor for {sorted(reading.jumps - reading.anchors)}")
    return reading.text


def _wrong(message: str) -> ViolationError:
    return ViolationError(f"Bad Request: can't parse rich message: {message}")


def _open(reading: _Reading, tag: Token) -> None:
    name, where = tag.value, f"<{tag.value}> at byte offset {tag.offset}"
    known = _LEAF_BLOCKS | _NESTING_BLOCKS | _PARTS | _INLINE | _VOID
    if name not in known | (_DRAFT_ONLY if reading.draft else set()):
        raise _wrong(f"{where} is not supported here")
    if set(tag.attributes) - _ATTRIBUTES.get(name, set()):
        raise _wrong(f"attributes of {where}")
    _check_place(reading, name, where)
    if name in _LEAF_BLOCKS | _NESTING_BLOCKS | {"hr"}:
        reading.blocks += 1
        if reading.blocks > MAX_BLOCKS:
            raise _wrong(f"more than {MAX_BLOCKS} blocks")
    if name == "a":
        _note_link(reading, tag)
    if name in _VOID:
        reading.text += "\n"
        return
    reading.stack.append(tag)
    if len(reading.stack) > MAX_LEVELS:
        raise _wrong(f"more than {MAX_LEVELS} levels at {where}")


def _check_place(reading: _Reading, name: str, where: str) -> None:
    parent = reading.stack[-1].value if reading.stack else ""
    if name in _PARENTS and parent not in _PARENTS[name]:
        raise _wrong(f"{where} belongs in one of {sorted(_PARENTS[name])}")
    is_block = name in _LEAF_BLOCKS | _NESTING_BLOCKS | {"hr"}
    if is_block and parent in _LEAF_BLOCKS | _INLINE | {"summary", "cite"}:
        raise _wrong(f"{where}: a block inside <{parent}>")
    reading.columns = 0 if name == "tr" else reading.columns + (name in {"th", "td"})
    if reading.columns > MAX_COLUMNS:
        raise _wrong(f"more than {MAX_COLUMNS} columns at {where}")


def _note_link(reading: _Reading, tag: Token) -> None:
    url, name = tag.attributes.get("href", ""), tag.attributes.get("name", "")
    if bool(url) == bool(name):
        raise _wrong(f"<a> at byte offset {tag.offset} needs href or name")
    if name:
        reading.anchors.add(name)
    elif url.startswith("#"):
        reading.jumps.add(url.removeprefix("#"))
    else:
        check_link(url, "can't parse rich message")
