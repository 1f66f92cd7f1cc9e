"""Names spelled like a name, among hundreds of thousands, in a few milliseconds.

Names that share pairs of letters with the one looked for are counted in an inverted index; only the best of these are
compared letter by letter. Zobel and Dart, "Finding approximate matches in large lexicons", 1995.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from corpus.folding import digits

__all__ = ["Spellings"]

# How many names are compared letter by letter; all, where there are no more.
COMPARED = 400
# The rarest pairs of letters of a long text are enough to find it by.
MOST_PAIRS = 60
# Pairs of letters are told apart by this many bits.
_BITS = 16
# A name with other digits is another thing (1940 and 1941), however few letters differ.
OTHER_DIGITS = 0.15


class Spellings:
    """Folded names, looked up by their likeness to another. Takes about 20 bytes a letter of memory."""

    def __init__(self, names: Sequence[str]) -> None:
        """Index `names`; a fifth of a second for every 100,000."""
        self._names = names
        # A line feed before, between and after the names, so that first and last letters make pairs as well.
        letters = np.frombuffer(("\n" + "\n".join(names) + "\n").encode("utf-32-le"), np.uint32)
        pairs = _codes(letters)
        number = np.cumsum(letters[:-1] == ord("\n"), dtype=np.intp) - 1
        order = np.argsort(pairs, kind="stable")
        self._postings = number[order]
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(pairs, minlength=1 << _BITS))))
        self._lengths = np.array([len(name) + 1 for name in names], np.int32)

    def like(self, folded: str) -> list[tuple[int, float]]:
        """The (place, similarity in 0..1) of the names most like `folded`, best first, equal ones by place."""
        if not folded or not self._names:
            return []
        places = self._sharing_pairs(folded)
        near = [self._names[place] for place in places]
        both = sum(process.cdist([folded], near, scorer=of)[0] for of in (_indel, _osa)) / 2
        its = digits(folded)
        scores = [
            float(score) - (OTHER_DIGITS if digits(name) != its else 0.0)
            for name, score in zip(near, both, strict=True)
        ]
        return sorted(zip(places, scores, strict=True), key=lambda item: (-item[1], item[0]))

    def _sharing_pairs(self, folded: str) -> list[int]:
        """The places of the names that share most pairs of letters with `folded`, for their length."""
        if len(self._names) <= COMPARED:
            return list(range(len(self._names)))
        pairs = np.unique(_codes(np.frombuffer(f"\n{folded}\n".encode("utf-32-le"), np.uint32)))
        frequencies = self._starts[pairs + 1] - self._starts[pairs]
        pairs = pairs[np.argsort(frequencies, kind="stable")[:MOST_PAIRS]]
        lists = [self._postings[self._starts[pair] : self._starts[pair + 1]] for pair in pairs]
        shared = np.bincount(np.concatenate(lists), minlength=len(self._names))
        share = shared / (self._lengths + (len(folded) + 1))
        best = np.argpartition(-share, COMPARED)[:COMPARED]
        return [int(place) for place in np.sort(best[shared[best] > 0])]


_indel, _osa = Indel.normalized_similarity, OSA.normalized_similarity


def _codes(letters: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    """A number below 2 ** _BITS for each pair of neighbours."""
    mixed = letters[:-1].astype(np.int64) * 40_503 + letters[1:]
    return mixed & ((1 << _BITS) - 1)
