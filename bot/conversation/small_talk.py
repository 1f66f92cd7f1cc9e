"""What is no question, and no reason to search: greetings, thanks, yes and no, laughter, and no word at all.

The words stand with the languages in bot.wording.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, get_args

from bot.wording import languages
from corpus.folding import fold

__all__ = ["Kind", "asks_for_check", "asks_for_more", "small_talk"]

# Of a text that says several things the first of these is answered.
Kind = Literal[
    "help", "complaint", "thanks", "greeting", "reply", "feeling", "translation", "source", "shorter", "wordless"
]  # fmt: skip
Phrases = Mapping[str, frozenset[Kind]]
# Small talk has no more.
MOST_WORDS = 10
# Single Korean letters; `fold` would put some of them together.
_LETTERS = re.compile("([ㄱ-ㆎ]+)")
# A letter or syllable drawn out, "hiii", "hahaha"; and doubled, as it may be in what is meant.
_DRAWN_OUT, _DOUBLED = re.compile(r"(\w\w??)\1{2,}"), re.compile(r"(\w\w??)\1+")
_WORDLESS: frozenset[Kind] = frozenset(["wordless"])
_KOREAN_SPACE = re.compile("(?<=[가-힣]) (?=[가-힣])")


def small_talk(text: str, *, exactly: bool = False) -> Kind | None:
    """What kind of small talk a text is, in any language that is spoken here; None if it says anything else.

    It may be several phrases, with letters drawn out ("hiii bot, can you help me"); `exactly` wants a single one as it
    stands.
    """
    words = _words(text)
    if not words:
        return "wordless"
    kinds = _phrases().get(_spaced(words)) or _of_the_answer().get(_spaced(words))
    if kinds is None and not exactly and len(words) <= MOST_WORDS:
        drawn_out = _DRAWN_OUT.search(_spaced(words)) is not None
        kinds = _kinds(_undoubled(words) if drawn_out else words, _phrases(doubled=not drawn_out))
    return next((kind for kind in get_args(Kind) if kind in (kinds or ())), None)


def _kinds(words: Sequence[str], phrases: Phrases) -> frozenset[Kind] | None:
    """The kinds of the phrases that words consist of; None if they say anything else."""
    if not words:
        return frozenset()
    for end in range(len(words), 0, -1):
        phrase = _spaced(words[:end])
        kinds = phrases.get(phrase, _WORDLESS if _LETTERS.fullmatch(phrase) else None)
        if kinds is not None and (others := _kinds(words[end:], phrases)) is not None:
            return kinds | others
    return None


@cache
def _phrases(*, doubled: bool = True) -> Phrases:
    """The kind of each phrase, none of the fillers; with letters doubled as they are, or without."""
    phrases: dict[str, frozenset[Kind]] = {}
    for wording in languages().values():
        said: tuple[tuple[tuple[str, ...], tuple[Kind, ...]], ...] = (
            (wording.helps, ("help",)), (wording.complaints, ("complaint",)), (wording.thanks, ("thanks",)),
            (wording.greetings, ("greeting",)), (wording.replies, ("reply",)), (wording.feelings, ("feeling",)),
            (wording.translations, ("translation",)), (wording.fillers, ()),
        )  # fmt: skip
        for texts, kinds in said:
            for words in map(_words, texts):
                phrases.setdefault(_spaced(words if doubled else _undoubled(words)), frozenset(kinds))
    return phrases


@cache
def _of_the_answer() -> Phrases:
    """What is said of an answer; as a whole only, for these words are in names as well ("Who Are You Really")."""
    phrases: dict[str, frozenset[Kind]] = {}
    for wording in languages().values():
        phrases |= {_spaced(_words(text)): frozenset[Kind](["source"]) for text in wording.sources}
        phrases |= {_spaced(_words(text)): frozenset[Kind](["shorter"]) for text in wording.shorter}
    return phrases


def _words(text: str) -> list[str]:
    """The folded words of a text, and runs of single Korean letters as they are."""
    parts = enumerate(_LETTERS.split(text))
    return [word for place, part in parts for word in ([part] if place % 2 else fold(part).split())]


def _undoubled(words: Sequence[str]) -> list[str]:
    return [_DOUBLED.sub(r"\1", word) for word in words]


def _spaced(words: Sequence[str]) -> str:
    """Words with spaces between them, but for Korean ones, where they are often left out."""
    return _KOREAN_SPACE.sub("", " ".join(words))


def asks_for_check(text: str) -> bool:
    """Whether words under a message ask if it is true, and nothing else."""
    folded = fold(text)
    return any(folded in wording.checks for wording in languages().values())


def asks_for_more(text: str) -> bool:
    """Whether a text asks for more of what was just shown, and nothing else."""
    return _spaced(_words(text)) in _mores()


@cache
def _mores() -> frozenset[str]:
    return frozenset(_spaced(_words(more)) for wording in languages().values() for more in wording.mores)
