"""What somebody tells of themselves before a question: "My sister wants a koala, what do they eat?" asks of koalas."""

import math
import re
from typing import NamedTuple

from bot.conversation.context import points_back
from bot.conversation.names import is_written_as_name, name_in
from bot.conversation.pointing import ASKING, AUXILIARIES, PERSON
from bot.conversation.subject import frequencies
from retrieval import Encyclopedia
from retrieval.analysis import analyze, question_terms
from retrieval.question_types.names_asked import singular

__all__ = ["Told", "told_first"]

# A claim is what is asked about: "I heard that honey never spoils, is that so?"
_CLAIMS = re.compile(
    r"\b(?:read|hear[ds]?|told|tells?|sa(?:y|id|ys)|think|thought|believed?|learn(?:ed|t)?|claims?)\s+(?:\w+\s+)?that\b",
    re.IGNORECASE,
)
# What somebody tells of themselves before a question says why it is asked.
_TOLD_FIRST = re.compile(
    r"(?P<told>(?:(?:hi|hello|hey|so|ok|well)\b[\s,!.]*)?(?:i|i['’]\w+|my|we|we['’]\w+|our)\b[^?]*?[a-z)\"”])\s*[,.;:!–-]\s+"
    r"(?:(?:so|and|but|now)\s+)?(?P<asked>(?:(?:in|on|at|for|from|to|by|with|of)\s+)?"
    rf"(?:{ASKING}|{AUXILIARIES})(?:['’]s)?\s+\S[^?]*\?*)",
    re.IGNORECASE,
)
# By capitals, but of words that begin a sentence about oneself, or are of a calendar.
_WRITTEN_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)*")
_OF_ONESELF = re.compile(
    r"(?:i|my|we|our|hi|hello|hey|so|ok|well|(?:sun|mon|tues|wednes|thurs|fri|satur)day)\b", re.IGNORECASE
)
_WHEN_AND_WHERE = re.compile(
    r"\s+(?:in|at|for|during|every|last|next|yesterday|today)\b(?:(?!\babout\b).)*$", re.IGNORECASE
)
_LAST_BEHIND = re.compile(r".*\b(?:about|of|on|from|with|by|for|the|an?)\s+(?:(?:the|an?|my)\s+)?(\w+)$", re.IGNORECASE)
_BEHIND_VERB = re.compile(
    r"(?:i|we|(?:my|our)\s+\w+)\s+(?!(?:am|are|is|was|were|feel|feels)\b)[a-z]+\s+(\w+)", re.IGNORECASE
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class Told(NamedTuple):
    """A question, and what was told of before it, if anything was."""

    question: str
    about: str | None


def told_first(encyclopedia: Encyclopedia, text: str, *, in_talk: bool = False) -> Told | None:
    """The question at the end of a text, and what the rest of it tells of; None where nothing is told, or a claim.

    In a talk that is hardly of anything else: "I see, where was she born?", "I like her. What did she discover?".
    """
    told = _TOLD_FIRST.fullmatch(text)
    if told is None or _CLAIMS.search(told["told"]):
        return None
    about = _told_of(encyclopedia, told["told"], rarest=not in_talk)
    no_person = about is not None and about.islower() and PERSON.search(told["asked"]) is not None
    return Told(told["asked"], None if in_talk and (no_person or points_back(told["told"])) else about)


def _told_of(encyclopedia: Encyclopedia, told: str, *, rarest: bool) -> str | None:
    """What somebody tells of: what is named, elsewhere than where it says when and where, or the rarest word.

    What is written as a name, or is one, is told of itself: "My Fair Lady - who wrote it?" Unless the `rarest` may be
    any word, it has to be the name of an entry behind a verb: "My uncle loves chess", but not "I see".
    """
    if encyclopedia.known(told) or (" " in told and is_written_as_name(told)):
        return told
    parts = (_WHEN_AND_WHERE.sub("", told), told)
    for part in parts:
        written = [name[0] for name in _WRITTEN_NAME.finditer(part) if not _OF_ONESELF.match(name[0])]
        standing = name_in(encyclopedia, part) or ""
        if named := (written[-1] if written and written[-1] not in standing else standing):
            return named
    if behind := _LAST_BEHIND.match(parts[0]):
        return str(behind[1])
    words: list[str] = [word for word in _WORD.findall(told) if not _OF_ONESELF.match(word)] or [told]
    if rarest:
        return min(words, key=lambda word: _frequency(encyclopedia, word))
    behind_verb = _BEHIND_VERB.fullmatch(told)
    return (
        behind_verb[1]
        if behind_verb and any(map(encyclopedia.known, (behind_verb[1], *singular(behind_verb[1]))))
        else None
    )


def _frequency(encyclopedia: Encyclopedia, word: str) -> float:
    """How many passages have a word; no end of them where none has, or it is no term."""
    return min(frequencies(encyclopedia, set(analyze(word)).intersection(question_terms(word))), default=math.inf)
