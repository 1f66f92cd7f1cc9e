"""What the ranking is learned from: askings, held-out entries apart, and cross-encoders that have not read of them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.boosting import FOLDS, learn, plain
from benchmarks.everyday_questions import EVERYDAY
from benchmarks.ranking_report import Asked, Floats
from benchmarks.train_cross_encoder import part_of
from retrieval.closer_look import Read, read_closely
from retrieval.reranking import CrossEncoder
from retrieval.sentence_cross_encoder import load_sentence_cross_encoder

__all__ = ["Lesson", "Readers"]

# The feature that is a guess: whether a question is a search query.
GUESSED = "typed"
# Questions made of entries ask what people ask, but not in their words.
OF_EVERYDAY = 0.12
# There are six written questions for each that was typed into a search field, and readers type.
WEIGHTS = {"qed": 4.0, "noise-asr": 0.5, EVERYDAY: OF_EVERYDAY}
Growth = Mapping[str, float]


class Readers:
    """The cross-encoders of all parts; each reads what is asked of the entries of its part, and everything once."""

    def __init__(self, learned: Sequence[Path], models: Path) -> None:
        """Load them by way of exports in `models`."""
        self._readers = [_Remembering(load_sentence_cross_encoder(models, path)) for path in learned]

    def read(self, row: Asked, scores: Floats) -> Read:
        """What is made of the likeliest sentences of a question's passages; see `read_closely`."""
        return read_closely(row.view, row.passages, scores, self._readers[part_of(row.question.title)])


class _Remembering:
    def __init__(self, cross_encoder: CrossEncoder) -> None:
        self._cross_encoder = cross_encoder
        self._known: dict[tuple[str, str], float] = {}

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        new = [passage for passage in passages if (question, passage) not in self._known]
        self._known |= zip(((question, p) for p in new), self._cross_encoder.scores(question, new), strict=True)
        return [self._known[question, passage] for passage in passages]


class Lesson:
    """Askings that one model after the other is learned from, held-out entries apart; `models` holds what was."""

    def __init__(self, asked: list[Asked], without: Collection[str]) -> None:
        """Features that begin with one of `without` are left out (as 0)."""
        self.asked = asked
        self.models: dict[str, Any] = {}
        self.folds = _folds(asked)
        self.gold = np.array([row.gold for row in asked])
        self.right = [np.array([row.right(hit) for hit in row.hits], float) for row in asked]
        self._weights = self.gold * np.array([WEIGHTS.get(row.question.set, 1.0) for row in asked])
        self._typed = [row.view.typed for row in asked]
        self._without = tuple(without)

    def order(
        self, name: str, features: Sequence[str], rows: Sequence[Floats], labels: list[Floats], growth: Growth
    ) -> list[Floats]:
        """Learn to put the rows of each asking in order: their scores by a model that has not seen its entry."""
        return self._learn(name, features, rows, labels, growth, "lambdarank", self._weights)

    def judge(
        self, name: str, features: Sequence[str], rows: Sequence[Floats], labels: list[Floats], growth: Growth
    ) -> Floats:
        """Learn a probability from one row for each asking, or from several as long as all askings, one by one."""
        weights = np.array([OF_EVERYDAY if row.question.set == EVERYDAY else 1.0 for row in self.asked])
        weights = np.tile(weights, len(rows) // len(self.asked))
        odds = self._learn(name, features, rows, labels, growth, "binary", weights)
        probability: Floats = 1 / (1 + np.exp(-np.array([of_row[0] for of_row in odds])))
        return probability

    def _learn(
        self,
        name: str,
        features: Sequence[str],
        rows: Sequence[Floats],
        labels: list[Floats],
        growth: Growth,
        objective: str,
        weights: Floats,
    ) -> list[Floats]:
        kept = np.array([not feature.startswith(self._without) for feature in features], float)
        times = len(rows) // len(self.asked)
        model, scores = learn(
            objective,
            [of_row * kept for of_row in rows],
            labels,
            self.folds * times,
            weights,
            growth,
            unsure=(features.index(GUESSED), self._typed * times),
        )
        self.models[name] = plain(model, features)
        return scores


def _folds(asked: list[Asked]) -> list[int]:
    """A fold for each asking, the same for all questions about one entry, of about equal sizes.

    Of questions made of entries apart from the others, so that these are in the same folds with them and without.
    """
    keys = [(row.question.set == EVERYDAY, row.question.title or row.question.question) for row in asked]
    sizes = Counter(keys)
    fold_of: dict[tuple[bool, str], int] = {}
    filled = {made: [0] * FOLDS for made in (False, True)}
    for (made, title), size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[made, title] = int(np.argmin(filled[made]))
        filled[made][fold_of[made, title]] += size
    return [fold_of[key] for key in keys]
