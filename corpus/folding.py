"""Names folded to what a reader remembers of them: no case, accents, punctuation or parentheses."""

import re
import unicodedata
from collections.abc import Sequence
from enum import IntEnum

from corpus.abbreviations import shortened
from corpus.added_words import without_rank
from corpus.numerals import of_roman

__all__ = ["TOGETHER", "NameKind", "bare", "digits", "fold", "letters", "loose", "name_keys", "together"]

_WORD = re.compile(r"\w+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
# Marks on Latin, Greek and Cyrillic letters, Hebrew points and Arabic short vowels, and what joins letters invisibly.
_ACCENT = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f"
    "\u20d0-\u20ff\u2060\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]"
)
# Scripts from Syriac to Vedic and some newer ones, in which words have marks that are no accents.
_MARKING_SCRIPT = re.compile("[\u0700-\u1cff\u3099\u309a\ua800-\uabff\U00010a00-\U00011fff]")
_PARENTHESIS = re.compile(r"(?<!\s)\s*\([^()]*\)")  # begins where a run of spaces does, or each would be tried
_YEAR_IN_PARENTHESIS = re.compile(r"\((\d{4})\b[^()]*\)")
# Letters that decomposition leaves as they are, and what people type for them.
_TYPED_AS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "&": " and "}
)
# Before a name written together.
TOGETHER = "="
# Dropped from a loose name: the words that are forgotten or swapped first.
_SMALL_WORDS = frozenset("a an and at by de del der des di du for from in la le of on the to und van von".split())


class NameKind(IntEnum):
    """How a stored name stands to its entry; a smaller one is stronger evidence."""

    TITLE = 0
    BARE = 1  # the title without its parenthesis
    ALIAS = 2
    REDIRECT = 3
    LOOSE = 4  # the words of a title that matter, abbreviated, in alphabetical order; or a name written together
    HARVESTED = 5  # read from the first sentences of the entry, see corpus.harvest
    SOUND = 6  # what the title sounds like, see corpus.sounds


def fold(name: str) -> str:
    """`name` in lower case, without accents, its words (in any script) separated by single spaces."""
    if not name.isascii():
        name = _ACCENT.sub("", unicodedata.normalize("NFKD", name))
        # Hangul syllables were taken apart as well; put them together again.
        name = unicodedata.normalize("NFC", name)
    folded = _APOSTROPHE.sub("", name.casefold()).translate(_TYPED_AS).replace("_", " ")
    if _MARKING_SCRIPT.search(folded):
        # Vowel signs of Indic scripts and of Thai are marks, not letters, but they are no accents.
        folded = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in folded)
        return " ".join(word for word in folded.split() if any(map(str.isalnum, word)))
    return " ".join(_WORD.findall(folded))


def bare(title: str) -> str:
    """`title` without what stands in parentheses; all of it if nothing else would be left."""
    return _PARENTHESIS.sub("", title).strip() or title


def loose(name: str) -> str:
    """The words of `name` that matter, folded and in alphabetical order; "" if none is left."""
    return " ".join(sorted({word for word in fold(name).split() if word not in _SMALL_WORDS}))


def letters(name: str) -> str:
    """`name` folded and without its spaces: "Spider-Man" is remembered as "spiderman", "F.C." as "fc"."""
    return fold(name).replace(" ", "")


def together(name: str) -> str:
    """The letters of `name` as a key that is equal to no folded name; "" if it is of one word, which is its own key."""
    return TOGETHER + letters(name) if letters(name) != fold(name) else ""


def name_keys(title: str, aliases: Sequence[str]) -> list[tuple[str, NameKind]]:
    """Every folded name by which the entry `title` can be looked up, each once, with its strongest kind."""
    names = [(fold(title), NameKind.TITLE), (fold(bare(title)), NameKind.BARE)]
    names += [(fold(alias), NameKind.ALIAS) for alias in aliases]
    in_short = [title, bare(title), *(f"{bare(title)} {year}" for year in _YEAR_IN_PARENTHESIS.findall(title))]
    in_short.append(without_rank(fold(bare(title))))
    names += [(loose(shortened(fold(name))), NameKind.LOOSE) for name in in_short]
    names += [(together(name), NameKind.LOOSE) for name in (title, bare(title), *aliases)]
    strongest: dict[str, NameKind] = {}
    for folded, kind in names:
        if folded:
            strongest.setdefault(folded, kind)
    return list(strongest.items())


def digits(text: str) -> str:
    """The digits of a folded name, those of Roman figures as well: a name with others is another's."""
    return "".join(str(of_roman(word) or "".join(filter(str.isdigit, word))) for word in text.split())
