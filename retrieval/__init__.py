"""Finding what answers a question: build an index, open it, ask it."""

from retrieval.ask import Encyclopedia
from retrieval.build import build

__all__ = ["Encyclopedia", "build"]
