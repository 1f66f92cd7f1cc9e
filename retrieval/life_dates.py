"""What an encyclopedia says of birth and death in two dates and a dash, said in words to whoever asks about them.

"François Truffaut (6 February 1932 – 21 October 1984)" has neither "born" nor "died" in it, so nothing that compares
words finds there when he died. Only the ranking reads what is made of it here; what is quoted is what the entry says.
"""

import re
from functools import partial

from corpus.name_forms import MONTH
from retrieval.analysis import analyze
from retrieval.question import QuestionView

__all__ = ["as_read", "spelled_out"]

# Index terms of questions that such dates answer.
_OF_LIFE = frozenset("born birth birthday birthdat die death dead deceas old age".split())
_YEAR = r"(?:\d{1,4}\s?(?:BC|AD|BCE|CE)\b|AD\s\d{1,4}\b|\d{3,4}s?\b)"
_DATE = rf"(?:(?:\d{{1,2}}(?:\s?/\s?|\s+or\s+))?\d{{1,2}}\s+)?(?:{MONTH}\s+)?(?:\d{{1,2}},?\s+)?{_YEAR}"
# In parentheses: names or a place, a date, a place, a dash, a place, a date, and a place.
_LIFE = re.compile(
    rf"\((?P<names>[^()]{{0,200}}?)(?P<birth>(?:(?:c|ca|circa)\.?\s+)?{_DATE})(?P<at>[^()\d–—]{{0,80}})[–—-]\s*"
    rf"(?P<in>[^()\d]{{0,80}}?)(?P<death>(?:(?:c|ca|circa)\.?\s+)?{_DATE})(?P<rest>[^()]{{0,80}})\)"
)
# Where markup was lost, a dash was too: "(18 August 17507 May 1825)", "(May 26, 1926September 28, 1991)".
_LOST_DASH = re.compile(rf"(?<=\b\d\d\d\d)(?=\d{{1,2}}\s+{MONTH}\s+\d{{4}}\b|{MONTH}\s+\d{{1,2}},\s+\d{{4}}\b)")
# Words of such parentheses that are about something else than a life.
_OTHER = re.compile(
    r"\b(?:[Rr]eign\w*|[Rr]uled?|r\.|[Oo]ffice|[Aa]ctive|fl|floruit|[Ss]eason|[Tt]erm|[Ff]ounded|[Ff]rom|[Uu]ntil|pp?\.)"
)
_SAYS_BORN, _SAYS_DIED = re.compile(r"\b(?:born|b\.)\s*(?:on\s+)?$"), re.compile(r"\b(?:died|d\.)\s*(?:on\s+)?$")
# How and of what somebody died, and where somebody was born or died, such dates do not say.
_OTHERWISE_ASKED = re.compile(
    r"\bhow\s+(?:did|was|were)\b|\bwhy\b|\bcauses?d?\b|\bdie[ds]?\s+(?:of|from)\b|\bof\s+what\b|어떻게|왜|원인|이유",
    re.IGNORECASE,
)
# Whose dates they are that stand behind "his sons Hans (born 1904) and Eduard" or "born to the judge Hans", if nobody
# asks for a relative.
_KIN = (
    r"(?:(?:grand)?(?:sons?|daughters?|fathers?|mothers?|child|children|parents?)|(?:half-)?(?:brothers?|sisters?)|wife|wives"
    r"|husbands?|widow|uncles?|aunts?|cousins?|nephews?|nieces?|siblings?)"
)
_NAMED = r"(?-i:[A-ZÀ-Þ])[^\s,.;()]*|\([^()]*\)|and|n[ée]e|de|d[eo]s|di|du|van|von|der|den"
_RELATIVE = re.compile(
    rf"(?:(?<!like )(?<!as )(?:\b(?:his|her|their)|['’]s)\s+(?:[\w-]+\s+){{0,2}}?(?P<his>{_KIN})"
    rf"|\b(?P<of>{_KIN})\s+of(?:\s+[\w-]+){{0,4}}?|\bborn\b[^.;()]{{0,60}}?\bto(?:\s+[\w-]+){{0,4}}?)"
    rf"(?:,?\s+(?:{_NAMED}))*,?\s*$",
    re.IGNORECASE,
)
# So many characters before the parentheses tell whose dates they are.
BEFORE = 80
# And so many whether they are those of a relative.
BEFORE_RELATIVES = 200


def as_read(question: QuestionView, text: str) -> str:
    """A text as the ranking reads it: with what life dates mean spelled out, if the question is about that.

    Only of whom the question names, as far as words before the dates tell.
    """
    if _OF_LIFE.isdisjoint(question.terms):  # of most questions, and it is asked for every passage
        return text
    if question.answer_type == "place" or _OTHERWISE_ASKED.search(question.text):
        return text
    return spelled_out(text, frozenset(question.terms) - _OF_LIFE)


def spelled_out(text: str, names: frozenset[str] = frozenset()) -> str:
    """A text with "born" and "died" before the dates of each life in parentheses, unless it says so.

    Only those behind a word whose index term is one of the `names`, if any are given.
    """
    text = _LOST_DASH.sub(" – ", text)
    return _LIFE.sub(partial(_in_words, text, names), text)


def _in_words(text: str, wanted: frozenset[str], life: re.Match[str]) -> str:
    names, birth, at, place, death, rest = life.group("names", "birth", "at", "in", "death", "rest")
    before = text[max(0, life.start() - BEFORE) : life.start()]
    if _OTHER.search(life.group()) or (wanted and wanted.isdisjoint(analyze(f"{before} {names}"))):
        return life.group()
    relative = _RELATIVE.search(text[max(0, life.start() - BEFORE_RELATIVES) : life.start()])
    if relative is not None and wanted.isdisjoint(analyze(relative["his"] or relative["of"] or "")):
        return life.group()
    born = "" if _SAYS_BORN.search(names) else "born "
    died = "" if _SAYS_DIED.search(place) else "died "
    return f"({names}{born}{birth}{at.rstrip()}, {died}{place}{death}{rest})"
