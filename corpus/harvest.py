"""Other names of an entry, read from its first sentences: "also known as", "born", acronyms, names in parentheses.

Precision comes before recall: a name is taken only from what is said of the subject of the first sentence before its
verb, or right at the beginning of the second, and only when that subject is the title's. What is taken is folded
and kept as `NameKind.HARVESTED`, which never overrules a title, an alias or a redirect.
"""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from corpus.asides import in_aside
from corpus.folding import NameKind, bare, fold, loose, name_keys, together
from corpus.later_names import names_after_verb, names_told_later
from corpus.lead import first_sentences, lift_asides, without_asides
from corpus.name_forms import ADVERBS, ARTICLE, CAPITAL, COMMA, MONTH, mark, marked, name_at
from corpus.sounds import sounds_of
from corpus.subjects import is_subject, subject_names, subject_without_rank, title_spelled_as

__all__ = ["NAMES_MADE_BY", "harvest", "names_of"]

# Raised whenever the same entry may get other names, by folding or harvesting: the next build names all entries anew.
NAMES_MADE_BY = 7

LONGEST_ALIAS = 80
MOST_WORDS = 12
MOST_ALIASES = 12
# A name as near as this to the title is the title.
SAME_NAME = 0.9
# A part in parentheses no longer than this is a short form of the name: "Jim".
SHORT_NAME = 5

_DATE = re.compile(
    rf"\b{MONTH}\b(?=\W*\d)|\b\d{{1,2}}(?:st|nd|rd|th)? {MONTH}\b|\b(?:1\d|20)\d\d\b|\bcentury\b|"
    r"^\W*\d+(?:st|nd|rd|th|s)?\W*$"
)
_LIFE = re.compile(r"\b(?:born|b\.|died|1\d\d\d|20\d\d)")
_VERB = re.compile(
    r"\s(?:is|are|was|were|refers?|denotes?|describes?|comprises?|consists?|became|has|had|ruled|founded|served|"
    r"contains?|occurs?|means|represents?|can|may|will|includes?|plays?|played|serves?|takes|covers|provides|"
    r"belongs?|forms?|began|died|lived|wrote|won|made|led|held|took|stands|lies|features?|follows|tells)\b"
)
# "Tanzania officially the United Republic of Tanzania"
_INLINE = re.compile(
    rf"\s+(?=(?:{ADVERBS})*(?:(?:known|called|nicknamed|referred to)\s"
    r"|(?:officially|formally|born|née)\s+(?:the\s+)?[A-Z]))"
)
# "In Greek mythology, Pandora"
_LEAD_IN = re.compile(r"^(?:In|On|At|Within) [^,.;()]{2,60}, (?=\S)")
_PEERAGE = re.compile(
    r"^(?:\d+\w\w )?(?:Baron|Baroness|Viscount|Viscountess|Earl|Count|Countess|Duke|Duchess|Marquess|Marquis|Prince|"
    r"Princess|Lord|Lady|Margrave|Elector)\s[A-Z]"
)
_SEGMENT = re.compile(rf"(?:{COMMA}|;)\s*")
_OR = re.compile(r"\s+or\s+")
_AND_SAID = re.compile(rf"\s+and\s+(?=(?:{ADVERBS})+(?:known|called|referred to|abbreviated|nicknamed)\s)")
_EITHER = re.compile(r"\s+(?:or|and)\s+")
_CLOSING = re.compile(r"(?:and|or)\s+(?:simply\s+|just\s+)?(?:the\s+|an?\s+)?")
_BINOMIAL = re.compile(r"[A-Z][a-z]+ [a-z]+")
_COMMON = frozenset(
    "the a an he she it they inc ltd pty jr sr ii iii iv plc co corp american english british german french canadian "
    "australian indian italian spanish japanese chinese russian arabic greek latin persian hebrew korean us usa uk eu "
    "un north south east west new old san saint st fm am male female he/him retired deceased other various unknown "
    "group company album film song series band one two first second who which both also here this that these".split()
)
_NO_BEGINNING = frozenset("and or in by of to as his her its after".split())
_NO_END = frozenset("and or of the in de von van".split())


