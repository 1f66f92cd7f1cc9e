"""Other names of an entry, read from its first sentences: "also known as", "born", acronyms, names in parentheses.

Precision comes before recall: a name is taken only from what is said of the subject of the first sentence before its
verb, or right at the beginning of the second, and only when that subject is the title's. What is taken is folded
and kept as `NameKind.HARVESTED`, which never overrules a title, an alias or a redirect.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Indel

from corpus.folding import NameKind, bare, fold, loose, name_keys
from corpus.lead import first_sentences, lift_asides, without_asides
from corpus.name_forms import ADVERBS, ARTICLE, CAPITAL, CONNECTING, MARKED, QUOTED, in_aside, marked, name_at
from corpus.sounds import sounds_of

__all__ = ["NAMES_MADE_BY", "harvest", "names_of"]

# Raised whenever the same entry may get other names, by folding or harvesting: the next build names all entries anew.
NAMES_MADE_BY = 2

LONGEST_ALIAS = 80
MOST_WORDS = 8
MOST_ALIASES = 12
# A subject as near to the title as this is the title in another spelling; a name as near as that is the title.
SAME_SUBJECT, SAME_NAME = 0.75, 0.9

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = re.compile(
    rf"\b{_MONTH}\b(?=\W*\d)|\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b|\b(?:1\d|20)\d\d\b|\bcentury\b|"
    r"^\W*\d+(?:st|nd|rd|th|s)?\W*$"
)
_LIFE = re.compile(r"\b(?:born|b\.|died|1\d\d\d|20\d\d)")
_VERB = re.compile(
    r"\s(?:is|are|was|were|refers?|denotes?|describes?|comprises?|consists?|became|has|had|ruled|founded|served|"
    r"contains?|occurs?|means|represents?|can|may|will|includes?|plays?|played|serves?|takes|covers|provides|"
    r"belongs?|forms?|began|died|lived|wrote|won|made|led|held|took|stands|lies|features?|follows|tells)\b"
)
# "It is also known as ...", at the beginning of the second sentence.
_SECOND = re.compile(
    rf"((?:\S+\s+){{0,3}}?\S+)\s+(?:is|was|are|were|has been|had been)\s+"
    rf"((?:(?:{ADVERBS})*(?:known as|called|nicknamed|referred to as|dubbed|abbreviated|shortened|spelled)"
    r"|born(?=\s+(?:as\s+)?[A-Z]))\s.*)",
    re.DOTALL,
)
_PRONOUNS = frozenset({"It", "He", "She", "They"})
# "Tanzania officially the United Republic of Tanzania"
_INLINE = re.compile(
    rf"\s+(?=(?:{ADVERBS})*(?:(?:known|called|nicknamed|referred to)\s"
    r"|(?:officially|formally|born|née)\s+(?:the\s+)?[A-Z]))"
)
# "In Greek mythology, Pandora"
_LEAD_IN = re.compile(r"^(?:In|On|At|Within) [^,.;()]{2,60}, (?=\S)")
_HONORIFIC = re.compile(
    r"^(?:(?:Sir|Dame|Lord|Lady|Dr\.?|Prof\.?|Professor|Saint|St\.|Blessed|Reverend|Rev\.|The Honou?rable)\s+)+",
    re.IGNORECASE,
)
_PEERAGE = re.compile(
    r"^(?:\d+\w\w )?(?:Baron|Baroness|Viscount|Viscountess|Earl|Count|Countess|Duke|Duchess|Marquess|Marquis|Prince|"
    r"Princess|Lord|Lady|Margrave|Elector)\s[A-Z]"
)
_OR = re.compile(r"\s+or\s+")
_EITHER = re.compile(r"\s+(?:or|and)\s+")
_ROMAN = re.compile(r"^[IVX]+$")
_SMALL = frozenset("in of at on the for and to by from".split())
_POST_NOMINAL = frozenset(
    "frs frse faa fba frsa rfs obe mbe cbe kbe dbe qc kc mp mep mla am ao ac oam phd md dso mc vc dfc dfm cb kcb gcb "
    "cmg kcmg gcmg ra rsa sj osb op ocd ofm pvsm avsm vsm usn usa usaf mvo cvo kcvo frcs frcp jp dd esq pc tc".split()
)
_COMMON = frozenset(
    "the a an he she it they inc ltd llc jr sr ii iii iv plc co corp american english british german french canadian "
    "australian indian italian spanish japanese chinese russian arabic greek latin persian hebrew korean us usa uk eu "
    "un north south east west new old san saint st fm am male female he/him retired deceased other various unknown "
    "group company album film song series band one two first second who which both also here this that these".split()
)
_NO_BEGINNING = frozenset("and or in by of to as his her its".split())
_NO_END = frozenset("and or of the in de von van".split())


def harvest(title: str, text: str) -> list[str]:
    """The other names that the first sentences of `text` give to the entry `title`, each once, as they are written.

    At most `MOST_ALIASES`, none longer than `LONGEST_ALIAS` characters.
    """
    sentences = first_sentences(text, 2)
    found = [name for sentence in sentences[:1] for name in _from_first(title, sentence)]
    found += [name for sentence in sentences[1:] for name in _from_second(title, sentence)]
    known = {loose(title), loose(bare(title)), ""}
    aliases: dict[str, str] = {}
    for name in found:
        alias = ARTICLE.sub("", without_asides(name).strip(" \t\n,;:.–—-'‘’\"“”()"))
        folded = fold(alias)
        if loose(alias) not in known and _is_name(alias, folded, title):
            aliases.setdefault(folded, alias)
    return list(aliases.values())[:MOST_ALIASES]


def names_of(title: str, aliases: Iterable[str], text: str) -> list[tuple[str, NameKind]]:
    """Every folded name by which an entry can be looked up, each once, with its strongest kind."""
    names = dict(name_keys(title, aliases))
    for alias in harvest(title, text):
        names.setdefault(fold(alias), NameKind.HARVESTED)
    names.update(dict.fromkeys(sounds_of(title), NameKind.SOUND))
    return list(names.items())


def _from_first(title: str, sentence: str) -> Iterator[str]:
    """Names in the part of the first sentence before its verb."""
    plain, asides = lift_asides(_LEAD_IN.sub("", sentence))
    verb = _VERB.search(plain)
    before = plain[: verb.start()] if verb else ""
    segments = [part for part in re.split(r"[,;]\s*", before) if part.strip()]
    if not segments:
        return
    subject, *alternatives = re.split(r"\s+or\s+(?:simply\s+|the\s+|an?\s+)?", segments[0])
    subject, *inline = _INLINE.split(subject, maxsplit=1)
    if "," in title and len(segments) > 1 and fold(title).startswith(fold(f"{subject} {segments[1]}")):
        subject += ", " + segments.pop(1)
    honorific = _HONORIFIC.match(subject)
    if honorific and not fold(title).startswith(fold(honorific[0])):
        subject = subject[honorific.end() :]
    plain_subject = without_asides(subject)
    # The entry is of a kind of thing when its subject has no capitals.
    concept = not any(CAPITAL.match(word) for word in ARTICLE.sub("", plain_subject).split()[1:])
    names = [name for segment in (*inline, *segments[1:]) for name in _said(segment, plain_subject, concept=concept)]
    born = "\x000\x00" in before and bool(_LIFE.search(asides[0]))
    if not _is_subject(plain_subject, title, born=born):
        wanted = fold(bare(title))
        if not any(Indel.normalized_similarity(fold(name), wanted) >= SAME_NAME for name in names):
            return
        alternatives = []
    yield from _subject_names(plain_subject, title)
    for alternative in alternatives:
        yield from name_at(without_asides(alternative), concept=concept)
    yield from names
    for word, number in re.findall("(\\S*)\\s*\0(\\d+)\0", before):
        # It does not stand behind a name in "like its counterparts (...)".
        if concept or not word[:1].islower() or fold(word) in fold(title).split():
            yield from in_aside(asides[int(number)], [title, plain_subject, *names], concept=concept)


def _said(segment: str, subject: str, *, concept: bool) -> Iterator[str]:
    """Names in what follows the subject up to the next comma."""
    if _PEERAGE.match(segment):
        for name in name_at(without_asides(segment), concept=False):
            yield from (name, f"{subject}, {name}")
    elif MARKED.match(segment):
        for part in (_EITHER if concept else _OR).split(segment):
            yield from marked(part if MARKED.match(part) else "or " + part, concept=concept)


def _from_second(title: str, sentence: str) -> Iterator[str]:
    """Names that a second sentence gives at once: "It is also known as ..."."""
    match = _SECOND.match(lift_asides(sentence)[0])
    if match and (match[1] in _PRONOUNS or fold(match[1].split()[-1]) in fold(bare(title)).split()):
        yield from marked(re.split(r"[,;]", match[2], maxsplit=1)[0], concept=False)


def _is_subject(subject: str, title: str, *, born: bool) -> bool:
    """Whether the first sentence speaks of the title, under a longer, shorter or differently spelled name."""
    said = fold(ARTICLE.sub("", subject)).split()
    wanted = fold(ARTICLE.sub("", bare(title))).split()
    short = fold(ARTICLE.sub("", bare(title).split(",", maxsplit=1)[0])).split()
    if not said or not wanted or len(said) > max(MOST_WORDS, len(wanted) + 3):
        return False
    if said == short or Indel.normalized_similarity(" ".join(said), " ".join(wanted)) >= SAME_SUBJECT:
        return True
    if _in_order(wanted, said) or _in_order(short, said):
        return True
    if len(wanted) < 2 or len(said) < len(wanted) or not _SMALL.isdisjoint(wanted):
        return False
    # A person under the whole name: "Charles Bernard Taylor" is Bud Taylor.
    return wanted[-1] in said[1:] and (born or wanted[0] in said or wanted[0][0] == said[0][0])


def _in_order(words: Sequence[str], said: Sequence[str]) -> bool:
    """Whether `said` has all the words, with others between; one word has to begin it."""
    rest = iter(said)
    few = len(words) > 1 or (len(said) <= 4 and said[:1] == words)
    return bool(words) and few and all(word in rest for word in words)


def _subject_names(subject: str, title: str) -> Iterator[str]:
    """The subject as it stands, and without or around the nickname quoted in it."""
    words = ARTICLE.sub("", subject).split()
    while len(words) > 2 and words[-1].strip(".").lower() in _POST_NOMINAL:
        words.pop()
    plain = " ".join(words)
    known = {*fold(title).split(), *CONNECTING}
    if any(map(CAPITAL.match, words)) and any(word.islower() and fold(word) not in known for word in words):
        return  # "Dutch violinist Frederieke Saeijs" says more than the name
    without = " ".join(QUOTED.sub(" ", plain).split())
    if without == plain or len(without.split()) < 2:
        yield plain
        return
    yield without
    last = without.split()[-1]
    for nickname in QUOTED.findall(plain):
        yield nickname if _ROMAN.match(last) else f"{nickname} {last}"


def _is_name(alias: str, folded: str, title: str) -> bool:
    words = folded.split()
    if not 2 <= len(alias) <= LONGEST_ALIAS or len(words) > MOST_WORDS or not words:
        return False
    if any(c in alias for c in "()[]{}|=<>\0\n") or (_DATE.search(alias) and not _DATE.search(title)):
        return False
    if folded in _COMMON or not any(c.isalpha() for c in folded):
        return False
    # One word of the title alone is too little, but for what stands before its comma.
    if len(words) == 1 and words[0] in fold(title).split() and folded != fold(bare(title).split(",", maxsplit=1)[0]):
        return False
    return words[0] not in _NO_BEGINNING and words[-1] not in _NO_END
