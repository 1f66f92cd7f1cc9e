"""A Korean question typed among friends, in the words and spaces of one that is written: 누가만듦, 누가 만들었어.

The space behind what asks is left out; the last verb is made a noun, 죽음, or has a hollow noun behind it, 발명한거야;
behind what somebody takes for true stands whether it is, 맞아.
"""

import re
import unicodedata

from retrieval.korean.glossary import glossary, verbs
from retrieval.korean.verbs import final_of
from retrieval.languages import asks_in_korean

__all__ = ["as_written"]

# The finals of a verb before a noun, by their numbers in Unicode.
_N, _L = 4, 8
_HANGUL = re.compile("[가-힣]")
_END = re.compile(r"[\s?？.!~]*$")
# Laughter and tears; a letter by itself, or with a particle behind it, is spoken of: ㅎ 발음, ㅋ은.
_NOISE = re.compile(
    r"(?<![ㅋㅎㅠㅜ])(?:[ㅋㅎㅠㅜ]{2,}+|(?<=\S)[ㅋㅎㅠㅜ]|[ㅋㅎㅠㅜ]$)(?!(?:[은는이가을를의]|이?란)(?!\S))"
    r"|(?<!\S)(?:ㄷㄷ+|ㄹㅇ|ㅇㅇ|ㅈㅅ|ㅇㅋ)(?!\S)"
)
_CALLS = re.compile(r"(?:(?:야|저기요?|혹시|있잖아|질문이?요?)[\s,~!]+)+(?=\S)")
# "Who all": of several.
_TWICE = re.compile(r"(?<!\S)(누구|뭐|어디)\1")
# Words that say nothing before what asks: 그게 뭐야 with what "that" is before it.
_IDLE = re.compile(
    r"(?<=\S)\s(?:도?대체|[그이저][거게]|[그이저]건|[그이저]것[은이])(?=\s(?:뭐|뭔|뭘|뭡|무엇|무슨|누구|누군|왜|어디))"
)
_ASKS = r"누가|언제|왜|어떻게|어디서|어디에서|어디로|어디에|몇\s?살에|몇\s?년도?에"
# 언제부터, 누가였나, 왜냐: what hangs on it is no verb. 왜군은 기습을: a word of two syllables, with its particle.
_RUN_TOGETHER = re.compile(
    rf"(?:(?<!\S)|(?<=[은는이가을를]))(?P<asks>{_ASKS})(?=[가-힣]{{2}})"
    r"(?!부터|까지|든지|라도|나처럼|인[가지데]|였|이었|이야|[에예]요|냐|니까|입니|일까|더라|서|쯤|의|도)"
    r"(?!(?<=왜)\S[은는이가을를의]\s)(?P<rest>[가-힣]+)"
)
_BEHIND_NOUN = re.compile("(?:[은는이가을를의에와과로도인란야].{0,3})?")
_BEING = r"(?:야|지요?|죠|냐|니|임|인가요?|인지|인데요?|입니까|[이]?에요|예요|였\S{1,3}|더라)"
_VERB_ASKED = re.compile(rf"(?<!\S)(?:{_ASKS})\s+(?P<verb>\S+(?:\s(?:거|것|건|게)\S*)?)$")
# A noun behind a verb that says nothing.
_HOLLOW = re.compile(rf"(?<=[가-힣])\s?(?:(?:거|것|게){_BEING}?|건(?:가요?|데요?|지)?|거여)$")
_WHO_DID = re.compile(
    r"(?P<did>[가-힣])(?:\s(?:분|거|것|게|건)|사람|(?P<joined>[거것게건]))(?:은|이)?(?=\s*(?:누구|누군)\S{0,4}$)"
)
_CALLED = r"(?P<called>이?라는\s?(?:거|것이?|게|건)|이?라고|이?란\s?(?:거|게))"
_HOLLOW_NOUN = r"(?P<hollow>(?:거|것|게|건))"
_RIGHT = r"맞(?:아요?|지요?|죠|나요?|니|냐|습니까|음|는\s?(?:건?가요?|거(?:야|지|죠)))"
# The moon landing is true, 달 착륙이 사실이야, is no landing.
_IS_RIGHT = re.compile(
    rf"\s*(?:{_CALLED}|{_HOLLOW_NOUN})?(?<![을를에])[이가은는]?\s*(?:(?<=\s)(?:진짜|정말)\s*)?"
    rf"(?:{_RIGHT}|(?(called)|(?(hollow)|(?!)))(?:사실|진짜|정말)(?:이?야|인가요?|이?에요|예요|이?지|이?죠|임))$"
)
# What is told is true, 평평하다는 게 사실, is asked: 평평하다.
_TOLD = re.compile("(?<=다)는$")
# A question already: what is right in it is a verb, 백신은 언제 맞아 (when does one get it).
_ASKING = re.compile(rf"(?<!\S)(?:{_ASKS}|누구|누굴|어디|어느|어떤|무엇|무슨|뭐|뭘|뭔|몇|얼마)")


