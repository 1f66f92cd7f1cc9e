"""Gradient-boosted regression trees, evaluated: Friedman, "Greedy Function Approximation", 2001.

They are learned with LightGBM (`benchmarks/train_ranking.py`) and kept as plain JSON. Evaluating them takes these
few lines of numpy; LightGBM itself would add a second and 90 MB to every start.
"""

from collections.abc import Mapping, Sequence
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
        shape = (len(trees), nodes)
        self._feature, self._left, self._right = (np.zeros(shape, np.int32) for _ in range(3))
        self._threshold, self._value = (np.zeros(shape, np.float64) for _ in range(2))
        for row, tree in enumerate(trees):
            size = len(tree["left"])
            leaf = np.array(tree["left"]) < 0
            itself = np.arange(size)
            self._feature[row, :size] = tree["feature"]
            self._threshold[row, :size] = tree["threshold"]
            # A leaf leads to itself, so that all trees can be walked to the same depth.
            self._left[row, :size] = np.where(leaf, itself, tree["left"])
            self._right[row, :size] = np.where(leaf, itself, tree["right"])
            self._value[row, :size] = tree["value"]
        self._depth = int(model["depth"])

    def scores(self, rows: Sequence[Sequence[float]]) -> npt.NDArray[np.float64]:
        """The score of each row of features, shape (len(rows),)."""
        values = np.asarray(rows, np.float64).reshape(-1, len(self.features))
        tree = np.arange(len(self._left))
        node = np.zeros((len(values), len(tree)), np.int32)
        row = np.arange(len(values))[:, None]
        for _ in range(self._depth):
            left = values[row, self._feature[tree, node]] <= self._threshold[tree, node]
            node = np.where(left, self._left[tree, node], self._right[tree, node])
        scores: npt.NDArray[np.float64] = self._value[tree, node].sum(axis=1)
        return scores