def harvest(title: str, text: str) -> list[str]:
    """The other names that the first sentences of `text` give to the entry `title`, each once, as they are written.

    At most `MOST_ALIASES`, none longer than `LONGEST_ALIAS` characters.
    """
    sentences = first_sentences(text, 3)
    found = [name for sentence in sentences[:1] for name in _from_first(title, sentence)]
    found += [name for sentence in sentences[1:] for name in names_told_later(title, sentence)]
    found += [whole for name in found for whole in title_spelled_as(name, title)]
    known = {loose(title), loose(bare(title)), ""}
    aliases: dict[str, str] = {}
    for name in found:
        alias = ARTICLE.sub("", without_asides(name).strip(" \t\n,;:.–—-'‘’\"“”()"))
        folded = fold(alias)
        if loose(alias) not in known and _is_name(alias, folded, title):
            aliases.setdefault(folded, alias)
    return list(aliases.values())[:MOST_ALIASES]


def names_of(title: str, aliases: Sequence[str], text: str) -> list[tuple[str, NameKind]]:
    """Every folded name by which an entry can be looked up, each once, with its strongest kind."""
    names = dict(name_keys(title, aliases))
    for alias in harvest(title, text):
        names.setdefault(fold(alias), NameKind.HARVESTED)
        if written_together := together(alias):
            names.setdefault(written_together, NameKind.LOOSE)
    names.update(dict.fromkeys(sounds_of(title), NameKind.SOUND))
    return list(names.items())


def _from_first(title: str, sentence: str) -> Iterator[str]:
    """Names in the part of the first sentence before its verb."""
    plain, asides = lift_asides(_LEAD_IN.sub("", sentence))
    verb = _VERB.search(plain)
    before = plain[: verb.start()] if verb else ""
    segments = [part for part in _SEGMENT.split(before) if part.strip()]
    if not segments:
        return
    subject, *alternatives = re.split(r"\s+or\s+(?:the\s+|an?\s+)?", segments[0])
    subject, *inline = _INLINE.split(subject, maxsplit=1)
    if "," in title and len(segments) > 1 and fold(title).startswith(fold(f"{subject} {segments[1]}")):
        subject += ", " + segments.pop(1)
    called = without_asides(subject)
    plain_subject = subject_without_rank(called, title)
    # The entry is of a kind of thing when its subject has no capitals.
    concept = not any(CAPITAL.match(word) for word in ARTICLE.sub("", plain_subject).split()[1:])
    names = [name for segment in inline for name in _said(segment, plain_subject, concept=concept)]
    for alternative in alternatives:
        names += (
            marked(alternative, concept=concept)
            if mark(alternative)
            else name_at(without_asides(alternative), concept=concept)
        )
    names += _from_segments(segments[1:], plain_subject, title, concept=concept)
    in_asides = list(_from_asides(before, asides, [title, plain_subject, *names], title, concept=concept))
    born = "\x000\x00" in before and bool(_LIFE.search(asides[0]))
    if not is_subject(plain_subject, title, born=born) and not _told(title, [*names, *in_asides], segments, asides):
        return
    yield from subject_names(plain_subject, title)
    if called != plain_subject and len(bare(title).split()) == 1:
        yield called
    yield from names
    yield from _within(subject, asides)
    yield from in_asides
    yield from names_after_verb(sentence)


def _told(title: str, names: Sequence[str], segments: Sequence[str], asides: Sequence[str]) -> bool:
    """Whether the title is among what is said of a subject that is not the title's."""
    if len(segments) > 1 and not mark(segments[1]) and CAPITAL.match(segments[1]):
        return False  # a name with a comma in it
    wanted = fold(bare(title))
    parts = [part for aside in asides for part in re.split(r"[,;]\s|\s+or\s+", aside.replace('"', ""))]
    return any(Indel.normalized_similarity(fold(name), wanted) >= SAME_NAME for name in (*names, *parts))


