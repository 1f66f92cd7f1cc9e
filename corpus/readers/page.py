"""A page while it is being laid out: paragraphs and headings in reading order, to become an Entry."""

from pathlib import Path

from corpus.entry import BadInput, Entry, Section, id_from_title, why_unusable
from corpus.readers.streams import shown

_BETWEEN_PARAGRAPHS = "\n\n"


class Page:
    """Collects paragraphs and headings; headings become Sections, and those left empty are dropped."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._paragraphs: list[str] = []
        self._length = 0
        self._sections: list[Section] = []
        # (rank, title, level, start) of the headings whose section is not closed yet
        self._open: list[tuple[int, str, int, int]] = []

    def paragraph(self, text: str) -> None:
        """Add a paragraph; white space around it is not part of it."""
        if text := text.strip():
            if self._paragraphs:
                self._length += len(_BETWEEN_PARAGRAPHS)
            self._paragraphs.append(text)
            self._length += len(text)

    def heading(self, rank: int, title: str) -> None:
        """Begin a section that runs until the next heading of the same or a smaller rank (1 is the topmost).

        A Section's level is its depth among the sections of this page, whatever rank its source gave it.
        """
        self._close(rank)
        start = self._length + (len(_BETWEEN_PARAGRAPHS) if self._paragraphs else 0)
        self._open.append((rank, plain_title(title), len(self._open) + 1, start))

    def _close(self, rank: int) -> None:
        while self._open and self._open[-1][0] >= rank:
            _, title, level, start = self._open.pop()
            if title and start < self._length:
                self._sections.append(Section(title, level, start, self._length))

    def finish(self, title: str, path: Path) -> Entry | BadInput:
        """Close the page: the Entry it makes, or why it makes none."""
        self._close(0)
        sections = tuple(sorted(self._sections, key=lambda s: (s.start, s.level)))
        return finished(title, _BETWEEN_PARAGRAPHS.join(self._paragraphs), path, sections=sections)


def finished(title: str, text: str, path: Path, line: int = 0, sections: tuple[Section, ...] = ()) -> Entry | BadInput:
    """Return the Entry of a page without an id of its own, or why there can be none."""
    title = plain_title(title)
    name = shown(path)
    if reason := why_unusable(title, text):
        return BadInput(name, line, reason)
    source = f"{name}:{line}" if line else name
    return Entry(id_from_title(title), title, text, sections=sections, source=source)


def plain_title(title: str) -> str:
    """Return the title on one line: no white space around it, single spaces inside."""
    return " ".join(title.split())
