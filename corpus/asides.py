"""Names in a parenthesis right after a name: acronyms, what they stand for, other languages, spellings and species."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from corpus.folding import bare, fold
from corpus.name_forms import ARTICLE, BIRTH, CAPITAL, COMMA, NO_NAME, QUOTED, mark, marked, name_at

__all__ = ["alike", "in_aside"]

# A word as near to the title as this is another spelling of it.
SPELLED_ALIKE = 0.55

_COMPARED = re.compile(r"\s*(?:like|such as|including|e\.g|compare|cf|unlike|see|not)\b")
_YEAR = re.compile(r"\d{4}\b")
_ACRONYM = re.compile(r"^(?=(?:.*[A-Z]){2})[A-Z][A-Za-z0-9&.\-]{1,9}$")
_SPECIES = re.compile(r"[A-Z][a-z]{3,} [a-z]{3,}( [a-z]{3,})?")
# Set in bold type by the author of the entry, which the text has kept as capitals.
_BOLD = re.compile(r"(?:[A-Z]{6,}|[A-Z]{4,}\w+)")
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
    "vietnamese wade-giles welsh yiddish zulu "
    "lat eng fr ger sp span ital port rus gr heb jap kor pol hung tur".split()
)
_LABEL = re.compile(
    r"^(?:in\s+)?((?:[A-Z][a-z]+(?:-[A-Z][a-z]+)?\.?\s*(?:and|/|or)?\s*){1,3})(:|\s)\s*(.+)$", re.DOTALL
)
# Labels of what is no name.
_NOT_A_LANGUAGE = frozenset("born died coordinates symbol station code route population area founded now est".split())
_GLOSS = re.compile(r"^\W*(?:lit|literally|translated|translation|transl?)\b[^\w'‘]*(?:as\s+)?")
_GLOSSED = re.compile(r"^(?:[A-Z][a-z]+) for (?=[\"“])|(?<=[\"”]) in [A-Z][a-z]+$")
_PART = re.compile(
    rf"{COMMA}(?:\s|$)|\s+or\s+|\s+and\s+(?=(?:also|formerly|previously|later|sometimes|commonly)\s)|[–—]\s"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
_OTHER_SCRIPT = re.compile(r"[Ͱ-῾⺀-￿]")


def in_aside(aside: str, names: Sequence[str], *, concept: bool) -> Iterator[str]:
    """Names in a parenthesis right after one of `names`; dates, pronunciations and derivations are passed over."""
    if _COMPARED.match(aside):
        return
    dated = bool(re.search(r"\d", aside))
    for part in aside.split(";"):
        labelled = listed = False
        chunks = [chunk.strip() for chunk in _PART.split(part)]
        for place, chunk in enumerate(chunks):
            label = _LABEL.match(chunk)
            if label and _is_label(label[1], label[2], label[3]):
                labelled = True
                yield from _foreign(label[3])
            elif BIRTH.match(chunk):
                # "born London, 1950" tells a place.
                if re.search(r"\d", chunk) or not _YEAR.match("".join(chunks[place + 1 : place + 2])):
                    yield from marked(chunk, concept=concept)
                break  # what follows is of the birth
            elif mark(chunk):
                yield from marked(chunk, concept=concept)
                listed = True
            elif listed:
                yield from _listed(chunk, concept=concept)
            elif _stands_for(chunk.strip('"“”'), names):
                yield chunk
            elif labelled and not dated:
                yield from _foreign(chunk)
            elif not dated:
                yield from _unmarked(chunk, names, concept=concept)


def _listed(chunk: str, *, concept: bool) -> Iterator[str]:
    """The name that goes on a list of names, if `chunk` is nothing but it."""
    for name in name_at(chunk, concept=concept):
        if len(name) >= len(ARTICLE.sub("", chunk).strip('"“”., ')):
            yield name


def _unmarked(chunk: str, names: Sequence[str], *, concept: bool) -> Iterator[str]:
    """A name in a parenthesis that nothing introduces: of a species, translated, spelled otherwise, in its script."""
    gloss = _GLOSS.match(chunk)
    glossed = _GLOSSED.sub("", chunk[gloss.end() :] if gloss else chunk)
    translated = QUOTED.fullmatch(glossed) or re.fullmatch(r"['‘](.{2,60})['’]", glossed)
    inner = translated[1] if translated else glossed
    if concept and _SPECIES.fullmatch(inner):
        yield inner
    elif gloss or translated:
        if CAPITAL.match(inner) and (len(inner.split()) > 1 or any(alike(inner, name) for name in names)):
            yield from name_at(inner, concept=False) if not translated else [inner]
    elif CAPITAL.match(chunk) and (_BOLD.fullmatch(chunk) or any(alike(chunk, name) for name in names)):
        yield from name_at(chunk, concept=False)
    elif chunk and not chunk.isascii() and not re.search(r"[A-Za-z]", chunk):
        yield from _foreign(chunk)


def alike(one: str, other: str) -> bool:
    """Whether one is another spelling of the other."""
    return Indel.normalized_similarity(fold(one), fold(other)) >= SPELLED_ALIKE


def _is_label(words: str, colon: str, text: str) -> bool:
    split = words.lower().replace("/", " ").replace(".", "").split()
    known = [word for word in split if word in _LANGUAGES]
    if colon == ":" and not text.isascii():
        return _NOT_A_LANGUAGE.isdisjoint(split)
    return bool(known) and (colon == ":" or len(known) == len(split))


def _foreign(text: str) -> Iterator[str]:
    """The name in another language; where it stands in two scripts, each of them."""
    text = re.sub(r"[\"“”]", "", re.split(r" (?:lit|means?|meaning)\b", text, maxsplit=1)[0]).strip()
    if not text or NO_NAME.search(text) or re.search(r"\d|['‘’].*\s.*['’]", text):
        return
    latin = [word for word in text.split() if _LATIN.search(word)]
    other = [word for word in text.split() if _OTHER_SCRIPT.search(word) and not _LATIN.search(word)]
    if latin and other:
        yield from (" ".join(other), " ".join(latin))
    elif not text.isascii() or CAPITAL.match(text):
        yield text


def _stands_for(chunk: str, names: Sequence[str]) -> bool:
    """Whether `chunk` abbreviates one of the names, or one of them, which has no spaces, abbreviates `chunk`."""
    if _ACRONYM.match(chunk):
        return _abbreviates(chunk, names)
    if not CAPITAL.match(chunk) or not 2 <= len(chunk.split()) <= 12:
        return False
    initials = "".join(word[0] for word in fold(chunk).replace("-", " ").split())
    return any(_ACRONYM.match(word) and len(word) > 2 and _initials(word, initials) for word in _acronyms(names))


def _acronyms(names: Sequence[str]) -> list[str]:
    return [word for name in names for word in (bare(name), *bare(name).split())]


def _initials(acronym: str, initials: str) -> bool:
    """Whether the letters of `acronym` are among the `initials`, in their order and the first at their beginning."""
    rest = iter(initials)
    letters = [c for c in fold(acronym) if c.isalpha()]
    return initials[:1] == "".join(letters[:1]) and all(letter in rest for letter in letters)


def _abbreviates(acronym: str, names: Sequence[str]) -> bool:
    """Whether the letters of `acronym` stand in one of the names in their order, the first at a word's beginning."""
    letters = [c for c in fold(acronym) if c.isalpha()]
    for name in names:
        folded = fold(ARTICLE.sub("", name))
        rest = iter(folded)
        if letters and letters[0] in {word[0] for word in folded.split()} and all(letter in rest for letter in letters):
            return True
    return False
