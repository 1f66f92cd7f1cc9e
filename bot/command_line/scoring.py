"""`wipiverse eval`: the measures of retrieval.evaluate for each set of a file, and over all of them."""

import dataclasses
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from bot.command_line.progress import counting
from bot.command_line.sheet import Sheet
from retrieval import Encyclopedia
from retrieval.errors import QuestionsUnusable
from retrieval.evaluate import NameRow, NameScores, Question, Scores, evaluate, evaluate_names, read_rows

__all__ = ["OVERALL", "draw", "measure", "over_all", "show_scores"]

OVERALL = "all"
# Which rows a --limit draws: the same ones in every run.
SEED = 2026

_S = TypeVar("_S", Scores, NameScores)
_Row = TypeVar("_Row", Question, NameRow)


def measure(encyclopedia: Encyclopedia, path: Path, limit: int | None = None) -> Mapping[str, Scores | NameScores]:
    """The scores of each set in the file at `path`, and under OVERALL those over all sets.

    `limit` takes so many rows of each set, the same in every run. Raises QuestionsUnusable.
    """
    rows = read_rows(path)
    names = [row for row in rows if isinstance(row, NameRow)]
    questions = [row for row in rows if isinstance(row, Question) and row.answerable]
    if not names and not questions:
        raise QuestionsUnusable(f"{path} has no question with an answer and no name; there is nothing to measure")
    if names:
        by_name: dict[str, NameScores] = {}
        for of, some in draw(names, limit).items():
            with counting(of, len(some)) as tell:
                by_name[of] = evaluate_names(encyclopedia, some, tell)
        return {**by_name, OVERALL: over_all(list(by_name.values()))}
    scores: dict[str, Scores] = {}
    for of, drawn in draw(questions, limit).items():
        with counting(of, len(drawn)) as tell:
            scores[of] = evaluate(encyclopedia, drawn, tell)
    return {**scores, OVERALL: over_all(list(scores.values()))}


def draw(rows: Sequence[_Row], limit: int | None) -> dict[str, list[_Row]]:
    """The rows of each set, at most `limit` of them, drawn at random but always the same."""
    sets: dict[str, list[_Row]] = {}
    for row in rows:
        sets.setdefault(row.set, []).append(row)
    if limit is None:
        return sets
    return {of: random.Random(SEED).sample(some, min(limit, len(some))) for of, some in sets.items()}  # noqa: S311


def over_all(scores: Sequence[_S]) -> _S:
    """The mean over sets, each weighing as much as it has rows.

    That is the same as the measure over all rows, except for AUROC and latency.
    """
    first, *others = scores
    if not others:
        return first
    size = dataclasses.fields(first)[0].name
    weights: list[int] = [getattr(one, size) for one in scores]
    total = sum(weights)

    def mean(values: Sequence[float]) -> float:
        return sum(value * weight for value, weight in zip(values, weights, strict=True)) / float(total)

    merged: dict[str, Any] = {size: total}
    for field in dataclasses.fields(first)[1:]:
        values = [getattr(one, field.name) for one in scores]
        if isinstance(values[0], dict):
            merged[field.name] = {key: mean([value[key] for value in values]) for key in values[0]}
        else:
            merged[field.name] = mean(values)
    return type(first)(**merged)


def show_scores(sheet: Sheet, sets: Mapping[str, Scores | NameScores]) -> None:
    """A column for each set, a row for each measure."""
    columns = [dict(_measures(scores)) for scores in sets.values()]
    rows = [(measure, *(column[measure] for column in columns)) for measure in columns[0]]
    sheet.table(("measure", *sets), rows, right=range(1, len(sets) + 1))


def _measures(scores: Scores | NameScores) -> list[tuple[str, str]]:
    time = [("p50, ms", f"{scores.p50:.1f}"), ("p95, ms", f"{scores.p95:.1f}")]
    if isinstance(scores, NameScores):
        shares = [("@1", scores.at_1), ("@3", scores.at_3), ("listed", scores.listed)]
        return [("names", f"{scores.names:,}"), *((name, f"{share:.3f}") for name, share in shares), *time]
    shares = [
        *((f"passage@{k}", share) for k, share in scores.passage_at.items()),
        *((f"entry@{k}", share) for k, share in scores.entry_at.items()),
        ("MRR@10", scores.mrr),
        ("first quotation answers", scores.quote),
        ("any quotation answers", scores.quote_any),
        ("AUROC of confidence", scores.auroc),
        ("wrong refusals", scores.wrong_refusals),
        ("answered with doubt", scores.doubted),
        ("right refusals", scores.right_refusals),
        ("right doubt", scores.rightly_doubted),
    ]
    return [
        ("questions", f"{scores.questions:,}"),
        *((name, f"{share:.3f}") for name, share in shares),
        *time,
    ]
