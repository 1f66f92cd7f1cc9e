"""Follow-up questions: what "and when did it end?" is about, judged by its words from what was answered before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversation import pointing, pointing_korean
from corpus.folding import bare

__all__ = [
    "LONGEST_FOLLOW_UP", "Turn", "Understood", "pointing_words", "points_back", "understand", "without_beginning",
]  # fmt: skip

# A question with so many characters says what it is about, however its words are made.
LONGEST_FOLLOW_UP = 500
_BEGINNING = re.compile(rf"^(?:{pointing.GOING_ON}|{pointing_korean.GOING_ON}(?=\S))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before: what it was understood to be about, and the titles it was answered from."""

    question: str
    about: str | None = None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is to be searched for, and the title or words it was understood to be about, if any."""

    question: str
    about: str | None = None


def understand(question: str, titles: Iterable[str]) -> Understood:
    """Read `question` in the light of the titles answered from before, the latest first; looked at only if need be.

    A question that stands alone is left alone; in another the title takes the place of the word that points
    back to it, or stands before the question where there is no such word.
    """
    question = question.strip()
    if len(question) > LONGEST_FOLLOW_UP or not points_back(question):
        return Understood(question)
    title = next((t for t in titles if t), None)
    if title is None or bare(title).lower() in question.lower():
        return Understood(question)
    rest = without_beginning(question)
    return Understood(pointing.filled_in(rest, title) or f"{title}: {rest}", title)


def points_back(question: str) -> bool:
    """Whether a question, by its words, goes on about what was said before."""
    question = question.strip()
    if pointing_korean.is_written_in(question):
        return pointing_korean.points_back(question)
    return pointing.points_back(question)


def pointing_words(question: str) -> str | None:
    """The words of a question that stands alone but points at something not said: "it" in "when did it end?".

    None where the question says by itself what it is about; in doubt that is taken for granted. Of a question
    that is nothing but question words ("why?") all of it.
    """
    question = question.strip()
    if len(question) > LONGEST_FOLLOW_UP:
        return None
    if pointing_korean.is_written_in(question):
        return pointing_korean.pointing_words(question)
    return pointing.pointing_words(question)


def without_beginning(question: str) -> str:
    """The question without the "and" that it begins with."""
    return _BEGINNING.sub("", question, count=1)
