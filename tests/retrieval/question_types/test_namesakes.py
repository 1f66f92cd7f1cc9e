"""What has the name that was asked for in its own is something else, and its beginning is doubted."""

from pathlib import Path

import pytest

from retrieval.question_types.namesakes import ANOTHER, doubted_if_another
from retrieval.quotes import Chosen, Span
from retrieval.results import DOUBTFUL, Hit, Passage
from tests.embedders import encyclopedia_of


def _confidence(question: str, title: str, text: str, confidence: float = 0.7) -> float:
    hit = Hit(Passage(1, "1", 0, len(text), text), title, 1, 1.0)
    return doubted_if_another(question, Chosen((Span(hit, 0, len(text), 1.0),), confidence)).confidence


@pytest.mark.parametrize(
    ("question", "title", "text"),
    [
        ("what is a chain", "Chain scission", "Chain scission is a term of chemistry."),
        ("what is islam", "Islamism", "Islamism is a movement."),
        ("who is fell", "Ada Fell (director)", "Ada Fell is a director."),
        ("tell me about the server", "Server room", "A server room is a room."),
        ("where is dorn", "Dorn Division", "The Dorn Division is in Ulmia."),
    ],
)
def test_it_is_doubted(question: str, title: str, text: str) -> None:
    assert ANOTHER < DOUBTFUL
    assert _confidence(question, title, text) == ANOTHER
    assert _confidence(question, title, text, 0.1) == 0.1


@pytest.mark.parametrize(
    ("question", "title", "text"),
    [
        ("what is ulmish", "Ulmish language", "Ulmish is a language."),  # says what the very name is
        ("what is a chain", "Chains", "Chain is a thing made of rings."),
        ("what is the server", "Server", "It is a computer."),
        ("what is fell fell", "Fell", "It is the whole name of whom one word means."),
        ("where is the college of dorn", "College (Dorn)", "The college is in Dorn."),
        ("what is the ada prize", "Ada Prizes", "They are given to cooks."),
        ("what is scission", "Chemistry", "Scission breaks a chain."),  # in no title
        ("what is a chain made of", "Chain scission", "Chain scission is a term of chemistry."),
        ("when was dorn founded", "Dorn Division", "The Dorn Division was founded in 1900."),
        ("where is dorn", "Dorn (Ulmia)", "Dorn is bordered by hills."),
        ("where is dorn", "Dorn, Texas", "Dorn has a road to Texas."),
    ],
)
def test_other_quotations_are_as_sure_as_before(question: str, title: str, text: str) -> None:
    assert _confidence(question, title, text) == 0.7


def test_nothing_is_no_less() -> None:
    assert doubted_if_another("what is dorn", Chosen((), 0.0)) == Chosen((), 0.0)


def test_a_question_is_answered_so(tmp_path: Path) -> None:
    entries = {"Chain scission": "Chain scission is a term of chemistry.", "Malt": "Malt is made of barley."}
    with encyclopedia_of(entries, tmp_path) as encyclopedia:
        answer = encyclopedia.ask("what is a chain", threshold=0)
        assert answer.citations[0].title == "Chain scission"
        assert answer.confidence == ANOTHER
