"""The comparison with other libraries: that all get the same passages, and only questions the ranking never saw."""

import json
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.peer_indexes import PEERS, Ours, PassageRow
from benchmarks.questions import chosen, held_out
from tests.conftest import SAMPLE
from tests.embedders import HashingEmbedder, loading

QUESTIONS = Path(__file__).parent / "data" / "sample-questions.jsonl"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """The sample's questions over and over, each with a number, so that enough are left to ask."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    many = [row | {"question": f"{row['question']} {n}"} for n in range(12) for row in rows]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in many), encoding="utf-8")
    return path


def test_no_question_is_both_learned_from_and_asked(questions: Path) -> None:
    learned, left = chosen(questions), held_out(questions)
    assert len(learned) > len(left) > 0
    assert not {row.title for row in learned} & {row.title for row in left}
    assert chosen(questions, 3) == learned[:3]


def test_the_passages_add_up_and_are_those_that_the_product_indexes(questions: Path, tmp_path: Path) -> None:
    peers.prepare(SAMPLE, questions, 60, 9, tmp_path)
    rows = [PassageRow(**row) for row in json.loads((tmp_path / "passages.json").read_text(encoding="utf-8"))]
    asked = json.loads((tmp_path / "questions.json").read_text(encoding="utf-8"))
    assert len(rows) == 60
    assert len(asked) == 9
    assert {row["title"] for row in asked} <= {row.title for row in rows}
    ours = Ours(tmp_path, load=loading(HashingEmbedder()))
    folder = tmp_path / "ours"
    ours.build(rows, folder)
    ours.open(rows, folder)
    places = ours.ask(rows[17].text)
    assert places[0] == 17
    assert len(set(places)) == 10


def test_what_is_not_installed_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PEERS["txtai, hybrid"], "needs", ("there_is_no_such.module",))
    assert peers.missing("txtai, hybrid") == "pip install '.[peers-txtai]'"
    assert peers.missing("WIPIVERSE") is None
