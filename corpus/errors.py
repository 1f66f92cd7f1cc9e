"""What can go wrong, as a tree; every message says what to do next.

EncyclopediaError
├── InputUnreadable      a path to read is missing, or not of a format that can be read
├── InputRefused         strict reading met bad input
├── MissingExtra         an optional reader's library is not installed
├── StoreDamaged         the SQLite file of entries is missing or broken
└── retrieval.errors     (the errors of index and models, drawn there)
"""

__all__ = ["EncyclopediaError", "InputRefused", "InputUnreadable", "MissingExtra", "StoreDamaged"]


class EncyclopediaError(Exception):
    """Root of every error this project raises on purpose."""


class InputUnreadable(EncyclopediaError):
    """A path to read is missing, or not of a format that can be read."""


class InputRefused(EncyclopediaError):
    """Strict reading met bad input."""


class MissingExtra(EncyclopediaError):
    """An optional reader's library is not installed."""


class StoreDamaged(EncyclopediaError):
    """The SQLite file of entries is missing or broken."""
