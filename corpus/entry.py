"""What the encyclopedia is made of: entries, their sections and paragraphs."""

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Names this way of hashing entries: a change of it means that all of them are indexed anew.
HASHING = "hash/2"
# Ten times the longest page of Wikipedia; above it an "entry" is a mistake in the input.
MAX_TEXT_LENGTH = 5_000_000
MAX_TITLE_LENGTH = 500

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of an entry. The heading itself is not in the text, so it is never quoted.

    `start` and `end` are str offsets into `Entry.text`, end exclusive; `level` is 1 for the outermost.
    """

    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a title and plain paragraphs separated by blank lines.

    `sections` are ordered by `start`; `source` says where the entry was read ("file:line").
    """

    id: str
    title: str
    text: str
    aliases: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    source: str = ""

    @property
    def link(self) -> str:
        """The entry in 12 characters of A-Z a-z 0-9 _ -, the same after every rebuild."""
        return link_of(self.id)

    @property
    def content_hash(self) -> bytes:
        """16 bytes that change when anything a reader can see changes (so not `source`)."""
        sections = [(s.title, s.level, s.start, s.end) for s in self.sections]
        # The text goes in as it is: writing it as JSON first took four fifths of the time.
        names = json.dumps([self.id, self.title, self.aliases, sections])
        return hashlib.blake2b(f"{names}\n{self.text}".encode(), digest_size=16).digest()

    def paragraphs(self) -> list[tuple[int, int]]:
        """The (start, end) of each paragraph, without the white space around it."""
        return list(paragraph_spans(self.text))

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds `offset`, or None before the first heading."""
        holding = [s for s in self.sections if s.start <= offset < s.end]
        return max(holding, key=lambda s: (s.start, s.level), default=None)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an entry, met on its own (a redirect); `target` is the entry's title."""

    name: str
    target: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class BadInput:
    """Something in the input that was skipped. `line` is 1-based, 0 where lines mean nothing."""

    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.reason}"


def paragraph_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each paragraph of `text`, white space around it left out."""
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _BLANK_LINE.finditer(text)), (len(text), len(text))]:
        paragraph = text[start:end]
        if stripped := paragraph.strip():
            offset = start + paragraph.index(stripped[0])
            yield offset, offset + len(stripped)
        start = following


def id_from_title(title: str) -> str:
    """An id for an entry whose source gives none: the same title always has the same id."""
    normal = unicodedata.normalize("NFC", title)
    return "t" + hashlib.blake2b(normal.encode(), digest_size=8).hexdigest()


def link_of(entry_id: str) -> str:
    """The link of the entry with this id: short enough for places where ids of any length do not fit."""
    return base64.urlsafe_b64encode(hashlib.blake2b(entry_id.encode(), digest_size=9).digest()).decode()


def without_surrogates(text: str) -> str:
    """The text with a question mark for each half of a surrogate pair, which no store or index takes."""
    return text.encode("utf-8", "replace").decode()


def _is_seen(text: str) -> bool:
    """Whether anything of the text shows: white space does not, nor what only joins, parts or turns characters."""
    return any(not char.isspace() and unicodedata.category(char) != "Cf" for char in text)


def why_unusable(title: str, text: str) -> str | None:
    """Say why this title and text cannot be an entry, or None if they can."""
    if not _is_seen(title):
        return "the title is empty; give the entry a title"
    if len(title) > MAX_TITLE_LENGTH:
        return f"the title has {len(title):,} characters; the limit is {MAX_TITLE_LENGTH:,}"
    if not _is_seen(text):
        return f"the entry {title.strip()!r} has no text"
    if len(text) > MAX_TEXT_LENGTH:
        return (
            f"the entry {title.strip()!r} has {len(text):,} characters; "
            f"the limit is {MAX_TEXT_LENGTH:,}, split it into several entries"
        )
    for what, value in (("title", title), ("text", text)):
        if "\0" in value:
            return f"the {what} holds a NUL character; remove it"
        try:
            value.encode()
        except UnicodeEncodeError:
            return f"the {what} holds half a surrogate pair, which is not valid Unicode; remove it"
    return None
