import gc
import gzip
import json
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from corpus.entry import Alias, BadInput, Entry
from corpus.errors import InputUnreadable, MissingExtra
from corpus.readers import FORMATS, read
from corpus.readers.recognise import recognise

UNRECOGNISED = "the format is not recognised; name it if it is one of jsonl, wipiverse, markdown, mediawiki, zim"


def summary(path: Path, format_name: str | None = None) -> list[str]:
    found = []
    for item in read(path, format_name):
        match item:
            case Entry():
                found.append(item.title)
            case Alias():
                found.append(f"{item.name} -> {item.target}")
            case BadInput():
                found.append(f"{Path(item.path).name}: {item.reason}")
    return found


@pytest.mark.parametrize(
    ("head", "name", "expected"),
    [
        (b"ZIM\x04 ...", "a", "zim"),
        (b'\xef\xbb\xbf\n <mediawiki xmlns="', "a.txt", "mediawiki"),
        (b"<?xml version='1.0'?>\n<!-- c -->\n<mediawiki>", "a", "mediawiki"),
        (b'\n\n { "title": ', "a", "jsonl"),
        (b"broken\n", "a.jsonl.gz", "jsonl"),
        ("📖 WIPIVERSE\n".encode(), "a.md", "wipiverse"),
        ("\n🔍 Currently registered entries: 5\n".encode(), "a", "wipiverse"),
        (b"# A title\n", "a", "markdown"),
        ("# A title\n".encode("utf-16"), "a.txt", "markdown"),
        (b"<!DOCTYPE html><p>", "a.html", None),
        (b'[{"title"', "a.json", None),
        (b"\x89PNG\r\n\x1a\n\0", "a.png", None),
    ],
)
def test_recognise(head: bytes, name: str, expected: str | None) -> None:
    assert recognise(head, Path(name)) == expected


def test_an_array_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[\n {"title": "T", "text": "x"}\n]\n', encoding="utf-8")
    for path in (tmp_path / "a.json", tmp_path):
        assert summary(path) == ["a.json: a JSON array; write its objects one a line, as JSON Lines"]


@pytest.mark.parametrize("packing", ["zip", "7z", "zstd", "rar", "tar"])
def test_how_a_file_is_packed_is_said_where_it_is_not_unpacked(tmp_path: Path, packing: str) -> None:
    entry = tmp_path / "entry.md"
    entry.write_text("# A\n\nText.\n")
    path = tmp_path / "packed" / f"entries.jsonl.{packing}"
    path.parent.mkdir()
    if packing == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(entry)
    elif packing == "tar":
        with tarfile.open(path, "w:gz") as archive:
            archive.add(entry)
    else:
        magic = {"7z": "377abcaf271c", "zstd": "28b52ffd", "rar": "526172211a07"}[packing]
        path.write_bytes(bytes.fromhex(magic) + b"\0" * 30)
    reason = f"packed as {packing}, which is not unpacked here; unpack it and name what was in it"
    for name, format_name in ((path, None), (path, "jsonl"), (path.parent, None)):
        assert summary(name, format_name) == [f"{path.name}: {reason}"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_lines_in_utf_16_are_reported_once(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(("\ufeff" + '{"title": "A", "text": "b"}\r\n' * 5).encode(encoding))
    assert summary(path) == ["a.jsonl: UTF-16; save the file as UTF-8"]


def test_a_folder_is_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.md").write_text("# Two\n\nText.\n")
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "One", "text": "Text."}))
    (tmp_path / "c.py").write_text("print()\n")
    (tmp_path / "d.png").write_bytes(b"\x89PNG\0")
    (tmp_path / "e.txt").write_bytes(b"")
    (tmp_path / ".hidden.md").write_text("# Hidden\n\nText.\n")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.md").write_text("# Hidden\n\nText.\n")
    assert summary(tmp_path) == [
        "One",
        "Two",
        f"c.py: {UNRECOGNISED}",
        f"d.png: {UNRECOGNISED}",
        "e.txt: the file is empty; fill it or remove it",
    ]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n\nText.\n")
    inside = tmp_path / "inside"
    (inside / "deep").mkdir(parents=True)
    (inside / "deep" / "a.md").write_text("# A\n\nText.\n")
    (inside / "b.md").symlink_to(tmp_path / "secret.md")
    (inside / "c").symlink_to(tmp_path)
    (inside / "e").symlink_to(inside / "deep")
    (inside / "f.md").symlink_to(inside / "f.md")
    (inside / "g.md").symlink_to(inside / "deep" / "a.md")
    os.mkfifo(inside / "h")
    assert summary(inside) == [
        "b.md: leads out of the folder, so it was not followed; copy what it leads to",
        "c: leads out of the folder, so it was not followed; copy what it leads to",
        "A",
        "e: a symbolic link to a folder is not followed; that folder is read in its own place",
        "f.md: a symbolic link that leads to itself; remove it",
        "A",
        "h: neither a file nor a folder; remove it",
    ]


