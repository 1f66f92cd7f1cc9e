"""The entry store while it is written: one reading after the other brings it into agreement with the input."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from corpus.entry import Alias, Entry, id_from_title, link_of
from corpus.folding import NameKind, fold
from corpus.harvest import NAMES_MADE_BY, names_of
from corpus.store import EntryStore

__all__ = ["EntryWriter"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    link TEXT NOT NULL,         -- Entry.link
    title TEXT NOT NULL UNIQUE,
    aliases TEXT NOT NULL,      -- JSON list, as the entry itself gives them
    source TEXT NOT NULL,
    hash BLOB NOT NULL,         -- Entry.content_hash
    indexed BLOB,               -- the hash that passages and lexical index were made from
    text TEXT NOT NULL          -- last: to read what is behind it, SQLite would have to read all of it
);
CREATE INDEX IF NOT EXISTS entries_link ON entries (link);
CREATE TABLE IF NOT EXISTS sections (
    entry INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    level INTEGER NOT NULL, title TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS sections_of_entry ON sections (entry);
CREATE TABLE IF NOT EXISTS paragraphs (
    entry INTEGER NOT NULL, number INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (entry, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS redirects (
    name TEXT PRIMARY KEY, target TEXT NOT NULL, reading INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS redirects_target ON redirects (target);
CREATE TABLE IF NOT EXISTS removed (entry INTEGER PRIMARY KEY);  -- still in passages and lexical index
CREATE TABLE IF NOT EXISTS names (folded TEXT NOT NULL, kind INTEGER NOT NULL, entry INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS names_folded ON names (folded);
CREATE INDEX IF NOT EXISTS names_of_entry ON names (entry);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
"""


class _Row(NamedTuple):
    """What a reading has to know of a stored entry; asking SQLite for each of them took most of the time."""

    key: int
    id: str
    hash: bytes
    source: str


