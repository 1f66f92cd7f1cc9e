"""Which sentences of the ranked passages answer a question, and how likely it is that they do."""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from retrieval.closer_look import UNREAD, Looked, Read
from retrieval.languages import ENGLISH, has_cjk, language_of
from retrieval.question import QuestionView
from retrieval.ranking import AnalysedPassage, Ranker, analyse, coverage, fits, scored
from retrieval.results import Hit
from retrieval.sentences import OF_A_YEAR, is_remnant

__all__ = [
    "CONFIDENCE_FEATURES",
    "Chosen",
    "Span",
    "best_spans",
    "choose_quotes",
    "confidence_features",
    "telling_span",
]

# A quotation is one sentence, or two that stand together and are not longer than this.
MOST_WORDS = 60
# Two quotations that share this much of their words say the same.
SAME = 0.8

_LEANS_ON_THE_LAST = re.compile(
    r"(?:He|She|It|They|His|Her|Hers|Its|Their|This|That|These|Those|Such|Both|There|Here)\b"
    r"|(?:그|그녀|그들|이들|이것|그것|이곳|그곳|여기|이때|그때)(?:은|는|이|가|을|를|의|에|에서)?(?![가-힣])"
)
_WORD = re.compile(r"\w+")
# Capitals and commas a word, and common verbs, of an ordinary sentence.
_SENTENCE = (0.2, 0.05, 1.0)
_VERB = re.compile(r"\b(?:is|was|were|are|has|had|have|became|began|did)\b")


@dataclass(frozen=True, slots=True)
class Span:
    """Whole sentences of one hit that make a quotation: str offsets into the text of its entry."""

    hit: Hit
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """Its words."""
        passage = self.hit.passage
        return passage.text[self.start - passage.start : self.end - passage.start]

    def holds(self, other: "Span") -> bool:
        """Whether all of another is quoted with it."""
        same = self.hit.passage.entry_id == other.hit.passage.entry_id
        return same and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Chosen:
    """Quotations, best first, and the probability that the first of them answers."""

    spans: tuple[Span, ...]
    confidence: float


def choose_quotes(question: QuestionView, looked: Looked, learned: Ranker, most: int) -> Chosen:
    """Choose at most `most` quotations from the passages looked at, one of each, none saying the same as another."""
    if not looked.passages:
        return Chosen((), 0.0)
    scores = looked.scores.tolist()
    spans = best_spans(looked.passages, scores)
    evidence = confidence_features(question, looked.passages, scores, spans, looked.read)
    odds = float(scored(learned.confidence, question, [evidence])[0])
    scored_passages = {passage.hit.id: (passage, own) for passage, own in _with_scores(looked.passages, scores)}
    kept: list[Span] = []
    said: list[set[str]] = []
    for pair in spans:
        span = _one_event(pair, *scored_passages[pair.hit.id])
        words = _words(span)
        if len(kept) < most and not any(_say_the_same(words, others) for others in said):
            kept.append(span)
            said.append(words)
    return Chosen(tuple(kept), 1 / (1 + math.exp(-odds)))


def best_spans(passages: Sequence[AnalysedPassage], scores: Iterable[float]) -> list[Span]:
    """The best quotation of each passage, best first; `scores` are those of all their sentences, in order."""
    spans = [_best_span(passage, own) for passage, own in _with_scores(passages, scores)]
    return sorted(spans, key=lambda span: (-span.score, span.hit.rank))


def _with_scores(
    passages: Sequence[AnalysedPassage], scores: Iterable[float]
) -> Iterator[tuple[AnalysedPassage, list[float]]]:
    """Each passage with the scores of its own sentences."""
    rest = iter(scores)
    return ((passage, [float(next(rest)) for _ in passage.spans]) for passage in passages)


def telling_span(hit: Hit, tells: Callable[[str], bool]) -> Span | None:
    """What of a passage tells something, to be understood alone; None if none of its sentences `tells` it."""
    passage = analyse(hit)
    telling = [tells(sentence) for sentence in passage.sentences]
    if not any(telling):
        return None
    (span,) = best_spans([passage], [9.0 if one else -9.0 for one in telling])
    return span


