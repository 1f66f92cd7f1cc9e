"""One build after the other, and what they are told of bad input."""

from importlib import import_module
from pathlib import Path

import pytest

from corpus.entry import BadInput
from corpus.errors import InputRefused, InputUnreadable
from retrieval import build
from retrieval.building.progress import Progress
from retrieval.errors import ModelUnavailable
from retrieval.index_folder import read_manifest
from tests.embedders import HashingEmbedder
from tests.retrieval.builds import COCOA, COFFEE, TEA, Write, contents, counts, make, opened, titles

BUILD = import_module("retrieval.build")  # `retrieval.build` itself is the function
VECTORS = import_module("retrieval.building.vectors")


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
