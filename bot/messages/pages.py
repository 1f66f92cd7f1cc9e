"""An entry in pages, each of whole paragraphs and short enough for one message."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.messages.measure import fitting, units
from corpus.entry import Entry, Section

__all__ = ["CLASSIC", "RICH", "Page", "Piece", "Room", "page_at", "pages"]

_SPACES = re.compile(r"\s+")
# Several headings before one paragraph are sections without text of their own; more than this is noise.
MOST_HEADINGS = 10


@dataclass(frozen=True, slots=True)
class Room:
    """What one message holds: units of text, and paragraphs with the headings before them."""

    text: int
    blocks: int


# Well below 4,096 units and 100 entities, 32,768 characters and 500 blocks: title and notes come on top.
CLASSIC = Room(2_400, 40)
RICH = Room(26_000, 300)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a part of a long one, by str offsets into the text, with the headings before it."""

    start: int
    end: int
    headings: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Pieces that go into one message; `number` counts from 1."""

    number: int
    total: int
    pieces: tuple[Piece, ...]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.pieces[-1].end


def pages(entry: Entry, room: Room = CLASSIC) -> list[Page]:
    """All pages of an entry."""
    groups: list[list[Piece]] = []
    text = blocks = 0
    for piece in _pieces(entry, room):
        length = units(entry.text[piece.start : piece.end]) + sum(units(s.title) + 2 for s in piece.headings)
        if not groups or text + length > room.text or blocks + 1 + len(piece.headings) > room.blocks:
            groups.append([])
            text = blocks = 0
        groups[-1].append(piece)
        text += length + 2
        blocks += 1 + len(piece.headings)
    return [Page(number, len(groups), tuple(group)) for number, group in enumerate(groups, 1)]


def page_at(all_pages: Sequence[Page], offset: int) -> Page:
    """The page that holds `offset`, or the nearest before it."""
    return next((page for page in reversed(all_pages) if page.start <= offset), all_pages[0])


def _pieces(entry: Entry, room: Room) -> Iterator[Piece]:
    sections = list(entry.sections)
    for start, end in entry.paragraphs():
        position = start
        while position < end:
            part = entry.text[position : min(end, position + room.text + 1)]
            until = position + max(1, fitting(part, room.text))
            headings = []
            while sections and sections[0].start < until:
                headings.append(sections.pop(0))
            yield Piece(position, until, tuple(headings[-MOST_HEADINGS:]))
            spaces = _SPACES.match(entry.text, until, end)
            position = spaces.end() if spaces else until
