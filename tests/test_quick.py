"""The quick set of measures, on the sample: what `make bench` writes down."""

import json
from pathlib import Path

from benchmarks.growth import kept, table
from benchmarks.quick import quality, serving
from retrieval import Encyclopedia
from tests.embedders import HashingEmbedder, loading

DATA = Path(__file__).parent / "data"


def test_quality_and_serving_are_measured(sample_data: Path, tmp_path: Path) -> None:
    few = tmp_path / "questions.jsonl"
    few.write_text("".join((DATA / "sample-questions.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[:6]))
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as encyclopedia:
        rows = dict(quality(encyclopedia, few, DATA / "sample-names.jsonl") + serving(encyclopedia, few))
    assert rows["questions of questions.jsonl"] == "6"
    assert 0 < float(rows["first quotation answers"]) < 1
    assert 0 < float(rows["resident memory"].removesuffix(" MB")) < 4_000
    assert rows["32 askers, two threads: a second / p95 / lost"].endswith("/ 0")


def test_a_row_of_growth_may_lack_a_measure(tmp_path: Path) -> None:
    path = tmp_path / "growth.json"
    assert kept(path) == []
    path.write_text(json.dumps([{"entries": 1000, "p50": 12.4}]), encoding="utf-8")
    assert table(kept(path)).splitlines()[-1].startswith("| 1,000 | - | - | 12 | - |")
