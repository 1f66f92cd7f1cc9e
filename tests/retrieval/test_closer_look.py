"""What is read together with the question, and what that changes: with cross-encoders whose likings are known."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from retrieval import Encyclopedia
from retrieval.closer_look import (
    NEAR,
    PASSAGES,
    READ,
    READ_OF_A_PASSAGE,
    READING_FEATURES,
    UNREAD,
    WEIGHT,
    Read,
    look,
    passage_scores,
    read_closely,
    reading_features,
)
from retrieval.question import QuestionView
from retrieval.quotes import choose_quotes
from retrieval.ranking import AnalysedPassage, analyse, ranker
from retrieval.results import Hit, Passage
from tests.embedders import HashingEmbedder, loading


class Fond:
    """A cross-encoder that likes one word; keeps what it was given."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.read: list[str] = []

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        self.read += passages
        return [4.0 if self.word in passage else -4.0 for passage in passages]


def asked(text: str) -> QuestionView:
    return QuestionView(
        *(text, ("radium",), {"radium": 1.0}, 1.0, "other", False),
        *(frozenset(text.lower().split()), {"radium": 1.0}),
    )


def hits(*texts: str, scores: Sequence[float] | None = None) -> list[Hit]:
    return [
        Hit(Passage(rank, text, 0, len(text), text), "Title", rank, 1 / rank if scores is None else scores[rank - 1])
        for rank, text in enumerate(texts, 1)
    ]


def analysed(*texts: str, scores: Sequence[float] | None = None) -> list[AnalysedPassage]:
    return [analyse(hit) for hit in hits(*texts, scores=scores)]


def read(passages: Sequence[AnalysedPassage], scores: Sequence[float], reader: Fond | None = None) -> Read:
    return read_closely(asked("What does radium do?"), passages, np.array(scores), reader or Fond("glows"))


def test_the_likeliest_few_are_read_closely_with_their_title() -> None:
    passages = analysed("Tin melts. Radium glows. It was sold.", "Gold is dear. Lead is not.", scores=[1, 1 - NEAR])
    reader = Fond("glows")
    assert read(passages, [1.0, 2.0, 3.0, 3.5 - NEAR, 0.5], reader) == {2: -4.0, 1: 4.0, 0: -4.0, 3: -4.0}
    assert reader.read == ["Title: It was sold.", "Title: Radium glows.", "Title: Tin melts.", "Title: Gold is dear."]
    assert len(reader.read) == READ


def test_the_likeliest_of_each_passage_are_read_that_may_come_first() -> None:
    passages = analysed(*["Tin melts. Radium glows. It was sold."] * 3, scores=[2, 2.5 - NEAR, 2 - NEAR])
    found = read(passages, [9.0, 0, 1, 0, 2, 1, 0, 0, 0])
    assert list(found) == [0, 2, 4, 5]
    assert len(found) == 2 * READ_OF_A_PASSAGE


@pytest.mark.parametrize("question", ["라듐은 무엇을 하나?", "¿Qué hace el radio?", "Wann wurde das Radium gefunden?"])
def test_only_english_questions_are_read_closely(question: str) -> None:
    reader = Fond("glows")
    assert read_closely(asked(question), analysed("Radium glows."), np.array([1.0]), reader) == {}
    assert reader.read == []
    foreign = "라듐은 어두운 곳에서 빛난다.", "ラジウムは暗い所で光る。", "镭在黑暗中发光。"
    assert read(analysed(*foreign, "Radium glows (라듐, 镭)."), [3.0, 2.5, 2.0, 1.0]) == {3: 4.0}


def test_a_korean_question_is_read_by_its_english_words() -> None:
    class Asked(Fond):
        def scores(self, question: str, passages: Sequence[str]) -> list[float]:
            assert question == "radium glow dark"
            return super().scores(question, passages)

    korean = replace(asked("라듐은 어두운 곳에서 빛나는가?"), in_english="radium glow dark")
    assert read_closely(korean, analysed("Radium glows."), np.array([1.0]), Asked("glows")) == {0: 4.0}
    assert read_closely(replace(korean, in_english=""), analysed("Radium glows."), np.array([1.0]), Fond("glows")) == {}