def test_a_path_that_cannot_be_read_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable, match=r"there is no .*absent; check the path"):
        read(tmp_path / "absent")
    with pytest.raises(InputUnreadable, match="choose one of jsonl, wipiverse, markdown, mediawiki, zim"):
        read(tmp_path, "docx")
    with pytest.raises(InputUnreadable):
        read(tmp_path / "nul\0")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputUnreadable, match="neither a file nor a folder"):
        read(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_forbidden_file(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n")
    path.chmod(0)
    with pytest.raises(InputUnreadable, match="Permission denied"):
        read(path)
    assert summary(tmp_path) == [
        "a.md: the file cannot be read: Permission denied; check that it is there and may be read"
    ]


@pytest.mark.parametrize("format_name", FORMATS)
def test_an_empty_file_in_any_format(tmp_path: Path, format_name: str) -> None:
    path = tmp_path / "empty"
    path.write_bytes(b"")
    assert list(read(path, format_name)) == [BadInput(str(path), 0, "the file is empty; fill it or remove it")]


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("content", [b"\0\xff\xfe", b"<mediawiki", b"{", b"ZIM\x04", b"BZh", b"--- \n", b"\x1f"])
def test_the_wrong_format_never_raises(tmp_path: Path, format_name: str, content: bytes) -> None:
    path = tmp_path / "wrong"
    path.write_bytes(content)
    assert all(isinstance(item, BadInput | Entry) for item in read(path, format_name))


def test_an_empty_folder(tmp_path: Path) -> None:
    assert summary(tmp_path) == [f"{tmp_path.name}: the folder is empty; put files into it"]


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.md")
    path.write_text("# Coffee house\n\nText.\n")
    [entry] = read(tmp_path)
    assert isinstance(entry, Entry)
    assert entry.source == f"{tmp_path}/caf\ufffd.md"


@pytest.mark.parametrize(
    ("format_name", "module"),
    [("mediawiki", "mwxml"), ("zim", "libzim.reader"), ("zim", "selectolax.lexbor")],
)
def test_a_missing_library_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_name: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / "a"
    path.write_text("<mediawiki>")
    with pytest.raises(MissingExtra, match=rf'pip install "wipiverse\[{format_name}\]"'):
        list(read(path, format_name))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b'{"title": "A", "text": "Text."}\n' * 2),
        ("a.jsonl.gz", gzip.compress(b'{"title": "A", "text": "Text."}\n' * 2, mtime=0)),
        ("a.txt", "📖 WIPIVERSE\nA\nText.\n📖 WIPIVERSE\nB\nText.\n".encode()),
        ("a.xml", b"<mediawiki>" + b"<page><title>A</title><ns>0</ns><redirect title='B'/></page>" * 2),
    ],
    ids=["jsonl", "gzip", "wipiverse", "mediawiki"],
)
def test_reading_may_stop_early(tmp_path: Path, name: str, content: bytes) -> None:
    # An open file left behind would be a ResourceWarning, which fails the test.
    path = tmp_path / name
    path.write_bytes(content)
    reading = read(path)
    first = next(reading)
    del reading
    gc.collect()
    assert not isinstance(first, BadInput)
    assert (first.title if isinstance(first, Entry) else first.name) == "A"
