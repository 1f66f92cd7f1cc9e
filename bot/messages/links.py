"""Deep links to an entry, or to words quoted from it: what stands after `t.me/BOT?start=`.

A payload has at most 64 characters of A-Z a-z 0-9 _ -, laid out as
    e + entry link (12)                                          the entry
    q + entry link (12) + hash (8) + start _ length (base 36)     words quoted from it
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from corpus.entry import Entry

__all__ = [
    "INLINE",
    "Link",
    "Place",
    "base36",
    "entry_payload",
    "from_base36",
    "quote_payload",
    "read_damaged",
    "read_payload",
    "resolve",
]

_PAYLOAD = re.compile(r"e([\w-]{12})|q([\w-]{12})([\w-]{8})([0-9a-z]{1,6})_([0-9a-z]{1,6})", re.ASCII)
# Longer quotations, which nobody but who makes up a link has, are found only where they stood: to look for them
# at every word of a long entry would take minutes.
LONGEST_MOVED = 2_000
# What the link carries that leads from inline mode, where nothing was found, into the chat.
INLINE = "inline"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Link:
    """What a payload says: an entry, and of a quotation where it stood, how long it was and its hash."""

    entry: str
    start: int = 0
    length: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an entry a link leads now: the words quoted, or nothing where they are gone."""

    start: int
    end: int
    state: Literal["same", "moved", "gone"]


def entry_payload(entry_link: str) -> str:
    """The payload that opens an entry."""
    return f"e{entry_link}"


def quote_payload(entry_link: str, start: int, text: str) -> str:
    """The payload that opens an entry at words quoted from it."""
    return f"q{entry_link}{_digest(text)}{base36(start)}_{base36(len(text))}"


def read_payload(payload: str) -> Link | None:
    """What a payload says, or None if it is not one of these."""
    found = _PAYLOAD.fullmatch(payload)
    if found is None:
        return None
    if found[1]:
        return Link(found[1])
    return Link(found[2], from_base36(found[4]), from_base36(found[5]), found[3])


def read_damaged(payload: str) -> Link | None:
    """The entry of a link that was cut off, or has more behind it than it had; None where not even that is there."""
    found = re.match(r"[eq]([\w-]{12})", payload, re.ASCII)
    return Link(found[1]) if found else None


def resolve(link: Link, entry: Entry) -> Place:
    """Find the words of a link in its entry as it reads now."""
    if not link.digest:
        return Place(0, 0, "same")
    text, length = entry.text, link.length
    if _digest(text[link.start : link.start + length]) == link.digest:
        return Place(link.start, link.start + length, "same")
    if length > LONGEST_MOVED:
        return Place(0, 0, "gone")
    # Quotations begin with a sentence, so nothing inside a word can be one. Where no spaces are written, a sentence
    # begins right behind the mark that ends the one before.
    for word in re.finditer(r"(?<!\w)\S", text[: max(0, len(text) - length + 1)]):
        if _digest(text[word.start() : word.start() + length]) == link.digest:
            return Place(word.start(), word.start() + length, "moved")
    return Place(0, 0, "gone")


def base36(number: int) -> str:
    """A number in as few of 0-9 a-z as it takes."""
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
        if not number:
            return digits


def from_base36(digits: str) -> int:
    """The number that `base36` wrote."""
    return int(digits, 36)


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.blake2b(text.encode(), digest_size=6).digest()).decode()
