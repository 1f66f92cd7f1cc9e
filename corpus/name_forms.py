"""What a name looks like in running text: after "also known as", in a parenthesis, in capitals, in quotation marks."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from corpus.folding import fold
from corpus.lead import without_asides

__all__ = ["ADVERBS", "ARTICLE", "CAPITAL", "CONNECTING", "MARKED", "QUOTED", "in_aside", "marked", "name_at"]

# In a parenthesis, a word as near to the title as this is another spelling of it.
SPELLED_ALIKE = 0.55
# A concept ("the gurry shark") is named by no more small words than this.
CONCEPT_WORDS = 3


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
_SAID = _any(
    "known, called, named, referred to, spelled, spelt, written, abbreviated, shortened, titled, entitled, nicknamed, "
    "dubbed, styled, stylized, stylised, transliterated, romanized, romanised, anglicized, anglicised, translated, "
    "billed, credited, rendered, marketed, sold, branded, designated, renamed, rebranded, termed, abbreviation, "
    "acronym, initialism"
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
_NOUN = _any(
    r"a\.?k\.?a\.?, alias, n[ée]e?, plural, pl\., singular, sing\., born(?:\s+as)?, birth name, real name, full name, "
    r"(?:stage|pen|ring|maiden) name, abbreviation, acronym, abbr\., syn\.?, synonyms?, formerly"
)
_ADVERB_ALONE = _any(
    "also, or, previously, originally, simply, officially, formally, properly, alternatively, alternately, commonly, "
    "sometimes, popularly, in full"
)
MARKED = re.compile(
    rf"^\W*(?:(?:{ADVERBS})*{_SAID}{_BY}|{_NOUN}|(?:{ADVERBS})*{_ADVERB_ALONE})(?=[\s:,])[\s:,]*"
    r"(?:either\s+|as\s+|simply\s+|just\s+|both\s+)?"
)
_BIRTH = re.compile(r"^\W*(?:born|n[ée]e?|birth name|real name)\b")
ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
QUOTED = re.compile(r"[\"“]([^\"“”]{1,60})[,.]?[\"”]")
CAPITAL = re.compile(r"^[\"“'‘(]?(?:d'|l'|al-|el-|ul-|an-|ar-|as-|O'|Mc|de|di)?[A-ZÀ-ÖØ-ÞĀ-ž0-9Ѐ-ЯΑ-ΩḀ-ỿ]")
CONNECTING = frozenset(
    "of the de la le les du des del della di da do dos das van von der den und et y e zu af av al el ul bin ibn "
    "abu bint ben ap ab à & 'n' n' o' d' l' san für im in't ter ten te".split()
)
# After these a name in capitals may go on, and nobody can tell: "Once Upon a Time", "Gog and Magog".
_GOES_ON = frozenset("a an and against to with on at for".split())
_NOT_IN_CONCEPT = frozenset("in by as to for with on at its his is and not".split())
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_COMPARED = re.compile(r"\s*(?:like|such as|including|e\.g|compare|cf|unlike|see|not)\b")
_YEAR = re.compile(r"\d{4}\b")
_ACRONYM = re.compile(r"^(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9&.\-]{1,9}$")
_SPECIES = re.compile(r"[A-Z][a-z]{3,} [a-z]{3,}( [a-z]{3,})?")
_LANGUAGES = frozenset(
    "afrikaans albanian amharic ancient arabic aramaic armenian assamese azerbaijani bashkir basque belarusian "
    "bengali bosnian breton bulgarian burmese cantonese catalan chinese croatian czech danish dari dutch english "
    "estonian faroese filipino finnish flemish french frisian gaelic galician georgian german greek gujarati hanja "
    "hangul hanyu hawaiian hebrew hindi hungarian icelandic indonesian irish italian japanese kannada kazakh khmer "
    "korean kurdish kyrgyz lao latin latvian lithuanian low luxembourgish macedonian malay malayalam maltese mandarin "
    "manx maori marathi modern mongolian montenegrin nahuatl nepali norman norse norwegian occitan old ottoman "
    "pashto persian pinyin polish portuguese punjabi quechua revised romaji romanian romanization romanized romansh "
    "russian rusyn sami sanskrit scots scottish serbian serbo-croatian sicilian silesian simplified sindhi sinhala "
    "sinhalese slovak slovene slovenian somali sorbian spanish standard swahili swedish syriac tagalog tajik tamil "
    "tatar telugu thai tibetan traditional transliterated turkish turkmen ukrainian upper urdu uyghur uzbek venetian "
    "vietnamese wade-giles welsh yiddish zulu".split()
)
_LABEL = re.compile(r"^(?:in\s+)?((?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?\s*(?:and|/|or)?\s*){1,3})(:|\s)\s*(.+)$", re.DOTALL)
_NO_NAME = re.compile(
    r"[\[\]{}/=|<>:]|\b(?:pronounced|pronunciation|meaning|literally|from|translation|listen|see|abbreviat\w*|"
    r"IATA|ICAO|NYSE|NASDAQ|ISBN|population|pop|km|which|that|who|because|due|since|when|where|while)\b"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_OTHER_SCRIPT = re.compile(r"[Ͱ-῾⺀-￿]")


def marked(text: str, *, concept: bool) -> Iterator[str]:
    """The name after "also known as" and its like; nothing where there is no such mark.

    `concept` says that the entry is of a kind of thing, whose other names have no capitals.
    """
    match = MARKED.match(text)
    if match is None:
        return
    rest = without_asides(text[match.end() :])
    if not _BIRTH.match(text):
        yield from name_at(rest, concept=concept)
        return
    for name in name_at(rest, concept=False):
        if len(name.split()) > 1:
            yield name


def name_at(text: str, *, concept: bool) -> Iterator[str]:
    """The name at the beginning of `text`: quoted, in capitals, or, for a concept, of a few small words."""
    text = ARTICLE.sub("", text.strip())
    if quoted := QUOTED.match(text):
        yield ARTICLE.sub("", quoted[1])
        return
    words = text.split()
    taken = 0
    for place, word in enumerate(words):
        if CAPITAL.match(word):
            taken = place + 1
        elif word.lower() not in CONNECTING or not taken:
            break
    if not taken:
        if concept and _is_concept(words) and not _NO_NAME.search(text):
            yield text
        return
    after, beyond = [*words[taken:], "", ""][:2]
    ends = not beyond[:1].isupper() if after == "and" else after not in _GOES_ON and (after, beyond) != ("in", "the")
    if ends:
        whole = concept and taken == 1 and after.islower() and len(words) <= CONCEPT_WORDS
        yield text if whole else " ".join(words[:taken])


def _is_concept(words: Sequence[str]) -> bool:
    few = 0 < len(words) <= CONCEPT_WORDS and _NOT_IN_CONCEPT.isdisjoint(words)
    return few and all(map(_WORD.fullmatch, words))


def in_aside(aside: str, names: Sequence[str], *, concept: bool) -> Iterator[str]:
    """Names in a parenthesis right after one of `names`; dates, pronunciations and derivations are passed over."""
    if _COMPARED.match(aside):
        return
    dated = bool(re.search(r"\d", aside))
    for part in aside.split(";"):
        labelled = listed = False
        chunks = [chunk.strip() for chunk in re.split(r",\s|,$|\s+or\s+|[–—]\s", part)]
        for place, chunk in enumerate(chunks):
            label = _LABEL.match(chunk)
            if label and _is_label(label[1], label[2]):
                labelled = True
                yield from _foreign(label[3])
            elif _BIRTH.match(chunk):
                # "born London, 1950" tells a place.
                if not _YEAR.match("".join(chunks[place + 1 : place + 2])):
                    yield from marked(chunk, concept=concept)
                break  # what follows is of the birth
            elif MARKED.match(chunk):
                yield from marked(chunk, concept=concept)
                listed = " or " in part
            elif listed:
                yield from name_at(chunk, concept=concept)
            elif _ACRONYM.match(chunk) and _abbreviates(chunk, names):
                yield chunk
            elif labelled and not dated:
                yield from _foreign(chunk)
            elif not dated:
                yield from _unmarked(chunk, names, concept=concept)


def _unmarked(chunk: str, names: Sequence[str], *, concept: bool) -> Iterator[str]:
    """A name in a parenthesis that nothing introduces: of a species, translated, spelled otherwise, in its script."""
    translated = QUOTED.fullmatch(chunk)
    inner = translated[1] if translated else chunk
    if concept and _SPECIES.fullmatch(inner):
        yield inner
    elif translated:
        if len(inner.split()) > 1 and CAPITAL.match(inner):
            yield inner
    elif CAPITAL.match(chunk) and any(_alike(chunk, name) for name in names):
        yield from name_at(chunk, concept=False)
    elif chunk and not chunk.isascii() and not re.search(r"[A-Za-z]", chunk):
        yield from _foreign(chunk)


def _alike(one: str, other: str) -> bool:
    return Indel.normalized_similarity(fold(one), fold(other)) >= SPELLED_ALIKE


def _is_label(words: str, colon: str) -> bool:
    split = words.lower().replace("/", " ").split()
    known = [word for word in split if word in _LANGUAGES]
    return bool(known) and (colon == ":" or len(known) == len(split))


def _foreign(text: str) -> Iterator[str]:
    """The name in another language; where it stands in two scripts, each of them."""
    text = re.sub(r"[\"“”]", "", text.split(" lit.", maxsplit=1)[0]).strip()
    if not text or _NO_NAME.search(text) or re.search(r"\d|['‘’].*\s.*['’]", text):
        return
    latin = [word for word in text.split() if _LATIN.search(word)]
    other = [word for word in text.split() if _OTHER_SCRIPT.search(word) and not _LATIN.search(word)]
    if latin and other:
        yield from (" ".join(other), " ".join(latin))
    elif not text.isascii() or CAPITAL.match(text):
        yield text


def _abbreviates(acronym: str, names: Sequence[str]) -> bool:
    """Whether the letters of `acronym` stand in one of the names in their order, the first at a word's beginning."""
    letters = [c for c in fold(acronym) if c.isalpha()]
    for name in names:
        folded = fold(ARTICLE.sub("", name))
        rest = iter(folded)
        if letters and letters[0] in {word[0] for word in folded.split()} and all(letter in rest for letter in letters):
            return True
    return False
