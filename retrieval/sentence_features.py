"""What speaks for a sentence of the ranked passages answering a question: features that can be read."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from retrieval.passages import PASSAGES_AN_ENTRY
from retrieval.question import QuestionView
from retrieval.ranking import AnalysedPassage, adjacent, coverage, fits, new_names

__all__ = ["SENTENCE_FEATURES", "sentence_features"]

_NUMBER = re.compile(r"\d")

SENTENCE_FEATURES = (
    "passage_score", "passage_behind", "passage_rank", "coverage", "coverage_titled", "coverage_behind",
    "coverage_before", "coverage_after", "adjacent", "fits", "new_names", "number", "words", "place", "news",
    "asks_time", "asks_number", "asks_person", "asks_place", "asks_reason", "typed",
    "focus", "focus_behind", "focus_terms", "focus_share", "focus_before", "focus_after", "opens_entry", "sentences",
    "place_share", "telling", "telling_behind", "telling_here", "telling_here_behind", "alone", "alone_behind", "held",
)  # fmt: skip


def sentence_features(question: QuestionView, passages: Sequence[AnalysedPassage]) -> list[list[float]]:
    """The features of every sentence of these passages, in order; see SENTENCE_FEATURES."""
    asks = [float(question.answer_type == kind) for kind in ("time", "number", "person", "place", "reason")]
    covered = [[coverage(question, terms) for terms in passage.held] for passage in passages]
    best = max((value for row in covered for value in row), default=0.0)
    top = max(passage.hit.score for passage in passages)
    telling = _telling(question, passages)
    rows = []
    for number, (passage, shares) in enumerate(zip(passages, covered, strict=True), 1):
        text = passage.hit.passage.text
        of_focus = _focus(question, passage)
        sentences = zip(passage.spans, passage.terms, passage.held, strict=True)
        for place, ((start, end), terms, held) in enumerate(sentences):
            sentence = text[start:end]
            rows.append([
                passage.hit.score, passage.hit.score - top, number,
                shares[place], coverage(question, held | passage.title), shares[place] - best,
                shares[place - 1] if place else 0.0, shares[place + 1] if place + 1 < len(shares) else 0.0,
                adjacent(question, [terms]), fits(question, sentence), min(new_names(question, sentence), 6),
                float(bool(_NUMBER.search(sentence))), min(len(terms), 40), place,
                sum(term not in question.idf for term in terms) / max(1, len(terms)),
                *asks, float(question.looks_typed), *of_focus[place], *next(telling),
            ])  # fmt: skip
    return rows


def _focus(question: QuestionView, passage: AnalysedPassage) -> list[list[float]]:
    """For each sentence, what it says of the question's focus: of those terms that the entry's title has not got.

    The title's terms are in many of its sentences, and say nothing of which one answers.
    """
    weights = {term: weight for term, weight in question.idf.items() if term not in passage.title}
    total = sum(weights.values())
    held = [[weight for term, weight in weights.items() if term in terms] for terms in passage.held]
    shares = [sum(some) / total if total else 0.5 for some in held]
    best, last = max(shares), len(shares) - 1
    opens_entry = passage.hit.passage.id % PASSAGES_AN_ENTRY == 0
    return [
        [
            share, share - best, len(held[place]), total / question.total_idf,
            shares[place - 1] if place else 0.0, shares[place + 1] if place < last else 0.0,
            float(opens_entry and place == 0), len(shares), place / len(shares),
        ]
        for place, share in enumerate(shares)
    ]  # fmt: skip


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
    total = sum(weights.values())
    return sum([weights[term] for term in terms]) / total if total else 0.5
