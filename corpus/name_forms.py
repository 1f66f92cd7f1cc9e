"""What a name looks like in running text: after "also known as", in capitals, in quotation marks."""

import re
from collections.abc import Iterator, Sequence

from corpus.lead import without_asides

__all__ = [
    "ADVERBS", "ARTICLE", "BIRTH", "CAPITAL", "COMMA", "CONNECTING", "MONTH", "NO_NAME", "QUOTED", "is_concept", "mark",
    "marked", "name_at",
]  # fmt: skip

# A concept ("the gurry shark") is named by no more small words than this.
CONCEPT_WORDS = 3

MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"


def _any(words: str) -> str:
    """A pattern for any of the words, which are separated by commas."""
    return "(?:" + "|".join(word.strip() for word in words.split(",")) + ")"


ADVERBS = (
    _any(
        "also, or, and, formerly, previously, originally, better, best, commonly, sometimes, often, usually, "
        "popularly, officially, generally, more, most, occasionally, once, now, currently, widely, locally, "
        "alternatively, alternately, simply, informally, historically, professionally, affectionately, "
        "frequently, formally, variously, colloquially, traditionally, otherwise, less, rarely, internationally, "
        "properly, legally, later, earlier, today, still, just, either, even, mostly, mainly, until recently, "
        "correctly, in short, in full, for short, shortly, initially, first, collectively, mononymously, who is, "
        "which is, and is"
    )
    + r"\s+"
)
_SAID = (
    "(?:"
    + _any(
        "known, called, named, referred, referred to, spelled, spelt, written, abbreviated, shortened, titled, "
        "entitled, nicknamed, dubbed, styled, stylized, stylised, transliterated, romanized, romanised, anglicized, "
        "anglicised, translated, billed, credited, rendered, marketed, sold, branded, designated, renamed, rebranded, "
        "retitled, codenamed, code-named, termed, abbreviation, acronym, initialism"
    )
    + "|"
    + _any("released, published, issued, recorded, listed, performing, writing, appearing")
    + r"(?=\s+(?:as|under)\b))"
)
_PLACE = _any(
    "professionally, simply, locally, commonly, in short, internationally, to fans, mononymously, officially, "
    r"colloquially, popularly, in (?:the )?[A-Z]\w+(?: [A-Z]\w+)?"
)
_NAME_NOUN = _any("names?, nicknames?, pseudonyms?, monikers?, initials?, acronyms?, abbreviations?, alias, title")
_NOUN_PHRASE = rf"\s+(?:(?:the|his|her|its|their)\s+)?(?:[a-z]+\s+){{0,2}}{_NAME_NOUN}(?:\s+of)?"
_BY = (
    rf"(?:\s*,?\s*{_PLACE})?"
    rf"(?:\s+(?:as|to)(?:{_NOUN_PHRASE})?|\s+(?:by|under|for|in){_NOUN_PHRASE})?"
)
# "common name", "an older spelling is"
_LABELLED = (
    r"(?:(?:an?|the|his|her|its)\s+)?(?:[a-z]+[ -]){0,2}(?:name|spelling|variant|nickname|pseudonym)s?"
    r"(?:\s+(?:of|is|was|are|were|being))?"
)
_NOUN = _any(
    r"a\.?k\.?a\.?, alias, n[ée]e?, plural, pl\., singular, sing\., born(?:\s+as)?, "
    r"abbreviation, acronym, abbr\., syn\.?, synonyms?, formerly"
)
_ADVERB_ALONE = _any(
    "also, or, previously, originally, simply, officially, formally, properly, alternatively, alternately, commonly, "
    "sometimes, popularly, later, now, in full, in short"
)
_MARKED = re.compile(
    rf"^\W*(?:(?:{ADVERBS})*{_SAID}{_BY}|{_NOUN}|(?:{ADVERBS})*{_LABELLED}|(?:{ADVERBS})*{_ADVERB_ALONE})"
    r"(?=[\s:,])[\s:,]*(?:either\s+|as\s+|simply\s+|just\s+|both\s+)?"
)
BIRTH = re.compile(r"^\W*(?:[Bb]orn|n[ée]e?|birth name|real name)\b")
ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
QUOTED = re.compile(r"[\"“]([^\"“”]{1,60})[,.]?[\"”]")
# A comma that stands in no quotation marks.
COMMA = r",(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)"
_NEXT_QUOTED = re.compile(r"\s*(?:,|,?\s*(?:and|or)\b)\s*(?:(?:the|simply|just)\s+)?(?=[\"“])")
CAPITAL = re.compile(r"^[\"“'‘(]?(?:d'|l'|al-|el-|ul-|an-|ar-|as-|O'|Mc|de|di)?[A-ZÀ-ÖØ-ÞĀ-ž0-9Ѐ-ЯΑ-ΩḀ-ỿ]")
CONNECTING = frozenset(
    "of the de la le les du des del della di da do dos das van von der den und et y e zu af av al el ul bin ibn "
    "abu bint ben ap ab à & 'n' n' o' d' l' san für im in't ter ten te".split()
)
# After these a name in capitals may go on, and nobody can tell: "Once Upon a Time", "Gog and Magog".
_GOES_ON = frozenset("a an and against to with on at for".split())
_NOT_IN_CONCEPT = frozenset("in by as to for with on at its his is and not".split())
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_IN_LANGUAGE = re.compile(r"^in (?:its |the )?[A-Z][a-z]+(?: language)?:? ")
_MONTH_WORD = re.compile(MONTH)
NO_NAME = re.compile(
    r"[\[\]{}/=|<>:]|\b(?:pronounced|pronunciation|meaning|literally|from|translation|listen|see|abbreviat\w*|"
    r"IATA|ICAO|NYSE|NASDAQ|ISBN|population|pop|km|which|that|who|because|due|since|when|where|while)\b"
)


