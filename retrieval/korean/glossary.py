"""A Korean question read in English, so that it can be looked up among entries in English.

`words.txt` has Korean words in English, written by hand. What questions asked in both languages taught beside
it (`benchmarks/train_korean.py`) is in `learned.json`: other words, and how often those written were in the English
question. `map.npy` turns the multilingual model's vector of a Korean question into about that of its English twin:
it takes off what only says that the question is Korean, which draws it to whatever is about Korea.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import capwords

import numpy as np

from corpus.folding import fold
from retrieval.analysis import analyze
from retrieval.embedder import Vectors
from retrieval.korean.numbers import numbers_behind, numbers_in_english
from retrieval.korean.verbs import Verbs
from retrieval.languages import KOREAN, asks_in_korean, language_of, without_asking, without_particles

__all__ = [
    "PAST", "Glossary", "Shares", "as_if_english", "forms_of", "glossary", "in_english", "korean_words",
    "names_in_english", "parts_in_english", "verbs", "words_by_hand",
]  # fmt: skip

# English words, and the share of questions that have them where a Korean question has the word they stand for.
Shares = Mapping[str, float]

# English words less sure than this are not worth looking up, or not worth embedding.
LEAST, LEAST_SAID = 0.15, 0.3

# Of Korean words: written by hand, and learned from several questions.
SURE, FAIR = 1.0, 0.5

# The share of the words written first for a Korean one, and of each "/ or else" behind them, until a question shows it.
BY_PLACE = (1.0, 0.7, 0.5, 0.4, 0.4)

# A name that is written apart may be written together in the glossary: so many words are tried, of so many characters.
_MOST_JOINED, _SHORTEST_JOINED = 3, 4

# What it costs, beside 1 for a word, to leave a syllable out of a long word, or to take one or two for a particle.
LEFT_OUT, PARTICLE = 1.5, 0.3
# No written word has more syllables.
LONGEST = 20
_BEHIND_WORDS = "에서|에는|으로|부터|까지|에게|은|는|이|가|을|를|의|에|와|과|로|도"
_BETWEEN = re.compile(_BEHIND_WORDS)

_WORD = re.compile(r"[가-힣]+|[A-Za-z]+\d*|\d+(?:st|nd|rd|th)?")
_ACCENTED = re.compile("[a-z]*[\u00df-\u024f\u1e00-\u1eff][a-z\u00df-\u024f\u1e00-\u1eff]*")
_KOREAN = re.compile(r"[가-힣]+\W*")
_HANGUL = re.compile(r"[가-힣]{3,}")
# What is left of words after their particles: that something is called so, or the plural.
_ENDING = re.compile("(?<=[가-힣]{2})(?:이란|란|이라는|라는|이라고|라고|이라|들)$")
# The syllables that end in a double s, as the stem of a verb in the past does, and 있- "to be there".
PAST = "".join(chr(code) for code in range(ord("가") + 20, ord("힣") + 1, 28))
# What hangs on such a stem, however polite.
_BEHIND_PAST = re.compile(f"(?<=[{PAST}])(?:어요?|음|냐|니|나요?|지요?|죠|다|네요?|던데?|는데요?|습니다|을까요?)$")
# Particles that an index does without knowing.
_RARE = "이?랑|하고|에도|에만|에선|까지만|에게서|으로써|보다|처럼|마다|만|도"
_RARER = re.compile(f"(?<=[가-힣]{{2}})(?:{_RARE})$")
# And on Latin letters, where nothing else is written.
_BEHIND_LATIN = re.compile(rf"(?<=[a-z0-9])(?:이?나|{_RARE})(?![가-힣])")
# That it is so, of two syllables at least: 나라야, "it is a country".
_BEING = re.compile("(?<=[가-힣]{2})(?:이?야|이?에요|예요|임)$")
_ONE_SYLLABLE = re.compile(f"([가-힣])(?:{_BEHIND_WORDS})")


def korean_words(question: str) -> list[str]:
    """The distinct words of a Korean question, and the pairs of characters of the longer ones: what is learned from."""
    words = []
    for word in _words(question):
        words.append(word)
        if _HANGUL.fullmatch(word):
            words += [word[place : place + 2] for place in range(len(word) - 1)]
    return list(dict.fromkeys(words))


def _words(question: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(without_particles(without_asking(question)))]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Korean words in English: those `written` by hand, as they stand there, and what was `learned` from questions.

    Of a written word what was learned goes before what is written, but no other word is looked up instead of it.
    """

    written: Mapping[str, str]
    learned: Mapping[str, Shares]

    def __contains__(self, word: str) -> bool:
        return word in self.written or word in self.learned

    def shares(self, word: str) -> Shares:
        """The English words for a Korean one; none where it is not known, or says nothing in English."""
        learned = self.learned.get(word)
        return _as_written(self.written.get(word, "")) if learned is None else learned

    def first(self, word: str) -> list[str]:
        """The words of the English name that stands first for a Korean word."""
        written = self.written.get(word)
        return list(self.shares(word))[:1] if written is None else written.partition(" / ")[0].split()

    def knows(self, word: str) -> bool:
        """Whether a Korean word is known, or is made up of written words with an ending at most."""
        if any(form in self for form in forms_of(word)) or verbs().form(word):
            return True
        bare = _bare(word)
        # A syllable may stand before a word, 서말레이시아 is West Malaysia, and one or two behind it.
        rests = [bare[1:] if len(bare) > 3 else "", *(bare[:-left] for left in (1, 2) if len(bare) > 2 * left)]
        if any(map(self.written.__contains__, rests)):
            return True
        return len("".join(self._parts(bare))) >= len(bare)

    def look_up(self, question: str) -> Iterator[str]:
        """What the glossary has of a question: neighbours as one name, whole words, or else the longest parts of them.

        A word of which it has no part, and one in Latin letters, comes as it is.
        """
        words = list(_split(question))
        place = 0
        while place < len(words):
            for count in range(min(_MOST_JOINED, len(words) - place), 1, -1):
                before, last = "".join(words[place : place + count - 1]), words[place + count - 1]
                name = next((before + form for form in forms_of(last) if before + form in self), "")
                if len(name) >= _SHORTEST_JOINED:
                    yield name
                    place += count
                    break
            else:
                yield from self._one_word(words[place])
                place += 1

    def _one_word(self, word: str) -> list[str]:
        """What it has of a word by itself; what was learned goes behind what was written by hand."""
        if word.isascii():
            return [word]
        forms, bare = forms_of(word), _bare(word)
        for trust in (SURE, FAIR):
            if known := [form for form in forms if self._trust(form) >= trust]:
                return known[:1]
        if verb := verbs().form(word):
            return [verb]
        return self._parts(bare) or [form for form in forms if form in self][:1] or [bare]

    def _parts(self, word: str) -> list[str]:
        """The fewest written words, of two characters at least, that make up the most of `word`; the rest is left out.

        None if most of it is left out. What was learned of pairs of characters is not sure enough. Between words that
        were run together stand their particles.
        """
        cheapest: list[tuple[float, list[str], int]] = [(0.0, [], 0)]  # up to each place, with what is left out
        for end in range(1, len(word) + 1):
            cost, parts, left = cheapest[-1]
            ways = [(cost + LEFT_OUT, parts, left + 1)]
            for start in range(max(0, end - LONGEST), end):
                cost, parts, left = cheapest[start]
                if end - start > 1 and word[start:end] in self.written:
                    ways.append((cost + 1, [*parts, word[start:end]], left))
                if parts and _BETWEEN.fullmatch(word, start, end):
                    ways.append((cost + PARTICLE, parts, left))
            cheapest.append(min(ways, key=lambda way: way[0]))
        _, parts, left = cheapest[-1]
        return parts if left <= len(word) / 2 else []

    def _trust(self, word: str) -> float:
        """How sure the best English word for it is, from 0 to 1."""
        return SURE if word in self.written else max(self.learned.get(word, {}).values(), default=0.0)


