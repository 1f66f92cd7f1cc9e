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
    ],
)
def test_written_out_and_abbreviated_are_the_same(one: str, other: str) -> None:
    assert shortened(one) == shortened(other)


@pytest.mark.parametrize("name", ["mountaineer", "companys", "the world war in art", "unite states", "st", ""])
def test_what_is_no_abbreviation_stays(name: str) -> None:
    assert shortened(name) == name


def test_a_title_is_kept_with_its_words_abbreviated() -> None:
    assert ("brothers grand mt", NameKind.LOOSE) not in name_keys("Grand Brothers Mount", [])
    assert ("bros grand mt", NameKind.LOOSE) in name_keys("Grand Brothers Mount", [])
