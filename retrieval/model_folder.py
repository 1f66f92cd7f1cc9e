"""Folders of models that are made on this machine, from weights that are installed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

__all__ = ["made_once"]


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder, filled by `make` if it is not there yet; where that fails or is stopped, it is not there."""
    if folder.exists():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Not by the number of the process: in a container one that was killed had the same as its successor.
    working = folder.with_name(f"{folder.name}.{uuid4().hex}")
    working.mkdir()
    try:
        make(working)
        try:
            working.rename(folder)
        except OSError:
            if not folder.exists():  # if it does, another process was faster
                raise
    finally:
        shutil.rmtree(working, ignore_errors=True)
    return folder
