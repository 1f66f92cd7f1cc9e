"""What can go wrong in finding, as a branch of the tree in corpus.errors; every message says what to do next.

EncyclopediaError
├── IndexMissing       no encyclopedia has been built in this folder
├── IndexDamaged       a file of the index is missing, changed or unreadable
├── IndexMismatch      the index was made by another version or with another model than the one at hand
├── BuildRunning       another build works in this folder
├── BuildStopped       a build cannot go on (disk full, folder not writable); what is done stays done
├── ModelUnavailable   an embedding model cannot be loaded
└── QuestionsUnusable  a file of evaluation questions cannot be read
"""

import re

from corpus.errors import EncyclopediaError

__all__ = [
    "BuildRunning",
    "BuildStopped",
    "EncyclopediaError",
    "IndexDamaged",
    "IndexMismatch",
    "IndexMissing",
    "ModelUnavailable",
    "QuestionsUnusable",
    "reason_of",
]


class IndexMissing(EncyclopediaError):
    """No encyclopedia has been built in this folder."""


class IndexDamaged(EncyclopediaError):
    """A file of the index is missing, changed or unreadable."""


class IndexMismatch(EncyclopediaError):
    """The index was made by another version or with another model than the one at hand."""


class BuildRunning(EncyclopediaError):
    """Another build works in this folder."""


class BuildStopped(EncyclopediaError):
    """A build cannot go on; what is done stays done."""


class ModelUnavailable(EncyclopediaError):
    """An embedding model cannot be loaded."""


class QuestionsUnusable(EncyclopediaError):
    """A file of evaluation questions cannot be read."""


def reason_of(error: Exception) -> str:
    """The kind of an error and the first sentence it says: what loads models writes paragraphs, of its own remedies."""
    said = re.split(r"(?<=[.!?])\s", str(error).strip(), maxsplit=1)[0]
    return f"{type(error).__name__}: {' '.join(said.split()).rstrip('.')}"
