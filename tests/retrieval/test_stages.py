"""An index that answers before its vectors are made, and is completed behind the back of whoever asks it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from retrieval import Encyclopedia
from retrieval.building.progress import Progress, read_progress
from retrieval.embedder import Embedder, Vectors
from retrieval.encoder import FIRST
from retrieval.errors import ModelUnavailable
from retrieval.index_folder import check_files, read_manifest
from retrieval.vectors import VectorStore
from tests.embedders import DIMENSION, HashingEmbedder
from tests.retrieval.builds import make, opened

VECTORS = import_module("retrieval.building.vectors")
SLOW_BUILD = Path(__file__).parent / "slow_build.py"
QUESTION = "How high is Mount Everest?"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where to build; there, no number of missing vectors is few, and a checkpoint has 16 passages."""
    monkeypatch.setattr(VECTORS, "FEW_MISSING", 0)
    monkeypatch.setattr(VECTORS, "PASSAGES_A_CHECKPOINT", 16)
    return tmp_path / "data"


def stopped_at(moment: tuple[str, int], source: Path, data: Path, embedder: HashingEmbedder | None = None) -> None:
    """Build until `moment`, then Ctrl-C."""

    def stop(progress: Progress) -> None:
        if (progress.step, progress.done) == moment:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(source, data, embedder, progress=stop)


def kept(data: Path) -> int:
    """Vectors that are in the store and in no index."""
    store = VectorStore(data / "vectors" / f"{HashingEmbedder().fingerprint}.sqlite", DIMENSION)
    try:
        return len(store)
    finally:
        store.close()


def say_what_there_is(encyclopedia: Encyclopedia) -> dict[str, Any]:
    index = encyclopedia._index
    entries = index.store.connection.execute("SELECT key, link, title FROM entries ORDER BY key").fetchall()
    return {"entries": entries, "passages": dict(index.passages.hashes())}


def test_questions_are_answered_from_the_first_publishing_on_and_the_second_is_taken_over(
    sample_path: Path, sample_data: Path, data: Path
) -> None:
    seen: list[tuple[str, int, int, str]] = []
    there: list[dict[str, Any]] = []

    def ask(progress: Progress) -> None:
        if (progress.step, progress.done) in {("answering", 0), ("embedding", 96)}:
            with opened(data) as encyclopedia:
                manifest = encyclopedia.manifest
                check_files(data, manifest, contents=True)
                answer = encyclopedia.ask(QUESTION)
                assert not manifest.complete
                assert answer.citations[0].title == "Mount Everest"
                seen.append((progress.step, manifest.vectors, len(encyclopedia), manifest.folder))
                there.append(say_what_there_is(encyclopedia))

    with pytest.raises(FileNotFoundError):
        (data / "manifest.json").stat()
    report = make(sample_path, data, progress=ask)
    assert seen == [("answering", 0, 72, "index-000001"), ("embedding", 0, 72, "index-000001")]
    manifest = read_manifest(data)
    assert (manifest.folder, manifest.vectors, manifest.passages) == ("index-000002", 182, report.passages)
    with opened(data) as encyclopedia, opened(sample_data) as other:
        # Links, keys and passages are those of the first publishing, the answers those of a build in one go.
        assert say_what_there_is(encyclopedia) == there[0] == there[1]
        assert encyclopedia.ask(QUESTION).hits == other.ask(QUESTION).hits
    assert kept(data) == 0
    assert sorted(path.name for path in data.iterdir()) == [
        "build.lock", "index-000001", "index-000002", "manifest.json", "vectors",
    ]  # fmt: skip


def test_one_that_is_open_takes_over_both(sample_path: Path, data: Path) -> None:
    stopped_at(("answering", 0), sample_path, data)
    with opened(data) as encyclopedia:
        lexical = encyclopedia.search(QUESTION)
        assert not encyclopedia.refresh()
        make(sample_path, data)
        assert encyclopedia.refresh()
        assert encyclopedia.manifest.complete
        complete = encyclopedia.search(QUESTION, 100)
    assert lexical[0].title == complete[0].title == "Mount Everest"
    assert all(hit.lexical_rank for hit in lexical)
    assert any(hit.lexical_rank is None for hit in complete)


