"""Somebody else than whom a talk is of, by the word that points: "he" in a talk of Marie Curie is her husband."""

import re

from bot.conversation.context import Turn, Understood, understand
from bot.conversation.names import entry_of, is_of_a_person, sex_of
from bot.conversation.pointing import PERSON
from retrieval import Encyclopedia

__all__ = ["of_other_sex"]

_RELATION = re.compile(
    r"\b(?:his|her)\s+(?:(?:first|second|third|last|only|eldest|oldest|youngest|late)\s+)?(?P<who>husband|wife|father|"
    r"mother|son|daughter|brother|sister|uncle|aunt|grandfather|grandmother|grandson|granddaughter|boyfriend|girlfriend|"
    r"lover|partner|teacher|successor|predecessor)\b",
    re.IGNORECASE,
)


def of_other_sex(encyclopedia: Encyclopedia, question: str, about: str, last: Turn) -> Understood | None:
    """A question about a "he" or a "she", where a talk is `about` somebody else of whom that cannot be said.

    It is asked of whom the last turn was about, or answered from, where that can be said of them; else of the husband
    whom that asked for. None if neither is there, or nothing tells that it is somebody else.
    """
    asked = {"she" if word.lower().startswith(("she", "her")) else "he" for word in PERSON.findall(question)}
    spoken_of = entry_of(encyclopedia, [about]) or encyclopedia.named_in(about)
    if len(asked) != 1 or spoken_of is None or not is_of_a_person(spoken_of):
        return None
    if (sex := sex_of(spoken_of)) is None or sex in asked:
        return None
    for title in filter(None, (last.about, *last.titles)):
        entry = entry_of(encyclopedia, [title])
        if entry is not None and is_of_a_person(entry) and sex_of(entry) in asked:
            return understand(question, [entry.title])
    related = _RELATION.search(last.question)
    return understand(question, [f"{spoken_of.title}'s {related['who']}"]) if related else None
