"""Words beside a name that are no part of it: "president Abraham Lincoln", "Java island", "the planet Mercury".

Whoever has such a rank, is of such a kind or lies in such a place is told from others of the name by what its own first
sentence says.
"""

import re
from collections.abc import Iterator

from corpus.lead import OF_A_PERSON
from corpus.numerals import of_roman

__all__ = ["BEGINNING", "RANKS", "goes_with", "parted", "without_rank"]

# So many characters say what something is.
BEGINNING = 600
# Longer texts are no name with a word too many; so many words are a kind or a place.
MOST_WORDS, MOST_ADDED = 8, 3
# So many times the beginning of an entry may name what else has its name.
MOST_TIMES = 2

# Anybody may be addressed so, and what an office is the entry says.
_ADDRESS = "sir dame dr doctor prof professor mr mrs ms miss saint st blessed reverend rev".split()
_OFFICE = (
    "king queen pope emperor empress tsar tsarina czar sultan caliph shah pharaoh prince princess duke duchess count "
    "countess earl baron lord lady president chancellor premier senator governor mayor general admiral captain colonel "
    "major lieutenant marshal commander sergeant cardinal bishop archbishop rabbi imam sheikh judge justice"
).split()
RANKS = frozenset((*_ADDRESS, *_OFFICE))
_SMALL = "in|of|on|by|that|which|who|whose|where|from|at|for|with|to|near|between|along|as"
_SMALL_WORDS = frozenset(_SMALL.split("|"))
# What is told of the place is no place of it.
_NO_MORE = r"(?:(?!\b(?:with|that|which|who|where)\b)[^.;()])*?"
_IS_A = rf"\b(?:is|was|are|were)\s+(?:an?|the|one\s+of\s+the)\s+(?:(?!(?:{_SMALL})\b)[^\s,.;()]+\s+){{0,9}}?"


def without_rank(folded: str) -> str:
    """A folded name without the rank before it; "" if it has none, or one word only is left."""
    words = folded.split(" ")
    return " ".join(words[1:]) if len(words) > 2 and words[0] in RANKS and words[1] not in _SMALL_WORDS else ""


def parted(folded: str) -> Iterator[tuple[str, str, bool]]:
    """Each way to part a folded text in a name and what may stand beside it, and whether that stands behind.

    A rank before the name is no part of it, or else the name is no more than a word, which many have.
    """
    words = folded.removeprefix("the ").split(" ")
    if words[0] in RANKS:
        if name := without_rank(folded):
            yield name, words[0], False
    elif len(words) <= MOST_WORDS:
        for added in range(1, min(MOST_ADDED, len(words) - 1) + 1):
            yield " ".join(words[:-added]), " ".join(words[-added:]), True
            yield " ".join(words[added:]), " ".join(words[:added]), False


def goes_with(added: str, name: str, lead: str, *, behind: bool) -> bool:
    """Whether the first sentences of an entry of this folded name say that it has the rank, kind or place `added`.

    A place stands `behind` the name.
    """
    written, called = (r"[\W_]+".join(map(re.escape, words.split(" "))) for words in (added, name))
    if len(re.findall(rf"\b{called}(?:,| \()", lead, re.IGNORECASE)) > MOST_TIMES:
        return False  # a list of what has the name
    if added in RANKS and not behind:
        a_person = OF_A_PERSON.search(lead) or of_roman(name.rsplit(" ", maxsplit=1)[-1])
        return bool(a_person) and (added in _ADDRESS or bool(re.search(rf"\b{added}\b", lead, re.I)))
    first = re.split(r"(?<=[a-z)]{3})\.\s", lead, maxsplit=1)[0]
    # Words of a kind are followed by what tells more; a place stands behind a kind, and is a name.
    kind = rf"{_IS_A}{written}(?=[,.;]|$|\s+(?:{_SMALL}|and|[a-z]+ed|\()\b)"
    place = rf"{_IS_A}[^\s,.;()]+\s+(?:[a-z]+ed\s+)?(?:in|of|on|near|at)\b{_NO_MORE}(?P<place>\b{written}\b)"
    there = re.search(place, first, re.IGNORECASE) if behind else None
    return bool(re.search(kind, first, re.IGNORECASE)) or (there is not None and there["place"][0].isupper())
