"""The operator's cross-encoder, where there is one: it reads question and passage together and reranks the first ones.

Nogueira and Cho, "Passage Re-ranking with BERT", 2019. Any sentence-transformers CrossEncoder will do, by name or path;
none comes with this package.
"""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from retrieval.errors import ModelUnavailable, reason_of
from retrieval.models.hub import missing_model
from retrieval.ranking import in_new_order
from retrieval.results import Hit

__all__ = ["CrossEncoder", "load_cross_encoder", "rerank"]

# How many of the ranked passages are read again, and how many at once: between two lots the clock is looked at.
RERANKED, AT_ONCE = 20, 4


class CrossEncoder(Protocol):
    """Says how well a passage answers a question."""

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """One score a passage, greater is better."""


def load_cross_encoder(model: str) -> CrossEncoder:
    """The sentence-transformers CrossEncoder called `model`, or in that folder. Raises ModelUnavailable."""
    return _SentenceTransformersCrossEncoder(model)


class _SentenceTransformersCrossEncoder:
    def __init__(self, model: str) -> None:
        if missing := missing_model(model, "cross-encoder"):
            raise ModelUnavailable(_unloadable(model, missing))
        from sentence_transformers import CrossEncoder  # noqa: PLC0415  ten CPU seconds that only its user pays
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self._model = CrossEncoder(model, device="cpu", local_files_only=Path(model).is_dir())
        except Exception as error:
            raise ModelUnavailable(_unloadable(model, reason_of(error))) from error
        outputs = self._model.config.num_labels
        if outputs != 1:
            raise ModelUnavailable(
                f"the cross-encoder {model!r} gives {outputs} numbers a pair; give one that gives a single score"
            )

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        found = self._model.predict([(question, passage) for passage in passages], show_progress_bar=False)
        return [float(score) for score in found]


def _unloadable(model: str, why: str) -> str:
    return (
        f"cannot load the cross-encoder {model!r}; give the folder of a sentence-transformers CrossEncoder, or none "
        f"({why})"
    )


def rerank(
    question: str,
    hits: Sequence[Hit],
    cross_encoder: CrossEncoder,
    budget: float,
    clock: Callable[[], float] = time.monotonic,
) -> list[Hit]:
    """Reorder the first passages by the cross-encoder: as many as it reads within `budget` seconds, 20 at most.

    What it has not read stays behind what it has, in its order.
    """
    started = clock()
    read: list[float] = []
    most = min(RERANKED, len(hits))
    while len(read) < most and clock() - started < budget:
        some = hits[len(read) : min(len(read) + AT_ONCE, most)]
        read += cross_encoder.scores(question, [f"{hit.title}. {hit.passage.text}" for hit in some])
    return in_new_order(hits, sorted(range(len(read)), key=lambda place: (-read[place], place)))
