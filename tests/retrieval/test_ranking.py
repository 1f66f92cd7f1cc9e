"""What the features say of a question and its passages, worked out by hand."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from retrieval.fusion import FUSION_FEATURES
from retrieval.lexical import LexicalIndex, LexicalWriter
from retrieval.naming import NAME_FEATURES
from retrieval.question import view
from retrieval.quotes import CONFIDENCE_FEATURES, SENTENCE_FEATURES
from retrieval.ranking import (
    DEPTH,
    PASSAGE_FEATURES,
    adjacent,
    analyse,
    coverage,
    fits,
    passage_features,
    rank,
    ranker,
)
from retrieval.results import Hit, Passage
from retrieval.trees import Trees


@pytest.fixture(scope="module")
def lexical(tmp_path_factory: pytest.TempPathFactory) -> LexicalIndex:
    folder: Path = tmp_path_factory.mktemp("lexical")
    with LexicalWriter(folder) as writer:
        for number, text in enumerate(["radium glows", "radium was found by Curie", "the sea is deep", "a sea bird"]):
            writer.add(number, number, "Title", None, text)
    return LexicalIndex(folder)


def hit(text: str, title: str = "Radium", *, ordinal: int = 0, entry: str = "e", lexical: float = 1.0) -> Hit:
    return Hit(Passage(ordinal, entry, 0, len(text), text), title, 1, 0.5, 1, lexical, 1, 0.4)


def test_a_rarer_term_weighs_more(lexical: LexicalIndex) -> None:
    question = view("Who found the radium?", lexical)
    assert question.terms == ("found", "radium")
    assert question.idf["found"] > question.idf["radium"] > 0
    assert question.total_idf == pytest.approx(question.idf["found"] + question.idf["radium"])


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did it end?", "time"),
        ("in which century did he live", "time"),
        ("How many legs has a spider?", "number"),
        ("Who wrote it?", "person"),
        ("where is the rhine", "place"),
        ("what country is it in", "place"),
        ("Why is the sky blue?", "reason"),
        ("What is a fugue?", "other"),
        ("그는 언제 죽었는가?", "time"),
        ("전쟁은 몇 년에 끝났나요?", "time"),
        ("전쟁은 몇 년 동안 계속되었나요?", "number"),
        ("인구는 얼마인가요?", "number"),
        ("누가 썼는가?", "person"),
        ("어느 나라에 있나요?", "place"),
        ("하늘은 왜 파란가?", "reason"),
        ("푸가란 무엇인가?", "other"),
    ],
)
def test_what_a_question_asks_for(lexical: LexicalIndex, question: str, kind: str) -> None:
    assert view(question, lexical).answer_type == kind


def test_a_search_query_is_told_from_a_written_question(lexical: LexicalIndex) -> None:
    assert view("who found radium", lexical).looks_typed
    assert not view("Who found radium?", lexical).looks_typed
    assert not view("라듐은 누가 발견했는가?", lexical).looks_typed


def test_coverage_is_the_share_of_idf(lexical: LexicalIndex) -> None:
    question = view("found radium", lexical)
    assert coverage(question, {"found", "radium"}) == pytest.approx(1)
    assert coverage(question, {"radium"}) == pytest.approx(question.idf["radium"] / question.total_idf)
    assert coverage(question, set()) == 0


def test_what_fits_the_question(lexical: LexicalIndex) -> None:
    when, many = view("When was it?", lexical), view("How many are there?", lexical)
    who, why, what = view("Who was it?", lexical), view("Why did it?", lexical), view("What is it?", lexical)
    assert fits(when, "It was found in 1898.") == 1.0
    assert fits(when, "It was found in May.") == 0.7
    assert fits(when, "It was found late.") == 0.0
    assert fits(many, "There are twenty.") == 1.0
    assert fits(many, "There are some.") == 0.0
    assert fits(who, "It was found by Marie Curie of Warsaw.") == 1.0
    assert fits(who, "It was found by her.") == 0.0
    assert fits(why, "It glowed because of heat.") == 1.0
    assert fits(what, "Anything at all.") == 0.5
    assert fits(when, "1898년에 발견되었다.") == 1.0
    assert fits(why, "열 때문에 빛난다.") == 1.0
    assert fits(who, "퀴리가 발견하였다.") == 0.5


def test_adjacent_pairs(lexical: LexicalIndex) -> None:
    question = view("deep blue sea", lexical)
    assert adjacent(question, [("deep", "blue", "whale"), ("blue", "sea")]) == 1.0
    assert adjacent(question, [("deep", "blue")]) == 0.5
    assert adjacent(question, [("blue", "deep")]) == 0.0


def test_features_are_named_and_normalised_within_the_question(lexical: LexicalIndex) -> None:
    question = view("who found radium", lexical)
    hits = [
        hit("Radium was found by Curie.", lexical=4.0),
        hit("The sea is deep.", "Sea", ordinal=3, entry="f", lexical=2.0),
    ]
    rows = passage_features(question, [analyse(h) for h in hits])
    first, second = (dict(zip(PASSAGE_FEATURES, row, strict=True)) for row in rows)
    assert (first["lexical"], second["lexical"]) == (1.0, 0.5)
    assert first["coverage"] == pytest.approx(1.0)
    assert second["coverage"] == 0.0
    assert (first["title_named"], second["title_named"]) == (1.0, 0.0)
    assert (first["lead"], second["lead"]) == (1.0, 0.0)


def test_what_was_learned_has_the_features_of_this_code() -> None:
    for learned in (ranker("minilm"), ranker("minilm", complete=False), ranker("static")):
        assert learned.passage.features == PASSAGE_FEATURES
        assert learned.sentence.features == SENTENCE_FEATURES
        assert learned.confidence.features == CONFIDENCE_FEATURES
        assert 0 < learned.threshold < 1
        assert learned.fusion.features == FUSION_FEATURES
    assert ranker("static", complete=False).threshold == ranker("static").threshold
    assert NAME_FEATURES[0] == "spelling"


def test_ranking_puts_the_passage_that_answers_first_and_keeps_the_rest_in_order(lexical: LexicalIndex) -> None:
    question = view("Who found radium?", lexical)
    sea = [hit("The sea is deep and wide.", "Sea", ordinal=n, entry="sea", lexical=1.0) for n in range(DEPTH + 3)]
    ranked, passages = rank(
        question,
        [sea[0], hit("Radium was found by Curie.", ordinal=99, lexical=3.0), *sea[1:]],
        ranker("minilm").passage,
    )
    assert ranked[0].passage.text == "Radium was found by Curie."
    assert [found.rank for found in ranked[:DEPTH]] == list(range(1, DEPTH + 1))
    assert [found.passage.id for found in ranked[DEPTH:]] == [found.passage.id for found in sea[DEPTH - 1 :]]
    assert all(one.score >= other.score for one, other in pairwise(ranked))
    assert [passage.hit for passage in passages] == ranked[:DEPTH]


def test_nothing_found_is_ranked_as_nothing(lexical: LexicalIndex) -> None:
    assert rank(view("who", lexical), [], ranker("minilm").passage) == ([], [])


def test_of_a_translated_question_the_fused_order_counts_for_half(lexical: LexicalIndex) -> None:
    class Given(Trees):
        def __init__(self, *scores: float) -> None:
            self.given = np.array(scores)

        def scores(self, rows: npt.ArrayLike) -> npt.NDArray[np.float64]:
            return self.given

    hits = [
        replace(hit(f"Radium glows {n}.", ordinal=n), score=fused, fused_score=fused)
        for n, fused in enumerate((0.9, 0.1, 0.0))
    ]
    question = view("who found radium", lexical)
    ranked, _ = rank(question, hits, Given(2.0, 5.0, 4.0))
    assert [(found.passage.id, found.score) for found in ranked] == [(1, 5.0), (2, 4.0), (0, 2.0)]
    # Scaled from 0 to 1 and added: 0 and 1, 1 and .11, .67 and 0. The scores stay, each at its place.
    ranked, _ = rank(replace(question, in_english="radium"), hits, Given(2.0, 5.0, 4.0))
    assert [(found.passage.id, found.score) for found in ranked] == [(1, 5.0), (0, 4.0), (2, 2.0)]
    ranked, _ = rank(replace(question, in_english="radium"), hits[:1], Given(2.0))
    assert ranked[0].score == 2.0
