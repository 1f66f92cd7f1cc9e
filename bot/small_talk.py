"""What is no question, and no reason to search: greetings, thanks, asking how the bot is used, and no word at all.

The words stand with the languages in bot.wording.
"""

from typing import Literal

from bot.wording import languages
from corpus.folding import fold

__all__ = ["Kind", "asks_for_check", "small_talk"]

Kind = Literal["greeting", "thanks", "help", "wordless"]


def small_talk(text: str) -> Kind | None:
    """What kind of small talk a text is, in any language that is spoken here; None if it says anything else."""
    folded = fold(text)
    if not folded:
        return "wordless"
    for wording in languages().values():
        if folded in wording.greetings:
            return "greeting"
        if folded in wording.thanks:
            return "thanks"
        if folded in wording.helps:
            return "help"
    return None


def asks_for_check(text: str) -> bool:
    """Whether words under a message ask if it is true, and nothing else."""
    folded = fold(text)
    return any(folded in wording.checks for wording in languages().values())
