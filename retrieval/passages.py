"""Entries cut into passages, and the table that keeps them.

A passage is about 120 words: whole paragraphs packed together, or the sentences of a long paragraph;
never across a section, none overlapping, all of an entry's words in exactly one.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus.entry import Entry, paragraph_spans
from corpus.store import EntryStore
from retrieval.results import Passage, PassageId
from retrieval.sentences import sentence_spans

__all__ = [
    "CHUNKER",
    "PASSAGES_AN_ENTRY",
    "PassageStore",
    "StoredPassage",
    "embedded_text",
    "embedded_texts",
    "entry_key",
    "passage_hash",
    "passage_id",
    "split",
]

# Names this way of cutting in the manifest; a change of it means every passage is cut anew.
CHUNKER = "sentences-120/3"
WORDS = 120
# A passage takes in a following short paragraph up to here rather than leave it on its own.
MOST_WORDS = 150

# Characters to a word: in English with the space after it; in scripts that do without spaces.
_WORD_LENGTH, _WORD_LENGTH_WITHOUT_SPACES = 6, 3
_BLANK = re.compile(r"\s*")

# An entry's passages are numbered in its own block of ids, so ids never depend on the order of work.
PASSAGES_AN_ENTRY = 1 << 20

_SCHEMA = """
CREATE TABLE IF NOT EXISTS passages (
    id INTEGER PRIMARY KEY,     -- passage_id(entry key, ordinal)
    start INTEGER NOT NULL, end INTEGER NOT NULL,
    hash BLOB NOT NULL          -- of the embedded text
);
"""
# How many values SQLite is given at once.
_AT_ONCE = 500


def passage_id(key: int, ordinal: int) -> PassageId:
    """The id of an entry's passage number `ordinal`, from 0."""
    return key * PASSAGES_AN_ENTRY + ordinal


def entry_key(passage: PassageId) -> int:
    """The store key of the entry a passage is of."""
    return passage // PASSAGES_AN_ENTRY


def split(entry: Entry, key: int = 0) -> list[Passage]:
    """The passages of `entry`, in order: `entry.text[p.start:p.end] == p.text` for each."""
    spans = [span for part in _parts(entry) for span in _packed(entry.text, *part)]
    return [
        Passage(passage_id(key, ordinal), entry.id, start, end, entry.text[start:end])
        for ordinal, (start, end) in enumerate(spans)
    ]


def embedded_text(title: str, section: str | None, text: str) -> str:
    """What is embedded for a passage: its text under its headings, which are never part of a quotation."""
    return f"{title}. {section}.\n{text}" if section else f"{title}.\n{text}"


def _parts(entry: Entry) -> Iterator[tuple[int, int]]:
    """The stretches of text that no passage may cross: up to the next place where a section begins or ends."""
    ends = {edge for s in entry.sections for edge in (s.start, s.end)} | {len(entry.text)}
    start = 0
    for end in sorted(ends):
        if start < end:
            yield start, end
        start = end


def _packed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pack the paragraphs and sentences of one part, in order, into spans of about WORDS words."""
    held: tuple[int, int] | None = None
    words = 0
    for piece_start, piece_end in _pieces(text, start, end):
        more = _words(text, (piece_start, piece_end))
        if held and (words + more > MOST_WORDS or words >= WORDS):
            yield held
            held, words = None, 0
        held = (held[0] if held else piece_start, piece_end)
        words += more
    if held:
        yield held


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Paragraphs, or the sentences of a long one, or the halves of an endless sentence."""
    for paragraph_start, paragraph_end in paragraph_spans(text[start:end]):
        span = (start + paragraph_start, start + paragraph_end)
        if _words(text, span) <= MOST_WORDS:
            yield span
            continue
        for sentence in sentence_spans(text, *span):
            yield from _halved(text, sentence) if _words(text, sentence) > MOST_WORDS else [sentence]


