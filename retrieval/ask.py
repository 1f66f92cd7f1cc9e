"""The path of a question, from its words to an answer with citations."""

import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.entry import Entry
from corpus.names import NameIndex, NameMatch
from corpus.store import EntryStore
from retrieval import index_folder
from retrieval.dense import DenseIndex
from retrieval.embedder import Embedder, LoadEmbedder, Vectors, load_embedder
from retrieval.errors import IndexMismatch
from retrieval.fusion import weighted_sum
from retrieval.index_folder import DENSE, ENTRIES, LEXICAL, Manifest
from retrieval.lexical import LexicalIndex, question_terms
from retrieval.passages import PassageStore, entry_key
from retrieval.quotes import choose_quotes
from retrieval.results import Answer, Citation, Hit, Passage, Quote, Ranking

__all__ = ["Encyclopedia"]

# How deep each of the two rankings is read before they are fused.
CANDIDATES = 100
# Nothing longer is a question; what is beyond it could only cost time.
LONGEST_QUESTION = 2_000


@dataclass(frozen=True, slots=True)
class _Index:
    """One published index, opened; replaced as a whole when a newer one is taken over."""

    manifest: Manifest
    store: EntryStore
    passages: PassageStore
    names: NameIndex
    lexical: LexicalIndex
    dense: DenseIndex


class Encyclopedia:
    """A built encyclopedia: ask it, search it, find its entries by name. Safe to use from several threads."""

    def __init__(self, data: Path, load: LoadEmbedder) -> None:
        """Use `open` instead."""
        self.data = data
        self._load = load
        self._lock = threading.Lock()
        self._index = _open(data)
        self._embedder: Embedder | None = None

    @classmethod
    def open(cls, data: str | Path, *, load: LoadEmbedder = load_embedder) -> Self:
        """Open the encyclopedia in the folder `data`; its embedding model is loaded by the first question.

        Raises IndexMissing, IndexDamaged or IndexMismatch, each naming what to run.
        """
        return cls(Path(data), load)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; the encyclopedia cannot be used after that."""
        self._index.store.close()

    def __len__(self) -> int:
        return self._index.manifest.entries

    @property
    def manifest(self) -> Manifest:
        """What the live index is made of."""
        return self._index.manifest

    def refresh(self) -> bool:
        """Take over an index that was published since; True if there was one."""
        if index_folder.read_manifest(self.data) == self._index.manifest:
            return False
        newer = _open(self.data)
        with self._lock:
            if newer.manifest.fingerprint != self._index.manifest.fingerprint:
                self._embedder = None
            self._index = newer
        return True

    def ask(self, question: str, *, quotations: int = 4, threshold: float | None = None) -> Answer:
        """Answer `question` with at most `quotations` quotations, or abstain with the nearest entries.

        It abstains when the probability that the first quotation answers is below `threshold`
        (between 0 and 1; None for the one that was measured to serve best).
        """
        index = self._index
        hits = self._search(index, question, CANDIDATES)
        chosen = choose_quotes(question_terms(question), question, hits, index.lexical, quotations, threshold)
        entries = {
            span.entry_id: entry for span in chosen.spans if (entry := index.store.entry(span.entry_id)) is not None
        }
        citations = tuple(
            _cite(index, number, entries[span.entry_id], span.start, span.end, span.key)
            for number, span in enumerate(chosen.spans, 1)
        )
        nearest = tuple(dict.fromkeys(hit.title for hit in hits[:10]))[:3]
        return Answer(question, citations, tuple(hits), chosen.confidence, nearest)

    def search(self, query: str, k: int = 10) -> list[Hit]:
        """The `k` best passages for `query`, best first; [] when nothing is near."""
        return self._search(self._index, query, max(k, CANDIDATES))[:k]

    def find(self, name: str, *, limit: int = 8) -> NameMatch:
        """The entry called `name`, or the candidates it may mean, best first."""
        return self._index.names.find(name, limit=limit)

    def entry(self, entry_id: str) -> Entry | None:
        """The entry with this id, or None."""
        return self._index.store.entry(entry_id)

    def entry_by_link(self, link: str) -> Entry | None:
        """The entry with this link (see `Entry.link`), or None."""
        return self._index.store.by_link(link)

    def random_entry(self) -> Entry | None:
        """Any entry, each as likely as the next."""
        return self._index.store.random()

    def titles_from(self, prefix: str, limit: int = 20) -> list[str]:
        """Titles that begin with `prefix`, whatever its case and accents."""
        return self._index.store.titles_from(prefix, limit)

    def _search(self, index: _Index, query: str, k: int) -> list[Hit]:
        query = query[:LONGEST_QUESTION].encode("utf-8", "replace").decode().strip()
        if not query:
            return []
        lexical = index.lexical.search(question_terms(query), k)
        dense = index.dense.search(self._embed(index, query), k)
        return _hits(index, weighted_sum(lexical, dense)[:k], lexical, dense)

    def _embed(self, index: _Index, query: str) -> Vectors:
        with self._lock:
            if self._embedder is None:
                self._embedder = _matching_embedder(self.data, index.manifest, self._load)
            return self._embedder.embed_query(query)


def _open(data: Path) -> _Index:
    manifest = index_folder.read_manifest(data)
    index_folder.check_files(data, manifest, contents=False)
    folder = data / manifest.folder
    store = EntryStore(folder / ENTRIES)
    return _Index(
        manifest,
        store,
        PassageStore(store.connection),
        NameIndex(store),
        LexicalIndex(folder / LEXICAL),
        DenseIndex(folder / DENSE),
    )


def _matching_embedder(data: Path, manifest: Manifest, load: LoadEmbedder) -> Embedder:
    embedder = load(manifest.model, data / "models")
    if embedder.fingerprint != manifest.fingerprint:
        raise IndexMismatch(
            f"the index in {data} was made with other weights of the model {manifest.model!r} than are installed now; "
            f"rebuild it with `wipiverse --data {data} build --model {manifest.model} PATH...`"
        )
    return embedder


def _hits(index: _Index, fused: Ranking, lexical: Ranking, dense: Ranking) -> list[Hit]:
    rows = index.passages.get(passage for passage, _ in fused)
    entries = {key: index.store.by_key(key) for key in {entry_key(passage) for passage in rows}}
    lexical_places = {passage: (rank, score) for rank, (passage, score) in enumerate(lexical, 1)}
    dense_places = {passage: (rank, score) for rank, (passage, score) in enumerate(dense, 1)}
    hits = []
    for passage, score in fused:
        row, entry = rows.get(passage), entries.get(entry_key(passage))
        if row is None or entry is None:
            continue
        found = Passage(passage, entry.id, row.start, row.end, entry.text[row.start : row.end])
        places = (*lexical_places.get(passage, (None, None)), *dense_places.get(passage, (None, None)))
        hits.append(Hit(found, entry.title, len(hits) + 1, score, *places))
    return hits


def _cite(index: _Index, number: int, entry: Entry, start: int, end: int, key: int) -> Citation:
    section = entry.section_at(start)
    return Citation(
        number,
        entry.title,
        Quote.cut(entry, start, end),
        section.title if section else None,
        index.store.paragraph_number(key, start),
    )
