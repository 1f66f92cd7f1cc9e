"""Questions and names written for learning: that they are what they say, and that nothing is measured with them."""

import json
import lzma
from pathlib import Path

import pytest

from benchmarks.questions import OWN_NAMES, OWN_QUESTIONS, chosen, held_out
from corpus.folding import bare
from retrieval.evaluate import NameRow, Question, contains_answer, read_rows

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return [row for row in read_rows(OWN_QUESTIONS) if isinstance(row, Question)]


def test_each_is_asked_once_in_one_of_two_ways_and_does_not_hold_its_answer(questions: list[Question]) -> None:
    assert len({row.question for row in questions}) == len(questions) > 10_000
    for row in questions:
        is_written = row.question.endswith("?") and row.question[0] != row.question[0].lower()
        is_typed = "?" not in row.question and row.question == row.question.lower()
        assert {"written": is_written, "typed": is_typed}[row.set], row
        assert row.answers
        assert not contains_answer(row.question, row.answers), row


def test_they_are_learned_from_but_for_a_tenth_of_the_entries(questions: list[Question]) -> None:
    learned, left = chosen(OWN_QUESTIONS), held_out(OWN_QUESTIONS)
    assert len(learned) + len(left) == len(questions)
    assert not {row.title for row in learned} & {row.title for row in left}


def test_each_name_is_misspelled_in_lower_case() -> None:
    rows = [row for row in read_rows(OWN_NAMES) if isinstance(row, NameRow)]
    assert len({row.query for row in rows}) == len(rows) > 6_000
    for row in rows:
        assert row.set in ("slip", "heard")
        assert row.query == row.query.lower() != bare(row.titles[0]).lower()


@pytest.mark.shared
def test_their_entries_hold_the_answers_and_none_is_measured_with(questions: list[Question]) -> None:
    if not SHARED.is_dir():
        pytest.skip("the real text is not beside the project")
    with lzma.open(SHARED / "encyclopedia-113079.jsonl.xz", "rt", encoding="utf-8") as file:
        entries = {row["title"]: row["text"] for row in map(json.loads, file)}
    for row in questions:
        assert contains_answer(f"{row.title}\n{entries[row.title]}", row.answers), row
    for name in ("questions-dev", "questions-messy"):
        asked = {row.title for row in read_rows(SHARED / f"{name}.jsonl.xz") if isinstance(row, Question)}
        assert not asked & {row.title for row in questions}
    named = {title for row in read_rows(OWN_NAMES) if isinstance(row, NameRow) for title in row.titles}
    assert named <= entries.keys()
    measured = read_rows(SHARED / "names-dev.jsonl.xz")
    assert not named & {title for row in measured if isinstance(row, NameRow) for title in row.titles}