def as_written(question: str) -> str:
    """A Korean question without noise, with the spaces and endings of one that is written; any other as it is."""
    composed = unicodedata.normalize("NFC", question)
    end = _END.search(composed)
    mark = "?" if end and re.search("[?？]", end[0]) else ""
    asked = " ".join(_NOISE.sub(" ", _END.sub("", composed)).split())
    if not _HANGUL.search(asked):
        return question
    called = _CALLS.match(asked)
    if called and asks_in_korean(asked[called.end() :]):
        asked = asked[called.end() :]
    asked = _RUN_TOGETHER.sub(_apart, _IDLE.sub("", _TWICE.sub(r"\1", asked)))
    return _verb_last(_if_right(_who(asked))) + mark


def _apart(run: re.Match[str]) -> str:
    """What asks, apart from what is behind it, unless both are of a word: 왜소행성 (dwarf planet), 누가복음 (Luke)."""
    word = run.string[run.string.rfind(" ", 0, run.start()) + 1 : run.end()]
    return run[0] if _is_word(word, len(word) - len(run["rest"])) else f"{run['asks']} {run['rest']}"


def _is_word(text: str, least: int) -> bool:
    """Whether a text is a known word of more than `least` syllables, with a particle or so."""
    known = glossary().written
    places = range(least + 1, len(text) + 1)
    return any(text[:place] in known and _BEHIND_NOUN.fullmatch(text, place) for place in places)


def _who(asked: str) -> str:
    """Somebody who did something, apart from the verb: 발명한거 누구 is 발명한 사람 누구."""
    done = _WHO_DID.search(asked)
    if done is None or final_of(done["did"]) != _N:
        return asked
    *_, verb = asked[: done.end("did")].split()
    if done["joined"] and _is_word(verb + done["joined"], len(verb)):
        return asked
    return f"{asked[: done.end('did')]} 사람 {asked[done.end() :].lstrip()}"


def _if_right(asked: str) -> str:
    """What shall be right, as a question by itself: 파리가 수도 맞아 is 파리가 수도인가요."""
    right = _IS_RIGHT.search(asked)
    rest = asked[: right.start()].rstrip() if right else ""
    if right is None or " " not in rest.strip() or _ASKING.search(rest):
        return asked
    if not right["hollow"] or final_of(rest) not in (_N, _L):
        return f"{rest}인가요"
    said = _TOLD.sub("", rest)
    return said if said != rest else _finite(rest)


def _verb_last(asked: str) -> str:
    """A question that ends in its verb: 누가 만든거야 and 누가 만듦 are 누가 만들었어."""
    asks = _VERB_ASKED.search(asked)
    if asks is None:
        return asked
    before, verb = asked[: asks.start("verb")], asks["verb"]
    hollow = _HOLLOW.search(verb)
    return before + _finite(verb[: hollow.start()] if hollow else verb)


def _finite(asked: str) -> str:
    """A text that ends in a verb as it stands before a noun, or as one, with the past of that; 흰색인 is 흰색인가요."""
    *before, verb = asked.split(" ")
    past = verbs().past(verb)
    said = f"{past}어" if past else f"{verb}가요" if verb.endswith("인") else verb
    return " ".join([*before, said])
