"""Entries in, index out: one idempotent, resumable step after the other.

    read      the input into the entry store; unchanged entries are left alone
    index     passages and lexical index of new and changed entries
    embed     vectors of passages that have none yet
    publish   dense index, manifest, switch

Whatever is committed stays: an interrupted build goes on where it stopped, because every step works on
what the step before has left undone, and on nothing else.
"""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from corpus.entry import Alias, BadInput, Entry
from corpus.errors import InputRefused
from corpus.readers import read
from corpus.writer import EntryWriter
from retrieval import build_folder, index_folder
from retrieval.build_folder import COUNTS, explained, live_manifest, only_build, prepare
from retrieval.dense import VectorStore, write_dense_index
from retrieval.embedder import DEFAULT_MODEL, Embedder, LoadEmbedder, load_embedder
from retrieval.index_folder import DENSE, ENTRIES, LEXICAL, Manifest
from retrieval.lexical import LexicalWriter
from retrieval.passages import CHUNKER, PassageStore, embedded_text, entry_key, split

__all__ = ["BuildReport", "Progress", "Step", "build"]

Step = Literal["reading", "indexing", "embedding", "publishing"]

# Entries in one transaction, and in one commit of the lexical index.
ENTRIES_A_BATCH = 2_000
# Passages embedded between two checkpoints: half a minute with the default model on two cores.
PASSAGES_A_CHECKPOINT = 512
# Bad input is all reported as it is met; the report itself holds only this much of it.
BAD_INPUT_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step has come: `done` of `total` entries or passages, `total` None where it is not known."""

    step: Step
    done: int
    total: int | None


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

    `model` is "minilm", "static", or any sentence-transformers name or path; `format` overrides the recognised one.
    The live index answers until the new one takes its place; if this is interrupted, the same call goes on.

    Raises InputUnreadable for a path or format that cannot be read, InputRefused for bad input when `strict` and
    when there is no entry at all, ModelUnavailable, and BuildRunning when another build works in `data`.
    """
    started = time.monotonic()
    data = Path(data)
    tell = progress or (lambda _: None)
    bad = _BadInputs(strict=strict, tell=on_bad_input)
    with only_build(data), explained(data):
        building = prepare(data)
        embedder = load(model, data / "models")
        with EntryWriter(building / ENTRIES) as store:
            store.set_fact("made by", build_folder.MADE_BY)
            passages = PassageStore(store.connection, writable=True)
            _read([Path(path) for path in paths], format, store, bad, tell)
            _index(store, passages, building / LEXICAL, tell)
            new, changed, removed = (int(store.fact(name) or 0) for name in COUNTS)
            counts = len(store), len(passages)
            unchanged = not (new or changed or removed or store.fact("renamed"))
            up_to_date = unchanged and _fingerprint(live_manifest(data)) == embedder.fingerprint
            embedded = 0 if up_to_date else _embed(data, building, store, passages, embedder, tell)
        if up_to_date:
            shutil.rmtree(building)
        else:
            tell(Progress("publishing", 0, 1))
            _publish(data, building, model, embedder, counts)
            tell(Progress("publishing", 1, 1))
    return BuildReport(
        *(*counts, new, changed, removed, embedded),
        *(tuple(bad.kept), bad.count, up_to_date, time.monotonic() - started),
    )


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
    format: str | None,  # noqa: A002
    store: EntryWriter,
    bad: _BadInputs,
    tell: Callable[[Progress], None],
) -> None:
    """Bring the entry store into agreement with the input."""
    items = chain.from_iterable([read(path, format) for path in paths])
    reading = store.begin_reading()
    met = 0
    while batch := list(islice(items, ENTRIES_A_BATCH)):
        with store.transaction():
            for item in batch:
                match item:
                    case Entry():
                        met += 1
                        if note := store.put(item, reading):
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


def _embed(
    data: Path,
    building: Path,
    store: EntryWriter,
    passages: PassageStore,
    embedder: Embedder,
    tell: Callable[[Progress], None],
) -> int:
    """Embed every passage that has no vector yet, write the dense index, and return how many were embedded."""
    vectors = VectorStore(data / "vectors" / f"{embedder.fingerprint}.sqlite", embedder.dimension)
    try:
        rows = list(passages.hashes())
        known = vectors.hashes()
        missing = {hash_: passage for passage, hash_ in rows if hash_ not in known}
        work = sorted((passage, hash_) for hash_, passage in missing.items())
        for first in range(0, len(work), PASSAGES_A_CHECKPOINT):
            tell(Progress("embedding", first, len(work)))
            some = work[first : first + PASSAGES_A_CHECKPOINT]
            texts = list(_embedded_texts(store, passages, [passage for passage, _ in some]))
            vectors.put([hash_ for _, hash_ in some], embedder.embed_passages(texts))
        tell(Progress("embedding", len(work), len(work)))
        write_dense_index(building / DENSE, [p for p, _ in rows], [h for _, h in rows], vectors)
        if len(known) + len(work) > len({hash_ for _, hash_ in rows}):
            vectors.keep_only(hash_ for _, hash_ in rows)
    finally:
        vectors.close()
    return len(work)


def _embedded_texts(store: EntryWriter, passages: PassageStore, ids: Sequence[int]) -> Iterator[str]:
    """The texts to embed for these passages, in order."""
    rows = passages.get(ids)
    entry: Entry | None = None
    of = None
    for passage in ids:
        if entry_key(passage) != of:
            of = entry_key(passage)
            entry = store.by_key(of)
        if entry is None:
            raise LookupError(of)
        row = rows[passage]
        section = entry.section_at(row.start)
        yield embedded_text(entry.title, section.title if section else None, entry.text[row.start : row.end])


def _publish(data: Path, building: Path, model: str, embedder: Embedder, counts: tuple[int, int]) -> None:
    files = index_folder.describe_files(building)
    entries, passages = counts

    def describe(folder: str) -> Manifest:
        return Manifest(
            format=index_folder.FORMAT,
            folder=folder,
            built=index_folder.now(),
            model=model,
            fingerprint=embedder.fingerprint,
            dimension=embedder.dimension,
            chunker=CHUNKER,
            entries=entries,
            passages=passages,
            files=files,
        )

    index_folder.publish(data, building, describe)


def _fingerprint(manifest: Manifest | None) -> str | None:
    return None if manifest is None else manifest.fingerprint
