import pytest

from corpus.abbreviations import shortened
from corpus.folding import NameKind, name_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mount everest", "mt everest"),
        ("blue mountain", "blue mt"),
        ("saint mary street", "st mary st"),
        ("united states army", "us army"),
        ("u s army", "us army"),
        ("leeds football club", "leeds f c"),
        ("fleet of world war 2", "fleet of wwii"),
        ("fleet of world war i", "fleet of ww1"),
        ("state university", "state uni"),
        ("fleet of world war i and world war ii", "fleet of wwi and wwii"),
        ("the third border", "the 3rd border"),
        ("twenty first century", "21st century"),
        ("eleven days in may", "11 days in may"),
        ("twelfth of forty two", "12th of 42"),
        ("2000 2001 cup", "2000 01 cup"),
        ("cup of 1999 2000", "cup of 1999 00"),
    ],
)
def test_written_out_and_abbreviated_are_the_same(one: str, other: str) -> None:
    assert shortened(one) == shortened(other)


@pytest.mark.parametrize(
    "name", ["mountaineer", "companys", "the world war in art", "unite states", "st", "", "eight", "2000 2005"]
)
def test_what_is_no_abbreviation_stays(name: str) -> None:
    assert shortened(name) == name


def test_a_title_is_kept_with_its_words_abbreviated() -> None:
    assert ("brothers grand mt", NameKind.LOOSE) not in name_keys("Grand Brothers Mount", [])
    assert ("bros grand mt", NameKind.LOOSE) in name_keys("Grand Brothers Mount", [])


def test_a_title_is_kept_with_the_year_of_its_parenthesis_and_without_its_rank() -> None:
    assert ("1933 ulm", NameKind.LOOSE) in name_keys("Ulm (1933 film)", [])
    assert ("ii marinus", NameKind.LOOSE) in name_keys("Pope Marinus II", [])
    assert "church ulm" not in dict(name_keys("Cardinal (Ulm Church)", []))
    assert "francis" not in dict(name_keys("Pope Francis", []))
