"""Questions that ask what something is, or who somebody is: the beginning of the entry of that name answers.

The ranking has not learned that: of some 6,000 questions that it learned from half a dozen ask so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from corpus.folding import bare, fold, loose
from corpus.lead import lift_asides
from retrieval.live_index import LiveIndex
from retrieval.naming import known_entry
from retrieval.passages import passage_id
from retrieval.question_types.names_asked import is_made_singular, names_asked_for, without_article
from retrieval.quotes import Chosen, Span
from retrieval.ranking import in_new_order
from retrieval.results import Hit
from retrieval.sentences import is_remnant, sentence_spans

__all__ = ["NAMED", "Definition", "before_all", "defined", "defines", "definition", "led_by"]

# So many sentences from the beginning may say what it is.
SENTENCES = 6
# What a name means is told in one of so many passages.
TELLING_ITS_NAME = 6
# A title of so many letters is another spelling of a name that has one more or less.
LONG = 8
# How sure it is that a sentence answers that was found so (of 60 looked at by eye, 56 say what was asked).
SURE = 0.9
# And how sure that the beginning of the entry that has the very name does, where no sentence was found so: if it says
# of a word of the name what it is, and else, which is doubted.
NAMED, ENTITLED = 0.8, 0.2
# Fewer words than this are a heading, or the number of a list.
FEWEST_WORDS = 3
# What has the name more often than this is no sentence but a list of what is called so.
MOST_TIMES = 2
# What the subject of such a sentence may have beside the name's own words.
MOST_OTHERS = 6

# "What does Dublin mean?" asks for what its name says, if the entry tells, and how an entry tells.
_MEANING = re.compile(
    r"^what\s+do(?:es)?\s.+\smean[\s?.!]*$|^(?:what(?:['’]?s|\s+is)\s+the\s+)?meaning\s+of\s+the\s+(?:name|word|term)\s|뜻|의미",
    re.IGNORECASE,
)
_SAYS_MEANING = re.compile(
    r"\bliterally\b|\bportmanteau\b|\b(?:name|word|term)\b[^.]{0,80}?\b(?:means?|meaning|derive[sd]?|comes?\s+from|"
    r"originates?)\b|\bmean(?:s|ing)\s+[\"“‘']"
)
_WHO = re.compile(r"^\s*who\b|누구", re.IGNORECASE)
_BEFORE = re.compile(r"^\W+")
# How a sentence begins that says something of its subject first, and what is said of it that is not what it is.
_ADVERBIAL = frozenset("with by at as for from of on after since during among although while when".split())
_NO_NOUN = re.compile(r"(?:\w+ly\s+)*(?:\w+ed|held|made|built|born|known|found|set|thought|said|in|at|on)\b")
_ASIDE = re.compile("\0(\\d+)\0")
# Between the subject and what it is.
_BEING = re.compile(r"\s(?:is|are|was|were|refers?\s+to|means)\s")
_BEING_ONE = re.compile(r"\s(?:is|are|was|were)(?:\s+(?:\w+ly|also|now|then|once|still))?\s+(?:an?|the|one)\s")
# What is left of markup, and how no sentence begins.
_DEBRIS = re.compile(r"^[\"'“”‘’«]?\s*[^\w\s\"'“‘«(\[]|\b(?:upright|thumb)\s*[=|]|__[A-Z]+__|\}\}")


@dataclass(frozen=True, slots=True)
class Definition:
    """A sentence that says what is asked for, and how sure that is."""

    span: Span
    confidence: float


def definition(question: str, index: LiveIndex, hits: Sequence[Hit], without: str | None = None) -> Definition | None:
    """The sentence at the beginning of an entry that says what the question asks for, unless its title is `without`.

    The entry has the name that is asked for or, if none has it, is among the `hits` and spelled like it; not so of
    people, who are others then. Where no sentence says it, the entry whose title is the very name is quoted from its
    beginning.
    """
    titles = [] if _WHO.search(question) else [hit.title for hit in hits]
    meaning = _MEANING.search(question) is not None
    for asked in names_asked_for(question):
        of_one = is_made_singular(asked, question)
        if said := defined(asked, index, titles, without, of_one=of_one, meaning=meaning):
            return said
    return None


def defined(
    asked: str, index: LiveIndex, titles: Sequence[str] = (), without: str | None = None,
    *, of_one: bool = False, meaning: bool = False,
) -> Definition | None:  # fmt: skip
    """What says what has the name `asked`, see above; the `titles` are those that may be spelled like it.

    What is asked for by the name `of_one` of several has to have it for its title. If the `meaning` of the name is
    asked for, what tells that comes first.
    """
    match = known_entry(index.names, asked)
    if match is not None:  # of a Korean name by the English one
        name, title = match.query, match.entry.title if match.entry is not None else None
        if title is not None and name != asked and loose(name) == loose(title):
            name = title  # 자유의 여신상 is "statue liberty"
    else:
        name, title = asked, next((one for one in titles if _alike(asked, one)), None)
    if title is None or title == without or (fold(title) != fold(name) and _is_one_of_many(title, name)):
        return None
    if of_one and fold(title) != fold(asked):
        return None  # of arms no society called ARM for short says what they are
    if meaning:
        told = _sentences(index, title, TELLING_ITS_NAME)
        if span := next((span for span in told if _SAYS_MEANING.search(span.text)), None):
            return Definition(span, NAMED)
    sentences = _sentences(index, title)[:SENTENCES]
    if span := next((span for span in sentences if defines(span.text, title, name)), None):
        return Definition(span, SURE)
    return _beginning(sentences, title) if sentences and fold(title) == fold(name) else None


def _sentences(index: LiveIndex, title: str, passages: int = 1) -> list[Span]:
    """The sentences of the first passages of an entry, without what is left of markup."""
    key = index.store.key_of(title)
    ids = [passage_id(key, number) for number in range(passages)] if key is not None else []
    spans = []
    for passage, _ in index.passages.with_text(ids).values():
        for start, end in sentence_spans(passage.text, 0, len(passage.text)):
            if _is_whole(passage.text[start:end], title):
                spans.append(Span(Hit(passage, title, 1, 0.0), passage.start + start, passage.start + end, 0.0))
    return spans


def _is_whole(sentence: str, title: str) -> bool:
    """Whether this is a sentence with a beginning, rather than the rest of one, a heading or a caption."""
    cut = is_remnant(sentence) or _DEBRIS.search(sentence) is not None
    begins_small = sentence[:1].islower() and not title[:1].islower()
    return not cut and not begins_small and len(sentence.split()) >= FEWEST_WORDS


def _beginning(sentences: Sequence[Span], title: str) -> Definition:
    """The first of the sentences if it has a word of the title, or else the first that says what one of them is."""
    first = sentences[0]
    if not _names(first.text, title):
        first = next((span for span in sentences if _says_what_it_is(span.text, title)), first)
    said = _says_what_it_is(first.text, title) or _opens_with(first.text, title)
    sure = said and not _lists_others(first.text, title)
    return Definition(first, NAMED if sure else ENTITLED)


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

    A beginning leaves them as they are where the first of them is surer to answer and of the same entry; a beginning
    that says little, of whatever entry the first of them is.
    """
    span = said.span
    if said.confidence < min(SURE, chosen.confidence) and (
        said.confidence == ENTITLED or chosen.spans[0].hit.title == span.hit.title
    ):
        return list(hits), chosen
    return before_all([span], said.confidence, hits, chosen, most)


