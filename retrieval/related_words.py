"""Words that have to do with each other: who asks what somebody ate is answered by what his food was.

What is known of them was read out of a model's table of words (`benchmarks/relate_words.py`) and stands in
`related.json`; it needs no model, so that it serves every one.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from retrieval.languages import ENGLISH

__all__ = ["related"]

_NONE: Mapping[str, float] = {}


def related(term: str, language: str = ENGLISH) -> Mapping[str, float]:
    """The terms that may stand for `term`, the nearest first, and how near each is, from 0 to below 1."""
    return _table().get(term, _NONE) if language == ENGLISH else _NONE


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    table: dict[str, dict[str, float]] = json.loads(files("retrieval").joinpath("related.json").read_text("utf-8"))
    return table
