"""Markdown and plain text: one entry a file."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.entry import MAX_TEXT_LENGTH, BadInput, Entry
from corpus.readers.inline import plain
from corpus.readers.page import Page, finished, plain_title
from corpus.readers.streams import LIMITS, Limits, open_stream, shown, stem_of, why_not_utf8, why_unreadable

MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
PLAIN_SUFFIXES = frozenset({".txt", ".text"})

# A character of UTF-8 takes up to four bytes; above this the text cannot be within the limit.
_MAX_BYTES = 4 * MAX_TEXT_LENGTH

_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?")
_CLOSING_HASHES = re.compile(r"(?:^|[ \t])#+$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_REFERENCE = re.compile(r" {0,3}\[[^\]]{1,500}\]:[ \t]")
_QUOTES = re.compile(r"(?: {0,3}>[ \t]?)+")
_BULLET = re.compile(r"[ \t]*[*+-][ \t]+(?:\[[ xX]\][ \t]+)?")
_NUMBER = re.compile(r"[ \t]*(\d{1,9}[.)])[ \t]+")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"title[ \t]*:[ \t]*(.+)", re.IGNORECASE)


def read_markdown(path: Path, limits: Limits = LIMITS) -> Iterator[Entry | BadInput]:
    """Yield the one entry of a file; ".txt" or ".text" is plain text and keeps its text as it is."""
    name = shown(path)
    try:
        with open_stream(path, limits) as stream:
            content = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        yield BadInput(name, 0, why_unreadable(error))
        return
    if len(content) > _MAX_BYTES:
        yield BadInput(name, 0, f"the file is longer than {_MAX_BYTES:,} bytes; split it into several entries")
        return
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        yield BadInput(name, line, why_not_utf8(error))
        return
    if "\0" in text:
        yield BadInput(name, text.count("\n", 0, text.index("\0")) + 1, "a NUL character; remove it")
    elif stem_of(path).suffix.lower() in PLAIN_SUFFIXES:
        title, rest = _plain_text(text)
        yield finished(title or _title_of(path), rest, path)
    else:
        yield _markdown(text, path)


def _title_of(path: Path) -> str:
    path = stem_of(path)
    known = path.suffix.lower() in MARKDOWN_SUFFIXES | PLAIN_SUFFIXES
    return (path.stem if known else path.name).replace("_", " ")


def _front_matter(text: str) -> tuple[str, str]:
    """Return the title that the front matter gives, or "", and the text after it."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return "", text
    title = ""
    for position, line in enumerate(lines[1:], start=1):
        if line.rstrip() in {"---", "..."}:
            return title, "".join(lines[position + 1 :])
        if found := _FRONT_TITLE.match(line):
            title = found[1].strip()
            if len(title) > 1 and title[0] == title[-1] and title[0] in "\"'":
                title = title[1:-1]
    return "", text  # it never ended, so it was a rule


def _plain_text(text: str) -> tuple[str, str]:
    """Return the title that a plain text opens with, or "", and the text without it."""
    title, text = _front_matter(text)
    lines = text.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    heading, size = _heading_at(lines, first) if first < len(lines) else (None, 0)
    if heading is None or (title and plain_title(heading[1]) != plain_title(title)):
        return title, text
    return heading[1], "".join(lines[first + size :]).lstrip("\r\n")


def _heading_at(lines: list[str], position: int) -> tuple[tuple[int, str] | None, int]:
    """Return the heading at this line as (rank, title) and the lines it takes, or (None, 0)."""
    line = lines[position].rstrip()
    if found := _ATX.fullmatch(line):
        return (len(found[1]), _CLOSING_HASHES.sub("", found[2] or "").strip()), 1
    underline = lines[position + 1].rstrip("\r\n") if line and position + 1 < len(lines) else ""
    if (found := _SETEXT.fullmatch(underline)) and not _starts_block(line):
        return (1 if found[1][0] == "=" else 2, line.strip()), 2
    return None, 0


def _starts_block(line: str) -> bool:
    starts = (_QUOTES, _BULLET, _NUMBER, _FENCE, _REFERENCE)
    rule = _RULE.fullmatch(line) or _SETEXT.fullmatch(line)
    return bool(rule) or line.startswith(("    ", "\t", "|")) or any(start.match(line) for start in starts)


def _is_table_rule(line: str) -> bool:
    return "-" in line and not line.strip("|:- \t")


def _markdown(text: str, path: Path) -> Entry | BadInput:
    title, text = _front_matter(text)
    layout = _Layout(title)
    lines = _COMMENT.sub("", text).splitlines()
    position = 0
    while position < len(lines):
        position += layout.take(lines, position)
    layout.end_paragraph()
    return layout.page.finish(layout.title or _title_of(path), path)


class _Layout:
    """The page that the lines of a Markdown text make."""

    def __init__(self, title: str) -> None:
        self.page = Page()
        self.title = title
        self._begun = False
        self._fence = ""
        self._code: list[str] = []
        # the paragraph under way: (list marker or "", the lines that follow it)
        self._blocks: list[tuple[str, list[str]]] = []

    def take(self, lines: list[str], position: int) -> int:
        """Take in what begins at this line; return how many lines it was."""
        line = lines[position]
        if self._fence:
            self._fenced(line)
            return 1
        if fence := _FENCE.match(line):
            self.end_paragraph()
            self._fence = fence[1]
            return 1
        # The underline of a wrapped paragraph is more often a rule than a heading of many lines.
        heading, size = _heading_at(lines, position)
        if heading is not None and (size == 1 or not self._blocks):
            self.end_paragraph()
            self._heading(heading[0], plain(heading[1]))
            return size
        self._prose(line)
        return 1

    def _fenced(self, line: str) -> None:
        mark = line.strip()
        if mark.startswith(self._fence) and not mark.strip(self._fence[0]):
            self._fence = ""
            self.end_paragraph()
        else:
            self._code.append(line)

    def _heading(self, rank: int, title: str) -> None:
        if not self._begun and plain_title(title) == plain_title(self.title):
            return  # the title of the front matter, said again
        if not self.title and (rank == 1 or not self._begun):
            self.title = title
        else:
            self.page.heading(rank, title)
        self._begun = True

    def _prose(self, line: str) -> None:
        if not line.strip():
            self.end_paragraph()
            return
        if _RULE.fullmatch(line) or _SETEXT.fullmatch(line) or _is_table_rule(line) or _REFERENCE.match(line):
            return
        if quote := _QUOTES.match(line):
            line = line[quote.end() :]
        if bullet := _BULLET.match(line):
            self._blocks.append(("- ", [line[bullet.end() :].strip()]))
        elif number := _NUMBER.match(line):
            self._blocks.append((number[1] + " ", [line[number.end() :].strip()]))
        elif self._blocks and not line.lstrip().startswith("|"):
            self._blocks[-1][1].append(line.strip())  # a wrapped line
        else:
            self._blocks.append(("", [line.strip()]))

    def end_paragraph(self) -> None:
        """Close the paragraph or code block under way, if there is one."""
        paragraphs = [marker + plain(" ".join(lines)) for marker, lines in self._blocks]
        for text in ("\n".join(paragraphs), "\n".join(self._code)):
            if text.strip():
                self._begun = True
                self.page.paragraph(text)
        self._blocks = []
        self._code = []
