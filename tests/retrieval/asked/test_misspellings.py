"""What a word that no entry has was meant to be is told by the words beside it; a name that is not known stays."""

import random
import re
import time
from pathlib import Path

import pytest

from retrieval import Encyclopedia
from retrieval.asked.misspellings import COMMON, LONGEST, MOST, TIMES, corrected, corrections

ENTRIES = {
    "Genghis Khan": "Genghis Khan founded the Mongol Empire and was its first emperor. Taxes were levied in kind.",
    "Alexander Graham Bell": "Bell invented the telephone, and gave no guarantee for it.",
    "Salisbury steak": "A Salisbury steak is made of minced beef and served with gravy.",
    "House of Lords": "Each lord has a seat in parliament and keeps the seat for life. Lodge members do not.",
    "Esch": "Heinrich Voes was burnt in Brussels. Merkit is the name of a tribe that fought the khan.",
    "ARPANET": "ARPANET was a network of computers. It was not at Super Bowl XLIV or XLVIX.",
} | {f"Final {n}": f"The super bowl of year {n} does merit a note, for merits are few." for n in range(TIMES + COMMON)}


def meant(encyclopedia: Encyclopedia, question: str) -> dict[str, str]:
    return corrections(question, encyclopedia.lexical, encyclopedia._index.passages)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who was genghos khan", {"genghos": "genghis"}),  # one letter for another
        ("who was gnghis khan", {"gnghis": "genghis"}),  # left out
        ("who was gennghis khan", {"gennghis": "genghis"}),  # put in
        ("who was egnghis khan", {"egnghis": "genghis"}),  # two swapped
        ("who gave a gaurentee", {"gaurentee": "guarantee"}),  # two slips in a long word
        ("in which year was the superbowl", {"superbowl": "super bowl"}),
        ("which bowl is inYear one", {"inYear": "in year"}),
        ("what was the first year of Bowlis", {"Bowlis": "Bowl is"}),
        ("waht is an empire", {"waht": "what"}),
        ("who was Gehnghis Khan", {"Gehnghis": "Genghis"}),
        ("which computers were in the ARPNET", {"ARPNET": "ARPANET"}),
        ("who invented teh telphone", {"telphone": "telephone"}),  # three letters are too few
        ("who was gengis, khan of the mongl empire", {"gengis": "genghis", "mongl": "mongol"}),
    ],
)
def test_a_slip_is_put_right(encyclopedia: Encyclopedia, question: str, expected: dict[str, str]) -> None:
    assert meant(encyclopedia, question) == expected


def test_the_words_beside_it_tell_which_of_two_was_meant(encyclopedia: Encyclopedia) -> None:
    assert meant(encyclopedia, "gravy with salisbury seak") == {"seak": "steak"}
    assert meant(encyclopedia, "who has a seak in parliament") == {"seak": "seat"}


@pytest.mark.parametrize(
    "question",
    [
        "who was genghis khan",
        "who was burnt with Voes",  # in an entry, and "does" is no name
        "how was Heinrich Doex burnt",  # nor is it for a name that no entry has
        "who fought the xylophonist",  # like nothing
        "who fought the zzz",
        "what is genghos",  # nothing beside it, and a small encyclopedia lacks many words
        "the gravy of an EmpiRe",  # made up of capitals
        "the year of the Superbowl",  # a name, perhaps made up of two words
        "the emperor was hyperempire",  # with another prefix it would be another
        "the emperor didnt levy taxes",
        "the emperor was a chef of beef",  # a word, though no entry has it
        "genghos khna fonuded a mogol empyre",  # too many: about something else
        "who won super bowl XLIX",  # no slip, though there was an XLVIX
        "wer war genghos khan und was hat er gemacht",
        "겐기스 칸은 누구인가? genghos",
        "",
        "?",
        "é ø 123 genghis1",
    ],
)
def test_everything_else_stays_as_it_is(encyclopedia: Encyclopedia, question: str) -> None:
    assert meant(encyclopedia, question) == {}


def test_a_word_of_few_entries_is_a_slip_only_where_what_was_meant_is_in_many(encyclopedia: Encyclopedia) -> None:
    assert meant(encyclopedia, "who fought a merkit") == {"merkit": "merit"}
    assert meant(encyclopedia, "members of a lodgge") == {"lodgge": "lodge"}
    assert meant(encyclopedia, "members of a lodge") == {}  # a single entry, and "lord" is no commoner


def test_a_name_that_an_entry_has_is_not_taken_for_a_commoner_word(encyclopedia: Encyclopedia) -> None:
    assert meant(encyclopedia, "which tribe is called merkit") == {"merkit": "merit"}
    answer = encyclopedia.ask("which tribe is called merkit", threshold=0)
    assert answer.corrections == ()
    assert answer.hits[0].title == "Esch"


def test_the_corrected_question_is_answered_and_says_so(encyclopedia: Encyclopedia) -> None:
    right, slipped = (encyclopedia.ask(f"who founded the {word} empire", threshold=0) for word in ("mongol", "mongil"))
    assert (right.corrections, slipped.corrections) == ((), (("mongil", "mongol"),))
    assert slipped.question == "who founded the mongil empire"
    assert (slipped.citations, slipped.confidence) == (right.citations, right.confidence)
    assert encyclopedia.search("mongil empire", 1)[0].title == "Genghis Khan"


def test_only_whole_words_are_replaced() -> None:
    assert corrected("Khna: khna, khnate; KHNA-khna", {"khna": "khan"}) == "Khna: khan, khnate; KHNA-khan"


def test_whatever_is_suggested_is_in_an_entry(sample: Encyclopedia, sample_path: Path) -> None:
    text = sample_path.read_text(encoding="utf-8").lower()
    words = sorted(set(re.findall(r"[a-z]{6,}", text)))
    drawn = random.Random(1)
    put_right = 0
    for word in drawn.sample(words, 150):
        place = drawn.randrange(1, len(word) - 1)
        slip = word[:place] + word[place + 1 :]
        found = meant(sample, f"{slip} in the world")
        assert all(part in text for suggested in found.values() for part in suggested.split())
        put_right += found == {slip: word}
    assert put_right > 80


def test_no_text_takes_long(encyclopedia: Encyclopedia) -> None:
    started = time.perf_counter()
    for text in ("q" * 100_000, " ".join(f"qx{'z' * n}" for n in range(200)), "x" * (LONGEST + 1)):
        assert meant(encyclopedia, text) == {}
    assert len(meant(encyclopedia, " ".join(["mongil" + "l" * (LONGEST - 6)] * MOST))) <= MOST
    assert time.perf_counter() - started < 2
