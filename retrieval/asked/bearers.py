"""What a question asks of a thing, or of somebody famous, is quoted from what only bears the name: it is doubted.

"Where are tulips native to" has no entry of that name to be answered from but "Tulip, Missouri", nor has "how did
gandhi die", where Mahatma Gandhi has none, but that of another Gandhi.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.folding import bare
from corpus.lead import OF_A_PERSON
from retrieval.analysis import analyze, question_terms
from retrieval.asked.capitals import WITHIN_SENTENCE
from retrieval.asked.surnames import full_names
from retrieval.live_index import LiveIndex
from retrieval.naming import known_entry
from retrieval.passages import entry_key, passage_id
from retrieval.question_types.namesakes import ANOTHER
from retrieval.quotes import Chosen, Span

__all__ = ["doubted_if_bearer"]

# So many passages tell how a word is written, and with which first name.
PASSAGES, FEWEST = 150, 5
# A noun is not written with a capital so many times as often as without; somebody else is meant who is named so many
# times as often.
CAPITALS, TIMES = 4, 3
# So many of those who are called by a word are looked at.
LIKELIEST = 3
# The beginning of an entry, which tells whether it is about a person.
BEGINNING = 200
_WITHIN = re.compile(rf"{WITHIN_SENTENCE}[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_OF_A_NAME = r"[A-Z][^\W\d_]+"
_ONE = frozenset(["a", "an"])
_ARTICLES = _ONE | {"the"}


def doubted_if_bearer(question: str, index: LiveIndex, chosen: Chosen) -> Chosen:
    """The quotations, less sure if the first is of what bears the name of what is asked about, and of no more of it."""
    first = next(iter(chosen.spans), None)
    if first is None or chosen.confidence <= ANOTHER:
        return chosen
    words, in_title = _WORD.findall(question), set(analyze(first.hit.title))
    terms = set(question_terms(question))
    shared = [word for word in words if terms.issuperset(analyze(word)) and in_title.intersection(analyze(word))]
    if len(shared) != 1:  # more of a title is named than by chance
        return chosen
    (word,) = shared
    is_another = _is_no_name(word, words, first, terms, index) or _is_of_another(word, words, first, terms, index)
    return replace(chosen, confidence=ANOTHER) if is_another else chosen


def _is_no_name(word: str, words: list[str], first: Span, terms: set[str], index: LiveIndex) -> bool:
    """Whether a word is written small, as passages write it, and is only the name of what is quoted.

    What says something else of what was asked may be meant: "who sang lemonade" is of a song.
    """
    title, (term, *_) = first.hit.title, analyze(word)
    if word != word.lower() or not _is_a_name(title, term):
        return False
    rest = terms - {term}
    has_article = not _ONE.isdisjoint(words[: words.index(word)][-1:])
    says_more = rest.intersection(analyze(f"{title} {first.text}"))
    if says_more or not (rest or has_article):
        return False
    # "Mango (fruit)" writes it small itself; "Oak, Missouri" was named for the oaks there.
    if "," not in title and _written([first.hit.passage.text], term)[False]:
        return False
    found = index.passages_with([term], PASSAGES)
    written = _written((passage.text for passage, of in found if term not in analyze(of)), term)
    return written[False] >= FEWEST and written[True] <= CAPITALS * written[False]


def _is_a_name(title: str, term: str) -> bool:
    """Whether a title is more than a word, and all of it a name: "Tulip, Missouri", "HMS Falcon", no "Cricket bat"."""
    others = [word for word in _WORD.findall(bare(title)) if term not in analyze(word)]
    return (bool(others) or bare(title) != title) and all(word[0].isupper() for word in others if len(word) > 1)


def _written(texts: Iterable[str], term: str) -> Counter[bool]:
    """How often a word is written with a capital within sentences, True, and how often without."""
    start = term[:3]
    words = (word for text in texts for word in _WITHIN.findall(text) if word.lower().startswith(start))
    return Counter(word[0].isupper() for word in words if analyze(word) == [term])


def _is_of_another(word: str, words: list[str], first: Span, terms: set[str], index: LiveIndex) -> bool:
    """Whether a person is quoted by the last name, which passages say of somebody else many times as often.

    Not where another word of a name stands before it, nor an article: "the menendez brothers" may be any of them.
    """
    title, before = first.hit.title, words[: words.index(word)][-1:]
    name = bare(title).partition(",")[0]  # Charles Shelley, 5th Baronet
    names = name.split()
    if len(names) < 2 or names[-1].lower() != word.lower() or not _begins_as_person(first, index):
        return False
    if terms.intersection(analyze("".join(before))) or not _ARTICLES.isdisjoint(before):
        return False
    if full_names(word, index):  # whom most entries mean is asked about with the whole name as well
        return False
    its, lexical = set(analyze(name)), index.lexical
    texts = (passage.text for passage, of in index.passages_with(analyze(word), PASSAGES) if of != title)
    called = Counter(one for text in texts for one in _names_before(word, text))
    least = max(FEWEST, TIMES * lexical.count_with(its))
    others = (f"{one} {word}" for one, _ in called.most_common(LIKELIEST) if not its.issuperset(analyze(one)))
    return any(lexical.count_with(analyze(one)) >= least and not _has_name(title, one, index) for one in others)


def _has_name(title: str, name: str, index: LiveIndex) -> bool:
    """Whether an entry is called by another name as well, perhaps beside others: Eldrick and Tiger Woods."""
    match = known_entry(index.names, name)
    return match is not None and any(entry.title == title for entry in match.candidates)


def _begins_as_person(span: Span, index: LiveIndex) -> bool:
    first = passage_id(entry_key(span.hit.passage.id), 0)
    return any(OF_A_PERSON.search(one.text[:BEGINNING]) for one, _ in index.passages.with_text([first]).values())


def _names_before(word: str, text: str) -> Iterator[str]:
    """The names that stand before a word in a text."""
    return iter(re.findall(rf"\b({_OF_A_NAME}) (?i:{re.escape(word)})\b", text))
