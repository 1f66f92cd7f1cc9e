"""`wipiverse eval`: sets, limits, and the row over all of them."""

import json
from pathlib import Path

import pytest

from bot.command_line.progress import counting
from bot.command_line.scoring import draw, over_all
from retrieval.evaluate import NameRow, NameScores, Scores
from tests.command_line import ROOT, wipiverse

QUESTIONS = ROOT / "tests" / "data" / "sample-questions.jsonl"
NAMES = ROOT / "tests" / "data" / "sample-names.jsonl"


def test_questions_are_measured_by_set(sample_data: Path) -> None:
    result = wipiverse(sample_data, "eval", str(QUESTIONS), "--limit", "10", "--json")
    assert result.exit_code == 0
    sets = json.loads(result.stdout)
    assert sets["sample"] == sets["all"]
    assert sets["all"]["questions"] == 10
    assert sets["all"]["entry_at"]["10"] >= 0.9
    assert 0 <= sets["all"]["passage_at"]["1"] <= sets["all"]["passage_at"]["10"] <= 1


def test_table_has_every_measure(sample_data: Path) -> None:
    result = wipiverse(sample_data, "eval", str(QUESTIONS), "--limit", "5")
    rows = [line.split("\t")[0] for line in result.stdout.splitlines()]
    measures = ["passage@1", "passage@5", "passage@10", "entry@1", "entry@5", "entry@10", "MRR@10"]
    assert rows[:9] == ["measure", "questions", *measures]
    assert rows[-2:] == ["p50, ms", "p95, ms"]


def test_names_are_measured_by_set(sample_data: Path) -> None:
    sets = json.loads(wipiverse(sample_data, "eval", str(NAMES), "--json").stdout)
    assert list(sets) == ["misspelled", "noparen", "redirect", "all"]
    assert sets["all"]["names"] == 30
    assert sets["all"]["at_1"] == 1.0
    table = wipiverse(sample_data, "eval", str(NAMES)).stdout
    assert "@1\t1.000\t1.000\t1.000\t1.000\n" in table


def test_a_file_without_anything_to_measure_is_refused(sample_data: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('{"question": "?", "answers": [], "title": "x", "answerable": false}\n', encoding="utf-8")
    result = wipiverse(sample_data, "eval", str(path))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "nothing to measure" in result.stderr


@pytest.mark.parametrize("content", ["no JSON", '{"question": 1}', '{"query": "x"}'])
def test_an_unreadable_file_is_one_line(sample_data: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(content, encoding="utf-8")
    result = wipiverse(sample_data, "eval", str(path))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "cannot read" in result.stderr


def test_a_limit_draws_the_same_rows_every_time() -> None:
    rows = [NameRow("one", f"a{number}", ()) for number in range(50)] + [NameRow("two", "b", ())]
    drawn = draw(rows, 7)
    assert drawn == draw(rows, 7)
    assert {of: len(some) for of, some in drawn.items()} == {"one": 7, "two": 1}
    assert len(set(drawn["one"])) == 7
    assert drawn["one"] != rows[:7]
    assert draw(rows, None) == {"one": rows[:50], "two": rows[50:]}


def test_over_all_weighs_sets_by_their_rows() -> None:
    names = over_all([NameScores(1, 1.0, 1.0, 1.0, 4.0, 8.0), NameScores(3, 0.0, 0.5, 1.0, 8.0, 8.0)])
    assert names == NameScores(4, 0.25, 0.625, 1.0, 7.0, 8.0)
    one, three = (
        Scores(size, {1: at, 5: 1.0, 10: 1.0}, {1: at, 5: at, 10: at}, *[at] * 10) for size, at in ((1, 1.0), (3, 0.0))
    )
    merged = over_all([one, three])
    assert merged.questions == 4
    assert merged.passage_at == {1: 0.25, 5: 1.0, 10: 1.0}
    assert merged.auroc == 0.25


def test_a_closed_standard_error_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", None)
    with counting("sample", 2) as tell:
        tell(1)
