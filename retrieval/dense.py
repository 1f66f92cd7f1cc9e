"""The dense index: nearest passages by the cosine of their vectors, with FAISS.

It may hold a part of the passages only, or none: that is the index of a build whose vectors are still being made.
"""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np
import numpy.typing as npt

from retrieval.embedder import Vectors
from retrieval.errors import IndexDamaged
from retrieval.results import PassageId, Ranking

if TYPE_CHECKING:
    from retrieval.vectors import KnownVectors

__all__ = ["DenseIndex", "write_dense_index"]

# Up to here every vector is compared; beyond, searching everything would take longer than all the rest of an answer.
EXACT_UP_TO = 100_000
# This share of the lists of an inverted file is searched: recall@10 .984 at 306,293 passages with the default model;
# 1/12 would have .980. A quarter as many lists are trained in 5 seconds instead of 19; for the same recall 3/16 of them
# are to be searched, which takes a fifth to a half longer.
PROBED = 7 / 64
# Enough to train lists with: more rounds and more vectors to a list find no better ones.
ROUNDS, VECTORS_A_LIST = 4, 40
# The lists of an inverted file suit sizes from a third to three times the one they were made for.
SUITS = 0.75
A_BATCH = 8_192


class DenseIndex:
    """Searches a FAISS index file. Raises IndexDamaged when it cannot be read."""

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Map the index at `path` into memory, or read it where it is `writable`: where it will be carried on."""
        try:
            # Not IO_FLAG_MMAP: the lists that it maps take twice as long to search.
            self.faiss = faiss.read_index(str(path), 0 if writable else faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexDamaged(f"the dense index {path} is unreadable; rebuild it") from error
        if isinstance(self.faiss, faiss.IndexIVF):
            self.faiss.nprobe = max(1, round(PROBED * self.faiss.nlist))
        faiss.omp_set_num_threads(1)  # questions run side by side; one thread each answers more of them
        self._sorted_ids: npt.NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return int(self.faiss.ntotal)

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self.faiss.d)

    def search(self, query: Vectors, k: int) -> Ranking:
        """The `k` passages whose vectors have the greatest cosine with `query` (shape (dimension,)), best first."""
        if not len(self):
            return []
        scores, ids = self.faiss.search(query.reshape(1, -1), min(k, len(self)))
        ranking = [(int(i), float(s)) for s, i in zip(scores[0], ids[0], strict=True) if i >= 0]
        return sorted(ranking, key=lambda item: (-item[1], item[0]))

    def scores(self, query: Vectors, ids: Sequence[PassageId]) -> list[float]:
        """The cosine of `query` with each of these passages, all of which must be in the index."""
        return [float(s) for s in self.vectors(ids) @ query] if ids else []

    def vectors(self, ids: Sequence[PassageId]) -> Vectors:
        """The vectors of these passages, all of which must be in the index; shape (len(ids), dimension)."""
        found: Vectors = self.faiss.reconstruct_batch(np.asarray(ids, np.int64))
        return found

    def ids(self) -> npt.NDArray[np.int64]:
        """The ids of all passages that have a vector here, ascending."""
        if self._sorted_ids is None:
            self._sorted_ids = np.sort(_ids(self.faiss))
        return self._sorted_ids

    def holds(self, ids: Sequence[PassageId]) -> list[bool]:
        """Whether each of these passages has a vector here."""
        return [bool(there) for there in np.isin(np.asarray(ids, np.int64), self.ids(), assume_unique=False)]


def write_dense_index(path: Path, passages: Mapping[PassageId, bytes], known: "KnownVectors") -> None:
    """Write the FAISS index of these passages, each given with its hash, over half-precision vectors. Raises OSError.

    The published index is carried on where its kind and its lists suit the number of passages; else a new one is made:
    exact where that is fast enough; beyond EXACT_UP_TO passages an inverted file (Sivic and Zisserman, "Video Google",
    2003; Jegou, Douze and Schmid, "Product Quantization for Nearest Neighbor Search", 2011).
    """
    published = known.published
    if published is not None and _suits(published.faiss, len(passages)):
        index = published.faiss
        new = [passage for passage, hash_ in passages.items() if known.passages.get(passage) != hash_]
        gone = [passage for passage, hash_ in known.passages.items() if passages.get(passage) != hash_]
        # Read before anything is removed: a text may only have moved to another passage.
        vectors = [known.get([passages[p] for p in some]).astype(np.float16) for some in _batches(new)]
        _remove(index, gone)
        for some, of_them in zip(_batches(new), vectors, strict=True):
            index.add_with_ids(of_them.astype(np.float32), np.asarray(some, np.int64))
    else:
        index = _empty(passages, known)
        for some in _batches(list(passages)):
            index.add_with_ids(known.get([passages[p] for p in some]), np.asarray(some, np.int64))
    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        raise OSError(f"the dense index {path} cannot be written: {error}") from error


def _batches(ids: Sequence[PassageId]) -> list[Sequence[PassageId]]:
    return [ids[first : first + A_BATCH] for first in range(0, len(ids), A_BATCH)]


def _lists(count: int) -> float:
    """The binary logarithm of the number of lists for so many vectors: six times the square root."""
    return math.log2(6 * math.sqrt(count))


def _suits(index: faiss.Index, count: int) -> bool:
    if count <= EXACT_UP_TO:
        return isinstance(index, faiss.IndexIDMap2)
    return isinstance(index, faiss.IndexIVF) and abs(math.log2(index.nlist) - _lists(count)) <= SUITS


def _empty(passages: Mapping[PassageId, bytes], known: "KnownVectors") -> faiss.Index:
    dimension, kind = known.dimension, faiss.ScalarQuantizer.QT_fp16
    if len(passages) <= EXACT_UP_TO:
        return faiss.IndexIDMap2(faiss.IndexScalarQuantizer(dimension, kind, faiss.METRIC_INNER_PRODUCT))
    # The same vectors make the same lists.
    lists = 1 << round(_lists(len(passages)))
    # False: vectors themselves, not their distances from the middle of a list, so that they come out as they went in.
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension), dimension, lists, kind, faiss.METRIC_INNER_PRODUCT, False
    )
    index.cp.niter = ROUNDS
    hashes = list(passages.values())
    sample = np.random.default_rng(0).permutation(len(hashes))[: lists * VECTORS_A_LIST]
    index.train(known.get([hashes[place] for place in sample]))
    # 2 is a hash table: it finds the vector of a passage for its exact cosine.
    index.set_direct_map_type(2)
    return index


def _ids(index: Any) -> npt.NDArray[np.int64]:
    if isinstance(index, faiss.IndexIDMap2):
        return np.asarray(faiss.vector_to_array(index.id_map), np.int64)
    lists = index.invlists
    sizes = [(number, lists.list_size(number)) for number in range(index.nlist)]
    parts = [faiss.rev_swig_ptr(lists.get_ids(number), size).copy() for number, size in sizes if size]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def _remove(index: faiss.Index, ids: Sequence[PassageId]) -> None:
    if ids:
        gone = np.asarray(ids, np.int64)
        # The hash table of an inverted file takes no other kind of selector.
        kind = faiss.IDSelectorArray if isinstance(index, faiss.IndexIVF) else faiss.IDSelectorBatch
        index.remove_ids(kind(len(gone), faiss.swig_ptr(gone)))
