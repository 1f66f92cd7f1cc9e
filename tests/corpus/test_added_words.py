"""A rank, kind or place beside a name is no part of it where the entry says that it has it."""

from collections.abc import Iterator

import pytest

from corpus.added_words import without_rank
from corpus.names import NameIndex
from corpus.writer import EntryWriter
from tests.corpus.readings import read_texts

ENTRIES = {
    "Ann Kessel": "Ann Kessel (born 3 May 1892) is the fourth president of Ulm. She lives in Kent.",
    "Bo Finch": "Bo Finch (born 1990) is a singer of Ulm.",
    "Peter II": "Peter II was king of Ulm.",
    "Old Ulm": "Old Ulm is a small but pretty village located in western Kent, England. It has a mill.",
    "Mercury (planet)": "Mercury is the smallest planet.",
    "Mercury (metal)": "Mercury is a metal, found in Spain.",
    "Mercury (disambiguation)": (
        "Mercury is an island. Mercury (metal), a metal Mercury (planet), one planet Mercury (god), a god"
    ),
    "Kent": "Kent is a county in England, with Old Ulm in it.",
    "Court": "Court (built 1900) was where the president met.",
    "King Ann": "King Ann is a rose.",
}


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NameIndex]:
    with EntryWriter(tmp_path_factory.mktemp("names") / "entries.sqlite") as store:
        read_texts(store, ENTRIES)
        yield NameIndex(store)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("president ann kessel", "Ann Kessel"),
        ("Dr. Ann Kessel", "Ann Kessel"),
        ("king peter ii", "Peter II"),
        ("old ulm village", "Old Ulm"),
        ("the village old ulm", "Old Ulm"),
        ("old ulm england", "Old Ulm"),
        ("Old Ulm, Kent", "Old Ulm"),
        ("mercury planet", "Mercury (planet)"),
        ("the metal mercury", "Mercury (metal)"),
        ("king ann", "King Ann"),
    ],
)
def test_an_entry_is_known_with_what_it_says_of_itself_beside_its_name(names: NameIndex, name: str, title: str) -> None:
    match = names.known(name)
    assert match is not None
    assert match.entry is not None
    assert match.entry.title == title


@pytest.mark.parametrize(
    "name",
    [
        "king ann kessel",  # who is none
        "president of ulm",
        "president court",  # a single word
        "bo finch ulm kent",
        "old ulm mill",  # it has one
        "old ulm small",
        "kent old ulm",  # a place stands behind, and what is told of Kent is no more
        "mercury island",  # a list of what has the name
        "ann kessel kent",  # what her second sentence says
        "ulm",
    ],
)
def test_no_entry_is_known_with_what_it_does_not_say_of_itself(names: NameIndex, name: str) -> None:
    assert names.known(name) is None


def test_a_rank_stands_before_more_than_a_word() -> None:
    assert without_rank("pope marinus ii") == "marinus ii"
    assert without_rank("pope francis") == without_rank("king of ulm") == without_rank("ann pope ii") == ""
