"""Builds that are stopped, killed or meet another, and the same command run again."""

import fcntl
import shutil
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from retrieval import index_folder
from retrieval.building.progress import Progress
from retrieval.errors import BuildRunning, IndexMissing
from retrieval.index_folder import check_files, read_manifest
from tests.embedders import HashingEmbedder
from tests.retrieval.builds import COCOA, COFFEE, TEA, Write, contents, counts, make, opened, titles

BUILD = import_module("retrieval.build")  # `retrieval.build` itself is the function
VECTORS = import_module("retrieval.building.vectors")
FOLDER = import_module("retrieval.building.folder")
SLOW_BUILD = Path(__file__).parent / "slow_build.py"


def answers(data: Path, questions: list[str]) -> list[Any]:
    with opened(data) as encyclopedia:
        return [
            [(hit.title, hit.passage.start, hit.passage.end, hit.rank) for hit in encyclopedia.search(question, 5)]
            for question in questions
        ]


def interrupt(source: Path, data: Path, embedder: HashingEmbedder, at: int, **options: Any) -> None:
    """Build with Ctrl-C at the `at`th word of progress."""
    met = 0

    def stop(_: Progress) -> None:
        nonlocal met
        met += 1
        if met == at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(source, data, embedder, progress=stop, **options)


@pytest.mark.parametrize("at", [1, 3, 4, 5, 7, 8, 9, 10])
def test_ctrl_c_at_any_step_then_the_same_call_goes_on(
    write: Write, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(BUILD, "ENTRIES_A_BATCH", 2)
    monkeypatch.setattr(VECTORS, "PASSAGES_A_CHECKPOINT", 2)
    source = write(TEA, COFFEE, COCOA)
    embedder = HashingEmbedder()
    interrupt(source, data, embedder, at)
    report = make(source, data, embedder)
    assert embedder.embedded == 3
    if at == 10:  # after the switch
        assert report.up_to_date
    else:
        assert (report.new, report.changed, report.removed) == (3, 0, 0)
    make(source, tmp_path / "fresh")
    assert contents(data) == contents(tmp_path / "fresh")


def test_killed_between_the_last_two_renames(write: Write, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(write(TEA), data)
    source = write(TEA, COFFEE)
    renames = []

    def refuse(self: Path, target: Path) -> Path:
        renames.append(target.name)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(KeyboardInterrupt):
            make(source, data)
    assert renames == ["manifest.json"]
    assert (data / "index-000002").is_dir()
    assert titles(data, "roasted") == []
    assert titles(data, "leaves") == ["Tea"]
    embedder = HashingEmbedder()
    assert counts(make(source, data, embedder)) == (1, 0, 0, 0)
    assert embedder.embedded == 0
    assert titles(data, "roasted") == ["Coffee"]
    assert read_manifest(data).folder == "index-000002"


def test_killed_between_the_last_two_renames_of_the_first_build(
    write: Write, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    source = write(TEA, COFFEE)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(KeyboardInterrupt):
            make(source, data)
    with pytest.raises(IndexMissing):
        opened(data)
    embedder = HashingEmbedder()
    assert counts(make(source, data, embedder)) == (2, 0, 0, 0)
    assert titles(data, "roasted") == ["Coffee"]


def test_an_interrupted_build_of_another_version_is_begun_again(
    write: Write, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(TEA, COFFEE)
    with monkeypatch.context() as patch:
        patch.setattr(FOLDER, "MADE_BY", "an older version")
        interrupt(source, data, HashingEmbedder(), 4)
    assert (data / "building" / "entries.sqlite").exists()
    told: list[Progress] = []
    make(source, data, progress=told.append)
    assert ("indexing", 2, 2) in [(p.step, p.done, p.total) for p in told]
    assert titles(data, "roasted") == ["Coffee"]


@pytest.mark.parametrize("damage", ["entries", "header", "lexical", "no lexical", "no entries"])
def test_a_damaged_building_folder_is_begun_again(write: Write, data: Path, tmp_path: Path, damage: str) -> None:
    make(write(TEA), data)
    source = write(TEA, COFFEE)
    interrupt(source, data, HashingEmbedder(), 4)
    building = data / "building"
    match damage:
        case "entries":
            (building / "entries.sqlite").write_bytes(b"garbage" * 500)
        case "header":
            (building / "entries.sqlite").write_bytes(b"")
        case "lexical":
            (building / "lexical" / "meta.json").unlink()
            (building / "lexical" / "meta.json").write_text("{", encoding="utf-8")
        case "no lexical":
            shutil.rmtree(building / "lexical")
        case _:
            (building / "entries.sqlite").unlink()
    assert make(source, data).entries == 2
    make(source, tmp_path / "fresh")
    assert contents(data) == contents(tmp_path / "fresh")


def test_a_second_build_names_the_process_of_the_first(write: Write, data: Path) -> None:
    source = write(TEA)
    command = [sys.executable, str(SLOW_BUILD), str(source), str(data), "0.2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        first.stdout.readline()  # it has begun
        with pytest.raises(BuildRunning, match=rf"\(process {first.pid}\) works in .*; wait for it or stop it"):
            make(source, data)
        assert "done" in first.stdout.read()
    assert make(source, data).up_to_date


def test_a_lock_that_was_left_behind_is_no_obstacle(write: Write, data: Path) -> None:
    data.mkdir()
    (data / "build.lock").write_text("99999999", encoding="ascii")
    assert make(write(TEA), data).entries == 1
    with (data / "build.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(BuildRunning, match=r"\(process unknown\)"):
            make(write(TEA), data)


@pytest.mark.parametrize("moment", ["reading 40", "indexing 20", "embedding 16", "embedding 48", "publishing 0"])
def test_kill_9_then_the_same_build_ends_where_an_uninterrupted_one_does(
    sample_path: Path, sample_data: Path, sample_questions: list[dict[str, Any]], data: Path, moment: str
) -> None:
    process = subprocess.Popen(
        [sys.executable, str(SLOW_BUILD), str(sample_path), str(data), "0.15"],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == moment:
                time.sleep(0.05)  # in the midst of the batch
                break
        else:
            pytest.fail(f"it never came to {moment!r}")
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with pytest.raises(IndexMissing):
        opened(data)

    embedder = HashingEmbedder()
    report = make(sample_path, data, embedder)
    whole = read_manifest(sample_data).passages
    step, _, number = moment.partition(" ")
    done = {"embedding": int(number), "publishing": whole}.get(step, 0)
    # What was embedded before the last checkpoint is not embedded again, and nothing else is left out.
    assert embedder.embedded == report.embedded == whole - done
    assert (report.new, report.changed, report.removed) == (report.entries, 0, 0)
    assert contents(data) == contents(sample_data)
    asked = [row["question"] for row in sample_questions[:15]]
    assert answers(data, asked) == answers(sample_data, asked)


def test_publish_never_shows_half_an_index(write: Write, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At every file operation of the switch, what the manifest names is there and sound."""
    make(write(TEA), data)
    seen = []
    sync = index_folder._sync

    def look(path: Path) -> None:
        sync(path)
        manifest = read_manifest(data)
        check_files(data, manifest, contents=True)
        seen.append(manifest.folder)

    monkeypatch.setattr(index_folder, "_sync", look)
    make(write(COFFEE), data)
    assert set(seen[:-1]) == {"index-000001"}
    assert seen[-1] == "index-000002"
