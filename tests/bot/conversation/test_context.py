"""Which questions are follow-ups, and of what."""

import json
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.context import pointing_words, understand


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
        "I read that he was short, is that true?",
        "where did it take place",
        "which one was first?",
        "can you see one",
        "what does a smart one do?",
        "WHERE DID HE STUDY?",
        "can I eat it?",
        "which countries?",
        "그는 언제 죽었나요?",
        "그리고 언제 끝났어?",
        "언제 끝났나요?",
        "언제 끝났나요 😂",
        "인구는...",
        "그거뭐야?",
        "거기는 얼마나 넓어?",
        "왜?",
        "태어난 곳은?",
        "끝난 해는?",
        "사망 원인이 뭐야?",
        "설립 연도는?",
        "어느 나라 거야?",
        "쉽게 설명해줘",
    ],
)
def test_follow_ups_are_about_what_was_answered_last(question: str) -> None:
    understood = understand(question, ["Soviet occupation of the Baltic states (1940)", "Marie Curie"])
    assert understood.about == "Soviet occupation of the Baltic states (1940)"
    assert "Soviet occupation of the Baltic states (1940)" in understood.question


@pytest.mark.parametrize(
    "question",
    ["전구 만든 사람은?", "죽은 시인의 사회", "어느 나라가 제일 커?", "스리랑카는 어느 대륙이야?", "사망 원인 1위는?"],
)
def test_what_names_its_own_subject_is_no_follow_up(question: str) -> None:
    assert understand(question, ["Marie Curie"]).question == question


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
        "who was number one",
        "which countries border France?",
        "WHO WROTE HAMLET",
        "when did Newton publish his laws",
        "which ones did Curie find?",
        "세종대왕은 언제 태어났나요?",
        "한글은 누가 만들었어?",
        "이건희는 누구야?",
        "그리고리 라스푸틴은 언제 죽었어?",
        "또띠아가 뭐야?",
        "what do they call a group of crows",
        "what time is it in tokyo",
        "does it rain in egypt",
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


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("when did it end?", "it"),
        ("and where did she study?", "she"),
        ("Where was he born", "he"),
        ("Who was his wife?", "his"),
        ("so what happened to them?", "them"),
        ("how many people lived there?", "there"),
        ("what is that?", "that"),
        ("why?", "why?"),
        ("tell me more", "tell me more"),
        ("그는 언제 죽었나요?", "그는"),
        ("그리고 그녀는 어디서 공부했어?", "그녀는"),
        ("거기는 얼마나 넓어?", "거기는"),
        ("그 전쟁은 언제 끝났어?", "그 전쟁은"),
        ("그 노래는 누가 불렀어?", "그 노래는"),
        ("언제 끝났나요?", "언제 끝났나요?"),
    ],
)
def test_a_question_that_names_nothing_points_at_something(question: str, words: str) -> None:
    assert pointing_words(question) == words


@pytest.mark.parametrize(
    "question",
    [
        "When did the Titanic sink and where was it built?",
        "When did Newton publish his laws?",
        "그는 아주 오래 전에 작은 마을에서 태어난 왕이 언제 만든 책이야?",
        "how long does it take to boil an egg?",
        "is it true that the earth is flat?",
        "how far is it from the Sun?",
        "who considered their land their most important holding?",
        "how many moons are there?",
        "when did this agreement end?",
        "the end",
        "It",
        "what is an atom",
        "그리스의 수도는 어디야?",
        "누가 한글을 만들었나요?",
        "",
        "?!",
    ],
)
def test_a_question_that_names_something_points_at_nothing_else(question: str) -> None:
    assert pointing_words(question) is None


@pytest.mark.shared
def test_hardly_any_question_that_can_be_answered_is_taken_for_one_that_points() -> None:
    path = Path(__file__).resolve().parents[4] / "shared" / "data" / "questions-dev.jsonl.xz"
    if not path.exists():
        pytest.skip("the questions beside the project are not there")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    questions = [row["question"] for row in rows if row["answerable"]]
    assert len(questions) > 1_000
    pointing = [question for question in questions if pointing_words(question)]
    assert len(pointing) < 0.005 * len(questions)


@given(st.text())
def test_any_text_points_or_not(question: str) -> None:
    assert pointing_words(question) is None or pointing_words(question)
