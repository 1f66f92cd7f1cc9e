import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from corpus.entry import BadInput
from corpus.errors import InputRefused, InputUnreadable
from retrieval import Encyclopedia, build, index_folder
from retrieval.build import BuildReport
from retrieval.building.progress import Progress
from retrieval.errors import BuildRunning, BuildStopped, IndexMissing, ModelUnavailable
from retrieval.index_folder import check_files, read_manifest
from retrieval.passages import split
from tests.embedders import HashingEmbedder, loading

BUILD = import_module("retrieval.build")  # `retrieval.build` itself is the function
VECTORS = import_module("retrieval.building.vectors")
FOLDER = import_module("retrieval.building.folder")
SLOW_BUILD = Path(__file__).parent / "slow_build.py"

TEA = {
    "id": "1",
    "title": "Tea",
    "text": "Tea is brewed from leaves.\n\nIt is drunk hot.",
    "aliases": ["Chai"],
}
COFFEE = {"id": "2", "title": "Coffee", "text": "Coffee is brewed from roasted beans."}
COCOA = {"id": "3", "title": "Cocoa", "text": "Cocoa is made of fermented beans."}

Write = Callable[..., Path]
Counts = tuple[int, int, int, int]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write entries, or lines as they are, to the one input file."""

    def write(*lines: dict[str, Any] | str) -> Path:
        path = tmp_path / "entries.jsonl"
        text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def make(source: Path, data: Path, embedder: HashingEmbedder | None = None, **options: Any) -> BuildReport:
    return build([source], data, load=loading(embedder or HashingEmbedder()), **options)


def counts(report: BuildReport) -> Counts:
    return report.new, report.changed, report.removed, report.embedded


def opened(data: Path, embedder: HashingEmbedder | None = None) -> Encyclopedia:
    return Encyclopedia.open(data, load=loading(embedder or HashingEmbedder()))


def titles(data: Path, query: str) -> list[str]:
    """Titles of the passages that the lexical ranking found."""
    with opened(data) as encyclopedia:
        return [hit.title for hit in encyclopedia.search(query) if hit.lexical_rank is not None]


def contents(data: Path) -> dict[str, Any]:
    """Everything an index says: entries, passages, vectors by passage, and the answers of the lexical index."""
    manifest = read_manifest(data)
    check_files(data, manifest, contents=True)
    embedder = HashingEmbedder()
    with opened(data, embedder) as encyclopedia:
        index = encyclopedia._index
        rows = index.store.connection.execute("SELECT id, title, text, aliases FROM entries ORDER BY title")
        entries = list(rows)
        passages = {}
        for _, title, _, _ in entries:
            entry = index.store.by_title(title)
            assert entry is not None
            (key,) = index.store.connection.execute("SELECT key FROM entries WHERE title = ?", (title,)).fetchone()
            parts = split(entry, key)
            stored = index.passages.get(part.id for part in parts)
            assert [(stored[part.id].start, stored[part.id].end) for part in parts] == [(p.start, p.end) for p in parts]
            vectors = index.dense.vectors([part.id for part in parts])
            passages[title] = [
                (part.start, part.end, vector.tobytes()) for part, vector in zip(parts, vectors, strict=True)
            ]
        assert len(index.passages) == sum(map(len, passages.values())) == len(index.lexical) == len(index.dense)
        return {"entries": entries, "passages": passages, "counts": (manifest.entries, manifest.passages)}


def answers(data: Path, questions: list[str]) -> list[Any]:
    with opened(data) as encyclopedia:
        return [
            [(hit.title, hit.passage.start, hit.passage.end, hit.rank) for hit in encyclopedia.search(question, 5)]
            for question in questions
        ]


# One build after the other


def test_a_fresh_build(write: Write, data: Path) -> None:
    embedder = HashingEmbedder()
    report = make(write(TEA, COFFEE), data, embedder)
    assert counts(report) == (2, 0, 0, 2)
    assert (report.entries, report.passages, report.bad_input_count, report.up_to_date) == (2, 2, 0, False)
    assert embedder.embedded == 2
    manifest = read_manifest(data)
    assert (manifest.entries, manifest.passages, manifest.dimension) == (2, 2, 64)
    assert (manifest.model, manifest.fingerprint) == ("minilm", embedder.fingerprint)
    assert titles(data, "roasted") == ["Coffee"]
    assert titles(data, "brewed") == ["Coffee", "Tea"]
    assert not (data / "building").exists()


def test_the_same_again_is_up_to_date_and_embeds_nothing(write: Write, data: Path) -> None:
    source = write(TEA, COFFEE)
    make(source, data)
    before = (data / "manifest.json").read_bytes()
    embedder = HashingEmbedder()
    report = make(source, data, embedder)
    assert counts(report) == (0, 0, 0, 0)
    assert report.up_to_date
    assert (report.entries, report.passages) == (2, 2)
    assert embedder.embedded == 0
    assert (data / "manifest.json").read_bytes() == before
    assert sorted(path.name for path in data.iterdir()) == [
        "build.lock", "index-000001", "manifest.json", "vectors",
    ]  # fmt: skip


def test_only_what_is_new_changed_or_removed_is_worked_on_and_all_of_it_is_visible(write: Write, data: Path) -> None:
    make(write(TEA, COFFEE), data)
    embedder = HashingEmbedder()
    changed = TEA | {"text": "Tea is steeped in water."}
    report = make(write(changed, COCOA), data, embedder)
    assert counts(report) == (1, 1, 1, 2)
    assert embedder.embedded == 2
    assert titles(data, "steeped") == ["Tea"]
    assert titles(data, "leaves") == []
    assert titles(data, "roasted") == []
    assert titles(data, "fermented") == ["Cocoa"]
    with opened(data) as encyclopedia:
        assert encyclopedia.entry("2") is None
        assert encyclopedia.find("Coffee").kind in {"none", "ambiguous"}
        assert len(encyclopedia) == 2
    assert set(contents(data)["passages"]) == {"Tea", "Cocoa"}


def test_an_entry_that_comes_back_is_new_and_is_embedded_again(write: Write, data: Path) -> None:
    make(write(TEA, COFFEE), data)
    make(write(TEA), data)
    assert counts(make(write(TEA, COFFEE), data)) == (1, 0, 0, 1)
    assert titles(data, "roasted") == ["Coffee"]


def test_a_long_history_of_changes_ends_where_a_fresh_build_does(write: Write, data: Path, tmp_path: Path) -> None:
    for text in ("One beginning.", "Another beginning.\n\nAnd more.", "An end."):
        make(write(TEA | {"text": text}, COFFEE), data)
        make(write(COCOA, TEA | {"text": text + " Indeed."}), data)
    last = write(COFFEE, TEA, COCOA)
    make(last, data)
    make(last, tmp_path / "fresh")
    assert contents(data) == contents(tmp_path / "fresh")
    assert [path.name for path in sorted(data.glob("index-*"))] == ["index-000006", "index-000007"]


def test_texts_that_are_the_same_are_embedded_once(write: Write, data: Path) -> None:
    sections = [{"title": "Part", "level": 1, "start": 0, "end": 12}]
    text = "The same it.\n\nOther words."
    twice = {"id": "9", "title": "Echo", "text": "Same.\n\n" + "Filler words. " * 150 + "\n\nSame."}
    one = make(write({"title": "T", "text": text, "sections": sections}, twice), data)
    assert one.embedded <= one.passages
    assert len(contents(data)["passages"]["T"]) == 2


def test_a_renamed_or_removed_redirect_alone_is_published(write: Write, data: Path, tmp_path: Path) -> None:
    dump = tmp_path / "dump.xml"

    def page(title: str, body: str, number: int) -> str:
        return (
            f"<page><title>{title}</title><ns>0</ns><id>{number}</id>{body}</page>"
        )  # fmt: skip

    def dumped(*redirects: str) -> Path:
        pages = [page("Tea", "<revision><id>1</id><text>Tea is a drink of leaves.</text></revision>", 1)]
        pages += [
            page(
                name,
                f'<redirect title="Tea" /><revision><id>{n}</id><text>#REDIRECT [[Tea]]</text></revision>',
                n,
            )
            for n, name in enumerate(redirects, 2)
        ]
        dump.write_text(
            '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">'
            "<siteinfo><sitename>W</sitename><dbname>w</dbname><namespaces>"
            '<namespace key="0" case="first-letter" /></namespaces></siteinfo>' + "".join(pages) + "</mediawiki>",
            encoding="utf-8",
        )
        return dump

    assert counts(make(dumped("Chai"), data))[0] == 1
    embedder = HashingEmbedder()
    report = make(dumped("Cha"), data, embedder)
    assert not report.up_to_date
    assert embedder.embedded == 0
    with opened(data) as encyclopedia:
        assert encyclopedia.find("Cha").kind == "alias"
        assert encyclopedia.find("Chai").kind != "alias"
    assert make(dumped("Cha"), data).up_to_date


def test_an_id_alone_is_published(write: Write, data: Path) -> None:
    make(write(TEA, COFFEE), data)
    make(write(TEA | {"id": "7"}, COFFEE), data)
    with opened(data) as encyclopedia:
        entry = encyclopedia.entry("7")
        assert entry is not None
        assert entry.title == "Tea"
        assert encyclopedia.entry("1") is None


def test_another_model(write: Write, data: Path) -> None:
    source = write(TEA, COFFEE)
    make(source, data)
    other = HashingEmbedder("other")
    report = make(source, data, other, model="another")
    assert counts(report) == (0, 0, 0, 2)
    assert not report.up_to_date
    manifest = read_manifest(data)
    assert (manifest.model, manifest.fingerprint) == ("another", other.fingerprint)
    with opened(data, other) as encyclopedia:
        best = encyclopedia.search("Coffee Coffee brewed roasted beans")[0]
        assert (best.title, best.dense_rank) == ("Coffee", 1)
        assert best.dense_score == pytest.approx(
            float(
                other.embed_queries(["Coffee Coffee brewed roasted beans"])[0]
                @ other.embed_queries(["Coffee.\nCoffee is brewed from roasted beans."])[0]
            ),
            abs=1e-3,
        )
    # The vectors of the first are still there.
    first = HashingEmbedder()
    assert counts(make(source, data, first)) == (0, 0, 0, 0)
    assert first.embedded == 0


def test_progress_is_told_step_by_step(write: Write, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BUILD, "ENTRIES_A_BATCH", 2)
    monkeypatch.setattr(VECTORS, "PASSAGES_A_CHECKPOINT", 2)
    told: list[Progress] = []
    make(write(TEA, COFFEE, COCOA), data, progress=told.append)
    assert [(p.step, p.done, p.total) for p in told] == [
        ("reading", 2, None), ("reading", 3, None), ("reading", 3, 3),
        ("indexing", 2, 3), ("indexing", 3, 3),
        ("embedding", 0, 3), ("embedding", 2, 3), ("embedding", 3, 3),
        ("publishing", 0, 1), ("publishing", 1, 1),
    ]  # fmt: skip


# Bad input


def test_bad_input_is_counted_told_and_skipped(write: Write, data: Path) -> None:
    source = write(TEA, "{", {"title": "", "text": "x"}, COFFEE, COFFEE | {"text": "Later."})
    told: list[BadInput] = []
    report = make(source, data, on_bad_input=told.append)
    assert report.bad_input_count == 3
    assert list(report.bad_input) == told
    assert [bad.line for bad in told] == [2, 3, 0]
    assert [Path(bad.path.partition(":")[0]).name for bad in told] == ["entries.jsonl"] * 3
    assert "the title is empty" in told[1].reason
    # Both places of the title that came twice.
    assert told[2].path.endswith("entries.jsonl:5")
    assert "entries.jsonl:4" in told[2].reason
    assert titles(data, "later") == ["Coffee"]
    assert report.entries == 2


def test_of_much_bad_input_only_the_first_is_kept(write: Write, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BUILD, "BAD_INPUT_KEPT", 3)
    report = make(write(TEA, *["{"] * 10), data)
    assert (report.bad_input_count, len(report.bad_input)) == (10, 3)


def test_strict_stops_at_the_first_bad_input_and_leaves_the_index_as_it_was(write: Write, data: Path) -> None:
    make(write(TEA), data)
    before = (data / "manifest.json").read_bytes()
    source = write(COFFEE, "{", COCOA)
    with pytest.raises(InputRefused, match=r"entries\.jsonl:2: .*; mend it, or build without --strict to skip it$"):
        make(source, data, strict=True)
    assert (data / "manifest.json").read_bytes() == before
    assert titles(data, "leaves") == ["Tea"]
    # Without it, the same build goes on and the removed entry goes.
    assert counts(make(source, data)) == (2, 0, 1, 2)
    assert titles(data, "leaves") == []


@pytest.mark.parametrize("lines", [[], ["{"], ["", ""]])
def test_without_any_entry_the_index_stays_as_it_was(write: Write, data: Path, lines: list[str]) -> None:
    make(write(TEA), data)
    with pytest.raises(InputRefused, match=r"^no entry was found in .*entries\.jsonl; the encyclopedia is left as it"):
        make(write(*lines), data)
    assert titles(data, "leaves") == ["Tea"]
    assert make(write(TEA), data).up_to_date


def test_a_path_that_is_not_there_is_refused_before_anything_is_read(write: Write, data: Path, tmp_path: Path) -> None:
    told: list[Progress] = []

    def load(name: str, models: Path) -> HashingEmbedder:
        pytest.fail("the model is made, which may take minutes")

    with pytest.raises(InputUnreadable, match="no-such-file"):
        build([write(TEA), tmp_path / "no-such-file"], data, load=load, progress=told.append)
    assert told == []
    assert not data.exists()


def test_a_model_that_is_not_there_leaves_no_unfinished_build(write: Write, data: Path) -> None:
    def load(name: str, models: Path) -> HashingEmbedder:
        raise ModelUnavailable(name)

    make(write(TEA), data)
    with pytest.raises(ModelUnavailable):
        build([write(TEA, COFFEE)], data, load=load)
    assert not (data / "building").exists()


def test_the_data_folder_is_no_input(tmp_path: Path) -> None:
    (tmp_path / "tea.md").write_text("# Tea\n\nTea is brewed.\n", encoding="utf-8")
    (tmp_path / "data" / "models").mkdir(parents=True)
    (tmp_path / "data" / "models" / "README.md").write_text("# A model\n\nIt has no say.\n", encoding="utf-8")
    for _ in range(2):
        report = make(tmp_path, tmp_path / "data")
        assert (report.entries, report.bad_input) == (1, ())


# Interruptions


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


def test_the_old_index_answers_while_the_next_is_built(write: Write, data: Path) -> None:
    make(write(TEA), data)
    seen = []

    def look(progress: Progress) -> None:
        with opened(data) as encyclopedia:
            seen.append((progress.step, progress.done, [hit.title for hit in encyclopedia.search("brewed")]))

    make(write(COFFEE), data, progress=look)
    assert {titles[0] for step, done, titles in seen if (step, done) != ("publishing", 1)} == {"Tea"}
    assert seen[-1] == ("publishing", 1, ["Coffee"])


def test_an_open_encyclopedia_keeps_answering_and_takes_over_the_new_index_when_told(write: Write, data: Path) -> None:
    make(write(TEA), data)
    with opened(data) as encyclopedia:
        assert not encyclopedia.refresh()
        make(write(COFFEE), data)
        assert [hit.title for hit in encyclopedia.search("brewed")] == ["Tea"]
        assert encyclopedia.refresh()
        assert [hit.title for hit in encyclopedia.search("brewed")] == ["Coffee"]
        assert not encyclopedia.refresh()
        assert encyclopedia.manifest == read_manifest(data)


def test_refresh_loads_the_other_model_of_a_new_index(write: Write, data: Path) -> None:
    source = write(TEA, COFFEE)
    models = {"one": HashingEmbedder("one"), "two": HashingEmbedder("two")}
    build([source], data, model="one", load=lambda model, _: models[model])
    with Encyclopedia.open(data, load=lambda model, _: models[model]) as encyclopedia:
        encyclopedia.search("tea")
        under_way = encyclopedia._index
        build([source], data, model="two", load=lambda model, _: models[model])
        encyclopedia.refresh()
        encyclopedia.search("tea")
        assert (models["one"].queries, models["two"].queries) == (1, 1)
        # A question that began before the new index was taken over is still asked of the old one's model.
        assert encyclopedia._reader.best(under_way, "tea", 10).hits[0].title == "Tea"
        assert (models["one"].queries, models["two"].queries) == (2, 1)


def test_a_recent_answer_is_given_again_until_there_is_a_new_index(write: Write, data: Path) -> None:
    make(write(TEA), data)
    embedder = HashingEmbedder()
    with Encyclopedia.open(data, load=loading(embedder)) as encyclopedia:
        first = encyclopedia.ask("What is tea?", threshold=0.0)
        assert encyclopedia.ask("What is tea?", threshold=0.0) is first
        assert embedder.queries == 1
        assert encyclopedia.ask("What is tea?", threshold=1.0).abstained
        assert len(encyclopedia.ask("What is tea?", threshold=0.0, quotations=1).citations) == 1
        assert not encyclopedia.ask("What is tea?", threshold=0.0, without="Tea").citations
        make(write(TEA | {"text": "Tea is a drink that is made of leaves."}), data)
        assert encyclopedia.refresh()
        second = encyclopedia.ask("What is tea?", threshold=0.0)
        assert second.citations[0].quote.text == "Tea is a drink that is made of leaves."


def test_no_more_recent_answers_are_kept_than_were_asked_for(write: Write, data: Path) -> None:
    make(write(TEA), data)
    for recent, made in ((0, 4), (1, 3), (2, 2)):
        embedder = HashingEmbedder()
        with Encyclopedia.open(data, load=loading(embedder), recent=recent) as encyclopedia:
            for question in ("What is tea?", "What is tea?", "Who drinks it?", "What is tea?"):
                encyclopedia.ask(question)
        assert embedder.queries == made


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


# Damage


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


@pytest.mark.parametrize(
    ("name", "lost"),
    # A vector has one home: what is damaged here was only in the index before, or is embedded again.
    [("manifest.json", 0), ("index-000002/dense.faiss", 1), ("index-000002/entries.sqlite", 1)],
)
def test_a_damaged_live_index_is_built_anew(write: Write, data: Path, name: str, lost: int) -> None:
    make(write(TEA), data)
    source = write(TEA, COFFEE)
    make(source, data)
    (data / name).write_bytes(b"")
    embedder = HashingEmbedder()
    report = make(source, data, embedder)
    assert not report.up_to_date
    assert embedder.embedded == lost
    check_files(data, read_manifest(data), contents=True)
    assert titles(data, "roasted") == ["Coffee"]


def test_damaged_vectors_stop_the_build_and_say_what_to_delete(write: Write, data: Path) -> None:
    make(write(TEA), data)
    (vectors,) = (data / "vectors").iterdir()
    vectors.write_bytes(b"garbage" * 500)
    source = write(TEA, COFFEE)
    with pytest.raises(
        BuildStopped, match=r"is damaged .*delete .*building and .*vectors; the live index is as it was"
    ):
        make(source, data)
    assert titles(data, "leaves") == ["Tea"]
    shutil.rmtree(data / "building")
    shutil.rmtree(data / "vectors")
    assert make(source, data).embedded == 1


def test_an_index_of_another_format_is_replaced(write: Write, data: Path) -> None:
    source = write(TEA)
    make(source, data)
    manifest = json.loads((data / "manifest.json").read_text(encoding="utf-8"))
    (data / "manifest.json").write_text(json.dumps(manifest | {"format": 1}), encoding="utf-8")
    assert not make(source, data).up_to_date
    assert titles(data, "leaves") == ["Tea"]


def test_another_way_of_cutting_or_of_making_terms_indexes_every_entry_anew_and_keeps_the_vectors(
    write: Write, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(TEA, COFFEE)
    with monkeypatch.context() as patch:
        patch.setattr(FOLDER, "MADE_BY", "an older version")
        make(source, data)
    embedder = HashingEmbedder()
    assert counts(make(source, data, embedder)) == (2, 0, 0, 0)
    assert embedder.embedded == 0
    assert titles(data, "roasted") == ["Coffee"]
    assert make(source, data).up_to_date


# Where it cannot be written


def test_a_data_folder_that_is_a_file(write: Write, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(BuildStopped, match=r"^cannot write to .*file \(.*\); choose another folder with --data$"):
        make(write(TEA), tmp_path / "file")


def test_a_read_only_data_folder(write: Write, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(path: Path, *_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied", str(path))  # as root, the folder's mode would deny nothing

    source = write(TEA)
    monkeypatch.setattr(os, "open", deny)
    with pytest.raises(BuildStopped, match=r"^cannot write to .*data \(Permission denied\); choose another folder"):
        make(source, data)


@pytest.mark.parametrize(
    ("module", "name", "error"),
    [
        (index_folder, "_sync", OSError(28, "No space left on device")),
        (VECTORS, "write_dense_index", OSError("the dense index x cannot be written: no space")),
        (BUILD, "split", sqlite3.OperationalError("database or disk is full")),
    ],
)
def test_a_disk_that_is_full_stops_the_build_and_the_same_call_goes_on(
    write: Write, data: Path, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, error: Exception
) -> None:
    make(write(TEA), data)
    source = write(TEA, COFFEE)

    def fail(*arguments: object, **_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(module, name, fail)
        with pytest.raises(BuildStopped, match=r"the live index is as it was; run the same command again to go on$"):
            make(source, data)
    assert titles(data, "roasted") == []
    make(source, data)
    assert titles(data, "roasted") == ["Coffee"]


def test_disk_space_is_spoken_of_only_where_it_lacks(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "s", isolation_level=None, timeout=0)) as full:
        full.execute("PRAGMA max_page_count = 1")
        with pytest.raises(BuildStopped, match=r"disk is full\): free some disk space"), FOLDER.explained(tmp_path):
            full.execute("CREATE TABLE t (x)")
        with closing(sqlite3.connect(tmp_path / "s", isolation_level=None, timeout=0)) as holding:
            holding.execute("BEGIN EXCLUSIVE")
            with pytest.raises(BuildStopped, match=r"\(database is locked\); the live"), FOLDER.explained(tmp_path):
                full.execute("CREATE TABLE t (x)")


# Several builds, and kill -9


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
