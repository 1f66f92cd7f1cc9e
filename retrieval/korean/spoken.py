"""A Korean question typed among friends, in the words and spaces of one that is written: 누가만듦, 누가 만들었어.

The space behind what asks is left out; the last verb is made a noun, 죽음, or has a hollow noun behind it, 발명한거야;
behind what somebody takes for true stands whether it is, 맞아.
"""

import re

from retrieval.korean.glossary import verbs
from retrieval.korean.verbs import final_of
from retrieval.languages import asks_in_korean

__all__ = ["as_written"]

# The finals of a verb before a noun, by their numbers in Unicode.
_N, _L = 4, 8
_HANGUL = re.compile("[가-힣]")
_END = re.compile(r"[\s?？.!~]*$")
# Laughter and tears.
_NOISE = re.compile(r"[ㅋㅎㅠㅜ]+|(?<!\S)(?:ㄷㄷ+|ㄹㅇ|ㅇㅇ|ㅈㅅ|ㅇㅋ)(?!\S)")
_CALLS = re.compile(r"(?:(?:야|저기요?|혹시|있잖아|질문이?요?)[\s,~!]+)+(?=\S)")
# "Who all": of several.
_TWICE = re.compile(r"(?<!\S)(누구|뭐|어디)\1")
_ASKS = r"누가|언제|왜|어떻게|어디서|어디에서|어디로|어디에|몇\s?살에|몇\s?년도?에"
# 언제부터, 누가였나, 왜냐: what hangs on it is no verb.
_RUN_TOGETHER = re.compile(
    rf"(?:(?<!\S)|(?<=[은는이가을를]))(?P<asks>{_ASKS})"
    r"(?=[가-힣]{2})(?!부터|까지|든지|라도|인[가지데]|였|이었|이야|[에예]요|냐|니까|입니|일까|더라|서|쯤|의|도)"
)
_BEING = r"(?:야|지요?|죠|냐|니|임|인가요?|인지|인데요?|입니까|[이]?에요|예요|였\S{1,3}|더라)"
_VERB_ASKED = re.compile(rf"(?<!\S)(?:{_ASKS})\s+(?P<verb>\S+(?:\s(?:거|것|건|게)\S*)?)$")
# A noun behind a verb that says nothing.
_HOLLOW = re.compile(rf"(?<=[가-힣])\s?(?:(?:거|것|게){_BEING}?|건(?:가요?|데요?|지)?|거여)$")
_WHO_DID = re.compile(r"(?<=[가-힣])\s?(?:사람|분|거|것|게|건)(?:은|이)?(?=\s*(?:누구|누군)\S{0,4}$)")
_IS_RIGHT = re.compile(
    r"\s*(?:(?P<called>이?라는\s?(?:거|것이?|게|건)|이?라고|이?란\s?(?:거|게))|(?P<hollow>(?:거|것|게|건)))?[이가은는]?\s*"
    r"(?:(?<=\s)(?:진짜|정말)\s*)?"
    r"(?:맞(?:아요?|지요?|죠|나요?|니|냐|습니까|음|는\s?(?:건?가요?|거(?:야|지|죠)))"
    r"|(?:사실|진짜|정말)(?:이?야|인가요?|이?에요|예요|이?지|이?죠|임))$"
)


def as_written(question: str) -> str:
    """A Korean question without noise, with the spaces and endings of one that is written; any other as it is."""
    if not _HANGUL.search(question):
        return question
    end = _END.search(question)
    mark = "?" if end and re.search("[?？]", end[0]) else ""
    asked = " ".join(_NOISE.sub(" ", _END.sub("", question)).split())
    if not _HANGUL.search(asked):
        return question
    called = _CALLS.match(asked)
    if called and asks_in_korean(asked[called.end() :]):
        asked = asked[called.end() :]
    asked = _RUN_TOGETHER.sub(r"\g<asks> ", _TWICE.sub(r"\1", asked))
    return _verb_last(_if_right(_who(asked))) + mark


def _who(asked: str) -> str:
    """Somebody who did something, apart from the verb: 발명한거 누구 is 발명한 사람 누구."""
    done = _WHO_DID.search(asked)
    if done is None or final_of(asked[: done.start()].rstrip()) != _N:
        return asked
    return f"{asked[: done.start()].rstrip()} 사람 {asked[done.end() :].lstrip()}"


def _if_right(asked: str) -> str:
    """What shall be right, as a question by itself: 파리가 수도 맞아 is 파리가 수도인가요."""
    right = _IS_RIGHT.search(asked)
    if right is None or " " not in asked[: right.start()].strip():
        return asked
    rest = asked[: right.start()].rstrip()
    return _finite(rest) if right["hollow"] and final_of(rest) in (_N, _L) else f"{rest}인가요"


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
