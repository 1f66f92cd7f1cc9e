"""Which questions are follow-ups, and of what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.context import understand


@pytest.mark.parametrize(
    "question",
    [
        "and when did it end?",
        "When did she die?",
        "why?",
        "And then?",
        "how many people lived there?",
        "What about its moons?",
        "where was he born",
        "Who was his wife?",
        "when?",
        "tell me more",
        "how far is it from the Sun?",
        "그는 언제 죽었나요?",
        "그리고 언제 끝났어?",
        "언제 끝났나요?",
        "거기는 얼마나 넓어?",
        "왜?",
    ],
)
def test_follow_ups_are_about_what_was_answered_last(question: str) -> None:
    understood = understand(question, ["Soviet occupation of the Baltic states (1940)", "Marie Curie"])
    assert understood.about == "Soviet occupation of the Baltic states (1940)"
    assert "Soviet occupation of the Baltic states (1940)" in understood.question


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("and when did it end?", "when did Chess end?"),
        ("Where was he born?", "Where was Chess born?"),
        ("who was her husband", "who was Chess's husband"),
        ("who taught her?", "who taught Chess?"),
        ("What about its origin?", "What about Chess's origin?"),
        ("why?", "Chess: why?"),
        ("그는 언제 죽었나요?", "Chess: 그는 언제 죽었나요?"),
    ],
)
def test_the_title_takes_the_place_of_what_points_back(question: str, searched: str) -> None:
    assert understand(question, ["Chess"]).question == searched


@pytest.mark.parametrize(
    "question",
    [
        "When did the Berlin Wall fall?",
        "And when did Newton die?",
        "What about Mercury?",
        "Is there water on Mars?",
        "Who invented the steam engine?",
        "What is the name of the city that Constantine founded?",
        "how many moons does saturn have",
        "WHO WROTE HAMLET",
        "세종대왕은 언제 태어났나요?",
        "한글은 누가 만들었어?",
        "",
        "???",
    ],
)
def test_questions_that_stand_alone_are_left_alone(question: str) -> None:
    understood = understand(question, ["Marie Curie"])
    assert understood.about is None
    assert understood.question == question


def test_without_turns_before_nothing_is_a_follow_up() -> None:
    assert understand("and when did it end?", []).about is None
    assert understand("and when did it end?", [""]).about is None


def test_a_question_that_names_the_title_needs_no_context() -> None:
    assert understand("and where did marie curie work?", ["Marie Curie"]).about is None


@given(st.text(), st.text())
def test_any_text_is_understood(question: str, title: str) -> None:
    understood = understand(question, [title])
    assert understood.about in {None, title}
    assert understood.about is not None or understood.question == question.strip()


@given(
    st.lists(
        st.sampled_from(["it", "true", "is", "there", "that", "and", "he", "why", "그", "왜", "Newton", "?", "I"])
    ).map(" ".join)
)
def test_any_words_that_point_back_are_understood(question: str) -> None:
    assert understand(question, ["Title"]).about in {None, "Title"}
