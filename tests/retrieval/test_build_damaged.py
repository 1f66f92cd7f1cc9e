"""Builds upon what is damaged or of another version, and where nothing can be written."""

import json
import os
import shutil
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from retrieval import index_folder
from retrieval.errors import BuildStopped
from retrieval.index_folder import check_files, read_manifest
from tests.embedders import HashingEmbedder
from tests.retrieval.builds import COFFEE, TEA, Write, counts, make, titles

BUILD = import_module("retrieval.build")  # `retrieval.build` itself is the function
VECTORS = import_module("retrieval.building.vectors")
FOLDER = import_module("retrieval.building.folder")


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