def _as_written(english: str) -> Shares:
    shares: dict[str, float] = {}
    for share, alternative in zip(BY_PLACE, english.split("/"), strict=False):
        for word in alternative.split():
            shares.setdefault(word, share)
    return shares


def words_by_hand() -> dict[str, str]:
    """The lines of `words.txt`: a Korean word and its English ones, alternatives behind a slash; or none."""
    lines = files("retrieval.korean").joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.partition(" ")[::2] for line in lines)


@cache
def verbs() -> Verbs:
    """The verbs among the words that come with this package."""
    return Verbs(words_by_hand())


@cache
def glossary() -> Glossary:
    """The words that come with this package."""
    learned: dict[str, dict[str, float]] = json.loads(
        files("retrieval.korean").joinpath("learned.json").read_text(encoding="utf-8")
    )
    return Glossary(words_by_hand(), learned)


def in_english(question: str) -> tuple[str, dict[str, float]]:
    """The English words of a Korean question that are fairly sure, as a text, and its index terms by how sure they are.

    Latin words and numbers stay what they are. A word that is not known stays Korean, among the terms only: an English
    entry may give it in parentheses.
    """
    said: list[str] = []
    terms: dict[str, float] = {}
    known = glossary()
    for korean in known.look_up(question):
        if not korean.isascii() and korean not in known:
            terms |= dict.fromkeys(analyze(korean), 1.0)
            continue
        for word, share in ({korean: 1.0} if korean.isascii() else known.shares(korean)).items():
            if share >= LEAST_SAID and word not in said:
                said.append(word)
            for term in analyze(word) if share >= LEAST else ():
                terms[term] = max(share, terms.get(term, 0.0))
    return " ".join(said), terms


