"""Questions read in the context of the turns before them, with the sample encyclopedia."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.context import Turn, Understood
from bot.follow_ups import read_in_context, subject_of
from retrieval import Encyclopedia
from tests.embedders import HashingEmbedder, loading

WALL = Turn("When did the Berlin Wall fall?", None, ("Fall of the Berlin Wall",))
RADIUM = Turn("Who discovered radium?", None, ("Marie Curie",))
KOREA = Turn("How did the Korean War end?", None, ("Korean War",))


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as opened:
        yield opened


def test_what_the_talk_is_of_takes_the_place_of_the_pronoun_where_its_entry_has_that_name(
    encyclopedia: Encyclopedia,
) -> None:
    assert read_in_context(encyclopedia, "who ended it?", [KOREA]) == Understood("who ended Korean War?", "Korean War")


def test_a_person_may_be_known_from_the_answer_alone(encyclopedia: Encyclopedia) -> None:
    read = read_in_context(encyclopedia, "When did she die?", [RADIUM])
    assert read == Understood("When did Marie Curie die?", "Marie Curie")


def test_else_the_rarest_words_the_talk_began_with_are_added(encyclopedia: Encyclopedia) -> None:
    read = read_in_context(encyclopedia, "What is it used for?", [RADIUM])
    assert read == Understood("What is it used for? discovered radium", "discovered, radium")
    # Of five words three are left, in their order: high and long are everywhere.
    unanswered = Turn("How long do guillemots and emperor penguins fast on high ice?")
    read = read_in_context(encyclopedia, "And why do they do it?", [unanswered])
    assert read.about == "emperor, penguins, fast"


def test_a_question_without_a_pronoun_is_read_so_where_one_passage_has_both(encyclopedia: Encyclopedia) -> None:
    assert read_in_context(encyclopedia, "Which officer opened the barrier?", [WALL]).about == "Berlin, Wall, fall"
    for question in (
        "Who wrote Hamlet?",
        "Which element boils at the lowest temperature?",
        "how many eggs does a penguin lay",
    ):
        assert read_in_context(encyclopedia, question, [WALL]) == Understood(question)


def test_nothing_before_is_no_context(encyclopedia: Encyclopedia) -> None:
    for turns in ([], [Turn("hello")], [Turn("when did it end?")]):
        assert read_in_context(encyclopedia, " and why did it end? ", turns) == Understood("and why did it end?")


def test_a_telling_question_that_was_answered_opens_another_talk(encyclopedia: Encyclopedia) -> None:
    assert subject_of(encyclopedia, [KOREA, WALL]) == KOREA.question
    assert subject_of(encyclopedia, [Turn("What was the year?", None, ("Smallpox",)), WALL]) == WALL.question
    assert subject_of(encyclopedia, [Turn("Who wrote it?", "Berlin, Wall, fall", ("Hamlet",)), WALL]) == WALL.question
    assert subject_of(encyclopedia, [Turn("How high is Mount Everest?"), WALL]) == WALL.question
    assert subject_of(encyclopedia, [WALL, Turn("hello")]) == WALL.question
    assert subject_of(encyclopedia, [Turn("Kimchi", None, ("Kimchi",)), WALL]) == "Kimchi"


@settings(max_examples=30, deadline=None)
@given(question=st.text(max_size=80), before=st.text(max_size=80), about=st.none() | st.text(max_size=20))
def test_any_text_is_read(encyclopedia: Encyclopedia, question: str, before: str, about: str | None) -> None:
    read = read_in_context(encyclopedia, question, [Turn(before, about, ("Chess",))])
    assert read.about is not None or read.question == question.encode("utf-8", "replace").decode().strip()
