"""Lengths as Telegram counts them: in UTF-16 code units."""

import re

__all__ = ["cut", "fitting", "units"]

# Where a text is cut, best first: after a sentence, after a word. Japanese and Chinese have no space between sentences.
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|[。！？][\"'”’」』》）)\]]*")
_WORD_END = re.compile(r"\S(?=\s)")


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str, room: int) -> int:
    """How many characters of `text` fit into `room` units, cut after a sentence or word if it can be."""
    if units(text) <= room:
        return len(text)
    end = len(text[:room])
    while units(text[:end]) > room:
        end -= max(1, (units(text[:end]) - room) // 2)
    for boundary in (_SENTENCE_END, _WORD_END):
        ends = [found.end() for found in boundary.finditer(text, 0, min(len(text), end + 1))]
        if ends and ends[-1] > end // 2:
            return min(end, ends[-1])
    return end


def cut(text: str, room: int) -> str:
    """`text`, or as much of it as fits with a "…" behind it."""
    return text if units(text) <= room else text[: fitting(text, room - 1)].rstrip() + "…"
