"""Who is meant by one word of a name: "when did stalin die" asks about Joseph Stalin, whom most entries mean by it.

No entry is called so; of those that have the word for their last, or first, the one that stands most often with all of
its name in the passages is meant, if it does so many times as often as any other.
"""

import re
from collections.abc import Sequence

from corpus.folding import bare, fold
from corpus.lead import OF_A_PERSON
from corpus.names import NameIndex
from corpus.numerals import ORDINALS
from retrieval.analysis import analyze, question_terms
from retrieval.lexical import LexicalIndex
from retrieval.live_index import LiveIndex
from retrieval.naming import known_entry
from retrieval.question_types.listed import lists_namesakes

__all__ = ["bearers", "full_names", "may_be_a_name"]

# Shorter words are too common.
SHORTEST = 4
# So many entries with the word in their names are looked at; a name has no more words than this.
MOST, MOST_WORDS = 40, 3
# In so many passages the whole name has to stand, in so many times as many as any other, and in such a share of those
# with the word: of those with "born" Max Born is in hardly any.
FEWEST, TIMES, SHARE = 10, 3, 0.08
# The words of names are in so many names for each passage that has them.
NAMES = 0.1
# More words of a question are not looked up.
LOOKED_UP = 3

_WORD = re.compile(r"[^\W\d_]+")
# Behind a name these tell who of several is meant: "Bayezid I", "Bayezid the first".
_NUMBERED = re.compile(rf"(?:[IVX]+|[ivx]{{1,5}}|the (?:{'|'.join(ORDINALS)}))\b")
_ARTICLES = frozenset("the a an The A An".split())
# So many characters tell whether an entry is a list of what has its name.
LIST = 2_000
# The beginning of an entry, which tells whether it is about a person.
BEGINNING = 200


def full_names(question: str, index: LiveIndex) -> dict[str, str]:
    """The titles of the entries that are meant by one word of a question, by that word: one at most, of the rarest.

    Not where it stands beside another word that may belong to the name: of John Wagner the entries may not know. Nor
    behind an article, as no name does.
    """
    terms, words = set(question_terms(question)), _WORD.findall(question)
    alone: dict[str, int] = {}
    for place, word in enumerate(words):
        before, behind = words[place - 1 : place], words[place + 1 : place + 2]
        is_term = len(word) >= SHORTEST and terms.issuperset(analyze(word))
        is_part = terms.intersection(analyze("".join(before))) or may_be_a_name(behind, index.lexical)
        is_numbered = _NUMBERED.match(" ".join(words[place + 1 : place + 3])) is not None
        if is_term and not is_part and not is_numbered and _ARTICLES.isdisjoint(before):
            alone[word] = _frequency(word, index.lexical)
    known = sorted((word for word in alone if alone[word] >= FEWEST), key=lambda word: (alone[word], word))
    for word in known[:LOOKED_UP]:
        if not _is_a_name_by_itself(word, index.names) and (title := _most_often_meant(word, index)):
            return {word: title}
    return {}


def may_be_a_name(words: Sequence[str], lexical: LexicalIndex) -> bool:
    """Whether a word stands in names so often, beside how often it stands in texts, that it is hardly any other."""
    return any(
        lexical.document_frequency(term, "name") > NAMES * lexical.document_frequency(term)
        for word in words
        for term in analyze(word)
    )


def _frequency(word: str, lexical: LexicalIndex) -> int:
    return max(map(lexical.document_frequency, analyze(word)), default=0)


def _is_a_name_by_itself(word: str, names: NameIndex) -> bool:
    """Whether an entry is called so, and not only a list of what is."""
    match = known_entry(names, word)
    return match is not None and any(
        fold(entry.title) == fold(word) and not lists_namesakes(entry.title, entry.text[:LIST])
        for entry in match.candidates
    )


def bearers(word: str, index: LiveIndex) -> list[str]:
    """The titles of those whom entries mean by one word of their name, most often named first."""
    times = _times_named(word, index)
    return [title for title in times if times[title] >= _least(word, index.lexical)]


def _most_often_meant(word: str, index: LiveIndex) -> str | None:
    """The title of whom most entries mean by a word, if that is clear."""
    times = _times_named(word, index)
    best, second, *_ = [*times.values(), 0, 0]
    return next(iter(times), None) if best >= max(TIMES * second, _least(word, index.lexical)) else None


def _least(word: str, lexical: LexicalIndex) -> float:
    """In so many passages has to be the name of whom a word means."""
    return max(FEWEST, SHARE * _frequency(word, lexical))


def _times_named(word: str, index: LiveIndex) -> dict[str, float]:
    """In how many passages each person is named whose name begins or ends with a word, most often named first.

    Those that have all of the name, less those that would by chance, as its words are in so many.
    """
    lexical, of_word = index.lexical, _frequency(word, index.lexical)
    times: dict[str, float] = {}
    found = index.lexical.search_names(analyze(word), MOST)
    for passage, title in index.passages.with_text(passage for passage, _ in found).values():
        words = fold(title).split()
        has_it = 1 < len(words) <= MOST_WORDS and fold(word) in (words[0], words[-1])
        if has_it and bare(title) == title and OF_A_PERSON.search(passage.text[:BEGINNING]):
            rest = [lexical.document_frequency(term) for term in analyze(title) if term not in analyze(word)]
            together = lexical.count_with(analyze(title))
            by_chance = of_word * max(0, min(rest, default=0) - together) / len(lexical)
            times[title] = together - by_chance
    return dict(sorted(times.items(), key=lambda item: (-item[1], item[0])))
