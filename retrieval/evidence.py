"""What the words of a question do in each of many passages: how many of them it has, in one sentence, and side by side.

Passages are not analysed one by one, which would take too long for all candidates: each term is looked for in all of
their texts at once, as the beginning of words, and what is found is analysed as the index does it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from retrieval.languages import has_cjk
from retrieval.lexical import analyze
from retrieval.question import QuestionView

__all__ = ["EVIDENCE_FEATURES", "word_evidence"]

EVIDENCE_FEATURES = (
    "covered", "covered_titled", "covered_sentence", "covered_sentence_titled", "title_covers", "title_named",
    "neighbours",
)  # fmt: skip

# Characters from the beginning of a term to that of its neighbour, with a small word between them.
_APART = 25
# Letters of these are told apart by their marks, or have none.
_NOT_LATIN = re.compile("[\u0370-\u1dff\u2e80-\uffff]")
_MARKS = re.compile("[\u0300-\u036f]")
_PUNCTUATION = re.compile("[\u2010-\u206f«»]")
# Of words as UTF-8; what is not ASCII is taken for letters.
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_") | frozenset(range(0x80, 0x100))
_AFTER = re.compile(rb"[^a-z0-9_\x80-\xff]")

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


def word_evidence(question: QuestionView, titles: Sequence[str], texts: Sequence[str]) -> Floats:
    """The features of each passage, given with the title of its entry; shape (passages, features).

    All are shares: of the question's idf what passage, best sentence and title cover; of the title's own terms those
    that are the question's; of the question's neighbouring terms those that are neighbours in the passage.
    """
    weights = np.array(list(question.idf.values())) / question.total_idf
    places, of_term, ends, sentence_ends = _found(question, texts)
    in_passage, in_sentence = (np.searchsorted(some, places, side="right") for some in (ends, sentence_ends))
    passage_of = np.searchsorted(ends, sentence_ends)  # of each sentence
    in_title, named = _titles(question, titles)
    held, held_by_sentence = np.zeros(in_title.shape, bool), np.zeros((len(sentence_ends), len(weights)), bool)
    held[in_passage, of_term] = held_by_sentence[in_sentence, of_term] = True
    columns = (
        held @ weights, (held | in_title) @ weights,
        _most(held_by_sentence @ weights, passage_of, len(texts)),
        _most((held_by_sentence | in_title[passage_of]) @ weights, passage_of, len(texts)),
        in_title @ weights, named, _neighbours(places, of_term, in_passage, held.shape),
    )  # fmt: skip
    features: Floats = np.stack(columns, axis=1)
    return features


def _found(question: QuestionView, texts: Sequence[str]) -> tuple[Places, Places, Places, Places]:
    """Where the terms stand in all texts as one, in order, and which; where texts and sentences end."""
    folded = [_folded(text).encode() + b"\n" for text in texts]
    whole = b"".join(folded)  # bytes are searched faster, and may hold anything
    found = [np.fromiter(_places(term, whole, question.language), np.intp) for term in question.idf]
    of_term = np.repeat(np.arange(len(found)), [len(places) for places in found])
    places = np.concatenate([*found, np.empty(0, np.intp)])
    order = np.argsort(places, kind="stable")
    ends = np.cumsum([len(text) for text in folded])
    letters = np.frombuffer(whole, np.uint8)
    stops = (letters[:-1] == ord(".")) | (letters[:-1] == ord("?")) | (letters[:-1] == ord("!"))
    stops = np.flatnonzero(stops & (letters[1:] <= ord(" "))) + 1
    return places[order], of_term[order], ends, np.union1d(stops, ends)


def _places(term: str, text: bytes, language: str) -> Iterator[int]:
    """Where a word or, in Chinese, Japanese and Korean, a pair of characters stands for `term` in folded text."""
    anywhere = has_cjk(term)
    # A stem may end in an i that is a y in the word.
    beginning = (term[:-1] if term.endswith("i") and len(term) > 1 else term).encode()
    known: dict[bytes, bool] = {}
    place = text.find(beginning)
    while place >= 0:
        if anywhere:
            yield place
        elif text[place - 1] not in _LETTERS:  # before the first is the end of the last, a line's
            rest = _AFTER.search(text, place)
            word = text[place : rest.start() if rest else None]
            if word not in known:
                known[word] = _is_of(word.decode(), term, language)
            if known[word]:
                yield place
        place = text.find(beginning, place + 1)


@lru_cache(30_000)
def _is_of(word: str, term: str, language: str) -> bool:
    return term in analyze(word, language)


@lru_cache(20_000)
def _terms(title: str, language: str) -> tuple[str, ...]:
    return tuple(analyze(title, language))


def _folded(text: str) -> str:
    """`text` in lower case, Latin letters without their marks, and no punctuation that is not ASCII."""
    if not text.isascii():
        text = _PUNCTUATION.sub(" ", text)
        if not _NOT_LATIN.search(text):
            text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return text.lower()


def _titles(question: QuestionView, titles: Sequence[str]) -> tuple[npt.NDArray[np.bool_], Floats]:
    """Which of the terms each title has, and the share of its own terms that are the question's."""
    of_titles = [_terms(title, question.language) for title in titles]
    held = np.array([[term in terms for term in question.idf] for terms in of_titles], bool)
    named = [sum(term in question.idf for term in terms) / max(1, len(terms)) for terms in of_titles]
    return held.reshape(len(titles), len(question.idf)), np.array(named)


def _most(values: Floats, of_passage: Places, passages: int) -> Floats:
    """The greatest value in each passage."""
    most = np.zeros(passages)
    np.maximum.at(most, of_passage, values)
    return most


def _neighbours(places: Places, of_term: Places, in_passage: Places, shape: tuple[int, ...]) -> Floats:
    """The share of the question's neighbouring terms that are neighbours in a passage; `shape` is (passages, terms)."""
    pairs = np.zeros(shape, bool)
    next_to = (np.diff(in_passage) == 0) & (np.diff(of_term) == 1) & (np.diff(places) < _APART)
    pairs[in_passage[1:][next_to], of_term[1:][next_to]] = True
    share: Floats = pairs.sum(axis=1) / max(1, shape[1] - 1)
    return share
