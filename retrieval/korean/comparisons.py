"""Two things compared in Korean, as one compares them in English: "지구랑 화성 중 뭐가 더 커?" asks which is bigger."""

import re
import unicodedata

from retrieval.korean.verbs import stems

__all__ = ["comparison"]

# A longer question compares more than two names.
LONGEST = 60
# What is asked of the two, by the stems of Korean adjectives.
_COMPARATIVES = {
    "크": "bigger", "작": "smaller", "넓": "larger", "좁": "smaller", "높": "higher", "낮": "lower", "길": "longer",
    "짧": "shorter", "빠르": "faster", "느리": "slower", "무겁": "heavier", "가볍": "lighter", "깊": "deeper",
    "뜨겁": "hotter", "덥": "hotter", "차갑": "colder", "춥": "colder", "멀": "farther", "가깝": "closer",
    "어리": "younger", "오래되": "older",
}  # fmt: skip
# And what more is said of them: who is older, of what there are more.
_MORE = [
    (re.compile(pattern), english)
    for pattern, english in (
        (r"나이(?:가)?\s*(?:더\s*)?(?:많|들)\S*", "older"),
        (r"나이(?:가)?\s*(?:더\s*)?(?:적|어리)\S*", "younger"),
        (r"(?:인구|사람)(?:가|이)?\s*(?:더\s*)?많\S*", "more populous"),
        (r"키(?:가)?\s*(?:더\s*)?[크커컸큰]\S*", "taller"),
        (r"(?:더\s*)?(?:먼저|일찍)\s*(?:태어|출생)\S*", "born first"),
        (r"(?:더\s*)?(?:먼저|일찍)\s*(?:죽|사망|돌아가|별세)\S*", "died first"),
    )
]  # fmt: skip
_PAIR = r"(?P<one>\S.*?)(?:와|과|이랑|랑|하고|\s*,|\s+아니면|\s*vs\.?)\s+(?P<other>\S.*?)(?:[와과]|이?랑)?"
_WHICH = r"(?:뭐|뭘|뭣|무엇|누구?|어디|어느)\S*(?:\s*(?:쪽|게|것|거|나라|사람|산|강|동물|도시)\S*)?"
_FORMS = [
    re.compile(pattern)
    for pattern in (
        rf"{_PAIR}\s+(?:둘\s*)?중(?:에서?|에)?\s*{_WHICH}\s+(?:더\s*)?(?P<how>\S.*)",
        rf"{_PAIR}\s+(?:둘\s*)?{_WHICH}\s+더\s*(?P<how>\S.*)",
        rf"{_PAIR}\s+(?:둘\s*)?중(?:에서?|에)?\s*(?P<how>(?:\S+[이가]\s+)?더\s*\S+)\s+"
        r"(?:것|거|건|게|쪽|사람|나라|곳|도시|동물|산|강)[은는이]?(?:\s\S+)?",
    )
]
_THAN = re.compile(r"(?P<one>\S.*?)[이가은는]\s+(?P<other>\S.*?)\s?보다\s*(?:더\s*)?(?P<how>\S.*)")
_DIFFERENT = re.compile(
    rf"{_PAIR}\s+(?:둘이\s*)?(?:뭐|뭣|무엇|어떻게|어떤\s*점|어디)\S*\s*(?:달라|다른|다르|다름|차이)\S*(?:\s\S{{1,4}})?"
)
_DIFFERENCE_OF = re.compile(
    rf"{_PAIR}의?\s+차이점?[은는이가을를]?(?:\s*(?:뭐|뭔|무엇|어떻게|알려|설명|말해)\S*(?:\s\S{{1,4}})?)?"
)
# What is asked of more than these two, and otherwise: 어떤 행성이 지구보다 커, 지구가 화성보다 큰 이유.
_OF_MORE = re.compile(r"(?:와|과|랑|하고|,)\s|^\d|(?<!\S)(?:누구?|왜|뭐|무엇|무슨|어[떤떻느디]\S*|언제|몇)(?!\S)")
_WHY = re.compile(r"(?<!\S)(?:이유|까닭|때문)")
_END = re.compile(r"[\s?？.!~]+$")
_DIFFERENCE = "difference between {} and {}"


def comparison(question: str) -> tuple[str, str, str] | None:
    """Two Korean names and an English question with a place for each; None where nothing is compared so."""
    asked = _END.sub("", unicodedata.normalize("NFC", question))
    if len(asked) > LONGEST:
        return None
    for form in (_DIFFERENT, _DIFFERENCE_OF, *_FORMS, _THAN):
        pair = form.fullmatch(asked)
        if pair is None:
            continue
        wording = (
            _DIFFERENCE
            if form in (_DIFFERENT, _DIFFERENCE_OF)
            else _in_english(_comparative(pair["how"]), than=form is _THAN)
        )
        if wording and not any(map(_OF_MORE.search, pair.group("one", "other"))):
            return pair["one"], pair["other"], wording
    return None


def _in_english(how: str, *, than: bool) -> str:
    """A question in which two things have a place; "" where it is not known how they are compared."""
    if not how:
        return ""
    if how.endswith(" first"):
        return f"who {'was ' if how.startswith('born') else ''}{how}, {{}} or {{}}"
    return f"is {{}} {how} than {{}}" if than else f"which is {how}, {{}} or {{}}"


def _comparative(how: str) -> str:
    """What is asked of both, in English; "" where that is not known."""
    if _WHY.search(how):
        return ""
    said = next((english for pattern, english in _MORE if pattern.fullmatch(how)), "")
    verb = how.removeprefix("더").split()[:1]  # "뭐가 더?" has none
    return said or next((_COMPARATIVES[stem] for word in verb for stem in stems(word) if stem in _COMPARATIVES), "")
