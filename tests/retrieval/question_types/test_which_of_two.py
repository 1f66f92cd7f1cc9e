"""Which of two is bigger, or was born first, is told by what says it of each; if nothing does, it is doubted."""

import pytest

from retrieval import Encyclopedia
from retrieval.asked.surnames import FEWEST
from retrieval.question_types.which_of_two import BOTH, NEITHER
from retrieval.results import DOUBTFUL

ENTRIES = {
    "Mount Ulm": "Mount Ulm is a mountain of the north. It rises at a height of 2,345 metres.",
    "Mount Brond": "Mount Brond is a mountain of the south. It rises at a height of 1,200 metres.",
    "Mount Gorp": "Mount Gorp is a mountain of the east. Nobody knows it.",
    "Ada Frell": "Ada Frell (3 May 1815 – 4 June 1860) was a painter. She lived in the north.",
    "Ben Tark": "Ben Tark (born 2 April 1820) was a painter. He lived in the south.",
    "Hector Grell": "Hector Grell (11 December 1803 – 8 March 1869) was a painter.",
    "Ida Grell": "Ida Grell (born 1971) is a singer. She sang on stage twice.",
    **{f"Picture {number}": "Hector Grell painted this picture in a year." for number in range(FEWEST)},
    "Mell": "The lake Mell is a lake, larger than the lake Sull. It freezes.",
    "Painters of the north": "Ada Frell, Ben Tark, Mount Ulm and Mount Gorp were painted first, which is higher.",
}


@pytest.mark.parametrize(
    ("question", "titles"),
    [
        ("Which is higher, Mount Ulm or Mount Brond?", ["Mount Ulm", "Mount Brond"]),
        ("is mount brond taller than mount ulm", ["Mount Brond", "Mount Ulm"]),
        ("Who was born first, Ada Frell or Ben Tark?", ["Ada Frell", "Ben Tark"]),
        ("who is older, Ben Tark or Ada Frell", ["Ben Tark", "Ada Frell"]),
        ("WHO WAS BORN FIRST, ADA FRELL OR BEN TARK?", ["Ada Frell", "Ben Tark"]),
        ("Who was born first, Grell or Ben Tark?", ["Hector Grell", "Ben Tark"]),
    ],
)
def test_what_says_it_of_each_answers(encyclopedia: Encyclopedia, question: str, titles: list[str]) -> None:
    answer = encyclopedia.ask(question, quotations=1)
    assert [citation.title for citation in answer.citations[:2]] == titles
    assert answer.confidence == BOTH


def test_what_compares_both_answers(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("which is bigger, Mell or Sull", threshold=0)
    assert answer.citations[0].quote.text.startswith("The lake Mell is a lake, larger than")


def test_what_is_not_told_of_both_is_doubted(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("Which is higher, Mount Ulm or Mount Gorp?", threshold=0)
    assert answer.confidence <= NEITHER < DOUBTFUL
    assert answer.citations[0].title == "Mount Ulm"  # of which it is known
    assert encyclopedia.ask("Which is deeper, Mount Brond or Mount Gorp?", threshold=0).confidence <= NEITHER
    assert encyclopedia.ask("which is bigger, qqqq or zzzz").abstained


def test_what_is_compared_with_a_measure_is_answered_as_ever(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("Is the mountain Mount Ulm higher than 2,345 metres?", threshold=0)
    assert answer.citations[0].title == "Mount Ulm"
    assert answer.confidence > BOTH
