"""What the features say of a question and its passages, worked out by hand."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.candidate_features import CANDIDATE_FEATURES, candidate_features
from retrieval.closer_look import READING_FEATURES
from retrieval.lexical import LexicalIndex, LexicalWriter
from retrieval.name_features import NAME_FEATURES
from retrieval.question import QuestionView, view
from retrieval.quotes import CONFIDENCE_FEATURES
from retrieval.ranking import PASSAGE_FEATURES, READ, Ranker, adjacent, coverage, fits, passage_features, rank, ranker
from retrieval.results import Candidate, Hit, Passage
from retrieval.sentence_features import SENTENCE_FEATURES
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


def ranked_hits(question: QuestionView, hits: Sequence[Hit], learned: Ranker, most: int = 99) -> list[Hit]:
    of_id = {found.id: found for found in hits}
    candidates = [
        Candidate(found.id, found.lexical_rank, found.lexical_score, found.dense_rank, found.dense_score)
        for found in hits
    ]
    return rank(question, candidates, lambda some: [of_id[one.id] for one in some], learned, most)


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
    typed, capital, asked, both = (
        view(question, lexical)
        for question in ("who found radium", "Who found radium", "who found radium?", "Who found radium?")
    )
    assert typed.typed == 1
    assert typed.looks_typed
    # A phone begins with a capital, and a careful hand ends with a question mark: neither alone says much.
    assert both.typed < capital.typed == asked.typed < typed.typed
    assert both.typed > 0
    assert not any(other.looks_typed for other in (capital, asked, both))
    assert view("who was Marie Curie", lexical).typed == both.typed
    assert view("Who am I to say", lexical).typed == capital.typed
    assert view("라듐은 누가 발견했는가?", lexical).typed == both.typed
    assert view("라듐은 누가 발견했는가", lexical).typed == capital.typed


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
    rows = passage_features(question, candidate_features(question, hits), hits).tolist()
    first, second = (dict(zip(PASSAGE_FEATURES, row, strict=True)) for row in rows)
    assert (first["lexical"], second["lexical"]) == (1.0, 0.5)
    assert (first["covered"], second["covered"]) == (pytest.approx(1.0), 0.0)
    assert (first["title_named"], second["title_named"]) == (1.0, 0.0)
    assert (first["lead"], second["lead"]) == (1.0, 0.0)


def test_what_was_learned_has_the_features_of_this_code() -> None:
    for learned in (ranker("minilm"), ranker("minilm", complete=False), ranker("static")):
        assert learned.candidate.features == CANDIDATE_FEATURES
        assert learned.passage.features == PASSAGE_FEATURES
        assert learned.sentence.features == SENTENCE_FEATURES
        assert learned.reading.features == READING_FEATURES
        assert learned.confidence.features == CONFIDENCE_FEATURES
        assert 0 < learned.threshold < 1
    assert ranker("static", complete=False).threshold == ranker("static").threshold
    assert NAME_FEATURES[0] == "spelling"


def test_ranking_puts_the_passage_that_answers_first(lexical: LexicalIndex) -> None:
    question = view("Who found radium?", lexical)
    sea = [hit("The sea is deep and wide.", "Sea", ordinal=n, entry="sea", lexical=1.0) for n in range(30)]
    radium = hit("Radium was found by Curie.", ordinal=99, lexical=3.0)
    for model in ("minilm", "static"):
        ranked = ranked_hits(question, [*sea, radium], ranker(model))
        assert ranked[0].passage == radium.passage
        assert sorted(found.passage.id for found in ranked) == [*range(30), 99]
        assert [found.rank for found in ranked] == list(range(1, 32))
        assert all(one.score >= other.score for one, other in pairwise(ranked))


def test_an_entry_found_by_both_comes_before_those_found_by_one(lexical: LexicalIndex) -> None:
    both, words, meaning = (Passage(number, str(number), 0, 6, "Radium") for number in (1 << 20, 2 << 20, 3 << 20))
    hits = [
        Hit(both, "T", 0, 0.0, 1, 9.0, 1, 0.7),
        Hit(words, "T", 0, 0.0, 2, 8.0),
        Hit(meaning, "T", 0, 0.0, None, None, 2, 0.6),
    ]
    for model in ("minilm", "static"):
        assert ranked_hits(view("radium", lexical), hits, ranker(model), 1)[0].passage == both


def test_equal_scores_are_ordered_by_passage_id(lexical: LexicalIndex) -> None:
    leaf = {"feature": [0], "threshold": [0.0], "left": [-1], "right": [-1], "value": [0.5]}
    learned = replace(ranker("minilm"), passage=Trees({"features": PASSAGE_FEATURES, "trees": [leaf]}))
    hits = [hit("Radium.", ordinal=number) for number in (9, 4, 6)]
    ranked = ranked_hits(view("radium", lexical), hits, learned)
    assert [(found.passage.id, found.score) for found in ranked] == [(4, 0.5), (6, 0.5), (9, 0.5)]


def test_nothing_found_is_ranked_as_nothing(lexical: LexicalIndex) -> None:
    assert ranked_hits(view("who", lexical), [], ranker("minilm")) == []


def test_no_more_is_read_than_is_worth_it_or_asked_for(lexical: LexicalIndex) -> None:
    texts = {number: hit("Radium.", ordinal=number) for number in range(READ + 20)}
    candidates = [Candidate(number, number + 1, 90.0 - number, number + 1, 0.9 - number / 100) for number in texts]
    were_read: list[list[int]] = []

    def read(some: Sequence[Candidate]) -> list[Hit]:
        were_read.append([candidate.id for candidate in some])
        return [texts[candidate.id] for candidate in some]

    learned = ranker("minilm")
    scores = learned.candidate.scores(candidate_features(view("radium", lexical), candidates))
    assert len(rank(view("radium", lexical), candidates, read, learned, 5)) == 5
    assert len(rank(view("radium", lexical), candidates, read, learned, READ + 10)) == READ + 10
    assert [len(ids) for ids in were_read] == [READ, READ + 10]
    for ids in were_read:
        assert ids == sorted(ids)
        assert min(scores[ids]) >= max(scores[[number for number in texts if number not in ids]])


@given(st.dictionaries(st.integers(0, 20_000), st.text(max_size=40), min_size=1, max_size=12), st.text(max_size=40))
def test_whatever_stands_in_them_every_passage_comes_once_best_first(
    lexical: LexicalIndex, texts: dict[int, str], question: str
) -> None:
    hits = [hit(text, ordinal=number) for number, text in texts.items()]
    ranked = ranked_hits(view(question, lexical), hits, ranker("minilm"))
    assert sorted(found.passage.id for found in ranked) == sorted(texts)
    assert all(math.isfinite(found.score) for found in ranked)
    assert ranked == sorted(ranked, key=lambda found: (-found.score, found.passage.id))
