"""The dense index: nearest passages by the cosine of their vectors, with FAISS; and the vectors it is made from."""

import math
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import faiss
import numpy as np

from retrieval.embedder import Vectors
from retrieval.errors import IndexDamaged
from retrieval.results import PassageId, Ranking

__all__ = ["DenseIndex", "VectorStore", "write_dense_index"]


class VectorStore:
    """Vectors by the hash of the text that was embedded: one SQLite file a model, kept from build to build.

    Half precision: a component is off by one part in 2,000 at most, a cosine by far less.
    """

    def __init__(self, path: Path, dimension: int) -> None:
        """Open the file at `path`, or make it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._dimension = dimension
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (hash BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
        )

    def close(self) -> None:
        """Close the file."""
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._connection.close()

    def hashes(self) -> set[bytes]:
        """The hashes of every text that has a vector."""
        return {hash_ for (hash_,) in self._connection.execute("SELECT hash FROM vectors")}

    def put(self, hashes: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors of shape (len(hashes), dimension), all or none; durable on return."""
        rows = [(h, v.tobytes()) for h, v in zip(hashes, vectors.astype(np.float16), strict=True)]
        self._connection.execute("BEGIN")
        try:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def get(self, hashes: Sequence[bytes]) -> Vectors:
        """Vectors of shape (len(hashes), dimension), in that order. Raises KeyError for a hash without one."""
        found = np.empty((len(hashes), self._dimension), np.float32)
        for row, wanted in enumerate(hashes):
            stored = self._connection.execute("SELECT vector FROM vectors WHERE hash = ?", (wanted,)).fetchone()
            if stored is None:
                raise KeyError(wanted.hex())
            found[row] = np.frombuffer(stored[0], np.float16)
        return found

    def keep_only(self, hashes: Iterable[bytes]) -> None:
        """Forget the vectors of all other hashes."""
        for gone in self.hashes() - set(hashes):
            self._connection.execute("DELETE FROM vectors WHERE hash = ?", (gone,))


# Up to here every vector is compared; beyond, searching everything would take longer than all the rest of an answer.
EXACT_UP_TO = 100_000
# Of the lists of an inverted file, one in this many is searched: recall@10 .989 at 306,000 passages, in a sixth of
# the time of the exact search.
LISTS_A_PROBE = 8


def write_dense_index(path: Path, ids: Sequence[PassageId], hashes: Sequence[bytes], vectors: VectorStore) -> None:
    """Write the FAISS index of these passages, over half-precision vectors. Raises OSError.

    Exact where that is fast enough; beyond EXACT_UP_TO passages an inverted file (Sivic and Zisserman,
    "Video Google", 2003; Jegou, Douze and Schmid, "Product Quantization for Nearest Neighbor Search", 2011).
    """
    dimension = vectors.get(hashes[:1]).shape[1]
    index = _exact(dimension) if len(ids) <= EXACT_UP_TO else _inverted_file(dimension, hashes, vectors)
    for start in range(0, len(ids), 8192):
        some = slice(start, start + 8192)
        index.add_with_ids(vectors.get(hashes[some]), np.asarray(ids[some], np.int64))
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        raise OSError(f"the dense index {path} cannot be written: {error}") from error


def _exact(dimension: int) -> faiss.Index:
    return faiss.IndexIDMap2(
        faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    )


def _inverted_file(dimension: int, hashes: Sequence[bytes], vectors: VectorStore) -> faiss.Index:
    """An empty inverted file whose lists suit these vectors; the same vectors make the same lists."""
    lists = 1 << round(math.log2(2 * math.sqrt(len(hashes))))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension), dimension, lists, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    sample = np.random.default_rng(0).permutation(len(hashes))[: lists * 64]
    index.train(vectors.get([hashes[place] for place in sample]))
    index.nprobe = max(1, lists // LISTS_A_PROBE)
    # 2 is a hash table: it finds the vector of a passage for its exact cosine.
    index.set_direct_map_type(2)
    return index


class DenseIndex:
    """Searches a FAISS index file. Raises IndexDamaged when it cannot be read."""

    def __init__(self, path: Path) -> None:
        """Read the index at `path`."""
        try:
            self._index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise IndexDamaged(f"the dense index {path} is unreadable; rebuild it") from error
        faiss.omp_set_num_threads(1)  # questions run side by side; one thread each answers more of them

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._index.d)

    def search(self, query: Vectors, k: int) -> Ranking:
        """The `k` passages whose vectors have the greatest cosine with `query` (shape (dimension,)), best first."""
        scores, ids = self._index.search(query.reshape(1, -1), min(k, len(self)))
        ranking = [(int(i), float(s)) for s, i in zip(scores[0], ids[0], strict=True) if i >= 0]
        return sorted(ranking, key=lambda item: (-item[1], item[0]))

    def scores(self, query: Vectors, ids: Sequence[PassageId]) -> list[float]:
        """The cosine of `query` with each of these passages."""
        if not ids:
            return []
        vectors = self._index.reconstruct_batch(np.asarray(ids, np.int64))
        return [float(s) for s in vectors @ query]
