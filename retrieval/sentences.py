"""Sentences of a text, as exact spans."""

import re
from collections.abc import Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

from corpus.entry import paragraph_spans
from retrieval.languages import CODES, has_cjk, language_of

__all__ = ["OF_A_YEAR", "is_remnant", "sentence_spans"]

# How a line begins that tells one event, in a list of what happened: "1998 – Google is founded".
OF_A_YEAR = re.compile(r"\d{1,4}\s+(?:(?:BC|BCE|AD|CE)\s+)?[–-]\s")

# Abbreviations after which a sentence goes on; the library takes the stop after them for an end.
_GOES_ON = re.compile(r"(?:^|[\s(])(?:approx|co|vol|vols|no|nos|pp|ca|c|fl|est|ed|eds|r|b|d|op|sq|cap|lit|trans)\.\s*$")
# Characters at the end of a sentence that an abbreviation is looked for in, not the whole of it: it is asked often.
_LONGEST_ABBREVIATION = 12
# In Korean, Japanese and Chinese a stop after a number is of a date or a list, and after words quoted the rest comes
# without a space.
_GOES_ON_AFTER_NUMBER = re.compile(r"\d\.\s*$")
_QUOTED = re.compile(r"[.!?。！？…][\"'”’」』》]$")
# Brackets side by side, and the white space behind them.
_BRACKETS = re.compile(r"(?P<brackets>\[+|\]+)\s*")
# How what is behind a caption's link goes on with the caption.
_GOES_ON_WITH = (",", ".", ";", ":", ")")
_BEGINS = re.compile(r"\s*[\"'“”‘’«(\[]*[^\W\d_]", re.UNICODE)


def sentence_spans(text: str, start: int, end: int, language: str | None = None) -> list[tuple[int, int]]:
    """The (start, end) of the sentences of `text[start:end]`, in order, white space around them left out.

    Offsets refer to `text`. A piece that begins in lower case is the rest of the sentence before it. Where no
    `language` is given, each paragraph tells its own.
    """
    return [
        (start + first, start + last)
        for paragraph, paragraph_end in paragraph_spans(text[start:end])
        for first, last in _of_paragraph(text[start + paragraph : start + paragraph_end], paragraph, language)
    ]


def _of_paragraph(text: str, offset: int, language: str | None) -> list[tuple[int, int]]:
    """The spans of the sentences of one paragraph, which begins at `offset`."""
    spans: list[tuple[int, int]] = []
    code = CODES[language or language_of(text)]
    for start, end in pairwise(sorted({0, *_ends_of_remnants(text), len(text)})):
        for boundary in get_sentence_boundaries(code, text[start:end]):
            first, last = start + boundary["start_index"], start + boundary["end_index"]
            stripped = text[first:last].strip()
            if not stripped:
                continue
            first = text.index(stripped[0], first)
            span = (first, first + len(stripped))
            if spans and _continues(text[slice(*spans[-1])], stripped, apart=spans[-1][1] < first):
                span = (spans.pop()[0], span[1])
            spans.append(span)
    return [(offset + first, offset + last) for first, last in spans]


def _ends_of_remnants(text: str) -> Iterator[int]:
    """Where a link ends that never began, and what is left of a picture's caption: a sentence begins behind it."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        brackets = found["brackets"]
        depth += len(brackets) if brackets[0] == "[" else -len(brackets)
        if depth <= -2:
            yield found.end()
        depth = max(0, depth)


def is_remnant(sentence: str) -> bool:
    """Whether this is what is left of a picture's caption: it has the end of a link that begins nowhere."""
    return any(_ends_of_remnants(sentence))


def _continues(before: str, piece: str, *, apart: bool) -> bool:
    """Whether `piece` is the rest of the sentence that ends, or seems to end, with `before`, `apart` by white space."""
    begins = _BEGINS.match(piece)
    if _GOES_ON.search(before, max(0, len(before) - _LONGEST_ABBREVIATION)) or (
        begins is not None and begins.group()[-1].islower()
    ):
        return True
    if not apart and (piece.startswith("]]") or (before.endswith("]]") and piece.startswith(_GOES_ON_WITH))):
        return True
    if not (has_cjk(before) or has_cjk(piece)):
        return False
    quoted = not apart and begins is not None and has_cjk(piece[:1]) and _QUOTED.search(before) is not None
    return quoted or _GOES_ON_AFTER_NUMBER.search(before) is not None
