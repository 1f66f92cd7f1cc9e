"""Entries whose names are told in part: "bill clinton", "j. keats", "arthur wellesley", "sydney bridge".

Few others are called so. Of 20,115 persons without a middle name 29 are called as one with a middle name is without it,
of 4,073 whose first name has a short form 18 as another is by that; of 125,000 names of things 325 are those of others
less a word inside. So the only entry that may be meant is meant.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.added_words import RANKS
from corpus.first_names import alike, is_short_for
from corpus.folding import NameKind, bare, digits, fold
from corpus.name_forms import MONTH
from corpus.numerals import of_roman
from corpus.store import EntryStore

__all__ = ["fuller_names", "fuller_persons"]

# In longer names nothing is left out, and shorter ones are no last name.
MOST_WORDS, SHORTEST = 6, 3
# So many characters tell whether an entry is about a person.
BEGINNING = 200

# How an entry begins that is about a person: with a birth, or from when to when, before it says what that is.
_LIFE = re.compile(
    r"(?:(?!\s(?:is|was|are|were)\s).)*?"
    rf"\([^()]*(?:\b(?:born|died|b\.|d\.|c\.)|\b{MONTH}\b|\b\d{{2,4}}\b[^()]{{0,12}}[–-])"
)
_NOT_OF_TITLE = (NameKind.ALIAS, NameKind.REDIRECT, NameKind.HARVESTED)
# Behind a name these tell no other person, as do those in what follows a comma, a colon or a dash in a title.
_JUNIOR = frozenset("jr sr junior senior".split())
_BEFORE_MORE = (", ", ": ", " – ", " - ")
# What is called by its name alone as well. What lies in a place or bears a person's name is none of these.
_KINDS = frozenset(
    "river lake creek mountain mountains glacier island islands peninsula volcano desert range reservoir canal falls "
    "company corporation inc ltd limited co llc plc gmbh ag language awards festival syndrome disease".split()
)
_BEFORE = ("river", "lake", "mount", "isle of", "list of", "lists of")
# Inside a name these tell it from another.
_TELLING = frozenset("new north south east west american womens mens women men girls boys junior under".split())


def fuller_names(store: EntryStore, name: str) -> list[int]:
    """The keys of the entries of which `name` leaves out what may be left out: persons, see below, and then things.

    These have one word more inside their names, their kind beside it, or what stands behind a comma, a colon or a dash.
    The longest entry comes first.
    """
    folded = fold(name)
    words = folded.split()
    found = fuller_persons(store, name)
    if not 2 <= len(words) <= MOST_WORDS or len(words[0]) < 2 or words[0] in RANKS:
        return found
    things = {
        key
        for whole, kind, key in store.names_with(f"{words[0]} ", words[-1])
        if kind <= NameKind.REDIRECT and kind != NameKind.LOOSE
    }
    before = {key for _, kind, key in store.named_any({f"{one} {folded}" for one in _BEFORE}) if kind <= NameKind.BARE}
    rows = store.leads(things | before, BEGINNING)
    lengths = {
        key: length
        for key, _, title, lead, length in rows
        if key in before
        or (not _LIFE.match(lead) and any(_is_of_thing(folded, whole) for whole in _written(title, *_BEFORE_MORE)))
    }
    return list(dict.fromkeys((*found, *sorted(lengths, key=lambda key: (-lengths[key], key)))))


def fuller_persons(store: EntryStore, name: str, *, known_by_short: bool = False) -> list[int]:
    """The keys of the persons who may be called `name`, longest entry first.

    They have a middle name more, more of one than its first letter, the whole first name of a short form; or a title.
    But who asks for Thomas Hughes hardly means one whose entry calls him Tommy, and with `known_by_short` only such are
    given: who asks for William Clinton may.
    """
    words = fold(name).split()
    if not 2 <= len(words) <= MOST_WORDS or len(words[-1]) < SHORTEST or not words[-1].isalpha():
        return []
    if words[-1] in _JUNIOR or of_roman(words[-1]):
        return []
    wholes: dict[int, list[str]] = {}
    for first in alike(words[0]):
        for whole, kind, key in store.names_with(f"{first} " if len(first) > 1 else first, words[-1]):
            names = wholes.setdefault(key, [])
            if kind in _NOT_OF_TITLE:
                names.append(whole)
    lengths = {
        key: length
        for key, _, title, lead, length in store.leads(wholes, BEGINNING)
        if _LIFE.match(lead)
        and is_short_for(fold(title).partition(" ")[0], words[0]) is known_by_short
        and any(_is_of_person(words, whole) for whole in (*wholes[key], *_written(title, ", ")))
    }
    return sorted(lengths, key=lambda key: (-lengths[key], key))


def _written(title: str, *before_more: str) -> Iterator[str]:
    """A folded title as it may be written: without its parenthesis, and without what follows one of these."""
    yield fold(bare(title))
    yield from (fold(bare(title).partition(one)[0]) for one in before_more if one in title)


def _is_of_person(words: Sequence[str], whole: str) -> bool:
    """Whether a folded name is of these words but for the form of the first, and what is between it and the last."""
    others = whole.split()
    if words[0] in RANKS:  # "Prince Harry, Duke of Sussex" is a prince, but not of Sussex
        return others == words
    if others and others[-1] in _JUNIOR:
        others.pop()
    if not others or others[-1] != words[-1] or not (others[0] in alike(words[0]) or _is_initial(words[0], others[0])):
        return False
    if any(len(word) > 1 and of_roman(word) and word not in words for word in others[1:]):
        return False
    between = iter(others[1:-1])
    return all(any(word == other or _is_initial(word, other) for other in between) for word in words[1:-1])


def _is_initial(word: str, other: str) -> bool:
    """Whether one of two words is the first letter of the other."""
    short, long = sorted((word, other), key=len)
    return len(short) == 1 and short == long[0] and not of_roman(long)


def _is_of_thing(folded: str, whole: str) -> bool:
    """Whether a folded name has one word more than `folded`: inside it or, if it is a kind, behind it."""
    words, others = folded.split(), whole.split()
    if others == words or (others[:-1] == words and others[-1] in _KINDS):
        return True
    if len(others) != len(words) + 1 or digits(whole) != digits(folded):
        return False
    place = next(place for place, other in enumerate(others) if words[place : place + 1] != [other])
    return others[place + 1 :] == words[place:] and 0 < place < len(words) and others[place] not in _TELLING