def names_in_english(name: str) -> list[str]:
    """What a Korean name is in English, in the ways it may be written.

    None for a question, for a name that is not Korean, and for one that holds an unknown word.
    """
    if language_of(name, question=True) != KOREAN or asks_in_korean(name):
        return []
    words = " ".join(english for _, english in parts_in_english(name) or () if english)
    return [capwords(form) for form in numbers_behind(words) if form]


def parts_in_english(text: str) -> list[tuple[str, str]] | None:
    """The words and names of a Korean text, each with what it is first of all in English; None if one is unknown."""
    known = glossary()
    together = "".join(text.split())
    parts = []
    for korean in [together] if together in known.written else known.look_up(text):
        if not korean.isascii() and korean not in known:
            return None
        parts.append((korean, korean if korean.isascii() else " ".join(known.first(korean))))
    return parts


def _split(question: str) -> Iterator[str]:
    """The words of a question; a Korean one has its particle, but none that hangs on Latin letters or a quotation."""
    plain = _ACCENTED.sub(lambda word: fold(word.group()), without_asking(numbers_in_english(question)).lower())
    for word in plain.split():
        yield from _WORD.findall(word if _KOREAN.fullmatch(word) else _BEHIND_LATIN.sub(" ", without_particles(word)))


def forms_of(word: str) -> list[str]:
    """A Korean word as it is written, since what looks like a particle may belong to it, and without its particle.

    What looks like an ending may belong to it as well: 임진왜란은 is 임진왜란 (the Imjin War), and no "임진왜". Of one
    syllable and a particle it cannot be told what they are: that reading comes last.
    """
    bare = _bare(word)
    forms = [word, without_particles(word).strip(), bare, _RARER.sub("", bare), _BEHIND_PAST.sub("", word)]
    forms.append(_BEING.sub("", word))
    if one := _ONE_SYLLABLE.fullmatch(word):
        forms.append(one[1])
    return list(dict.fromkeys(forms))


def _bare(word: str) -> str:
    """A Korean word without what says how it stands in its sentence."""
    return _ENDING.sub("", without_particles(word).strip())


@cache
def _map() -> Vectors:
    """A row a dimension, and a last one that is added."""
    with files("retrieval.korean").joinpath("map.npy").open("rb") as file:
        return np.asarray(np.load(file), np.float32)


def as_if_english(vector: Vectors, translated: Vectors | None) -> Vectors:
    """The multilingual model's vector of a Korean question, of shape (384,), as if it had been asked in English.

    `translated` is that of its English words, if there are any: they say of names what the Korean vector does not.
    """
    turned = vector @ _map()[:-1] + _map()[-1]
    turned /= np.linalg.norm(turned)
    if translated is not None:
        turned += translated
    unit: Vectors = turned / np.linalg.norm(turned)
    return unit
