"""Names that no entry has, read as they may have been meant."""

import pytest

from retrieval import Encyclopedia
from retrieval.asked import misspellings
from retrieval.asked.surnames import FEWEST
from retrieval.find import find_entry, numbered_otherwise

ENTRIES = {
    "Henry VII": "Henry VII was a king of England from 1485 to 1509.",
    "Henry VIII of England": "Henry VIII of England was king from 1509 to 1547.",
    "Apollo 11": "Apollo 11 was the flight that first landed people on the Moon.",
    "Second Punic War": "The Second Punic War was fought between Rome and Carthage.",
    "Punic War III": "This board game is about the end of Carthage.",
    "Alfred Widmer": "Alfred Widmer (6 May 1899 – 29 April 1980) was a director. He was born in Ulm.",
    "Bo Widmer": "Bo Widmer (born 1971) is a player. He was born in Rome.",
    "Ann Kessel": "Ann Kessel (1900 – 1950) was a painter.",
    "Zoe Kessel": "Zoe Kessel (1901 – 1951) was a painter.",
    "Peter Lee Tarn": "Peter Lee Tarn (born 1950) is a runner.",
    "Peter Ray Tarn": "Peter Ray Tarn (born 1951) is a runner. He won in Rome.",
    "Tommy Gale": "Thomas Reed Gale (born 4 May 1950), known as Tommy Gale, is a baseball player.",
    "Thomas Gayle": "Thomas Gayle (1860 – 1920) was an architect.",
    "Wismar": "Wismar is a port on the Baltic Sea.",
    "Judo": "Judo is a way of wrestling from Japan, founded by Kano Jigoro in 1882.",
    "Anchor": "An anchor holds a ship in its place. A kedge anchor is a light one, carried out by a boat.",
    "June 1940": "In June 1940 Italy entered the war and Paris fell.",
    "June 1941": "In June 1941 Germany attacked the Soviet Union.",
    "Louis Pasteur": "Louis Pasteur was a French chemist who showed that heat stops milk from turning sour.",
    **{f"Work {number}": "Ann Kessel painted this with Zoe Kessel." for number in range(FEWEST)},
    "Last work": "Zoe Kessel painted this.",
    **{f"Film {number}": "Alfred Widmer made this film in a year." for number in range(FEWEST)},
}


def listed(encyclopedia: Encyclopedia, name: str) -> list[str]:
    return [entry.title for entry in encyclopedia.find(name).candidates]


@pytest.mark.parametrize(
    ("name", "ways"),
    [
        ("henry 8", ["henry viii"]),
        ("Henry VIII", ["henry 8"]),
        ("Henry the Eighth", ["henry 8", "henry viii"]),
        ("apollo eleven", ["apollo 11", "apollo xi"]),
        ("second world war", ["world war 2", "world war ii"]),
        ("Henry the Eighth of England", ["henry 8 of england", "henry viii of england"]),
        ("world war one", ["world war 1", "world war i"]),
        ("Channel 40", []),
        ("June 1940", []),
        ("the eighth", ["8", "viii"]),
        ("eight", []),
        ("0 0", []),
        ("² ³", ["2 iii"]),
        ("", []),
    ],
)
def test_numbers_are_written_otherwise(name: str, ways: list[str]) -> None:
    assert numbered_otherwise(name) == ways


@pytest.mark.parametrize(("name", "title"), [("apollo eleven", "Apollo 11"), ("henry 7", "Henry VII")])
def test_a_name_opens_its_entry_however_its_number_is_written(
    encyclopedia: Encyclopedia, name: str, title: str
) -> None:
    entry = encyclopedia.find(name).entry
    assert entry is not None
    assert entry.title == title


@pytest.mark.parametrize("name", ["henry viii", "henry 8", "Henry the Eighth"])
def test_a_letter_of_a_number_is_no_slip(encyclopedia: Encyclopedia, name: str) -> None:
    match = encyclopedia.find(name)
    assert match.entry is None or match.entry.title == "Henry VIII of England"
    assert (match.query.lower(), match.candidates[0].title) == ("henry viii", "Henry VIII of England")


def test_one_word_means_whom_most_entries_mean(encyclopedia: Encyclopedia) -> None:
    match = encyclopedia.find("Widmer")
    assert match.entry is None  # there are others of the name
    assert [entry.title for entry in match.candidates[:2]] == ["Alfred Widmer", "Bo Widmer"]


def test_of_two_of_the_name_the_one_named_more_often_is_first(encyclopedia: Encyclopedia) -> None:
    assert listed(encyclopedia, "kessel")[:2] == ["Zoe Kessel", "Ann Kessel"]


def test_a_misspelled_word_is_read_as_what_was_meant(
    encyclopedia: Encyclopedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert encyclopedia.find("wdimer").query == "wdimer"  # so few entries may lack a word that is well spelled
    monkeypatch.setattr(misspellings, "MANY", 1)
    match = encyclopedia.find("wdimer")
    assert (match.query, match.entry) == ("widmer", None)
    assert [entry.title for entry in match.candidates[:2]] == ["Alfred Widmer", "Bo Widmer"]
    assert len({entry.id for entry in match.candidates}) == len(match.candidates)


def test_where_none_is_surely_meant_the_nearest_in_meaning_are_listed_last(encyclopedia: Encyclopedia) -> None:
    index = encyclopedia._index
    keys = {title: index.store.key_of(title) for title in ENTRIES}
    asked: list[str] = []

    def near(name: str) -> list[int]:
        asked.append(name)
        return [key for title in ("Judo", "Anchor") if (key := keys[title])]

    def titles(name: str, limit: int = 8) -> list[str]:
        return [entry.title for entry in find_entry(index, name, limit, near).candidates]

    assert titles("June") == ["June 1941", "June 1940", "Judo", "Anchor"]
    assert titles("June", limit=3) == ["June 1941", "Judo", "Anchor"]
    assert titles("wrestling zzyzx")[0] == "Judo"
    assert titles("wrestling zzyzx").count("Judo") == 1
    assert titles("qqqq") == ["Judo", "Anchor"]
    asked.clear()
    assert titles("Louis Pasteurr") == ["Louis Pasteur"]
    assert titles("Judo") == ["Judo"]
    assert not asked  # of what is surely meant


def test_the_only_entry_that_is_called_so_in_part_is_opened(encyclopedia: Encyclopedia) -> None:
    match = encyclopedia.find("pete l tarn")
    assert match.entry is not None
    assert (match.kind, match.entry.title) == ("fuzzy", "Peter Lee Tarn")


def test_several_that_are_called_so_in_part_are_listed_first(encyclopedia: Encyclopedia) -> None:
    match = encyclopedia.find("pete tarn")
    assert match.entry is None
    assert [entry.title for entry in match.candidates[:2]] == ["Peter Ray Tarn", "Peter Lee Tarn"]


def test_who_is_known_by_a_short_name_is_listed_first_for_the_whole_one_and_opened_for_his_own(
    encyclopedia: Encyclopedia,
) -> None:
    match = encyclopedia.find("thomas gale")
    assert (match.entry, match.candidates[0].title) == (None, "Tommy Gale")
    assert encyclopedia.find("tommy gale").kind == "folded"
