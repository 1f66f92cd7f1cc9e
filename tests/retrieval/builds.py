"""Small builds, and what is in them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from retrieval import Encyclopedia, build
from retrieval.build import BuildReport
from retrieval.index_folder import check_files, read_manifest
from retrieval.passages import split
from tests.embedders import HashingEmbedder, loading

TEA = {
    "id": "1",
    "title": "Tea",
    "text": "Tea is brewed from leaves.\n\nIt is drunk hot.",
    "aliases": ["Chai"],
}
COFFEE = {"id": "2", "title": "Coffee", "text": "Coffee is brewed from roasted beans."}
COCOA = {"id": "3", "title": "Cocoa", "text": "Cocoa is made of fermented beans."}

Write = Callable[..., Path]
Counts = tuple[int, int, int, int]


def make(source: Path, data: Path, embedder: HashingEmbedder | None = None, **options: Any) -> BuildReport:
    return build([source], data, load=loading(embedder or HashingEmbedder()), **options)


def counts(report: BuildReport) -> Counts:
    return report.new, report.changed, report.removed, report.embedded


def opened(data: Path, embedder: HashingEmbedder | None = None, **options: Any) -> Encyclopedia:
    return Encyclopedia.open(data, load=loading(embedder or HashingEmbedder()), **options)


def titles(data: Path, query: str) -> list[str]:
    """Titles of the passages that the lexical ranking found."""
    with opened(data) as encyclopedia:
        return [hit.title for hit in encyclopedia.search(query) if hit.lexical_rank is not None]


def contents(data: Path) -> dict[str, Any]:
    """Everything an index says: entries, passages, vectors by passage, and the answers of the lexical index."""
    manifest = read_manifest(data)
    check_files(data, manifest, contents=True)
    embedder = HashingEmbedder()
    with opened(data, embedder) as encyclopedia:
        index = encyclopedia._index
        rows = index.store.connection.execute("SELECT id, title, text, aliases FROM entries ORDER BY title")
        entries = list(rows)
        passages = {}
        for _, title, _, _ in entries:
            entry = index.store.by_title(title)
            assert entry is not None
            (key,) = index.store.connection.execute("SELECT key FROM entries WHERE title = ?", (title,)).fetchone()
            parts = split(entry, key)
            stored = index.passages.get(part.id for part in parts)
            assert [(stored[part.id].start, stored[part.id].end) for part in parts] == [(p.start, p.end) for p in parts]
            vectors = index.dense.vectors([part.id for part in parts])
            passages[title] = [
                (part.start, part.end, vector.tobytes()) for part, vector in zip(parts, vectors, strict=True)
            ]
        assert len(index.passages) == sum(map(len, passages.values())) == len(index.lexical) == len(index.dense)
        return {"entries": entries, "passages": passages, "counts": (manifest.entries, manifest.passages)}
