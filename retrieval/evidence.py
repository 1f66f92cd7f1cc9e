"""What the words of a question, and those that may stand for them, do in each of many passages.

Passages are not analysed one by one, which would take too long for so many: each term is looked for in all of
their texts at once, as the beginning of words, and what is found is analysed as the index does it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice

import numpy as np
import numpy.typing as npt

from retrieval.analysis import analyze
from retrieval.languages import has_cjk
from retrieval.question import QuestionView
from retrieval.related_words import related

__all__ = ["EVIDENCE_FEATURES", "word_evidence"]

EVIDENCE_FEATURES = (
    "covered", "covered_titled", "covered_sentence", "covered_sentence_titled", "title_covers", "title_named",
    "neighbours", "said", "said_sentence_titled", "said_untitled", "said_behind", "said_sentence_titled_behind",
    "said_untitled_behind",
)  # fmt: skip

# Characters from the beginning of a term to that of its neighbour, with a small word between them.
_APART = 25
# For each term so many words that may stand for it are looked for as well.
_OTHERS = 6
# Letters of these are told apart by their marks, or have none.
_NOT_LATIN = re.compile("[\u0370-\u1dff\u2e80-\uffff]")
_MARKS = re.compile("[\u0300-\u036f]")
_PUNCTUATION = re.compile("[\u2010-\u206f«»]")
# Of words as UTF-8; what is not ASCII is taken for letters.
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789_") | frozenset(range(0x80, 0x100))
_AFTER = re.compile(rb"[^a-z0-9_\x80-\xff]")

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Found:
    """Words of the texts, all as one, that are a term of the question or may stand for it.

    `terms` are numbers of terms, `nearness` is 1 for the term itself and less for another word. The nearest come last,
    those that are as near in the order of `places`.
    """

    places: Places
    terms: Places
    nearness: Floats


def word_evidence(question: QuestionView, titles: Sequence[str], texts: Sequence[str]) -> Floats:
    """The features of each passage, given with the title of its entry; shape (passages, features).

    All are shares: of the question's idf what passage, best sentence and title cover; of the title's own terms those
    that are the question's; of the question's neighbouring terms those that are neighbours in the passage. Those of
    what is "said" count a word that may stand for a term as well, by how near it is (`retrieval.related_words`);
    "untitled" are the terms that the title has not got, "behind" how far it is to the best passage.
    """
    weights = np.array(list(question.idf.values())) / question.total_idf
    folded = [_folded(text).encode() + b"\n" for text in texts]
    whole = b"".join(folded)  # bytes are searched faster, and may hold anything
    ends = np.cumsum([len(text) for text in folded])
    sentence_ends = np.union1d(_stops(whole), ends)
    passage_of = np.searchsorted(ends, sentence_ends)  # of each sentence
    found = _found(question, whole)
    in_passage, in_sentence = (np.searchsorted(some, found.places, side="right") for some in (ends, sentence_ends))
    said = _nearest(found, in_passage, (len(texts), len(weights)))
    said_by_sentence = _nearest(found, in_sentence, (len(sentence_ends), len(weights)))
    held, held_by_sentence = said == 1, said_by_sentence == 1
    in_title, named = _titles(question, titles)
    in_title_of = in_title[passage_of]  # of each sentence
    most = partial(_most, of_passage=passage_of, passages=len(texts))
    of_said = np.stack([
        said @ weights, most(np.maximum(said_by_sentence, in_title_of) @ weights),
        most(_untitled(said_by_sentence, in_title_of, weights)),
    ])  # fmt: skip
    columns = (
        held @ weights, (held | in_title) @ weights,
        most(held_by_sentence @ weights), most((held_by_sentence | in_title_of) @ weights),
        in_title @ weights, named, _neighbours(found, in_passage, held.shape),
        *of_said, *(of_said - of_said.max(axis=1, keepdims=True)),
    )  # fmt: skip
    features: Floats = np.stack(columns, axis=1)
    return features


def _found(question: QuestionView, text: bytes) -> _Found:
    found = [
        (number, near, np.fromiter(_places(word, text, question.language), np.intp))
        for number, term in enumerate(question.idf)
        for word, near in ((term, 1.0), *islice(related(term, question.language).items(), _OTHERS))
    ]
    times = [len(places) for _, _, places in found]
    places = np.concatenate([*(places for _, _, places in found), np.empty(0, np.intp)])
    terms = np.repeat(np.array([number for number, _, _ in found], np.intp), times)
    nearness = np.repeat(np.array([near for _, near, _ in found], np.float64), times)
    order = np.lexsort((places, nearness))
    return _Found(places[order], terms[order], nearness[order])


def _stops(text: bytes) -> Places:
    """Behind the end of each sentence."""
    letters = np.frombuffer(text, np.uint8)
    stops = (letters[:-1] == ord(".")) | (letters[:-1] == ord("?")) | (letters[:-1] == ord("!"))
    return np.flatnonzero(stops & (letters[1:] <= ord(" "))) + 1


def _nearest(found: _Found, within: Places, shape: tuple[int, int]) -> Floats:
    """How near the nearest word comes to each term in each of the passages or sentences that words are `within`."""
    nearest = np.zeros(shape)
    nearest[within, found.terms] = found.nearness  # of several words the last is what is left, and that is the nearest
    return nearest


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


def _untitled(said: Floats, in_title: npt.NDArray[np.bool_], weights: Floats) -> Floats:
    """What each sentence says of those terms that its title has not got; 0.5 where the title has all."""
    left = ~in_title * weights
    total = left.sum(axis=1)
    return np.where(total > 0, (said * left).sum(axis=1) / np.where(total > 0, total, 1), 0.5)


def _most(values: Floats, of_passage: Places, passages: int) -> Floats:
    """The greatest value in each passage."""
    most = np.zeros(passages)
    np.maximum.at(most, of_passage, values)
    return most


def _neighbours(found: _Found, in_passage: Places, shape: tuple[int, ...]) -> Floats:
    """The share of the question's neighbouring terms that are neighbours in a passage; `shape` is (passages, terms)."""
    itself = found.nearness == 1
    places, terms, in_passage = found.places[itself], found.terms[itself], in_passage[itself]
    pairs = np.zeros(shape, bool)
    next_to = (np.diff(in_passage) == 0) & (np.diff(terms) == 1) & (np.diff(places) < _APART)
    pairs[in_passage[1:][next_to], terms[1:][next_to]] = True
    share: Floats = pairs.sum(axis=1) / max(1, shape[1] - 1)
    return share
