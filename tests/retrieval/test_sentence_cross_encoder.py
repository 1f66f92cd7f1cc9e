"""The cross-encoder that comes with the package: what it prefers, and that all goes on without it."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval import Encyclopedia
from retrieval.errors import ModelUnavailable
from retrieval.reranking import CrossEncoder
from retrieval.sentence_cross_encoder import OnDemand, load_sentence_cross_encoder, sentence_text, whole
from tests.embedders import HashingEmbedder, loading

# A question, what answers it, and what has more of its words but does not.
ASKED = [
    (
        "what kind of food did the woolly mammoth eat",
        sentence_text("Woolly mammoth", "Its diet was mainly grass and sedges."),
        sentence_text("Woolly mammoth", "The woolly mammoth coexisted with early humans, who hunted it for food."),
    ),
    (
        "Where was Marie Curie born?",
        sentence_text("Marie Curie", "She came into the world in Warsaw, then a part of the Russian Empire."),
        sentence_text("Marie Curie", "Marie Curie was the first woman to win a Nobel Prize."),
    ),
    (
        "when did the berlin wall fall",
        sentence_text("Berlin Wall", "On 9 November 1989 the border was opened, and the wall was torn down."),
        sentence_text("Berlin Wall", "The fall of the Berlin Wall was seen on television all over the world."),
    ),
    (
        "How many moons does Mars have?",
        sentence_text("Mars", "Two moons, Phobos and Deimos, go around it."),
        sentence_text("Mars", "Mars does not have rings, and its moons may be captured asteroids."),
    ),
]


@pytest.fixture(scope="module")
def cross_encoder(models: Path) -> CrossEncoder:
    return load_sentence_cross_encoder(models)


@pytest.mark.model
@pytest.mark.parametrize(("question", "answer", "other"), ASKED)
def test_it_prefers_what_answers_to_what_has_the_words(
    cross_encoder: CrossEncoder, question: str, answer: str, other: str
) -> None:
    good, bad = cross_encoder.scores(question, [answer, other])
    assert good > bad


@pytest.mark.model
def test_a_score_does_not_depend_on_what_is_read_beside_it(cross_encoder: CrossEncoder) -> None:
    question, answer, other = ASKED[0]
    both = cross_encoder.scores(question, [answer, other, answer])
    assert both == [*cross_encoder.scores(question, [answer]), *cross_encoder.scores(question, [other]), both[0]]
    assert cross_encoder.scores(question, []) == []


@pytest.mark.model
def test_nothing_is_too_long_or_too_odd_to_be_read(cross_encoder: CrossEncoder) -> None:
    odd = ["", "\0", "🜨", "word " * 5_000]
    assert all(abs(score) < 100 for text in odd for score in cross_encoder.scores(text, odd))


@pytest.mark.model
def test_it_is_exported_once(cross_encoder: CrossEncoder, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was exported again")

    monkeypatch.setattr("retrieval.sentence_cross_encoder._export", refuse)
    question, *sentences = ASKED[0]
    assert load_sentence_cross_encoder(models).scores(question, sentences) == cross_encoder.scores(question, sentences)


def test_what_cannot_be_had_is_said_once_and_answered_without(
    sample_data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[Path] = []

    def missing(models: Path) -> CrossEncoder:
        tried.append(models)
        raise ModelUnavailable("the weights are missing")

    load = loading(HashingEmbedder())
    with (
        caplog.at_level(logging.WARNING),
        Encyclopedia.open(sample_data, load=load, load_sentences=missing) as without,
        Encyclopedia.open(sample_data, load=load) as plain,
    ):
        for question in ("who discovered penicillin", "When did the Berlin Wall fall?"):
            assert without.ask(question).citations == plain.ask(question).citations
    assert tried == [sample_data / "models"]
    assert [record.getMessage() for record in caplog.records] == [
        "quotations are chosen without a closer look: the weights are missing"
    ]


def test_it_is_loaded_by_the_first_question_and_reads_all_that_are_in_english_or_can_be(sample_data: Path) -> None:
    read: list[tuple[str, str]] = []

    class Noting:
        def scores(self, question: str, passages: Sequence[str]) -> list[float]:
            read.extend((question, passage) for passage in passages)
            return [0.0] * len(passages)

    def load(models: Path) -> CrossEncoder:
        loaded.append(models)
        return Noting()

    loaded: list[Path] = []
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder()), load_sentences=load) as encyclopedia:
        assert not loaded
        english = ["who discovered penicillin", "When did the Berlin Wall fall?"]
        for question in (*english, "Wann wurde die Mauer in Berlin gebaut?", "베를린 장벽은 언제 무너졌나?"):
            encyclopedia.ask(question)
    assert len(loaded) == 1
    *asked, of_korean = dict.fromkeys(question for question, _ in read)
    assert asked == english
    assert of_korean == "when berlin wall fell"
    assert any(passage.startswith("Fall of the Berlin Wall: ") for _, passage in read)


def test_what_was_learned_is_added_as_it_is_or_as_a_product() -> None:
    up, down = np.array([[1.0], [2.0]], np.float16), np.array([[3.0, 4.0, 5.0]], np.float16)
    learned = {"matrix.up": up, "matrix.down": down, "bias": np.array([0.5], np.float16)}
    assert whole(learned, "matrix").tolist() == [[3, 4, 5], [6, 8, 10]]
    assert whole(learned, "bias").tolist() == [0.5]


def test_no_other_is_loaded_where_there_is_none() -> None:
    assert OnDemand(None, Path("nowhere")).get() is None
