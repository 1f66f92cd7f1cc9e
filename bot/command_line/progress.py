"""How far a build has come, on standard error: bars on a terminal, now and then a line elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.text import Text

from bot.command_line.sheet import visible
from bot.wording import command_line as words
from corpus.entry import BadInput
from retrieval.building.progress import Progress

__all__ = ["BadInputLog", "BuildDisplay", "counting"]

# What a step counts.
UNITS = {"reading": "entries", "indexing": "entries", "embedding": "passages", "publishing": "index"}
# Seconds between two lines about one step, where there are no bars.
PATIENCE = 5.0
# So much bad input is printed; the file has all of it.
BAD_INPUT_SHOWN = 20


class BuildDisplay:
    """Shows the steps of a build while it runs; call it with each Progress."""

    def __init__(self) -> None:
        """Show on standard error."""
        self._stream = sys.stderr or StringIO()  # a closed standard error is None
        terminal = self._stream.isatty()
        console = Console(file=self._stream, force_terminal=terminal, markup=False, highlight=False, emoji=False)
        self._bars = Bars(
            *(TextColumn("{task.description:<10}"), BarColumn(bar_width=24), MofNCompleteColumn(), _Speed()),
            *(TextColumn("left"), TimeRemainingColumn(compact=True)),
            console=console,
            disable=not terminal,
        )
        self._lines = not terminal
        self._step = ""
        self._started = self._spoke = time.monotonic()

    def __enter__(self) -> Self:
        """Show the bars."""
        self._bars.start()
        self._task = self._bars.add_task("preparing", total=None, unit="")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the bars as they are."""
        self._bars.stop()

    def __call__(self, progress: Progress) -> None:
        """Take note of how far the build has come."""
        now = time.monotonic()
        if progress.step == "answering":
            self.write(words.ANSWERING.format(known=progress.done, passages=progress.total))
            return
        if progress.step != self._step:
            self._bars.update(self._task, total=self._bars.tasks[-1].completed)
            self._task = self._bars.add_task(progress.step, total=progress.total, unit=UNITS[progress.step])
            self._step, self._started = progress.step, now
            # The length of a long step is told at its beginning.
            self._spoke = 0.0 if progress.total else now
        self._bars.update(self._task, completed=progress.done, total=progress.total)
        if self._lines and progress.total != 0 and (progress.done == progress.total or now - self._spoke >= PATIENCE):
            self._spoke = now
            self.write(_line(progress, now - self._started))

    def write(self, line: str) -> None:
        """Print a line above the bars."""
        if self._lines:
            self._stream.write(visible(line) + "\n")
            self._stream.flush()
        else:
            self._bars.console.print(Text(visible(line)), soft_wrap=True)


class BadInputLog:
    """Prints the first pieces of bad input and writes all of them to a file, one a line."""

    def __init__(self, path: Path, display: BuildDisplay) -> None:
        """Write to `path`, which is made when there is something to write."""
        self._path = path
        self._display = display
        self._count = 0
        self._file: TextIO | None = None

    def __call__(self, bad: BadInput) -> None:
        """Take note of one piece."""
        if self._file is None:
            self._file = self._path.open("w", encoding="utf-8")
        self._count += 1
        line = visible(str(bad)).replace("\n", "\\n")
        self._file.write(line + "\n")
        if self._count <= BAD_INPUT_SHOWN:
            self._display.write(line)

    def close(self, *, complete: bool) -> None:
        """Say how much there was; after a `complete` build without any, an earlier build's file goes.

        Where it cannot be written, that is said and no more: the build has ended, well or with an error of its own.
        """
        try:
            if self._file is not None:
                self._file.close()
            elif complete:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            self._display.write(words.BAD_INPUT_UNWRITTEN.format(path=self._path, error=error))
            return
        if (more := self._count - BAD_INPUT_SHOWN) > 0:
            self._display.write(words.MORE_BAD_INPUT.format(more=more, count=self._count, path=self._path))


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar for a count that grows to `total`, on a terminal; nothing elsewhere."""
    stream = sys.stderr or StringIO()
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn())
    console = Console(file=stream, markup=False, highlight=False, emoji=False)
    with Bars(*columns, TimeRemainingColumn(compact=True), console=console, disable=not stream.isatty()) as bars:
        task = bars.add_task(visible(what), total=total)
        yield lambda done: bars.update(task, completed=done)


class _Speed(ProgressColumn):
    """Entries or passages a second, since the step began."""

    def render(self, task: Task) -> Text:
        unit = task.fields["unit"]
        if not unit or not task.elapsed or unit == "index":
            return Text("")
        return Text(f"{task.completed / task.elapsed:,.0f} {unit}/s", style="cyan")


def _line(progress: Progress, seconds: float) -> str:
    unit = UNITS[progress.step]
    if progress.step == "publishing":
        return "publishing the index" if progress.done else "writing the index"
    of = f" of {progress.total:,}" if progress.total is not None else ""
    speed = f", {progress.done / seconds:,.0f} a second" if progress.done and seconds > 0.01 else ""
    return f"{progress.step}: {progress.done:,}{of} {unit}{speed}"
