"""The entry store: one SQLite file that holds every entry, its names, sections and paragraphs.

While it is written it is in WAL mode; a published store is opened read-only and never changes.
Integers called `key` are SQLite row ids: an entry keeps its key for as long as its title stays.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.entry import Alias, Entry, Section, id_from_title, link_of
from corpus.errors import StoreDamaged
from corpus.folding import NameKind, fold, name_keys

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    link TEXT NOT NULL,         -- Entry.link
    title TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL,
    aliases TEXT NOT NULL,      -- JSON list, as the entry itself gives them
    source TEXT NOT NULL,
    hash BLOB NOT NULL,         -- Entry.content_hash
    indexed BLOB,               -- the hash that passages and lexical index were made from
    reading INTEGER NOT NULL    -- the reading that met the entry last
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


class EntryStore:
    """Entries by id, title, name and key. Close it, or use it in a `with` block.

    Raises StoreDamaged when the file is missing or is not a store.
    """

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Open the store at `path`; `writable` creates it where there is none."""
        self.path = path
        self._writable = writable
        if not writable and not path.is_file():
            raise StoreDamaged(f"no entry store at {path}; run `wipiverse build` again")
        try:
            # immutable: a published store never changes, so no lock or -shm file is made beside it.
            uri = path.absolute().as_uri() + ("" if writable else "?mode=ro&immutable=1")
            self.connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
            try:
                if writable:
                    self.connection.execute("PRAGMA journal_mode = WAL")
                    self.connection.execute("PRAGMA synchronous = NORMAL")
                    self.connection.executescript(_SCHEMA)
                else:
                    self.connection.execute("SELECT count(*) FROM facts")
            except sqlite3.DatabaseError:
                self.connection.close()
                raise
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(f"{path} is not a sound entry store ({error}); run `wipiverse build` again") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store cannot be used after that."""
        if self._writable:
            # Leaves everything in the one file: a published store is opened without its WAL.
            self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()

    # Reading

    def __len__(self) -> int:
        return int(self.connection.execute("SELECT count(*) FROM entries").fetchone()[0])

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, or None."""
        return self._one("id = ?", entry_id)

    def by_title(self, title: str) -> Entry | None:
        """The entry with exactly this title, or None."""
        return self._one("title = ?", title)

    def by_link(self, link: str) -> Entry | None:
        """The entry with this link (see `Entry.link`), or None."""
        return self._one("link = ?", link)

    def key_of(self, title: str) -> int | None:
        """The key of the entry with exactly this title, or None."""
        row = self.connection.execute("SELECT key FROM entries WHERE title = ?", (title,)).fetchone()
        return None if row is None else int(row[0])

    def by_key(self, key: int) -> Entry | None:
        """The entry with this key, or None."""
        return self._one("key = ?", key)

    def titles(self, keys: Iterable[int]) -> dict[int, str]:
        """The titles of the entries with these keys, by key."""
        rows = self._many("SELECT key, title FROM entries WHERE key IN ({})", keys)
        return dict(rows)

    def named(self, folded: str) -> list[tuple[int, int]]:
        """The (kind, key) of every entry that has this folded name; see `corpus.folding` for the kinds."""
        rows = self.connection.execute(
            "SELECT DISTINCT kind, entry FROM names WHERE folded = ? ORDER BY kind, entry", (folded,)
        )
        return list(rows)

    def names(self) -> Iterator[tuple[str, int, int]]:
        """Every (folded name, kind, key), ordered by key."""
        return iter(self.connection.execute("SELECT folded, kind, entry FROM names ORDER BY entry, kind, folded"))

    def random(self) -> Entry | None:
        """Any entry, each as likely as the next; None when the store is empty."""
        return self._one("key = (SELECT key FROM entries ORDER BY random() LIMIT ?)", 1)

    def titles_from(self, prefix: str, limit: int = 20) -> list[str]:
        """Titles that begin with `prefix`, folded, in the order of their names (for completion)."""
        start = fold(prefix)
        rows = self.connection.execute(
            "SELECT DISTINCT title FROM names JOIN entries ON entry = key "
            "WHERE folded >= ? AND folded < ? AND kind <= 1 ORDER BY folded, key LIMIT ?",
            (start, start + "\U0010ffff", limit),
        )
        return [title for (title,) in rows]

    def paragraph_number(self, key: int, offset: int) -> int:
        """The number, from 1, of the paragraph that holds or precedes `offset`."""
        row = self.connection.execute(
            "SELECT max(number) FROM paragraphs WHERE entry = ? AND start <= ?", (key, offset)
        ).fetchone()
        return int(row[0] or 1)

    def _many(self, query: str, keys: Iterable[int]) -> list[tuple[int, str]]:
        wanted = list(keys)
        found: list[tuple[int, str]] = []
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            found += self.connection.execute(query.format(",".join("?" * len(some))), some)
        return found

    def _one(self, where: str, value: object) -> Entry | None:
        try:
            row = self.connection.execute(
                f"SELECT key, id, title, text, aliases, source FROM entries WHERE {where}",  # noqa: S608
                (value,),
            ).fetchone()
        except UnicodeEncodeError:  # half a surrogate pair, which no entry has
            return None
        if row is None:
            return None
        key, entry_id, title, text, aliases, source = row
        sections = self.connection.execute(
            "SELECT title, level, start, end FROM sections WHERE entry = ? ORDER BY start, level", (key,)
        )
        redirects = self.connection.execute("SELECT name FROM redirects WHERE target = ? ORDER BY name", (title,))
        names = dict.fromkeys([*json.loads(aliases), *(name for (name,) in redirects)])
        return Entry(entry_id, title, text, tuple(names), tuple(Section(*s) for s in sections), source)

    # Writing

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written inside, or none of it."""
        self.connection.execute("BEGIN")
        try:
            yield
            self.connection.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:  # SQLite itself has rolled back when the disk is full
                self.connection.execute("ROLLBACK")
            raise

    def begin_reading(self) -> int:
        """Start a reading; entries that it does not meet are removed at its end."""
        reading = int(self.fact("reading") or 0) + 1
        self.set_fact("reading", reading)
        return reading

    def put(self, entry: Entry, reading: int) -> str | None:
        """Store `entry`, unless it is there already, unchanged; say so if it clashes with one met before.

        Of two entries with one title the later stays; of two with one id the later gets another id.
        """
        content = entry.content_hash
        row = self.connection.execute(
            "SELECT key, id, hash, reading, source FROM entries WHERE title = ?", (entry.title,)
        ).fetchone()
        key, stored_id, stored, met, source = row or (None, None, None, None, "")
        note = None
        if met == reading:
            note = f"the title {entry.title!r} was met before, at {source}; this later entry replaces that one"
        entry_id = self._free_id(entry, reading)
        if entry_id != entry.id:
            note = f"the id {entry.id!r} of {entry.title!r} was met before; this entry gets the id {entry_id!r}"
        if (stored, stored_id) == (content, entry_id):
            self.connection.execute(
                "UPDATE entries SET reading = ?, source = ? WHERE key = ?", (reading, entry.source, key)
            )
        else:
            self._write(key, entry_id, entry, content, reading)
        return note

    def put_alias(self, alias: Alias, reading: int) -> None:
        """Remember another name; it counts when its target turns out to be an entry's title."""
        self.connection.execute(
            "INSERT OR REPLACE INTO redirects VALUES (?, ?, ?)", (alias.name, alias.target, reading)
        )

    def end_reading(self, reading: int) -> None:
        """Remove what the reading did not meet, and make the redirects that lead to an entry names of it."""
        run = self.connection.execute
        gone = [key for (key,) in run("SELECT key FROM entries WHERE reading <> ?", (reading,))]
        for key in gone:
            self._forget_parts(key)
            run("DELETE FROM entries WHERE key = ?", (key,))
            run("INSERT OR IGNORE INTO removed VALUES (?)", (key,))
        run("DELETE FROM redirects WHERE reading <> ? OR target NOT IN (SELECT title FROM entries)", (reading,))
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

    def _free_id(self, entry: Entry, reading: int) -> str:
        """The entry's id, taken over from an entry of an earlier reading if need be, or made from its title."""
        made = (id_from_title(entry.title + "\0" * number) for number in count())
        for entry_id in chain([entry.id], made):
            row = self.connection.execute(
                "SELECT key, reading FROM entries WHERE id = ? AND title <> ?", (entry_id, entry.title)
            ).fetchone()
            if row is None:
                break
            key, met = row
            if met != reading:
                # The other entry is renamed, removed, or still to be met: the empty hash has it written again.
                self.connection.execute("UPDATE entries SET id = 'was:' || key, hash = x'' WHERE key = ?", (key,))
                break
        return entry_id

    def _write(self, key: int | None, entry_id: str, entry: Entry, content: bytes, reading: int) -> None:
        aliases = json.dumps(entry.aliases, ensure_ascii=False)
        values = (entry_id, link_of(entry_id), entry.title, entry.text, aliases, entry.source, content, reading)
        if key is None:
            cursor = self.connection.execute(
                "INSERT INTO entries (id, link, title, text, aliases, source, hash, reading) VALUES (?,?,?,?,?,?,?,?)",
                values,
            )
            key = int(cursor.lastrowid or 0)
        else:
            self.connection.execute(
                "UPDATE entries SET id=?, link=?, title=?, text=?, aliases=?, source=?, hash=?, reading=? WHERE key=?",
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
        self.connection.executemany(
            "INSERT INTO names VALUES (?,?,?)",
            [(folded, kind, key) for folded, kind in name_keys(entry.title, entry.aliases)],
        )

    def _forget_parts(self, key: int) -> None:
        """Remove all of an entry but its row and its redirects, which the end of the reading makes anew."""
        self.connection.execute("DELETE FROM sections WHERE entry = ?", (key,))
        self.connection.execute("DELETE FROM paragraphs WHERE entry = ?", (key,))
        self.connection.execute("DELETE FROM names WHERE entry = ? AND kind <> ?", (key, NameKind.REDIRECT))

    def fact(self, name: str) -> Any:
        """A remembered value, or None."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def set_fact(self, name: str, value: object) -> None:
        """Remember a value."""
        self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