CONFIDENCE_FEATURES = (
    "quote", "quote_behind", "second_quote", "passage_score", "passage_lead", "entry_lead", "cosine", "cosine_lead",
    "lexical", "coverage", "coverage_sentence", "title_covers", "terms", "typed", "entries",
    "any_sentence", "entry_share", "entry_lexical_lead", "coverage_quote", "names_missing",
    "fits_quote", "capitals_quote", "commas_quote", "verbs_quote",
    "read_quote", "read_others", "read_sentences",
)  # fmt: skip


def confidence_features(
    question: QuestionView,
    passages: Sequence[AnalysedPassage],
    scores: Sequence[float],
    spans: Sequence[Span],
    read: Read,
) -> list[float]:
    """What decides whether the first of `spans`, chosen by the `scores` of all sentences, answers; see above.

    Of sentences that were `read` closely, what was made of the best in the quotation and of the best of the others.
    """
    hits = [passage.hit for passage in passages]
    first = spans[0]
    quoted = next(passage for passage in passages if passage.hit == first.hit)
    of_entry = [hit.passage.entry_id == first.hit.passage.entry_id for hit in hits]
    lexical = [(hit.lexical_score or 0.0) / question.total_idf for hit in hits]
    odds = [math.exp(hit.score - hits[0].score) for hit in hits]
    top = passages[0]
    others = [hit.score for hit in hits if hit.passage.entry_id != hits[0].passage.entry_id]
    cosines = sorted((hit.dense_score or 0.0 for hit in hits), reverse=True)
    in_top = frozenset().union(*top.held)
    return [
        first.score, first.score - max(span.score for span in spans), spans[1].score if len(spans) > 1 else -5.0,
        hits[0].score, hits[0].score - (hits[1].score if len(hits) > 1 else -5.0),
        hits[0].score - max(others, default=-5.0),
        cosines[0], cosines[0] - sum(cosines) / len(cosines),
        max(lexical),
        coverage(question, in_top | top.title),
        max(coverage(question, terms | top.title) for terms in top.held),
        coverage(question, top.title), min(len(question.terms), 15), float(question.looks_typed),
        len({hit.passage.entry_id for hit in hits}),
        _one_answers(scores), sum(compress(odds, of_entry)) / sum(odds),
        lexical[hits.index(first.hit)]
        - max((score for score, ours in zip(lexical, of_entry, strict=True) if not ours), default=0.0),
        coverage(question, quoted.title.union(*_quoted_terms(quoted, first))), _names_missing(question, quoted),
        fits(question, first.text), *_like_a_list(first.text), *_read_in_and_out(passages, first, read),
    ]  # fmt: skip


def _read_in_and_out(passages: Sequence[AnalysedPassage], quoted: Span, read: Read) -> tuple[float, float, float]:
    """The best score of a sentence that was read in the quotation and outside of it, and how many were read."""
    within, outside = [UNREAD], [UNREAD]
    sentences = [(passage.hit, start) for passage in passages for start, _ in passage.spans]
    for place, score in read.items():
        hit, start = sentences[place]
        inside = hit == quoted.hit and quoted.start <= hit.passage.start + start < quoted.end
        (within if inside else outside).append(score)
    return max(within), max(outside), float(len(read))


def _like_a_list(text: str) -> tuple[float, float, float]:
    """What tells a list, which seldom answers, from a sentence: capitals and commas a word, and common verbs.

    Of other languages than English it cannot be told: they have what an English sentence has.
    """
    words = text.split()
    if not words or has_cjk(text) or language_of(text) != ENGLISH:
        return _SENTENCE
    capitals = sum(word[0].isupper() for word in words)
    return capitals / len(words), text.count(",") / len(words), float(len(_VERB.findall(text)))


