"""Names in Korean letters that the glossary has not got: 켄 케시 is Ken Kesey, whom an entry is about.

A name from abroad is written as it is heard. Every entry is kept under the consonants of its name, in whatever letters
(`corpus.sounds`); which of those with the same consonants is meant, the vowels say.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product

from rapidfuzz.distance import Levenshtein

from corpus.folding import bare, fold
from corpus.name_forms import ARTICLE
from corpus.sounds import consonants, spoken
from corpus.store import EntryStore
from retrieval.korean.glossary import forms_of, glossary, verbs
from retrieval.korean.verbs import parts_of
from retrieval.languages import without_asking, without_particles

__all__ = ["names_heard"]

# A name has so many words, and so many syllables.
MOST_WORDS, SHORTEST = 4, 3
# So many of its consonants may be written in Latin letters only; so many entries at most have the same ones.
MOST_UNHEARD, MOST_ALIKE = 6, 1000
# An entry is meant that sounds so much like the name; like a single word, which is sooner like another, still more.
ALIKE, ALIKE_ALONE = 0.78, 0.85

_HANGUL = re.compile("[가-힣]+")
# Sounds that not every language tells apart are one letter. There is no h: many languages have none.
_INITIALS = "k k n t t l m p p s s  c c c k t p ".split(" ")
_VOWELS = "a a ia ie o e io ie o oa oe oe io u uo ue ui iu  ui i".split(" ")
_ENDS = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
# The vowels that begin with a w.
_OF_W = (9, 10, 14, 15, 16)
_GROUPS = [
    (re.compile(pattern), one)
    for pattern, one in (
        ("tsch|tch|tj|ch|cz", "j"), ("c(?=[eiy])", "s"), ("sch|sh|sz|ts|tz|zh", "s"), ("kh|qu|gh|[cgq]", "k"),
        ("ph|pf|[bfv]", "p"), ("th|dt|d", "t"), ("ou|oo|w", "u"), (r"ee|ie(?=.)|y", "i"), ("x", "ks"), ("z", "s"),
        ("r", "l"), ("j", "c"), (r"h|(?<=..)e\b", ""),
    )
]  # fmt: skip
# As the English say it.
_UNHEARD_R = re.compile(r"r(?=[^aeiouyrh ]|\b)")
_TWICE = re.compile(r"(.)\1+")


def names_heard(question: str, store: EntryStore) -> dict[str, str]:
    """A name in a Korean question that the glossary has not got, and the name of the entry that sounds so; or none.

    The one of the most words, if several names are.
    """
    for words in _runs(without_asking(question).split()):
        names = (" ".join([*words[:-1], last]) for last in forms_of(words[-1]))
        heard = [(*found, name) for name in names if name in question and (found := _heard(name, store))]
        if heard:
            _, title, name = max(heard, key=lambda found: found[0])
            return {name: bare(title)}
    return {}


def _runs(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Neighbouring words of which one at least is unknown, the most first; none that may be half of a name."""
    unknown = [_HANGUL.fullmatch(word) is not None and not _is_known(word) for word in words]
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        for place in range(len(words) - count + 1):
            end = place + count
            before, beside = words[:place][-1:], unknown[:place][-1:] + unknown[end : end + 1]
            is_half = any(beside) or (count == 1 and before and before == without_particles(before[0]).split())
            if any(unknown[place:end]) and not is_half and all(map(_HANGUL.fullmatch, words[place:end])):
                yield words[place:end]


def _is_known(word: str) -> bool:
    return any(form in glossary().written for form in forms_of(word)) or verbs().form(word) is not None


def _heard(name: str, store: EntryStore) -> tuple[float, str] | None:
    """How much the entry that sounds most like a name does so, and its title; None if none does enough."""
    words = name.split()
    if sum(map(len, words)) < SHORTEST:
        return None
    # Of a longer name than it is said with, only the consonants of the last word are the same.
    for part in (words, words[-1:]):
        keys = {key for _, _, key in store.named_any(_keys(part))}
        titles = [title for _, _, title, _, _ in store.leads(keys, 0)] if len(keys) <= MOST_ALIKE else []
        alike = {title: _alike(words, title) for title in titles}
        best = min(alike, key=lambda title: (-alike[title], len(title), title), default="")
        if best and alike[best] >= (ALIKE if len(words) > 1 else ALIKE_ALONE):
            return alike[best], best
    return None


def _alike(words: Sequence[str], title: str) -> float:
    """How much a name and a title sound alike, from 0 to 1; the words between first and last may be left out."""
    heard = " ".join(_TWICE.sub(r"\1", "".join(map(_letters, word))) for word in words)
    written = fold(ARTICLE.sub("", bare(title))).split()
    if len(words) == 1 < len(written):
        return 0.0
    ways = [written, [written[0], *written[1 - len(words) :]]] if 1 < len(words) < len(written) else [written]
    texts = [text for way in map(" ".join, ways) for text in (way, _UNHEARD_R.sub("", way))]
    return max(Levenshtein.normalized_similarity(heard, _as_heard(text)) for text in texts)


def _keys(words: Sequence[str]) -> list[str]:
    """The consonants of a name, with those that may be written in Latin letters only or without."""
    ways = [[_ways(syllable) for syllable in word] for word in words]
    if sum(len(of_syllable) > 1 for of_word in ways for of_syllable in of_word) > MOST_UNHEARD:
        ways = [[of_syllable[:1] for of_syllable in of_word] for of_word in ways]
    said = (map("".join, product(*of_word)) for of_word in ways)
    return [key for one in product(*said) if (key := consonants(" ".join(one)))]


def _ways(syllable: str) -> list[str]:
    """What the consonants of a syllable may be: with a w, which is no consonant in Korean, or an r at its end."""
    said, (_, vowel, final) = spoken(syllable), parts_of(syllable)
    return [said, *([f"p{said}"] if vowel in _OF_W else []), *([f"{said}l"] if final == 0 else [])]


def _letters(syllable: str) -> str:
    initial, vowel, final = parts_of(syllable)
    return _INITIALS[initial] + _VOWELS[vowel] + _ENDS[final]


def _as_heard(folded: str) -> str:
    """A folded name as `_letters` has the same one in Korean letters, more or less."""
    for group, one in _GROUPS:
        folded = group.sub(one, folded)
    return _TWICE.sub(r"\1", folded)
