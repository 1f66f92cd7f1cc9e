"""Words of a question that hardly any entry has, and what was meant by them: "ghengis" beside "khan" is Genghis.

It may have been any word of the entries that is one slip away (Damerau, "A technique for computer detection and
correction of spelling errors", 1964), or else two words without the space between them, or a word two slips away. Which
of these was meant the entries say as well: the one that stands most often where the other words of the question do.
So no list of words is made or kept.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from string import ascii_lowercase

from rapidfuzz.distance import OSA

from retrieval.analysis import analyze, question_terms
from retrieval.languages import ENGLISH, language_of
from retrieval.lexical import LexicalIndex
from retrieval.passages import PassageStore
from retrieval.related_words import related
from retrieval.results import Ranking

__all__ = ["corrected", "corrections"]

# A question with more words than this that no entry has is about something else.
MOST = 2
# A word in no more passages than this, and in no name, may be a misspelling that an entry has too; it is one only if
# what was meant is in so many times as many.
RARE, TIMES = 4, 100
# Shorter words are too near to others, and nobody types longer ones; two slips take a word of some length.
SHORTEST, SHORTEST_OF_TWO_SLIPS, LONGEST = 4, 7, 24
# So many passages say which word was meant, the more the better they suit the rest of the question: those that suit it
# not at all count this much. A first letter is seldom missed.
PASSAGES, UNSUITED, OTHER_FIRST_LETTER = 20, 0.03, 0.3
# Of two words that were run together each is in so many passages, and has so many letters, or is a small one.
COMMON, SHORTEST_PART = 20, 3
# A space is left out so much less often than a slip is made (natural logarithm).
LESS_LIKELY = 6.0
# An encyclopedia with fewer passages lacks words that are none the less well spelled.
MANY = 20_000

_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile("[IVXLCDM]+")  # a numeral, and one with another letter is another one
_ASKING = "what which who whom whose when where why how does did many much were".split()
_CONTRACTED = frozenset(
    "isnt arent wasnt werent doesnt didnt dont cant couldnt wouldnt shouldnt hasnt havent hadnt wont whats whos".split()
)
# Words that differ in these alone are opposites.
_PREFIXES = tuple("hyper hypo macro micro inter intra ante anti endo exo mono multi over under post super".split())
_SMALL = frozenset(_ASKING) | frozenset("a an the of in on at to for from by with and or is are was do has had".split())


def corrections(question: str, lexical: LexicalIndex, passages: PassageStore) -> dict[str, str]:
    """What was probably meant by the words of an English question that the encyclopedia has not got, or hardly."""
    if language_of(question, question=True) != ENGLISH:
        return {}
    held = {term: _frequency(term, lexical) for term in question_terms(question)}
    words = filter(_may_be_misspelled, _WORD.findall(question))
    terms = {word: term for word in words if (term := _term(word)) in held}
    unknown = [word for word, term in terms.items() if not held[term]]
    rare = [word for word, term in terms.items() if 0 < held[term] <= RARE and not _is_named(term, lexical)]
    if len(unknown) > MOST:
        return {}
    beside = {term for term, in_passages in held.items() if in_passages}
    within = question[1:] if question != question.upper() else ""  # where a capital makes a name
    found = {
        word: _meant(word.lower(), beside, lexical, passages, is_name=word[0].isupper() and word in within)
        for word in [*unknown, *rare][: 2 * MOST]
    }
    return {word: _written_like(word, meant) for word, meant in found.items() if meant}


def corrected(question: str, meant: Mapping[str, str]) -> str:
    """The question with these words replaced."""
    return _WORD.sub(lambda word: meant.get(word.group(), word.group()), question)


def _may_be_misspelled(word: str) -> bool:
    """Whether a word is none that is known to be one, and no name made up of capitals (PyTorch)."""
    made_up = word[0].isupper() and word[1:] != word[1:].lower() and not word.isupper()
    known = word.lower() in _CONTRACTED or related(_term(word))
    return word.isascii() and SHORTEST <= len(word) <= LONGEST and not (made_up or known or _ROMAN.fullmatch(word))


def _is_named(term: str, lexical: LexicalIndex) -> bool:
    return lexical.document_frequency(term, "title", "name") > 0


def _term(word: str) -> str:
    """The index term of a word; "" if it has none."""
    return next(iter(analyze(word)), "")


def _frequency(term: str, lexical: LexicalIndex) -> int:
    return lexical.document_frequency(term, "text", "title", "section", "name")


def _meant(word: str, beside: Set[str], lexical: LexicalIndex, passages: PassageStore, *, is_name: bool) -> str | None:
    """The word, or the two words, that `word` was most probably meant to be."""
    asking = [other for other in _ASKING if OSA.distance(word, other) == 1]
    if asking and not is_name:
        return asking[0]
    term = _term(word)
    beside = beside - {term}
    frequency = _frequency(term, lexical)
    # Where nothing stands beside it, at least the first letter has to be right.
    begins = next((prefix for prefix in _PREFIXES if word.startswith(prefix)), "" if beside else word[0])
    if not beside and len(lexical) < MANY:
        return None
    allowed = partial(_allowed, lexical=lexical, but=term, least=max(1, TIMES * frequency))
    stems = {stem for stem in analyze(" ".join(_one_slip(word))) if allowed(stem)}
    found = lexical.search_beside(stems, beside, PASSAGES) if stems else []
    best = _most_suited(word, 1, _words(found, passages, names=is_name, begins=begins), allowed)
    if frequency:
        return best  # an entry has the word itself: it takes more to be a mistake
    parted = _parted(word, lexical, passages)
    if is_name and parted and _SMALL.isdisjoint(parted):
        parted = None  # many a name is made up of two words
    if parted and (not best or _likely(parted, lexical) > _likely([best], lexical) + LESS_LIKELY):
        return " ".join(parted)
    if not best and beside and len(word) >= SHORTEST_OF_TWO_SLIPS:
        found = lexical.search_beside({word, term}, beside, PASSAGES, slips=2)
        best = _most_suited(word, 2, _words(found, passages, names=is_name, begins=begins), allowed)
    return best


def _one_slip(word: str) -> Iterator[str]:
    """What `word` becomes with a letter left out, put in, or taken for another, or two neighbours swapped."""
    for place in range(len(word) + 1):
        before, behind = word[:place], word[place:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in ascii_lowercase:
            yield before + letter + behind
            yield before + letter + behind[1:]


def _most_suited(
    word: str, slips: int, held: Iterable[tuple[frozenset[str], float]], allowed: Callable[[str], bool]
) -> str | None:
    """The word at most so many `slips` away that has most votes of the passages with these words."""
    votes: dict[str, float] = defaultdict(float)
    for words, weight in held:
        for other in words:
            if OSA.distance(word, other, score_cutoff=slips) <= slips and any(map(allowed, analyze(other))):
                votes[other] += weight if other[0] == word[0] else weight * OTHER_FIRST_LETTER
    return min(votes, key=lambda other: (-votes[other], other), default=None)


def _allowed(term: str, lexical: LexicalIndex, but: str, least: int) -> bool:
    return term != but and _frequency(term, lexical) >= least


def _words(
    found: Ranking, passages: PassageStore, *, names: bool = False, begins: str = ""
) -> Iterator[tuple[frozenset[str], float]]:
    """The words of each passage that begin so, or `names` among them, and how well it suits beside the best one."""
    texts = passages.with_text(passage for passage, _ in found)
    best = max((score for _, score in found), default=0.0) or 1.0
    for passage, score in found:
        held, title = texts[passage]
        words = _WORD.findall(f"{title} {held.text}")
        kept = (w.lower() for w in words if not names or w[0].isupper())
        yield frozenset(w for w in kept if w.startswith(begins)), UNSUITED + score / best


def _parted(word: str, lexical: LexicalIndex, passages: PassageStore) -> tuple[str, str] | None:
    """The two commonest words that make `word` without the space between them, if both are words and not only stems."""
    pairs = [(word[:place], word[place:]) for place in range(1, len(word))]
    common = [pair for pair in pairs if all(_is_common(part, lexical) for part in pair)]
    best = max(common, key=partial(_likely, lexical=lexical), default=None)
    for part in best or ():
        if part not in _SMALL:
            found = lexical.search_beside({_term(part)}, (), PASSAGES)
            if not any(part in words for words, _ in _words(found, passages)):
                return None
    return best


def _is_common(part: str, lexical: LexicalIndex) -> bool:
    return part in _SMALL or (len(part) >= SHORTEST_PART and _frequency(_term(part), lexical) >= COMMON)


def _likely(words: Iterable[str], lexical: LexicalIndex) -> float:
    """The logarithm of how likely it is that a passage has all of these words, if these have nothing to do with it."""
    held = [1.0 if word in _SMALL else _frequency(_term(word), lexical) / len(lexical) for word in words]
    return sum(map(math.log, held))


def _written_like(word: str, meant: str) -> str:
    """`meant` with the capitals of `word`."""
    if word.isupper():
        return meant.upper()
    return meant[0].upper() + meant[1:] if word[0].isupper() else meant