class EntryWriter(EntryStore):
    """An entry store that can be written, in WAL mode; closing it leaves everything in the one file."""

    def __init__(self, path: Path) -> None:
        """Open the store at `path`, or make it there. Raises StoreDamaged when the file is something else."""
        self._rows: dict[str, _Row] = {}
        self._titles: dict[str, str] = {}
        self._met: set[str] = set()
        self._connect(path, "", "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _SCHEMA)

    def close(self) -> None:
        """Close the file; the store cannot be used after that."""
        # A published store is opened without its WAL.
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        super().close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or none of it."""
        self.connection.execute("BEGIN")
        met = set(self._met)
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # SQLite itself has rolled back when the disk is full
                self.connection.execute("ROLLBACK")
            self._met = met
            self._load_rows()
            raise

    def begin_reading(self) -> int:
        """Start a reading; entries that it does not meet are removed at its end."""
        self._load_rows()
        self._met = set()
        reading = int(self.fact("reading") or 0) + 1
        self.set_fact("reading", reading)
        if self.connection.execute("SELECT 1 FROM entries LIMIT 1").fetchone() is None:
            self.set_fact("names made by", NAMES_MADE_BY)
        return reading

    def _load_rows(self) -> None:
        rows = self.connection.execute("SELECT title, key, id, hash, source FROM entries")
        self._rows = {title: _Row(*row) for title, *row in rows}
        self._titles = {row.id: title for title, row in self._rows.items()}

    def put(self, entry: Entry) -> str | None:
        """Store `entry`, unless it is there already, unchanged; say so if it clashes with one met before.

        Of two entries with one title the later stays; of two with one id the later gets another id.
        """
        content = entry.content_hash
        stored = self._rows.get(entry.title)
        note = None
        if stored is not None and entry.title in self._met:
            note = f"the title {entry.title!r} was met before, at {stored.source}; this later entry replaces that one"
        entry_id = self._free_id(entry)
        if entry_id != entry.id:
            note = f"the id {entry.id!r} of {entry.title!r} was met before; this entry gets the id {entry_id!r}"
        if stored is not None and (stored.hash, stored.id) == (content, entry_id):
            key = stored.key
            if stored.source != entry.source:
                self.connection.execute("UPDATE entries SET source = ? WHERE key = ?", (entry.source, key))
        else:
            key = self._write(stored.key if stored else None, entry_id, entry, content)
            if stored is not None and self._titles.get(stored.id) == entry.title:
                del self._titles[stored.id]
        self._met.add(entry.title)
        self._rows[entry.title] = _Row(key, entry_id, content, entry.source)
        self._titles[entry_id] = entry.title
        return note

    def put_alias(self, alias: Alias, reading: int) -> None:
        """Remember another name; it counts when its target turns out to be an entry's title."""
        self.connection.execute(
            "INSERT OR REPLACE INTO redirects VALUES (?, ?, ?)", (alias.name, alias.target, reading)
        )

    def end_reading(self, reading: int) -> None:
        """Remove what the reading did not meet, and make the redirects that lead to an entry names of it."""
        run = self.connection.execute
        gone = [row.key for title, row in self._rows.items() if title not in self._met]
        for key in gone:
            self._forget_parts(key)
            run("DELETE FROM entries WHERE key = ?", (key,))
            run("INSERT OR IGNORE INTO removed VALUES (?)", (key,))
        run("DELETE FROM redirects WHERE reading <> ? OR target NOT IN (SELECT title FROM entries)", (reading,))
        if self.fact("names made by") != NAMES_MADE_BY:
            self._name_anew()
        before = set(run("SELECT folded, entry FROM names WHERE kind = ?", (NameKind.REDIRECT,)))
        run("DELETE FROM names WHERE kind = ?", (NameKind.REDIRECT,))
        redirects = run("SELECT name, key FROM redirects JOIN entries ON title = target").fetchall()
        names = {(folded, key) for name, key in redirects if (folded := fold(name))}
        self.connection.executemany(
            "INSERT INTO names VALUES (?, ?, ?)",
            [(folded, NameKind.REDIRECT, key) for folded, key in sorted(names)],
        )
        # The lexical index holds the names as well.
        renamed = sorted({key for _, key in before ^ names})
        self.connection.executemany(
            "UPDATE entries SET indexed = x'' WHERE key = ? AND indexed IS NOT NULL", [(key,) for key in renamed]
        )
        self._note_renaming()
        self._rows, self._titles, self._met = {}, {}, set()  # hours of encoding may follow

    def _name_anew(self) -> None:
        """Name every entry as this version does; an earlier one folded or harvested names in another way."""
        run = self.connection.execute
        run("DELETE FROM names WHERE kind <> ?", (NameKind.REDIRECT,))
        for key, title, aliases, text in run("SELECT key, title, aliases, text FROM entries"):
            self._put_names(key, title, json.loads(aliases), text)
        self.set_fact("names made by", NAMES_MADE_BY)
        self.set_fact("renamed", 1)

    def _note_renaming(self) -> None:
        """Set the fact "renamed" when ids or redirects, which no content hash holds, are not as before."""
        digest = hashlib.blake2b(digest_size=16)
        ids = "SELECT key, id FROM entries ORDER BY key"
        redirects = "SELECT name, target FROM redirects ORDER BY name"
        for query in (ids, redirects):
            for row in self.connection.execute(query):
                digest.update(repr(row).encode())
        if digest.digest() != self.fact("names"):
            self.set_fact("names", digest.digest())
            self.set_fact("renamed", 1)

    def _free_id(self, entry: Entry) -> str:
        """The entry's id, taken over from an entry of an earlier reading if need be, or made from its title."""
        made = (id_from_title(entry.title + "\0" * number) for number in count())
        for entry_id in chain([entry.id], made):
            title = self._titles.get(entry_id, entry.title)
            if title == entry.title:
                break
            if title not in self._met:
                # The other entry is renamed, removed, or still to be met: the empty hash has it written again.
                row = self._rows[title]
                self._rows[title] = _Row(row.key, f"was:{row.key}", b"", row.source)
                self.connection.execute("UPDATE entries SET id = 'was:' || key, hash = x'' WHERE key = ?", (row.key,))
                break
        return entry_id

    def _write(self, key: int | None, entry_id: str, entry: Entry, content: bytes) -> int:
        aliases = json.dumps(entry.aliases, ensure_ascii=False)
        values = (entry_id, link_of(entry_id), entry.title, aliases, entry.source, content, entry.text)
        if key is None:
            cursor = self.connection.execute(
                "INSERT INTO entries (id, link, title, aliases, source, hash, text) VALUES (?,?,?,?,?,?,?)", values
            )
            key = int(cursor.lastrowid or 0)
        else:
            self.connection.execute(
                "UPDATE entries SET id=?, link=?, title=?, aliases=?, source=?, hash=?, text=? WHERE key=?",
                (*values, key),
            )
            self._forget_parts(key)
        self.connection.executemany(
            "INSERT INTO sections VALUES (?,?,?,?,?)",
            [(key, s.start, s.end, s.level, s.title) for s in entry.sections],
        )
        self.connection.executemany(
            "INSERT INTO paragraphs VALUES (?,?,?,?)",
            [(key, number, *span) for number, span in enumerate(entry.paragraphs(), 1)],
        )
        self._put_names(key, entry.title, entry.aliases, entry.text)
        return key

    def _put_names(self, key: int, title: str, aliases: Sequence[str], text: str) -> None:
        self.connection.executemany(
            "INSERT INTO names VALUES (?,?,?)",
            [(folded, kind, key) for folded, kind in names_of(title, aliases, text)],
        )

    def _forget_parts(self, key: int) -> None:
        """Remove all of an entry but its row and its redirects, which the end of the reading makes anew."""
        self.connection.execute("DELETE FROM sections WHERE entry = ?", (key,))
        self.connection.execute("DELETE FROM paragraphs WHERE entry = ?", (key,))
        self.connection.execute("DELETE FROM names WHERE entry = ? AND kind <> ?", (key, NameKind.REDIRECT))

    def set_fact(self, name: str, value: object) -> None:
        """Remember a value."""
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
