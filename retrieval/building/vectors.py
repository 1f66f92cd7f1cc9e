"""The second half of a build: the index goes live, its missing vectors are made, it goes live again, complete.

    first publish     all words, and the vectors that are known; left out when few are missing, or nothing is new
    embed             passages without a vector, a checkpoint every few seconds, at low priority
    last publish      the same files by hard links, with all vectors

While vectors are made, whoever asks the live index makes those of the first lexical candidates on the spot and puts
them into the vector store (retrieval/encoder.py); they are not made again here.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StoreDamaged
from corpus.store import EntryStore
from retrieval import index_folder
from retrieval.building.folder import COMPLETING
from retrieval.building.progress import Progress
from retrieval.dense import DenseIndex, write_dense_index
from retrieval.embedder import Embedder, Vectors
from retrieval.errors import IndexDamaged
from retrieval.index_folder import DENSE, ENTRIES, LEXICAL, Manifest
from retrieval.passages import CHUNKER, PassageStore, embedded_texts
from retrieval.results import PassageId
from retrieval.vectors import KnownVectors, VectorStore, vectors_path

__all__ = ["Unpublished", "clear_vectors", "publish_with_vectors", "vector_store"]

# Passages embedded between two checkpoints: some seconds with the default model on two cores.
PASSAGES_A_CHECKPOINT = 512
# With no more vectors missing than this (half a minute with the default model), they are made before publishing.
FEW_MISSING = 2_000
# Questions go before building.
NICENESS = 10

Hashes = Mapping[PassageId, bytes]


@dataclass(frozen=True, slots=True)
class Unpublished:
    """An index in the folder `folder` that lacks nothing but its dense part; `changed` if not as the live one."""

    folder: Path
    model: str
    embedder: Embedder
    entries: int
    passages: int
    changed: bool


def publish_with_vectors(
    data: Path, live: Manifest | None, index: Unpublished, tell: Callable[[Progress], None]
) -> int:
    """Publish the index in `index.folder`, at the end with all its vectors; how many had to be embedded.

    `live` is the manifest of the live index if that is sound.
    """
    embedder = index.embedder
    _save_other_model(data, live, embedder)
    with EntryStore(index.folder / ENTRIES) as entries:
        passages = dict(PassageStore(entries.connection).hashes())
    folder = index.folder
    with closing(vector_store(data, embedder)) as store:
        known = _known(data, embedder, store)
        held = {passage: hash_ for passage, hash_ in passages.items() if hash_ in known.hashes}
        news = index.changed or live is None or live.fingerprint != embedder.fingerprint or len(held) > live.vectors
        if news and len(passages) - len(held) > FEW_MISSING:
            folder = data / _publish(data, folder, index, held, known, tell).folder
            store.forget(known.hashes)
            tell(Progress("answering", len(held), len(passages)))
        missing = {hash_: passage for passage, hash_ in passages.items() if hash_ not in known.hashes}
        embedded = _embed(folder, sorted(missing.values()), embedder, store, tell)
        if folder is index.folder:
            known.look_again()
        else:
            folder, known = _linked(folder, data / COMPLETING), _known(data, embedder, store)
        _publish(data, folder, index, passages, known, tell)
        store.clear()
    return embedded


def vector_store(data: Path, embedder: Embedder) -> VectorStore:
    """The store of what `embedder` has made and no index holds yet."""
    return VectorStore(vectors_path(data, embedder.fingerprint), embedder.dimension)


def clear_vectors(data: Path, embedder: Embedder) -> None:
    """Forget what is stored beside a complete live index, such as a kill after publishing leaves."""
    if vectors_path(data, embedder.fingerprint).exists():
        with closing(vector_store(data, embedder)) as store:
            if len(store):
                store.clear()


def _known(data: Path, embedder: Embedder, store: VectorStore) -> KnownVectors:
    """The vectors of the newest index that can be read and was made with this embedder, and those in the store."""
    for folder in sorted(data.glob("index-[0-9]*"), reverse=True):
        try:
            with EntryStore(folder / ENTRIES) as entries:
                if entries.fact("fingerprint") == embedder.fingerprint:
                    hashes = PassageStore(entries.connection).hashes()
                    return KnownVectors(store, DenseIndex(folder / DENSE, writable=True), hashes)
        except (StoreDamaged, IndexDamaged, sqlite3.DatabaseError):
            continue  # the index before it may be sound
    return KnownVectors(store)


def _save_other_model(data: Path, live: Manifest | None, embedder: Embedder) -> None:
    """Keep the vectors of the live index if another model's are to take their place: they took hours to make."""
    if live is None or live.fingerprint == embedder.fingerprint:
        return
    dense = DenseIndex(data / live.folder / DENSE)
    path = vectors_path(data, live.fingerprint)
    with EntryStore(data / live.folder / ENTRIES) as entries, closing(VectorStore(path, live.dimension)) as store:
        KnownVectors(store, dense, PassageStore(entries.connection).hashes()).save_published()


