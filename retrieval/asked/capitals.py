"""How passages write what a question writes small: "estonia" is Estonia in all of them, be it an entry or not."""

import re
from collections import Counter

from retrieval.analysis import analyze
from retrieval.live_index import LiveIndex

__all__ = ["WITHIN_SENTENCE", "written_as_name"]

# Before a word whose capital, if it has one, tells something.
WITHIN_SENTENCE = r"(?<=[a-z,;] )"

# So many passages are looked at; in so many places, within sentences, a single word is written with a capital, and any
# name in so many times as many as without.
PASSAGES, FEWEST, TIMES = 20, 3, 8
MOST_WORDS = 4
_SMALL = frozenset("of the and in de la von van".split())


def written_as_name(words: str, index: LiveIndex) -> str | None:
    """The words as passages write them, where nearly all write them as a name; None where they do not.

    A capital that begins a sentence, or a title, tells nothing.
    """
    terms = analyze(words)
    if not terms or len(words.split()) > MOST_WORDS:
        return None
    place = re.compile(rf"{WITHIN_SENTENCE}(?:{re.escape(words)})\b(?!-)", re.IGNORECASE)
    found = index.passages_with(terms, PASSAGES)
    written = Counter(name for passage, _ in found for name in place.findall(passage.text))
    names = Counter({name: number for name, number in written.items() if _is_name(name)})
    if names.total() < (1 if " " in words else FEWEST) or names.total() < TIMES * (written.total() - names.total()):
        return None
    return str(min(names, key=lambda name: (-names[name], name)))


def _is_name(words: str) -> bool:
    return all(word[0].isupper() or word in _SMALL for word in words.split())
