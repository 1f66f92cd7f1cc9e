"""Follow-up questions: what "and when did it end?" is about, judged by rules from the turns before it."""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversation.unnamed import without_subject
from corpus.folding import bare

__all__ = [
    "LONGEST_FOLLOW_UP", "PERSON", "PERSON_KOREAN", "Turn", "Understood", "names_inside", "pointing_words",
    "points_back", "understand", "without_beginning",
]  # fmt: skip

# A question with this many words of its own says what it is about.
SELF_CONTAINED = 12
# So has a text with this many characters, however its words are made.
LONGEST_FOLLOW_UP = 500

# English words that point back to something said before; the first of them do so even in a question that stands alone.
_POINTING = frozenset("he she it they him her them his hers its their theirs".split())
_PRONOUNS = _POINTING.union("himself herself itself themselves there then this that these those".split())
# After these, "that", "this" and "there" do not point back: "is there water on Mars", "the fact that".
_EXPLETIVE = re.compile(
    r"\b(?:is|are|was|were)\s+there\b(?=\s+\w)|\bit\s+(?:true|possible|known|take(?!\s+place))\b", re.IGNORECASE
)
_CONJUNCTION = re.compile(r"\b\w+\s+that\s+(?!(?:he|she|it|they|his|her|its|their)\b)\w+", re.IGNORECASE)
# One of what was spoken of: "which one was first?", "can you see one?"; and a question that has only its beginning.
_ONE_OF_THEM = re.compile(
    r"\b(?:which|another|an?\s+\w+|the\s+\w+)\s+ones?\b"
    r"|\b(?:in|into|of|on|to|for|from|with|is|was|be|see|have|has|had|get|make|build|use|need|buy|find)\s+one\W*$"
    r"|^(?:which|how\s+many|how\s+much)\s+\w+\W*$",
    re.IGNORECASE,
)
# Beginnings that go on with what was said.
_OPENINGS = re.compile(r"^(?:and|but|so|what about|how about|what else|tell me more)\b", re.IGNORECASE)
_BEGINNING = re.compile(
    r"^(?:(?:and|but|so)\b[\s,]*|(?:그럼|그러면|그리고|그런데|근데|그래서|또)[\s,]+(?=\S))", re.IGNORECASE
)
# Pronouns whose place the title can take. "Her" is "hers" before a noun: "who was her husband?"
_POSSESSIVE = re.compile(
    r"\b(?:his|its|their|her(?=\s+(?!(?:in|on|at|to|from|by|for|and|with|do|die|live)\b)\w))\b", re.IGNORECASE
)
PERSON = re.compile(r"\b(?:he|she|him|his|hers?|himself|herself)\b", re.IGNORECASE)
PERSON_KOREAN = re.compile(
    r"(?:^|\s)(?:그(?:녀|분|\s?사람|가|는)|이\s?사람|걔)|태어|죽었|죽음|사망|돌아가셨|결혼|몇\s?살|나이|생일|국적|고향|직업|남편|아내|부인"
    r"|자식|자녀|부모|어디\s?(?:사람|출신)|학력|유언|출생"
)
_PERSONAL = re.compile(r"\b(?:he|she|it|they|him|her|them)\b", re.IGNORECASE)
_THAT = re.compile(r"(?<=\w\s)(?:that|this|those)(?=\W*$)", re.IGNORECASE)
_THERE = re.compile(r"\bthere(?=\W*$)", re.IGNORECASE)
_ASKING = frozenset("what who whom which when where why how".split())
# A question that is no more than these words says nothing of its own: "why?", "how so?", "and then?".
_EMPTY = _ASKING.union(
    "and but so or then also about else one tell me more exactly was were is are did does do happened happen next "
    "after before long old big far much many in year the a of to for end start begin ended started begun die died "
    "born".split()
)
# Korean words and beginnings that point back.
_KOREAN_BACK = re.compile(
    r"(?:^|\s)(?:그(?:는|가|의|를|것|건|게|거|곳|때|녀|분|들|사람|전쟁|도시|나라|후|럼|리고|런데|래서)|"
    r"이(?:것|건|게|곳|분|사람)|거기|여기|저것|그럼|그리고|그런데|그래서|또|"
    r"[그이저]\s(?:사람|분|곳|나라|도시|전쟁|사건|책|영화|동물|식물|밴드|그룹|노래|회사|단체|섬|산|강|그림|작품|"
    r"건물|탑|호수|행성|별|병|약|게임|드라마|왕|여자|남자|배|대회|팀|선수|학교|단어|음식|이론|문서|항목|글)"
    r"(?:$|\s|[은는이가을를의도에]))"
)
# A question word with no subject or object beside it, but what it is itself asked of; and what is asked of anybody or
# anything.
_KOREAN_EMPTY = re.compile(
    r"^(?:(?:왜|언제|어디서?|어떻게|누가|누구|몇|무슨|무엇을?|뭘|뭐(?=\s)|얼마나)[^\s]*(?:\s+(?!\S*[은는이가을를의](?:\s|$))\S{1,6}){0,2}"
    r"|(?:무슨|어떤|어느)\s\S{1,6}[을를에로서]\s\S{1,6}|(?:어느|어떤)(?:\s나라)?\s(?:사람|분|출신)\S*)\s*[?？]*$"
)
_KOREAN_ATTRIBUTE = re.compile(
    r"^(?:(?:제일|가장)\s)?(?:(?:유명한|대표적인|중요한|주요|첫|마지막|다른|본|초대|현재|지금|역대)\s)?(?:이름|나이|생일|생년월일|출생지?|사망일?|국적|고향|직업|남편|아내|"
    r"부인|배우자|자식|자녀|아들|딸|부모님?|아버지|어머니|가족|형제|자매|동생|형|누나|오빠|언니|친구|후계자|사망자|희생자|업적|작품|대표작|대표곡|히트곡|책|소설|영화|노래|앨범|곡|상|키|"
    r"높이|길이|크기|넓이|면적|무게|깊이|속도|온도|인구|수도|언어|공용어|화폐|통화|종교|국기|국가|위치|날씨|기후|역사|원인|이유|결과|증상|치료법?|"
    r"예방법?|부작용|효과|유명한\s이유|특징|장점|단점|종류|먹이|수명|서식지|천적|뜻|의미|어원|유래|기원|원리|용도|재료|구조|기능|역할|감독|작가|저자|"
    r"주연|주인공|등장인물|줄거리|내용|결말|설립자|창립자|설립일|설립연도|본사|사장|회장|별명|본명|데뷔작?|데뷔곡|학력|스승|제자|사인|무덤|유언|"
    r"취미|사진|멤버|구성원|시장|왕|여왕|황제|국왕|대통령|총리|위성|계절|성분|주민|대학교?|관광지|심장|뇌|다리|눈|이빨|날개|꼬리|새끼|전체|문서|항목|더|좀\s더|자세히|요약\S*)(?:은|는|이|가|을|를|도)?"
    r"(?:\s+(?:뭐|무엇|누구|언제|어디|몇|얼마|어떻|왜|있|되|돼|됩|명|자세|알려|설명|보여|열어|읽어)\S*)*\s*[?？]*$"
)
# Of a question that points back, the words that do it where nothing else in it says what is meant: a pronoun with
# nothing but these words before it. "How long does it take to ..." points at what follows.
_LEADING = _ASKING.union(
    "and but so or then also is are was were do does did has have had can could will would should may might in on at "
    "to from by for of with about after before until since during between much many long old big far high tall often "
    "else exactly the a".split()
)
_POINTING_AHEAD = re.compile(
    r"\bit\b(?=.*\b(?:to|that|when|if|whether|for|like|because)\b)|\bit['’]s\b|\b(?:they|it)\s+(?:call|say|mean)\b",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(
    r"^(?:and\s+)?(?:what|who|where|when|why)\s+(?:is|was|are|were)\s+(this|that|these|those)\W*$", re.IGNORECASE
)
_BEING = (["is"], ["are"], ["was"], ["were"])
# A longer question says by itself what it is about.
LONGEST_POINTING, SHORT_POINTING = 8, 6
_KOREAN_POINTING = re.compile(
    r"^(?:(?:그리고|그런데|그럼|그래서|또)\s+)?(?P<words>그(?:는|가|의|를|것[은이을의]?|건|게|거|곳[은이을에]?|때|들[은이을의]?)"
    r"|그(?:녀[는가의를]?|분[은이을의]?)|이것[은이을의]?|이건|이게|저것[은이을의]?|거[기긴][는가에서]*|여기[는가에서]*"
    r"|(?:그|이) (?:사람|분|전쟁|도시|나라|책|영화|사건)[은는이가을를의에]?)(?=\s)"
)
_KOREAN_VERB = re.compile(
    r"^(?:그리고\s+|그런데\s+|그럼\s+)?(?:왜|언제|어디서?|어떻게|누가)"
    r"(?:\s*(?:끝|시작|죽|태어|그랬|그래|그런|했|됐|되|일어|생겼|만들|있|없|사망|갔|왔|살)[^\s]{0,5})?\s*[?？]*$"
)
_HANGUL = re.compile(r"[가-힣]")
_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question asked before: what it was understood to be about, and the titles it was answered from."""

    question: str
    about: str | None = None
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it is to be searched for, and the title or words it was understood to be about, if any."""

    question: str
    about: str | None = None


def understand(question: str, titles: Iterable[str]) -> Understood:
    """Read `question` in the light of the titles answered from before, the latest first; looked at only if need be.

    A question that stands alone is left alone; in another the title takes the place of the word that points
    back to it, or stands before the question where there is no such word.
    """
    question = question.strip()
    if len(question) > LONGEST_FOLLOW_UP or not points_back(question):
        return Understood(question)
    title = next((t for t in titles if t), None)
    if title is None or _names(question, title):
        return Understood(question)
    return Understood(_filled_in(question, title), title)


def pointing_words(question: str) -> str | None:
    """The words of a question that stands alone but points at something not said: "it" in "when did it end?".

    None where the question says by itself what it is about; in doubt that is taken for granted. Of a question
    that is nothing but question words ("why?") all of it.
    """
    question = question.strip()
    if len(question) > LONGEST_FOLLOW_UP:
        return None
    return _korean_pointing(question) if _HANGUL.search(question) else _english_pointing(question)


def _korean_pointing(question: str) -> str | None:
    pointing = _KOREAN_POINTING.match(question)
    if pointing is not None and len(question.split()) <= LONGEST_POINTING:
        return str(pointing["words"])
    return question if _KOREAN_VERB.match(question) else None


def _english_pointing(question: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(question)]
    if not words or len(words) > LONGEST_POINTING or names_inside(question):
        return None
    if (_ASKING | {"more"}).intersection(words) and all(word in _EMPTY for word in words):
        return question
    if alone := _DEMONSTRATIVE.match(question):
        return str(alone[1])
    leading = list(itertools.takewhile(_LEADING.__contains__, words))
    following = words[len(leading)] if len(leading) < len(words) else ""
    last = words[-1]
    if _POINTING_AHEAD.search(question):
        return None
    if leading and following in _POINTING:
        return following
    # "Who wrote it?", "How many people lived there?"
    at_the_end = last in _POINTING or (last == "there" and words[-2:-1] not in _BEING)
    if at_the_end and 1 < len(words) <= SHORT_POINTING:
        return str(last)
    unnamed = without_subject(question)
    return unnamed.words if unnamed else None


def _filled_in(question: str, title: str) -> str:
    """The question with the title in the place of its first pronoun, and without the "and" it begins with."""
    rest = without_beginning(question)
    # "What do they speak there?", "when was that?"
    for pattern, form in ((_THERE, f"in {title}"), (_THAT, title), (_POSSESSIVE, f"{title}'s"), (_PERSONAL, title)):
        filled, count = pattern.subn(lambda _, form=form: form, rest, count=1)  # type: ignore[misc]
        if count:
            return filled
    unnamed = without_subject(question)
    return unnamed.of(title) if unnamed else f"{title}: {rest}"


def without_beginning(question: str) -> str:
    """The question without the "and" that it begins with."""
    return _BEGINNING.sub("", question, count=1)


def points_back(question: str) -> bool:
    """Whether a question, by its words, goes on about what was said before."""
    if _HANGUL.search(question):
        return any(pattern.search(question.strip()) for pattern in (_KOREAN_BACK, _KOREAN_EMPTY, _KOREAN_ATTRIBUTE))
    words = [word.lower() for word in _WORD.findall(question)]
    if not words:
        return False
    if all(word in _EMPTY | _PRONOUNS for word in words):
        return True
    if (_ONE_OF_THEM.search(question) or without_subject(question)) and not names_inside(question):
        return True
    cleaned = _CONJUNCTION.sub(" ", _EXPLETIVE.sub(" ", question))
    pronouns = (m for m in _WORD.finditer(cleaned) if m[0].lower().partition("'")[0] in _PRONOUNS)
    back = next((pronoun.start() for pronoun in pronouns), None)
    if names := names_inside(cleaned):
        # "How far is it from the Sun?" points back; "when did Newton publish his laws?" does not.
        return back is not None and back < names[0].start()
    return (back is not None and len(words) <= SELF_CONTAINED) or _OPENINGS.match(question) is not None


def names_inside(question: str) -> list[re.Match[str]]:
    """The words of a question that are written like names, the first word of all aside."""
    if question.isupper():
        return []
    rest = list(_WORD.finditer(question))[1:]
    return [word for word in rest if word[0][0].isupper() and word[0] not in {"I", "I'm"}]


def _names(question: str, title: str) -> bool:
    """Whether the question names the title already."""
    return bare(title).lower() in question.lower()
