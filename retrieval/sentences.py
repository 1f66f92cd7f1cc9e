"""Sentences of a text, as exact spans."""

import re

from sentencex import get_sentence_boundaries

from corpus.entry import paragraph_spans

__all__ = ["sentence_spans"]

# Abbreviations after which a sentence goes on; the library takes the stop after them for an end.
_GOES_ON = re.compile(r"(?:^|[\s(])(?:approx|co|vol|vols|no|nos|pp|ca|c|fl|est|ed|eds|r|b|d|op|sq|cap|lit|trans)\.\s*$")
_BEGINS = re.compile(r"\s*[\"'“”‘’«(\[]*[^\W\d_]", re.UNICODE)


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The (start, end) of the sentences of `text[start:end]`, in order, white space around them left out.

    Offsets refer to `text`. A piece that begins in lower case is the rest of the sentence before it.
    """
    return [
        (start + first, start + last)
        for paragraph, paragraph_end in paragraph_spans(text[start:end])
        for first, last in _of_paragraph(text[start + paragraph : start + paragraph_end], paragraph)
    ]


def _of_paragraph(text: str, offset: int) -> list[tuple[int, int]]:
    """The spans of the sentences of one paragraph, which begins at `offset`."""
    spans: list[tuple[int, int]] = []
    for boundary in get_sentence_boundaries("en", text):
        piece = text[boundary["start_index"] : boundary["end_index"]]
        stripped = piece.strip()
        if not stripped:
            continue
        first = boundary["start_index"] + piece.index(stripped[0])
        span = (first, first + len(stripped))
        if spans and _continues(text[slice(*spans[-1])], stripped):
            span = (spans.pop()[0], span[1])
        spans.append(span)
    return [(offset + first, offset + last) for first, last in spans]


def _continues(before: str, piece: str) -> bool:
    """Whether `piece` is the rest of the sentence that ends, or seems to end, with `before`."""
    begins = _BEGINS.match(piece)
    return bool(_GOES_ON.search(before)) or (begins is not None and begins.group()[-1].islower())
