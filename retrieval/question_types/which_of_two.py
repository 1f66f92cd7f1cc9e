"""Questions for which of two things is bigger, higher, older: what says it of both, or what each of them is like.

"Earth" and "Mars" are in many sentences of which none says how big they are.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.analysis import analyze
from retrieval.live_index import LiveIndex
from retrieval.question_types.definitions import before_all
from retrieval.question_types.names_asked import without_article
from retrieval.question_types.particulars import asked_for_particular, told_of
from retrieval.quotes import Chosen
from retrieval.results import Hit

__all__ = ["with_both"]

# How sure it is that what tells it of each answers, and that what tells it of neither does.
BOTH, NEITHER = 0.6, 0.2
LONGEST = 120

# How each of the two is asked by itself.
_ASKED = {
    **dict.fromkeys(("bigger", "larger", "smaller"), "how big is {}"),
    **dict.fromkeys(("higher", "lower", "taller"), "how high is {}"),
    **dict.fromkeys(("longer", "shorter"), "how long is {}"),
    "deeper": "how deep is {}",
    **dict.fromkeys(("heavier", "lighter"), "how heavy is {}"),
    **dict.fromkeys(("faster", "slower"), "how fast is {}"),
    **dict.fromkeys(("hotter", "colder", "warmer", "cooler"), "how hot is {}"),
    **dict.fromkeys(("farther", "further", "closer", "nearer"), "how far is {}"),
    **dict.fromkeys(("older", "younger", "born first", "born earlier", "born later"), "when was {} born"),
    **dict.fromkeys(("died first", "died earlier", "died later"), "when did {} die"),
    "more populous": "how many people live in {}",
}  # fmt: skip
_MORE = rf"(?P<more>{'|'.join(_ASKED)})"
_IS = r"(?:is|are|was|were)"
_PAIR = r"(?P<one>\S.*?),?\s+or\s+(?P<other>\S.*?)"
_QUESTIONS = [
    re.compile(pattern + r"[\s?.!]*$", re.IGNORECASE)
    for pattern in (
        rf"^(?:which|who|what)(?:\s+\w+)??\s+(?:{_IS}\s+)?(?:the\s+)?{_MORE}\s*[,:;–-]?\s+(?:between\s+)?{_PAIR}",
        rf"^{_IS}\s+(?P<one>\S.*?)\s+{_MORE}\s+than\s+(?!\d)(?P<other>\S.*?)",  # not "than 300 m"
        rf"^{_IS}\s+{_PAIR}\s+{_MORE}",
    )
]
# How a sentence that has both tells the one from the other.
_TELLS = r"\b(?:than|as \w+ as|(?:twice|times|half) (?:as|the)|after|before|exceed\w*|\w+est)\b"


def with_both(
    question: str,
    index: LiveIndex,
    hits: Sequence[Hit],
    chosen: Chosen,
    most: int,
    without: str | None,
    whole_name: Callable[[str], str],
) -> tuple[list[Hit], Chosen]:
    """The hits and quotations with what says of each of two how big it is before them, if it is asked which is bigger.

    Not where the first quotation compares both. Where nothing tells it of one of them, that is doubted. `whole_name`
    is that of whom one word of a name means.
    """
    short = _QUESTIONS if len(question) <= LONGEST else []
    asked = next(filter(None, (pattern.match(question) for pattern in short)), None)
    if asked is None or not chosen.spans:
        return list(hits), chosen
    first = f"{chosen.spans[0].hit.title}: {chosen.spans[0].text}"
    if set(analyze(f"{asked['one']} {asked['other']}")) <= set(analyze(first)) and re.search(_TELLS, first):
        return list(hits), chosen
    spans = []
    for name in (without_article(asked["one"]), without_article(asked["other"])):
        of_it = (asked_for_particular(_ASKED[asked["more"].lower()].format(one)) for one in (name, whole_name(name)))
        spans += [span for one in of_it if one is not None and (span := told_of(index, one, without)) is not None][:1]
    confidence = BOTH if len(spans) > 1 else min(NEITHER, chosen.confidence)
    if spans:
        return before_all(spans, confidence, hits, chosen, max(most, len(spans)))
    return list(hits), replace(chosen, confidence=confidence)
