"""Numbers in a Korean question as English has them, and without the syllables that only say what is counted."""

import re

from corpus.numerals import ORDINALS, roman

__all__ = ["numbers_behind", "numbers_in_english"]

# What may hang on a number, so that nothing of the word is left over.
_END = "(?:은|는|가|을|를|의|에|와|과|로|으로|에서|부터|까지|[이인였입][가-힣]*)?(?![가-힣])"
# 세기 is "century", 세 as in "Louis XIV", the others as in "the fourteenth"; 제 goes before each.
_ORDINAL = re.compile(rf"(?:제 ?)?(?<!\d)(\d{{1,2}}) ?(세기|세|차|대|회|번째){_END}")
# Behind these the noun may follow without a space. 차 with another syllable is a word: 2차원, "two dimensions".
_RUN_TOGETHER = re.compile(
    r"(?<=\d세기)(?=[가-힣]{2})|(?<=\d번째)(?=[가-힣]{2})|(?<=\d차)(?![원로선량례이도표단])(?=[가-힣]{2})"
)
# What a numbered 대전, "great war", is in full.
_GREAT_WAR = re.compile(r"(?<=[12]차) ?대전(?=\W|[은는이가을를의에]|$)")
# What else is counted, behind a number or 몇 "how many". By itself such a syllable is a word: 개 "dog", 차 "tea".
_COUNTED = re.compile(rf"(?<=[0-9몇]) *(?:개국|개월|[개차명번년월일대호세회위권장편점종살층부기]){_END}")
_TOTAL = re.compile(r"(?<!\S)총(?= *(?:몇|얼마|\d))")

_WORDS = ORDINALS[:12]
_NUMBERED = re.compile(rf"({'|'.join(_WORDS)})(?: ([ivx]+))? (.+)")
_LAST = {1: "st", 2: "nd", 3: "rd"}


def numbers_in_english(question: str) -> str:
    """The question with English ordinals in the place of Korean ones, and without counters behind other numbers."""
    apart = _GREAT_WAR.sub(" 세계대전", _RUN_TOGETHER.sub(" ", question))
    return _COUNTED.sub(" ", _TOTAL.sub(" ", _ORDINAL.sub(_ordinal, apart)))


def numbers_behind(name: str) -> list[str]:
    """The ways to write a name that begins with a number as `numbers_in_english` has it.

    "second ii world war" is "Second World War" and "World War II", "first world war" also "World War I".
    """
    numbered = _NUMBERED.fullmatch(name)
    if numbered is None:
        return [name]
    ordinal, roman, rest = numbered.groups()
    roman = roman or ("i" if ordinal == _WORDS[0] else "")
    return [f"{ordinal} {rest}", *([f"{rest} {roman}"] if roman else [])]


def _ordinal(numbered: re.Match[str]) -> str:
    number, what = int(numbered[1]), numbered[2]
    figure = f"{number}{'th' if number // 10 == 1 else _LAST.get(number % 10, 'th')}"
    match what:
        case "세기":
            said = f"{figure} century"
        case "세":
            said = _behind_a_name(number)
        case _:
            word = _WORDS[number - 1] if 0 < number <= len(_WORDS) else figure
            said = f"{word} {_behind_a_name(number)}" if what == "차" else word  # "World War II", "second crusade"
    return f" {said} "


def _behind_a_name(number: int) -> str:
    """Roman figures; none for 1, which is left unsaid or is a word of its own."""
    return roman(number) if number > 1 else ""
