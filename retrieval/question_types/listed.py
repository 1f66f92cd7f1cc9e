"""First quotations that have the words of a question because they are of a list, and are doubted for it.

A page that lists what has a name ("Mercury (element), a metal Mercury (mythology), a god") has a great deal beside each
name, an entry of a day has what happened on it in every war, and a list of planets says that it is one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.folding import bare
from retrieval.analysis import analyze
from retrieval.question import QuestionView
from retrieval.quotes import Chosen
from retrieval.ranking import coverage
from retrieval.results import Hit
from retrieval.sentences import OF_A_YEAR

__all__ = ["doubted_if_listed", "lists_namesakes"]

# How sure it is that such a quotation answers: it is doubted.
LISTED = 0.2
# Of what the words of a question weigh, so much has a list of namesakes to hold: of 10 that held less 2 answered, of
# 50 that held more 43.
HELD = 0.65
# Fewer words are no list, and one that lists what has a name has it once in so many words at least.
FEWEST_WORDS, WORDS_A_NAME = 12, 22

_LISTS_ITSELF = re.compile(
    r"\b(?:this|the\s+following|below|here)\s+(?:is|are)\s+an?\s+(?:[\w-]+\s+){0,3}?list\b"
    r"|\b(?:this|the\s+following)\s+list\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s*$")
# What an event is a part of stands before it: "1945 – World War II: A bridge is taken".
_PART_OF = re.compile(rf"{OF_A_YEAR.pattern}(?P<whole>[^:\n]{{3,60}}):\s")


def doubted_if_listed(question: QuestionView, hits: Sequence[Hit], chosen: Chosen) -> Chosen:
    """The quotations, less sure if the first is of such a list.

    What is listed answers whoever asks for it by more than the name that all of it has.
    """
    first = next(iter(chosen.spans), None)
    if first is None or chosen.confidence <= LISTED:
        return chosen
    title, text = first.hit.title, first.text
    says_little = coverage(question, frozenset(analyze(text))) < HELD
    asks_how_many = question.answer_type == "number"
    lists_itself = _LISTS_ITSELF.search(text) is not None and "list" not in question.words
    doubtful = (
        (lists_namesakes(title, text) and (says_little or question.idf.keys() <= set(analyze(title))))
        or (lists_itself and (says_little or question.answer_type in {"number", "person"}))
        or (asks_how_many and _is_part_of_much(text, hits))
    )
    return replace(chosen, confidence=LISTED) if doubtful else chosen


def lists_namesakes(title: str, text: str) -> bool:
    """Whether a text of an entry is no sentence and has its title again and again: a list of what is called so."""
    words = len(text.split())
    names = len(re.findall(rf"(?<!\w){re.escape(bare(title))}", text, re.IGNORECASE))
    return words >= FEWEST_WORDS and 1 < names >= words / WORDS_A_NAME and _STOP.search(text) is None


def _is_part_of_much(text: str, hits: Sequence[Hit]) -> bool:
    """Whether a text tells one event of several that are a part of the same: how many there were it cannot tell."""
    part = _PART_OF.match(text)
    if part is None:
        return False
    of_it = re.compile(rf"{OF_A_YEAR.pattern}{re.escape(part['whole'])}:\s")
    return sum(len(of_it.findall(hit.passage.text)) for hit in hits) > 1
