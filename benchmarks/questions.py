"""Which questions the ranking was learned from, and which are left to measure with."""

import random
from collections import defaultdict
from pathlib import Path

from retrieval.evaluate import Question, read_rows

__all__ = ["A_SET", "chosen", "held_out"]

# So many questions of each set the shipped ranking was learned from.
A_SET = 555


def chosen(questions: Path, a_set: int = A_SET) -> list[Question]:
    """Up to `a_set` answerable questions of each set in the file, the same ones every time."""
    return _divided(questions, a_set)[0]


def held_out(questions: Path, a_set: int = A_SET) -> list[Question]:
    """The answerable questions that are not `chosen`; the entries they are about may be."""
    return _divided(questions, a_set)[1]


def _divided(questions: Path, a_set: int) -> tuple[list[Question], list[Question]]:
    taken: dict[str, list[Question]] = defaultdict(list)
    left: list[Question] = []
    rows = [row for row in read_rows(questions) if isinstance(row, Question) and row.answerable]
    random.Random(7).shuffle(rows)
    for row in rows:
        (taken[row.set] if len(taken[row.set]) < a_set else left).append(row)
    return [row for of_set in taken.values() for row in of_set], left
