"""What the fusion sees of two rankings, worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import FUSION_FEATURES, fuse, fusion_features, min_max
from retrieval.mentions import Mention
from retrieval.passages import passage_id
from retrieval.question import NOT_MENTIONED, QuestionView
from retrieval.ranking import ranker
from retrieval.results import PassageId, Ranking
from retrieval.trees import Trees

# Two passages of entry 1, and the first of each of two others.
A, B, C, D = passage_id(1, 0), passage_id(1, 1), passage_id(2, 0), passage_id(3, 0)
RANKINGS = st.dictionaries(st.integers(0, 20_000), st.floats(0, 100), max_size=12).map(
    lambda scores: sorted(scores.items(), key=lambda item: -item[1])
)


def question(**mentions: Mention) -> QuestionView:
    of_entry = {int(name[1:]): mention for name, mention in mentions.items()}
    return QuestionView("q", ("t", "u", "v"), {}, 8.0, "other", looks_typed=True, words=frozenset(), weights={},
                        mentions=of_entry)  # fmt: skip


def columns(asked: QuestionView, passages: list[PassageId], lexical: Ranking, dense: Ranking) -> dict[str, list[float]]:
    rows = fusion_features(asked, passages, lexical, dense, dict(dense))
    assert rows.shape == (len(passages), len(FUSION_FEATURES))
    return dict(zip(FUSION_FEATURES, rows.T.tolist(), strict=True))


def test_what_the_fusion_sees_of_each_passage() -> None:
    seen = columns(question(), [A, B, C, D], [(B, 8.0), (C, 4.0)], [(A, 0.75), (B, 0.5), (D, 0.25)])
    assert seen["lexical"] == [0.0, 1.0, 0.5, 0.0]
    assert seen["lexical_rank"] == [1 / 200, 1.0, 0.5, 1 / 200]
    assert seen["lexical_best"] == [1.0] * 4  # of 8 that the question weighs
    assert seen["lexical_falls"] == [1.0] * 4
    assert seen["dense"] == [0.75, 0.5, 0.25, 0.25]  # the least where there is none
    assert seen["dense_near"] == [1.0, 0.5, 0.0, 0.0]
    assert seen["dense_behind"] == [0.0, -0.25, -0.5, -0.5]
    assert seen["dense_rank"] == [1.0, 0.5, 1 / 200, 1 / 3]
    assert seen["dense_known"] == [1.0, 1.0, 0.0, 1.0]
    assert seen["dense_falls"] == [0.5] * 4
    assert seen["lead"] == [1.0, 0.0, 1.0, 1.0]
    assert seen["ordinal"] == pytest.approx([0.0, math.log(2), 0.0, 0.0])
    assert seen["siblings"] == pytest.approx([math.log(2), math.log(2), 0.0, 0.0])
    assert seen["entry_lexical"] == [1.0, 1.0, 0.5, 0.0]
    assert seen["entry_dense"] == [1.0, 1.0, 0.0, 0.0]
    assert (seen["typed"], seen["terms"]) == ([1.0] * 4, [0.25] * 4)


def test_what_the_fusion_sees_of_the_entries_that_are_mentioned() -> None:
    mention = Mention(0.5, 3.0, -math.log(2), longest=True, words=2)
    seen = columns(question(e2=mention), [A, C, D], [(A, 1.0), (C, 1.0), (D, 1.0)], [])
    assert seen["mention"] == [0.0, 0.5, 0.0]
    assert seen["mention_behind"] == [-0.5, 0.0, -0.5]
    assert seen["mention_strength"] == [0.0, 3.0, 0.0]
    assert seen["mention_alone"] == [NOT_MENTIONED.alone, -math.log(2), NOT_MENTIONED.alone]
    assert seen["mention_longest"] == [0.0, 1.0, 0.0]


def test_what_is_not_among_the_passages_is_not_felt() -> None:
    """The entry that is left out, when it is measured what is said without it, may be the nearest and the farthest."""
    dense = [(A, 0.75), (B, 0.5), (D, 0.25)]
    with_others = {A: 0.75, B: 0.5, D: 0.25, C: 0.9, C + 1: 0.1}
    rows = fusion_features(question(), [A, B, D], [(B, 8.0)], dense, with_others)
    assert rows.tolist() == fusion_features(question(), [A, B, D], [(B, 8.0)], dense, dict(dense)).tolist()


def test_values_are_scaled_from_0_to_1() -> None:
    assert min_max([3.0, 1.0, 2.0]).tolist() == [1.0, 0.0, 0.5]
    assert min_max([2.0, 2.0]).tolist() == [0.0, 0.0]


def test_without_vectors_the_cosines_say_nothing() -> None:
    seen = columns(question(), [A, C], [(C, 2.0), (A, 1.0)], [])
    for name in ("dense", "dense_near", "dense_behind", "dense_known", "dense_falls"):
        assert seen[name] == [0.0, 0.0]


def test_an_entry_found_by_both_comes_before_those_found_by_one() -> None:
    lexical = [(B, 9.0), (C, 8.0)]
    dense = [(B, 0.7), (D, 0.6)]
    for model in ("minilm", "static"):
        assert fuse(question(), lexical, dense, dict(dense), ranker(model).fusion)[0][0] == B


def test_equal_scores_are_ordered_by_passage_id() -> None:
    leaf = {"feature": [0], "threshold": [0.0], "left": [-1], "right": [-1], "value": [0.5]}
    trees = Trees({"features": FUSION_FEATURES, "trees": [leaf]})
    assert fuse(question(), [(9, 1.0), (4, 1.0)], [(6, 3.0), (2, 3.0)], {}, trees) == [
        (passage, 0.5) for passage in (2, 4, 6, 9)
    ]


@given(RANKINGS, RANKINGS)
def test_every_passage_comes_once_best_first(lexical: Ranking, dense: Ranking) -> None:
    fused = fuse(question(), lexical, dense, dict(dense), ranker("minilm").fusion)
    assert sorted(passage for passage, _ in fused) == sorted({p for p, _ in lexical} | {p for p, _ in dense})
    assert all(math.isfinite(score) for _, score in fused)
    assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
