"""Gradient-boosted trees of LightGBM, cross-validated, and as the product reads them (`retrieval.trees`)."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import lightgbm
import numpy as np

from benchmarks.ranking_report import Floats
from retrieval.trees import expected_scores

FOLDS = 5


def learn(
    objective: str,
    rows: list[Floats],
    labels: list[Floats],
    folds: list[int],
    weights: Floats,
    growth: Mapping[str, float],
    unsure: tuple[int, Sequence[float]] | None = None,
) -> tuple[lightgbm.Booster, list[Floats]]:
    """A model of all rows of any weight, and for each row the scores of a model that was not trained on its entry.

    `unsure` is the place of a feature that is 1 or 0, and for each row the probability that it is 1: the scores are
    expected ones.
    """
    settings: dict[str, Any] = {
        "objective": objective,
        "min_data_in_leaf": 40,
        "lambda_l2": 5.0,
        "seed": 7,
        "deterministic": True,
        "num_threads": 2,
        "verbose": -1,
        **growth,
    }

    def fitted(places: list[int]) -> lightgbm.Booster:
        data = lightgbm.Dataset(
            np.vstack([rows[p] for p in places]),
            np.concatenate([labels[p] for p in places]),
            group=[len(rows[p]) for p in places] if objective == "lambdarank" else None,
            weight=np.repeat(weights[places], [len(rows[p]) for p in places]),
        )
        return lightgbm.train(settings, data)

    scores: list[Floats] = [np.empty(0)] * len(rows)
    for fold in range(FOLDS):
        model = fitted([p for p in range(len(rows)) if folds[p] != fold and weights[p]])
        predict = partial(_predicted, model)
        for p in range(len(rows)):
            if folds[p] == fold:
                scores[p] = expected_scores(predict, rows[p], unsure[0], unsure[1][p]) if unsure else predict(rows[p])
    return fitted([p for p in range(len(rows)) if weights[p]]), scores


def _predicted(model: lightgbm.Booster, rows: Floats) -> Floats:
    return np.asarray(model.predict(rows, raw_score=True))


def plain(model: lightgbm.Booster, features: Sequence[str]) -> dict[str, Any]:
    """The trees of a booster as lists, a node each; see retrieval.trees."""
    trees = []
    for dumped in model.dump_model()["tree_info"]:
        tree: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
        _flatten(dumped["tree_structure"], tree)
        trees.append(tree)
    return {"features": features, "trees": trees}


def _flatten(node: dict[str, Any], tree: dict[str, list[Any]]) -> int:
    place = len(tree["left"])
    leaf = "leaf_value" in node
    tree["feature"].append(0 if leaf else node["split_feature"])
    tree["threshold"].append(0.0 if leaf else float(f"{node['threshold']:.6g}"))
    tree["value"].append(float(f"{node['leaf_value']:.5g}") if leaf else 0.0)
    tree["left"].append(-1)
    tree["right"].append(-1)
    if not leaf:
        tree["left"][place] = _flatten(node["left_child"], tree)
        tree["right"][place] = _flatten(node["right_child"], tree)
    return place
