"""What was found for a question as it was read, and for several that were asked together, in one answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest

from retrieval.question import QuestionView
from retrieval.question_types.definitions import before_all
from retrieval.quotes import Chosen, Span
from retrieval.results import Hit

__all__ = ["Reading", "in_this_order", "together"]

# How sure is an answer to some of several questions.
HALF = 0.2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question was taken to say, what was found for it, and the quotations that answer it.

    `corrections` are those of its words that are replaced in it.
    """

    question: QuestionView
    hits: list[Hit]
    chosen: Chosen
    corrections: Mapping[str, str] = field(default_factory=dict)


def together(parts: Sequence[Reading], threshold: float, k: int, quotations: int) -> Reading | None:
    """One answer to several questions: first what answers each that is answered; None if none is.

    It is as sure as the least sure of them, and doubted if one is not answered.
    """
    answered = [part for part in parts if part.chosen.spans and part.chosen.confidence >= threshold]
    if not answered:
        return None
    spans: list[Span] = []
    for span in (part.chosen.spans[0] for part in answered):
        # One sentence may answer both, alone or beside another.
        if not any(kept.holds(span) for kept in spans):
            spans = [*(kept for kept in spans if not span.holds(kept)), span]
    others = filter(None, chain.from_iterable(zip_longest(*(part.chosen.spans[1:] for part in answered))))
    hits = filter(None, chain.from_iterable(zip_longest(*(part.hits for part in answered))))
    sure = min(part.chosen.confidence for part in answered)
    confidence = sure if len(answered) == len(parts) else min(HALF, sure)
    chosen = Chosen(tuple(others), confidence)
    ordered, chosen = before_all(spans, confidence, in_this_order(hits), chosen, max(quotations, len(spans)))
    corrections = {word: meant for part in answered for word, meant in part.corrections.items()}
    return Reading(answered[0].question, ordered[:k], chosen, corrections)


def in_this_order(hits: Iterable[Hit]) -> list[Hit]:
    """The hits in this order, each once, with their scores in falling order."""
    each = list({hit.id: hit for hit in hits}.values())
    scores = sorted((hit.score for hit in each), reverse=True)
    return [replace(hit, rank=rank, score=score) for rank, (hit, score) in enumerate(zip(each, scores, strict=True), 1)]
