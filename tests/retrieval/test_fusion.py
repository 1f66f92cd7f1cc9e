import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import min_max, weighted_sum

RANKINGS = st.dictionaries(st.integers(0, 20), st.floats(-100, 100), max_size=12).map(
    lambda scores: sorted(scores.items(), key=lambda item: -item[1])
)


def test_min_max_maps_the_best_to_1_and_the_least_to_0() -> None:
    assert min_max([(7, 30.0), (5, 15.0), (9, 10.0)]) == {7: 1.0, 5: 0.25, 9: 0.0}
    assert min_max([(1, -1.0), (2, -3.0)]) == {1: 1.0, 2: 0.0}


def test_min_max_of_equal_scores_is_1_of_none_is_nothing() -> None:
    assert min_max([(1, 4.0), (2, 4.0)]) == {1: 1.0, 2: 1.0}
    assert min_max([(3, 0.0)]) == {3: 1.0}
    assert min_max([]) == {}


def test_weighted_sum() -> None:
    lexical = [(1, 12.0), (2, 9.0), (3, 8.0)]  # normalised: 1, 1/4, 0
    dense = [(2, 1.0), (4, 0.75), (1, 0.5)]  # normalised: 1, 1/2, 0
    assert weighted_sum(lexical, dense, 0.5) == [(2, 0.625), (1, 0.5), (4, 0.25), (3, 0.0)]
    assert weighted_sum(lexical, dense, 0.25) == [(1, 0.75), (2, 0.4375), (4, 0.125), (3, 0.0)]


def test_all_the_weight_on_one_ranking() -> None:
    lexical, dense = [(1, 2.0), (2, 1.0)], [(3, 2.0), (2, 1.0)]
    assert weighted_sum(lexical, dense, 0.0) == [(1, 1.0), (2, 0.0), (3, 0.0)]
    assert weighted_sum(lexical, dense, 1.0) == [(3, 1.0), (1, 0.0), (2, 0.0)]


def test_equal_scores_are_ordered_by_passage_id() -> None:
    assert weighted_sum([(9, 1.0), (4, 1.0)], [(6, 3.0), (2, 3.0)], 0.5) == [
        (2, 0.5),
        (4, 0.5),
        (6, 0.5),
        (9, 0.5),
    ]


@pytest.mark.parametrize("weight", [0.0, 0.3, 1.0])
def test_an_empty_ranking_adds_nothing(weight: float) -> None:
    assert weighted_sum([(1, 5.0), (2, 3.0)], [], weight) == [(1, 1 - weight), (2, 0.0)]
    assert weighted_sum([], [(1, 5.0), (2, 3.0)], weight) == [(1, weight), (2, 0.0)]
    assert weighted_sum([], [], weight) == []


@given(RANKINGS, RANKINGS, st.floats(0, 1))
def test_every_passage_comes_once_with_a_score_from_0_to_1_best_first(
    lexical: list[tuple[int, float]], dense: list[tuple[int, float]], weight: float
) -> None:
    fused = weighted_sum(lexical, dense, weight)
    assert sorted(passage for passage, _ in fused) == sorted({p for p, _ in lexical} | {p for p, _ in dense})
    assert all(-1e-9 <= score <= 1 + 1e-9 for _, score in fused)
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
