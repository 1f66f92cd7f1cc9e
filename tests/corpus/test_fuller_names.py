"""Entries by a name that leaves something out, or has another form of the first name."""

from collections.abc import Iterator

import pytest

from corpus.first_names import alike, is_short_for
from corpus.fuller_names import fuller_names, fuller_persons
from corpus.writer import EntryWriter
from tests.corpus.readings import read_texts

LEADS = {
    "William Harrow": "William Harrow (born 4 May 1950) is a painter.",
    "Ann Mary Kessel": "Ann Mary Kessel (1900–1950) was a painter. She lived in Ulm for all of her life.",
    "Ann Zoe Kessel": "Ann Zoe Kessel (c. 1901 – 1951) was a painter.",
    "Jan Maes-Jelinek": "Jan Maes-Jelinek (born 1960) is a judge.",
    "Arthur Tarn, 2nd Duke of Ulm": "Arthur Tarn, 2nd Duke of Ulm (1 May 1769 – 1852) was a soldier.",
    "Prince Otto, Duke of Ulm": "Prince Otto, Duke of Ulm (born 1984) is a prince.",
    "Henry II Tarn": "Henry II Tarn (1100–1150) was a duke.",
    "James Dorn Jr.": "James Dorn Jr. (born 1950) is a runner.",
    "John Burr (judge)": "John Burr (born 1950) is a judge.",
    "Robert Moor Prize": "The Robert Moor Prize was given to painters (1990–2000).",
    "Bill Moor School": "Bill Moor School is a school in Ulm (founded in March 1950).",
    "Old Ulm railway station": "Old Ulm railway station is in Ulm.",
    "New Ulm Women's Race": "New Ulm Women's Race is held in Ulm.",
    "Ulm 20 Race": "Ulm 20 Race is held in Ulm.",
    "Black Water River": "Black Water River is a river.",
    "Black Water House": "Black Water House is a house.",
    "List of painters of Ulm": "These are painters of Ulm.",
    "Deep Forest: The Return": "Deep Forest: The Return is a game.",
    "Tommy Gale": "Thomas Reed Gale (born 4 May 1950), known as Tommy Gale, is a baseball player.",
    "Race of Ulm – Men": "Men ran.",
    "Race of Ulm – Girls": "Girls ran, and the fastest of them won.",
    "$, Rose Quill Vane": "Rose Quill Vane (born 1970) is a singer.",
    "Jr., Max Quill Vane": "Max Quill Vane (born 1970) is a singer.",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EntryWriter]:
    with EntryWriter(tmp_path_factory.mktemp("store") / "entries.sqlite") as store:
        read_texts(store, LEADS)
        yield store


def titles(store: EntryWriter, keys: list[int]) -> list[str]:
    return [entry.title for key in keys if (entry := store.by_key(key))]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("bill harrow", ["William Harrow"]),
        ("Billy Harrow", ["William Harrow"]),
        ("W. Harrow", ["William Harrow"]),
        ("ann m kessel", ["Ann Mary Kessel"]),
        ("Ann Kessel", ["Ann Mary Kessel", "Ann Zoe Kessel"]),  # the longest first
        ("a. z. kessel", ["Ann Zoe Kessel"]),
        ("ann zoe mary kessel", []),
        ("mary kessel", []),  # without her first name
        ("jan jelinek", ["Jan Maes-Jelinek"]),
        ("arthur tarn", ["Arthur Tarn, 2nd Duke of Ulm"]),
        ("arthur duke of ulm", ["Arthur Tarn, 2nd Duke of Ulm"]),
        ("prince otto", ["Prince Otto, Duke of Ulm"]),
        ("prince of ulm", []),  # he is a duke
        ("henry tarn", []),  # another number is another's
        ("henry i tarn", []),
        ("jim dorn", ["James Dorn Jr."]),
        ("dorn jr", []),
        ("jack burr", ["John Burr (judge)"]),
        ("tommy gale", ["Tommy Gale"]),
        ("thomas gale", []),  # Thomas Reed Gale is Tommy to everybody
        ("robert prize", ["Robert Moor Prize"]),  # a thing, by one word less
        ("r. prize", []),
        ("bill school", ["Bill Moor School"]),
        ("william school", []),
        ("old ulm station", ["Old Ulm railway station"]),
        ("old station", []),  # two words less
        ("new ulm race", []),  # that of women is told from it
        ("ulm race", []),  # and so is one of a year
        ("black water", ["Black Water River"]),  # the house is not called so
        ("painters of ulm", ["List of painters of Ulm"]),
        ("deep forest", ["Deep Forest: The Return"]),
        ("rose quill", []),  # before the comma of her title stands no name
        ("max quill", []),
        ("race of ulm", ["Race of Ulm – Girls", "Race of Ulm – Men"]),
        ("kessel", []),
        ("", []),
    ],
)
def test_which_entries_are_called_so_in_part(store: EntryWriter, name: str, found: list[str]) -> None:
    assert titles(store, fuller_names(store, name)) == found


def test_who_is_known_by_a_short_form_is_told_apart(store: EntryWriter) -> None:
    assert titles(store, fuller_persons(store, "thomas gale", known_by_short=True)) == ["Tommy Gale"]
    assert fuller_persons(store, "tommy gale", known_by_short=True) == []
    assert fuller_persons(store, "bill harrow", known_by_short=True) == []


def test_persons_are_told_from_things(store: EntryWriter) -> None:
    assert titles(store, fuller_persons(store, "bill harrow")) == ["William Harrow"]
    assert fuller_persons(store, "old ulm station") == []


def test_first_names_have_short_forms_and_these_others_that_begin_alike() -> None:
    assert {"william", "billy", "bill"} <= alike("bill")
    assert alike("robert") == {"robert"}
    assert is_short_for("bob", "robert")
    assert not is_short_for("robert", "bob")
    assert {"robert", "bobby"} <= alike("bob")
    assert "bert" not in alike("bob")
    assert alike("zoe") == {"zoe"}
