"""What can happen to the files of an index: opening it, or the first question, says which; no answer is wrong."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.command_line.status import read_status
from corpus.errors import EncyclopediaError
from retrieval import Encyclopedia, build
from retrieval.dense import DenseIndex
from retrieval.embedder import Vectors
from retrieval.errors import IndexDamaged
from retrieval.index_folder import DENSE, MANIFEST, read_manifest
from tests.embedders import HashingEmbedder, loading

LOAD = loading(HashingEmbedder())
SLOW_BUILD = Path(__file__).parent / "slow_build.py"


def write_entries(path: Path, number: int, version: str) -> Path:
    """A file of entries, some of which differ from version to version."""
    with path.open("w", encoding="utf-8") as file:
        for n in range(number):
            text = f"Widget {n} is a thing of kind {n % 7}. " + (
                f"In version {version} it is new. " if n % 5 == 0 else ""
            )
            file.write(json.dumps({"id": str(n), "title": f"Widget {n}", "text": text}) + "\n")
    return path


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two encyclopedias of the same form whose contents differ."""
    folder = tmp_path_factory.mktemp("versions")
    made = []
    for version in ("1", "2"):
        data = folder / version
        build([write_entries(folder / f"{version}.jsonl", 40, version)], data, model="hashing", load=LOAD)
        made.append(data)
    return made[0], made[1]


def everything(data: Path) -> list[object]:
    """What an encyclopedia answers."""
    with Encyclopedia.open(data, load=LOAD) as opened:
        asked = [opened.ask(f"What kind is widget {n} in version 1?", threshold=0.0) for n in (0, 5, 7)]
        return [len(opened), *asked, opened.find("widget 5"), opened.search("new version", 20)]


def said(data: Path) -> list[object]:
    """What is quoted and found first; of many passages about as good as each other any may come behind.

    A term's idf counts passages that were replaced until their segment is merged, so it is not quite the same.
    """
    with Encyclopedia.open(data, load=LOAD) as opened:
        asked = [opened.ask(f"What kind is widget {n}?", threshold=0.0) for n in range(0, 60, 3)]
        quoted: list[object] = [answer.citations[0].quote for answer in asked]
        new = [opened.ask(f"What kind is widget {n} in version 2?", threshold=0.0) for n in range(0, 60, 7)]
        quoted += [{citation.quote for citation in answer.citations} for answer in new]
        entries = [opened.entry(str(number)) for number in range(len(opened))]
        return [len(opened), *quoted, *(answer.hits[0].passage for answer in asked), *entries]


def answers_or_error(data: Path) -> tuple[list[object], str | None]:
    try:
        return everything(data), None
    except EncyclopediaError as error:
        return [], str(error)


