"""Names that a question writes otherwise than their entries: "jrr tolkien", "who made spiderman", "mt fuji".

To both indexes these are other words than "J. R. R. Tolkien", "Spider-Man" and "Mount Fuji".
"""

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, combinations

from corpus.abbreviations import shortened
from corpus.added_words import without_rank
from corpus.folding import TOGETHER, fold, letters, loose
from corpus.fuller_names import fuller_persons
from retrieval.analysis import analyze, question_terms
from retrieval.asked.surnames import may_be_a_name
from retrieval.lexical import LexicalIndex
from retrieval.live_index import LiveIndex
from retrieval.mentions import STRENGTH

__all__ = ["as_titled", "titled"]

# Words of a question that are looked through, and of the longest name looked for.
MOST_WORDS, LONGEST_NAME = 40, 5
# Fewer letters are those of too many names.
FEWEST_LETTERS = 5

# "F.C.", "O'Hara" and "Spider-Man" are words.
_WORD = re.compile(r"\w+(?:['’.&-]\w+)*")


def as_titled(question: str, index: LiveIndex) -> dict[str, str]:
    """The title that has the letters of a name in a question, or those of its abbreviation, by that name.

    Of one name at most, the longest. It begins and ends with a term of the question, and no entry has it as it is
    written there.
    """
    ways = {run: _ways(run) for run in _runs(question) if len(letters(run)) >= FEWEST_LETTERS}
    keys: dict[str, set[int]] = {}
    written, asked = set(), fold(question)
    for name, kind, key in index.store.named_any({*map(fold, ways), *chain.from_iterable(ways.values())}):
        keys.setdefault(name, set()).add(key)
        if kind in STRENGTH:
            written.add(name)
    for run in sorted(ways, key=lambda run: (-len(run), run)):
        if fold(run) in written:
            continue
        leads = index.store.leads(set().union(*(keys.get(way, ()) for way in ways[run])), 0)
        titles = [title for _, _, title, _, _ in leads if _is_written(title, run) and fold(title) not in asked]
        if len(titles) == 1 and (" " in fold(run) or _is_rarer(run, titles[0], index.lexical)):
            return {run: titles[0]}
    return _told_in_part(question, [run for run in ways if fold(run) not in written], written, index)


def _told_in_part(question: str, runs: Iterable[str], written: Collection[str], index: LiveIndex) -> dict[str, str]:
    """The title of the only person who may be called as a question does, by that name.

    Not where it is part of another, or stands beside a word that may belong to it.
    """
    for run in sorted(runs, key=lambda run: (-len(run), run)):
        if len(run.split()[0].strip(".")) < 2 or any(f" {fold(run)} " in f" {name} " for name in written):
            continue
        persons = fuller_persons(index.store, run)
        before, _, behind = question.partition(run)
        beside = [*_WORD.findall(before)[-1:], *_WORD.findall(behind)[:1]]
        if len(persons) == 1 and not may_be_a_name(beside, index.lexical):
            ((_, _, title, _, _),) = index.store.leads(persons, 0)
            return {run: title}
    return {}


def titled(question: str, names: Mapping[str, str]) -> str:
    """The question with these names replaced."""
    either = "|".join(map(re.escape, names))
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda name: names[name[0]], question) if names else question


def _runs(question: str) -> list[str]:
    """The runs of words in a question that may be a name."""
    words = list(_WORD.finditer(question))[:MOST_WORDS]
    terms = set(question_terms(question))
    ends = [place for place, word in enumerate(words) if not terms.isdisjoint(analyze(word[0]))]
    pairs = [(place, place) for place in ends] + list(combinations(ends, 2))
    return [question[words[first].start() : words[last].end()] for first, last in pairs if last - first < LONGEST_NAME]


def _ways(run: str) -> tuple[str, ...]:
    """The keys under which the store may have a name that is written otherwise."""
    return letters(run), TOGETHER + letters(run), loose(shortened(fold(run)))


def _is_written(title: str, run: str) -> bool:
    """Whether a title is written so, but for its spaces, what is abbreviated in it or the rank before it."""
    ways = (fold(title), without_rank(fold(title)))
    return letters(title) == letters(run) or shortened(fold(run)) in map(shortened, ways)


def _is_rarer(word: str, title: str, lexical: LexicalIndex) -> bool:
    """Whether a word is in fewer passages than the words of a title; "movie" is not, nor is it "M.O.V.I.E."."""
    spelled_out = any(len(part) == 1 for part in fold(title).split())
    return not spelled_out and lexical.count_with(analyze(word)) < lexical.count_with(analyze(title))
