"""`wipiverse build`: a build with its progress, its bad input and its last line."""

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from bot.command_line.command_group import INTERRUPTED, TERMINATED
from bot.command_line.progress import BadInputLog, BuildDisplay
from bot.command_line.sheet import Sheet
from bot.wording import command_line as words
from retrieval import build
from retrieval.build import BuildReport
from retrieval.embedder import LoadEmbedder

__all__ = ["BAD_INPUT_FILE", "build_and_report"]

BAD_INPUT_FILE = "bad-input.txt"


def build_and_report(
    paths: Sequence[Path], data: Path, model: str, format_: str | None, *, strict: bool, load: LoadEmbedder
) -> int:
    """Build, show how it goes on standard error, sum up on standard output; the exit code."""
    try:
        report = _build(paths, data, model, format_, strict=strict, load=load)
    except (KeyboardInterrupt, SystemExit) as stopped:
        sys.stderr.write(words.INTERRUPTED + "\n")
        return TERMINATED if isinstance(stopped, SystemExit) else INTERRUPTED
    show_report(Sheet(), report)
    return 0


def _build(
    paths: Sequence[Path], data: Path, model: str, format_: str | None, *, strict: bool, load: LoadEmbedder
) -> BuildReport:
    with BuildDisplay() as display, _said_when_stopped(display):
        bad = BadInputLog(data / BAD_INPUT_FILE, display)
        complete = False
        try:
            report = build(
                *(paths, data),
                model=model,
                format=format_,
                strict=strict,
                progress=display,
                on_bad_input=bad,
                load=load,
            )
            complete = True
        finally:
            bad.close(complete=complete)
    return report


@contextmanager
def _said_when_stopped(display: BuildDisplay) -> Iterator[None]:
    """Say at once that Ctrl-C or SIGTERM was heard: the passages under way are finished first, which takes seconds."""

    def stop(handle: Any, *signaled: Any) -> None:
        with suppress(RuntimeError):  # where it came in the midst of writing
            display.write(words.STOPPING)
        handle(*signaled)

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    # Others are ignored, or kill; and only this thread hears any.
    main = threading.current_thread() is threading.main_thread()
    heard = {number: handle for number, handle in before.items() if main and callable(handle)}
    for number, handle in heard.items():
        signal.signal(number, partial(stop, handle))
    try:
        yield
    finally:
        for number, handle in heard.items():
            signal.signal(number, handle)


def show_report(sheet: Sheet, report: BuildReport) -> None:
    """What the build has done, in a line, and what there is now."""
    unchanged = report.entries - report.new - report.changed
    sheet.say(
        f"{report.new:,} new, {report.changed:,} changed, {report.removed:,} removed, "
        f"{unchanged:,} unchanged; {report.embedded:,} passages embedded; "
        f"bad input: {report.bad_input_count:,}; {report.seconds:.1f} s"
    )
    if report.up_to_date:
        sheet.say(words.UP_TO_DATE)
    sheet.say((words.REGISTERED.format(entries=report.entries), "bold"), f" in {report.passages:,} passages")