def test_the_first_candidates_get_their_vectors_when_they_are_asked_for_and_keep_them(
    sample_path: Path, data: Path
) -> None:
    stopped_at(("answering", 0), sample_path, data)
    embedder = HashingEmbedder()
    with opened(data, embedder) as encyclopedia:
        hits = encyclopedia.candidates(QUESTION)
        assert len(hits) > FIRST
        first = {hit.lexical_rank for hit in hits if hit.dense_score is not None}
        assert first == set(range(1, FIRST + 1))
        assert embedder.embedded == kept(data) == FIRST
        assert encyclopedia.candidates(QUESTION) == hits
        assert embedder.embedded == FIRST
    with opened(data, embedder) as encyclopedia:  # another process would find them, too
        assert encyclopedia.candidates(QUESTION) == hits
        assert embedder.embedded == FIRST
    # Neither does the build make them again; a checkpoint finds those that were made while it ran.
    building = HashingEmbedder()
    asked: list[object] = []

    def ask(progress: Progress) -> None:
        if progress.step == "embedding" and not asked:
            with opened(data, embedder) as encyclopedia:
                asked.append(encyclopedia.candidates("Who painted the Mona Lisa?"))

    report = make(sample_path, data, building, progress=ask)
    assert embedder.embedded > FIRST
    assert building.embedded == report.embedded == 182 - embedder.embedded
    with opened(data) as encyclopedia:
        cosines = {hit.passage.id: hit.dense_score for hit in encyclopedia.candidates(QUESTION, 200)}
        for hit in hits:
            if hit.dense_score is not None:
                assert cosines[hit.passage.id] == pytest.approx(hit.dense_score, abs=1e-3)


def test_the_time_for_making_vectors_is_kept(sample_path: Path, data: Path) -> None:
    stopped_at(("answering", 0), sample_path, data)
    slow = HashingEmbedder(before=lambda _: time.sleep(0.5))
    with opened(data, slow, encode_budget=0.9) as encyclopedia:
        started = time.monotonic()
        assert encyclopedia.search(QUESTION)[0].title == "Mount Everest"
        assert time.monotonic() - started < 4
        assert slow.embedded == 4  # two at once, twice; the next question goes on
        encyclopedia.search(QUESTION)
        assert slow.embedded == 8
    none = HashingEmbedder()
    with opened(data, none, encode_budget=0.0) as encyclopedia:
        encyclopedia.search("Who painted the Mona Lisa?")
        assert none.embedded == 0


def test_without_a_model_the_words_are_searched_until_there_are_vectors(sample_path: Path, data: Path) -> None:
    stopped_at(("answering", 0), sample_path, data)
    tried: list[str] = []

    def missing(model: str, models: Path) -> Embedder:
        tried.append(model)
        raise ModelUnavailable("the weights are gone")

    with Encyclopedia.open(data, load=missing) as encyclopedia:
        for _ in range(2):
            answer = encyclopedia.ask(QUESTION)
            assert answer.hits[0].title == "Mount Everest"
            assert all(hit.dense_score is None for hit in answer.hits)
        assert len(tried) == 1
        make(sample_path, data)
        encyclopedia.refresh()
        with pytest.raises(ModelUnavailable):
            encyclopedia.ask(QUESTION)


@pytest.mark.parametrize("damage", ["garbage", "a file in place of the folder"])
def test_vectors_that_cannot_be_kept_are_made_all_the_same(sample_path: Path, data: Path, damage: str) -> None:
    stopped_at(("answering", 0), sample_path, data)
    (vectors,) = (data / "vectors").glob("*.sqlite")
    if damage == "garbage":
        vectors.write_bytes(b"garbage" * 500)
    else:
        for path in (data / "vectors").iterdir():
            path.unlink()
        (data / "vectors").rmdir()
        (data / "vectors").write_text("", encoding="utf-8")
    embedder = HashingEmbedder()
    with opened(data, embedder) as encyclopedia:
        assert encyclopedia.search(QUESTION)[0].dense_score is not None
    assert embedder.embedded == FIRST


