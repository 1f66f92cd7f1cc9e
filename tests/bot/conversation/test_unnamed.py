"""Questions that leave out what they are asked of."""

import pytest

from bot.conversation.context import pointing_words, points_back, understand
from bot.conversation.unnamed import is_of_something, without_subject


@pytest.mark.parametrize(
    ("question", "words", "asked"),
    [
        ("who won", "who won", "who won Korean War"),
        ("Who won?", "Who won", "Who won Korean War"),
        ("and who directed", "who directed", "who directed Korean War"),
        ("who starred", "who starred", "who starred in Korean War"),
        ("can you tell me who was involved", "who was involved", "who was involved in Korean War"),
        ("who was president?", "who was president", "who was president of Korean War"),
        ("how high", "how high", "how high is Korean War"),
        ("how many died", "how many died", "how many died in Korean War"),
        ("how many people died", "how many people died", "how many people died in Korean War"),
        ("how many ships were lost?", "how many ships were lost", "how many ships were lost in Korean War"),
        ("what was the cause", "the cause", "what was the cause of Korean War"),
        ("what are the main causes?", "the main causes", "what are the main causes of Korean War"),
        ("what is the stadium called", "the stadium", "what is the stadium of Korean War called"),
        ("population?", "population", "what is the population of Korean War"),
        ("who wrote the music", "the music", "who wrote the music of Korean War"),
        ("who scored in the final", "the final", "who scored in the final of Korean War"),
        ("who discovered the cause", "the cause", "who discovered the cause of Korean War"),
        ("who won the war?", "the war", "who won Korean War"),
        ("how did the war end", "the war", "how did Korean War end"),
        ("when did the film first come out", "the film", "when did Korean War first come out"),
        ("who won the first war", "the first war", "who won the first war of Korean War"),
        ("🙂 who won? 😂", "who won", "who won Korean War"),
    ],
)
def test_it_is_asked_of_what_was_spoken_of(question: str, words: str, asked: str) -> None:
    assert points_back(question)
    assert pointing_words(question) == words
    assert understand(question, ["Korean War"]).question == asked


@pytest.mark.parametrize(
    "question",
    [
        "who invented radio",
        "who invented the telephone",
        "who discovered the city",
        "who wrote hamlet",
        "who was napoleon",
        "what is gravity",
        "what is the moon",
        "what is death",
        "what are the symptoms of flu",
        "what was the black death",
        "who won the world cup",
        "how many popes resigned",
        "how many bones do sharks have",
        "how old is the earth",
        "when did the dinosaurs die",
        "when was the battle of hastings",
        "where is the tower of london",
        "when did the company apple start",
        "population",
        "Who won Wimbledon?",
        "",
    ],
)
def test_what_names_its_subject_stands_alone(question: str) -> None:
    assert without_subject(question) is None
    assert understand(question, ["Korean War"]).about is None


def test_what_has_a_name_in_it_stands_alone_whatever_its_form() -> None:
    assert not points_back("Who was the Leader")


def test_a_noun_is_of_something_as_one_and_as_several() -> None:
    assert is_of_something("awards")
    assert is_of_something("Award")
    assert not is_of_something("moons")
