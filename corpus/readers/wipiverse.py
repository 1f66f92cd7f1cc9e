"""Pages as WIPIVERSE shows them: banner, counter line, title, paragraphs; a file may hold many."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.entry import MAX_TEXT_LENGTH, BadInput, Entry
from corpus.readers.page import finished
from corpus.readers.streams import LIMITS, Limits, numbered_lines, shown

# The signs may carry a variation selector.
_BANNER = re.compile(r"\s*📖\ufe0f?\s*WIPIVERSE\s*")
# The word after the number is in the language of the reader: "건", "entries", or nothing.
_COUNTER = re.compile(r"\s*(?:🔍\ufe0f?\s*)?Currently registered entries\s*[:：]\s*\d[\d,.]*\s*\w*\s*", re.IGNORECASE)


def is_banner(line: str) -> bool:
    """Say whether this line begins a page."""
    return len(line) < 100 and _BANNER.fullmatch(line) is not None


def is_counter(line: str) -> bool:
    """Say whether this line tells the number of registered entries."""
    return len(line) < 200 and _COUNTER.fullmatch(line) is not None


@dataclass(slots=True)
class _PageText:
    """The lines of one page so far."""

    line: int
    counted: bool = False
    title: str = ""
    lines: list[str] = field(default_factory=list)
    length: int = 0
    broken: bool = False

    def add(self, line: str) -> None:
        """Take in one more line; a page that is too long to be an entry stops growing."""
        if not self.title:
            self.title = line.strip()
        elif self.length <= MAX_TEXT_LENGTH:
            self.lines.append(line.rstrip("\r\n"))
            self.length += len(line)

    def finish(self, path: Path) -> Iterator[Entry | BadInput]:
        """Yield what became of the page; a page with a bad line has been reported already."""
        if not self.broken:
            yield finished(self.title, "\n".join(self.lines).strip(), path, self.line)


def read_wipiverse(path: Path, limits: Limits = LIMITS) -> Iterator[Entry | BadInput]:
    """Yield the entry of each page; the line given is that of the page's banner."""
    page: _PageText | None = None
    strays = False
    for numbered in numbered_lines(path, limits):
        if isinstance(numbered, BadInput):
            yield numbered
            if page is not None:
                page.broken = True  # an entry with a hole in it would be quoted as if it were whole
            continue
        number, line = numbered
        if _begins_page(line, page):
            if page is not None:
                yield from page.finish(path)
            page = _PageText(number, counted=is_counter(line))
        elif page is None:
            if line.strip() and not strays:
                strays = True
                yield BadInput(shown(path), number, "text before the first WIPIVERSE banner; begin with a banner")
        elif is_counter(line) and not page.counted and not page.title:
            page.counted = True
        else:
            page.add(line)
    if page is not None:
        yield from page.finish(path)


def _begins_page(line: str, page: _PageText | None) -> bool:
    """Say whether a new page begins here: at a banner, or at a counter line whose banner was lost."""
    return is_banner(line) or (is_counter(line) and (page is None or (page.counted and bool(page.title))))