def mark(text: str) -> re.Match[str] | None:
    """What introduces a name at the beginning of `text`, as "also known as" does."""
    return _MARKED.match(text) or _MARKED.match(text[:1].lower() + text[1:])


def marked(text: str, *, concept: bool) -> Iterator[str]:
    """The name after "also known as" and its like; nothing where there is no such mark.

    `concept` says that the entry is of a kind of thing, whose other names have no capitals.
    """
    match = mark(text)
    if match is None:
        return
    rest = without_asides(text[match.end() :])
    if not BIRTH.match(text):
        yield from name_at(rest, concept=concept)
        return
    for name in name_at(rest, concept=False):
        if len(name.split()) > 1:
            yield name


def name_at(text: str, *, concept: bool) -> Iterator[str]:
    """The name at the beginning of `text`: quoted, in capitals, or, for a concept, of a few small words."""
    text = ARTICLE.sub("", _IN_LANGUAGE.sub("", text.strip()))
    if QUOTED.match(text):
        yield from _quoted(text)
        return
    words = text.split()
    taken = _in_capitals(words)
    if not taken:
        if concept and is_concept(text) and not NO_NAME.search(text):
            yield text
        return
    after, beyond = [*words[taken:], "", ""][:2]
    ends = not beyond[:1].isupper() if after == "and" else after not in _GOES_ON and (after, beyond) != ("in", "the")
    if ends:
        whole = concept and taken == 1 and after.islower() and len(words) <= CONCEPT_WORDS
        yield text if whole else " ".join(words[:taken])


def _quoted(text: str) -> Iterator[str]:
    """The quoted names of a list that `text` begins with."""
    place = 0
    while quoted := QUOTED.match(text, place):
        yield ARTICLE.sub("", quoted[1])
        following = _NEXT_QUOTED.match(text, quoted.end())
        if following is None:
            return
        place = following.end()


def _in_capitals(words: Sequence[str]) -> int:
    """How many words at the beginning are a name: in capitals, small ones between them, no date."""
    taken = 0
    for place, word in enumerate(words):
        beyond = "".join(words[place + 1 : place + 2])
        day = word.isdigit() and _MONTH_WORD.match(beyond)
        dated = taken and (day or (_MONTH_WORD.match(word) and beyond[:1].isdigit()))
        if CAPITAL.match(word) and not dated:
            taken = place + 1
        elif word.lower() not in CONNECTING or not taken or dated:
            break
    return taken


def is_concept(name: str) -> bool:
    """Whether `name` may be what a kind of thing is called: a few words, none of which stands between names."""
    words = name.split()
    few = 0 < len(words) <= CONCEPT_WORDS and _NOT_IN_CONCEPT.isdisjoint(words)
    return few and all(map(_WORD.fullmatch, words))
