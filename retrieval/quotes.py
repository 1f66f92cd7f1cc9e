"""Which sentences of the ranked passages answer a question, and how likely it is that they do."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from retrieval.passages import PASSAGES_AN_ENTRY
from retrieval.question import QuestionView
from retrieval.ranking import AnalysedPassage, Ranker, adjacent, coverage, fits, new_names
from retrieval.results import Hit

__all__ = [
    "CONFIDENCE_FEATURES", "PASSAGES", "SENTENCE_FEATURES", "Chosen", "Span", "choose_quotes", "confidence_features",
]  # fmt: skip

# Quotations are looked for in this many of the best passages.
PASSAGES = 8
# A quotation is one sentence, or two that stand together and are not longer than this.
MOST_WORDS = 60
# Two quotations that share this much of their words say the same.
SAME = 0.8

_LEANS_ON_THE_LAST = re.compile(
    r"(?:He|She|It|They|His|Her|Hers|Its|Their|This|That|These|Those|Such|Both|There|Here)\b"
    r"|(?:그|그녀|그들|이들|이것|그것|이곳|그곳|여기|이때|그때)(?:은|는|이|가|을|를|의|에|에서)?(?![가-힣])"
)
_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Span:
    """Whole sentences of one hit that make a quotation: str offsets into the text of its entry."""

    hit: Hit
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """Quotations, best first, and the probability that the first of them answers."""

    spans: tuple[Span, ...]
    confidence: float


def choose_quotes(question: QuestionView, passages: Sequence[AnalysedPassage], ranker: Ranker, most: int) -> Chosen:
    """Choose at most `most` quotations from the best passages, at most one of each, none saying the same as another."""
    passages = [passage for passage in passages[:PASSAGES] if passage.spans]
    if not passages:
        return Chosen((), 0.0)
    scores = ranker.sentence.scores(sentence_features(question, passages)).tolist()
    spans = best_spans(passages, scores)
    odds = float(ranker.confidence.scores([confidence_features(question, passages, scores, spans)])[0])
    kept: list[Span] = []
    said: list[set[str]] = []
    for span in spans:
        words = _words(span)
        if len(kept) < most and not any(_say_the_same(words, others) for others in said):
            kept.append(span)
            said.append(words)
    return Chosen(tuple(kept), 1 / (1 + math.exp(-odds)))


def best_spans(passages: Sequence[AnalysedPassage], scores: Iterable[float]) -> list[Span]:
    """The best quotation of each passage, best first; `scores` are those of all their sentences, in order."""
    rest = iter(scores)
    spans = [_best_span(passage, [float(next(rest)) for _ in passage.spans]) for passage in passages]
    return sorted(spans, key=lambda span: (-span.score, span.hit.rank))


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


CONFIDENCE_FEATURES = (
    "quote", "quote_behind", "second_quote", "passage_score", "passage_lead", "entry_lead", "cosine", "cosine_lead",
    "lexical", "coverage", "coverage_sentence", "title_covers", "terms", "typed", "entries",
    "any_sentence", "entry_share", "entry_lexical_lead", "coverage_quote", "names_missing",
)  # fmt: skip


def confidence_features(
    question: QuestionView, passages: Sequence[AnalysedPassage], scores: Sequence[float], spans: Sequence[Span]
) -> list[float]:
    """What decides whether the first of `spans`, chosen by the `scores` of all sentences, answers; see above."""
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
    ]  # fmt: skip


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
    # An endless sentence is cut between two passages: its second half is quoted only where there is nothing else.
    whole = [place for place in range(len(scores)) if place or not text[passage.spans[0][0]].islower()]
    places = whole or range(len(scores))
    pairs = [(first, first + 1) for first in places if first + 1 in places and _side_by_side(passage, first)]
    spans = [(place, place) for place in places] + pairs
    # Where every sentence leans on one that cannot be quoted, that is no reason to quote nothing.
    understood = [span for span in spans if _can_be_understood(passage, scores, span)] or spans
    first, last = max(understood, key=lambda span: (_one_answers(scores[span[0] : span[1] + 1]), -span[0]))
    start = passage.hit.passage.start
    return Span(
        passage.hit,
        start + passage.spans[first][0],
        start + passage.spans[last][1],
        _one_answers(scores[first : last + 1]),
    )


def _one_answers(scores: Sequence[float]) -> float:
    """The log-odds that one of the sentences with these scores answers, each of which does or does not for itself."""
    # 1 - (1-p)(1-q) as odds: (1 + odds p)(1 + odds q) - 1.
    return math.log(math.prod(1 + math.exp(score) for score in scores) - 1)


def _can_be_understood(passage: AnalysedPassage, scores: Sequence[float], span: tuple[int, int]) -> bool:
    """Whether the best of these sentences has the one before it along, should it lean on that."""
    first, last = span
    best = max(range(first, last + 1), key=lambda place: (scores[place], -place))
    leans = _LEANS_ON_THE_LAST.match(passage.hit.passage.text, passage.spans[best][0]) is not None
    return best > first or best == 0 or not leans or not _side_by_side(passage, best - 1)


def _side_by_side(passage: AnalysedPassage, place: int) -> bool:
    """Whether a sentence and the next one are of one paragraph and short enough to be quoted together."""
    (start, end), (following, last) = passage.spans[place : place + 2]
    text = passage.hit.passage.text
    return "\n" not in text[end:following] and len(text[start:last].split()) <= MOST_WORDS


def _say_the_same(words: set[str], others: set[str]) -> bool:
    return len(words & others) >= SAME * min(len(words), len(others))


def _words(span: Span) -> set[str]:
    start = span.hit.passage.start
    return set(_WORD.findall(span.hit.passage.text[span.start - start : span.end - start].casefold()))
