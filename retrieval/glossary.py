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
from retrieval.languages import without_asking, without_particles
from retrieval.lexical import analyze

__all__ = ["as_if_english", "in_english", "korean_words"]

# English words less sure than this are not worth looking up, or not worth embedding.
LEAST, LEAST_SAID = 0.15, 0.3

# A name that is written apart may be written together in the glossary: so many words are tried, of so many characters.
_MOST_JOINED, _SHORTEST_JOINED = 3, 4

_WORD = re.compile(r"[가-힣]+|[A-Za-z]+|\d+")
_HANGUL = re.compile(r"[가-힣]{3,}")


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
    for korean in _looked_up(_words(question)):
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


def _looked_up(words: list[str]) -> Iterator[str]:
    """What the glossary has of these words: neighbours as one name, whole words, or else the longest parts of them.

    A word of which it has no part, and one in Latin letters, comes as it is.
    """
    place = 0
    while place < len(words):
        for count in range(min(_MOST_JOINED, len(words) - place), 0, -1):
            name = "".join(words[place : place + count])
            if count == 1 or (len(name) >= _SHORTEST_JOINED and name in _glossary()):
                place += count
                yield from [name] if name in _glossary() or name.isascii() else _parts(name) or [name]
                break


def _parts(word: str) -> list[str]:
    """The longest words of the glossary, of two characters at least, that `word` is made of; the rest is left out."""
    parts: list[str] = []
    start = 0
    while start < len(word) - 1:
        ends = range(len(word), start + 1, -1)
        end = next((end for end in ends if word[start:end] in _glossary()), None)
        if end is not None:
            parts.append(word[start:end])
        start = end or start + 1
    return parts


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
