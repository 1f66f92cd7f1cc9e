"""The embedding model where questions are answered: vectors of questions, and of passages that have none yet.

Of an index that was published before all its vectors were made, the first lexical candidates of a question are
embedded when it is asked, as many as a time budget allows, and their vectors are kept in the vector store: neither the
build nor another question makes them again.
"""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from corpus.store import EntryStore
from retrieval.embedder import ENGLISH_ONLY, Embedder, LoadEmbedder, Vectors
from retrieval.errors import IndexMismatch, ModelUnavailable
from retrieval.index_folder import Manifest, build_command
from retrieval.languages import has_cjk
from retrieval.models.micro_batches import MicroBatches
from retrieval.passages import PassageStore, StoredPassage, embedded_texts
from retrieval.results import PassageId
from retrieval.vectors import VectorStore, vectors_path

__all__ = ["FIRST", "Encoder", "reads"]

# So many of the lexical candidates are embedded when they have no vector.
FIRST = 10
# Embedded between two looks at the clock: one for each of two threads.
AT_ONCE = 2

_LOG = logging.getLogger(__name__)


class Encoder:
    """Loads the model of an index when it is first needed. Safe to use from several threads."""

    def __init__(self, data: Path, load: LoadEmbedder, budget: float) -> None:
        """Load models with `load`; spend about `budget` seconds of a question at most on vectors of passages."""
        self._data = data
        self._load = load
        self._budget = budget
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._model: MicroBatches | None = None
        self._store: VectorStore | None = None
        self._failed: Manifest | None = None

    def load(self, manifest: Manifest) -> None:
        """Load the model now; if it cannot be had, `query` says so."""
        with contextlib.suppress(ModelUnavailable, IndexMismatch):
            self._for_questions(manifest)

    def query(self, manifest: Manifest, text: str) -> Vectors | None:
        """The vector of a question to the index of `manifest`, of shape (dimension,).

        None where that index has no vectors anyway and its model cannot be had: its words can still be searched.
        Raises ModelUnavailable and IndexMismatch where it has.
        """
        model = self._for_questions(manifest)
        return None if model is None else model.query(text)

    def expect(self, manifest: Manifest, text: str) -> None:
        """Have the vector of a question made that `query` will soon ask for; does not wait for anything."""
        model = self._model
        if model is not None and model.embedder.fingerprint == manifest.fingerprint:
            model.expect(text)

    def cosines(
        self, manifest: Manifest, query: Vectors, candidates: Sequence[PassageId], first: set[PassageId], of: EntryStore
    ) -> dict[PassageId, float]:
        """The cosine with `query` of those of the `candidates` that have a vector now, though not in the index.

        Those among the `first` that have none get theirs here, as far as the time goes.
        """
        until = time.monotonic() + self._budget
        embedder = self._matching(manifest).embedder
        rows = PassageStore(of.connection).get(candidates)
        known = self._find([row.hash for row in rows.values()])
        missing = [rows[p] for p in candidates if p in rows and p in first and rows[p].hash not in known]
        known |= self._make(embedder, missing, of, until)
        return {p: float(known[rows[p].hash] @ query) for p in candidates if p in rows and rows[p].hash in known}

    def _for_questions(self, manifest: Manifest) -> MicroBatches | None:
        if manifest == self._failed:
            return None
        try:
            return self._matching(manifest)
        except (ModelUnavailable, IndexMismatch) as error:
            if manifest.vectors:
                raise
            _LOG.warning("only the words of questions are looked up: %s", error)
            self._failed = manifest
            return None

    def _matching(self, manifest: Manifest) -> MicroBatches:
        """The model of this index, loaded if it is not there, and its vector store if there may be a need for it."""
        with self._lock:
            # A question under way keeps its index, though another, of another model, may have been taken over.
            if self._model is None or self._model.embedder.fingerprint != manifest.fingerprint:
                embedder = self._load(manifest.model, self._data / "models")
                if embedder.fingerprint != manifest.fingerprint:
                    raise IndexMismatch(
                        f"the index in {self._data} was made with other weights of the model {manifest.model!r} than "
                        f"are installed now; rebuild it with {build_command(self._data, manifest.model)}"
                    )
                self._model, self._store = MicroBatches(embedder), None
            if self._store is None and not manifest.complete:
                self._store = _store(self._data, self._model.embedder)
            return self._model

    def _find(self, hashes: Sequence[bytes]) -> dict[bytes, Vectors]:
        if self._store is not None:
            try:
                return self._store.find(hashes)
            except sqlite3.Error as error:
                _LOG.warning("the vectors made so far cannot be read (%s)", error)
        return {}

    def _make(
        self, embedder: Embedder, rows: Sequence[StoredPassage], of: EntryStore, until: float
    ) -> Mapping[bytes, Vectors]:
        """The vectors of these passages by hash, as many as the time is enough for, and kept from now on."""
        # One question after the other, so that no passage is embedded by two.
        if not rows or not self._making.acquire(timeout=max(0.0, until - time.monotonic())):
            return {}
        try:
            made = self._find([row.hash for row in rows])  # by the question before
            rows = [row for row in rows if row.hash not in made]
            while rows and time.monotonic() < until:
                some, rows = rows[:AT_ONCE], rows[AT_ONCE:]
                vectors = embedder.embed_passages(list(embedded_texts(of, some)))
                vectors = vectors.astype(np.float16).astype(np.float32)  # as they will be when they come from the store
                made.update((row.hash, vector) for row, vector in zip(some, vectors, strict=True))
                self._keep(some, vectors)
        finally:
            self._making.release()
        return made

    def _keep(self, rows: Sequence[StoredPassage], vectors: Vectors) -> None:
        if self._store is not None:
            try:
                self._store.put([row.hash for row in rows], vectors)
            except sqlite3.Error as error:
                _LOG.warning("vectors made for a question cannot be kept (%s)", error)


def _store(data: Path, embedder: Embedder) -> VectorStore | None:
    try:
        return VectorStore(vectors_path(data, embedder.fingerprint), embedder.dimension)
    except (OSError, sqlite3.Error) as error:
        _LOG.warning("vectors made for a question cannot be kept in %s (%s)", data / "vectors", error)
        return None


def reads(manifest: Manifest, text: str) -> bool:
    """Whether the model of an index has seen the script of a text."""
    return manifest.model not in ENGLISH_ONLY or not has_cjk(text)
