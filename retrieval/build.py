"""Entries in, index out: one idempotent, resumable step after the other.

    read      the input into the entry store; unchanged entries are left alone
    index     passages and lexical index of new and changed entries
    publish   the index, with the vectors that are known; questions are answered from here on
    embed     vectors of passages that have none yet
    publish   the index with all its vectors

The first of these two is left out when few vectors are missing. Each is one atomic switch; both, and what is between
them, are in retrieval/building/vectors.py. Whatever is committed stays: an interrupted build goes on where it stopped,
because every step works on what the step before has left undone, and on nothing else.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from corpus.entry import Alias, BadInput, Entry
from corpus.errors import InputRefused
from corpus.readers import read
from corpus.writer import EntryWriter
from retrieval.building import folder as build_folder
from retrieval.building.folder import COUNTS, explained, only_build, prepare
from retrieval.building.progress import Progress, ProgressFile
from retrieval.building.vectors import Unpublished, clear_vectors, publish_with_vectors
from retrieval.embedder import DEFAULT_MODEL, Embedder, LoadEmbedder, load_embedder
from retrieval.index_folder import ENTRIES, LEXICAL, Manifest
from retrieval.lexical import LexicalWriter
from retrieval.passages import PassageStore, split
from retrieval.sentence_cross_encoder import OnDemand, beside

__all__ = ["BuildReport", "build"]

# Entries in one transaction, and in one commit of the lexical index.
ENTRIES_A_BATCH = 2_000
# Bad input is all reported as it is met; the report itself holds only this much of it.
BAD_INPUT_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build has done. `up_to_date` means that there was nothing to do."""

    entries: int
    passages: int
    new: int
    changed: int
    removed: int
    embedded: int
    bad_input: tuple[BadInput, ...]
    bad_input_count: int
    up_to_date: bool
    seconds: float


def build(
    paths: Iterable[str | Path],
    data: str | Path,
    *,
    model: str = DEFAULT_MODEL,
    format: str | None = None,  # noqa: A002  the word operators use
    strict: bool = False,
    progress: Callable[[Progress], None] | None = None,
    on_bad_input: Callable[[BadInput], None] | None = None,
    load: LoadEmbedder = load_embedder,
) -> BuildReport:
    """Bring the encyclopedia in the folder `data` into agreement with the entries in `paths`.

    `model` is "minilm", "static", "multilingual", or any sentence-transformers name or path; `format` overrides the
    recognised one.
    The live index answers until the new one takes its place; if this is interrupted, the same call goes on.

    Raises InputUnreadable for a path or format that cannot be read, InputRefused for bad input when `strict` and
    when there is no entry at all, MissingExtra for a format whose library is not installed, ModelUnavailable,
    BuildRunning when another build works in `data`, and BuildStopped where it cannot be written.
    """
    started = time.monotonic()
    data, inputs = Path(data), [Path(path) for path in paths]
    # A path that is not there is told before minutes go into making a model, and before a folder is made.
    items = chain.from_iterable([read(path, format, data) for path in inputs])
    bad = _BadInputs(strict=strict, tell=on_bad_input)
    with explained(data), only_build(data):
        tell = ProgressFile(data, progress)
        embedder = load(model, data / "models")
        OnDemand(beside(load), data / "models").get()  # so that the first question need not wait for it
        building, live = prepare(data)
        with EntryWriter(building / ENTRIES) as store:
            store.set_fact("made by", build_folder.MADE_BY)
            store.set_fact("fingerprint", embedder.fingerprint)
            passages = PassageStore(store.connection, writable=True)
            _read(inputs, items, store, bad, tell)
            _index(store, passages, building / LEXICAL, tell)
            new, changed, removed = (int(store.fact(name) or 0) for name in COUNTS)
            unchanged = not (new or changed or removed or store.fact("renamed"))
            index = Unpublished(
                building, model, embedder, entries=len(store), passages=len(passages), changed=not unchanged
            )
        up_to_date = unchanged and _is_complete(live, embedder)
        if up_to_date:
            embedded = 0
            shutil.rmtree(building)
            clear_vectors(data, embedder)
        else:
            embedded = publish_with_vectors(data, live, index, tell)
        tell.remove()
    return BuildReport(
        index.entries,
        index.passages,
        new,
        changed,
        removed,
        embedded,
        bad_input=tuple(bad.kept),
        bad_input_count=bad.count,
        up_to_date=up_to_date,
        seconds=time.monotonic() - started,
    )


