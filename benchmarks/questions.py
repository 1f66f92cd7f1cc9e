"""Which questions the ranking was learned from, and which are left to measure with; those in two languages."""

import json
import lzma
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from zlib import crc32

from retrieval.evaluate import Question, read_rows

__all__ = [
    "OWN_NAMES",
    "OWN_QUESTIONS",
    "InBothLanguages",
    "chosen",
    "held_out",
    "in_both_languages",
    "is_left",
    "opened",
    "unplaced",
]

# Questions written for learning, about entries that no development question is about: two an entry, by readers of its
# beginning and of one other piece of it, "typed" as into a search field or "written" as by an examiner.
OWN_QUESTIONS = Path(__file__).with_name("own-questions.jsonl")
# Names of entries misspelled for learning, which no development name is of: by a "slip", or as they were "heard".
OWN_NAMES = Path(__file__).with_name("own-names.jsonl")


@dataclass(frozen=True, slots=True)
class InBothLanguages:
    """A Korean question, its English twin, and answers in English."""

    id: str
    korean: str
    english: str
    answers: tuple[str, ...]


def in_both_languages(path: Path) -> list[InBothLanguages]:
    """The questions of a file of questions in both languages (JSONL, plain or .xz)."""
    with opened(path) as file:
        rows = [json.loads(line) for line in file]
    return [InBothLanguages(row["id"], row["question"], row["question_en"], tuple(row["answers"])) for row in rows]


def unplaced(questions: Path) -> list[Question]:
    """The English questions of a file of questions in both languages, whose entries are not known; none of others."""
    with opened(questions) as file:
        if "question_en" not in json.loads(file.readline()):
            return []
    return [Question("unplaced", row.english, row.answers, "", True) for row in in_both_languages(questions)]


def chosen(questions: Path, most: int | None = None) -> list[Question]:
    """The answerable questions that are learned from, up to `most` of each set, the same ones every time."""
    taken: dict[str, list[Question]] = defaultdict(list)
    for row in _answerable(questions):
        if not is_left(row.title) and len(taken[row.set]) != most:
            taken[row.set].append(row)
    return [row for of_set in taken.values() for row in of_set]


def held_out(questions: Path) -> list[Question]:
    """The answerable questions about a tenth of the entries, none of which is learned from, in any file or wording."""
    return [row for row in _answerable(questions) if is_left(row.title)]


def opened(path: Path) -> TextIO:
    """A file of lines, plain or .xz, to be read."""
    return lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8")


def is_left(title: str) -> bool:
    """Whether an entry is of the tenth that nothing is learned about."""
    return crc32(title.encode()) % 10 == 0


def _answerable(questions: Path) -> list[Question]:
    rows = [row for row in read_rows(questions) if isinstance(row, Question) and row.answerable]
    random.Random(7).shuffle(rows)
    return rows
