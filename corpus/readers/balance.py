"""Prepares wikitext for parsing: tables go, and unclosed markup where it would cost the parser hours.

mwparserfromhell reads on to the end of the page after each opening mark that has no closing one, so a page of
nothing but opening marks takes it time that grows with the square of the length.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

# Unclosed marks times characters that may be left to the parser: some seconds, far above real articles.
_MAX_WORK = 5_000_000
# The parser gives up on deeper nesting, and then rescans as it does for what is unclosed.
_MAX_DEPTH = 30

_TABLE_OPENS = re.compile(r"[ \t:*#]*\{\|")
_TABLE_CLOSES = re.compile(r"[ \t]*\|\}(?!\})")
_HEADING = re.compile(r"={2,6}[^=].*=[ \t]*")
_LONG_LIST_MARK = re.compile(r"^([*#:;])[*#:;]{8,}", re.MULTILINE)

_MARK = re.compile(
    r"<!--|-->|\{\{|\}\}|\[\[|\]\]|\[(?=(?:[a-z]{3,8}:)?//|mailto:)|\]|</?[^\s<>/!\[\]{}|]+|/?>",
    re.IGNORECASE,
)
_CLOSERS = {"-->": "<!--", "}}": "{{", "]]": "[[", "]": "["}
_VOID_TAGS = frozenset(["br", "hr", "wbr", "img", "li", "dt", "dd"])
_LITERAL_TAGS = frozenset(["nowiki", "math", "pre", "syntaxhighlight", "source", "score", "timeline"])


def without_tables(wikitext: str) -> str:
    """Return the text without its tables; one that never closes ends at the next heading."""
    depth = 0
    kept: list[str] = []
    for line in wikitext.split("\n"):
        if _TABLE_OPENS.match(line):
            depth += 1
        elif depth and _TABLE_CLOSES.match(line):
            depth -= 1
            kept.append("")
        elif depth and _HEADING.fullmatch(line):
            depth = 0
        if not depth and not (_TABLE_CLOSES.match(line)):
            kept.append(line)
    return "\n".join(kept)


def balanced(wikitext: str) -> str:
    """Return the text with its unclosed marks taken out, if they are so many that parsing would not end."""
    wikitext = _LONG_LIST_MARK.sub(r"\1", wikitext)
    scan = _Scan(wikitext)
    scan.run()
    if len(scan.unclosed) * len(wikitext) <= _MAX_WORK:
        return wikitext
    kept: list[str] = []
    end = 0
    for start, stop in sorted(scan.unclosed):
        kept.append(wikitext[end:start])
        end = stop
    return "".join([*kept, wikitext[end:]])


@dataclass(slots=True)
class _Scan:
    """Pairs opening and closing marks; what finds no partner is `unclosed`, as spans."""

    text: str
    unclosed: list[tuple[int, int]] = field(default_factory=list)
    _stack: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        position = 0
        missing: set[str] = set()  # closing tags that do not come any more
        while found := _MARK.search(self.text, position):
            mark, position = found[0].lower(), found.end()
            if mark in _CLOSERS:
                self._close(_CLOSERS[mark])
            elif mark in {">", "/>"}:
                self._end_of_tag(is_empty=mark == "/>")
            elif mark.startswith("</"):
                self._close("<" + mark[2:] + ">")
            else:
                self._open(mark, found.span())
                name = mark[1:]
                if name in _LITERAL_TAGS and name not in missing:
                    end = self.text.find(f"</{name}", position)
                    if end < 0:
                        missing.add(name)
                    else:
                        self._close(mark)
                        position = end + len(name) + 2
        while self._stack:
            self._pop(is_paired=False)

    def _open(self, mark: str, span: tuple[int, int]) -> None:
        if len(self._stack) >= _MAX_DEPTH:
            self.unclosed.append(span)
            return
        self._stack.append((mark, span))
        self._counts[mark] += 1

    def _pop(self, *, is_paired: bool) -> tuple[str, tuple[int, int]]:
        mark, span = self._stack.pop()
        self._counts[mark] -= 1
        if not is_paired:
            self.unclosed.append(span)
        return mark, span

    def _close(self, mark: str) -> None:
        if self._counts[mark]:
            while self._stack[-1][0] != mark:
                self._pop(is_paired=False)
            self._pop(is_paired=True)

    def _end_of_tag(self, *, is_empty: bool) -> None:
        if self._stack and self._stack[-1][0].startswith("<") and self._stack[-1][0][-1] not in ">-":
            mark, span = self._pop(is_paired=True)
            if not is_empty and mark[1:] not in _VOID_TAGS:
                self._open(mark + ">", span)
