"""Find an entry by its name, however it is remembered: exact, folded, by alias, by spelling distance."""

import threading
from dataclasses import dataclass
from typing import Literal

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from corpus.entry import MAX_TITLE_LENGTH, Entry
from corpus.folding import NameKind, bare, fold, loose
from corpus.store import EntryStore

__all__ = ["LONGEST_NAME", "SURE_LEAD", "SURE_SIMILARITY", "MatchKind", "NameIndex", "NameMatch"]

MatchKind = Literal["exact", "folded", "alias", "fuzzy", "ambiguous", "none"]

# A spelling is sure when it is this close (1 is equal) and the next entry is clearly farther away.
SURE_SIMILARITY = 0.8
SURE_LEAD = 0.04
# Below this, a name is not even worth suggesting.
LEAST_SIMILARITY = 0.6
# A name with other digits is another thing (1940 and 1941), however few letters differ.
OTHER_DIGITS = 0.15
# A longer text is not a name.
LONGEST_NAME = MAX_TITLE_LENGTH


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a name leads to. `entry` is set when one entry is surely meant; `candidates` come best first."""

    query: str
    kind: MatchKind
    entry: Entry | None
    candidates: tuple[Entry, ...]


class NameIndex:
    """Names of all entries of a store; the list for spelling distance is read at its first use."""

    def __init__(self, store: EntryStore) -> None:
        """Look names up in `store`."""
        self._store = store
        self._lock = threading.Lock()
        self._folded: list[str] | None = None
        self._keys = np.empty(0, np.int64)

    def find(self, name: str, *, limit: int = 8) -> NameMatch:
        """Find the entry called `name`; an exact title is never overruled by a weaker kind of match."""
        return self.known(name, limit) or self._spelled(name.strip()[:LONGEST_NAME], limit)

    def known(self, name: str, limit: int = 8) -> NameMatch | None:
        """Find the entry that has this name, up to folding, or the entries that share it; None if none has it."""
        name = name.strip()[:LONGEST_NAME]
        tiers = self._tiers(name)
        listed = {entry.id: entry for _, keys in tiers for entry in self._entries(keys, limit)}
        exact = self._store.by_title(name)
        if exact is not None:
            return NameMatch(name, "exact", exact, tuple(({exact.id: exact} | listed).values())[:limit])
        if tiers:
            kind, keys = tiers[0]
            candidates = tuple(listed.values())[:limit]
            if len(keys) == 1:
                return NameMatch(name, kind, candidates[0], candidates)
            return NameMatch(name, "ambiguous", None, candidates)
        return None

    def _tiers(self, name: str) -> list[tuple[MatchKind, list[int]]]:
        """The entries that have this name when folded, strongest kind of evidence first."""
        named = self._store.named(fold(name))
        tiers: list[tuple[MatchKind, list[int]]] = [
            ("folded", [key for kind, key in named if kind == NameKind.TITLE]),
            ("folded", [key for kind, key in named if kind == NameKind.BARE]),
            ("alias", [key for kind, key in named if kind in (NameKind.ALIAS, NameKind.REDIRECT)]),
            ("folded", [key for kind, key in self._store.named(loose(name)) if kind != NameKind.HARVESTED]),
            ("alias", [key for kind, key in named if kind == NameKind.HARVESTED]),
        ]
        if bare(name) != name:
            # A parenthesis that no entry has, around a name that one has.
            tiers.append(("fuzzy", [key for kind, key in self._store.named(fold(bare(name))) if kind <= 1]))
        return [(kind, list(dict.fromkeys(keys))) for kind, keys in tiers if keys]

    def _spelled(self, name: str, limit: int) -> NameMatch:
        ranked = self.spelled_like(name, limit)
        candidates = tuple(entry for key, _ in ranked if (entry := self._store.by_key(key)))
        if not candidates:
            return NameMatch(name, "none", None, ())
        best = ranked[0][1]
        lead = best - (ranked[1][1] if len(ranked) > 1 else 0.0)
        if best >= SURE_SIMILARITY and lead >= SURE_LEAD:
            return NameMatch(name, "fuzzy", candidates[0], candidates)
        return NameMatch(name, "ambiguous", None, candidates)

    def spelled_like(self, name: str, limit: int) -> list[tuple[int, float]]:
        """The (key, similarity in 0..1) of the entries whose names are spelled most like `name`, best first."""
        folded = fold(name[:LONGEST_NAME])
        if not folded:
            return []
        names = self._names()
        near = process.extract(
            folded, names, scorer=Indel.normalized_similarity, score_cutoff=LEAST_SIMILARITY - 0.1, limit=60
        )
        digits = _digits(folded)
        scores: dict[int, float] = {}
        for spelled, similarity, position in near:
            score = (similarity + OSA.normalized_similarity(folded, spelled)) / 2
            if _digits(spelled) != digits:
                score -= OTHER_DIGITS
            key = int(self._keys[position])
            scores[key] = max(score, scores.get(key, 0.0))
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
        return [(key, score) for key, score in ranked[:limit] if score >= LEAST_SIMILARITY]

    def _names(self) -> list[str]:
        with self._lock:
            if self._folded is None:
                rows = [(folded, key) for folded, kind, key in self._store.names() if kind != NameKind.LOOSE]
                self._keys = np.array([key for _, key in rows], np.int64)
                self._folded = [folded for folded, _ in rows]
            return self._folded

    def _entries(self, keys: list[int], limit: int) -> list[Entry]:
        """The entries with these keys, longest first: of two with one name, the longer is the better known."""
        entries = [entry for key in keys if (entry := self._store.by_key(key))]
        return sorted(entries, key=lambda entry: (-len(entry.text), entry.id))[:limit]


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
