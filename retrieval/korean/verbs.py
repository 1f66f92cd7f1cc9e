"""Korean verbs by their stems: of 먹었 (ate), which the glossary has, other forms are 먹어, 먹고, 먹나요, 먹을.

A stem changes before a vowel, and melts into it: 흐르 (flow) is 흘러, 그리 (draw) is 그려, 쓰 (write) is 써.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Verbs", "final_of", "parts_of", "respelled", "stems"]

_FIRST, _SYLLABLES_AN_INITIAL, _FINALS = ord("가"), 588, 28
# Vowels and finals of a syllable by their numbers in Unicode.
_A, _AE, _EO, _E, _YEO, _O, _WA, _WAE, _OE, _U, _WO, _EU, _I = 0, 1, 4, 5, 6, 8, 9, 10, 11, 13, 14, 18, 20
_NO_FINAL, _N, _D, _L, _LM, _M, _B, _S, _SS = 0, 4, 7, 8, 10, 16, 17, 19, 20
# How a verb ends before nothing else.
_LIKE_VERBS = "어아여워와려러쳐져켜겨펴해돼서줘봐"
# What a vowel was before the one behind it melted into it.
_MELTED = {_A: (_A, _EU), _EO: (_EO, _EU), _AE: (_AE,), _E: (_E,), _YEO: (_I,), _WA: (_O,), _WAE: (_OE,), _WO: (_U,)}
_BEHIND_CONSONANTS = "습니다|습니까|은데요?|은가요?|은지|을까요?|은|을"
# A syllable and one of these is rather a noun with its particle.
_LIKE_PARTICLES = ("은", "을")
# Before these a stem stays as it is, though one in ㄹ may lose that.
_BEHIND_ALL = "는가요?|는지|는데요?|는다|는|나요?|냐|니|네요?|고|지요?|죠|게|던|기|자|거나|면서?|도록|려고"
_ENDING = re.compile(f"(?<=[가-힣])(?:{_BEHIND_CONSONANTS}|{_BEHIND_ALL})$")
_BEHIND_VOWEL = re.compile("(?<=[가-힣])(?:요|서|도|야)$")
# What hangs on a stem that takes up an n, an l, or a b.
_BEHIND = {
    _N: re.compile("(?:다|가요?|지|데요?)$"), _L: re.compile("(?:까요?|지)$"), _B: re.compile("(?:니다|니까)$")
}  # fmt: skip
_BEHIND_PAST = re.compile("(?:[어던을음는나니냐네지죠다습고].*)?$")


def parts_of(syllable: str) -> tuple[int, int, int]:
    """The numbers of the initial, the vowel and the final of a syllable, in the order of Unicode."""
    initial, rest = divmod(ord(syllable) - _FIRST, _SYLLABLES_AN_INITIAL)
    return initial, *divmod(rest, _FINALS)


def stems(word: str) -> list[str]:
    """The stems that a form of a verb may have, the longest first."""
    return sorted(dict.fromkeys(_stems(word)), key=len, reverse=True)


def _stems(word: str) -> Iterator[str]:
    if ending := _ENDING.search(word):
        stem = word[: ending.start()]
        yield stem
        if final_of(stem) == _NO_FINAL:
            yield respelled(stem, final=_L)
    for place in range(len(word) - 1, -1, -1):
        if final_of(word[: place + 1]) == _SS and _BEHIND_PAST.fullmatch(word, place + 1):
            yield from _before_vowel(respelled(word[: place + 1], final=_NO_FINAL))
            break
    yield word  # whose ending was taken off with what asks
    yield from _before_vowel(_BEHIND_VOWEL.sub("", word))
    for final, behind in _BEHIND.items():
        bare = behind.sub("", word)
        if bare and final_of(bare) == final and (final != _B or bare != word):
            stem = respelled(bare, final=_NO_FINAL)
            yield stem
            yield respelled(stem, final=_L)


def _before_vowel(word: str) -> Iterator[str]:
    """The stems of a form that ends in the vowel 어 or 아, or in one that has taken it up."""
    if not word or final_of(word) != _NO_FINAL:
        return
    stem, last = word[:-1], word[-1]
    vowel = (ord(last) - _FIRST) % _SYLLABLES_AN_INITIAL // _FINALS
    if stem and last in "어아여":
        yield stem
        yield from _other_finals(stem, {_NO_FINAL: _S, _L: _D})
    elif stem and last in "워와":
        yield from _other_finals(stem, {_NO_FINAL: _B})
    elif last == "해":
        yield f"{stem}하"
    elif stem and last in "러라":
        yield from (f"{one}르" for one in _other_finals(stem, {_L: _NO_FINAL}))
    yield from (respelled(word, vowel=one) for one in _MELTED.get(vowel, ()))


def _other_finals(stem: str, others: Mapping[int, int]) -> Iterator[str]:
    if (final := final_of(stem)) in others:
        yield respelled(stem, final=others[final])


def final_of(word: str) -> int:
    """The final consonant of the last syllable; -1 where that is none."""
    number = ord(word[-1]) - _FIRST if word else -1
    return number % _FINALS if 0 <= number < 19 * _SYLLABLES_AN_INITIAL else -1


def respelled(word: str, *, vowel: int | None = None, final: int | None = None) -> str:
    """The word with another vowel or final consonant in its last syllable."""
    initial, *of_it = parts_of(word[-1])
    vowel, final = (own if other is None else other for own, other in zip(of_it, (vowel, final), strict=True))
    return word[:-1] + chr(_FIRST + initial * _SYLLABLES_AN_INITIAL + vowel * _FINALS + final)


class Verbs:
    """The stems of verbs, each with the form of it that stands in the glossary: the present one, and the past."""

    def __init__(self, written: Iterable[str]) -> None:
        """The verbs among the words that are `written`."""
        self._past: dict[str, str] = {}
        self._present: dict[str, str] = {}
        words = list(written)
        # 나라, "country", is none of 나르다, "carry".
        self._nouns = {word for word in words if final_of(word) == _NO_FINAL and word[-1] not in _LIKE_VERBS}
        self._written = {word for word in words if final_of(word) == _SS and word[-1] not in "있겠"}
        for word in words:
            if word in self._written:
                for stem in stems(word):
                    self._past.setdefault(stem, word)
        for word in words:
            if word.endswith("는") and len(word) > 1:
                for stem in stems(word):
                    if stem in self._past or stem == word[:-1]:
                        self._present.setdefault(stem, word)

    def form(self, word: str) -> str | None:
        """The written form of the verb that `word` is another form of; None if it is none that is known."""
        in_past = [word[: place + 1] for place in range(len(word)) if final_of(word[: place + 1]) == _SS]
        past = bool(in_past)
        if len(word) < 2 or (len(word) == 2 and word.endswith(_LIKE_PARTICLES)) or word in self._nouns:
            return None
        if written := next(filter(self._written.__contains__, in_past), None):
            return written  # 잘랐 (cut), and not 자랐 (grew), whose stem may be the same
        first, second = (self._past, self._present) if past else (self._present, self._past)
        return next((some[stem] for stem in stems(word) for some in (first, second) if stem in some), None)

    def past(self, word: str) -> str | None:
        """The past of the verb that `word` is a form of before a noun, or as a noun, as it is written; None if unknown.

        쓴 is 썼 (wrote), and 죽음 is 죽었 (died).
        """
        final = final_of(word)
        if len(word) > 1 and word[-1] in "은음" and final_of(word[:-1]) > _NO_FINAL:
            ways = [word[:-1]]
        elif final in (_N, _M):
            bare = respelled(word, final=_NO_FINAL)
            ways = [bare, respelled(bare, final=_L)]
        else:
            ways = [respelled(word, final=_L)] if final == _LM else []
        return next((self._past[stem] for stem in ways if stem in self._past), None)

    def acts(self, word: str) -> bool:
        """Whether somebody does what a verb says; an adjective, which is a verb in Korean, has no such present."""
        return any(stem in self._present for stem in stems(word))
