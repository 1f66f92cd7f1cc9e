"""Questions that ask what something is, or who somebody is: the beginning of the entry of that name answers.

The ranking has not learned that: of some 6,000 questions that it learned from half a dozen ask so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from corpus.folding import bare, fold
from corpus.lead import lift_asides
from retrieval.cross_encoder import in_new_order
from retrieval.languages import BEING_ASKED_KOREAN, BEING_KOREAN
from retrieval.live_index import LiveIndex
from retrieval.naming import known_entry
from retrieval.passages import passage_id
from retrieval.quotes import Chosen, Span
from retrieval.results import Hit
from retrieval.sentences import is_remnant, sentence_spans

__all__ = ["Definition", "defines", "definition", "led_by", "names_asked_for"]

# The longest name, and how many sentences from the beginning may say what it is.
LONGEST_NAME, SENTENCES = 100, 6
# A title of so many letters is another spelling of a name that has one more or less.
LONG = 8
# How sure it is that a sentence answers that was found so (of 60 looked at by eye, 56 say what was asked).
SURE = 0.9
# And how sure that the beginning of the entry that has the very name does, though no sentence of it is found so: where
# it has a word of the name (of 126, some 106), and where not.
NAMED, ENTITLED = 0.8, 0.2
# Of a sentence that is one.
FEWEST_WORDS = 3
# What the subject of such a sentence may have beside the name's own words.
MOST_OTHERS = 6

_ENGLISH = [
    re.compile(pattern + r"[\s?.!]*$", re.IGNORECASE)
    for pattern in (
        # "Who is the president?" asks for a name; what a president is has not been asked.
        r"^who(?:['’]?s|\s+(?:is|was))\s+(?!the\s|an?\s)(?P<name>.+?)",
        r"^who\s+(?:are|were)\s+(?P<name>.+?)",
        r"^what(?:['’]?s|\s+(?:is|are|was|were))\s+(?:meant\s+by\s+)?(?P<name>.+?)",
        r"^what\s+(?:does|do)\s+(?P<name>.+?)\s+mean",
        r"^(?:define|tell\s+me\s+about|what\s+do\s+you\s+know\s+about)\s+(?P<name>.+?)",
        r"^(?P<whole>(?:meaning|definition)\s+of\s+(?P<name>.+?))",  # "Meaning of life" may have an entry of its own
    )
]
_KOREAN = [
    re.compile(pattern)
    for pattern in (
        r"^(?P<name>.+?)(?:이?란|은|는|이|가)?\s*(?:누구|무엇|뭐|뭔)"
        rf"{BEING_KOREAN}(?:{BEING_ASKED_KOREAN})?[\s?？.!]*$",
        r"^(?P<name>.{2,}?)이?란\s*[?？]$",
        r"^(?P<name>.+?)에\s*(?:대해서?|대하여|관해서?|관하여)\s*(?:알려|설명해|말해|가르쳐|소개해)\s?"
        r"(?:줘|주세요|줄래|달라|봐)?요?[\s?？.!]*$",
    )
]
_WHO = re.compile(r"^\s*who\b|누구", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
# These ask for nothing that has a name.
_POINTING = frozenset("it this that he she they them these those there you we i".split())
_IDIOMS = frozenset(["up", "new", "next", "going on", "happening", "wrong", "best", "good"])
_BEFORE = re.compile(r"^\W+")
# How a sentence begins that says something of its subject first, and what is said of it that is not what it is.
_ADVERBIAL = frozenset("with by at as for from of on after since during among although while when".split())
_NO_NOUN = re.compile(r"(?:\w+ly\s+)*(?:\w+ed|held|made|built|born|known|found|set|in|at|on)\b")
_ASIDE = re.compile("\0(\\d+)\0")
# Between the subject and what it is.
_BEING = re.compile(r"\s(?:is|are|was|were|refers?\s+to|means)\s")


@dataclass(frozen=True, slots=True)
class Definition:
    """A sentence that says what is asked for, and how sure that is."""

    span: Span
    confidence: float


def names_asked_for(question: str) -> Iterator[str]:
    """The names, as they may stand in the titles, of what a question asks for as a whole; none if it asks otherwise."""
    for pattern in (*_ENGLISH, *_KOREAN):
        if len(question) <= 2 * LONGEST_NAME and (asked := pattern.match(question.strip())):
            name = asked["name"].strip(" \"'“”‘’«»")
            if name.lower() not in _POINTING | _IDIOMS and len(name) <= LONGEST_NAME:
                whole = asked.groupdict().get("whole") or name
                yield from dict.fromkeys((whole, name, _ARTICLE.sub("", name)))


def definition(question: str, index: LiveIndex, hits: Sequence[Hit], without: str | None = None) -> Definition | None:
    """The sentence at the beginning of an entry that says what the question asks for, unless its title is `without`.

    The entry has the name that is asked for or, if none has it, is among the `hits` and spelled like it; not so of
    people, who are others then. If no sentence says so, it is the best that the entry of that very name begins with.
    """
    begins = None
    titles = [] if _WHO.search(question) else [hit.title for hit in hits]
    for asked in names_asked_for(question):
        match = known_entry(index.names, asked)
        if match is not None:  # of a Korean name by the English one
            name, title = match.query, match.entry.title if match.entry is not None else None
        else:
            name, title = asked, next((one for one in titles if _alike(asked, one)), None)
        if title is None or title == without or _is_one_of_many(title, name):
            continue
        sentences = _beginning(index, title)
        for span in sentences:
            if defines(span.text, title, name):
                return Definition(span, SURE)
        if begins is None and sentences and fold(title) == fold(name):
            begins = next((span for span in sentences if _is_about(span.text, title)), sentences[0])
    if begins is None:
        return None
    return Definition(begins, NAMED if _names(begins.text, begins.hit.title) else ENTITLED)


def _beginning(index: LiveIndex, title: str) -> list[Span]:
    """The first whole sentences of an entry."""
    key = index.store.key_of(title)
    spans = []
    for passage, _ in index.passages.with_text([passage_id(key, 0)] if key is not None else []).values():
        for start, end in sentence_spans(passage.text, 0, len(passage.text)):
            if not is_remnant(passage.text[start:end]) and len(passage.text[start:end].split()) >= FEWEST_WORDS:
                spans.append(Span(Hit(passage, title, 1, 0.0), passage.start + start, passage.start + end, 0.0))
    return spans[:SENTENCES]


def _is_one_of_many(title: str, name: str) -> bool:
    """Whether a title tells what it means from others of the name: Position (poker); Paris, Texas; The Graduate."""
    article = title.lower().startswith("the ") and not name.lower().startswith("the ")
    return article or bare(title) != title or ("," in title and "," not in name)


def _alike(name: str, title: str) -> bool:
    """Whether a name is a title but for a space or, if it is long, a letter too many or too few.

    With another letter it is another thing: ethane, ethene.
    """
    one, other = ("".join(fold(text).split()) for text in (name, title))
    short = len(one) < LONG or not one.isalpha()
    return one == other or (not short and Indel.distance(one, other, score_cutoff=1) <= 1)


def led_by(said: Definition, hits: Sequence[Hit], chosen: Chosen, most: int) -> tuple[list[Hit], Chosen]:
    """The hits and quotations with what says what it is before them, `most` quotations at most.

    They stay as they are where the first of them is of that entry, and surer to answer than its beginning.
    """
    first = said.span
    if said.confidence < SURE and chosen.confidence > said.confidence and chosen.spans[0].hit.title == first.hit.title:
        return list(hits), chosen
    if all(hit.id != first.hit.id for hit in hits):
        hits = [*hits, replace(first.hit, score=hits[-1].score if hits else 0.0)]
    order = sorted(range(len(hits)), key=lambda place: hits[place].id != first.hit.id)
    others = (span for span in chosen.spans if span.hit.id != first.hit.id and span.text != first.text)
    spans = (first, *others)
    return in_new_order(hits, order), Chosen(spans[:most], said.confidence)


def defines(sentence: str, title: str, name: str) -> bool:
    """Whether a sentence says what an entry is that is asked for by `name`.

    Its subject is the title, perhaps at more length, where that is the name; or else, or beside it in parentheses, it
    is the name itself: what "is known as" something may be many other things.
    """
    plain, asides = lift_asides(_BEFORE.sub("", sentence))
    being = _BEING.search(plain)
    if being is None or _NO_NOUN.match(plain, being.end()):
        return False
    subject = plain[: being.start()]
    said = fold(_ARTICLE.sub("", _ASIDE.sub(" ", subject))).split()
    also = [fold(asides[int(number)]).split() for number in _ASIDE.findall(subject)]
    if fold(_ARTICLE.sub("", name)).split() in (said, *also):
        return True
    own = set(fold(title).split()) - {"the"}
    at_length = own <= set(said) and len(said) <= len(own) + MOST_OTHERS
    return bool(own) and at_length and said[0] not in _ADVERBIAL and _alike(name, title)


def _is_about(sentence: str, title: str) -> bool:
    """Whether a sentence says what something is that a word of the title names."""
    being = _BEING.search(sentence)
    return being is not None and _names(sentence[: being.start()], title)


def _names(text: str, title: str) -> bool:
    """Whether a word of the title is in a text."""
    return not set(fold(title).split()).isdisjoint(fold(text).split())
