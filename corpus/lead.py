"""The first sentences of an entry, and what stands in parentheses in them."""

import re
from collections.abc import Iterator
from itertools import islice

__all__ = ["OF_A_PERSON", "first_sentences", "lift_asides", "without_asides"]

LONGEST_LEAD = 900
# How a text tells that it is about a person: a birth, or a year, in parentheses.
OF_A_PERSON = re.compile(r"\([^()]*(?:\bborn\b|\b\d{3,4}\b)")

# Left over from the mark-up of pictures and templates, before the first sentence.
_RESIDUE = re.compile(r"^(?:[^\n]{0,300}?(?:\]\]|\}\})|\s*upright=[\d.]+|__[A-Za-z]+__|[\s.,;:|}\]]+)\s*")
_SENTENCE_END = re.compile(r"[.!?][\"”']?(?=\s+[A-Z0-9\"“]|\s*\n|\s*$)|\n")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(.\"“])(?:[A-Z]|[A-Z][a-z]?\.[A-Z]|St|Mt|Dr|Mr|Mrs|Ms|Jr|Sr|Inc|Ltd|Co|Corp|No|vs?|c|ca|Ft|Lt|Col|Gen|"
    r"Capt|Rev|Prof|Bros|Op|pl|lit|abbr|approx|b|d|r|fl|cf|etc|a\.k\.a|i\.e|e\.g|spp|var|subsp)$"
)
_MARK = re.compile("\0\\d+\0")


def first_sentences(text: str, most: int) -> list[str]:
    """At most `most` sentences from the beginning of `text`, what mark-up has left before them skipped."""
    lead = text[: LONGEST_LEAD * 2].lstrip()
    while (match := _RESIDUE.match(lead)) and match.end():
        lead = lead[match.end() :]
    return list(islice(_sentences(lead[:LONGEST_LEAD]), most))


def _sentences(lead: str) -> Iterator[str]:
    """The sentences of `lead`; a full stop inside parentheses or after an abbreviation ends none."""
    start = depth = place = 0
    for match in _SENTENCE_END.finditer(lead):
        depth += lead.count("(", place, match.start()) - lead.count(")", place, match.start())
        place = match.start()
        if match.group() != "\n" and (depth > 0 or _ABBREVIATED.search(lead[max(start, place - 8) : place])):
            continue
        depth = 0
        if sentence := lead[start:place].strip():
            yield sentence
        start = match.end()
    if start == 0 and lead.strip():
        yield lead


def lift_asides(sentence: str) -> tuple[str, list[str]]:
    """The sentence with each outermost parenthesis replaced by NUL, its number, NUL; and what stood in them."""
    plain: list[str] = []
    asides: list[str] = []
    depth = start = 0
    for match in re.finditer("[()]", sentence):
        place = match.start()
        if match.group() == "(":
            if not depth:
                plain.append(sentence[start:place])
                start = place + 1
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                plain.append(f"\0{len(asides)}\0")
                asides.append(sentence[start:place])
                start = place + 1
    if not depth:
        plain.append(sentence[start:])
    return "".join(plain), asides


def without_asides(text: str) -> str:
    """`text` without the marks of `lift_asides`, its words separated by single spaces."""
    return " ".join(_MARK.sub(" ", text).split())
