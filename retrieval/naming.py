"""Entries by a name that none of them has: spelling, the names around it, and what the entries say, weighed together.

"Olea europaea" is spelled like nothing in a list of titles; the entry "Olive" says it in its first sentence.
The weighing is learned (`benchmarks/train_naming.py`) and kept in `naming.json`.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations, groupby, islice
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Levenshtein

from corpus.folding import NameKind, bare, digits, fold, loose
from corpus.names import LONGEST_NAME, NameIndex, NameMatch
from corpus.sounds import consonants, sounds_of, spoken
from corpus.store import EntryStore
from retrieval.analysis import analyze
from retrieval.korean.glossary import names_in_english
from retrieval.lexical import LexicalIndex
from retrieval.passages import PASSAGES_AN_ENTRY, entry_key
from retrieval.results import Ranking
from retrieval.trees import Trees

__all__ = [
    "NAME_FEATURES",
    "Likely",
    "NameEvidence",
    "gather",
    "is_sure",
    "known_entry",
    "likely_entries",
    "name_features",
]

# How many entries each kind of evidence may bring.
SPELLED, NAMED, SAID, SOUNDED = 20, 10, 60, 10
# Names are told at the beginning of an entry.
LEAD = 600
# A longer name is not looked through for other names inside it.
MOST_WORDS = 10
# Of entries with the same name, these are enough.
MOST_SO_NAMED = 5
# One entry is surely meant when the trees say so, and of no other; or when it is spelled almost so, and no other is.
# Measured on held-out names: at these, one in 17 of the redirects that are opened is wrong, one in 700 misspellings.
SURE, SURE_LEAD, WORTH_LISTING = 3.5, 2.0, -4.0
SURE_SIMILARITY, SPELLED_LEAD, AGREEING_LEAD = 0.85, 0.08, 0.5
# What speaks against an entry with another number than the name has.
OTHER_NUMBER = 2.0
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


@dataclass(frozen=True, slots=True)
class Likely:
    """Scores of the entries that a name may mean, by key, best first; `is_sure` if the first is surely meant."""

    scores: dict[int, float]
    is_sure: bool


@cache
def _trees() -> Trees:
    return Trees(json.loads(files("retrieval").joinpath("naming.json").read_text(encoding="utf-8")))


def likely_entries(store: EntryStore, names: NameIndex, lexical: LexicalIndex, name: str) -> Likely:
    """The entries that what speaks for them makes worth listing, and whether the best of them is surely meant."""
    gathered = gather(store, names, lexical, name)
    if not gathered:
        return Likely({}, is_sure=False)
    its = digits(fold(name))
    other = [bool(its) and digits(fold(bare(evidence.title))) != its for evidence in gathered]
    scores = _trees().scores(name_features(name, gathered)) - OTHER_NUMBER * np.array(other)
    order = sorted(range(len(gathered)), key=lambda place: (-scores[place], gathered[place].id))
    told = [max(evidence.spelling, evidence.spelling_told) for evidence in gathered]
    worth = [place for place in order if scores[place] >= WORTH_LISTING or told[place] >= SURE_SIMILARITY]
    sure = bool(worth) and is_sure(scores, [evidence.spelling for evidence in gathered])
    return Likely({gathered[place].key: float(scores[place]) for place in worth}, sure)


def known_entry(names: NameIndex, name: str, limit: int = 8) -> NameMatch | None:
    """The entry that has this name, or the entries that share it; None if none has it.

    A Korean name that none has is looked up in English, and the match says by which name.
    """
    name = name.strip()[:LONGEST_NAME]
    return names.known(name, limit) or _first_known(names, names_in_english(name), limit)


def _first_known(names: NameIndex, ways: Sequence[str], limit: int) -> NameMatch | None:
    """What the first of these names is that one entry alone has, or else the first that several share."""
    found = [match for one in ways if (match := names.known(one, limit))]
    return next((match for match in found if match.entry), next(iter(found), None))


def is_sure(
    scores: Sequence[float] | npt.NDArray[np.float64],
    spellings: Sequence[float],
    *,
    sure: float = SURE,
    lead: float = SURE_LEAD,
) -> bool:
    """Whether one entry is surely meant: by all the evidence, or by its spelling as far as that agrees."""
    best, next_best = sorted((*scores, -np.inf), reverse=True)[:2]
    nearest, second = sorted((*spellings, 0.0), reverse=True)[:2]
    by_spelling = nearest >= SURE_SIMILARITY and nearest - second >= SPELLED_LEAD and best - next_best >= AGREEING_LEAD
    return (best >= sure and best - next_best >= lead) or (by_spelling and spellings[int(np.argmax(scores))] == nearest)


def gather(store: EntryStore, names: NameIndex, lexical: LexicalIndex, name: str) -> list[NameEvidence]:
    """Every entry that something speaks for, ordered by key."""
    spelled = names.spelled_like(name, SPELLED)
    if bare(name) != name:
        spelled += names.spelled_like(bare(name), SPELLED)
    inside = _inside(store, name)
    sounding = _sounding(store, name)
    terms = analyze(name)
    named = lexical.search_names(terms, NAMED)
    said = lexical.search(terms, SAID)
    keys = {key for key, _, _ in spelled} | {*inside, *sounding} | {entry_key(p) for p, _ in (*named, *said)}
    found = {row[0]: NameEvidence(*row) for row in store.leads(keys, LEAD)}
    for key, similarity, told in spelled:
        if told:
            found[key].spelling_told = max(similarity, found[key].spelling_told)
        else:
            found[key].spelling = max(similarity, found[key].spelling)
    for key, share in sounding.items():
        found[key].sound = share
    for key, share in inside.items():
        found[key].inside = share
    for passage, score in named:
        found[entry_key(passage)].named = score / named[0][1]
    _add_said(found, said)
    return list(found.values())


def _add_said(found: dict[int, NameEvidence], said: Ranking) -> None:
    for rank, (passage, score) in enumerate(said, 1):
        evidence = found[entry_key(passage)]
        evidence.passages += 1
        if not evidence.said_rank:
            evidence.said_rank, evidence.said = rank, score / said[0][1]
        if passage % PASSAGES_AN_ENTRY == 0:
            evidence.said_first = score / said[0][1]


def _sounding(store: EntryStore, name: str) -> dict[int, float]:
    """Entries that sound like `name` as a whole, or whose last word does, weighed by how few they are."""
    found: dict[int, float] = {}
    for weight, key in zip((1.0, 0.5), sounds_of(name), strict=False):
        alike = store.named(key)
        for _, entry in alike[:SOUNDED]:
            found[entry] = max(weight / len(alike), found.get(entry, 0.0))
    return found


def _inside(store: EntryStore, name: str) -> dict[int, float]:
    """Entries whose names stand in `name` as whole words, with the share of its letters that they cover."""
    words = fold(name).split()[:MOST_WORDS]
    letters = len("".join(words)) or 1
    runs = {" ".join(words[first:last]) for first, last in combinations(range(len(words) + 1), 2)}
    found: dict[int, float] = {}
    for part, rows in groupby(store.named_any(list(filter(loose, runs))), key=itemgetter(0)):
        for _, kind, key in islice(rows, MOST_SO_NAMED):
            if kind != NameKind.LOOSE:
                found[key] = max(found.get(key, 0.0), len(part.replace(" ", "")) / letters)
    return found


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
