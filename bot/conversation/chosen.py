"""One of the entries that a name may mean, chosen in words: "the second one", "2", "the planet"."""

import re
from collections.abc import Sequence

from bot.conversation.context import Turn, Understood
from bot.conversation.lookup import MaybeMeant, is_question, look_up
from bot.conversation.names import title_of_kind
from corpus.folding import fold
from retrieval import Encyclopedia

__all__ = ["chosen"]

_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_NUMBERS = {word: place for place, word in enumerate(_PLACES)}
_NUMBERS |= {f"{place + 1}{end}": place for place in range(len(_PLACES)) for end in ("", "st", "nd", "rd", "th")}
_NUMBERS |= {f"{place + 1}번": place for place in range(len(_PLACES))} | {"last": -1}
_NUMBERS |= {word: place for place, word in enumerate(("첫번째", "두번째", "세번째", "네번째", "다섯번째"))}
_ONE = re.compile(
    r"(?:(?:no|i\s+mean(?:t)?|open|show(?:\s+me)?|number)\b[\s,]*)*(?:the\s+)?(?P<which>\w+|[첫두세네]\s번째|다섯\s번째)"
    r"(?:\s+one|\s*(?:거|것|꺼))?[\s.!?]*",
    re.IGNORECASE,
)
_KIND = re.compile(r"(?:i\s+mean(?:t)?\s+)?the\s+(?P<kind>[^\W\d_][\w ]*?)(?:\s+one)?[\s.!?]*", re.IGNORECASE)


def chosen(encyclopedia: Encyclopedia, text: str, turns: Sequence[Turn]) -> str | None:
    """The title that a text chooses of those that the name written before it may mean; None if it chooses none."""
    name = turns[0].question if turns and not turns[0].about else ""
    if not name or is_question(name):
        return None
    one, kind = _ONE.fullmatch(text.strip()), _KIND.fullmatch(text.strip())
    place = _NUMBERS.get(one["which"].lower().replace(" ", "")) if one else None
    if place is not None and not turns[0].titles:
        found = look_up(encyclopedia, name, Understood(name), 1)
        entries = found.entries if isinstance(found, MaybeMeant) else ()
        return entries[place].title if -1 <= place < len(entries) else None
    if kind is None or fold(kind["kind"]) == fold(name):
        return None
    return title_of_kind(encyclopedia, name, kind["kind"])
