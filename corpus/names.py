"""Find an entry by its name, however it is remembered: exact, folded, by alias, by spelling distance."""

import threading
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from corpus.abbreviations import shortened
from corpus.added_words import BEGINNING, goes_with, parted, without_rank
from corpus.entry import MAX_TITLE_LENGTH, Entry
from corpus.folding import TOGETHER, NameKind, bare, fold, letters, loose
from corpus.spelling import Spellings
from corpus.store import EntryStore

__all__ = ["LONGEST_NAME", "MatchKind", "NameIndex", "NameMatch"]

MatchKind = Literal["exact", "folded", "alias", "fuzzy", "ambiguous", "none"]

# Below this, a name is not even worth suggesting.
LEAST_SIMILARITY = 0.6
# Of entries with the same name, so many are read for what they are.
MOST_SO_NAMED = 20
# A longer text is not a name.
LONGEST_NAME = MAX_TITLE_LENGTH


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a name leads to. `entry` is set when one entry is surely meant; `candidates` come best first.

    `query` is the name as it was looked up.
    """

    query: str
    kind: MatchKind
    entry: Entry | None
    candidates: tuple[Entry, ...]


class NameIndex:
    """Names of all entries of a store; the list for spelling distance is read at its first use."""

    def __init__(self, store: EntryStore) -> None:
        """Look names up in `store`."""
        self.store = store
        self._lock = threading.Lock()
        self._read: tuple[Spellings, npt.NDArray[np.int64], npt.NDArray[np.bool_]] | None = None

    def known(self, name: str, limit: int = 8) -> NameMatch | None:
        """Find the entry that has this name, up to folding, or the entries that share it; None if none has it."""
        name = name.strip()[:LONGEST_NAME]
        tiers = self._tiers(name)
        listed = {entry.id: entry for _, keys in tiers for entry in self._entries(keys, limit)}
        exact = self.store.by_title(name)
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
        named = self.store.named(fold(name))
        short = shortened(fold(name))
        # Little is left of "at and t" without its small words.
        is_telling = 4 * len(letters(loose(short))) >= len(letters(short))
        others = self.store.named(loose(short)) if is_telling else []
        in_other_words = [key for kind, key in others if kind != NameKind.HARVESTED]
        written_together = self._written_together(name)
        tiers: list[tuple[MatchKind, list[int]]] = [
            ("folded", [key for kind, key in named if kind == NameKind.TITLE]),
            ("folded", [key for kind, key in named if kind == NameKind.BARE]),
            ("alias", [key for kind, key in named if kind in (NameKind.ALIAS, NameKind.REDIRECT)]),
            ("folded", self._without_parenthesis(in_other_words)),
            ("folded", in_other_words),
            ("alias", [key for kind, key in named if kind == NameKind.HARVESTED]),
            ("alias", self._harvested_without_article(name)),
            ("folded", self._without_parenthesis(written_together)),
            ("folded", written_together),
        ]
        last, comma, first = name.partition(", ")
        if comma and not named:
            # "Hubble, Edwin Powell"
            turned = self.store.named(fold(f"{first} {last}"))
            tiers.append(("alias", [key for kind, key in turned if kind != NameKind.LOOSE]))
        if bare(name) != name:
            # A parenthesis that no entry has, around a name that one has.
            tiers.append(("fuzzy", [key for kind, key in self.store.named(fold(bare(name))) if kind <= 1]))
        if not any(keys for _, keys in tiers):
            tiers.append(("fuzzy", self._with_words_added(fold(name))))
        return [(kind, list(dict.fromkeys(keys))) for kind, keys in tiers if keys]

    def _with_words_added(self, folded: str) -> list[int]:
        """The entries that have a part of `folded` for their name, the longest, and that say the rest themselves."""
        weakest = NameKind.HARVESTED if without_rank(folded) else NameKind.REDIRECT
        for name, added, behind in parted(folded):
            named = self.store.named(name)
            keys = [key for kind, key in named if kind <= weakest and kind != NameKind.LOOSE][:MOST_SO_NAMED]
            rows = self.store.leads(keys, BEGINNING)
            if said := [key for key, _, _, lead, _ in rows if goes_with(added, name, lead, behind=behind)]:
                return said
        return []

    def _without_parenthesis(self, keys: list[int]) -> list[int]:
        """Those of the entries that need no parenthesis to be told from the others: "The Simpsons" for "simpsons"."""
        return [key for key, _, title, _, _ in self.store.leads(keys, 0) if bare(title) == title]

    def _written_together(self, name: str) -> list[int]:
        """The entries whose names have the same letters, with their spaces elsewhere: "Spider-Man" for "spiderman"."""
        apart = [key for _, key in self.store.named(TOGETHER + letters(name))]
        return [key for kind, key in self.store.named(letters(name)) if kind <= NameKind.REDIRECT] + apart

    def _harvested_without_article(self, name: str) -> list[int]:
        """The entries that their text calls so, where names are kept without "The"."""
        _, _, rest = fold(name).partition(" ")
        if not fold(name).startswith(("the ", "a ", "an ")):
            return []
        return [key for kind, key in self.store.named(rest) if kind == NameKind.HARVESTED]

    def spelled_like(self, name: str, limit: int) -> list[tuple[int, float, bool]]:
        """The (key, similarity in 0..1, whether by a harvested name) of the entries spelled most like `name`.

        Best first, each entry at most once as what it is called and once as what its text calls it.
        """
        spellings, keys, harvested = self._spellings()
        found: dict[tuple[int, bool], float] = {}
        for place, similarity in spellings.like(fold(name[:LONGEST_NAME])):
            if similarity < LEAST_SIMILARITY or len(found) == limit:
                break
            found.setdefault((int(keys[place]), bool(harvested[place])), similarity)
        return [(key, similarity, other) for (key, other), similarity in found.items()]

    def _spellings(self) -> tuple[Spellings, npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        with self._lock:
            if self._read is None:
                rows = [row for row in self.store.names() if row[1] not in (NameKind.LOOSE, NameKind.SOUND)]
                self._read = (
                    Spellings([folded for folded, _, _ in rows]),
                    np.array([key for _, _, key in rows], np.int64),
                    np.array([kind == NameKind.HARVESTED for _, kind, _ in rows], np.bool_),
                )
            return self._read

    def _entries(self, keys: list[int], limit: int) -> list[Entry]:
        """The entries with these keys, longest first: of two with one name, the longer is the better known."""
        entries = [entry for key in keys if (entry := self.store.by_key(key))]
        return sorted(entries, key=lambda entry: (-len(entry.text), entry.id))[:limit]