def _from_segments(segments: Sequence[str], subject: str, title: str, *, concept: bool) -> Iterator[str]:
    """Names in what follows the subject, comma by comma; what goes on a list that "or" ends is a name as well."""
    closing = {word: _last(segments, word) for word in ("or ", "and ")}
    marks = False
    for place, segment in enumerate(segments):
        said = list(_said(segment, subject, concept=concept))
        if not said and (place <= closing["or "] or (marks and place <= closing["and "])):
            said = _nothing_but(_CLOSING.sub("", segment, count=1), concept=concept)
        if not said and segment.startswith("the ") and _BINOMIAL.fullmatch(bare(title)):
            said = _nothing_but(segment, concept=concept)
        marks = marks or bool(said and mark(segment))
        yield from said


def _last(segments: Sequence[str], word: str) -> int:
    """The place of the last segment that begins with `word`, or -1."""
    return max((place for place, segment in enumerate(segments) if segment.startswith(word)), default=-1)


def _nothing_but(segment: str, *, concept: bool) -> list[str]:
    """The name that `segment` is, if it is nothing else."""
    whole = ARTICLE.sub("", without_asides(segment))
    return [name for name in name_at(whole, concept=concept) if len(name) >= len(whole.strip('"“” '))]


def _from_asides(
    before: str, asides: Sequence[str], names: Sequence[str], title: str, *, concept: bool
) -> Iterator[str]:
    for word, number in re.findall("(\\S*)\\s*\0(\\d+)\0", before):
        # It does not stand behind a name in "like its counterparts (...)".
        if concept or not word[:1].islower() or set(fold(word).split()) & set(fold(title).split()):
            yield from in_aside(asides[int(number)], names, concept=concept)


def _within(subject: str, asides: Sequence[str]) -> Iterator[str]:
    """A whole name with the part in parentheses, "Luis (Leopoldo) Franco"; or its short form, "James (Jim) Holder"."""
    inside = re.match(r"([A-Z].*?)\s*\0(\d+)\0\s*([A-Z][^\0]*?)\s*(?:\0|$)", subject)
    if inside is None:
        return
    part = asides[int(inside[2])].strip('"“”')
    if re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+)?", part) and fold(part) not in _COMMON:
        short = len(part) <= SHORT_NAME
        yield f"{part} {inside[3]}" if short else f"{inside[1]} {part} {inside[3]}"


def _said(segment: str, subject: str, *, concept: bool) -> Iterator[str]:
    """Names in what follows the subject up to the next comma."""
    if _PEERAGE.match(segment):
        for name in name_at(without_asides(segment), concept=False):
            yield from (name, f"{subject}, {name}")
    elif mark(segment):
        for part in (_EITHER if concept else _OR).split(segment):
            for one in _AND_SAID.split(part):
                yield from marked(one if mark(one) else "or " + one, concept=concept)


def _is_name(alias: str, folded: str, title: str) -> bool:
    words = folded.split()
    if not 2 <= len(alias) <= LONGEST_ALIAS or len(words) > MOST_WORDS or not words:
        return False
    if any(c in alias for c in "()[]{}|=<>\0\n") or (_DATE.search(alias) and not _DATE.search(title)):
        return False
    if (folded in _COMMON and not _are_initials(alias, title)) or not any(c.isalpha() for c in folded):
        return False
    # One word of the title alone is too little, but for what stands before its comma.
    if len(words) == 1 and words[0] in fold(title).split() and folded != fold(bare(title).split(",", maxsplit=1)[0]):
        return False
    return words[0] not in _NO_BEGINNING and words[-1] not in _NO_END


def _are_initials(acronym: str, title: str) -> bool:
    """Whether `acronym`, in capitals, is what the words of the title begin with: "EU" of "European Union"."""
    return acronym.isupper() and [*fold(acronym)] == [word[0] for word in fold(bare(title)).split()]
