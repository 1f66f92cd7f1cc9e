"""From fused candidates to a ranking: features of a (question, passage) pair that can be read, and their score.

The score is learned: LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART", 2010), trained by
`benchmarks/train_ranking.py`. The trees stand in `ranking_transformer.json`; for transformers as long as not all
passages have a vector in `ranking_unfinished.json`; and for static models, whose cosines are worth much less, in
`ranking_static.json`.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from retrieval.fusion import UNRANKED, min_max
from retrieval.languages import has_cjk, language_of
from retrieval.lexical import analyze
from retrieval.passages import PASSAGES_AN_ENTRY, entry_key
from retrieval.question import NOT_MENTIONED, QuestionView
from retrieval.results import Hit
from retrieval.sentences import sentence_spans
from retrieval.trees import Trees

__all__ = [
    "DEPTH",
    "PASSAGE_FEATURES",
    "AnalysedPassage",
    "Ranker",
    "adjacent",
    "analyse",
    "coverage",
    "fits",
    "new_names",
    "passage_features",
    "rank",
    "ranker",
]

# How many of the fused candidates are looked at more closely; the others keep their order behind these.
DEPTH = 24

_YEAR = re.compile(r"\b(?:1\d|20)\d\d(?:\b|년|年)|\b\d+(?:st|nd|rd|th) centur|\b\d+ (?:BC|AD|BCE|CE)\b")
_DATE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|\d[월月]"
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand"
    r"|million|billion|half|twice|dozen|percent)\b",
    re.IGNORECASE,
)
# A capital that begins a word, but not a sentence; first the letter, then what is before it: so the letter is searched.
_CAPITALISED = re.compile(r"[A-Z](?<!\w.)(?<![.!?\"“] .)(?<!^.)[\w'’.-]+")
_REASON = re.compile(r"\b(?:because|due to|since|so that|in order to|caused|owing to|result|reason|therefore)\b"
                     r"|때문|까닭|이유|원인|위해|따라서", re.I)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AnalysedPassage:
    """A passage cut into sentences: spans into the passage's text, and the terms of each, in order and as a set."""

    hit: Hit
    spans: Sequence[tuple[int, int]]
    terms: Sequence[Sequence[str]]
    held: Sequence[frozenset[str]]
    title: frozenset[str]


def analyse(hit: Hit) -> AnalysedPassage:
    """Cut a hit's passage into sentences and find the terms of each."""
    text = hit.passage.text
    language = language_of(text)
    spans = sentence_spans(text, 0, len(text), language)
    terms = [analyze(text[start:end], language) for start, end in spans]
    held = [frozenset(some) for some in terms]
    return AnalysedPassage(hit, spans, terms, held, frozenset(analyze(hit.title, language)))


def coverage(question: QuestionView, terms: frozenset[str] | set[str]) -> float:
    """The share, from 0 to 1, of the question's idf that `terms` hold."""
    return sum([weight for term, weight in question.idf.items() if term in terms]) / question.total_idf


def fits(question: QuestionView, text: str) -> float:
    """Whether `text` holds something of the type asked for; 0.5 where the type says nothing."""
    match question.answer_type:
        case "time":
            return 1.0 if _YEAR.search(text) else 0.7 if _DATE.search(text) else 0.0
        case "number":
            return float(bool(_NUMBER.search(text)))
        case "person" | "place" if has_cjk(text) and text == text.lower():
            return 0.5  # names have no capitals there
        case "person" | "place":
            return min(new_names(question, text), 3) / 3
        case "reason":
            return float(bool(_REASON.search(text)))
    return 0.5


def new_names(question: QuestionView, text: str) -> int:
    """How many capitalised words of `text` are not in the question; the first of a sentence does not count."""
    return sum(name.lower() not in question.words for name in _CAPITALISED.findall(text))


PASSAGE_FEATURES = (
    "fused", "fused_behind", "lexical", "lexical_rank", "dense", "dense_gap", "dense_rank", "coverage",
    "coverage_text", "coverage_sentence", "title_covered", "title_covers", "title_named", "adjacent", "fits", "lead",
    "ordinal", "siblings", "typed_x_dense", "typed_x_lexical", "typed_x_title", "long_x_lexical", "long_x_dense",
    "words", "mention", "mention_behind", "mention_strength", "mention_alone", "mention_longest",
)  # fmt: skip


