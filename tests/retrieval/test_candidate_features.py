"""What two rankings say of their passages, worked out by hand."""

import math

import pytest

from retrieval.candidate_features import CANDIDATE_FEATURES, candidate_features, min_max
from retrieval.mentions import Mention
from retrieval.passages import passage_id
from retrieval.question import NOT_MENTIONED, QuestionView
from retrieval.results import Hit, Passage, PassageId, Ranking

# Two passages of entry 1, and the first of each of two others.
A, B, C, D = passage_id(1, 0), passage_id(1, 1), passage_id(2, 0), passage_id(3, 0)


def question(**mentions: Mention) -> QuestionView:
    of_entry = {int(name[1:]): mention for name, mention in mentions.items()}
    return QuestionView("q", ("t", "u", "v"), {}, 8.0, "other", typed=1.0, words=frozenset(), weights={},
                        mentions=of_entry)  # fmt: skip


def hits(passages: list[PassageId], lexical: Ranking, dense: Ranking) -> list[Hit]:
    of_lexical, of_dense = ({passage: (n, s) for n, (passage, s) in enumerate(r, 1)} for r in (lexical, dense))
    nowhere = None, None
    return [
        Hit(Passage(p, "e", 0, 1, "t"), "T", 0, 0.0, *of_lexical.get(p, nowhere), *of_dense.get(p, nowhere))
        for p in passages
    ]


def columns(asked: QuestionView, passages: list[PassageId], lexical: Ranking, dense: Ranking) -> dict[str, list[float]]:
    rows = candidate_features(asked, hits(passages, lexical, dense))
    assert rows.shape == (len(passages), len(CANDIDATE_FEATURES))
    return dict(zip(CANDIDATE_FEATURES, rows.T.tolist(), strict=True))


def test_what_both_rankings_say_of_each_passage() -> None:
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


def test_what_is_said_of_the_entries_that_are_mentioned() -> None:
    mention = Mention(0.5, 3.0, -math.log(2), longest=True, words=2)
    seen = columns(question(e2=mention), [A, C, D], [(A, 1.0), (C, 1.0), (D, 1.0)], [])
    assert seen["mention"] == [0.0, 0.5, 0.0]
    assert seen["mention_behind"] == [-0.5, 0.0, -0.5]
    assert seen["mention_strength"] == [0.0, 3.0, 0.0]
    assert seen["mention_alone"] == [NOT_MENTIONED.alone, -math.log(2), NOT_MENTIONED.alone]
    assert seen["mention_longest"] == [0.0, 1.0, 0.0]


def test_values_are_scaled_from_0_to_1() -> None:
    assert min_max([3.0, 1.0, 2.0]).tolist() == [1.0, 0.0, 0.5]
    assert min_max([2.0, 2.0]).tolist() == [0.0, 0.0]


def test_without_vectors_the_cosines_say_nothing() -> None:
    seen = columns(question(), [A, C], [(C, 2.0), (A, 1.0)], [])
    for name in ("dense", "dense_near", "dense_behind", "dense_known", "dense_falls"):
        assert seen[name] == [0.0, 0.0]
