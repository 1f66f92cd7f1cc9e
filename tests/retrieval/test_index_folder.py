import json
import shlex
import shutil
from pathlib import Path

import pytest

from retrieval import Encyclopedia
from retrieval.errors import IndexDamaged, IndexMismatch, IndexMissing
from retrieval.index_folder import FORMAT, Manifest, check_files, describe_files, publish, read_manifest
from tests.embedders import HashingEmbedder, loading


@pytest.fixture
def data(tmp_path: Path, sample_data: Path) -> Path:
    shutil.copytree(sample_data, tmp_path / "data")
    return tmp_path / "data"


def names(data: Path) -> list[str]:
    return sorted(read_manifest(data).files)


def rebuild(data: Path) -> str:
    return f"`wipiverse --data {data} build PATH...`"


def test_the_manifest_says_what_the_index_is_made_of(sample_data: Path) -> None:
    manifest = read_manifest(sample_data)
    assert (manifest.format, manifest.folder, manifest.model) == (FORMAT, "index-000001", "minilm")
    assert (manifest.entries, manifest.dimension) == (72, 64)
    assert manifest.fingerprint == HashingEmbedder().fingerprint
    assert {name.partition("/")[0] for name in manifest.files} == {"entries.sqlite", "lexical", "dense.faiss"}
    for name, (size, _) in manifest.files.items():
        assert (sample_data / manifest.folder / name).stat().st_size == size
    check_files(sample_data, manifest, contents=True)


def test_every_file_of_the_index_is_in_the_manifest(data: Path) -> None:
    manifest = read_manifest(data)
    folder = data / manifest.folder
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert {name for name in there if not name.endswith(".lock")} == set(manifest.files)


@pytest.mark.parametrize("damage", ["missing", "cut", "emptied", "longer", "a folder"])
def test_each_file_that_is_missing_or_of_another_size_is_named(data: Path, tmp_path: Path, damage: str) -> None:
    manifest = read_manifest(data)
    for name in names(data):
        path = data / manifest.folder / name
        content = path.read_bytes()
        path.unlink()
        match damage:
            case "cut":
                path.write_bytes(content[:-1])
            case "emptied":
                path.write_bytes(b"")
            case "longer":
                path.write_bytes(content + b"\0")
            case "a folder":
                path.mkdir()
            case _:
                pass
        with pytest.raises(IndexDamaged) as raised:
            Encyclopedia.open(data, load=loading(HashingEmbedder()))
        assert str(path) in str(raised.value)
        assert str(raised.value).endswith(f"rebuild with {rebuild(data)}")
        if path.is_dir():
            path.rmdir()
        path.write_bytes(content)
    check_files(data, manifest, contents=True)


def test_the_sizes_are_told(data: Path) -> None:
    path = data / "index-000001" / "dense.faiss"
    size = path.stat().st_size
    path.write_bytes(b"")
    with pytest.raises(IndexDamaged, match=rf"dense\.faiss has 0 bytes instead of {size:,}; rebuild with "):
        check_files(data, read_manifest(data), contents=False)


def test_one_flipped_byte_in_any_file_is_found_when_contents_are_read(data: Path) -> None:
    manifest = read_manifest(data)
    for name in names(data):
        path = data / manifest.folder / name
        content = path.read_bytes()
        flipped = bytearray(content)
        flipped[len(flipped) // 2] ^= 1
        path.unlink()
        path.write_bytes(flipped)
        check_files(data, manifest, contents=False)
        with pytest.raises(IndexDamaged) as raised:
            check_files(data, manifest, contents=True)
        assert str(raised.value) == f"{path} has changed since it was written; rebuild with {rebuild(data)}"
        path.write_bytes(content)


def test_no_folder_and_no_manifest(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(IndexMissing) as raised:
            Encyclopedia.open(folder, load=loading(HashingEmbedder()))
        assert str(raised.value) == f"there is no encyclopedia in {folder} yet; make it with {rebuild(folder)}"


@pytest.mark.parametrize("format_", [FORMAT - 1, FORMAT + 1, "x", None])
def test_another_format(data: Path, format_: object) -> None:
    content = json.loads((data / "manifest.json").read_text(encoding="utf-8"))
    (data / "manifest.json").write_text(json.dumps(content | {"format": format_}), encoding="utf-8")
    with pytest.raises(IndexMismatch) as raised:
        read_manifest(data)
    assert f"has format {format_}, this program reads {FORMAT}; rebuild it with {rebuild(data)}" in str(raised.value)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"garbage",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'"text"',
        b"[" * 100_000,
        json.dumps({"format": FORMAT}).encode(),
        json.dumps({"format": FORMAT, "files": {}}).encode(),
        json.dumps({"format": FORMAT, "files": []}).encode(),
        json.dumps({"format": FORMAT, "files": {"a": [1]}}).encode(),
    ],
)
def test_a_manifest_that_cannot_be_read(data: Path, content: bytes) -> None:
    (data / "manifest.json").write_bytes(content)
    with pytest.raises(IndexDamaged) as raised:
        read_manifest(data)
    assert str(raised.value).startswith(f"{data / 'manifest.json'} is unreadable (")
    assert str(raised.value).endswith(f"rebuild with {rebuild(data)}")


def test_a_manifest_that_is_a_folder(data: Path) -> None:
    (data / "manifest.json").unlink()
    (data / "manifest.json").mkdir()
    with pytest.raises(IndexDamaged, match="is unreadable"):
        read_manifest(data)


def test_weights_that_are_not_those_of_the_index_are_refused_at_the_first_question(sample_data: Path) -> None:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder("other"))) as encyclopedia:
        assert encyclopedia.find("Mount Everest").kind == "exact"
        command = f"`wipiverse --data {sample_data} build --model minilm PATH...`"
        with pytest.raises(IndexMismatch) as raised:
            encyclopedia.search("everest")
        assert str(raised.value).endswith(f"rebuild it with {command}")


def test_the_command_that_is_named_can_be_typed(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing) as raised:
        read_manifest(tmp_path / "my notes")
    command = str(raised.value).partition("`")[2].removesuffix("`")
    assert shlex.split(command) == ["wipiverse", "--data", str(tmp_path / "my notes"), "build", "PATH..."]


def test_publish_keeps_the_index_before_and_deletes_older_ones(tmp_path: Path) -> None:
    def publish_one(content: str) -> Manifest:
        building = tmp_path / "building"
        building.mkdir()
        (building / "entries.sqlite").write_text(content, encoding="utf-8")
        files = describe_files(building)

        def describe(folder: str) -> Manifest:
            return Manifest(FORMAT, folder, "", "m", "f", 1, "c", 1, 1, 1, files)

        return publish(tmp_path, building, describe)

    for number, content in enumerate(["one", "two", "three"], 1):
        manifest = publish_one(content)
        assert manifest.folder == f"index-{number:06d}"
        assert read_manifest(tmp_path) == manifest
        assert (tmp_path / manifest.folder / "entries.sqlite").read_text(encoding="utf-8") == content
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index-000002", "index-000003", "manifest.json"]


def test_describe_files_leaves_locks_out(tmp_path: Path) -> None:
    (tmp_path / "lexical").mkdir()
    (tmp_path / "lexical" / ".tantivy-writer.lock").write_text("", encoding="utf-8")
    (tmp_path / "lexical" / "meta.json").write_text("{}", encoding="utf-8")
    # The checksum is what `printf {} | sha256sum` prints.
    checksum = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert describe_files(tmp_path) == {"lexical/meta.json": (2, checksum)}
