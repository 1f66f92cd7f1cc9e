"""What the command line prints on: a terminal, wrapped and coloured, or a pipe, left exact."""

import json
import re
import sys
from collections.abc import Container, Sequence
from dataclasses import asdict
from io import StringIO
from typing import TYPE_CHECKING, Any, TextIO

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["Part", "Sheet", "as_json", "fields", "visible"]

# A piece of text, with its style on a terminal if it has one.
Part = str | tuple[str, str]

# Control characters, which could command a terminal, and those that turn the order of the text around.
_COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Longer lines are hard to read, however wide the terminal is.
WIDEST = 100
# Narrower columns of text than this are harder to read than lines one below the other.
NARROWEST = 12


def visible(text: str) -> str:
    """`text` with control characters written out, "\\x1b" for an escape: it cannot command a terminal."""
    return _COMMANDING.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def as_json(value: object) -> str:
    """`value` as JSON a terminal may be shown: what visible() writes out is escaped, so it stays exact."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # Outside its strings JSON has none of these characters.
    return _COMMANDING.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def fields(value: "DataclassInstance", **more: object) -> dict[str, Any]:
    """The fields of a dataclass for JSON, and what more there is to say."""
    return asdict(value) | more


class Sheet:
    """Prints on one stream; everything goes through `visible` when that is a terminal."""

    def __init__(self, stream: TextIO | None = None, *, terminal: bool | None = None, width: int | None = None) -> None:
        """Print on `stream` (standard output); `terminal` and `width` are found out unless given."""
        self._stream = stream or sys.stdout or StringIO()  # a closed standard output is None
        self.terminal = self._stream.isatty() if terminal is None else terminal
        self._console = Console(
            file=self._stream,
            force_terminal=self.terminal,
            width=width,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def say(self, *parts: Part, mark: str = "") -> None:
        """Print a paragraph; on a terminal its further lines are indented as far as `mark` is long."""
        if not self.terminal:
            self._stream.write(mark + "".join(part if isinstance(part, str) else part[0] for part in parts) + "\n")
            return
        text = Text.assemble(*(_shown(part) for part in parts), overflow="fold")
        width = max(min(self._console.width, WIDEST) - cell_len(mark), 10)
        indent = ""
        for line in text.wrap(self._console, width) or [text]:
            line.rstrip()
            self._console.print(Text(indent or mark) + line, soft_wrap=True)
            indent = " " * cell_len(mark)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], *, right: Container[int] = ()) -> None:
        """Print a table, columns `right` aligned to the right; tab-separated in a pipe, by cells where it is narrow."""
        if not self.terminal:
            for row in (columns, *rows):
                self._stream.write("\t".join(" ".join(cell.split()) for cell in row) + "\n")
            return
        numbers = [n for n in range(len(columns)) if n in right]
        taken = sum(max(cell_len(visible(row[n])) for row in (columns, *rows)) for n in numbers) + 2 * len(columns)
        if self._console.width - taken < NARROWEST * (len(columns) - len(numbers)):
            for row in rows:
                for column, cell in zip(columns, row, strict=True):
                    self.say(cell, mark=f"{visible(column)}: ")
                self.say()
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for number, column in enumerate(columns):
            if number in right:
                table.add_column(visible(column), justify="right", no_wrap=True)
            else:
                table.add_column(visible(column), overflow="fold")
        for row in rows:
            table.add_row(*(Text(visible(cell)) for cell in row))
        self._console.print(table)

    def json(self, value: object) -> None:
        """Print `value` as JSON."""
        self._stream.write(as_json(value) + "\n")

    def aside(self) -> "Sheet":
        """A sheet like this one to write on first, whose text `pages` prints."""
        return Sheet(StringIO(), terminal=self.terminal, width=self._console.width if self.terminal else None)

    def pages(self, aside: "Sheet") -> None:
        """Print what was written on `aside`: a page at a time where it does not fit the terminal."""
        written = aside._stream.getvalue() if isinstance(aside._stream, StringIO) else ""  # noqa: SLF001
        if self.terminal and written.count("\n") >= self._console.height:
            click.echo_via_pager(written)
        else:
            self._stream.write(written)


def _shown(part: Part) -> str | tuple[str, str]:
    return visible(part) if isinstance(part, str) else (visible(part[0]), part[1])
