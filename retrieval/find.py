"""The path of a name, from how it is remembered to the entry it means.

An entry that has the name is never overruled; if none has it, the only one is meant of whose name it is a part
(`corpus.fuller_names`). Else what speaks for each entry is weighed (`retrieval.naming`), for the name as it is written
and as it may have been meant: "henry 8" is also "henry viii", "einstien" "einstein", and by that alone most entries
mean Albert Einstein.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice

from corpus.entry import Entry
from corpus.folding import fold
from corpus.fuller_names import fuller_names, fuller_persons
from corpus.names import LONGEST_NAME, NameMatch
from corpus.numerals import CARDINALS, ORDINALS, of_roman, roman
from retrieval.asked.misspellings import corrected, corrections
from retrieval.asked.surnames import bearers
from retrieval.candidates import on_default_scale
from retrieval.encoder import Encoder, reads
from retrieval.errors import IndexMismatch, ModelUnavailable
from retrieval.korean.glossary import names_in_english
from retrieval.korean.misspellings import korean_corrected, korean_corrections
from retrieval.live_index import LiveIndex
from retrieval.naming import Likely, known_entry, likely_entries
from retrieval.passages import entry_key

__all__ = ["find_entry", "near_in_meaning", "numbered_otherwise"]


# Where no entry is surely meant by a name, so many are listed that have a passage of such a cosine among the nearest;
# nonsense has less.
MOST_NEAR, NEAR, NEAREST = 3, 0.5, 100


def find_entry(
    index: LiveIndex, name: str, limit: int, near: Callable[[str], Sequence[int]] | None = None
) -> NameMatch:
    """The entry that `name` means, or the entries that it may mean, best first.

    A Korean name is looked up in English as well, see `known_entry`, and a misspelled one as what was meant. Where no
    entry is surely meant, those whose keys `near` gives for the name are listed as well, behind the others; and `query`
    says by which reading of the name the first was found.
    """
    name = name.strip()[:LONGEST_NAME]
    if (known := known_entry(index.names, name, limit)) is not None:
        return known
    slips = {} if names_in_english(name) else korean_corrections(name, index.lexical, index.store)
    korean = korean_corrected(name, slips)
    if korean != name and (known := known_entry(index.names, korean, limit)) is not None:
        return replace(known, kind="fuzzy" if known.entry is not None else "ambiguous")
    name = next(iter(names_in_english(korean)), name)
    numbered = numbered_otherwise(name)
    for way in numbered:
        if (known := index.names.known(way, limit)) is not None and known.entry is not None:
            return known
    fuller = fuller_names(index.store, name)
    if len(fuller) == 1 and (only := _entries(index, fuller, limit)):
        return NameMatch(name, "fuzzy", only[0], only)
    likely = {way: likely_entries(index.store, index.names, index.lexical, way) for way in (name, *numbered)}
    sure = next((key for one in likely.values() if one.is_sure for key in one.scores), None)
    first = fuller or fuller_persons(index.store, name, known_by_short=True) or _meant_by_one_word(index, name)
    if sure is not None and first in ([], [sure]):
        entries = _entries(index, [sure, *_best_first(likely.values())], limit)
        return NameMatch(name, "fuzzy", entries[0], entries)
    meant = name if first else corrected(name, corrections(name, index.lexical, index.passages))
    if meant != name:
        likely[meant] = likely_entries(index.store, index.names, index.lexical, meant)
        known = known_entry(index.names, meant)
        first = _keys(index, [known.entry.title]) if known and known.entry else _meant_by_one_word(index, meant)
    keys = _best_first(likely.values())
    if not first and keys:
        meant = max(likely, key=lambda way: likely[way].scores.get(keys[0], -math.inf))
    others = [key for key in near(name) if key not in keys] if near else []
    candidates = _entries(index, [*first, *keys[: limit - len(others)], *others], limit)
    return NameMatch(meant if candidates else name, "ambiguous" if candidates else "none", None, candidates)


def _best_first(likely: Iterable[Likely]) -> list[int]:
    """The keys of the entries, each with the best of its scores."""
    scores: dict[int, float] = {}
    for one in likely:
        scores |= {key: max(score, scores.get(key, score)) for key, score in one.scores.items()}
    return sorted(scores, key=lambda key: -scores[key])


def _meant_by_one_word(index: LiveIndex, name: str) -> list[int]:
    """The keys of those whom most entries mean by a name of one word that is the name of none."""
    return _keys(index, bearers(name, index)) if len(name.split()) == 1 else []


def _keys(index: LiveIndex, titles: Iterable[str]) -> list[int]:
    return [key for title in titles if (key := index.store.key_of(title)) is not None]


def _entries(index: LiveIndex, keys: Sequence[int], limit: int) -> tuple[Entry, ...]:
    """The first of the entries; no more of them are read than are listed."""
    return tuple(islice((entry for key in dict.fromkeys(keys) if (entry := index.store.by_key(key))), limit))


def near_in_meaning(name: str, index: LiveIndex, encoder: Encoder) -> list[int]:
    """The keys of the few entries whose passages are nearest to a name in meaning."""
    if not reads(index.manifest, name):
        return []
    try:
        vector = encoder.query(index.manifest, name)
    except (ModelUnavailable, IndexMismatch):
        vector = None  # a name is found without a model, and what is wrong with it the next question says
    found = [] if vector is None else index.dense.search(vector, NEAREST)
    model = index.manifest.model
    near = [entry_key(passage) for passage, cosine in found if on_default_scale(model, cosine) >= NEAR]
    return list(dict.fromkeys(near))[:MOST_NEAR]


# A cardinal or ordinal behind what it numbers: "Apollo Eleven", "Henry the Eighth".
_SAID = {word: number for words in (CARDINALS, ORDINALS) for number, word in enumerate(words, 1)}


def numbered_otherwise(name: str) -> list[str]:
    """The name with its last number in figures and in Roman ones, folded; none if it has none below 40."""
    words = fold(name).split()
    if len(words) > 1 and words[0] in ORDINALS:  # "Second World War"
        words = [*words[1:], words[0]]
    for place in range(len(words) - 1, 0, -1):
        word = words[place]
        number = int(word) if word.isdecimal() and len(word) < 3 else of_roman(word) or _SAID.get(word)
        if number is not None and 0 < number < 40:
            before = words[: place - (words[place - 1] == "the")]
            ways = [" ".join([*before, figures, *words[place + 1 :]]) for figures in (str(number), roman(number))]
            return [way for way in ways if way != fold(name)]
    return []
