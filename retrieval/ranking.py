"""From fused candidates to a ranking: features of a (question, passage) pair that can be read, and a linear score.

The weights were learned by logistic regression (`benchmarks/train_ranking.py`) and stand in `ranking.json`.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retrieval.lexical import LexicalIndex, analyze, question_terms
from retrieval.results import Hit
from retrieval.sentences import sentence_spans

__all__ = ["Analysed", "AnswerType", "QuestionView", "analysed", "passage_features", "view"]

_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b|\b\d+(?:st|nd|rd|th) centur|\b\d+ (?:BC|AD|BCE|CE)\b")
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand"
    r"|million|billion|half|twice|dozen|percent)\b",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w'’.-]+")
_REASON = re.compile(r"\b(?:because|due to|since|so that|in order to|caused|owing to|result|reason|therefore)\b", re.I)

_TYPES = (
    ("time", re.compile(r"\b(?:when|what (?:year|date|century|day|month|decade|time)|which (?:year|century)|how old)\b")),
    ("number", re.compile(r"\bhow (?:many|much|long|far|tall|big|large|high|fast|deep|often|wide|heavy|old)\b"
                          r"|\bwhat (?:percentage|percent|number|population|distance)\b")),
    ("person", re.compile(r"\b(?:who|whom|whose)\b")),
    ("place", re.compile(r"\bwhere\b|\b(?:what|which) (?:country|city|state|place|town|river|continent|region)\b")),
    ("reason", re.compile(r"\bwhy\b|\bwhat (?:caused|is the reason)\b")),
)  # fmt: skip
AnswerType = str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as the features see it: its terms with their idf (rarer is greater), and what it asks for."""

    text: str
    terms: tuple[str, ...]
    idf: Mapping[str, float]
    total_idf: float
    answer_type: AnswerType
    looks_typed: bool  # lower case throughout: a search query rather than a written question
    words: frozenset[str]


def view(question: str, lexical: LexicalIndex) -> QuestionView:
    """Look at a question once, for all of its passages."""
    terms = tuple(question_terms(question))
    passages = max(1, len(lexical))
    idf = {term: math.log(1 + passages / (1 + lexical.document_frequency(term))) for term in terms}
    folded = question.lower()
    kind = next((name for name, pattern in _TYPES if pattern.search(folded)), "other")
    return QuestionView(
        *(question, terms, idf, sum(idf.values()) or 1.0, kind, question == folded),
        frozenset(re.findall(r"\w+", folded)),
    )


@dataclass(frozen=True, slots=True)
class Analysed:
    """A passage cut into sentences: spans into the passage's text, and the terms of each."""

    spans: tuple[tuple[int, int], ...]
    terms: tuple[tuple[str, ...], ...]
    title: frozenset[str]


def analysed(hit: Hit) -> Analysed:
    """Cut a hit's passage into sentences and analyse each."""
    text = hit.passage.text
    spans = tuple(sentence_spans(text, 0, len(text)))
    return Analysed(spans, tuple(tuple(analyze(text[a:b])) for a, b in spans), frozenset(analyze(hit.title)))


def coverage(question: QuestionView, terms: frozenset[str] | set[str]) -> float:
    """The share, from 0 to 1, of the question's idf that `terms` hold."""
    return sum(weight for term, weight in question.idf.items() if term in terms) / question.total_idf


def fits(question: QuestionView, text: str) -> float:
    """Whether `text` holds something of the type asked for; 0.5 where the type says nothing."""
    match question.answer_type:
        case "time":
            return 1.0 if _YEAR.search(text) else 0.7 if _DATE.search(text) else 0.0
        case "number":
            return float(bool(_NUMBER.search(text)))
        case "person" | "place":
            names = [name for name in _CAPITALISED.findall(text) if name.lower() not in question.words]
            return min(len(names), 3) / 3
        case "reason":
            return float(bool(_REASON.search(text)))
    return 0.5


PASSAGE_FEATURES = (
    "lexical", "lexical_rank", "dense", "dense_gap", "dense_rank", "coverage", "coverage_text", "coverage_sentence",
    "title_covered", "title_covers", "title_named", "adjacent", "fits", "lead", "ordinal", "siblings",
    "typed_x_dense", "typed_x_lexical", "typed_x_title", "long_x_lexical", "long_x_dense", "words",
)  # fmt: skip


def passage_features(question: QuestionView, hits: Sequence[Hit], parts: Sequence[Analysed]) -> list[list[float]]:
    """The features of each hit, in the order of PASSAGE_FEATURES; scores are normalised within the question."""
    best_lexical = max((hit.lexical_score or 0.0 for hit in hits), default=0.0) or 1.0
    dense = [hit.dense_score if hit.dense_score is not None else -1.0 for hit in hits]
    best_dense, least_dense = max(dense, default=0.0), min((d for d in dense if d > -1), default=0.0)
    spread = (best_dense - least_dense) or 1.0
    best_of_entry: dict[str, int] = {}
    for hit in hits:
        best_of_entry[hit.passage.entry_id] = best_of_entry.get(hit.passage.entry_id, 0) + 1
    rows = []
    for hit, part in zip(hits, parts, strict=True):
        in_text = {term for terms in part.terms for term in terms}
        title_idf = sum(question.idf.get(term, 0.0) for term in part.title)
        lexical = (hit.lexical_score or 0.0) / best_lexical
        near = ((hit.dense_score if hit.dense_score is not None else least_dense) - least_dense) / spread
        cosine = hit.dense_score if hit.dense_score is not None else least_dense
        named = sum(term in question.idf for term in part.title) / max(1, len(part.title))
        typed, long = float(question.looks_typed), min(len(question.terms), 12) / 12
        ordinal = hit.passage.id % (1 << 20)
        rows.append([
            lexical, 1 / (hit.lexical_rank or 200), cosine, cosine - best_dense, 1 / (hit.dense_rank or 200),
            coverage(question, in_text | part.title), coverage(question, in_text),
            max((coverage(question, set(terms)) for terms in part.terms), default=0.0),
            named, title_idf / question.total_idf, float(named == 1.0 and bool(part.title)),
            _adjacent(question, part), fits(question, hit.passage.text),
            float(ordinal == 0), math.log1p(ordinal), math.log(best_of_entry[hit.passage.entry_id]),
            typed * near, typed * lexical, typed * named, long * lexical, long * near,
            math.log1p(len(in_text)),
        ])  # fmt: skip
    return rows


def _adjacent(question: QuestionView, part: Analysed) -> float:
    """The share of neighbouring pairs of question terms that are neighbours in the passage as well."""
    pairs = list(zip(question.terms, question.terms[1:], strict=False))
    if not pairs:
        return 0.0
    found = {pair for terms in part.terms for pair in zip(terms, terms[1:], strict=False)}
    return sum(pair in found for pair in pairs) / len(pairs)
