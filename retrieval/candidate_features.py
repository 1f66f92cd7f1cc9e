"""What two rankings say of a passage and of its entry together, and what the question is like.

One weight for all questions serves either those of people who have the text before them or short search queries; from
these features it is learned how to weigh the two for each (`retrieval.ranking`).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from retrieval.passages import PASSAGES_AN_ENTRY
from retrieval.question import NOT_MENTIONED, QuestionView
from retrieval.results import Candidate, Hit

__all__ = ["CANDIDATE_FEATURES", "candidate_features", "min_max"]

CANDIDATE_FEATURES = (
    "lexical", "lexical_rank", "lexical_best", "lexical_falls", "dense", "dense_near", "dense_behind", "dense_rank",
    "dense_known", "dense_falls", "lead", "ordinal", "siblings", "entry_lexical", "entry_dense", "typed", "terms",
    "mention", "mention_behind", "mention_strength", "mention_alone", "mention_longest",
)  # fmt: skip

# The rank of a passage that is not in a ranking.
UNRANKED = 200
# How far scores fall from the first to this one tells how sure a ranking is.
_FALL = 10


def candidate_features(question: QuestionView, candidates: Sequence[Candidate | Hit]) -> npt.NDArray[np.float64]:
    """The features of each passage, shape (passages, features); scores are normalised within the question."""
    passages = np.array([one.id for one in candidates])
    entries, of_entry = np.unique(passages // PASSAGES_AN_ENTRY, return_inverse=True)
    ordinal = passages % PASSAGES_AN_ENTRY
    found = np.array([one.lexical_score or 0.0 for one in candidates])
    best = found.max() or 1.0
    known = np.array([one.dense_score is not None for one in candidates])
    least = min((one.dense_score for one in candidates if one.dense_score is not None), default=0.0)
    cosine = np.array([least if one.dense_score is None else one.dense_score for one in candidates])
    near = min_max(cosine)
    ranks = np.array([(one.lexical_rank or UNRANKED, one.dense_rank or UNRANKED) for one in candidates])
    mentions = [question.mentions.get(int(entry), NOT_MENTIONED) for entry in entries]
    mention = np.array([(m.share, m.strength, m.alone, m.longest) for m in mentions], float)[of_entry]
    columns = (
        found / best, 1 / ranks[:, 0], best / question.total_idf, _falls(found) / best,
        cosine, near, cosine - cosine.max(), 1 / ranks[:, 1],
        known, _falls(cosine), ordinal == 0, np.log1p(ordinal), np.log(np.bincount(of_entry))[of_entry],
        _best_of_entry(found / best, of_entry), _best_of_entry(near, of_entry),
        float(question.looks_typed), question.length,
        mention[:, 0], mention[:, 0] - mention[:, 0].max(), *mention[:, 1:].T,
    )  # fmt: skip
    broadcast = [np.broadcast_to(column, len(candidates)) for column in columns]
    features: npt.NDArray[np.float64] = np.stack(broadcast, axis=1).astype(float)
    return features


def min_max(values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """The values scaled from 0 for the least to 1 for the greatest; 0 where all are the same."""
    given = np.asarray(values, np.float64)
    scaled: npt.NDArray[np.float64] = (given - given.min()) / (np.ptp(given) or 1.0)
    return scaled


def _falls(scores: npt.NDArray[np.float64]) -> float:
    """How far it is from the best score down to the tenth."""
    ordered = np.sort(scores)[::-1]
    return float(ordered[0] - ordered[min(_FALL, len(ordered)) - 1])


def _best_of_entry(scores: npt.NDArray[np.float64], of_entry: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """For each passage, the best score among those of its entry."""
    best = np.zeros(of_entry.max() + 1)
    np.maximum.at(best, of_entry, scores)
    return best[of_entry]