def _embed(
    folder: Path, work: Sequence[PassageId], embedder: Embedder, store: VectorStore, tell: Callable[[Progress], None]
) -> int:
    """Embed these passages of the index in `folder` into the store; how many had no vector there yet."""
    embedded = 0
    # On Linux the priority is that of a thread, and of those it starts; elsewhere it is that of the process.
    low_priority = ThreadPoolExecutor(1, initializer=os.nice, initargs=(NICENESS,))
    with EntryStore(folder / ENTRIES) as entries, low_priority:
        rows = PassageStore(entries.connection)
        tell(Progress("embedding", 0, len(work)))
        hashes: list[bytes] = []
        under_way: Future[Vectors] | None = None
        try:
            # While passages are embedded, the next ones are read and the vectors of the last are stored.
            for first in range(0, len(work) + PASSAGES_A_CHECKPOINT, PASSAGES_A_CHECKPOINT):
                some = sorted(rows.get(work[first : first + PASSAGES_A_CHECKPOINT]).values(), key=lambda row: row.id)
                texts = dict(zip([row.hash for row in some], embedded_texts(entries, some), strict=True))
                made, vectors = hashes, under_way.result() if under_way else None
                there = store.find(list(texts))  # a question may have needed some of them
                hashes = [hash_ for hash_ in texts if hash_ not in there]
                to_embed = [texts[hash_] for hash_ in hashes]
                under_way = low_priority.submit(embedder.embed_passages, to_embed) if to_embed else None
                if vectors is not None:
                    store.put(made, vectors)
                    embedded += len(made)
                if first:
                    tell(Progress("embedding", min(first, len(work)), len(work)))
        except BaseException:
            if under_way is not None and under_way.exception() is None:
                store.put(hashes, under_way.result())  # they are made: the next build need not make them again
            raise
    return embedded


def _linked(folder: Path, copy: Path) -> Path:
    """The index in `folder` once more, in the folder `copy`, without its dense part: its files never change."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    os.link(folder / ENTRIES, copy / ENTRIES)
    shutil.copytree(folder / LEXICAL, copy / LEXICAL, copy_function=os.link)
    return copy


def _publish(
    data: Path,
    folder: Path,
    index: Unpublished,
    held: Hashes,
    known: KnownVectors,
    tell: Callable[[Progress], None],
) -> Manifest:
    """Make the index in `folder`, with vectors for the passages `held`, the live one."""
    tell(Progress("publishing", 0, 1))
    write_dense_index(folder / DENSE, held, known)
    files = index_folder.describe_files(folder)

    def describe(name: str) -> Manifest:
        return Manifest(
            format=index_folder.FORMAT,
            folder=name,
            built=index_folder.now(),
            model=index.model,
            fingerprint=index.embedder.fingerprint,
            dimension=index.embedder.dimension,
            chunker=CHUNKER,
            entries=index.entries,
            passages=index.passages,
            vectors=len(held),
            files=files,
        )

    manifest = index_folder.publish(data, folder, describe)
    tell(Progress("publishing", 1, 1))
    return manifest
