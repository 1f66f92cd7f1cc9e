"""Korean names and words spelled otherwise than the glossary has them: 나폴래옹 for 나폴레옹 (Napoleon).

A name from abroad is written as somebody hears it, and two pairs of vowels sound alike: one letter (jamo, of which a
syllable has two or three) is wrong then. So a word of which the glossary makes nothing is taken for the one that is
nearest to it in letters, if an entry has what that is in English.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.store import EntryStore
from retrieval.analysis import analyze
from retrieval.korean.glossary import PAST, Glossary, forms_of, glossary
from retrieval.korean.names_heard import names_heard
from retrieval.languages import without_asking
from retrieval.lexical import LexicalIndex

__all__ = ["korean_corrected", "korean_corrections", "well_asked"]

# A question with more unknown words, or more of them misspelled, is about something else.
MOST_UNKNOWN, MOST = 4, 2
# A word of fewer letters is too near to others, unless only vowels that sound alike are taken for each other; one of
# so many may have two that are wrong.
SHORTEST, SHORTEST_OF_TWO, LONGEST = 7, 13, 40
SHORTEST_SYLLABLES = 2

# A verb has more forms than the glossary.
_VERB = re.compile(
    f"[{PAST}](?:[는던을어다음]\\S*)?$|(?:하는|되는|있는|없는|하여|되어|해서|돼서|한|된|할|될|함|됨|짐|해|돼|줘|봐)$"
)

_HANGUL = re.compile("[가-힣]+")
# Vowels that most people do not tell apart; and consonants of names from abroad as some hear them: 빠리, 톨스또이.
_SOUND_ALIKE = str.maketrans("ᅢᅤᅨᅫᅰᄁᄄᄈᄍᄊ", "ᅦᅦᅦᅬᅬᄏᄐᄑᄎᄉ")
# Question words as they are typed in haste.
_ASKED = [
    (re.compile(r"(?:(?<=\s)|(?<=[이가은는게]))[머모](?=(?:야|냐|니|지|죠|에요|예요|였|임|인)\S{0,2}\W*$)"), "뭐"),
    (re.compile(r"(?<!\S)언재"), "언제"),
    (re.compile(r"(?<!\S)(?:어케|어캐|어떡게|어떻개)(?=\s)"), "어떻게"),
    (re.compile(r"(?<!\S)어[떠뜩]케(?=\s)"), "어떻게"),
]
# The past of a verb ends in a double s, of which many people type one; 벗 and 씻 are verbs with one.
_SINGLE_S = re.compile(
    r"(?<=[가-힣])[앗엇엿왓웟햇됫낫렷졋갓겻켯썻쳣폇섯](?=(?:어요?|음|냐|니|나요?|지요?|죠|다|습니까?|는지|는가)\W*$)"
)


def well_asked(question: str) -> str:
    """A Korean question with its question words, and the past of its last verb, as they are spelled."""
    for pattern, spelled in _ASKED:
        question = pattern.sub(spelled, question)
    return _SINGLE_S.sub(lambda past: chr(ord(past[0]) + 1), question)


def korean_corrections(question: str, lexical: LexicalIndex, store: EntryStore) -> dict[str, str]:
    """What was probably meant by the words of a Korean question that the glossary has not got, without particles.

    Among them is the name of an entry, where one sounds like them. Of a single word the glossary knows better.
    """
    known = glossary()
    heard = names_heard(question, store)
    several = {name: title for name, title in heard.items() if " " in name}
    words = dict.fromkeys(_HANGUL.findall(without_asking(korean_corrected(question, several))))
    unknown = [word for word in words if not (known.knows(word) or _VERB.search(word))]
    if len(unknown) > MOST_UNKNOWN:
        return heard
    found = dict(filter(None, (_meant(word, known, lexical) for word in unknown)))
    return heard | (found if len(found) <= MOST else {})


def korean_corrected(question: str, meant: Mapping[str, str]) -> str:
    """The question with these words replaced, whatever particles hang on them."""
    for word, right in meant.items():
        question = re.sub(rf"(?<![가-힣]){re.escape(word)}", right, question)
    return question


def _meant(word: str, known: Glossary, lexical: LexicalIndex) -> tuple[str, str] | None:
    """The form of `word` that is misspelled, and the word that is nearest to it; the commoner one of several."""
    best: tuple[tuple[float, ...], str, str] | None = None
    for form in forms_of(word):
        letters = _letters(form)
        if len(form) < SHORTEST_SYLLABLES or len(letters) > LONGEST:
            continue
        slips = 2 if len(letters) >= SHORTEST_OF_TWO else 1 if len(letters) >= SHORTEST else 0
        for meant, distance in _like(letters.translate(_SOUND_ALIKE), slips):
            others = OSA.distance(letters, _letters(meant))
            frequency = _frequency(known.first(meant), lexical)
            if frequency:
                order = (distance, others, meant[0] != form[0], -len(form), -frequency)
                if best is None or order < best[0]:
                    best = order, form, meant
    return best[1:] if best else None


def _frequency(english: list[str], lexical: LexicalIndex) -> int:
    """In how many passages the rarest of these words is."""
    return min((lexical.document_frequency(term) for word in english for term in analyze(word)), default=0)


def _letters(word: str) -> str:
    return unicodedata.normalize("NFD", word)


def _like(letters: str, slips: int) -> Iterator[tuple[str, float]]:
    """The written words of which at most so many letters are others, too many, or too few."""
    for length in range(len(letters) - slips, len(letters) + slips + 1):
        words, spelled = _written().get(length, ([], []))
        found = process.extract(letters, spelled, scorer=OSA.distance, score_cutoff=slips, limit=20)
        yield from ((words[place], distance) for _, distance, place in found)


@cache
def _written() -> Mapping[int, tuple[list[str], list[str]]]:
    """The written words, and their letters, by how many these are."""
    by_length: dict[int, tuple[list[str], list[str]]] = {}
    for word in glossary().written:
        if len(word) >= SHORTEST_SYLLABLES and _HANGUL.fullmatch(word):
            letters = _letters(word).translate(_SOUND_ALIKE)
            words, spelled = by_length.setdefault(len(letters), ([], []))
            words.append(word)
            spelled.append(letters)
    return by_length
