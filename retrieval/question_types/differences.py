"""Questions for how two things differ: what says so of both, and else what each of them is, one after the other.

"Frog-like" and "toad-like" in one sentence about a third animal have every word of the question, and say nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from retrieval.live_index import LiveIndex
from retrieval.naming import known_entry
from retrieval.passages import passage_id
from retrieval.question_types.definitions import NAMED, Definition, before_all, defined
from retrieval.question_types.names_asked import is_a_name, singular, without_article
from retrieval.quotes import Chosen, Span, telling_span
from retrieval.results import Hit

__all__ = ["compared", "with_difference"]

# How sure it is that what says the difference answers, what says what each is, and what says so of one and names the
# other in it; anything else is doubted.
PLAINLY, BOTH, OF_ONE, NEITHER = 0.8, 0.8, 0.4, 0.2
# So many passages of an entry are looked through for what it says of the other.
PASSAGES = 60
# A longer question compares more than two things, and a pair has no more ways to be read.
LONGEST, MOST_WAYS = 200, 4

_KIND = r"(?:main|key|big(?:gest)?|basic|exact|actual|real|only)\s+"
_HOW = r"(?:how\s+(?:to|do\s+(?:you|i|we)|can\s+(?:you|i|we))\s+)?"
_PAIR = r"(?P<pair>\S.*?)"
_ASKS = [
    re.compile(pattern + r"[\s?？.!]*$", re.IGNORECASE)
    for pattern in (
        rf"^(?:(?:what|whats|what['’]s|explain|describe|tell\s+me|is\s+there)\s+)?(?:(?:is|are|was|were)\s+)?(?:the\s+|an?\s+)?"
        rf"(?:{_KIND})?(?:diff(?:erence)?s?|distinctions?|comparison|similarit(?:y|ies))\s+(?:between|of)\s+{_PAIR}",
        rf"^how\s+(?:do|does|did|is|are|was|were|can)\s+{_PAIR}\s+(?:differ(?:ent)?|be\s+told\s+apart|compare)"
        r"(?:\s+from\s+(?:each\s+other|one\s+another))?",
        r"^how\s+(?:do|does|did|is|are|was|were)\s+(?P<one>\S.*?)\s+(?:differ(?:ent)?|compare)\s+(?:from|to|than|with)\s+"
        r"(?P<other>\S.*?)",
        rf"^what(?:['’]?s|\s+is)\s+different\s+(?:about|between|with)\s+{_PAIR}",
        r"^what\s+makes\s+(?P<one>\S.*?)\s+different\s+(?:from|to|than)\s+(?P<other>\S.*?)",
        rf"^{_HOW}(?:tell\s+(?!me\b|us\b)|distinguish\s+)(?P<one>\S.*?)\s+(?:apart\s+)?from\s+"
        r"(?P<other>\S.*?)",
        rf"^{_HOW}(?:compare|contrast|distinguish(?:\s+between)?)\s+{_PAIR}",
        rf"^{_HOW}tell\s+{_PAIR}\s+apart",
        r"^(?:is|are)\s+(?P<one>\S.*?)\s+the\s+same\s+(?:thing\s+)?as\s+(?P<other>\S.*?)",
        rf"^(?:is|are)\s+{_PAIR}\s+the\s+same(?:\s+thing)?",
        # "Who won Ali vs Frazier?" asks about a contest of that name.
        r"^(?:what(?:['’]?s|\s+(?:is|are))\s+)?(?!(?:who|whom|whose|what|which|when|where|why|how)\b)"
        r"(?P<one>\S.*?)\s+(?:vs\.?|versus|compared\s+(?:to|with))\s+(?P<other>\S.*?)(?:\s+(?:difference|comparison)s?)?",
        rf"^{_PAIR}\s+differences?",
        r"^(?P<one>\S+(?:\s\S+)*?)(?:와|과|이랑|랑|하고)\s*(?P<other>\S.*?)(?:의|은|는|이|가)?\s*"
        r"(?:차이(?:점)?|다른\s*점|비교|(?:어떻게|뭐가|무엇이)\s*(?:달라|다른|다르))\S*(?:\s*(?:뭐|무엇|뭔|알려|설명|해)\S*(?:\s*\S{1,3})?)?",
    )
]
_Names = tuple[str, str]
# Between the two of a pair.
_AND = re.compile(r"\s+(?:and|or|vs\.?|versus|with|to|from)\s+|\s*[&/]\s*", re.IGNORECASE)
# How a sentence of the entry of one thing tells it from another, which it names close behind.
_UNLIKE = (
    r"\b(?:differ(?:s|ed|ing|ences?|ent(?:iat\w+)?)?|distinguish\w*|distinct(?:ions?)?|unlike|whereas|in\s+contrast"
    r"|as\s+opposed|opposed\s+to)\b[^.;]{0,40}?"
)
_FROM_IT = r"\b[^.;]{0,30}?\b(?:differ\w*|distin(?:ct|guish)\w*)\s+from\s+(?:it|them)\b"
# And how any sentence does: that it is different from the other, or the difference between the two.
_DIFFERS = (
    r"\s+(?:[\w-]+\s+){0,3}?(?:differ(?:s|ed)?|different|distinct|distinguish\w*|differentiated)\s+from\s+"
    r"(?:an?\s+|the\s+)?"
)
_BETWEEN = (
    r"\b(?:difference|distinction|distinguish\w*|differentiat\w+)s?\s+(?:[\w-]+\s+){0,2}?between\s+(?:an?\s+|the\s+)?"
)
# How a sentence says that they are the same: that the one is called the other.
_CALLED = r"\W{1,3}(?:[\w-]+\s+){0,2}?(?:known\s+as|called|named)\s+[\"'“‘]?(?:an?\s+|the\s+)?"
_DIFFERENT = re.compile(r"\bdiffer(?:s|ed|ences?)?\b", re.IGNORECASE)
_TO_THE_OTHER = r"[\"'”’]?\s+and\s+[\"'“‘]?(?:an?\s+|the\s+)?"


def compared(question: str) -> Iterator[tuple[str, str]]:
    """The two names, in each way they may be read, of what a question compares; none if it asks otherwise."""
    for pattern in _ASKS if len(question) <= LONGEST else ():
        if asked := pattern.match(question):
            named = asked.groupdict()
            if (pair := named.get("pair")) is None:
                yield named["one"], named["other"]
                return
            ways = [
                (pair[: between.start()], pair[between.end() :]) for between in islice(_AND.finditer(pair), MOST_WAYS)
            ]
            yield from ((one, other) for one, other in ways if one and other)
            if ways:
                return


def with_difference(
    question: str, index: LiveIndex, hits: Sequence[Hit], chosen: Chosen, most: int, without: str | None = None
) -> tuple[list[Hit], Chosen]:
    """The hits and quotations with what says how two things differ before them, if the question asks so.

    That is a sentence that tells one from the other and, where both have entries, what each of them is. Where there is
    neither, the first quotation is doubted. What has a name, like a film, is not compared.
    """
    pairs = list(compared(question))
    if not pairs or not chosen.spans or known_entry(index.names, question.strip(" ?.!")) is not None:
        return list(hits), chosen
    read = partial(_both, index, without=without)
    (one, other), defined = next(((pair, both) for pair in pairs if (both := read(*pair))), (pairs[0], ()))
    names = _pattern(one), _pattern(other)
    own = list(_passages(index, [span.hit.title for span in defined]))
    plainly = _first(names, [*own, *hits], _tells_plainly)
    if plainly is None and not defined:
        first = chosen.spans[0]
        of_a_contest = _is_of_a_contest(f"{first.hit.title} {first.text}", names)
        if not (of_a_contest or _tells(first.text, names, first.hit) or _are_the_same(first.text, names)):
            chosen = replace(chosen, confidence=min(NEITHER, chosen.confidence))
        return list(hits), chosen
    titles = {span.hit.title for span in defined}
    of_both = (
        span
        for span in chosen.spans
        if span.hit.title in titles and (_names_both(span.text, names) or _DIFFERENT.search(span.text))
    )
    also = plainly or _first(names, own, _tells) or next(of_both, None)
    confidence = PLAINLY if plainly else BOTH if min(len(defined), most) > 1 else OF_ONE
    spans = [span for span in (plainly, *defined, also) if span is not None]
    spans = [span for place, span in enumerate(spans) if not any(_overlap(span, other) for other in spans[:place])]
    return before_all(spans, confidence, hits, chosen, most)


def _both(index: LiveIndex, one: str, other: str, without: str | None) -> tuple[Span, ...]:
    """What says what each of two things is, if each has an entry that says so, or one that names the other."""
    ones, others = [one], [other]
    kind = other.rsplit(maxsplit=1)[-1]
    if kind != other:  # "igneous and metamorphic rock"
        ones.insert(0, f"{one} {kind}")
    if len(other) < len("and") and len(one.split()) > 1:  # "vitamin A and B"
        others.insert(0, " ".join([*one.split()[:-1], other]))
    found = [_defined(index, names, without) for names in (ones, others)]
    spans = tuple({said.span.hit.title: said.span for said in found if said is not None}.values())
    if len(spans) == len(found):
        return spans
    names = _pattern(one), _pattern(other)
    return tuple(span for span in spans if _names_both(span.text, names))


def _defined(index: LiveIndex, names: Sequence[str], without: str | None) -> Definition | None:
    """What says what has the first of these names that an entry has, in the singular or the plural."""
    for name in filter(is_a_name, (without_article(name.strip(" \"'“”‘’«»")) for name in names)):
        # In capitals it is no plural: GPS.
        ways = ((name, False), *((one, True) for one in singular(name) if name.endswith("s")))
        found = (defined(one, index, (), without, of_one=of_one) for one, of_one in ways)
        if (said := next(filter(None, found), None)) is not None and said.confidence >= NAMED:
            return said
    return None


def _first(names: _Names, hits: Sequence[Hit], tells: Callable[..., bool]) -> Span | None:
    """The first that tells the one from the other."""
    for hit in hits:
        of_them = partial(tells, names=names, hit=hit)
        if of_them(hit.passage.text) and (span := telling_span(hit, of_them)) is not None:
            return span
    return None


def _tells_plainly(text: str, names: _Names, hit: Hit) -> bool:
    """Whether a text says that the one differs from the other; in the entry of something else it may be of that."""
    if not any(re.search(name, hit.title, re.IGNORECASE) for name in names):
        return False
    ways = (
        f"{one}{_DIFFERS}{other}|{_BETWEEN}[\"'“‘]?{one}{_TO_THE_OTHER}{other}" for one, other in (names, names[::-1])
    )
    return any(re.search(way, text, re.IGNORECASE) for way in ways)


def _tells(text: str, names: _Names, hit: Hit) -> bool:
    """Whether a text of the entry of the one says how it is unlike the other."""
    ways = (names, names[::-1])
    return any(
        re.fullmatch(one, hit.title, re.IGNORECASE)
        and re.search(f"{_UNLIKE}{other}|{other}{_FROM_IT}", text, re.IGNORECASE)
        for one, other in ways
    )


def _are_the_same(text: str, names: _Names) -> bool:
    """Whether a text says that the one is called the other: "Myanmar (also known as Burma)"."""
    ways = (names, names[::-1])
    return any(re.search(f"{one}{_CALLED}{other}", text, re.IGNORECASE) for one, other in ways)


def _is_of_a_contest(text: str, names: _Names) -> bool:
    """Whether a text has the one against the other as a name: of a film, a game, a case."""
    one, other = names
    return (
        re.search(rf"{one}\s+v(?:s|ersus)?\b\.?\s+{other}|{other}\s+v(?:s|ersus)?\b\.?\s+{one}", text, re.IGNORECASE)
        is not None
    )


def _overlap(one: Span, other: Span) -> bool:
    """Whether two quotations have words in common."""
    return one.hit.id == other.hit.id and one.start < other.end and other.start < one.end


def _names_both(text: str, names: _Names) -> bool:
    return all(re.search(name, text, re.IGNORECASE) for name in names)


def _pattern(name: str) -> str:
    """A pattern for a name, in the singular or the plural."""
    name = without_article(name).strip()
    either = "|".join(r"\s+".join(map(re.escape, form.split())) for form in (name, *singular(name)))
    return rf"\b(?:{either})(?:s|es)?\b"


def _passages(index: LiveIndex, titles: Sequence[str]) -> Iterator[Hit]:
    """The first passages of the entries of these titles."""
    for title in titles:
        if (key := index.store.key_of(title)) is not None:
            found = index.passages.with_text(passage_id(key, number) for number in range(PASSAGES))
            yield from (Hit(passage, title, 1, 0.0) for passage, _ in found.values())
