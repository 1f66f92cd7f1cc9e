"""Numbers in names, however they are written: "Henry VIII", "henry 8", "Henry the Eighth"."""

__all__ = ["CARDINALS", "ORDINALS", "of_roman", "roman"]

CARDINALS = tuple(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty".split()
)
ORDINALS = tuple(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth".split()
)
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
