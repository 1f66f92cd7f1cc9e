"""What speaks for a sentence of the ranked passages answering a question: features that can be read."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from retrieval.passages import PASSAGES_AN_ENTRY
from retrieval.question import QuestionView
from retrieval.ranking import AnalysedPassage, adjacent, coverage, fits, new_names
from retrieval.related_words import related

__all__ = ["SENTENCE_FEATURES", "sentence_features"]

_NUMBER = re.compile(r"\d")

SENTENCE_FEATURES = (
    "passage_score", "passage_behind", "passage_rank", "coverage", "coverage_titled", "coverage_behind",
    "coverage_before", "coverage_after", "adjacent", "fits", "new_names", "number", "words", "place", "news",
    "asks_time", "asks_number", "asks_person", "asks_place", "asks_reason", "typed", "opens_entry", "sentences",
    "place_share", "said", "said_behind", "said_untitled", "said_untitled_behind", "said_missing",
    "said_missing_behind", "said_terms",
    "telling", "telling_behind", "telling_here", "telling_here_behind", "alone", "alone_behind", "held",
)  # fmt: skip


def sentence_features(question: QuestionView, passages: Sequence[AnalysedPassage]) -> list[list[float]]:
    """The features of every sentence of these passages, in order; see SENTENCE_FEATURES."""
    asks = [float(question.answer_type == kind) for kind in ("time", "number", "person", "place", "reason")]
    covered = [[coverage(question, terms) for terms in passage.held] for passage in passages]
    best = max((value for row in covered for value in row), default=0.0)
    top = max(passage.hit.score for passage in passages)
    said, telling = _said(question, passages), _telling(question, passages)
    rows = []
    for number, (passage, shares) in enumerate(zip(passages, covered, strict=True), 1):
        opens_entry = passage.hit.passage.id % PASSAGES_AN_ENTRY == 0
        sentences = zip(passage.sentences, passage.terms, passage.held, strict=True)
        for place, (sentence, terms, held) in enumerate(sentences):
            rows.append([
                passage.hit.score, passage.hit.score - top, number,
                shares[place], coverage(question, held | passage.title), shares[place] - best,
                shares[place - 1] if place else 0.0, shares[place + 1] if place + 1 < len(shares) else 0.0,
                adjacent(question, [terms]), fits(question, sentence), min(new_names(question, sentence), 6),
                float(bool(_NUMBER.search(sentence))), min(len(terms), 40), place,
                sum(term not in question.idf for term in terms) / max(1, len(terms)),
                *asks, float(question.looks_typed), float(opens_entry and place == 0), len(shares),
                place / len(shares), *next(said), *next(telling),
            ])  # fmt: skip
    return rows


def _said(question: QuestionView, passages: Sequence[AnalysedPassage]) -> Iterator[list[float]]:
    """For each sentence, in order, what it says of the question in its own words or in others that may stand for them.

    Of all terms, of those that the title has not got, and of those that the sentence has not got itself; and how many
    it says in other words.
    """
    others = {term: related(term, question.language) for term in question.idf}
    rows = []
    for passage in passages:
        untitled = {term: weight for term, weight in question.idf.items() if term not in passage.title}
        for held in passage.held:
            near = {term: 1.0 if term in held else _nearest(others[term], held) for term in question.idf}
            missing = {term: weight for term, weight in question.idf.items() if near[term] < 1}
            shares = [_weighed(near, weights) for weights in (question.idf, untitled, missing)]
            rows.append([*shares, sum(0 < near[term] < 1 for term in missing)])
    best = [max(column) for column in zip(*rows, strict=True)]
    for said, of_untitled, of_missing, count in rows:
        yield [said, said - best[0], of_untitled, of_untitled - best[1], of_missing, of_missing - best[2], count]


def _nearest(others: Mapping[str, float], held: frozenset[str]) -> float:
    """How near the nearest is of those words that stand in a sentence; the nearest come first."""
    return next((near for other, near in others.items() if other in held), 0.0)


def _telling(question: QuestionView, passages: Sequence[AnalysedPassage]) -> Iterator[list[float]]:
    """For each sentence, in order, what it says of those terms that few other sentences have.

    A term that stands in every sentence, as the name of whom they are about, says nothing of which one answers. Terms
    are weighed by how few of all sentences have them; by how few of their own passage have; and alone those that no
    other sentence of the passage has.
    """
    everywhere = _frequencies(question, [held for passage in passages for held in passage.held])
    sentences = sum(len(passage.held) for passage in passages)
    rarity = {t: weight * math.log((1 + sentences) / (1 + everywhere[t])) for t, weight in question.idf.items()}
    rows = []
    for passage in passages:
        here = _frequencies(question, passage.held)
        rare = {t: question.idf[t] * (1 - times / len(passage.held)) for t, times in here.items()}
        for held in passage.held:
            terms = [term for term in here if term in held]
            single = sum([question.idf[term] for term in terms if here[term] == 1]) / question.total_idf
            rows.append([_share(terms, rarity), _share(terms, rare), single, len(terms)])
    best = [max(column) for column in zip(*rows, strict=True)]
    for all_over, in_passage, single, count in rows:
        yield [all_over, all_over - best[0], in_passage, in_passage - best[1], single, single - best[2], count]


def _frequencies(question: QuestionView, sentences: Iterable[frozenset[str]]) -> Counter[str]:
    """How many of the sentences have each of the question's terms."""
    return Counter(term for held in sentences for term in question.idf if term in held)


def _share(terms: Iterable[str], weights: Mapping[str, float]) -> float:
    """The share of all weights that these terms have; 0.5 where there are none."""
    return _weighed(dict.fromkeys(terms, 1.0), weights)


def _weighed(near: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How near all terms of these weights are together, from 0 to 1; 0.5 where there are none."""
    total = sum(weights.values())
    return sum([near.get(term, 0.0) * weight for term, weight in weights.items()]) / total if total else 0.5
