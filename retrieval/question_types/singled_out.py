"""Questions for what is singled out by what it is: the largest of all, the capital of a country.

"The 88th largest island in the world" has every word of the question for the largest, and "Capital Scotland", a radio
station, those of the question for Scotland's capital. So what says it plainly, of the place that was asked about, is
quoted first, and what says of something only that it is second or third is doubted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.numerals import ORDINALS
from retrieval.question_types.definitions import before_all
from retrieval.quotes import Chosen, Span, telling_span
from retrieval.results import DOUBTFUL, Hit
from retrieval.sentences import OF_A_YEAR

__all__ = ["SingledOut", "asked_for", "with_singled_out"]

# How sure it is that what says it plainly answers, and what says it of another rank.
PLAINLY, RANKED = 0.8, 0.2

# Words of which either may stand for the other.
_ALIKE = (
    ("largest", "biggest"),
    ("highest", "tallest"),
    ("fastest", "quickest"),
    ("most populous", "most populated"),
)
_WORD = (
    r"(?:larg|bigg|long|high|tall|deep|old|young|small|short|fast|quick|slow|heavi|light|hott|cold|warm|dri|wett|wid|narrow"
    r"|rich|poor|hard|soft|strong|bright|near|clos|busi|dens|steep|thick|thinn|rar|loud|windi|earli|great)est"
    r"|most\s+(?:populous|populated|common|spoken|visited|abundant|expensive|powerful|venomous|poisonous|dangerous)"
)
_ASKS = re.compile(
    rf"^(?:(?:what|which|who|name)(?:['’]?s|\s+is|\s+are)?\s+)?(?:the\s+)?(?P<word>{_WORD})\s+"
    r"(?P<noun>[a-z][a-z-]*(?:\s+[a-z][a-z-]*)??)"
    r"(?:\s+(?:in|of|on)\s+(?:the\s+)?(?P<place>\w[\w' -]*?))?[\s?.!]*$",
    re.IGNORECASE,
)
_ANY = re.compile(rf"\b(?:{_WORD})\b", re.IGNORECASE)
# What somebody or something is of a place or of others, by a noun: the capital of Chile.
_ASKS_OF = re.compile(
    r"^(?:(?:what|which|who)(?:['’]?s|\s+is|\s+are)?\s+)?(?:the\s+)?(?P<noun>[a-z]{3,}(?:\s+[a-z]{3,})??)(?:\s+city)?\s+of\s+"
    r"(?:the\s+)?(?P<place>\w[\w' -]*?)[\s?.!]*$",
    re.IGNORECASE,
)
# What all there is may be called; a question that names no place asks about it.
_OF_ALL = r"(?:world|earth|globe|planet|universe|solar\s+system)"
_ORDINAL = rf"(?:{'|'.join(ORDINALS[1:])}|\w+tieth|\w+-(?:{'|'.join(ORDINALS[:9])})|\d+(?:st|nd|rd|th))"
# What may stand between the thing and its place; a noun would make it another thing, an island country.
_MORE = r"(?:\s+(?:by\s+\w+|known|found|living|overall|entirely|located))?"
# Nor does the place go on: the largest of the Wyoming portion is not Wyoming's.
_NO_NOUN = r"(?!['’]s)(?=$|\s*[^\w\s-]|\s+(?:is|are|has|by|with|and|but|at|from|that|which)\b)"
# It was so once, or may be; and so many characters around it tell that.
_NOT_SO = re.compile(
    r"\b(?:was|were|be|been|became|becom(?:e|ing)|stood|then|once|former(?:ly)?|until|perhaps|possibly|arguably"
    r"|claim\w*|argu\w+|believ\w+|called|considered|described|suppos\w+|alleged\w*|project\w+|expect\w+|held\s+for)\b",
    re.IGNORECASE,
)
BEFORE, BEHIND = 60, 40
# What stands before several of which this is only one: who asks for the largest cities has not asked for the 14th.
_ONE_OF = re.compile(r"\b(?:among|amongst|one\s+of|some\s+of)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SingledOut:
    """What a question asks for: how a text says it plainly, and how of something of another rank."""

    plainly: re.Pattern[str]
    ranked: re.Pattern[str]
    thing: re.Pattern[str]
    place: re.Pattern[str]

    def is_said_by(self, sentence: str) -> bool:
        """Whether a sentence says it of something, without a rank, and of the place asked about."""
        said = self.plainly.search(sentence)
        if said is None or OF_A_YEAR.match(sentence):
            return False
        before = sentence[max(0, said.start() - BEFORE) : said.start()]
        around = before + sentence[said.start() : said.end() + BEHIND]
        return not (_NOT_SO.search(around) or _ONE_OF.search(before))

    def is_told_of(self, title: str, text: str) -> bool:
        """Whether a text says it, without a rank, in the entry of the place asked about."""
        return self.place.search(title) is not None and self.thing.search(self.ranked.sub(" ", text)) is not None

    def is_ranked_by(self, text: str) -> bool:
        """Whether a text says only what has another rank."""
        others, times = self.ranked.subn(" ", text)
        return times > 0 and not _ANY.search(others)


def asked_for(question: str) -> SingledOut | None:
    """What a question as a whole asks for; None if it asks otherwise."""
    match = _ASKS.match(question)
    if match is None:
        return None if (of := _ASKS_OF.match(question)) is None else _of(of["noun"], of["place"])
    asked = " ".join(match["word"].lower().split())
    words = next((alike for alike in _ALIKE if asked in alike), (asked,))
    word = rf"(?:{'|'.join(words)})".replace(" ", r"\s+")
    thing = rf"{word}(?:\s+(?:and|or)\s+[\w-]+(?:\s+[\w-]+)?)?\s+{_spaced(match['noun'])}\b"
    place = match["place"]
    where = _OF_ALL if place is None or re.fullmatch(_OF_ALL, place, re.IGNORECASE) else _spaced(place)
    plainly = (
        rf"\b{where}['’]s?\s+{thing}{_NO_NOUN}"
        rf"|\bthe\s+{thing}{_MORE}\s+(?:in|of|on)\s+(?:the\s+)?{where}\b{_NO_NOUN}"
    )
    ranked = rf"\b(?:{_ORDINAL}|next)[\s-]+(?:or\s+\w+[\s-]+)?{word}\b"
    return _compiled(plainly, ranked, thing, where)


def _of(noun: str, place: str) -> SingledOut:
    """What is the one such thing of a place; in capitals it is a name, or the title of whoever holds an office."""
    thing = rf"(?-i:{_spaced(noun.lower())})(?:\s+city)?(?:\s+and\s+(?:the\s+)?\w+(?:\s+\w+){{0,2}})?"
    where = _spaced(place)
    of_it = rf"\bthe\s+{thing}\s+of\s+(?:the\s+)?{where}\b(?!['’]s)"
    plainly = (
        rf"\b(?:is|are)(?:\s+\w+)?\s+{of_it}{_NO_NOUN}|[,(–—]\s*{of_it}(?=$|\s*[^\w\s-])"
        rf"|{of_it}\s+is\s+(?-i:[A-Z])|\b{where}['’]s?\s+{thing}(?:,|\s+is)?\s+(?-i:[A-Z])"
    )
    return _compiled(plainly, r"(?!)", thing, where)


def _compiled(plainly: str, ranked: str, thing: str, place: str) -> SingledOut:
    patterns = (plainly, ranked, rf"\b(?:the|its|whose|\w['’]s)\s+{thing}\b", rf"\b{place}\b")
    return SingledOut(*(re.compile(pattern, re.IGNORECASE) for pattern in patterns))


def _spaced(words: str) -> str:
    """A pattern for words with any white space between them."""
    return r"\s+".join(map(re.escape, words.split()))


def with_singled_out(question: str, hits: Sequence[Hit], chosen: Chosen, most: int) -> tuple[list[Hit], Chosen]:
    """The hits and quotations with what says it plainly before them, if the question asks so.

    Where nothing does, and the first quotation says it only of another rank, that is doubted. What the entry of
    the place tells, and no doubt is about, stays the first.
    """
    asked = asked_for(question)
    first = next(iter(chosen.spans), None)
    if asked is None or first is None:
        return list(hits), chosen
    if chosen.confidence >= DOUBTFUL and asked.is_told_of(first.hit.title, first.text):
        return list(hits), chosen
    said = (
        first if asked.is_said_by(first.text) else next(filter(None, (_said_plainly(asked, hit) for hit in hits)), None)
    )
    if said is not None:
        return before_all([said], max(PLAINLY, chosen.confidence), hits, chosen, most)
    if asked.is_ranked_by(first.text):
        chosen = replace(chosen, confidence=min(RANKED, chosen.confidence))
    return list(hits), chosen


def _said_plainly(asked: SingledOut, hit: Hit) -> Span | None:
    """What of a passage says it plainly, to be understood alone."""
    if not asked.plainly.search(hit.passage.text):
        return None
    span = telling_span(hit, asked.is_said_by)
    return span if span is not None and asked.plainly.search(span.text) else None
