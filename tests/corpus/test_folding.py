import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import NameKind, bare, fold, loose, name_keys


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("MOUNT Everest", "mount everest"),
        ("Antonín Dvořák", "antonin dvorak"),
        ("Caf\u00e9", "cafe"),
        ("Cafe\u0301", "cafe"),
        ("Søren", "soren"),
        ("Maria Skłodowska", "maria sklodowska"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("Þórr", "thorr"),
        ("Đặng", "dang"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Halley's Comet", "halleys comet"),
        ("Halley’s Comet", "halleys comet"),
        ("rock 'n' roll", "rock n roll"),
        ("'Abd al-Malik", "abd al malik"),
        ("AT&T", "at and t"),
        ("Mercury (planet)", "mercury planet"),
        ("Mercury_(planet)", "mercury planet"),
        ("Phoenix, Arizona", "phoenix arizona"),
        ("Wow! – 1977…", "wow 1977"),
        ("１９４０", "1940"),
        ("ﬁsh", "fish"),
        ("한글", "한글"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("東京 タワー", "東京 タワー"),
        ("Москва", "москва"),
        ("Αθήνα", "αθηνα"),
        ("हिन्दी भाषा", "हिन्दी भाषा"),
        ("ประเทศไทย", "ประเทศไทย"),
        ("தமிழ்", "தமிழ்"),
        ("かがみ", "かがみ"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("می\u200cخواهم", "میخواهم"),
        ("\u0e31\u0e34", ""),
        ("!?", ""),
        ("", ""),
        ("\ud800", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text())
def test_a_folded_name_is_words_between_single_spaces(name: str) -> None:
    folded = fold(name)
    assert folded == " ".join(folded.split())
    assert all(c.isalnum() or c == " " or unicodedata.category(c) in ("Mn", "Mc") for c in folded)
    assert all(any(map(str.isalnum, word)) for word in folded.split())
    folded.encode()


@given(st.text(st.characters(max_codepoint=0x24F)))
def test_case_and_folding_twice_make_no_difference_to_latin_names(name: str) -> None:
    assert fold(name.swapcase().swapcase()) == fold(name.upper().lower()) == fold(fold(name))


@pytest.mark.parametrize(
    ("title", "without"),
    [
        ("Mercury (planet)", "Mercury"),
        ("Georgia (U.S. state)", "Georgia"),
        ("A (b) c (d)", "A c"),
        ("Mercury", "Mercury"),
        ("(What's the Story)", "(What's the Story)"),
        ("Unclosed (x", "Unclosed (x"),
    ],
)
def test_bare(title: str, without: str) -> None:
    assert bare(title) == without


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Soviet occupation of the Baltic states (1940)", "1940 baltic occupation soviet states"),
        ("the states of the Baltic, occupation (Soviet), 1940", "1940 baltic occupation soviet states"),
        ("Vincent van Gogh", "gogh vincent"),
        ("New York, New York", "new york"),
        ("The The", ""),
    ],
)
def test_loose(name: str, words: str) -> None:
    assert loose(name) == words


def test_name_keys_have_each_name_once_with_its_strongest_kind() -> None:
    assert name_keys("Mercury (element)", ["Quicksilver", "QUICKSILVER", "mercury", "Salt of Hg", "?"]) == [
        ("mercury element", NameKind.TITLE),
        ("mercury", NameKind.BARE),
        ("quicksilver", NameKind.ALIAS),
        ("salt of hg", NameKind.ALIAS),
        ("element mercury", NameKind.LOOSE),
        ("=mercuryelement", NameKind.LOOSE),
        ("=saltofhg", NameKind.LOOSE),
    ]


def test_a_title_of_punctuation_has_no_folded_name() -> None:
    assert name_keys("!?", []) == []
