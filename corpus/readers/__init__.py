"""Readers: a file or folder in any known format becomes entries, aliases and reports of bad input."""

from corpus.readers.paths import FORMATS, read

__all__ = ["FORMATS", "read"]
