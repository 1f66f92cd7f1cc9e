"""A Korean question read in English, so that it can be looked up among entries in English.

`korean.json` has Korean words in English, `korean.npy` what turns the multilingual model's vector of a Korean question
into about that of its English twin: it takes off what only says that the question is Korean, which draws it to
whatever is about Korea. Both were learned by `benchmarks/train_korean.py` from questions asked in both languages.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np

from retrieval.embedder import Vectors
from retrieval.korean_numbers import numbers_in_english
from retrieval.languages import without_asking, without_particles
from retrieval.lexical import analyze

__all__ = ["as_if_english", "in_english", "korean_words"]

# English words less sure than this are not worth looking up, or not worth embedding.
LEAST, LEAST_SAID = 0.15, 0.3

# Of Korean words: written by hand, and learned from several questions.
SURE, FAIR = 1.0, 0.5

# A name that is written apart may be written together in the glossary: so many words are tried, of so many characters.
_MOST_JOINED, _SHORTEST_JOINED = 3, 4

_WORD = re.compile(r"[가-힣]+|[A-Za-z]+|\d+(?:st|nd|rd|th)?")
_KOREAN = re.compile(r"[가-힣]+\W*")
_HANGUL = re.compile(r"[가-힣]{3,}")
# What is left of words after their particles: that something is called so, or the plural.
_ENDING = re.compile("(?<=[가-힣]{2})(?:이란|란|이라는|라는|이라고|라고|이라|들)$")
_ONE_SYLLABLE = re.compile("([가-힣])(?:에서|에는|으로|부터|까지|에게|은|는|이|가|을|를|의|에|와|과|로|도)")


def korean_words(question: str) -> list[str]:
    """The distinct words of a Korean question, and the pairs of characters of the longer ones: what is learned from."""
    words = []
    for word in _words(question):
        words.append(word)
        if _HANGUL.fullmatch(word):
            words += [word[place : place + 2] for place in range(len(word) - 1)]
    return list(dict.fromkeys(words))


def _words(question: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(without_particles(without_asking(question)))]


@cache
def _glossary() -> dict[str, dict[str, float]]:
    learned = json.loads(files("retrieval").joinpath("korean.json").read_text(encoding="utf-8"))
    return {korean: {word: float(share) for word, share in words.items()} for korean, words in learned.items()}


def in_english(question: str) -> tuple[str, dict[str, float]]:
    """The English words of a Korean question that are fairly sure, as a text, and its index terms by how sure they are.

    Latin words and numbers stay what they are. A word that is not known stays Korean, among the terms only: an English
    entry may give it in parentheses.
    """
    said: list[str] = []
    terms: dict[str, float] = {}
    for korean in _looked_up(question):
        english = {korean: 1.0} if korean.isascii() else _glossary().get(korean)
        if english is None:
            terms |= dict.fromkeys(analyze(korean), 1.0)
            continue
        for word, share in english.items():
            if share >= LEAST_SAID and word not in said:
                said.append(word)
            for term in analyze(word) if share >= LEAST else ():
                terms[term] = max(share, terms.get(term, 0.0))
    return " ".join(said), terms


def _looked_up(question: str) -> Iterator[str]:
    """What the glossary has of a question: neighbours as one name, whole words, or else the longest parts of them.

    A word of which it has no part, and one in Latin letters, comes as it is.
    """
    written = list(_written(question))
    place = 0
    while place < len(written):
        for count in range(min(_MOST_JOINED, len(written) - place), 1, -1):
            before, last = "".join(written[place : place + count - 1]), written[place + count - 1]
            name = next((before + form for form in _forms(last) if before + form in _glossary()), "")
            if len(name) >= _SHORTEST_JOINED:
                yield name
                place += count
                break
        else:
            yield from _one_word(written[place])
            place += 1


def _one_word(word: str) -> list[str]:
    """What the glossary has of a word by itself; what was learned goes behind what was written by hand."""
    if word.isascii():
        return [word]
    forms, bare = _forms(word), _bare(word)
    for trust in (SURE, FAIR):
        if known := [form for form in forms if _trust(form) >= trust]:
            return known[:1]
    return _parts(bare) or [form for form in forms if form in _glossary()][:1] or [bare]


def _written(question: str) -> Iterator[str]:
    """The words of a question; a Korean one has its particle, but none that hangs on Latin letters or a quotation."""
    for word in without_asking(numbers_in_english(question)).lower().split():
        yield from _WORD.findall(word if _KOREAN.fullmatch(word) else without_particles(word))


def _forms(word: str) -> list[str]:
    """A Korean word as it is written, since what looks like a particle may belong to it, and without its particle.

    Of one syllable and a particle it cannot be told what they are: that reading comes last.
    """
    forms = [word, _bare(word)]
    if one := _ONE_SYLLABLE.fullmatch(word):
        forms.append(one[1])
    return list(dict.fromkeys(forms))


def _bare(word: str) -> str:
    """A Korean word without what says how it stands in its sentence."""
    return _ENDING.sub("", without_particles(word).strip())


def _parts(word: str) -> list[str]:
    """The longest words of the glossary, of two characters at least, that `word` is made of; the rest is left out.

    Words of the glossary are here those that are sure: what was learned of pairs of characters is not.
    """
    parts: list[str] = []
    start = 0
    while start < len(word) - 1:
        ends = range(len(word), start + 1, -1)
        end = next((end for end in ends if _trust(word[start:end]) >= SURE), None)
        if end is not None:
            parts.append(word[start:end])
        start = end or start + 1
    return parts


def _trust(word: str) -> float:
    """How sure the best English word for it is, from 0 to 1: 1 where it, or that there is none, was written by hand."""
    known = _glossary().get(word)
    return 0.0 if known is None else max(known.values(), default=1.0)


@cache
def _map() -> Vectors:
    """A row a dimension, and a last one that is added."""
    with files("retrieval").joinpath("korean.npy").open("rb") as file:
        return np.asarray(np.load(file), np.float32)


def as_if_english(vector: Vectors, translated: Vectors | None) -> Vectors:
    """The multilingual model's vector of a Korean question, of shape (384,), as if it had been asked in English.

    `translated` is that of its English words, if there are any: they say of names what the Korean vector does not.
    """
    turned = vector @ _map()[:-1] + _map()[-1]
    turned /= np.linalg.norm(turned)
    if translated is not None:
        turned += translated
    unit: Vectors = turned / np.linalg.norm(turned)
    return unit
