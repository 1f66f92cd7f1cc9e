"""Which sentences of the hits answer a question, and when to say that none does."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.lexical import LexicalIndex, analyze
from retrieval.passages import entry_key
from retrieval.results import Hit
from retrieval.sentences import sentence_spans

__all__ = ["Chosen", "Span", "choose_quotes"]

# Quotations are looked for in this many of the best passages.
PASSAGES = 8
# A quotation is at most this long.
MOST_SENTENCES = 2
MOST_WORDS = 60
THRESHOLD = 0.2


@dataclass(frozen=True, slots=True)
class Span:
    """Sentences of one entry that make a quotation, by str offsets into its text."""

    entry_id: str
    key: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """The quotations, best first, and the probability that the first of them answers."""

    spans: tuple[Span, ...]
    confidence: float


def choose_quotes(
    terms: Sequence[str],
    question: str,
    hits: Sequence[Hit],
    lexical: LexicalIndex,
    quotations: int,
    threshold: float | None,
) -> Chosen:
    n = max(1, len(lexical))
    idf = {t: math.log(1 + n / (1 + lexical.document_frequency(t))) for t in terms}
    total = sum(idf.values()) or 1.0
    spans = []
    for hit in hits[:PASSAGES]:
        p = hit.passage
        title = set(analyze(hit.title))
        sents = [(a, b) for a, b in sentence_spans(p.text, 0, len(p.text))]
        scores = []
        for a, b in sents:
            words = set(analyze(p.text[a:b]))
            scores.append(sum(w * (1 if t in words else 0.5 if t in title else 0) for t, w in idf.items()) / total)
        if not scores:
            continue
        i = max(range(len(scores)), key=lambda j: (scores[j], -j))
        a, b = sents[i]
        if i + 1 < len(sents) and len(p.text[a : sents[i + 1][1]].split()) <= MOST_WORDS:
            b = sents[i + 1][1]
        spans.append(Span(p.entry_id, entry_key(p.id), p.start + a, p.start + b, scores[i] + hit.score))
    spans.sort(key=lambda s: -s.score)
    confidence = max(0.0, min(1.0, spans[0].score / 2)) if spans else 0.0
    if confidence < (THRESHOLD if threshold is None else threshold):
        return Chosen((), confidence)
    return Chosen(tuple(spans[:quotations]), confidence)
