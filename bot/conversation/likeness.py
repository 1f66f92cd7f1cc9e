"""Which of the entries that a name may mean are called like it: by all of its words, or spelled like it."""

import difflib

from corpus.entry import Entry
from corpus.folding import bare, fold
from corpus.names import NameMatch
from retrieval.question_types.names_asked import without_article

__all__ = ["called_like", "is_alike_word_by_word", "with_all_words"]

# How alike a misspelled name and a name are, from 0 to 1.
ALIKE = 0.75
# And how alike what they are of is, where both begin with the same noun.
ALIKE_THING = 0.6


def called_like(match: NameMatch) -> list[Entry]:
    """The candidates whose title has all words of the name (Einstein), then those that are spelled like it."""
    whole = with_all_words(match)
    return whole + [entry for entry in match.candidates if entry not in whole and _alike(match.query, entry)]


def with_all_words(match: NameMatch) -> list[Entry]:
    """The candidates whose title has all words of the name."""
    words = set(fold(match.query).split())
    return [entry for entry in match.candidates if words <= set(fold(entry.title).split())]


def is_alike_word_by_word(name: str, entry: Entry) -> bool:
    """Whether each word of a name is spelled like the one in its place in one of an entry's names."""
    words = fold(name).split()
    names = (its.split() for its in _names(entry))
    return any(len(its) == len(words) and all(map(_is_like, words, its)) for its in names)


def _alike(name: str, entry: Entry) -> bool:
    """Whether a name is spelled like one of an entry's names."""
    typed = fold(name)
    return any(_is_like(typed, its) and not _of_another(typed, its) for its in _names(entry))


def _is_like(one: str, other: str) -> bool:
    return _ratio(one, other) >= ALIKE


def _of_another(name: str, other: str) -> bool:
    """Whether both names are of one form, but of two things: "history of jazz", "history of laos"."""
    (noun, of, thing), (its_noun, _, its_thing) = name.partition(" of "), other.partition(" of ")
    alike = _ratio(without_article(thing), without_article(its_thing))
    return bool(of) and noun == its_noun and alike < ALIKE_THING


def _names(entry: Entry) -> set[str]:
    return {fold(name) for name in (entry.title, bare(entry.title), *entry.aliases)}


def _ratio(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
