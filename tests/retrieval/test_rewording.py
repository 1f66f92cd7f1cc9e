"""A question in other words, and the better answer of both."""

from collections.abc import Iterator

import pytest

from retrieval import Encyclopedia
from retrieval.rewording import rewordings
from tests.embedders import encyclopedia_of

ENTRIES = {
    "Ulm": "Ulm is a town on a river. In 2010 it had a population of 120,000.\n\n"
    "People live there by the river, many of them in houses that are old.",
    "Ada Fell": "Ada Fell (born 6 February 1932) is a director. She was famous at home.\n\n"
    "Old people do like old films.",
    "ZQX": "The Zonal Quotient Exchange (ZQX) is an office. A ZQX stand does good in each town.",
}


@pytest.fixture(scope="module")
def encyclopedia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Encyclopedia]:
    with encyclopedia_of(ENTRIES, tmp_path_factory.mktemp("rewording")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("How old is Ada Fell?", ["when was Ada Fell born", "when was Ada Fell founded"]),
        ("how old is the town hall", ["when was the town hall built"]),
        ("what's the age of Ada Fell", ["when was Ada Fell born"]),
        ("How many people live in Ulm today?", ["population of Ulm"]),
        ("how many inhabitants does Ulm have", ["population of Ulm"]),
        ("how big is texas", ["total area of texas"]),
        ("how high is the zugspitze?", ["elevation of the zugspitze"]),
        ("how did Ulm get its name", ["Ulm is named after"]),
        ("where does the name Ulm come from?", ["Ulm is named after"]),
        ("why is Ada Fell so famous?", ["who is Ada Fell"]),
        ("what nationality is Ada Fell", ["who is Ada Fell"]),
        ("where was Ada Fell from", ["who is Ada Fell"]),
        ("what does ada fell do for a living", ["who is ada fell"]),
        ("what does ZQX stand for?", ["what is ZQX"]),
        ("winner of the cup", ["who won the cup"]),
        ("author of Emma", ["who wrote Emma"]),
        ("who plays in Emma", ["who stars in Emma"]),
        ("아다 펠은 몇 살인가요?", ["아다 펠 언제 태어났나요"]),
        ("울름에는 몇 명이 살고 있나요?", ["울름의 인구"]),
        ("울름에 사람이 얼마나 살아?", ["울름의 인구"]),
        ("How old was Ada Fell when she married?", []),
        ("how old do you have to be to vote", []),
        ("how many people died in Ulm", []),
        ("Where is Ulm?", []),
        ("", []),
    ],
)
def test_the_same_question_in_other_words(question: str, others: list[str]) -> None:
    assert rewordings(question) == others


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("how many people live in ulm", "In 2010 it had a population of 120,000."),
        ("how old is ada fell", "Ada Fell (born 6 February 1932) is a director."),
        ("what does zqx stand for", "The Zonal Quotient Exchange (ZQX) is an office."),
        ("why is ada fell famous", "Ada Fell (born 6 February 1932) is a director."),
    ],
)
def test_the_better_answer_is_given(encyclopedia: Encyclopedia, question: str, quoted: str) -> None:
    answer = encyclopedia.ask(question, threshold=0)
    assert quoted in answer.citations[0].quote.text
    assert answer.question == question
    others = [encyclopedia.ask(other, threshold=0).confidence for other in rewordings(question)]
    assert answer.confidence >= max(others)