def test_the_next_passages_are_read_while_others_are_embedded(
    sample_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = threading.Semaphore(0)
    texts_of = VECTORS.embedded_texts

    def embedded_texts(*of: Any) -> Iterator[str]:
        yield from texts_of(*of)
        read.release()

    class Waiting(HashingEmbedder):
        def embed_passages(self, texts: Sequence[str]) -> Vectors:
            # Of its own texts and of the next ones; behind the last there are none, which is told as well.
            assert read.acquire(timeout=30)
            assert read.acquire(timeout=30)
            read.release()
            return super().embed_passages(texts)

    monkeypatch.setattr(VECTORS, "embedded_texts", embedded_texts)
    embedder = Waiting()
    make(sample_path, data, embedder)
    assert embedder.embedded == 182
    assert read_manifest(data).complete


def test_a_rebuild_with_much_that_is_new_keeps_the_vectors_there_are(sample_path: Path, data: Path) -> None:
    lines = sample_path.read_text(encoding="utf-8").splitlines(keepends=True)
    part = data.parent / "part.jsonl"
    part.write_text("".join(lines[:40]), encoding="utf-8")
    first = make(part, data)
    embedder = HashingEmbedder()
    stopped_at(("embedding", 16), sample_path, data, embedder)
    assert embedder.embedded == 32  # 16 that were stored, and as many that were under way
    manifest = read_manifest(data)
    assert (manifest.vectors, manifest.passages) == (first.passages, 182)
    with opened(data, encode_budget=0.0) as encyclopedia:
        # The ten from the store and all from the index have their cosines; the dense ranking has both.
        hits = encyclopedia.candidates(QUESTION, 300)
        assert len({hit.passage.id for hit in hits if hit.dense_rank}) >= first.passages
    # Going on publishes what came to be known meanwhile, then the whole.
    told: list[Progress] = []
    make(sample_path, data, embedder, progress=told.append)
    assert embedder.embedded == 182 - first.passages
    assert [(p.done, p.total) for p in told if p.step == "answering"] == [(first.passages + 32, 182)]
    assert read_manifest(data).complete


def test_nothing_is_published_twice_when_nothing_came_to_be_known(sample_path: Path, data: Path) -> None:
    stopped_at(("embedding", 0), sample_path, data)
    told: list[Progress] = []
    report = make(sample_path, data, progress=told.append)
    assert "answering" not in {p.step for p in told}
    assert (report.new, report.embedded, report.up_to_date) == (0, 182, False)
    assert read_manifest(data).folder == "index-000002"
    assert make(sample_path, data).up_to_date


def test_few_missing_vectors_are_made_first(sample_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VECTORS, "FEW_MISSING", 182)
    told: list[Progress] = []
    make(sample_path, data, progress=told.append)
    assert "answering" not in {p.step for p in told}
    assert read_manifest(data).folder == "index-000001"


def test_how_far_it_has_come_stands_in_a_file(sample_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.building.progress.PATIENCE", 0.0)
    seen = []

    def look(progress: Progress) -> None:
        if progress.step == "embedding":
            seen.append(read_progress(data))

    make(sample_path, data, progress=look)
    found = [progress for progress in seen if progress is not None]
    assert len(found) == len(seen)
    assert (found[0].step, found[0].done, found[0].total, found[0].due) == ("embedding", 0, 182, None)
    assert found[-1].done == 182
    assert found[-1].due is not None
    assert read_progress(data) is None
    stopped_at(("embedding", 0), sample_path, data.parent / "other")
    assert (data.parent / "other" / "build.json").exists()
    (data.parent / "other" / "build.json").write_text("[]", encoding="utf-8")
    assert read_progress(data.parent / "other") is None


@pytest.mark.parametrize("moment", ["answering 0", "embedding 48"])
def test_kill_9_between_the_publishings(sample_path: Path, sample_data: Path, data: Path, moment: str) -> None:
    process = subprocess.Popen(
        [sys.executable, str(SLOW_BUILD), str(sample_path), str(data), "0.1", "0"], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == moment:
                break
        else:
            pytest.fail(f"it never came to {moment!r}")
        process.send_signal(signal.SIGKILL)
    manifest = read_manifest(data)
    check_files(data, manifest, contents=True)
    assert (manifest.vectors, manifest.passages) == (0, 182)
    with opened(data) as encyclopedia:
        assert encyclopedia.search(QUESTION)[0].title == "Mount Everest"
    embedder = HashingEmbedder()
    make(sample_path, data, embedder)
    done = int(moment.split()[1])  # and FIRST by the question above, if the killed build had not come to them
    assert 182 - FIRST - done <= embedder.embedded <= 182 - max(FIRST, done)
    with opened(data) as one, opened(sample_data) as other:
        assert one.manifest.complete
        assert one.candidates(QUESTION) == other.candidates(QUESTION)


def test_killed_in_the_last_renames_of_the_second_publishing(
    sample_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it leaves shares its files with the live index, so nothing may ever write to them."""
    replace, renames = Path.replace, []

    def refuse(self: Path, target: Path) -> Path:
        renames.append(target)
        if len(renames) == 2:
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(KeyboardInterrupt):
            make(sample_path, data)
    live = read_manifest(data)
    assert (live.folder, live.vectors) == ("index-000001", 0)
    assert (data / "index-000002" / "entries.sqlite").stat().st_nlink == 2
    changed = data.parent / "changed.jsonl"
    rows = [json.loads(line) for line in sample_path.read_text(encoding="utf-8").splitlines()]
    rows[0]["text"] += "\n\nAnd another paragraph."
    changed.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    embedder = HashingEmbedder()
    stopped_at(("embedding", 0), changed, data, embedder)
    check_files(data, live, contents=True)
    make(changed, data, embedder)
    assert embedder.embedded == 1  # all others were in the store
    assert read_manifest(data).complete


def test_the_vectors_of_another_model_are_kept_for_its_return(sample_path: Path, data: Path) -> None:
    make(sample_path, data)
    for name in ("second", "third"):
        make(sample_path, data, HashingEmbedder(name))
    first = HashingEmbedder()
    make(sample_path, data, first)
    assert first.embedded == 0
    assert read_manifest(data).fingerprint == first.fingerprint


def test_a_complete_index_can_be_asked_as_if_it_had_no_vectors(
    sample_path: Path, sample_data: Path, data: Path
) -> None:
    """What is learned from it is learned from what an index without vectors will bring."""
    stopped_at(("answering", 0), sample_path, data)
    embedder = HashingEmbedder()
    with opened(data) as lexical, opened(sample_data, embedder, as_if_lexical=True) as complete:
        for one, other in zip(lexical.candidates(QUESTION), complete.candidates(QUESTION), strict=True):
            assert (one.passage, one.lexical_rank, one.dense_rank) == (
                *(other.passage, other.lexical_rank, other.dense_rank),
            )
            assert one.dense_score == (
                None if other.dense_score is None else pytest.approx(other.dense_score, abs=1e-3)
            )
    assert embedder.embedded == 0


def test_encoding_has_low_priority_and_leaves_that_of_the_caller_alone(sample_path: Path, data: Path) -> None:
    priorities: list[int] = []
    note: Callable[[int], None] = lambda _: priorities.append(os.getpriority(os.PRIO_PROCESS, 0))  # noqa: E731
    before = os.getpriority(os.PRIO_PROCESS, 0)
    make(sample_path, data, HashingEmbedder(before=note))
    assert set(priorities) == {min(19, before + VECTORS.NICENESS)}
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
