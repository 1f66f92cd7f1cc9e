import pytest

from retrieval.trees import Trees

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
    trees = Trees({"features": ["a", "b"], "depth": 2, "trees": [ONE, LEAF]})
    rows = [[2.5, 0.5], [2.5, 0.6], [2.6, 0.0], [-1.0, 9.0]]
    assert trees.scores(rows).tolist() == [1.25, 10.25, 100.25, 10.25]


def test_no_rows_have_no_scores() -> None:
    assert Trees({"features": ["a", "b"], "depth": 2, "trees": [ONE]}).scores([]).tolist() == []


def test_rows_of_another_width_are_refused() -> None:
    trees = Trees({"features": ["a", "b"], "depth": 2, "trees": [ONE]})
    with pytest.raises(ValueError, match="reshape"):
        trees.scores([[1.0, 2.0, 3.0]])
