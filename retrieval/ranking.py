"""From candidates to a ranking: features of a (question, passage) pair that can be read, and their score.

What the two rankings say of the candidates (`retrieval.candidate_features`) decides which of them are read; with it,
what the question's words do in those (`retrieval.evidence`) decides which comes first. Both scores are learned:
LambdaMART (Burges, "From RankNet to LambdaRank to LambdaMART", 2010), trained by `benchmarks/train_ranking.py`. The
trees stand in `ranking_transformer.json`; for transformers as long as not all passages have a vector in
`ranking_unfinished.json`; and for static models, whose cosines are worth much less, in `ranking_static.json`.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpus.name_forms import MONTH
from retrieval.analysis import analyze
from retrieval.candidate_features import CANDIDATE_FEATURES, candidate_features
from retrieval.evidence import EVIDENCE_FEATURES, word_evidence
from retrieval.languages import has_cjk, language_of
from retrieval.life_dates import as_read
from retrieval.question import QuestionView
from retrieval.results import Candidate, Hit
from retrieval.sentences import sentence_spans
from retrieval.trees import Trees, expected_scores

__all__ = [
    "PASSAGE_FEATURES",
    "READ",
    "AnalysedPassage",
    "Ranker",
    "adjacent",
    "analyse",
    "coverage",
    "fits",
    "in_new_order",
    "new_names",
    "passage_features",
    "rank",
    "ranker",
    "scored",
    "worth_reading",
]

# So many candidates are read; the answer is seldom among the others.
READ = 80

_YEAR = re.compile(r"\b(?:1\d|20)\d\d(?:\b|년|年)|\b\d+(?:st|nd|rd|th) centur|\b\d+ (?:BC|AD|BCE|CE)\b")
_DATE = re.compile(rf"\b{MONTH}\b|\d[월月]")
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
    """A passage cut into sentences: spans into its text, the words of each as they are read, and its terms.

    Terms stand in order and as a set; those of the title as well.
    """

    hit: Hit
    spans: Sequence[tuple[int, int]]
    sentences: Sequence[str]
    terms: Sequence[Sequence[str]]
    held: Sequence[frozenset[str]]
    title: frozenset[str]


def analyse(hit: Hit, question: QuestionView | None = None) -> AnalysedPassage:
    """Cut a hit's passage into sentences and find the terms of each, read with this `question` in mind."""
    text = hit.passage.text
    language = language_of(text)
    spans = sentence_spans(text, 0, len(text), language)
    sentences = [text[start:end] if question is None else as_read(question, text[start:end]) for start, end in spans]
    terms = [analyze(sentence, language) for sentence in sentences]
    held = [frozenset(some) for some in terms]
    return AnalysedPassage(hit, spans, sentences, terms, held, frozenset(analyze(hit.title, language)))


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


PASSAGE_FEATURES = CANDIDATE_FEATURES + EVIDENCE_FEATURES


def passage_features(
    question: QuestionView, as_candidates: npt.NDArray[np.float64], hits: Sequence[Hit]
) -> npt.NDArray[np.float64]:
    """The features of each passage that was read, in the order of PASSAGE_FEATURES.

    `as_candidates` are their CANDIDATE_FEATURES, which are relative to all candidates.
    """
    texts = [as_read(question, hit.passage.text) for hit in hits]
    words = word_evidence(question, [hit.title for hit in hits], texts)
    features: npt.NDArray[np.float64] = np.hstack([as_candidates, words])
    return features


def worth_reading(scores: npt.NDArray[np.float64], most: int = READ) -> npt.NDArray[np.intp]:
    """The places, in order, of the `most` candidates with the best scores."""
    return np.sort(np.argsort(-scores, kind="stable")[:most])


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

    candidate: Trees
    passage: Trees
    sentence: Trees
    reading: Trees  # of sentences, once some have been read closely
    confidence: Trees
    threshold: float  # the confidence below which an answer is withheld


@cache
def ranker(model: str, *, complete: bool = True) -> Ranker:
    """What was learned for the embedding model `model`, and for an index that has all of its vectors or not."""
    kind = "static" if model == "static" else "transformer" if complete else "unfinished"
    learned = json.loads(files("retrieval").joinpath(f"ranking_{kind}.json").read_text(encoding="utf-8"))
    return Ranker(
        candidate=Trees(learned["candidate"]),
        passage=Trees(learned["passage"]),
        sentence=Trees(learned["sentence"]),
        reading=Trees(learned["reading"]),
        confidence=Trees(learned["confidence"]),
        threshold=learned["threshold"],
    )


def scored(trees: Trees, question: QuestionView, features: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """The scores of rows of features, expected as far as it is a guess whether the question is a search query."""
    return expected_scores(trees.scores, features, trees.features.index("typed"), question.typed)


def rank(
    question: QuestionView,
    candidates: Sequence[Candidate],
    read: Callable[[Sequence[Candidate]], list[Hit]],
    learned: Ranker,
    most: int,
) -> list[Hit]:
    """The `most` best of the candidates, best first; equal scores are ordered by passage id.

    `read` is given those that are worth it, READ or `most` of them.
    """
    if not candidates:
        return []
    as_candidates = candidate_features(question, candidates)
    kept = worth_reading(scored(learned.candidate, question, as_candidates), max(most, READ))
    hits = read([candidates[place] for place in kept])
    features = passage_features(question, as_candidates[kept], hits)
    scores = scored(learned.passage, question, features).tolist()
    order = sorted(zip(scores, hits, strict=True), key=lambda one: (-one[0], one[1].id))
    return [replace(hit, rank=number, score=score) for number, (score, hit) in enumerate(order[:most], 1)]


def in_new_order(hits: Sequence[Hit], order: Sequence[int]) -> list[Hit]:
    """The first hits in a new `order` of their places, the others behind them.

    The scores of the ranking stay, in falling order: it is their scale on which quotations are chosen and the
    confidence was learned.
    """
    first = [replace(hits[place], rank=number, score=hits[number - 1].score) for number, place in enumerate(order, 1)]
    return [*first, *hits[len(order) :]]
