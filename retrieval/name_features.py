"""What speaks for an entry being meant by a name that it has not, and the features made of that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Levenshtein

from corpus.folding import bare, digits, fold
from corpus.sounds import consonants, spoken

__all__ = ["LEAD", "NAME_FEATURES", "NameEvidence", "name_features"]

# Names are told at the beginning of an entry.
LEAD = 600
# What stands before a name that is told for the first time.
_INTRODUCING = re.compile(
    r"(?:\b(?:as|or|and|called|named|names?|nicknamed|born|dubbed|titled|meaning|literally|abbreviated|abbreviation|"
    r"acronym|formerly|originally|alias|aka|née)[\s:,]+(?:(?:simply|just|the|an?)\s+)?|[(/;])[\s\"'“‘«(]*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class NameEvidence:
    """What speaks for one entry being meant by a name."""

    key: int
    id: str
    title: str
    lead: str  # its first LEAD characters
    characters: int
    spelling: float = 0.0  # similarity to what it is called, 0..1
    spelling_told: float = 0.0  # similarity to what its text calls it, 0..1
    sound: float = 0.0  # whether it sounds so: 1 all of it, 0.5 the last word, shared among those that do
    inside: float = 0.0  # share of the name that is this entry's name, 0..1
    named: float = 0.0  # BM25 over names, relative to the best
    said: float = 0.0  # BM25 over passages, relative to the best
    said_rank: int = 0  # from 1, 0 if not among them
    said_first: float = 0.0  # whether the first passage is among them
    passages: int = 0


NAME_FEATURES = (
    "spelling", "spelling_behind", "spelling_told", "sound", "inside", "named", "said", "said_rank", "said_first",
    "passages", "title_in_name", "name_in_title", "characters", "prefix", "token_set", "phrase", "phrase_place",
    "phrase_alone", "introduced", "times_said", "last_word", "initials", "digits", "length", "words", "title_words",
    "title_parenthesis", "sound_like", "spoken_like", "sound_same",
)  # fmt: skip


def name_features(name: str, gathered: Sequence[NameEvidence]) -> list[list[float]]:
    """The features of each entry; see NAME_FEATURES."""
    folded = fold(name)
    words = folded.split() or [""]
    best = max(evidence.spelling for evidence in gathered)
    leads = [fold(evidence.lead) for evidence in gathered]
    places = [f" {lead} ".find(f" {folded} ") if folded else -1 for lead in leads]
    saying = sum(place >= 0 for place in places)
    said = spoken(bare(name))
    sounding = consonants(said)
    rows = []
    for evidence, lead, place in zip(gathered, leads, places, strict=True):
        title = fold(bare(evidence.title))
        title_words = title.split() or [""]
        shared = len(set(words) & set(title_words))
        ways = _ways_said(title)
        sounds = [consonants(way) for way in ways]
        rows.append([
            evidence.spelling, evidence.spelling - best, evidence.spelling_told, evidence.sound,
            evidence.inside, evidence.named,
            evidence.said, 1 / evidence.said_rank if evidence.said_rank else 0.0, evidence.said_first,
            evidence.passages, shared / len(title_words), shared / len(words),
            Levenshtein.normalized_similarity(folded, title), JaroWinkler.similarity(folded, title),
            fuzz.token_set_ratio(folded, title) / 100, float(place >= 0), place if place >= 0 else LEAD,
            1 / saying if place >= 0 else 0.0, float(place >= 0 and _is_introduced(name, evidence.lead)),
            lead.count(folded) if folded else 0, float(words[-1] == title_words[-1]),
            float(folded.replace(" ", "") == "".join(word[0] for word in title_words if word)),
            float(digits(folded) == digits(title)), evidence.characters**0.25, len(words), len(title_words),
            float(bare(evidence.title) != evidence.title),
            max(_like(sounding, one) for one in sounds), max(_like(said, one) for one in ways),
            float(bool(sounding) and sounding in sounds),
        ])  # fmt: skip
    return rows


def _like(one: str, other: str) -> float:
    """How alike two keys are, from 0 to 1; 0 where one of them says nothing."""
    return Levenshtein.normalized_similarity(one, other) if one and other else 0.0


def _ways_said(title: str) -> list[str]:
    """All words of a folded title as they sound, and its last: surnames are often all that is told."""
    said = spoken(title)
    return list(dict.fromkeys((said, said.split(" ")[-1])))


def _is_introduced(name: str, lead: str) -> bool:
    """Whether `name` stands right behind what introduces a name, or in parentheses or quotation marks of its own."""
    written = r"[\W_]+".join(map(re.escape, re.findall(r"\w+", name)))
    return any(_INTRODUCING.search(lead[: found.start()]) for found in re.finditer(rf"\b{written}\b", lead, re.I))
