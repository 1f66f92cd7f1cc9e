"""How well an encyclopedia answers: measures over a file of questions or of names.

A passage is right when its entry is the gold entry and it contains an answer (case folded, punctuation to spaces);
an entry when it is the gold entry; a quotation when its words contain an answer.
"""

import json
import lzma
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.ask import Encyclopedia
from retrieval.errors import QuestionsUnusable
from retrieval.results import DOUBTFUL, Answer, Hit

__all__ = [
    "NameRow",
    "NameScores",
    "Question",
    "Scores",
    "auroc",
    "contains_answer",
    "evaluate",
    "evaluate_names",
    "read_rows",
    "reciprocal_rank",
]

DEPTH = 10
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answers are known: `answers` may each stand in the entry called `title`."""

    set: str
    question: str
    answers: tuple[str, ...]
    title: str
    answerable: bool


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name as typed, and the titles it may mean."""

    set: str
    query: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures over the answerable questions of a set, each from 0 to 1; latency in milliseconds.

    `auroc` is that of the confidence between each question asked with its entry and without it;
    `wrong_refusals` the share of answerable questions refused at the shipped threshold, `doubted` of those answered
    with doubt; `right_refusals` and `rightly_doubted` are the same without the entry.
    """

    questions: int
    passage_at: dict[int, float]
    entry_at: dict[int, float]
    mrr: float
    quote: float
    quote_any: float
    auroc: float
    wrong_refusals: float
    doubted: float
    right_refusals: float
    rightly_doubted: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class NameScores:
    """Share of names found: first, among the first three, or anywhere in the list; latency in milliseconds."""

    names: int
    at_1: float
    at_3: float
    listed: float
    p50: float
    p95: float


def read_rows(path: Path) -> list[Question] | list[NameRow]:
    """The rows of a question file or a names file (JSONL, plain or .xz). Raises QuestionsUnusable."""
    rows: list[Any] = []
    read: Callable[[Any], Question | NameRow] | None = None
    where = ""
    try:
        content = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        for number, line in enumerate(content.decode("utf-8-sig").split("\n"), 1):
            where = f"line {number}: "
            if line.strip():
                row = json.loads(line)
                read = read or (_name if "query" in row else _question)  # the first row says of what kind all are
                rows.append(read(row))
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise QuestionsUnusable(
            f"cannot read {path} ({where}{type(error).__name__}: {error}); it needs JSON lines with question, answers "
            "and title, or with query and titles"
        ) from error
    return rows


def _question(row: Any) -> Question:
    return Question(
        set=str(row.get("set", "questions")),
        question=_string(row["question"]),
        answers=_strings(row["answers"]),
        title=_string(row["title"]),
        answerable=bool(row.get("answerable", row["answers"])),
    )


def _name(row: Any) -> NameRow:
    return NameRow(str(row.get("set", "names")), _string(row["query"]), _strings(row["titles"]))


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a string")
    return value


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TypeError(f"{value!r} is not a list of strings")
    return tuple(value)


def evaluate(
    encyclopedia: Encyclopedia, questions: Sequence[Question], progress: Callable[[int], None] | None = None
) -> Scores:
    """Ask every answerable question with its entry and without it, and measure what comes back."""
    asked = [question for question in questions if question.answerable]
    if not asked:
        raise QuestionsUnusable("none of the questions has an answer; there is nothing to measure")
    answers, without, seconds = [], [], []
    for done, question in enumerate(asked, 1):
        started = time.perf_counter()
        answers.append(encyclopedia.ask(question.question, threshold=0.0))
        seconds.append(time.perf_counter() - started)
        without.append(encyclopedia.ask(question.question, threshold=0.0, without=question.title))
        if progress:
            progress(done)
    return _scores(encyclopedia.threshold, asked, answers, without, seconds)


def _scores(
    threshold: float,
    asked: Sequence[Question],
    answers: Sequence[Answer],
    without: Sequence[Answer],
    seconds: Sequence[float],
) -> Scores:
    pairs = list(zip(asked, answers, strict=True))
    right = [[_right_passage(question, hit) for hit in answer.hits[:DEPTH]] for question, answer in pairs]
    entries = [[hit.title == question.title for hit in answer.hits[:DEPTH]] for question, answer in pairs]
    quotes = [[contains_answer(c.quote.text, question.answers) for c in answer.citations] for question, answer in pairs]
    with_entry = [answer.confidence for answer in answers]
    without_entry = [answer.confidence for answer in without]
    return Scores(
        questions=len(asked),
        passage_at={k: _mean(any(row[:k]) for row in right) for k in (1, 5, 10)},
        entry_at={k: _mean(any(row[:k]) for row in entries) for k in (1, 5, 10)},
        mrr=_mean(reciprocal_rank(row) for row in right),
        quote=_mean(any(row[:1]) for row in quotes),
        quote_any=_mean(any(row) for row in quotes),
        auroc=auroc(with_entry, without_entry),
        wrong_refusals=_mean(confidence < threshold for confidence in with_entry),
        doubted=_mean(threshold <= confidence < DOUBTFUL for confidence in with_entry),
        right_refusals=_mean(confidence < threshold for confidence in without_entry),
        rightly_doubted=_mean(threshold <= confidence < DOUBTFUL for confidence in without_entry),
        p50=float(np.percentile(seconds, 50)) * 1000,
        p95=float(np.percentile(seconds, 95)) * 1000,
    )


def evaluate_names(
    encyclopedia: Encyclopedia, names: Sequence[NameRow], progress: Callable[[int], None] | None = None
) -> NameScores:
    """Look every name up and measure where the right entry comes."""
    places, seconds = [], []
    for done, row in enumerate(names, 1):
        started = time.perf_counter()
        match = encyclopedia.find(row.query, by_meaning=True)
        seconds.append(time.perf_counter() - started)
        places.append([entry.title in row.titles for entry in match.candidates])
        if progress:
            progress(done)
    return NameScores(
        len(names),
        _mean(any(place[:1]) for place in places),
        _mean(any(place[:3]) for place in places),
        _mean(any(place) for place in places),
        float(np.percentile(seconds, 50)) * 1000,
        float(np.percentile(seconds, 95)) * 1000,
    )


def contains_answer(text: str, answers: Iterable[str]) -> bool:
    """Whether the words of `text` contain those of an answer, in order and side by side."""
    words = f" {_plain(text)} "
    return any(f" {plain} " in words for answer in answers if (plain := _plain(answer)))


def reciprocal_rank(right: Sequence[bool]) -> float:
    """1 over the rank of the first right one, 0 if there is none."""
    return next((1 / rank for rank, is_right in enumerate(right, 1) if is_right), 0.0)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The chance that a positive scores above a negative, ties counting half: the area under the ROC curve."""
    above = np.subtract.outer(np.asarray(positive), np.asarray(negative))
    return float(((above > 0) + 0.5 * (above == 0)).mean())


def _right_passage(question: Question, hit: Hit) -> bool:
    return hit.title == question.title and contains_answer(hit.passage.text, question.answers)


def _plain(text: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
