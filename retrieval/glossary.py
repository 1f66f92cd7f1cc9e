"""A Korean question read in English, so that it can be looked up among entries in English.

`korean.json` has Korean words in English, `korean.npy` what turns the multilingual model's vector of a Korean question
into about that of its English twin: it takes off what only says that the question is Korean, which draws it to
whatever is about Korea. Both were learned by `benchmarks/train_korean.py` from questions asked in both languages.
"""

import json
import re
from functools import cache
from importlib.resources import files

import numpy as np

from retrieval.embedder import Vectors
from retrieval.languages import without_asking, without_particles
from retrieval.lexical import analyze

__all__ = ["as_if_english", "in_english", "korean_words"]

# English words less sure than this are not worth looking up, or not worth embedding.
LEAST, LEAST_SAID = 0.15, 0.3

_WORD = re.compile(r"[가-힣]+|[A-Za-z]+|\d+")
_HANGUL = re.compile(r"[가-힣]{3,}")


def korean_words(question: str) -> list[str]:
    """The distinct words of a Korean question, and the pairs of characters of the longer ones."""
    words = []
    for word in _WORD.findall(without_particles(without_asking(question))):
        words.append(word.lower())
        if _HANGUL.fullmatch(word):
            words += [word[place : place + 2] for place in range(len(word) - 1)]
    return list(dict.fromkeys(words))


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
    for korean in korean_words(question):
        for word, share in (_glossary().get(korean) or ({korean: 1.0} if korean.isascii() else {})).items():
            if share >= LEAST_SAID and word not in said:
                said.append(word)
            for term in analyze(word) if share >= LEAST else ():
                terms[term] = max(share, terms.get(term, 0.0))
    for word in _WORD.findall(without_particles(without_asking(question))):
        if not (word.isascii() or _glossary().keys() & korean_words(word)):
            terms |= dict.fromkeys(analyze(word), 1.0)
    return " ".join(said), terms


@cache
def _map() -> Vectors:
    """A row a dimension, and a last one that is added."""
    with files("retrieval").joinpath("korean.npy").open("rb") as file:
        return np.asarray(np.load(file), np.float32)


def as_if_english(vector: Vectors) -> Vectors:
    """The multilingual model's vector of a Korean question, of shape (384,), as if it had been asked in English."""
    turned = vector @ _map()[:-1] + _map()[-1]
    unit: Vectors = turned / np.linalg.norm(turned)
    return unit
