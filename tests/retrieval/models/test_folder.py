"""Folders of models: made once, whole or not at all, also after a process that was killed."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from retrieval.errors import ModelUnavailable
from retrieval.models.folder import made_once


def _fill(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"weights")


def _killed(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"weig")
    os.kill(os.getpid(), signal.SIGKILL)


def _fail(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"weig")
    raise OSError("the disk is full")


def test_it_is_made_once(tmp_path: Path) -> None:
    assert made_once(tmp_path / "models" / "one", _fill).joinpath("model.onnx").read_bytes() == b"weights"
    assert made_once(tmp_path / "models" / "one", _fail) == tmp_path / "models" / "one"


def test_what_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="disk is full"):
        made_once(tmp_path / "one", _fail)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "models").write_bytes(b"")  # as root, the mode of a folder would deny nothing
    with pytest.raises(ModelUnavailable, match=rf"^a model is to be made in {tmp_path / 'models'}, which cannot be"):
        made_once(tmp_path / "models" / "one", _fill)


def test_it_is_made_after_a_process_of_the_same_number_was_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "one"
    process = multiprocessing.get_context("spawn").Process(target=made_once, args=(folder, _killed))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert not folder.exists()
    number = process.pid
    assert number is not None
    monkeypatch.setattr(os, "getpid", lambda: number)
    assert made_once(folder, _fill).joinpath("model.onnx").read_bytes() == b"weights"


def test_of_two_at_once_the_first_to_be_ready_is_kept(tmp_path: Path) -> None:
    def slow(folder: Path) -> None:
        made_once(tmp_path / "one", _fill)
        (folder / "model.onnx").write_bytes(b"late")

    assert made_once(tmp_path / "one", slow).joinpath("model.onnx").read_bytes() == b"weights"
    assert [folder.name for folder in tmp_path.iterdir()] == ["one"]
