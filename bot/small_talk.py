"""Greetings and thanks: no questions, and no reason to search. The words stand with the languages in bot.wording."""

from typing import Literal

from bot.wording import languages
from corpus.folding import fold

__all__ = ["Kind", "small_talk"]

Kind = Literal["greeting", "thanks"]


def small_talk(text: str) -> Kind | None:
    """Whether a text greets or thanks, in any language that is spoken here, and does nothing else."""
    folded = fold(text)
    if any(folded in wording.greetings for wording in languages().values()):
        return "greeting"
    return "thanks" if any(folded in wording.thanks for wording in languages().values()) else None
