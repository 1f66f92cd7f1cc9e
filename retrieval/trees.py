"""Gradient-boosted regression trees, evaluated: Friedman, "Greedy Function Approximation", 2001.

They are learned with LightGBM (`benchmarks/train_ranking.py`) and kept as plain JSON. Evaluating them takes these
few lines of numpy; LightGBM itself would add a second and 90 MB to every start.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Trees"]


class Trees:
    """A sum of regression trees over named features."""

    def __init__(self, model: Mapping[str, Any]) -> None:
        """Take the trees of `model`: lists of feature, threshold, left, right and value, a node each.

        A node whose `left` is -1 is a leaf; any other passes rows with feature <= threshold to the left.
        """
        self.features: tuple[str, ...] = tuple(model["features"])
        trees = model["trees"]
        nodes = max(len(tree["left"]) for tree in trees)
        # All trees lie one behind the other: taking from one flat array is four times as fast as from a table.
        self._roots = np.arange(len(trees)) * nodes
        self._feature = np.zeros(len(trees) * nodes, np.intp)
        self._threshold, self._value = np.zeros((2, len(trees) * nodes))
        self._next = np.zeros((len(trees) * nodes, 2), np.intp)  # to the right, to the left
        for root, tree in zip(self._roots, trees, strict=True):
            size = len(tree["left"])
            of_tree = slice(root, root + size)
            self._feature[of_tree] = tree["feature"]
            self._threshold[of_tree] = tree["threshold"]
            self._value[of_tree] = tree["value"]
            following = np.stack([tree["right"], tree["left"]], axis=1)
            # A leaf leads to itself, so that all trees can be walked to the same depth.
            self._next[of_tree] = root + np.where(following < 0, np.arange(size)[:, None], following)
        self._depth = int(model["depth"])

    def scores(self, rows: npt.ArrayLike) -> npt.NDArray[np.float64]:
        """The score of each row of features, shape (rows,)."""
        values = np.asarray(rows, np.float64).reshape(-1, len(self.features))
        count, following = len(values), self._next.ravel()
        of_row = np.repeat(np.arange(count) * len(self.features), len(self._roots))
        node = np.tile(self._roots, count)
        for _ in range(self._depth):
            is_left = values.take(of_row + self._feature.take(node)) <= self._threshold.take(node)
            node = following.take(2 * node + is_left)
        scores: npt.NDArray[np.float64] = self._value.take(node).reshape(count, len(self._roots)).sum(axis=1)
        return scores
