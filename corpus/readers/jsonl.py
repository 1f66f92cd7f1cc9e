"""JSON Lines: one object a line with `title` and `text`, perhaps `id`, `aliases` and `sections`."""

import json
from collections.abc import Iterator
from pathlib import Path

from corpus.entry import MAX_TITLE_LENGTH, BadInput, Entry, Section, id_from_title, why_unusable
from corpus.readers.page import plain_title
from corpus.readers.streams import LIMITS, Limits, numbered_lines, shown


class _BadLineError(ValueError):
    """Why one line is no entry."""


def read_jsonl(path: Path, limits: Limits = LIMITS) -> Iterator[Entry | BadInput]:
    """Yield the entry of each line; a bad line is a BadInput and the next line is read all the same.

    The text is kept exactly as it is, since quotations point into it by offset.
    """
    name = shown(path)
    for numbered in numbered_lines(path, limits):
        if isinstance(numbered, BadInput):
            yield numbered
            continue
        number, line = numbered
        if not line.strip():
            continue
        try:
            yield _entry(_json_object(line), f"{name}:{number}")
        except _BadLineError as error:
            yield BadInput(name, number, str(error))


def _json_object(line: str) -> dict[str, object]:
    try:
        value = json.loads(line.rstrip())  # an object that breaks off does so in this line, not below it
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")  # as in "Unterminated string starting at"
        raise _BadLineError(f"not valid JSON: {what} at column {error.colno}; mend the line") from error
    except ValueError as error:  # a number of thousands of digits
        raise _BadLineError("a number is too long to be read; write it as a string") from error
    except RecursionError as error:
        raise _BadLineError("the JSON is nested too deeply; an entry is a flat object") from error
    if not isinstance(value, dict):
        raise _BadLineError("not a JSON object; write one object a line, with title and text")
    return value


def _entry(fields: dict[str, object], source: str) -> Entry:
    title, text = plain_title(_string(fields, "title")), _string(fields, "text")
    if reason := why_unusable(title, text):
        raise _BadLineError(reason)
    return Entry(
        id=_id(fields.get("id"), title),
        title=title,
        text=text,
        aliases=_aliases(fields.get("aliases"), title),
        sections=_sections(fields.get("sections"), len(text)),
        source=source,
    )


def _string(fields: dict[str, object], name: str) -> str:
    if name not in fields:
        raise _BadLineError(f"{name} is missing; every entry needs title and text")
    value = fields[name]
    if not isinstance(value, str):
        raise _BadLineError(f"{name} is not a string; put it in quotation marks")
    return value


def _name(value: str, what: str) -> str:
    """Return a short string that is stored and shown, on one line."""
    value = plain_title(value)
    if not value or len(value) > MAX_TITLE_LENGTH:
        raise _BadLineError(f"{what} is empty or longer than {MAX_TITLE_LENGTH:,} characters; correct it")
    if reason := why_unusable("-", value):
        raise _BadLineError(reason.replace("the text", what))
    return value


def _id(value: object, title: str) -> str:
    if value is None:
        return id_from_title(title)
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _BadLineError("id is neither a string nor a whole number; correct it or leave it out")
    if str(value) != _name(str(value), "id"):
        raise _BadLineError("id has white space around it or runs of it inside; correct it or leave it out")
    return str(value)


def _aliases(value: object, title: str) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(alias, str) for alias in value):
        raise _BadLineError("aliases is not a list of strings; correct it or leave it out")
    names = dict.fromkeys(_name(alias, "an alias") for alias in value)
    names.pop(title, None)
    return tuple(names)


def _sections(value: object, length: int) -> tuple[Section, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _BadLineError("sections is not a list; correct it or leave it out")
    sections = tuple(_section(item, position) for position, item in enumerate(value, start=1))
    previous = 0
    for position, section in enumerate(sections, start=1):
        if not previous <= section.start <= section.end <= length:
            raise _BadLineError(
                f"section {position} ({section.start} to {section.end}) is out of order or outside the text, "
                f"which has {length:,} characters; count characters from 0, end exclusive"
            )
        previous = section.start
    return sections


def _section(value: object, position: int) -> Section:
    match value:
        case {"title": str(title), "level": int(level), "start": int(start), "end": int(end)} if 1 <= level <= 99:
            if not any(isinstance(number, bool) for number in (level, start, end)):
                return Section(_name(title, f"the title of section {position}"), level, start, end)
    raise _BadLineError(f"section {position} needs a title, a level from 1 to 99, a start and an end; correct it")
