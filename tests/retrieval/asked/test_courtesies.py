"""What is said around a question is left out of it, and what only looks like it stays."""

import time

import pytest

from retrieval.asked.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("hey what are black holes", "what are black holes"),
        ("Good morning! When did the Titanic sink?", "When did the Titanic sink?"),
        ("Can you tell me who wrote Hamlet?", "who wrote Hamlet?"),
        ("hi, do you know when the titanic sank?", "when the titanic sank?"),
        ("I was wondering, what is the capital of Peru?", "what is the capital of Peru?"),
        ("I'd like to know who invented paper", "who invented paper"),
        ("please tell me about the moon", "tell me about the moon"),
        ("Can someone please explain osmosis", "explain osmosis"),
        ("🤔 so what is osmosis", "what is osmosis"),
        ("what is malaria bro?", "what is malaria?"),
        ("is there water on mars, thank you!", "is there water on mars,"),
        ("who wrote hamlet please 🙏", "who wrote hamlet"),
        ("블랙홀이 뭐야 ㅠㅠ", "블랙홀이 뭐야"),
        ("블랙홀이 뭐야ㅋㅋㅋ", "블랙홀이 뭐야"),
    ],
)
def test_what_is_said_to_somebody_is_not_asked(said: str, asked: str) -> None:
    assert without_courtesies(said) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Hey Jude",
        "hey jude who wrote it",
        "So What",
        "please please me release date",
        "who sang hello",
        "Do you know that",
        "There were many Mongols with what unexpected status?",
        "What are members allowed to vote on as they please?",
        'Which law became known by the nickname "Papers, Please"?',
        "thanks",
        "please",
        "can you",
        "ㅋㅋㅋ",
        "?",
        "",
    ],
)
def test_a_question_stays_whole(question: str) -> None:
    assert without_courtesies(question) == question


@pytest.mark.parametrize("said", ["so ", "please ", "i want to know ", "can you ", "... ", " ?", "ㅋ", "hey, tell me "])
def test_nothing_takes_long(said: str) -> None:
    text = (said * 2_000)[:2_000]
    started = time.process_time()
    for asked in (text, f"{text}x", f"what is x{text}"):
        without_courtesies(asked)
    assert time.process_time() - started < 0.1
