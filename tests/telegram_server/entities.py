"""Text and its entities, measured as Telegram measures them: in UTF-16 code units."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from tests.telegram_server.links import check_start_payload
from tests.telegram_server.refusals import JsonObject, ViolationError

MESSAGE_LENGTH = 4096
CAPTION_LENGTH = 1024
MAX_ENTITIES = 100
MAX_RAW_BYTES = 32 * 1024

_QUOTES = {"blockquote", "expandable_blockquote"}
_CODE = {"code", "pre"}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_SPANS = {
    "text_link", "text_mention", "custom_emoji", "date_time", "mention", "hashtag", "cashtag",
    "bot_command", "url", "email", "phone_number",
}  # fmt: skip
_RANK = {
    **dict.fromkeys(_QUOTES, 0), **dict.fromkeys(_SPANS, 1),
    **dict.fromkeys(_STYLES, 2), **dict.fromkeys(_CODE, 3),
}  # fmt: skip
_NEEDED_FIELD = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_cuts(text: str) -> set[int]:
    """Return the UTF-16 offsets at which `text` may be cut without breaking a character."""
    position, cuts = 0, {0}
    for character in text:
        position += 2 if ord(character) > 0xFFFF else 1
        cuts.add(position)
    return cuts


def utf16_slice(text: str, offset: int, length: int) -> str:
    """Return the part of `text` an entity covers."""
    data = text.encode("utf-16-le", "surrogatepass")
    return data[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def check_text(text: str, limit: int = MESSAGE_LENGTH, what: str = "message") -> None:
    """Refuse text that is empty or longer than Telegram takes."""
    if not text.strip() and what == "message":
        raise ViolationError("Bad Request: message text is empty")
    if utf16_length(text) > limit or len(text.encode()) > MAX_RAW_BYTES:
        raise ViolationError(f"Bad Request: {what} is too long")


def check_entities(text: str, entities: Sequence[JsonObject]) -> None:
    """Refuse entities out of range, cutting a character, overlapping or wrongly nested."""
    if len(entities) > MAX_ENTITIES:
        raise ViolationError(f"Bad Request: ENTITIES_TOO_LONG: {len(entities)} of at most {MAX_ENTITIES}")
    cuts = utf16_cuts(text)
    for number, entity in enumerate(entities):
        _check_entity(f"entity {number} ({entity['type']})", entity, cuts)
    _check_nesting(sort_entities(entities))


def sort_entities(entities: Sequence[JsonObject]) -> list[JsonObject]:
    """Order entities outermost first, as Telegram returns them."""
    return sorted(
        entities,
        key=lambda entity: (
            entity["offset"],
            -entity["length"],
            _RANK.get(entity["type"], 9),
            entity["type"],
        ),
    )


def _check_entity(label: str, entity: Mapping[str, object], cuts: set[int]) -> None:
    kind, start, length = str(entity["type"]), entity["offset"], entity["length"]
    if not isinstance(start, int) or not isinstance(length, int):  # the schema has seen to it
        raise TypeError(label)
    end = start + length
    if kind not in _RANK:
        raise ViolationError(f"Bad Request: can't parse entities: {label} is of no known type")
    if start < 0 or length <= 0 or end > max(cuts):
        raise ViolationError(
            f"Bad Request: ENTITY_BOUNDS_INVALID: {label} covers {start}..{end}, "
            f"the text has {max(cuts)} UTF-16 code units"
        )
    if start not in cuts or end not in cuts:
        raise ViolationError(f"Bad Request: ENTITY_BOUNDS_INVALID: {label} cuts a surrogate pair")
    needed = _NEEDED_FIELD.get(kind)
    if needed and not entity.get(needed):
        raise ViolationError(f"Bad Request: can't parse entities: {label} needs {needed}")
    if kind == "text_link":
        check_link(str(entity["url"]), "can't parse entities")


def check_link(url: str, where: str) -> None:
    """Refuse what is no http, https or tg link, and deep links Telegram would not open."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https", "tg"} or not parts.netloc or any(c.isspace() for c in url):
        raise ViolationError(f"Bad Request: {where}: URL {url!r} is invalid")
    check_start_payload(url)


def _check_nesting(entities: Sequence[JsonObject]) -> None:
    open_entities: list[JsonObject] = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        while open_entities and open_entities[-1]["offset"] + open_entities[-1]["length"] <= start:
            open_entities.pop()
        for outer in open_entities:
            if outer["offset"] + outer["length"] < end:
                raise ViolationError(
                    f"Bad Request: can't parse entities: {outer['type']} and {entity['type']} "
                    f"overlap at {start} without nesting"
                )
            if not _may_contain(outer["type"], entity["type"]):
                raise ViolationError(
                    f"Bad Request: can't parse entities: {outer['type']} contains {entity['type']} at {start}"
                )
        open_entities.append(entity)


def _may_contain(outer: str, inner: str) -> bool:
    """Say whether Telegram keeps `inner` inside `outer`: neither quotations nor code nest."""
    if outer in _QUOTES:
        return inner not in _QUOTES
    if inner in _QUOTES or outer in _CODE or inner in _CODE:
        return False
    return inner != outer and not (outer in _SPANS and inner in _SPANS)
