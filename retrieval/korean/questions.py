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
from retrieval.korean.question_forms import ASKED_OF, FORMS, HOW_TOLD, NAME, PLAIN, WHEN_DONE, WHETHER_TOLD
from retrieval.korean.sentences import sentence_in_english
from retrieval.languages import REQUEST_KOREAN

__all__ = ["InEnglish", "asked_in_english"]

# A longer question, or name, has more parts than can be told.
LONGEST, MOST_PARTS = 60, 6
# What something of something is asked for in no more words; among others there are verbs.
MOST_WORDS = 3

_END = re.compile(r"[\s?？.!~ㅋㅎㅠㅜ]+$")
# Two things of something.
_TWO = (
    "수도|인구|면적|위치|공용어|언어|화폐|통화|종교|높이|길이|깊이|크기|무게|온도|속도|생일|고향|사망일|국적|직업|업적|원인|결과|증상"
    "|치료법?|감독|출연진|주연|작가|줄거리|특징|역사|기후|먹이|수명|서식지"
)
_BOTH = re.compile(rf"{NAME}\s+(?P<one>{_TWO})(?:[와과]|이?랑|하고|,)\s+(?P<what>{_TWO})(?:[은는이가을를].*|\s.*)?")
# Something of something, with or without words that ask for it.
_SOMETHING = re.compile(
    rf"{NAME}(?:\s*(?:누구|누군|뭐|뭔|무엇|어디|어딘|언제|언젠|얼마|몇\s*\S|어떻게)\S*(?:\s*(?:되|돼|됩|하|있)\S*)?"
    rf"|\s*(?:좀\s*)?(?:{REQUEST_KOREAN}))?"
)
# Whether something is something else, which may be written without a space behind its topic; or which of two it is.
_ISNT_IT = (
    r"(?:인가요?|이?야|이?에요|예요|입니까|이?지요?|이?죠|이?냐|이?니|임|(?:이었|였)(?:어요?|나요?|습니까|니|냐|지|음))"
)
_IS_IT = re.compile(rf"{NAME}(?:[은는이가]\s+|[은는](?=\S+$))(?P<other>\S.*?)(?<![있없])(?:[이가]?\s*아니)?{_ISNT_IT}")
_EITHER = re.compile(rf"{NAME}[은는이가]\s+(?P<one>\S+?){_ISNT_IT},?\s+(?:아니면\s+)?(?P<other>\S+?){_ISNT_IT}")
_NATIVE = re.compile(r"(?P<where>\S.*?)\s*(?:사람|출신)")
_ASKING = re.compile("누구|누가|누군|언제|어디|무엇|무슨|어떤|어느|어떻|얼마|왜|뭐|뭔|뭘|몇")
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
    asked = WHETHER_TOLD.sub("", HOW_TOLD.sub("", asked))
    if (pair := comparison(asked)) is not None:
        one, other = _parts(pair[0]), _parts(pair[1])
        asked = pair[2].format(_said(one), _said(other))
        return [_in_english(asked, [*one, *other])] if one and other else []
    if (either := _EITHER.fullmatch(asked)) is not None and not _ASKING.search(asked):
        three = [_parts(either[name]) for name in ("name", "one", "other")]
        said = "is {} {} or {}".format(*map(_said, three))
        return [_in_english(said, [part for name in three for part in name])] if all(three) else []
    is_it = _IS_IT.fullmatch(asked)
    if is_it is not None and not _ASKING.search(asked):
        one, other = _parts(is_it["name"]), _parts(is_it["other"])
        asked = f"is {_said_of(is_it['name'])} {_said_of(is_it['other'])}"
        return [_in_english(asked, [*one, *other])] if one and other else []
    for pattern, as_asked in FORMS:
        if form := pattern.fullmatch(asked):
            parts, verb = _parts(form["name"]), _parts(form.groupdict().get("verb", ""))
            done = ASKED_OF.get(_said(verb), WHEN_DONE).replace("{what}", "{verb}")
            wording = done if as_asked == WHEN_DONE else as_asked
            names = numbers_behind(_said(parts)) if parts and ("{verb}" not in wording or len(verb) == 1) else []
            plain = wording in PLAIN
            if plain and len(form["name"].split()) >= MOST_WORDS:
                sentence = sentence_in_english(asked)
                return [_in_english(sentence.partition(" is ")[2], parts)] if _OF_A_RANK.match(sentence) else []
            whole = [_in_english(wording.format(name=name, verb=_said(verb)), parts) for name in names]
            if readings := [*whole, *(_something_of(form["name"]) if plain else ())]:
                return readings
    if both := _BOTH.fullmatch(asked):
        return [one for what in ("one", "what") for one in _something_of(f"{both['name']} {both[what]}")]
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
    asked = ASKED_OF[what].format(name=name, what=what) if what in ASKED_OF else in_it
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
