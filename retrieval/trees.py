"""Gradient-boosted regression trees, evaluated: Friedman, "Greedy Function Approximation", 2001.

They are learned with LightGBM (`benchmarks/train_ranking.py`) and kept as plain JSON. Evaluating them takes these
few lines of numpy; LightGBM itself would add a second and 90 MB to every start.

The trees are not walked. Of each tree a row keeps a set of leaves that it can still reach, one bit each from the left,
and every test that it fails takes the leaves to the left of that test away; the leftmost that is left is the one it
reaches (Lucchese et al., "QuickScorer: A Fast Algorithm to Rank Documents with Additive Ensembles of Regression Trees",
2015). A row fails the tests of a feature in the order of their thresholds, so what they take away together is a table.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Trees", "expected_scores"]

MOST_LEAVES = 32
_ALL = np.uint32(0xFFFFFFFF)


class Trees:
    """A sum of regression trees over named features."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        """Take the trees of `model`: lists of feature, threshold, left, right and value, a node each.

        A node whose `left` is -1 is a leaf; any other passes rows with feature <= threshold to the left. Raises
        ValueError for a tree of more than MOST_LEAVES leaves.
        """
        self.features: tuple[str, ...] = tuple(model["features"])
        trees = model["trees"]
        self._values = np.zeros((len(trees), MOST_LEAVES))
        tests: list[tuple[int, float, int, int]] = []
        for number, tree in enumerate(trees):
            leaves: list[float] = []
            _walk(tree, number, 0, leaves, tests)
            if len(leaves) > MOST_LEAVES:
                raise ValueError(f"tree {number} has {len(leaves)} leaves; there can be {MOST_LEAVES}")
            self._values[number, : len(leaves)] = leaves
        table = np.array(sorted(tests), np.float64).reshape(-1, 4)
        self._failed = [
            (int(feature), *_left(table[table[:, 0] == feature, 1:], len(trees))) for feature in np.unique(table[:, 0])
        ]

    def scores(self, rows: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """The score of each row of features, shape (rows,)."""
        values = np.asarray(rows, np.float64).reshape(-1, len(self.features))
        reachable = np.full((len(values), len(self._values)), _ALL)
        for feature, thresholds, left in self._failed:
            reachable &= left[np.searchsorted(thresholds, values[:, feature])]
        # The exponent of a power of two is the place of its bit, counted from 1.
        leaf = np.frexp((reachable & -reachable).astype(np.float64))[1] - 1
        of_tree = np.arange(len(self._values)) * MOST_LEAVES
        scores: npt.NDArray[np.float64] = self._values.take(of_tree + leaf).sum(axis=1)
        return scores


def expected_scores(
    scores: Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]],
    rows: npt.ArrayLike,
    feature: int,
    probability: float,
) -> npt.NDArray[np.float64]:
    """What `scores` gives each row of features, shape (rows,), if `feature` is 1 with this probability, and else 0."""
    values = np.array(rows, np.float64)
    expected = np.zeros(len(values))
    for value, share in ((1.0, probability), (0.0, 1.0 - probability)):
        if share:
            values[:, feature] = value
            expected += share * scores(values)
    return expected


def _walk(
    tree: Mapping[str, Any], number: int, node: int, leaves: list[float], tests: list[tuple[int, float, int, int]]
) -> None:
    """Add the values of the leaves below `node`, from left to right, and its tests.

    A test is a feature, a threshold, the number of the tree and the leaves, a bit each, that are out of reach for a
    row whose feature is above the threshold.
    """
    left = tree["left"][node]
    if left < 0:
        leaves.append(tree["value"][node])
        return
    before = len(leaves)
    _walk(tree, number, left, leaves, tests)
    tests.append((tree["feature"][node], tree["threshold"][node], number, (1 << len(leaves)) - (1 << before)))
    _walk(tree, number, tree["right"][node], leaves, tests)


def _left(tests: npt.NDArray[np.float64], trees: int) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.uint32]]:
    """The distinct thresholds of one feature's tests, and the leaves of every tree left when the first n fail.

    `tests` has shape (tests, 3): threshold, tree and leaves, in the order of the thresholds.
    """
    thresholds, of_tree, taken = tests.T
    left = np.full((len(tests) + 1, trees), _ALL)
    left[np.arange(1, len(left)), of_tree.astype(np.intp)] = ~taken.astype(np.uint32)
    np.bitwise_and.accumulate(left, axis=0, out=left)
    distinct, first = np.unique(thresholds, return_index=True)
    return distinct, left[np.append(first, len(tests))]
