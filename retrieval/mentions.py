"""Names of entries that stand in a question: evidence for what it is about, never a filter."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from corpus.folding import NameKind, fold
from corpus.store import EntryStore
from retrieval.analysis import analyze

__all__ = ["MOST_SHARING", "STRENGTH", "Mention", "find_mentions"]

# Words of a question that are looked through, and of the longest name looked for.
MOST_WORDS, LONGEST_NAME = 40, 8
# A name that more entries share says nothing of any of them.
MOST_SHARING = 50
# How far a kind of name can be trusted; one that is missing here is not a name that people write.
STRENGTH = {
    NameKind.TITLE: 1.0,
    NameKind.BARE: 0.9,
    NameKind.ALIAS: 0.7,
    NameKind.REDIRECT: 0.7,
    NameKind.HARVESTED: 0.4,
}


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """An entry's name in a question; a greater one is stronger evidence."""

    share: float  # of the question's idf, from 0 to 1, that the words of the name hold
    strength: float  # of the kind of name, from 0 to 1
    alone: float  # minus the logarithm of how many entries have this name
    longest: bool  # it is not a part of a longer name in the question
    words: int

    @property
    def is_sure(self) -> bool:
        """Whether the name is the entry's title, and no other's."""
        return self.strength >= STRENGTH[NameKind.BARE] and self.alone == 0


def find_mentions(store: EntryStore, question: str, idf: Mapping[str, float]) -> dict[int, Mention]:
    """The strongest mention of each entry that is named in `question`, by entry key.

    `idf` holds the weights of the question's terms. A name that several entries have is a mention of each.
    """
    parts = _parts(fold(question).split()[:MOST_WORDS], idf)
    entries = _entries(store, {part.name for part in parts})
    named = [part for part in parts if part.name in entries]
    found: dict[int, Mention] = {}
    for part in named:
        longest = not any(_holds(other, part) for other in named)
        keys = entries[part.name]
        for key, kind in keys.items():
            mention = Mention(part.share, STRENGTH[kind], -math.log(len(keys)), longest, part.last - part.first)
            found[key] = max(mention, found.get(key, mention))
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """Words `first` to `last` (exclusive) of a question, and their share of its idf."""

    name: str
    first: int
    last: int
    share: float


def _parts(words: list[str], idf: Mapping[str, float]) -> list[_Part]:
    """Every run of words that holds a term of the question and may be a name."""
    total = sum(idf.values()) or 1.0
    terms = [analyze(word) for word in words]
    parts = []
    for first in range(len(words)):
        held: set[str] = set()
        for last in range(first + 1, min(first + LONGEST_NAME, len(words)) + 1):
            held.update(terms[last - 1])
            share = sum(idf.get(term, 0.0) for term in held) / total
            if share:
                parts.append(_Part(" ".join(words[first:last]), first, last, share))
    return parts


def _entries(store: EntryStore, names: Collection[str]) -> dict[str, dict[int, NameKind]]:
    """By folded name, the entries that have it, each with the strongest kind of it; too common names are left out."""
    found: dict[str, dict[int, NameKind]] = {}
    for name, kind, key in store.named_any(names):
        if kind in STRENGTH:
            found.setdefault(name, {}).setdefault(key, NameKind(kind))
    return {name: keys for name, keys in found.items() if len(keys) <= MOST_SHARING}


def _holds(outer: _Part, inner: _Part) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last and outer != inner
