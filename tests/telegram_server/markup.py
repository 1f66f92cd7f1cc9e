"""Telegram's HTML, read strictly: tags known and closed in order, every other `<` and `&` escaped."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.telegram_server.entities import utf16_length
from tests.telegram_server.refusals import JsonObject, ViolationError

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=\"([^\"]*)\")?")
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-f]{1,6});")

_CLASSIC = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "blockquote": "blockquote",
}  # fmt: skip
_CLASSIC_ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}, "code": {"class"}}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of markup: a tag opened or closed, or text between tags."""

    kind: str
    value: str
    attributes: Mapping[str, str]
    offset: int


def _parse_error(message: str) -> ViolationError:
    return ViolationError(f"Bad Request: can't parse entities: {message}")


def tokens(source: str) -> Iterator[Token]:
    """Yield tags ("open", "close") and unescaped "text"; offsets are in bytes, as Telegram gives them."""
    position = 0
    while position < len(source):
        byte = len(source[:position].encode())
        if source[position] == "<":
            tag = _TAG.match(source, position)
            if tag is None:
                raise _parse_error(f"Unsupported start tag at byte offset {byte}")
            attributes = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(tag.group(3))}
            yield Token("close" if tag.group(1) else "open", tag.group(2), attributes, byte)
            position = tag.end()
            continue
        end = source.find("<", position)
        end = len(source) if end < 0 else end
        yield Token("text", _unescaped(source[position:end], byte), {}, byte)
        position = end


def _unescaped(text: str, byte: int) -> str:
    if "&" in _REFERENCE.sub("", text):
        raise _parse_error(f"'&' is not escaped in the text at byte offset {byte}")
    return html.unescape(text)


def close_tag(stack: list[Token], token: Token) -> Token:
    """Take the tag that `token` closes off the stack."""
    if not stack:
        raise _parse_error(f"Unexpected end tag at byte offset {token.offset}")
    if stack[-1].value != token.value:
        raise _parse_error(
            f"Unmatched end tag at byte offset {token.offset}, "
            f'expected "</{stack[-1].value}>", found "</{token.value}>"'
        )
    return stack.pop()


def check_all_closed(stack: list[Token]) -> None:
    """Refuse markup that ends inside a tag."""
    if stack:
        raise _parse_error(f'Can\'t find end tag corresponding to start tag "{stack[-1].value}"')


def parse_html(source: str) -> tuple[str, list[JsonObject]]:
    """Return the text and the entities of a classic message written in HTML."""
    text, stack, starts, entities = "", [], [], []  # type: str, list[Token], list[int], list[JsonObject]
    for token in tokens(source):
        if token.kind == "text":
            text += token.value
        elif token.kind == "open":
            _check_classic_tag(token)
            stack.append(token)
            starts.append(utf16_length(text))
        else:
            opened, start = close_tag(stack, token), starts.pop()
            length = utf16_length(text) - start
            if length and not _is_language_of_pre(opened, stack):
                entities.append(_entity(opened, start, length))
    check_all_closed(stack)
    return text, entities


def _is_language_of_pre(tag: Token, stack: list[Token]) -> bool:
    return tag.value == "code" and bool(stack) and stack[-1].value == "pre"


def _check_classic_tag(tag: Token) -> None:
    if tag.value not in _CLASSIC:
        raise _parse_error(f'Unsupported start tag "{tag.value}" at byte offset {tag.offset}')
    unknown = set(tag.attributes) - _CLASSIC_ATTRIBUTES.get(tag.value, set())
    if unknown or (tag.value == "a" and not tag.attributes.get("href")):
        raise _parse_error(f'attributes of "{tag.value}" at byte offset {tag.offset}')


def _entity(tag: Token, start: int, length: int) -> JsonObject:
    entity: JsonObject = {"type": _CLASSIC[tag.value], "offset": start, "length": length}
    if tag.value == "a":
        entity["url"] = tag.attributes["href"]
    if "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    return entity
