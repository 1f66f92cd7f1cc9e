"""A chat as a person would see it, in plain text for a terminal."""

import html
import re
from collections.abc import Sequence

from tests.telegram_server.chats import Chat, Message
from tests.telegram_server.entities import utf16_length, utf16_slice
from tests.telegram_server.links import deep_link
from tests.telegram_server.refusals import JsonObject

_BAR = "▌ "
_QUOTES = {"blockquote", "expandable_blockquote"}
_MARKS = {
    "switch_inline_query": " ⤳",
    "switch_inline_query_current_chat": " ⤳",
    "copy_text": " ⧉",
    "url": " ↗",
}


def render_transcript(chat: Chat) -> str:
    """Show who said what: quotations with a bar, links as [text](url), rows of [ buttons ]."""
    parts = [_render(message) for message in chat.messages if not message.deleted]
    return f"── {chat.name} ──\n\n" + "\n\n".join(parts) + "\n"


def _render(message: Message) -> str:
    lines = [_heading(message)]
    if message.reply_to is not None:
        lines.append(f"  ↩ {_first_words(message.reply_to.text)}")
    if message.document is not None:
        lines.append(f"  📄 {message.document.name} ({len(message.document.data):,} bytes)")
    lines += [f"  {line}".rstrip() for line in _body(message).splitlines()]
    lines += [f"  {' '.join(map(_button, row))}" for row in message.buttons]
    if message.reactions:
        lines.append(f"  {' '.join(message.reactions)}")
    return "\n".join(lines)


def _heading(message: Message) -> str:
    name = str(message.sender["first_name"])
    via = f" via @{message.via_bot['username']}" if message.via_bot else ""
    topic = f" in “{message.chat.topics.get(message.thread, '')}”" if message.thread is not None else ""
    return f"{name}{via}{topic}{' (edited)' if message.edit_date else ''}:"


def _first_words(text: str, length: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length]}…"


def _button(button: JsonObject) -> str:
    return f"[ {button['text']}{next((mark for name, mark in _MARKS.items() if name in button), '')} ]"


def _body(message: Message) -> str:
    if message.rich_message is not None:
        return _render_rich(message.rich_message)
    return _with_marks(message.text, message.entities)


def _with_marks(text: str, entities: Sequence[JsonObject]) -> str:
    """Put link marks into the text, and bars before the lines of quotations."""
    links = [entity for entity in entities if entity["type"] == "text_link"]
    opened = {link["offset"] for link in links}
    closed = {link["offset"] + link["length"]: f"]({compact_link(link['url'])})" for link in links}
    quoted = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _QUOTES]
    shown, position, at_line_start = "", 0, True
    for character in [*text, ""]:
        shown += closed.get(position, "")
        at_edge = any(position in quote for quote in quoted)
        if at_edge and not at_line_start and character not in {"", "\n"}:
            shown, at_line_start = shown + "\n", True
        if at_line_start and any(start <= position < end for start, end in quoted):
            shown += _BAR
        shown += ("[" if position in opened else "") + character
        at_line_start = character == "\n"
        position += utf16_length(character)
    return shown


def compact_link(url: str) -> str:
    """Shorten a link to what tells it apart."""
    link = deep_link(url)
    if link:
        return f"start={link[1]}"
    bare = re.sub(r"^https?://(www\.)?", "", url)
    return bare if len(bare) <= 40 else f"{bare[:39]}…"


def _render_rich(message: JsonObject) -> str:
    """Show the HTML of a rich message: blocks on lines of their own, quotations with a bar."""
    if "markdown" in message:
        return str(message["markdown"])
    depth, shown = 0, ""
    for piece in re.split(r"(<[^>]*>)", message["html"]):
        tag = re.match(r"<(/?)([a-z0-9-]+)", piece)
        if tag is None:
            bar = _BAR * depth
            shown += html.unescape(piece).replace("\n", f"\n{bar}")
            continue
        closing, name = bool(tag.group(1)), tag.group(2)
        if name in {"blockquote", "aside"}:
            depth += -1 if closing else 1
        if name not in {"a", "b", "i", "u", "s", "code", "mark", "sub", "sup", "strong", "em"}:
            shown = shown.rstrip("▌ \n") + ("\n" if shown else "") + _BAR * depth
        shown += {"hr": "────────\n", "li": "" if closing else "• ", "summary": "" if closing else "▸ "}.get(name, "")
    return shown.strip()


def covered_text(message: Message, kind: str) -> list[str]:
    """Return the parts of a message that entities of a kind cover."""
    return [
        utf16_slice(message.text, entity["offset"], entity["length"])
        for entity in message.entities
        if entity["type"] == kind
    ]