def passage_features(question: QuestionView, passages: Sequence[AnalysedPassage]) -> list[list[float]]:
    """The features of each passage, in the order of PASSAGE_FEATURES; scores are normalised within the question."""
    hits = [passage.hit for passage in passages]
    fused = [hit.fused_score or 0.0 for hit in hits]
    lexical = [hit.lexical_score or 0.0 for hit in hits]
    known = [hit.dense_score for hit in hits if hit.dense_score is not None]
    least = min(known, default=0.0)
    cosine = [hit.dense_score if hit.dense_score is not None else least for hit in hits]
    best, near = max(cosine), min_max(cosine).tolist()
    of_entry = Counter(hit.passage.entry_id for hit in hits)
    typed, long = float(question.looks_typed), question.length
    mentions = [question.mentions.get(entry_key(hit.passage.id), NOT_MENTIONED) for hit in hits]
    most = max(mention.share for mention in mentions)
    rows = []
    for place, passage in enumerate(passages):
        hit, in_title = passage.hit, passage.title
        in_text = frozenset().union(*passage.held)
        named = sum(term in question.idf for term in in_title) / max(1, len(in_title))
        relative = lexical[place] / (max(lexical) or 1.0)
        ordinal = hit.passage.id % PASSAGES_AN_ENTRY
        rows.append([
            fused[place], fused[place] - max(fused),
            relative, 1 / (hit.lexical_rank or UNRANKED), cosine[place], cosine[place] - best,
            1 / (hit.dense_rank or UNRANKED),
            coverage(question, in_text | in_title), coverage(question, in_text),
            max((coverage(question, terms) for terms in passage.held), default=0.0),
            named, coverage(question, in_title), float(named == 1.0),
            adjacent(question, passage.terms), fits(question, hit.passage.text),
            float(ordinal == 0), math.log1p(ordinal), math.log(of_entry[hit.passage.entry_id]),
            typed * near[place], typed * relative, typed * named, long * relative, long * near[place],
            math.log1p(len(in_text)),
            mentions[place].share, mentions[place].share - most, mentions[place].strength, mentions[place].alone,
            float(mentions[place].longest),
        ])  # fmt: skip
    return rows


def adjacent(question: QuestionView, sentences: Sequence[Sequence[str]]) -> float:
    """The share of neighbouring pairs of question terms that are neighbours in one of the sentences as well."""
    pairs = list(pairwise(question.terms))
    if not pairs:
        return 0.0
    wanted, found = set(pairs), set[tuple[str, str]]()
    for terms in sentences:
        found |= wanted.intersection(pairwise(terms))
    return sum(pair in found for pair in pairs) / len(pairs)


@dataclass(frozen=True, slots=True)
class Ranker:
    """What was learned for one kind of embedding model."""

    fusion: Trees
    passage: Trees
    sentence: Trees
    confidence: Trees
    threshold: float  # the confidence below which an answer is withheld


@cache
def ranker(model: str, *, complete: bool = True) -> Ranker:
    """What was learned for the embedding model `model`, and for an index that has all of its vectors or not."""
    kind = "static" if model == "static" else "transformer" if complete else "unfinished"
    learned = json.loads(files("retrieval").joinpath(f"ranking_{kind}.json").read_text(encoding="utf-8"))
    return Ranker(
        fusion=Trees(learned["fusion"]),
        passage=Trees(learned["passage"]),
        sentence=Trees(learned["sentence"]),
        confidence=Trees(learned["confidence"]),
        threshold=learned["threshold"],
    )


def rank(question: QuestionView, hits: Sequence[Hit], trees: Trees) -> tuple[list[Hit], list[AnalysedPassage]]:
    """Order the hits by what the trees say of the first DEPTH of them; these come analysed as well, in that order."""
    passages = [analyse(hit) for hit in hits[:DEPTH]]
    if not passages:
        return [], []
    scores = trees.scores(passage_features(question, passages))
    if question.in_english is not None:
        scores = _both_weighed(scores, np.array([passage.hit.score for passage in passages]))
    order = sorted(range(len(passages)), key=lambda place: (-scores[place], passages[place].hit.passage.id))
    ranked = [replace(passages[place].hit, rank=n, score=float(scores[place])) for n, place in enumerate(order, 1)]
    # The others have no such score: theirs is below all of these, and keeps their fused order.
    floor = min(hit.score for hit in ranked) - 1
    ranked += [replace(hit, score=floor + hit.score - hits[DEPTH].score) for hit in hits[DEPTH:]]
    return ranked, [replace(passages[place], hit=hit) for place, hit in zip(order, ranked, strict=False)]


def _both_weighed(scores: npt.NDArray[np.float64], fused: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The same scores, given out anew in the order of themselves and the fused ones together.

    What is learned of the words of a question counts for half where they are a translation.
    """
    both = min_max(scores) + min_max(fused)
    given = np.empty_like(scores)
    given[np.argsort(-both, kind="stable")] = np.sort(scores)[::-1]
    return given
