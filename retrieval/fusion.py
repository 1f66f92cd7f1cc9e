"""Two rankings made into one.

Weighted sum of min-max normalised scores: Fox and Shaw, "Combination of Multiple Searches", 1994;
compared with other ways in Bruch, Gai and Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", 2023.
"""

from retrieval.results import PassageId, Ranking

__all__ = ["min_max", "weighted_sum"]


def min_max(ranking: Ranking) -> dict[PassageId, float]:
    """Scores of a ranking mapped to 0..1; all 1 where they are all equal."""
    if not ranking:
        return {}
    scores = [score for _, score in ranking]
    low, high = min(scores), max(scores)
    if high == low:
        return {passage: 1.0 for passage, _ in ranking}
    return {passage: (score - low) / (high - low) for passage, score in ranking}


def weighted_sum(lexical: Ranking, dense: Ranking, dense_weight: float) -> Ranking:
    """The passages of both rankings by the weighted sum of their normalised scores, best first.

    `dense_weight`, from 0 to 1, is the share of the dense ranking; the lexical ranking has the rest. A passage that
    is missing from one ranking gets the least score there. Equal scores are ordered by passage id.
    """
    from_lexical, from_dense = min_max(lexical), min_max(dense)
    fused = {
        passage: (1 - dense_weight) * from_lexical.get(passage, 0.0) + dense_weight * from_dense.get(passage, 0.0)
        for passage in from_lexical.keys() | from_dense.keys()
    }
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))
