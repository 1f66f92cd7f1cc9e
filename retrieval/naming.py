"""Entries by a name that none of them has: spelling, the names around it, and what the entries say, weighed together.

"Olea europaea" is spelled like nothing in a list of titles; the entry "Olive" says it in its first sentence.
The weighing is learned (`benchmarks/train_naming.py`) and kept in `naming.json`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations, groupby, islice
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from corpus.folding import NameKind, bare, digits, fold, loose
from corpus.names import LONGEST_NAME, NameIndex, NameMatch
from corpus.sounds import sounds_of
from corpus.store import EntryStore
from retrieval.analysis import analyze
from retrieval.korean.glossary import names_in_english
from retrieval.lexical import LexicalIndex
from retrieval.name_features import LEAD, NameEvidence, name_features
from retrieval.passages import PASSAGES_AN_ENTRY, entry_key
from retrieval.results import Ranking
from retrieval.trees import Trees

__all__ = ["Likely", "gather", "is_sure", "known_entry", "likely_entries"]

# How many entries each kind of evidence may bring.
SPELLED, NAMED, SAID, SOUNDED = 20, 10, 60, 10
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