def test_a_passage_counts_for_more_if_its_best_sentence_is_better_than_that_of_others() -> None:
    passages = analysed("Tin melts. Gold is dear.", "Radium glows.", "Lead is heavy.", scores=[2, 1, 0])
    assert passage_scores(passages, {}) == [2, 1, 0]
    assert passage_scores(passages, {1: 7.0}) == [2, 1, 0]
    assert passage_scores(passages, {0: -3.0, 1: 1.0, 2: 5.0}) == pytest.approx([2 - 2 * WEIGHT, 1 + 2 * WEIGHT, 0])


def test_what_was_read_stands_beside_the_features_of_each_sentence() -> None:
    passages = analysed("Tin melts. Gold is dear.", "Radium glows.", scores=[2, 1])
    features = np.zeros((3, len(READING_FEATURES) - 5))
    rows = reading_features(features, np.array([1.0, 3.0, 2.0]), passages, {1: 4.0, 2: 6.0})
    assert rows[:, -5:-1].tolist() == [[1, -2, UNREAD, UNREAD - 6], [3, 0, 4, -2], [2, -1, 6, 0]]
    assert rows[:, -1] == pytest.approx([0, 0, (1 + WEIGHT) - (2 - WEIGHT)])


def test_what_was_read_puts_the_first_passages_in_order_and_no_others() -> None:
    texts = [f"Tin {number} melts." for number in range(PASSAGES - 1)]
    found = hits(*texts, "Radium glows.", "Lead glows.", scores=[1.0 - number / 10 for number in range(PASSAGES + 1)])
    learned, question = ranker("minilm"), asked("What does radium do?")
    ordered = look(question, found, learned, Fond("glows")).in_order(found)
    assert [hit.passage.text for hit in ordered] == ["Radium glows.", *texts, "Lead glows."]
    assert [(hit.rank, hit.score) for hit in ordered] == [(hit.rank, hit.score) for hit in found]
    assert look(question, found, learned).in_order(found) == found
    assert look(question, [], learned).in_order([]) == []


def test_a_passage_without_a_sentence_keeps_its_score() -> None:
    first, second = hits("Tin melts.", "Radium glows.", scores=[1.0, 0.5])
    empty = replace(first, passage=replace(first.passage, id=9, text=" "), rank=2, score=0.8)
    found = [first, empty, replace(second, rank=3)]
    looked = look(asked("What does radium do?"), found, ranker("minilm"), Fond("glows"))
    assert [hit.passage.text for hit in looked.in_order(found)] == ["Radium glows.", " ", "Tin melts."]


def test_what_reads_closely_decides_between_sentences_that_are_alike() -> None:
    found = hits("Radium is sold in Warsaw by the gram.", "Radium is sold in Prague for gold.")
    question, learned = asked("Where is radium sold?"), ranker("minilm")
    for city in ("Warsaw", "Prague"):
        looked = look(question, found, learned, Fond(city))
        chosen = choose_quotes(question, looked, learned, 2)
        assert city in chosen.spans[0].text
        assert len(chosen.spans) == 2
        assert city in looked.in_order(found)[0].passage.text


class FondOf:
    """A cross-encoder that likes the sentences of one passage."""

    def __init__(self, passage: str) -> None:
        self.passage = passage

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        return [40.0 if text.split(": ", 1)[1] in self.passage else 0.0 for text in passages]


def test_an_encyclopedia_puts_what_is_read_first_for_who_asks_and_who_searches(sample_data: Path) -> None:
    question = "Which river flows through Vienna?"
    open_with = partial(Encyclopedia.open, sample_data, load=loading(HashingEmbedder()))
    with open_with() as unread:
        second = unread.search(question)[1]
    with open_with(load_sentences=lambda _: FondOf(second.passage.text)) as encyclopedia:
        answer = encyclopedia.ask(question, threshold=0.0)
        assert [hit.id for hit in encyclopedia.search(question, 1)] == [second.id]
        assert answer.hits[0].id == second.id
        assert list(answer.hits[:10]) == encyclopedia.search(question, 10)


def test_the_operators_cross_encoder_has_the_last_word(sample_data: Path) -> None:
    question = "Which river flows through Vienna?"
    open_with = partial(Encyclopedia.open, sample_data, load=loading(HashingEmbedder()), cross_encoder=Fond("Danube"))
    with open_with() as unread:
        hits = unread.search(question)
    with open_with(load_sentences=lambda _: FondOf(hits[1].passage.text)) as encyclopedia:
        assert encyclopedia.search(question) == hits