def _is_complete(live: Manifest | None, embedder: Embedder) -> bool:
    """Whether the live index has all vectors of this model."""
    return live is not None and live.complete and live.fingerprint == embedder.fingerprint


class _BadInputs:
    """Counts bad input, passes each piece on as it is met, and stops at the first when strict."""

    def __init__(self, *, strict: bool, tell: Callable[[BadInput], None] | None) -> None:
        self.kept: list[BadInput] = []
        self.count = 0
        self._strict = strict
        self._tell = tell or (lambda _: None)

    def add(self, bad: BadInput) -> None:
        if self._strict:
            raise InputRefused(f"{bad}; mend it, or build without --strict to skip it")
        self.count += 1
        if len(self.kept) < BAD_INPUT_KEPT:
            self.kept.append(bad)
        self._tell(bad)


def _read(
    paths: Sequence[Path],
    items: Iterator[Entry | Alias | BadInput],
    store: EntryWriter,
    bad: _BadInputs,
    tell: Callable[[Progress], None],
) -> None:
    """Bring the entry store into agreement with what was read in `paths`."""
    reading = store.begin_reading()
    met = 0
    while batch := list(islice(items, ENTRIES_A_BATCH)):
        with store.transaction():
            for item in batch:
                match item:
                    case Entry():
                        met += 1
                        if note := store.put(item):
                            bad.add(BadInput(item.source, 0, note))
                    case Alias():
                        store.put_alias(item, reading)
                    case BadInput():
                        bad.add(item)
        tell(Progress("reading", met, None))
    if not met:
        names = ", ".join(map(str, paths)) or "the given paths"
        raise InputRefused(f"no entry was found in {names}; the encyclopedia is left as it was")
    with store.transaction():
        store.end_reading(reading)
    tell(Progress("reading", met, met))


def _index(store: EntryWriter, passages: PassageStore, folder: Path, tell: Callable[[Progress], None]) -> None:
    """Cut new and changed entries into passages and bring the lexical index into agreement with them."""
    run = store.connection.execute
    removed = [key for (key,) in run("SELECT entry FROM removed")]
    undone = [key for (key,) in run("SELECT key FROM entries WHERE indexed IS NOT hash ORDER BY key")]
    empty = not folder.exists()
    with LexicalWriter(folder) as lexical:
        for first in range(0, max(len(undone), 1), ENTRIES_A_BATCH):
            with store.transaction():
                for key in removed:
                    passages.remove(key)
                    lexical.remove(key)
                for key in undone[first : first + ENTRIES_A_BATCH]:
                    if not empty:  # it may be there from before, or from a batch that was not completed
                        lexical.remove(key)
                    _index_entry(store, passages, lexical, key)
                lexical.commit()
                _mark_indexed(store, undone[first : first + ENTRIES_A_BATCH], removed)
            removed = []
            tell(Progress("indexing", min(first + ENTRIES_A_BATCH, len(undone)), len(undone)))


def _index_entry(store: EntryWriter, passages: PassageStore, lexical: LexicalWriter, key: int) -> None:
    entry = store.by_key(key)
    if entry is None:
        raise LookupError(key)
    parts = split(entry, key)
    passages.put(entry, key, parts)
    for passage in parts:
        section = entry.section_at(passage.start)
        names = (entry.title, *entry.aliases) if passage is parts[0] else ()
        lexical.add(passage.id, key, entry.title, section.title if section else None, passage.text, names)


def _mark_indexed(store: EntryWriter, keys: Sequence[int], removed: Sequence[int]) -> None:
    """Note that these entries are done, and count them for the report, which adds up over interruptions."""
    counts = dict.fromkeys(COUNTS, 0) | {"removed": len(removed)}
    for key in keys:
        row = store.connection.execute("SELECT indexed IS NULL FROM entries WHERE key = ?", (key,)).fetchone()
        counts["new" if row[0] else "changed"] += 1
        store.connection.execute("UPDATE entries SET indexed = hash WHERE key = ?", (key,))
    store.connection.execute("DELETE FROM removed")
    for name, count in counts.items():
        store.set_fact(name, int(store.fact(name) or 0) + count)
