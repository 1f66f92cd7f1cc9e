"""Numbers in names, however they are written: "Henry VIII", "henry 8", "Henry the Eighth"."""

import re

__all__ = ["CARDINALS", "ORDINALS", "in_figures", "of_roman", "roman"]

CARDINALS = tuple(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split()
)
ORDINALS = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_LETTERS = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


def roman(number: int) -> str:
    """Roman figures of a number from 1 to 39, in lower case as names are folded."""
    letters = ""
    for letter, value in _LETTERS:
        letters += letter * (number // value)
        number %= value
    return letters


def of_roman(word: str) -> int | None:
    """The number below 40 that a folded word is in Roman figures; None if it is none, or a letter by itself."""
    return _OF_ROMAN.get(word) if len(word) > 1 else None


_OF_ROMAN = {roman(number): number for number in range(1, 40)}


def _ordinal(number: int) -> str:
    return f"{number}{'th' if number // 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_FIGURES = {word: str(number) for number, word in enumerate(CARDINALS, 1)}
_FIGURES |= {word: _ordinal(number) for number, word in enumerate(ORDINALS, 1)}
_FIGURES |= {tens: str(number) for number, tens in zip(range(20, 100, 10), _TENS, strict=True)}
_FIGURES |= {f"{tens[:-1]}ieth": f"{number}th" for number, tens in zip(range(20, 100, 10), _TENS, strict=True)}
# What "twenty-first" becomes word by word.
_TENS_AND_ONE = re.compile(r"\b([2-9])0 ([1-9](?:st|nd|rd|th)?)\b")
# "2004–05", "2004/2005"
_SEASON = re.compile(r"\b(\d\d)(\d\d) (?:\d\d)?(\d\d)\b")


def in_figures(folded: str) -> str:
    """A folded name with its numbers in figures, "21st" for "twenty first", and the second of two years in two.

    What is nothing but a number is left as it is.
    """
    words = folded.split(" ")
    if len(words) == 1:
        return folded
    said = " ".join([_FIGURES.get(word, word) for word in words])
    if not {*_TENS}.isdisjoint(words):
        said = _TENS_AND_ONE.sub(r"\1\2", said)
    return _SEASON.sub(_season, said) if any(map(str.isdecimal, said)) else said


def _season(years: re.Match[str]) -> str:
    follow = (int(years[2]) + 1) % 100 == int(years[3])
    return f"{years[1]}{years[2]} {years[3]}" if follow else years[0]
