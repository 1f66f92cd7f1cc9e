"""Questions that ask what something is, or who somebody is: an entry of that name that begins by saying so answers.

The ranking has not learned that: of some 6,000 questions that it learned from half a dozen ask so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from corpus.folding import bare, fold
from corpus.lead import lift_asides
from retrieval.cross_encoder import in_new_order
from retrieval.live_index import LiveIndex
from retrieval.naming import known_entry
from retrieval.passages import passage_id
from retrieval.quotes import Chosen, Span
from retrieval.results import Hit
from retrieval.sentences import sentence_spans

__all__ = ["defines", "definition", "led_by", "names_asked_for"]

# The longest name, and how many sentences from the beginning may say what it is.
LONGEST_NAME, SENTENCES = 100, 6
# A title is another spelling of a name with one slip in so many letters, with two in twice as many.
LETTERS_A_SLIP, SHORTEST = 6, 5
# How sure it is that a sentence answers that was found so (of 60 looked at by eye, 56 say what was asked).
SURE = 0.9
# What the subject of such a sentence may have beside the name's own words.
MOST_OTHERS = 6

_IS = r"(?:['’]?s|\s+(?:is|are|was|were))"
_ENGLISH = [
    re.compile(pattern + r"[\s?.!]*$", re.IGNORECASE)
    for pattern in (
        # "Who is the president?" asks for a name; what a president is has not been asked.
        r"^who(?:['’]?s|\s+(?:is|was))\s+(?!the\s|an?\s)(?P<name>.+?)",
        r"^who\s+(?:are|were)\s+(?P<name>.+?)",
        rf"^what{_IS}\s+(?:meant\s+by\s+)?(?P<name>.+?)",
        r"^what\s+(?:does|do)\s+(?P<name>.+?)\s+mean",
        r"^(?:define|tell\s+me\s+about|what\s+do\s+you\s+know\s+about|(?:the\s+)?(?:meaning|definition)\s+of)\s+(?P<name>.+?)",
    )
]
_KOREAN = [
    re.compile(pattern)
    for pattern in (
        r"^(?P<name>.+?)(?:이?란|은|는|이|가)?\s*(?:누구|무엇|뭐|뭔)(?:이|인|입|였|일)?(?:[가-힣]{1,3})?[\s?？.!]*$",
        r"^(?P<name>.+?)이?란[\s?？.!]*$",
        r"^(?P<name>.+?)에\s*(?:대해서?|대하여|관해서?|관하여)\s*(?:알려|설명|말해|가르쳐|소개).*$",
    )
]
_WHO = re.compile(r"^\s*who\b|누구", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_POINTING = frozenset("it this that he she they them these those there you we i".split())
_BEFORE = re.compile(r"^\W+")
_ASIDE = re.compile("\0(\\d+)\0")
# Between the subject and what it is.
_BEING = re.compile(r"\s(?:is|are|was|were|refers?\s+to|means)\s")


def names_asked_for(question: str) -> Iterator[str]:
    """The names, as they may stand in the titles, of what a question asks for as a whole; none if it asks otherwise."""
    for pattern in (*_ENGLISH, *_KOREAN):
        if len(question) <= 2 * LONGEST_NAME and (asked := pattern.match(question.strip())):
            name = asked["name"].strip(" \"'“”‘’«»")
            if name.lower() not in _POINTING and len(name) <= LONGEST_NAME:
                yield name
                yield _ARTICLE.sub("", name)


def definition(question: str, index: LiveIndex, hits: Sequence[Hit], without: str | None = None) -> Span | None:
    """The sentence at the beginning of an entry that says what the question asks for, unless its title is `without`.

    The entry has the name that is asked for or, if none has it, is among the `hits` and spelled like it; not so of
    people, who are others then.
    """
    titles = [] if _WHO.search(question) else [hit.title for hit in hits]
    for name in dict.fromkeys(names_asked_for(question)):
        match = known_entry(index.names, name)
        title = next((title for title in titles if _alike(name, title)), None)
        if match is not None:
            title = match.entry.title if match.entry is not None else None
        # "Position (poker)" is one of many positions, and which of them is asked for is not said.
        if title is None or title == without or bare(title) != title:
            continue
        key = index.store.key_of(title)
        lead = index.passages.with_text([passage_id(key, 0)]) if key is not None else {}
        for passage, _ in lead.values():
            for start, end in sentence_spans(passage.text, 0, len(passage.text))[:SENTENCES]:
                if defines(passage.text[start:end], title, name):
                    return Span(Hit(passage, title, 1, 0.0), passage.start + start, passage.start + end, 0.0)
    return None


def _alike(name: str, title: str) -> bool:
    """Whether a name is a title but for a space or a slip, in a long one two; a short word with one is another one."""
    one, other = fold(name).split(), fold(title).split()
    together = "".join(one)
    if together == "".join(other):
        return True
    short = [{word for word in words if len(word) < SHORTEST or not word.isalpha()} for words in (one, other)]
    most = min(2, len(together) // LETTERS_A_SLIP)
    return short[0] == short[1] and OSA.distance(together, "".join(other), score_cutoff=most) <= most


def led_by(defined: Span, hits: Sequence[Hit], chosen: Chosen, most: int) -> tuple[list[Hit], Chosen]:
    """The hits and quotations with what `defined` something before them, `most` quotations at most."""
    if all(hit.id != defined.hit.id for hit in hits):
        hits = [*hits, replace(defined.hit, score=hits[-1].score if hits else 0.0)]
    order = sorted(range(len(hits)), key=lambda place: hits[place].id != defined.hit.id)
    spans = (defined, *(span for span in chosen.spans if span.hit.id != defined.hit.id))
    return in_new_order(hits, order), Chosen(spans[:most], max(SURE, chosen.confidence))


def defines(sentence: str, title: str, name: str) -> bool:
    """Whether a sentence says of an entry, called by its title or by `name`, what it is."""
    plain, asides = lift_asides(_BEFORE.sub("", sentence))
    being = _BEING.search(plain)
    if being is None:
        return False
    subject = plain[: being.start()]
    said = fold(_ARTICLE.sub("", _ASIDE.sub(" ", subject))).split()
    also = {fold(asides[int(number)]) for number in _ASIDE.findall(subject)}
    for one in (title, bare(title), name):
        words = fold(_ARTICLE.sub("", one)).split()
        if " ".join(words) in also or (set(words) <= set(said) and len(said) <= len(words) + MOST_OTHERS):
            return True
    return False
