"""The vectors there are already, by the hash of the text that was embedded: no text is embedded twice.

A vector has one home. Once it is published it is in the dense index of the live encyclopedia and nowhere else; until
then it is in the vector store: what a build has embedded so far, and what a question needed before the build came to
it. The next build starts from the vectors of the live index, whatever entry they belong to by then.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from retrieval.dense import DenseIndex
from retrieval.embedder import Vectors
from retrieval.results import PassageId

__all__ = ["KnownVectors", "VectorStore", "vectors_path"]

# A build and a bot write to one store; each write takes milliseconds.
PATIENCE = 10.0
# Variables in one SQL statement, and vectors in one piece of work.
A_QUERY, A_BATCH = 500, 8_192


class VectorStore:
    """Vectors that are not published yet: one SQLite file a model. Several processes and threads may use it at once.

    Half precision: a component is off by one part in 2,000 at most, a cosine by far less.
    """

    def __init__(self, path: Path, dimension: int) -> None:
        """Open the file at `path`, or make it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.dimension = dimension
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (hash BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM vectors").fetchone()[0])

    def hashes(self) -> set[bytes]:
        """The hashes of every text that has a vector here."""
        return {hash_ for (hash_,) in self._connection.execute("SELECT hash FROM vectors")}

    def put(self, hashes: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors of shape (len(hashes), dimension), all or none; they survive the end of the process."""
        rows = [(h, v.tobytes()) for h, v in zip(hashes, vectors.astype(np.float16), strict=True)]
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def find(self, hashes: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors, of shape (dimension,), of those of the `hashes` that have one here."""
        found: dict[bytes, Vectors] = {}
        for some in _pieces(hashes, A_QUERY):
            marks = ",".join("?" * len(some))
            rows = self._connection.execute(f"SELECT hash, vector FROM vectors WHERE hash IN ({marks})", some)  # noqa: S608
            found.update((hash_, np.frombuffer(vector, np.float16).astype(np.float32)) for hash_, vector in rows)
        return found

    def forget(self, hashes: Iterable[bytes]) -> None:
        """Forget the vectors of these hashes: they have been published."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("DELETE FROM vectors WHERE hash = ?", [(hash_,) for hash_ in hashes])
        self._connection.execute("COMMIT")
        self._give_back()

    def clear(self) -> None:
        """Forget all vectors."""
        self._connection.execute("DELETE FROM vectors")
        self._give_back()

    def _give_back(self) -> None:
        """Give free space back to the disk, unless another process is reading."""
        with contextlib.suppress(sqlite3.OperationalError):  # the next build does it
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class KnownVectors:
    """Every vector of one model: those in a published index, if there is one, and those in the store."""

    def __init__(
        self, store: VectorStore, published: DenseIndex | None = None, passages: Iterable[tuple[PassageId, bytes]] = ()
    ) -> None:
        """`passages` are the ids and hashes of the published index's passages."""
        self.store = store
        self.dimension = store.dimension
        self.published = published
        held = set() if published is None else set(published.ids().tolist())
        self.passages = {passage: hash_ for passage, hash_ in passages if passage in held}
        self._passage_of = {hash_: passage for passage, hash_ in self.passages.items()}
        self.hashes: set[bytes] = set()
        self.look_again()

    def look_again(self) -> None:
        """See what has come into the store."""
        self.hashes = self.store.hashes() | self._passage_of.keys()

    def get(self, hashes: Sequence[bytes]) -> Vectors:
        """Vectors of shape (len(hashes), dimension), in that order. Raises KeyError for a hash without one."""
        vectors = np.empty((len(hashes), self.dimension), np.float32)
        stored: list[int] = []
        published: list[int] = []
        for place, hash_ in enumerate(hashes):
            (published if hash_ in self._passage_of else stored).append(place)
        if published and self.published is not None:
            vectors[published] = self.published.vectors([self._passage_of[hashes[place]] for place in published])
        found = self.store.find([hashes[place] for place in stored])
        for place in stored:
            vectors[place] = found[hashes[place]]
        return vectors

    def save_published(self) -> None:
        """Put the vectors of the published index into the store: another model's index is to take its place."""
        for some in _pieces(list(self._passage_of), A_BATCH):
            self.store.put(some, self.get(some))


def vectors_path(data: Path, fingerprint: str) -> Path:
    """The file in the data folder for the vectors of the model with this fingerprint."""
    return data / "vectors" / f"{fingerprint}.sqlite"


def _pieces(items: Sequence[bytes], size: int) -> Iterator[Sequence[bytes]]:
    for first in range(0, len(items), size):
        yield items[first : first + size]
