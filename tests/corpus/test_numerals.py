import pytest

from corpus.folding import digits
from corpus.numerals import of_roman, roman


@pytest.mark.parametrize(("number", "figures"), [(1, "i"), (4, "iv"), (8, "viii"), (14, "xiv"), (39, "xxxix")])
def test_roman_figures(number: int, figures: str) -> None:
    assert roman(number) == figures


def test_what_is_written_is_read() -> None:
    assert [of_roman(roman(number)) for number in range(1, 40) if number not in (1, 5, 10)] == [
        number for number in range(1, 40) if number not in (1, 5, 10)
    ]


@pytest.mark.parametrize("word", ["", "i", "v", "x", "iiii", "vx", "mix", "xl", "viking", "VI"])
def test_what_is_no_folded_number(word: str) -> None:
    assert of_roman(word) is None


def test_roman_figures_are_digits_of_a_name() -> None:
    assert digits("henry viii of england") == digits("henry 8") == "8"
    assert digits("apollo 11b") == "11"
    assert digits("malcolm x") == ""
