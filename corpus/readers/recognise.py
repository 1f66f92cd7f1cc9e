"""Tells the format of a file from how its content begins."""

import codecs
import re
from pathlib import Path

from corpus.readers.streams import LIMITS, Limits, open_stream, read_up_to, stem_of
from corpus.readers.wipiverse import is_banner, is_counter

ZIM_MAGIC = b"ZIM\x04"
# Dumps begin with their root element; a copyright comment before it is the longest that has been seen.
HEAD_SIZE = 64 * 1024

_JSON_OBJECT = re.compile(r'\{\s*["}]')
_JSON_ARRAY = re.compile(r'\[\s*[\[{"]')
_MARKUP = re.compile(r"<(?:\?xml|!doctype|html)\b", re.IGNORECASE)
_JSONL_SUFFIXES = {".jsonl", ".ndjson"}
# How an object of JSON begins in UTF-16, after the mark of its byte order.
_UTF16_OBJECTS = (codecs.BOM_UTF16_LE + b"{\0", codecs.BOM_UTF16_BE + b"\0{")
_OTHER_PACKINGS = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"Rar!\x1a\x07", "rar"),
    (257, b"ustar\x0000", "tar"),
    (257, b"ustar  \0", "tar"),  # by GNU
)


def head_of(path: Path, limits: Limits = LIMITS) -> bytes:
    """Return how the unpacked content of `path` begins; b"" only if there is none."""
    with open_stream(path, limits) as stream:
        return read_up_to(stream, HEAD_SIZE)


def is_json_array(head: bytes) -> bool:
    """Say whether the file that begins with `head` is one array, which cannot be read line by line."""
    return _JSON_ARRAY.match(_text_of(head)) is not None


def why_in_no_format(head: bytes) -> str | None:
    """Say why the file that begins with `head` can be read in no format at all, or None if one may take it."""
    if head.startswith(_UTF16_OBJECTS):
        return "UTF-16; save the file as UTF-8"
    for at, magic, packing in _OTHER_PACKINGS:
        if head.startswith(magic, at):
            return f"packed as {packing}, which is not unpacked here; unpack it and name what was in it"
    return None


def _text_of(head: bytes) -> str:
    return head.decode(errors="replace").removeprefix("\ufeff").lstrip()


def recognise(head: bytes, path: Path) -> str | None:
    """Name the format of the file that begins with `head`, or None if it is none that can be read.

    The file's name decides only where the content leaves it open.
    """
    if head.startswith(ZIM_MAGIC):
        return "zim"
    text = _text_of(head)
    if text.startswith("<mediawiki") or (text.startswith(("<?xml", "<!")) and "<mediawiki" in text):
        return "mediawiki"
    if _JSON_OBJECT.match(text) or stem_of(path).suffix.lower() in _JSONL_SUFFIXES:
        return "jsonl"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "markdown"  # whose reader says that it is not UTF-8
    if "\0" in text or _JSON_ARRAY.match(text) or _MARKUP.match(text):
        return None
    first_lines = [line for line in text.splitlines()[:10] if line.strip()][:2]
    if any(is_banner(line) or is_counter(line) for line in first_lines):
        return "wipiverse"
    return "markdown"