def _halved(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Cut an endless sentence between words, and a wordless run of characters anywhere."""
    start, end = span
    longest = MOST_WORDS * (_WORD_LENGTH if _has_spaces(text[start:end]) else _WORD_LENGTH_WITHOUT_SPACES)
    while end - start > longest:
        cut = text.rfind(" ", start + longest // 2, start + longest)
        cut = cut if cut > 0 else start + longest
        yield start, start + len(text[start:cut].rstrip())
        blank = _BLANK.match(text, cut, end)
        start = blank.end() if blank else cut
    if start < end:
        yield start, end


def _words(text: str, span: tuple[int, int]) -> int:
    """Words, or a share of the characters where a script does not separate its words."""
    part = text[slice(*span)]
    return len(part.split()) if _has_spaces(part) else len(part) // _WORD_LENGTH_WITHOUT_SPACES


def _has_spaces(part: str) -> bool:
    return len(part) <= 20 * len(part.split())


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A row of the passage table."""

    id: PassageId
    start: int
    end: int
    hash: bytes


class PassageStore:
    """The passages of all entries, in the SQLite file of the entry store."""

    def __init__(self, connection: sqlite3.Connection, *, writable: bool = False) -> None:
        """Use the tables behind `connection`; `writable` makes them where there are none."""
        self._connection = connection
        if writable:
            connection.executescript(_SCHEMA)

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def get(self, ids: Iterable[PassageId]) -> dict[PassageId, StoredPassage]:
        """The rows of these passages, by id; an unknown id is left out."""
        rows = self._rows("SELECT id, start, end, hash FROM passages WHERE id IN ({})", ids)
        return {row[0]: StoredPassage(*row) for row in rows}

    def with_text(self, ids: Iterable[PassageId]) -> dict[PassageId, tuple[Passage, str]]:
        """These passages and the titles of their entries, by id; an unknown id is left out."""
        rows = list(self._rows("SELECT id, start, end FROM passages WHERE id IN ({})", ids))
        # A long entry has many of them: its text is read once.
        of_entries = self._rows(
            "SELECT key, id, title, text FROM entries WHERE key IN ({})", {entry_key(row[0]) for row in rows}
        )
        entries = {key: others for key, *others in of_entries}
        found: dict[PassageId, tuple[Passage, str]] = {}
        for passage, start, end in rows:
            if entry_key(passage) in entries:
                entry_id, title, text = entries[entry_key(passage)]
                found[passage] = Passage(passage, entry_id, start, end, text[start:end]), title
        return found

    def _rows(self, query: str, values: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """The rows of `query`, whose {} is filled with as many of the values as SQLite takes at once."""
        wanted = list(values)
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            yield from self._connection.execute(query.format(",".join("?" * len(some))), some)

    def put(self, entry: Entry, key: int, passages: list[Passage]) -> None:
        """Replace the passages of one entry."""
        self.remove(key)
        self._connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?)",
            [(p.id, p.start, p.end, passage_hash(entry, p)) for p in passages],
        )

    def remove(self, key: int) -> None:
        """Forget the passages of one entry."""
        self._connection.execute(
            "DELETE FROM passages WHERE id >= ? AND id < ?", (passage_id(key, 0), passage_id(key + 1, 0))
        )

    def hashes(self) -> Iterator[tuple[PassageId, bytes]]:
        """The (id, hash) of every passage, ordered by id."""
        return iter(self._connection.execute("SELECT id, hash FROM passages ORDER BY id"))


def passage_hash(entry: Entry, passage: Passage) -> bytes:
    """16 bytes that say what is embedded for this passage."""
    section = entry.section_at(passage.start)
    embedded = embedded_text(entry.title, section.title if section else None, passage.text)
    return hashlib.blake2b(embedded.encode(), digest_size=16).digest()


def embedded_texts(store: EntryStore, passages: Iterable[StoredPassage]) -> Iterator[str]:
    """What is embedded for each of these passages, in order; quickest where those of one entry stand together."""
    entry: Entry | None = None
    of = None
    for passage in passages:
        if entry_key(passage.id) != of:
            of = entry_key(passage.id)
            entry = store.by_key(of)
        if entry is None:
            raise LookupError(of)
        section = entry.section_at(passage.start)
        yield embedded_text(entry.title, section.title if section else None, entry.text[passage.start : passage.end])
