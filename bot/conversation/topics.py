"""What is asked of an entry without a question: "history of malaria" is no misspelled "History of Malaysia"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.entry import Entry
from corpus.folding import fold
from retrieval import Encyclopedia
from retrieval.results import Answer

__all__ = ["ask_topic", "topic_of"]

# So many words behind the name of an entry may say what is asked of it.
MOST_OF_TOPIC = 2
_OF = re.compile(r"\s*(?P<noun>\w[\w-]*(?:\s+[\w-]+)?)\s+of\s+(?:the\s+)?(?P<entry>\S.*?)\s*", re.IGNORECASE)


def topic_of(encyclopedia: Encyclopedia, text: str, named: Sequence[Entry]) -> tuple[str, str] | None:
    """What a text asks for, and the title of the entry it asks it of: "history of malaria", "malaria history".

    None if no entry has this title, or one of those `named` like the text has all of its words in its own.
    """
    words = fold(text).split()
    if any(set(words) <= set(fold(entry.title).split()) for entry in named):
        return None
    if of := _OF.fullmatch(text):
        ways = [(of["noun"], of["entry"])]
    else:
        ends = range(len(words) - 1, max(0, len(words) - 1 - MOST_OF_TOPIC), -1)
        ways = [(" ".join(words[end:]), " ".join(words[:end])) for end in ends]
    for noun, name in ways:
        match = encyclopedia.known(name)
        if match is not None and match.entry is not None and fold(match.entry.title) == fold(name):
            return noun, match.entry.title
    return None


def ask_topic(encyclopedia: Encyclopedia, question: str, topic: tuple[str, str], quotations: int) -> Answer:
    """The answer to what is asked of an entry; to the written question, if only that is answered from it."""
    answer = encyclopedia.ask(question, quotations=quotations)
    noun, title = topic
    if _is_of(answer, title) or not (answer.abstained or answer.doubtful):
        return answer
    written = encyclopedia.ask(f"what is the {noun} of {title}", quotations=quotations)
    return replace(written, question=question) if _is_of(written, title) else answer


def _is_of(answer: Answer, title: str) -> bool:
    """Whether the first quotation of an answer is of the entry with this title."""
    return any(citation.title == title for citation in answer.citations[:1])
