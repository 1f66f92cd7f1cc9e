"""Questions before which somebody tells of themselves, with the sample encyclopedia."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.context import Turn, Understood
from bot.conversation.follow_ups import read_in_context
from bot.conversation.told_first import told_first
from retrieval import Encyclopedia
from tests.embedders import HashingEmbedder, loading


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "question", "about"),
    [
        ("My sister wants a koala, what do they eat?", "what do they eat?", "koala"),
        ("I am reading a book about Marie Curie. Where was she born?", "Where was she born?", "Marie Curie"),
        ("We went to Reykjavík on holiday. How many people live there?", "How many people live there?", "Reykjavík"),
        ("hi, I have smallpox, how is it treated", "how is it treated", "smallpox"),
        ("i wonder about chess - but who invented it", "who invented it", "chess"),
        ("We see the Sahara on Sunday. How large is it?", "How large is it?", "Sahara"),
        (
            "I have a talk in school about the Black Death. In which year was it?",
            "In which year was it?",
            "Black Death",
        ),
        ("I read about the Fall of the Berlin Wall. When was it?", "When was it?", "Fall of the Berlin Wall"),
        (
            "We saw Emperor Penguins in Iceland last summer. How tall are they?",
            "How tall are they?",
            "Emperor Penguins",
        ),
        ("i dreamt of sharks in the morning, are they big?", "are they big?", "sharks"),
        ("I've always been afraid of sharks, are they big?", "are they big?", "sharks"),
        ("My Fair Lady - who wrote it?", "who wrote it?", "My Fair Lady"),
        ("I, Robot: who wrote it?", "who wrote it?", "I, Robot"),
        ("I like Marie Curie. Where was she born?", "Where was she born?", "Marie Curie"),
    ],
)
def test_what_is_told_is_what_the_question_is_about(
    encyclopedia: Encyclopedia, text: str, question: str, about: str
) -> None:
    told = told_first(encyclopedia, text)
    assert told is not None
    assert told.question == question
    assert told.about is not None
    assert about in (told.about, told.about.removeprefix("the "))


@pytest.mark.parametrize(
    "text",
    [
        "I heard that honey never spoils, is that so?",
        "My teacher says that glass is a liquid. Is she right?",
        "In the Korean War, who won?",
        "Chess, who invented it?",
        "I want to know who wrote Hamlet",
        "My name is Red",
        "who wrote I, Claudius?",
    ],
)
def test_a_claim_or_a_question_alone_tells_nothing(encyclopedia: Encyclopedia, text: str) -> None:
    assert told_first(encyclopedia, text) is None


def test_it_takes_the_place_of_the_pronoun_whatever_was_said_before(encyclopedia: Encyclopedia) -> None:
    for turns in ([], [Turn("Who wrote Hamlet?", None, ("Hamlet",))]):
        read = read_in_context(encyclopedia, "My uncle loves chess, where was it invented?", turns)
        assert read == Understood("where was chess invented?", "chess")
        read = read_in_context(encyclopedia, "My aunt moved to Istanbul. How many people live there?", turns)
        assert read == Understood("How many people live in Istanbul?", "Istanbul")


@pytest.mark.parametrize(
    "told", ["I see", "Ok, I get it", "My bad", "I don't know", "I'm curious", "I love her", "I like the idea"]
)
def test_what_tells_of_nothing_leaves_a_talk_what_it_is_about(encyclopedia: Encyclopedia, told: str) -> None:
    turns = [Turn("who was marie curie", None, ("Marie Curie",))]
    read = read_in_context(encyclopedia, f"{told}, where was she born?", turns)
    assert read == Understood("where was Marie Curie born?", "Marie Curie")


def test_a_question_that_says_what_it_is_about_is_asked_alone(encyclopedia: Encyclopedia) -> None:
    read = read_in_context(encyclopedia, "I like jazz a lot. Who was Alan Turing?", [])
    assert read == Understood("Who was Alan Turing?")
