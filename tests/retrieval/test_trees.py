from typing import Any

import numpy as np
import pytest

from retrieval.trees import MOST_LEAVES, Trees, expected_scores

# feature 0 <= 2.5: (feature 1 <= 0.5: 1, else 10), else 100
ONE = {
    "feature": [0, 1, 0, 0, 0],
    "threshold": [2.5, 0.5, 0.0, 0.0, 0.0],
    "left": [1, 2, -1, -1, -1],
    "right": [4, 3, -1, -1, -1],
    "value": [0.0, 0.0, 1.0, 10.0, 100.0],
}
LEAF = {"feature": [0], "threshold": [0.0], "left": [-1], "right": [-1], "value": [0.25]}


def test_each_row_reaches_the_leaf_that_its_features_lead_to() -> None:
    trees = Trees({"features": ["a", "b"], "trees": [ONE, LEAF]})
    rows = [[2.5, 0.5], [2.5, 0.6], [2.6, 0.0], [-1.0, 9.0]]
    assert trees.scores(rows).tolist() == [1.25, 10.25, 100.25, 10.25]


def test_no_rows_have_no_scores() -> None:
    assert Trees({"features": ["a", "b"], "trees": [ONE]}).scores([]).tolist() == []


def test_rows_of_another_width_are_refused() -> None:
    trees = Trees({"features": ["a", "b"], "trees": [ONE]})
    with pytest.raises(ValueError, match="reshape"):
        trees.scores([[1.0, 2.0, 3.0]])


def grown(random: np.random.Generator, leaves: int) -> dict[str, list[Any]]:
    """A tree of any shape whose thresholds and features are from few, so that many are equal."""
    tree: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}

    def grow(leaves: int) -> int:
        node = len(tree["left"])
        drawn = (random.integers(4), random.integers(-2, 3), -1, -1, random.normal())
        for name, value in zip(tree, drawn, strict=True):
            tree[name].append(value)
        if leaves > 1:
            to_left = int(random.integers(1, leaves))
            tree["left"][node], tree["right"][node] = grow(to_left), grow(leaves - to_left)
        return node

    grow(leaves)
    return tree


def walked(tree: dict[str, list[Any]], row: list[float], node: int = 0) -> float:
    if tree["left"][node] < 0:
        return float(tree["value"][node])
    side = "left" if row[tree["feature"][node]] <= tree["threshold"][node] else "right"
    return walked(tree, row, tree[side][node])


def test_rows_reach_the_leaves_that_a_walk_from_the_root_leads_to() -> None:
    random = np.random.default_rng(5)
    trees = [grown(random, int(random.integers(1, MOST_LEAVES + 1))) for _ in range(60)]
    # Often a threshold itself, now and then beyond all of them.
    rows = np.where(random.random((200, 4)) < 0.5, random.integers(-2, 3, (200, 4)), random.normal(0, 3, (200, 4)))
    scores = Trees({"features": list("abcd"), "trees": trees}).scores(rows)
    assert scores == pytest.approx([sum(walked(tree, row) for tree in trees) for row in rows.tolist()])


def test_a_tree_of_too_many_leaves_is_refused() -> None:
    trees = [LEAF, grown(np.random.default_rng(5), MOST_LEAVES + 1)]
    with pytest.raises(ValueError, match="tree 1 has 33 leaves; there can be 32"):
        Trees({"features": list("abcd"), "trees": trees})


def test_a_feature_that_is_a_guess_counts_both_ways() -> None:
    trees = Trees({"features": ["a", "b"], "trees": [ONE, LEAF]})
    # With b at 1 the first row reaches 10, with b at 0 it reaches 1; the second reaches 100 either way.
    rows = [[2.0, 7.0], [3.0, 7.0]]
    assert expected_scores(trees.scores, rows, 1, 0.25).tolist() == [0.25 * 10 + 0.75 * 1 + 0.25, 100.25]
    assert expected_scores(trees.scores, rows, 1, 1.0).tolist() == [10.25, 100.25]
    assert expected_scores(trees.scores, rows, 1, 0.0).tolist() == [1.25, 100.25]
    assert rows == [[2.0, 7.0], [3.0, 7.0]]


def test_expected_scores_are_the_scores_of_either_value_weighed() -> None:
    random = np.random.default_rng(11)
    trees = Trees({"features": list("abcd"), "trees": [grown(random, leaves) for leaves in (1, 2, 20, MOST_LEAVES)]})
    rows = random.integers(-3, 4, (50, 4)).astype(float)
    ones, zeros = rows.copy(), rows.copy()
    ones[:, 2], zeros[:, 2] = 1, 0
    expected = 0.3 * trees.scores(ones) + 0.7 * trees.scores(zeros)
    np.testing.assert_allclose(expected_scores(trees.scores, rows, 2, 0.3), expected)