def truncate(path: Path, other: Path, chances: random.Random) -> None:
    os.truncate(path, path.stat().st_size * chances.randrange(100) // 100)


def empty(path: Path, other: Path, chances: random.Random) -> None:
    os.truncate(path, 0)


def flip(path: Path, other: Path, chances: random.Random) -> None:
    content = bytearray(path.read_bytes())
    content[chances.randrange(len(content))] ^= 1 << chances.randrange(8)
    path.unlink()  # the file may be a link to one in another index
    path.write_bytes(content)


def swap(path: Path, other: Path, chances: random.Random) -> None:
    path.unlink()
    shutil.copyfile(other, path)


def remove(path: Path, other: Path, chances: random.Random) -> None:
    path.unlink()


def files_of(data: Path) -> list[Path]:
    """The files of the live index in an order that is the same in every version, and the manifest."""
    manifest = read_manifest(data)
    by_kind = sorted(manifest.files, key=lambda name: (Path(name).suffix, name))
    return [Path(manifest.folder) / name for name in by_kind] + [Path(MANIFEST)]


@pytest.mark.parametrize("fault", [truncate, empty, flip, swap, remove])
@pytest.mark.parametrize("times", [1, pytest.param(20, marks=pytest.mark.faults)])
def test_a_damaged_file_is_named_and_nothing_wrong_is_answered(
    versions: tuple[Path, Path], tmp_path: Path, fault: Callable[[Path, Path, random.Random], None], times: int
) -> None:
    right, chances = everything(versions[0]), random.Random(times)
    named = 0
    for number, (name, other) in enumerate(zip(files_of(versions[0]), files_of(versions[1]), strict=False)):
        for attempt in range(times):
            data = Path(shutil.copytree(versions[0], tmp_path / f"{number}-{attempt}"))
            if fault is flip and times > 1:
                assert in_own_process(data, name, chances) in {0, 3}, name
                continue
            fault(data / name, versions[1] / other, chances)
            if (data / name).exists() and (data / name).read_bytes() == (versions[0] / name).read_bytes():
                continue  # both versions have the same
            answered, said = answers_or_error(data)
            if said is None:
                assert answered == right, name
            else:
                named += 1
                assert str(data / name) in said or name.name == MANIFEST, name
                assert "build PATH..." in said
                assert read_status(data, check=True).health != "good"
            shutil.rmtree(data)
    assert named or times > 1


def in_own_process(data: Path, name: Path, chances: random.Random) -> int:
    """Flip a byte and answer in a process of its own, for libraries may not survive it: 3 says it was noticed."""
    flip(data / name, data, chances)
    command = [sys.executable, "-m", "tests.retrieval.test_index_faults", str(data)]
    run = subprocess.run(command, capture_output=True, check=False, cwd=SLOW_BUILD.parents[2])
    shutil.rmtree(data)
    return run.returncode


def test_a_damaged_index_is_no_ground_to_build_on(versions: tuple[Path, Path], tmp_path: Path) -> None:
    data, source = Path(shutil.copytree(versions[0], tmp_path / "data")), versions[0].parent / "1.jsonl"
    entries = data / read_manifest(data).folder / "entries.sqlite"
    content = entries.read_bytes()
    assert b"Widget 9 is" in content
    entries.write_bytes(content.replace(b"Widget 9 is", b"Widget 9 IS"))
    with pytest.raises(IndexDamaged, match=r"entries\.sqlite has changed"):
        everything(data)
    build([source], data, model="hashing", load=LOAD)
    assert everything(data) == everything(versions[0])


def test_a_new_index_that_is_damaged_is_not_taken_over(versions: tuple[Path, Path], tmp_path: Path) -> None:
    data = Path(shutil.copytree(versions[0], tmp_path / "data"))
    with Encyclopedia.open(data, load=LOAD) as opened:
        before = opened.ask("What kind is widget 5?", threshold=0.0)
        build([versions[0].parent / "2.jsonl"], data, model="hashing", load=LOAD)
        flip(data / read_manifest(data).folder / DENSE, data, random.Random(1))
        with pytest.raises(IndexDamaged, match=r"dense\.faiss has changed"):
            opened.refresh()
        assert not opened.refresh()  # it is said once
        assert opened.ask("What kind is widget 5?", threshold=0.0) == before


@pytest.mark.parametrize("kills", [3, pytest.param(100, marks=pytest.mark.faults)])
def test_kill_9_at_any_moment(versions: tuple[Path, Path], tmp_path: Path, kills: int) -> None:
    """The old index answers after every kill; the build ends where one that was let alone does, and repeats nothing."""
    chances, old = random.Random(kills), everything(versions[0])
    data = Path(shutil.copytree(versions[0], tmp_path / "data"))
    source = write_entries(tmp_path / "many.jsonl", 400, "2")
    alone = tmp_path / "alone"
    shutil.copytree(versions[0], alone)
    report = build([source], alone, model="hashing", load=LOAD)
    embedded, done, killed, kept = 0, False, 0, 0
    while not done:
        command = [sys.executable, str(SLOW_BUILD), str(source), str(data), "0.02"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            first = process.stdout.readline()  # it has begun
            if killed < kills:
                time.sleep(chances.random() * 0.5)
                process.send_signal(signal.SIGKILL)
                killed += 1
            lines = [first, *process.stdout.read().splitlines()]
        done = bool(lines) and lines[-1].startswith("done")
        # It goes on from the last checkpoint, or a later one: what was embedded up to there is not embedded again.
        ahead = [int(line.split()[1]) for line in lines if line.startswith("embedding ")]
        if ahead:
            assert ahead[0] >= kept
            kept = max(ahead)
        if not done:
            assert process.returncode == -signal.SIGKILL
            if read_manifest(data) == read_manifest(versions[0]):
                assert everything(data) == old
            else:
                everything(data)  # published with the vectors there were
        else:
            embedded = int(lines[-1].split()[1])
        if killed < kills and done:
            # It was too quick for so many kills: begin again.
            shutil.rmtree(data)
            shutil.copytree(versions[0], data)
            done, kept = False, 0
    assert embedded <= report.embedded
    assert said(data) == said(alone)
    ours, theirs = (vectors_of(folder) for folder in (data, alone))
    assert len(ours) == len(theirs) == report.passages
    np.testing.assert_allclose(ours, theirs, atol=2e-3)


def vectors_of(data: Path) -> Vectors:
    """Every vector of the dense index, by passage."""
    index = DenseIndex(data / read_manifest(data).folder / DENSE)
    return index.vectors([int(passage) for passage in index.ids()])


def test_a_disk_that_is_full_stops_a_build_and_leaves_the_index(versions: tuple[Path, Path], tmp_path: Path) -> None:
    data, old = Path(shutil.copytree(versions[0], tmp_path / "data")), everything(versions[0])
    source = write_entries(tmp_path / "many.jsonl", 2_000, "2")

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    command = [
        sys.executable,
        "-m",
        "tests.command_line",
        "--data",
        str(data),
        "build",
        "--model",
        "hashing",
        str(source),
    ]
    run = subprocess.run(
        command, cwd=SLOW_BUILD.parents[2], capture_output=True, text=True, check=False, preexec_fn=little_room
    )
    assert run.returncode == 2, run.stderr
    assert run.stderr.startswith("wipiverse: ")
    assert "Traceback" not in run.stderr
    assert everything(data) == old
    build([source], data, model="hashing", load=LOAD)
    with Encyclopedia.open(data, load=LOAD) as opened:
        assert len(opened) == 2_000


@pytest.mark.parametrize("switches", [4, pytest.param(20, marks=pytest.mark.faults)])
def test_no_question_fails_while_indexes_change(versions: tuple[Path, Path], tmp_path: Path, switches: int) -> None:
    data = Path(shutil.copytree(versions[0], tmp_path / "data"))
    sources = [versions[0].parent / "2.jsonl", versions[0].parent / "1.jsonl"]
    asked, failed, over = [0], list[BaseException](), threading.Event()
    with Encyclopedia.open(data, load=LOAD) as opened:

        def ask() -> None:
            while not over.is_set():
                try:
                    opened.refresh()
                    answer = opened.ask(f"What kind is widget {asked[0] % 40}?", threshold=0.0)
                    assert answer.citations
                    asked[0] += 1
                except BaseException as error:  # noqa: BLE001  whatever it is, it is a failed question
                    failed.append(error)

        threads = [threading.Thread(target=ask) for _ in range(2)]
        for thread in threads:
            thread.start()
        folders = set()
        for number in range(switches):
            build([sources[number % 2]], data, model="hashing", load=LOAD)
            folders.add(read_manifest(data).folder)
            before = asked[0]
            while asked[0] == before and not failed:
                time.sleep(0.005)
        over.set()
        for thread in threads:
            thread.join()
    assert failed == []
    assert len(folders) == switches


if __name__ == "__main__":
    try:
        everything(Path(sys.argv[1]))
    except EncyclopediaError:
        sys.exit(3)
