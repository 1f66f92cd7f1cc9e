"""Names in an English question: where they stand, what entry has one, and what kind of thing that is."""

import re
from collections.abc import Iterator, Sequence

from bot.conversation.context import points_back
from bot.conversation.pointing import ASKING, AUXILIARIES
from corpus.entry import Entry
from corpus.folding import bare, fold, loose
from corpus.numerals import ORDINALS
from retrieval import Encyclopedia
from retrieval.life_dates import spelled_out
from retrieval.question_types.names_asked import singular

__all__ = [
    "entry_of", "is_of_a_person", "is_own_name", "is_title", "is_written_as_name", "is_written_small", "name_in",
    "named", "names_in", "sex_of", "title_of_kind",
]  # fmt: skip

# A name has no more words than this.
MOST_WORDS_OF_NAME = 5
# So many titles that begin with a name are looked through for one that tells which of that name it is.
MOST_OF_A_NAME = 40
# So many characters of an entry tell whether it is of a person.
BEGINNING = 600
# So many characters tell whether that is a he or a she.
SPEAKING = 4_000
_OF_A_SEX = re.compile(r"\b(?:he|him|his|himself|she|hers?|herself)\b", re.IGNORECASE)
_OF_A_PERSON = re.compile(r"\([^()]*\bborn\b|\b(?:He|She|was born)\b")
# Where a question has its name: behind its last preposition, else behind the verb that stands before the subject.
_BEFORE = (
    re.compile(r"\b(?:of|in|from|for|on|at|to|by|with|about|near)\s+(?:the\s+|an?\s+)?", re.IGNORECASE),
    re.compile(rf"\b(?:{AUXILIARIES})\s+(?:the\s+|an?\s+)?", re.IGNORECASE),
    re.compile(r"\b(?:the|an?)\s+", re.IGNORECASE),
    re.compile(r"^who(?:se)?\s+\w+\s+(?:the\s+|an?\s+)?|^what\s+\w+\s+(?:the\s+|an?\s+)?", re.IGNORECASE),
)
_BEGINS = re.compile(rf"\W*(?:{AUXILIARIES})\b", re.IGNORECASE)
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_NEXT_WORD = re.compile(r"\s+[^\W\d_]+")
_WITHIN_NAMES = frozenset(("of", "the", "and"))
_NO_NAME = frozenset((*ORDINALS, *ASKING.split("|"))).union(
    "that this it he she they one ones there else last next other others more then i we you us me my our your".split()
)


def name_in(encyclopedia: Encyclopedia, question: str) -> str | None:
    """The words of a question that name what it is about; "world war", be "world" alone an entry."""
    span = next(names_in(encyclopedia, question), None)
    if span is None:
        return None
    begin, end = span
    while following := _NEXT_WORD.match(question, end):
        if encyclopedia.written_as_name(question[begin : following.end()]) is None:
            break
        end = following.end()
    return question[begin:end]


def names_in(encyclopedia: Encyclopedia, question: str, *, whole: bool = True) -> Iterator[tuple[int, int]]:
    """Where a question has names that stand where names do, likeliest first, with all of the name that they end.

    Unless they are `whole`, of the president of France only France.
    """
    names = [span for span in _spans(question) if named(encyclopedia, question[slice(*span)]) is not None]
    for place in _BEFORE:
        for before in reversed(list(place.finditer(question))):
            if ends := [end for begin, end in names if begin == before.end()]:
                end = max(ends)
                longest = min(begin for begin, its in names if its == end)
                name = question[longest:end]
                is_one = (named(encyclopedia, f"the {name}") or "").startswith("The ")
                yield longest if whole or is_one or " of " not in name.lower() else before.end(), end


def _spans(question: str) -> Iterator[tuple[int, int]]:
    """The runs of words of a question that may be names: none begins or ends with a word that says nothing.

    Nor with the verb that a question begins with, though that has a capital there: "Was Marie Curie married?".
    """
    words = list(_WORD.finditer(question, verb.end() if (verb := _BEGINS.match(question)) else 0))
    for first, start in enumerate(words):
        for end in words[first : first + MOST_WORDS_OF_NAME]:
            if loose(start[0]) and loose(end[0]):
                yield start.start(), end.end()


def named(encyclopedia: Encyclopedia, name: str) -> str | None:
    """The title of the entry of a name, or the name where several have it or it is written as one; else None."""
    words = name.split()
    if not words or len(words) > MOST_WORDS_OF_NAME or _NO_NAME.intersection(name.lower().split()) or points_back(name):
        return None
    for one in (name, *singular(name)):
        if match := encyclopedia.known(one):
            return match.entry.title if match.entry else name
    return name if is_written_as_name(name) else None


def is_written_as_name(words: str) -> bool:
    """Whether all words, but for small ones, begin with a capital."""
    return all(word[0].isupper() or word in _WITHIN_NAMES for word in words.split())


def entry_of(encyclopedia: Encyclopedia, names: Sequence[str]) -> Entry | None:
    """The entry of the first of these names that is known; None where several have it."""
    match = next(filter(None, map(encyclopedia.known, names)), None)
    return match.entry if match else None


def is_title(encyclopedia: Encyclopedia, text: str, *, as_written: bool = False) -> bool:
    """Whether a text is a title, be it of one entry or several; in the same letters, if it has to be `as_written`."""
    match = encyclopedia.known(text)
    titles = [name for entry in match.candidates for name in (entry.title, bare(entry.title))] if match else []
    return text in titles if as_written else fold(text) in map(fold, titles)


def is_own_name(encyclopedia: Encyclopedia, name: str) -> bool:
    """Whether a name is that of one entry which never writes it small: Germany is, the war is not."""
    entry = entry_of(encyclopedia, [name])
    return entry is not None and not is_written_small(bare(entry.title), entry.text)


def is_of_a_person(entry: Entry) -> bool:
    """Whether an entry begins as one of a person does."""
    return _OF_A_PERSON.search(spelled_out(entry.text[:BEGINNING])) is not None


def sex_of(entry: Entry) -> str | None:
    """Whether an entry speaks of a "he" or of a "she"; None if of neither, or of both."""
    words = [word.lower() for word in _OF_A_SEX.findall(entry.text[:SPEAKING])]
    she = sum(word.startswith(("she", "her")) for word in words)
    he = len(words) - she
    return None if max(he, she) < 2 * min(he, she) + 2 else "he" if he > she else "she"


def is_written_small(noun: str, text: str) -> bool:
    """Whether a text has a noun, of one or several, in small letters."""
    one = min((noun, *singular(noun)), key=len)
    return any(found[0].islower() for found in re.finditer(rf"\b{re.escape(one)}(?:e?s)?\b", text, re.IGNORECASE))


def title_of_kind(encyclopedia: Encyclopedia, name: str, kind: str) -> str | None:
    """The title that has a name and, in parentheses, what kind of thing it is: Mercury (planet)."""
    name, words = name.strip(" ?.!"), set(fold(kind).split())
    if not name or len(name.split()) > MOST_WORDS_OF_NAME:
        return None
    titles = encyclopedia.titles_from(f"{name} ", MOST_OF_A_NAME)
    apart = [title for title in titles if bare(title) != title and fold(bare(title)) == fold(name)]
    return next((title for title in apart if words & set(fold(title[len(name) :]).split())), None)
