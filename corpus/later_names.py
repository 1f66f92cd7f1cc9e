"""Names that an entry is given after the verb of its first sentence, or in the sentences after it."""

import re
from collections.abc import Iterator
from itertools import takewhile

from corpus.folding import bare, fold
from corpus.lead import lift_asides
from corpus.name_forms import ADVERBS, QUOTED, is_concept, marked, name_at

__all__ = ["names_after_verb", "names_told_later"]

_CALLED = (
    r"(?:known|called|nicknamed|referred to|dubbed|abbreviated|shortened|spelled|titled|entitled|"
    r"christened|renamed|styled|(?<=originally )named|(?<=formerly )named|(?<=previously )named)"
)
# "During the war, " and its like before what is said.
_LEAD_IN = re.compile(r"^(?:In|On|At|From|During|After|Before|Until|Since|Between|For|By)\s[^,;()]{2,60},\s+")
# "It is also known as ...", at the beginning of a sentence.
_TOLD = re.compile(
    rf"((?:\S+\s+){{0,3}}?\S+)\s+(?:(?:is|was|are|were|has been|had been)\s+"
    rf"((?:(?:{ADVERBS})*{_CALLED}(?:\s+as|(?=\s+(?:the\s+)?[\"“A-Z]))"
    r"|born(?=\s+(?:as\s+)?[A-Z]))\s.*))",
    re.DOTALL,
)
# "Also known as the Tower, ..."
_OPENING = re.compile(r"(?:Also|Formerly|Originally|Sometimes|Commonly|Better|Previously|Popularly|Often)\s+known as\s")
_VARIANT = re.compile(
    r"(?:An?|The|Its|His|Her|Other|Another|Alternative|Alternate|Variant|Former)\s(?:[a-z]+ ){0,3}"
    r"(?:names?|spellings?|titles?|nicknames?)\s+(?:for the \w+ )?(?:is|was|are|were|include|included)\s+(.*)",
    re.DOTALL,
)
_UNDER_NAME = re.compile(
    r"(?:He|She|They|It)\s[^,;.]{0,80}\bunder the (?:[a-z-]+ ){0,2}(?:name|pseudonym|alias|moniker)s?(?: of)? (.*)",
    re.DOTALL,
)
_PRONOUNS = frozenset({"It", "He", "She", "They"})
_AFTER_VERB = re.compile(
    rf"\band\s+(?:is|was|are|were)\s+((?:also|sometimes|often|commonly|formerly|better|previously|popularly|"
    rf"originally)\s+(?:{ADVERBS})*(?:known as|called|referred to as|nicknamed)\s[^,;]+)$"
)
# "Foo bara is a species of sedge known by the common names red sedge and Bell's sedge"
_COMMON_NAMES = re.compile(r"\bknown by the (?:[a-z]+ )?common names? ([^;:(]+)")
_BETWEEN_NAMES = re.compile(r",\s*(?:and|or)?\s+|\s+(?:and|or)\s+")


def names_after_verb(sentence: str) -> Iterator[str]:
    """Names at the end of the first sentence: "Foo is a kind of bar and is also called Baz"."""
    plain = lift_asides(sentence)[0]
    if match := _AFTER_VERB.search(plain):
        yield from marked(match[1], concept=False)
    if match := _COMMON_NAMES.search(plain):
        yield from takewhile(is_concept, _BETWEEN_NAMES.split(match[1].strip(" .")))


def names_told_later(title: str, sentence: str) -> Iterator[str]:
    """Names that a later sentence gives at once: "It is also known as ..."."""
    plain = _LEAD_IN.sub("", lift_asides(sentence)[0])
    told = _TOLD.match(plain)
    if told and _of_entry(told[1], title):
        yield from marked(re.split(r"[,;]", told[2], maxsplit=1)[0], concept=False)
    elif opening := _OPENING.match(plain):
        yield from name_at(re.split(r"[,;]", plain[opening.end() :], maxsplit=1)[0], concept=False)
    elif variant := _VARIANT.match(plain):
        if QUOTED.match(variant[1]):
            yield from name_at(variant[1], concept=False)
    elif under := _UNDER_NAME.match(plain):
        yield from name_at(under[1], concept=False)


def _of_entry(subject: str, title: str) -> bool:
    """Whether a later sentence is about the entry: by a pronoun, or by the title or its last word."""
    return subject.capitalize() in _PRONOUNS or fold(subject.rsplit(maxsplit=1)[-1]) in fold(bare(title)).split()
