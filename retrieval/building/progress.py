"""How far a build has come: told to its caller, and kept in a file for whoever asks meanwhile."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

__all__ = ["BuildProgress", "Progress", "ProgressFile", "Step", "read_progress"]

Step = Literal["reading", "indexing", "embedding", "publishing", "answering"]

FILE = "build.json"
# Seconds between two writings of the file.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step has come: `done` of `total` entries or passages, `total` None where it is not known.

    "answering" is told once, when an index has gone live that has vectors for `done` of its `total` passages.
    """

    step: Step
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """What the file says: `due` is when the step will be done at this pace (UTC, ISO 8601), None if unknown."""

    step: Step
    done: int
    total: int | None
    due: str | None


class ProgressFile:
    """Writes each Progress to the file in `data`, and passes it on."""

    def __init__(self, data: Path, tell: Callable[[Progress], None] | None) -> None:
        """Pass on to `tell`, if it is given."""
        self._path = data / FILE
        self._tell = tell or (lambda _: None)
        self._step = ""
        self._began = self._wrote = 0.0

    def __call__(self, progress: Progress) -> None:
        """Take note of how far the build has come. Raises OSError when the file cannot be written."""
        now = time.monotonic()
        if progress.step != self._step:
            self._step, self._began, self._wrote = progress.step, now, 0.0
        if now - self._wrote >= PATIENCE:
            self._wrote = now
            content = BuildProgress(progress.step, progress.done, progress.total, _due(progress, now - self._began))
            new = self._path.with_name(FILE + ".new")
            new.write_text(json.dumps(asdict(content)), encoding="utf-8")
            new.rename(self._path)
        self._tell(progress)

    def remove(self) -> None:
        """Remove the file: the build is done. An interrupted one leaves it, to say how far it came."""
        self._path.unlink(missing_ok=True)


def read_progress(data: Path) -> BuildProgress | None:
    """How far the build in `data` has come, or had when it was interrupted; None if there is none."""
    try:
        return BuildProgress(**json.loads((data / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _due(progress: Progress, seconds: float) -> str | None:
    if not progress.done or progress.total is None:
        return None
    left = seconds / progress.done * (progress.total - progress.done)
    return (datetime.now(UTC) + timedelta(seconds=left)).isoformat(timespec="seconds")
