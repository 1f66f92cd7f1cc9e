"""Names that no entry has, on a small store with real indexes."""

from pathlib import Path

import pytest

from retrieval import Encyclopedia
from retrieval.embedder import Embedder
from retrieval.errors import ModelUnavailable
from retrieval.naming import SURE, is_sure

ENTRIES = {
    "Olive": "The olive, Olea europaea, is a small tree of the Mediterranean, grown for its fruit and oil.",
    "Louis Pasteur": "Louis Pasteur was a French chemist who showed that heat stops milk from turning sour.",
    "Anchor": "An anchor holds a ship in its place. A kedge anchor is a light one, carried out by a boat.",
    "Judo": "Judo is a way of wrestling from Japan, founded by Kano Jigoro in 1882.",
    "Bread (food)": "Bread is baked from flour and water, often with yeast.",
    "Baltic Sea": "The Baltic Sea is an arm of the Atlantic between Scandinavia and the mainland.",
    "Pyotr Tchaikovsky": "Pyotr Tchaikovsky (born 1840), nicknamed Black Swan, composed ballets and operas.",
    "June 1940": "In June 1940 Italy entered the war and Paris fell.",
    "June 1941": "In June 1941 Germany attacked the Soviet Union.",
}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Olea europaea", "Olive"),
        ("L. Pasteur", "Louis Pasteur"),
        ("Kedge anchor", "Anchor"),
        ("Judo kata", "Judo"),
        ("lous pastuer", "Louis Pasteur"),
        ("Sea, Baltic", "Baltic Sea"),
        ("Jun 1941", "June 1941"),
        ("Tschaikowski", "Pyotr Tchaikovsky"),
        ("Чайковский", "Pyotr Tchaikovsky"),
        ("차이콥스키", "Pyotr Tchaikovsky"),
        ("Black Swann", "Pyotr Tchaikovsky"),
    ],
)
def test_evidence_finds_what_no_list_of_names_has(encyclopedia: Encyclopedia, name: str, title: str) -> None:
    assert encyclopedia.find(name).candidates[0].title == title


def test_a_name_as_it_was_heard_opens_its_entry(encyclopedia: Encyclopedia) -> None:
    entry = encyclopedia.find("balltick see").entry
    assert entry is not None
    assert entry.title == "Baltic Sea"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("올리브", "Olive"),
        ("루이 파스퇴르", "Louis Pasteur"),
        ("루이파스퇴르는?", "Louis Pasteur"),
        ("발트 해", "Baltic Sea"),
        ("빵", "Bread (food)"),
        ("유도", "Judo"),
    ],
)
def test_a_korean_name_opens_the_entry_of_its_english_one(encyclopedia: Encyclopedia, name: str, title: str) -> None:
    for match in (encyclopedia.find(name), encyclopedia.known(name)):
        assert match is not None
        assert match.entry is not None
        assert match.entry.title == title
        assert match.query in (title, title.removesuffix(" (food)"))


def test_a_korean_name_that_nothing_has_in_english_either_may_still_be_like_one(encyclopedia: Encyclopedia) -> None:
    assert encyclopedia.known("발트") is None
    assert encyclopedia.find("발트").candidates[0].title == "Baltic Sea"
    assert encyclopedia.known("쿠쿠루삥뽕") is None


def test_by_meaning_a_name_is_found_that_shares_no_word_with_a_title(encyclopedia: Encyclopedia) -> None:
    name = "heat stops milk from turning sour"
    assert "Louis Pasteur" in [entry.title for entry in encyclopedia.find(name, by_meaning=True).candidates]


def test_a_name_is_found_without_a_model(encyclopedia: Encyclopedia) -> None:
    def missing(model: str, models: Path) -> Embedder:
        raise ModelUnavailable("the weights are gone")

    with Encyclopedia.open(encyclopedia.data, load=missing) as unloaded:
        match = unloaded.find("June", by_meaning=True)
    assert sorted(entry.title for entry in match.candidates) == ["June 1940", "June 1941"]


@pytest.mark.parametrize(
    ("scores", "spellings", "sure"),
    [
        ([SURE + 3, SURE], [0.0, 0.0], True),
        ([SURE + 2], [0.0], True),
        ([SURE - 0.1, -5.0], [0.0, 0.0], False),
        ([SURE + 1, SURE + 1], [0.0, 0.0], False),  # so is another
        ([0.0, -1.0], [0.9, 0.5], True),  # spelled almost so, and no other is
        ([0.0, -1.0], [0.9, 0.89], False),
        ([0.0, -1.0], [0.5, 0.9], False),  # the evidence is for another
        ([-1.0, 0.0], [0.5, 0.9], True),
    ],
)
def test_when_one_entry_is_surely_meant(scores: list[float], spellings: list[float], *, sure: bool) -> None:
    assert is_sure(scores, spellings) == sure


@pytest.mark.parametrize("title", ENTRIES)
def test_an_exact_title_is_never_overruled(encyclopedia: Encyclopedia, title: str) -> None:
    match = encyclopedia.find(title)
    assert match.kind == "exact"
    assert match.entry is not None
    assert match.entry.title == title


def test_a_name_without_its_parenthesis_is_folded(encyclopedia: Encyclopedia) -> None:
    assert encyclopedia.find("BREAD").kind == "folded"


@pytest.mark.parametrize("name", ["", "   ", "??", "zzzzqqqq xxyyzz", "\ud800"])
def test_nothing_like_it_is_none(encyclopedia: Encyclopedia, name: str) -> None:
    match = encyclopedia.find(name)
    assert (match.kind, match.entry, match.candidates) == ("none", None, ())


@pytest.mark.parametrize("name", ["word" * 20_000, " ".join(str(number) for number in range(20_000))])
def test_a_page_pasted_as_a_name_finds_nothing(encyclopedia: Encyclopedia, name: str) -> None:
    assert encyclopedia.find(name).entry is None
