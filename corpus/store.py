"""The entry store: one SQLite file that holds every entry, its names, sections and paragraphs.

While it is written it is in WAL mode; a published store is opened read-only and never changes.
Integers called `key` are SQLite row ids: an entry keeps its key for as long as its title stays.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.entry import Entry, Section
from corpus.errors import StoreDamaged
from corpus.folding import fold

__all__ = ["EntryStore"]


class EntryStore:
    """Entries by id, title, name and key. Close it, or use it in a `with` block.

    Raises StoreDamaged when the file is missing or is not a store.
    """

    def __init__(self, path: Path) -> None:
        """Open the published store at `path`, read-only."""
        if not path.is_file():
            raise StoreDamaged(f"no entry store at {path}; run `wipiverse build` again")
        # immutable: a published store never changes, so no lock or -shm file is made beside it.
        self._connect(path, "?mode=ro&immutable=1", "SELECT count(*) FROM facts")

    def _connect(self, path: Path, options: str, script: str) -> None:
        """Connect and run `script`, which shows whether the file is a store."""
        self.path = path
        try:
            uri = path.absolute().as_uri() + options
            self.connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
            try:
                self.connection.executescript(script)
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
        self.connection.close()

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

    def leads(self, keys: Collection[int], length: int) -> list[tuple[int, str, str, str, int]]:
        """The (key, id, title, first `length` characters, number of characters) of entries, ordered by key.

        For looking at many entries: a whole one takes its sections and redirects to be read as well.
        """
        rows = self.connection.execute(
            "SELECT key, id, title, substr(text, 1, ?), length(text) FROM entries "  # noqa: S608
            f"WHERE key IN ({','.join('?' * len(keys))}) ORDER BY key",
            (length, *keys),
        )
        return list(rows)

    def named(self, folded: str) -> list[tuple[int, int]]:
        """The (kind, key) of every entry that has this folded name; see `corpus.folding` for the kinds."""
        return [(kind, key) for _, kind, key in self.named_any([folded])]

    def named_any(self, folded: Collection[str]) -> list[tuple[str, int, int]]:
        """The (folded name, kind, key) of every entry that has one of these folded names, by name and kind."""
        rows = self.connection.execute(
            f"SELECT DISTINCT folded, kind, entry FROM names WHERE folded IN ({','.join('?' * len(folded))}) "  # noqa: S608
            "ORDER BY folded, kind, entry",
            tuple(folded),
        )
        return list(rows)

    def names_with(self, beginning: str, word: str) -> list[tuple[str, int, int]]:
        """The (folded name, kind, key) of every name with this beginning and, behind its first word, this word."""
        rows = self.connection.execute(
            "SELECT folded, kind, entry FROM names WHERE folded >= ? AND folded < ? AND instr(folded || ' ', ?)",
            (beginning, beginning + "\U0010ffff", f" {word} "),
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

    def fact(self, name: str) -> Any:
        """A remembered value, or None."""
        row = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]
