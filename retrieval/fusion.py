"""Two rankings made into one, by what both say of a passage and of its entry, and by what the question is like.

One weight for all questions serves either those of people who have the text before them or short search queries; what
is learned here (LambdaMART, as in retrieval.ranking) weighs the two for each. Nothing is read of the texts, so that all
candidates are weighed in a millisecond and only the best have to be looked at more closely.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from retrieval.passages import PASSAGES_AN_ENTRY
from retrieval.question import NOT_MENTIONED, QuestionView
from retrieval.results import PassageId, Ranking
from retrieval.trees import Trees

__all__ = ["FUSION_FEATURES", "UNRANKED", "fuse", "fusion_features", "min_max"]

FUSION_FEATURES = (
    "lexical", "lexical_rank", "lexical_best", "lexical_falls", "dense", "dense_near", "dense_behind", "dense_rank",
    "dense_known", "dense_falls", "lead", "ordinal", "siblings", "entry_lexical", "entry_dense", "typed", "terms",
    "mention", "mention_behind", "mention_strength", "mention_alone", "mention_longest",
)  # fmt: skip

# The rank of a passage that is not in a ranking.
UNRANKED = 200
# How far scores fall from the first to this one tells how sure a ranking is.
_FALL = 10


def fuse(
    question: QuestionView, lexical: Ranking, dense: Ranking, cosines: Mapping[PassageId, float], trees: Trees
) -> Ranking:
    """The passages of both rankings by their learned scores, best first; equal scores are ordered by passage id.

    `cosines` has those of the dense ranking, and of whatever else has a vector.
    """
    passages = sorted({passage for passage, _ in (*lexical, *dense)})
    if not passages:
        return []
    scores = trees.scores(fusion_features(question, passages, lexical, dense, cosines))
    order = np.argsort(-scores, kind="stable")
    return [(passages[place], float(scores[place])) for place in order]


def fusion_features(
    question: QuestionView,
    passages: Sequence[PassageId],
    lexical: Ranking,
    dense: Ranking,
    cosines: Mapping[PassageId, float],
) -> npt.NDArray[np.float64]:
    """The features of each passage, shape (passages, features); scores are normalised within the question."""
    entries, of_entry = np.unique(np.array(passages) // PASSAGES_AN_ENTRY, return_inverse=True)
    ordinal = np.array(passages) % PASSAGES_AN_ENTRY
    scores = dict(lexical)
    found = np.array([scores.get(passage, 0.0) for passage in passages])
    best = found.max() or 1.0
    known = np.array([passage in cosines for passage in passages])
    # Of these passages only: an entry that is left out must not be felt.
    least = min((cosines[passage] for passage in passages if passage in cosines), default=0.0)
    cosine = np.array([cosines.get(passage, least) for passage in passages])
    near = min_max(cosine)
    mentions = [question.mentions.get(int(entry), NOT_MENTIONED) for entry in entries]
    mention = np.array([(m.share, m.strength, m.alone, m.longest) for m in mentions], float)[of_entry]
    columns = (
        found / best, _reciprocal_ranks(passages, lexical), best / question.total_idf, _falls(found) / best,
        cosine, near, cosine - cosine.max(), _reciprocal_ranks(passages, dense),
        known, _falls(cosine), ordinal == 0, np.log1p(ordinal), np.log(np.bincount(of_entry))[of_entry],
        _best_of_entry(found / best, of_entry), _best_of_entry(near, of_entry),
        float(question.looks_typed), question.length,
        mention[:, 0], mention[:, 0] - mention[:, 0].max(), *mention[:, 1:].T,
    )  # fmt: skip
    features: npt.NDArray[np.float64] = np.stack([np.broadcast_to(c, len(passages)) for c in columns], 1).astype(float)
    return features


def min_max(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """The values scaled from 0 for the least to 1 for the greatest; 0 where all are the same."""
    given = np.asarray(values, np.float64)
    scaled: npt.NDArray[np.float64] = (given - given.min()) / (np.ptp(given) or 1.0)
    return scaled


def _reciprocal_ranks(passages: Sequence[PassageId], ranking: Ranking) -> npt.NDArray[np.float64]:
    ranks = {passage: rank for rank, (passage, _) in enumerate(ranking, 1)}
    return np.array([1 / ranks.get(passage, UNRANKED) for passage in passages])


def _falls(scores: npt.NDArray[np.float64]) -> float:
    """How far it is from the best score down to the tenth."""
    ordered = np.sort(scores)[::-1]
    return float(ordered[0] - ordered[min(_FALL, len(ordered)) - 1])


def _best_of_entry(scores: npt.NDArray[np.float64], of_entry: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """For each passage, the best score among those of its entry."""
    best = np.zeros(of_entry.max() + 1)
    np.maximum.at(best, of_entry, scores)
    return best[of_entry]