def _quoted_terms(passage: AnalysedPassage, span: Span) -> list[frozenset[str]]:
    """The terms of the sentences that make a quotation."""
    begins, ends = (offset - passage.hit.passage.start for offset in (span.start, span.end))
    sentences = zip(passage.spans, passage.held, strict=True)
    return [held for (start, end), held in sentences if begins <= start and end <= ends]


def _names_missing(question: QuestionView, passage: AnalysedPassage) -> float:
    """The share of the question's names and numbers that are not in a passage; -1 where there are none."""
    names = {
        word.lower()
        for place, word in enumerate(_WORD.findall(question.text))
        if word[0].isdigit() or (place and word[0].isupper())
    }
    words = set(_WORD.findall(f"{passage.hit.title} {passage.hit.passage.text}".lower()))
    return len(names - words) / len(names) if names else -1.0


def _best_span(passage: AnalysedPassage, scores: Sequence[float]) -> Span:
    """The sentence of a passage, or two side by side, of which it is likeliest that one answers."""
    text = passage.hit.passage.text
    # Quoted only where there is nothing else: the second half of an endless sentence, which is cut between two
    # passages, and what is left of a caption.
    whole = [
        place
        for place, (first, last) in enumerate(passage.spans)
        if (place or not text[first].islower()) and not is_remnant(text[first:last])
    ]
    places = whole or range(len(scores))
    pairs = [(first, first + 1) for first in places if first + 1 in places and _side_by_side(passage, first)]
    spans = [(place, place) for place in places] + pairs
    # Where every sentence leans on one that cannot be quoted, that is no reason to quote nothing.
    understood = [span for span in spans if _can_be_understood(passage, span[0])] or spans
    first, last = max(understood, key=lambda span: (_one_answers(scores[span[0] : span[1] + 1]), -span[0]))
    start = passage.hit.passage.start
    return Span(
        passage.hit,
        start + passage.spans[first][0],
        start + passage.spans[last][1],
        _one_answers(scores[first : last + 1]),
    )


def _one_event(span: Span, passage: AnalysedPassage, scores: Sequence[float]) -> Span:
    """The likelier of two lines that tell what happened in two years; any other quotation as it is.

    How likely it is that one of them answers was learned with both.
    """
    begins = span.hit.passage.start
    inside = [place for place, (start, _) in enumerate(passage.spans) if span.start <= begins + start < span.end]
    if not any(OF_A_YEAR.match(passage.hit.passage.text, passage.spans[place][0]) for place in inside[1:]):
        return span
    start, end = passage.spans[max(inside, key=scores.__getitem__)]
    return replace(span, start=begins + start, end=begins + end)


def _one_answers(scores: Sequence[float]) -> float:
    """The log-odds that one of the sentences answers, each for itself, the scores being taken for their log-odds."""
    # 1 - (1-p)(1-q) as odds: (1 + odds p)(1 + odds q) - 1.
    return math.log(math.prod(1 + math.exp(score) for score in scores) - 1)


def _can_be_understood(passage: AnalysedPassage, first: int) -> bool:
    """Whether a quotation may begin with this sentence: not where it leans on one that could be quoted with it."""
    leans = _LEANS_ON_THE_LAST.match(passage.hit.passage.text, passage.spans[first][0]) is not None
    return first == 0 or not leans or not _side_by_side(passage, first - 1)


def _side_by_side(passage: AnalysedPassage, place: int) -> bool:
    """Whether a sentence and the next one are of one paragraph and short enough to be quoted together."""
    (start, end), (following, last) = passage.spans[place : place + 2]
    text = passage.hit.passage.text
    apart = "\n" in text[end:following] or is_remnant(text[start:end])
    return not apart and len(text[start:last].split()) <= MOST_WORDS


def _say_the_same(words: set[str], others: set[str]) -> bool:
    return len(words & others) >= SAME * min(len(words), len(others))


def _words(span: Span) -> set[str]:
    return set(_WORD.findall(span.text.casefold()))
