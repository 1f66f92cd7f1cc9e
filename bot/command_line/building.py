"""`wipiverse build`: a build with its progress, its bad input and its last line."""

import sys
from collections.abc import Sequence
from pathlib import Path

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
    with BuildDisplay() as display:
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