def before_all(
    spans: Sequence[Span], confidence: float, hits: Sequence[Hit], chosen: Chosen, most: int
) -> tuple[list[Hit], Chosen]:
    """The hits and quotations with these before them, `most` quotations at most, and so sure that the first answers."""
    hits, ids = list(hits), list(dict.fromkeys(span.hit.id for span in spans))
    score = hits[-1].score if hits else 0.0
    missing = {span.hit.id for span in spans} - {hit.id for hit in hits}
    hits += [replace(span.hit, score=score) for span in spans if span.hit.id in missing]
    order = sorted(range(len(hits)), key=lambda place: ids.index(hits[place].id) if hits[place].id in ids else len(ids))
    texts = {span.text for span in spans}
    others = (other for other in chosen.spans if other.hit.id not in ids and other.text not in texts)
    return in_new_order(hits, order), Chosen((*spans, *others)[:most], confidence)


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
    said = fold(without_article(_ASIDE.sub(" ", subject))).split()
    also = [fold(asides[int(number)]).split() for number in _ASIDE.findall(subject)]
    asked = fold(without_article(name)).split()
    if any(_same(asked, words) for words in (said, *also)):
        return True
    own = set(fold(title).split()) - {"the"}
    at_length = own <= set(said) and len(said) <= len(own) + MOST_OTHERS
    return bool(own) and at_length and said[0] not in _ADVERBIAL and _alike(name, title)


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words are the same, the last in singular or plural."""
    if not one or not other or one[:-1] != other[:-1]:
        return False
    short, long = sorted((one[-1], other[-1]), key=len)
    return long in (short, f"{short}s", f"{short}es")


def _says_what_it_is(sentence: str, title: str) -> bool:
    """Whether a sentence says that something is a, the or one such thing that a word of the title names."""
    return any(_names(sentence[: being.start()], title) for being in _BEING_ONE.finditer(sentence))


def _names(text: str, title: str) -> bool:
    """Whether a word of the title is in a text, in singular or plural; of small words all."""
    words, telling = fold(text).split(), loose(title).split()
    if not telling:
        return set(fold(title).split()) <= set(words)
    return any(_same([word], [other]) for word in telling for other in words)


def _opens_with(sentence: str, title: str) -> bool:
    """Whether a sentence begins as entries do: "Clement IV (23 November 1190 - ...), born", "Iran, also called"."""
    return re.match(rf"(?:the\s+)?{re.escape(title)}(?:\s*\(|,\s+(?-i:[a-z]))", sentence, re.IGNORECASE) is not None


def _lists_others(sentence: str, title: str) -> bool:
    """Whether this is a list of what has a name: "Rock (geology), ... Rock music", "Ruth, Alabama Ruth, Kansas"."""
    one = rf"\b{re.escape(title)}(?:\s*\(|,\s+(?-i:[A-Z]))"
    told_apart = re.match(rf"{re.escape(title)}\s*\((?-i:[a-z]+(?: [a-z]+)?)\)", sentence, re.IGNORECASE)
    times = len(re.findall(rf"\b{re.escape(title)}\b", sentence, re.IGNORECASE))
    return told_apart is not None or len(re.findall(one, sentence, re.IGNORECASE)) > 1 or times > MOST_TIMES
