"""Names by their consonants, however they are transliterated: Tchaikovsky, Tschaikowski, Чайковский, 차이콥스키.

A key as coarse as Russell's Soundex (US patent 1,261,167), for Latin, Cyrillic, Greek and Hangul letters. It is
evidence of a name, never proof.
"""

import re

from corpus.folding import bare, fold

__all__ = ["consonants", "sounds_of", "spoken"]

# Before every key, so that none is equal to a folded name.
MARK = "~"
# A shorter key says nothing.
SHORTEST = 3
# Stands for all vowels.
VOWEL = "a"

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґђјљњћџўѓќѕ",
        "a b v g d e j s i i k l m n o p r s t u f h s ch s s  i  e u a e i i g j i l n c j u g k s".split(" "),
        strict=True,
    )
)
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e s i t i k l m n ks o p r s s t i f h ps o".split(), strict=True)
)
_LETTERS = str.maketrans({**_CYRILLIC, **_GREEK})
_HANGUL_INITIAL = "k k n t t l m p p s s  j j ch k t p h".split(" ")
_HANGUL_FINAL = " k k k n n n t l k m l l l p l m p p t t n t t k t p t".split(" ")
_SYLLABLE = re.compile("[가-힣]")
# Groups of letters that are one sound, the longest first; what is left over is looked up letter by letter.
_GROUPS = [
    (re.compile(pattern), one)
    for pattern, one in (
        ("ck|kh|qu|gh|c(?=[aoulrkt]|$)", "k"),
        ("tsch|tch|tsj|cz|ch|tj", "c"),
        ("shch|sch|sh|sz|ts|tz|zh", "s"),
        ("dzh|dsch|dj|gj|ge|gi|gy", "j"),
        ("ph|pf", "f"),
        ("th|dt", "t"),
        ("c(?=[eiy])", "s"),
        ("x", "ks"),
    )
]
_ALIKE = str.maketrans(
    {"b": "p", "d": "t", "f": "p", "v": "p", "w": "p", "g": "k", "q": "k", "z": "s", "r": "l", "j": "c"}
)
# An h is as silent.
_VOWEL = re.compile("[aeiouyh]")
_TWICE = re.compile(r"(.)\1+")


def spoken(name: str) -> str:
    """The words of `name` as they sound: consonants that sound alike written alike, vowels all as one letter."""
    words = []
    for word in fold(name).split():
        latin = _SYLLABLE.sub(lambda match: _syllable(match.group()), word).translate(_LETTERS)
        for group, one in _GROUPS:
            latin = group.sub(one, latin)
        words.append(_TWICE.sub(r"\1", _VOWEL.sub(VOWEL, latin.translate(_ALIKE))))
    return " ".join(words)


def consonants(said: str) -> str:
    """The key of a `spoken` name: its consonants alone; "" where these say nothing."""
    keys = (_TWICE.sub(r"\1", word.replace(VOWEL, "")) for word in said.split())
    key = " ".join(key for key in keys if key.isascii() and key.isalpha())
    return MARK + key if len(key) >= SHORTEST else ""


def sounds_of(name: str) -> list[str]:
    """The keys under which a name is kept and looked for: that of all its words, and that of its last."""
    plain = bare(name)
    last = plain.split()[-1:]
    return list(dict.fromkeys(filter(None, (consonants(spoken(one)) for one in (plain, *last)))))


def _syllable(hangul: str) -> str:
    """The consonants of a syllable, which Unicode orders by initial, vowel and final."""
    number = ord(hangul) - ord("가")
    final = _HANGUL_FINAL[number % 28]
    return f"{_HANGUL_INITIAL[number // 588]}a{final}a" if final else f"{_HANGUL_INITIAL[number // 588]}a"
