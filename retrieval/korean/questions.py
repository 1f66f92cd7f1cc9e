"""A short Korean question in the order in which one asks in English, as far as its parts can be told.

The English words of "햄릿은 누가 썼어?", "hamlet wrote", are enough to find passages, but "who wrote hamlet" is what
all else here has learned to read: whom one word of a name means, which wording an entry has, how sure an answer is.
So a question of these forms is asked so as well. One with an unknown word is not: half a question asks for something
else.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.korean.comparisons import comparison
from retrieval.korean.glossary import PAST, parts_in_english
from retrieval.korean.numbers import numbers_behind
from retrieval.korean.sentences import sentence_in_english
from retrieval.languages import ASKING_TO_TELL_KOREAN, BEING_ASKED_KOREAN, BEING_KOREAN, HOW_TO_TELL_KOREAN

__all__ = ["InEnglish", "asked_in_english"]

# A longer question, or name, has more parts than can be told.
LONGEST, MOST_PARTS = 60, 6
# What something of something is asked for in no more words; among others there are verbs.
MOST_WORDS = 3

_NAME = r"(?P<name>\S.*?)"
_END = re.compile(r"[\s?？.!~ㅋㅎㅠㅜ]+$")
_DIED, _BORN = r"(?:죽|사망|돌아가|별세|서거|세상을|숨졌)", r"(?:태어|출생|탄생)"
_IS = rf"{BEING_KOREAN}(?:{BEING_ASKED_KOREAN}|임|데요?)?"
_FROM = r"(?:에서?|서)?"
_WHEN, _IN_WHICH_YEAR = r"(?:\s*(?:언제|언젠|뭐|몇)\S*)?", r"(?:언제|몇\s*년도?에?|며칠에?)"
_WHO_IS, _WHAT_IS, _WHERE_IS = "who is {name}", "what is {name}", "where is {name}"
_WHEN_BORN, _WHEN_DIED = "when was {name} born", "when did {name} die"
# What is asked of a name is told by the question word and a verb, which may be any, or by a noun.
_FORMS = [
    (re.compile(pattern), wording)
    for pattern, wording in (
        (rf"{_NAME}[을를]?\s+(?P<verb>\S*[한든린쓴낸운은진킨른])\s*(?:사람|분|인물)[은이]?(?:\s*누구\S*)?",
         "who {verb} {name}"),
        (rf"{_NAME}\s*{_IN_WHICH_YEAR}\s*{_BORN}\S*", _WHEN_BORN),
        (rf"{_NAME}\s*(?:생일|생년월일|출생(?:일|연도|년도)?|몇\s*년생)\S{{0,3}}{_WHEN}", _WHEN_BORN),
        (rf"{_NAME}\s*(?:{_IN_WHICH_YEAR}|몇\s*살에)\s*{_DIED}\S*(?:\s*떠\S*)?", _WHEN_DIED),
        (rf"{_NAME}\s*(?:사망|서거)(?:일|연도|년도)?[은는이가]?{_WHEN}", _WHEN_DIED),
        (rf"{_NAME}\s*어디{_FROM}\s*{_BORN}\S*", "where was {name} born"),
        (rf"{_NAME}\s*(?:출생지|고향|태어난\s*곳)[은는이가]?(?:\s*(?:어디|어딘|뭐)\S*)?", "where was {name} born"),
        (rf"{_NAME}\s*어디{_FROM}\s*{_DIED}\S*", "where did {name} die"),
        (rf"{_NAME}\s*(?:어딘가요|어디{_IS}|(?:어디에?\s*(?:있|위치)|어딨|위치\S?\s*어디)\S*)", _WHERE_IS),
        (rf"{_NAME}\s*(?:(?:어느|어떤)\s*나라|어디)\s*(?:사람|출신)\S*", "what nationality is {name}"),
        (rf"{_NAME}\s*국적[은는이가]?(?:\s*(?:어디|뭐|무엇)\S*)?", "what nationality is {name}"),
        (rf"{_NAME}\s*(?:왜|뭘로|무엇으로)\s*유명\S*", "what is {name} known for"),
        (rf"{_NAME}\s*(?:누구|누군|(?:뭐|뭘)\s*하는\s*사람|어떤\s*(?:사람|인물)){_IS}", _WHO_IS),
        (rf"{_NAME}\s*(?:뭐|뭔|무엇)인?지\s*{HOW_TO_TELL_KOREAN}(?:{ASKING_TO_TELL_KOREAN}|아\S*)", _WHAT_IS),
        (rf"{_NAME}\s*(?:누구|누군)인?지(?:\s*{ASKING_TO_TELL_KOREAN}|\s*아\S*)?", _WHO_IS),
        (rf"{_NAME}(?:이?란|이?라는\s*(?:건|것은))?\s*(?:뭐|뭔|무엇|무슨\s*뜻){_IS}", _WHAT_IS),
        (rf"{_NAME}에\s*(?:대해서?|대하여|관해서?)\s*(?:\S+\s*)?{ASKING_TO_TELL_KOREAN}", _WHAT_IS),
        (rf"{_NAME}\s*누가\s*(?P<verb>\S+)", "who {verb} {name}"),
        (rf"누가\s+{_NAME}[을를]\s*(?P<verb>\S+)", "who {verb} {name}"),
        (rf"{_NAME}\s*언제\s*(?P<verb>\S+)", "when {name} {verb}"),
        (rf"{_NAME}\s*어디{_FROM}\s*(?P<verb>\S+)", "where {name} {verb}"),
        (rf"{_NAME}\s*왜\s*(?P<verb>\S+)", "why {name} {verb}"),
        (rf"{_NAME}\s*어떻게\s*(?P<verb>\S+)", "how {name} {verb}"),
    )
]  # fmt: skip
# These may be asked of something of something as well.
_PLAIN = frozenset([_WHO_IS, _WHAT_IS, _WHERE_IS])
# Something of something, with or without words that ask for it.
_SOMETHING = re.compile(
    rf"{_NAME}(?:\s*(?:누구|누군|뭐|뭔|무엇|어디|어딘|언제|언젠|얼마|몇\s*\S|어떻게)\S*(?:\s*(?:되|돼|됩|하|있)\S*)?"
    rf"|\s*(?:좀\s*)?{ASKING_TO_TELL_KOREAN})?"
)
# Whether something is something else.
_IS_IT = re.compile(
    rf"{_NAME}[은는이가]\s+(?P<other>\S.*?)(?<![있없])(?:[이가]?\s*아니)?"
    r"(?:인가요?|이?야|이?에요|예요|입니까|이?지요?|이?죠|이?냐|이?니)"
)
_NATIVE = re.compile(r"(?P<where>\S.*?)\s*(?:사람|출신)")
_ASKING = re.compile("누구|누가|누군|언제|어디|무엇|무슨|어떤|어느|어떻|얼마|왜|뭐|뭔|뭘|몇")
# What is asked of something with a verb in English, and what stands before a noun there as well.
_ASKED_OF = {
    **dict.fromkeys(("author", "writer"), "who wrote {name}"),
    **dict.fromkeys(("husband", "wife", "spouse"), "who is {name} married to"),
    "director": "who directed {name}",
    "founder": "who founded {name}",
    "inventor": "who invented {name}",
    "height": "how high is {name}",
    "length": "how long is {name}",
}
_DESCRIBES = re.compile(r"first|second|third|\w+th|\w+est|most|last|next|other|official|real")
# Of something of something, in more words, it can be told where one of them is a rank.
_OF_A_RANK = re.compile(rf"(?:who|what|where) is (?:{_DESCRIBES.pattern})\b.* of \S")
_VERB = re.compile(f"[{PAST}]$")

# Korean words and names, each with what it is in English.
Parts = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class InEnglish:
    """A question as it is asked in English, and what the English words in it are in the Korean one."""

    question: str
    korean: Mapping[str, str]

    def corrections(self, of_it: Mapping[str, str]) -> dict[str, str]:
        """Corrections of the English question as those of the Korean one, as far as they are of a name in it."""
        return {self.korean[word]: meant for word, meant in of_it.items() if word in self.korean}


def asked_in_english(question: str) -> list[InEnglish]:
    """The Korean question in English order, in some ways; none if its form is another, or a word is unknown."""
    asked = _END.sub("", unicodedata.normalize("NFC", question).replace(":", " "))
    return _readings(asked) if len(asked) <= LONGEST else []


def _readings(asked: str) -> list[InEnglish]:
    if (pair := comparison(asked)) is not None:
        one, other = _parts(pair[0]), _parts(pair[1])
        asked = pair[2].format(_said(one), _said(other))
        return [_in_english(asked, [*one, *other])] if one and other else []
    is_it = _IS_IT.fullmatch(asked)
    if is_it is not None and not _ASKING.search(asked):
        one, other = _parts(is_it["name"]), _parts(is_it["other"])
        asked = f"is {_said_of(is_it['name'])} {_said_of(is_it['other'])}"
        return [_in_english(asked, [*one, *other])] if one and other else []
    for pattern, wording in _FORMS:
        if form := pattern.fullmatch(asked):
            parts, verb = _parts(form["name"]), _parts(form.groupdict().get("verb", ""))
            names = numbers_behind(_said(parts)) if parts and ("{verb}" not in wording or len(verb) == 1) else []
            plain = wording in _PLAIN
            if plain and len(form["name"].split()) >= MOST_WORDS:
                sentence = sentence_in_english(asked)
                return [_in_english(sentence.partition(" is ")[2], parts)] if _OF_A_RANK.match(sentence) else []
            whole = [_in_english(wording.format(name=name, verb=_said(verb)), parts) for name in names]
            if readings := [*whole, *(_something_of(form["name"]) if plain else ())]:
                return readings
    form = _SOMETHING.fullmatch(asked)
    return list(_something_of(form["name"])) if form else []


def _something_of(text: str) -> Iterator[InEnglish]:
    """The last of the parts, with what describes it, of the others."""
    parts = _parts(text)
    if len(parts) < 2 or len(text.split()) > MOST_WORDS or _VERB.search(parts[-1][0]):
        return
    first = len(parts) - 1
    while first and _DESCRIBES.fullmatch(parts[first - 1][1]):
        first -= 1
    what, whose = _said(parts[first:]), parts[:first]
    name = numbers_behind(_said(whose))[0]
    in_it = f"{what} in the {name}" if name == "world" else f"{what} of {name}"
    asked = _ASKED_OF[what].format(name=name) if what in _ASKED_OF else in_it
    yield _in_english(asked if whose else what, whose)


def _parts(text: str) -> Parts:
    """The words of a name or the like, without those that say nothing in English; none if one is unknown."""
    parts = [part for part in parts_in_english(text) or () if part[1]]
    return parts if len(parts) <= MOST_PARTS else []


def _said(parts: Parts) -> str:
    return " ".join(english for _, english in parts)


def _said_of(text: str) -> str:
    """What a text is in English, where it is something of something with "the" and "of"."""
    if native := _NATIVE.fullmatch(text):
        return f"from {_said(_parts(native['where']))}"
    of = next(_something_of(text), None)
    return _said(_parts(text)) if of is None or of.question.startswith("who ") else f"the {of.question}"


def _in_english(question: str, parts: Parts) -> InEnglish:
    return InEnglish(question, {english: korean for korean, english in parts})
