"""`wipiverse status`: what is there, damage, builds."""

import fcntl
import json
import re
import shutil
from pathlib import Path

import pytest

from bot.command_line.status import read_status
from retrieval import build
from retrieval.building.progress import Progress
from tests.command_line import wipiverse
from tests.embedders import HashingEmbedder, loading

SAMPLE = Path(__file__).resolve().parents[3] / "corpus" / "sample.jsonl"


@pytest.fixture
def data(sample_data: Path, tmp_path: Path) -> Path:
    """A copy of the sample encyclopedia that may be broken."""
    return Path(shutil.copytree(sample_data, tmp_path / "data"))


def test_says_what_is_there(sample_data: Path) -> None:
    result = wipiverse(sample_data, "status")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "Currently registered entries: 72",
        "Passages: 182",
        "Model: hashing (64 dimensions)",
    ]
    assert lines[5] == "Health: good (sizes of all files checked)"
    assert len(lines) == 6


def test_json(sample_data: Path) -> None:
    status = json.loads(wipiverse(sample_data, "status", "--json", "--check").stdout)
    assert (status["entries"], status["passages"], status["model"]) == (72, 182, "hashing")
    assert (status["health"], status["checked"], status["build"]) == ("good", "contents", "none")
    index = next(sample_data.glob("index-*"))
    assert status["index_bytes"] == sum(path.stat().st_size for path in index.rglob("*") if path.is_file())


def test_a_changed_byte_is_found_by_check(data: Path) -> None:
    damaged = next(data.glob("index-*")) / "dense.faiss"
    content = bytearray(damaged.read_bytes())
    content[-1] ^= 1
    damaged.write_bytes(content)
    assert wipiverse(data, "status").exit_code == 0
    result = wipiverse(data, "status", "--check")
    assert result.exit_code == 1
    assert "Health: damaged\n" in result.stdout
    assert f"{damaged} has changed since it was written" in result.stdout


def test_a_shortened_file_is_found_without_check(data: Path) -> None:
    damaged = next(data.glob("index-*")) / "dense.faiss"
    damaged.write_bytes(damaged.read_bytes()[:-1])
    result = wipiverse(data, "status", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["health"] == "damaged"


def test_an_unreadable_manifest_is_damage(data: Path) -> None:
    (data / "manifest.json").write_text("{", encoding="utf-8")
    result = wipiverse(data, "status")
    assert result.exit_code == 1
    assert "Currently registered entries: 0\n" in result.stdout
    assert "Health: damaged\n" in result.stdout


def test_nothing_there(tmp_path: Path) -> None:
    result = wipiverse(tmp_path / "none", "status")
    assert result.exit_code == 1
    assert "Health: missing\n" in result.stdout
    assert not (tmp_path / "none").exists()


def test_an_index_that_is_still_without_vectors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.building.vectors.FEW_MISSING", 0)
    monkeypatch.setattr("retrieval.building.vectors.PASSAGES_A_CHECKPOINT", 100)
    monkeypatch.setattr("retrieval.building.progress.PATIENCE", 0.0)
    said: list[str] = []

    def look(progress: Progress) -> None:
        if (progress.step, progress.done) == ("embedding", 100):
            said.append(wipiverse(tmp_path / "new", "status").stdout)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build([SAMPLE], tmp_path / "new", load=loading(HashingEmbedder()), progress=look)
    (running,) = said
    assert "Vectors: 0 (0%); until all are made, the words of a question find passages" in running
    assert "a build is running" in running
    assert re.search(r"embedding: 100 of 182, due at \d{4}-\d\d-\d\dT[\d:]+\+00:00$", running, re.MULTILINE)
    result = wipiverse(tmp_path / "new", "status")
    assert result.exit_code == 0
    assert "a build was interrupted" in result.stdout
    assert result.stdout.endswith("embedding: 100 of 182\n")
    status = json.loads(wipiverse(tmp_path / "new", "status", "--json").stdout)
    assert (status["vectors"], status["progress"]["done"]) == (0, 100)


def test_a_running_build_is_named(data: Path) -> None:
    with (data / "build.lock").open("w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711")
        lock.flush()
        status = read_status(data)
        assert (status.build, status.build_process) == ("running", 4711)
        assert "a build is running (process 4711)" in wipiverse(data, "status").stdout
    assert read_status(data).build == "none"
