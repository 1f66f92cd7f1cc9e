"""Folders of models that are made on this machine, from weights that are installed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from retrieval.errors import ModelUnavailable

__all__ = ["made_once"]


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder, filled by `make` if it is not there yet; where that fails or is stopped, it is not there.

    Raises ModelUnavailable where there is no room for it, and what `make` raises.
    """
    if folder.exists():
        return folder
    # Not by the number of the process: in a container one that was killed had the same as its successor.
    working = folder.with_name(f"{folder.name}.{uuid4().hex}")
    try:
        working.mkdir(parents=True)
    except OSError as error:
        raise ModelUnavailable(
            f"a model is to be made in {folder.parent}, which cannot be written ({error.strerror}); mend that, or copy "
            "the folder from where the encyclopedia was built"
        ) from error
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
