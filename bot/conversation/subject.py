"""What a talk is of: the question, or name, that opened it, and the words of that which say most."""

import math
import re
from collections.abc import Iterable, Sequence

from bot.conversation.context import Turn, pointing_words
from bot.conversation.small_talk import small_talk
from corpus.folding import bare
from retrieval import Encyclopedia
from retrieval.analysis import analyze, question_terms

__all__ = ["YEAR", "frequencies", "is_named", "subject_of", "telling_words"]

# So many words of a question say what it is about.
TOPIC_WORDS = 3
YEAR = re.compile(r"\b[12]\d{3}\b(?:\s*BC)?")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def subject_of(encyclopedia: Encyclopedia, turns: Sequence[Turn]) -> str | None:
    """What the talk is of: the question, or name, that opened it.

    A later question opens another talk if it names what it was read to be about ("and Germany?"), or was answered and
    names the entry it was answered from, or is at least as telling as what the talk was of: "what are the rules?" leans
    on what was said, without any word that shows it.
    """
    subject: str | None = None
    for turn in reversed(turns):
        if subject and turn.about and YEAR.fullmatch(turn.about):
            subject = YEAR.sub(turn.about, subject, count=1)  # "and in 2002?"
        elif turn.about and is_named(turn.about, turn.question):
            subject = turn.about
        elif subject is None:
            subject = (turn.about or turn.question) if _says_something(turn) else None
        elif turn.titles and not turn.about and _says_something(turn) and _opens(encyclopedia, turn, subject):
            subject = turn.question
    return subject


def _opens(encyclopedia: Encyclopedia, turn: Turn, subject: str) -> bool:
    ours, theirs = _rarities(encyclopedia, turn.question), _rarities(encyclopedia, subject)
    return (
        is_named(turn.titles[0], turn.question)
        or max(ours, default=0.0) >= max(theirs, default=0.0)
        or sum(ours) >= sum(sorted(theirs)[-TOPIC_WORDS:])
    )


def _rarities(encyclopedia: Encyclopedia, text: str) -> list[float]:
    """The inverse document frequencies of the words of a text that the index knows."""
    found = frequencies(encyclopedia, question_terms(text))
    return [math.log(len(encyclopedia.lexical) / frequency) for frequency in found]


def _says_something(turn: Turn) -> bool:
    """Whether a turn can be what the talk is of: no greeting, and no question about nobody knows what."""
    return bool(turn.about) or not (small_talk(turn.question) or pointing_words(turn.question))


def telling_words(encyclopedia: Encyclopedia, subject: str, question: str) -> list[str]:
    """The rarest words of what the talk is of, in their order, if the question does not have them already."""
    own, telling = set(analyze(question)), set(question_terms(subject))
    rarity: dict[str, int] = {}
    for word in _WORD.findall(subject):
        terms = telling.intersection(analyze(word))
        if found := frequencies(encyclopedia, terms):
            rarity[word] = max(found)
            telling -= terms
    rarest = sorted(rarity, key=rarity.__getitem__)[:TOPIC_WORDS]
    return [word for word in rarity if word in rarest and not own.issuperset(analyze(word))]


def frequencies(encyclopedia: Encyclopedia, terms: Iterable[str]) -> list[int]:
    """In how many passages each of the terms is that are in any."""
    return list(filter(None, map(encyclopedia.lexical.document_frequency, terms)))


def is_named(title: str, question: str) -> bool:
    """Whether the title is what the question speaks of."""
    terms = analyze(bare(title))
    return bool(terms) and set(analyze(question)).issuperset(terms)
