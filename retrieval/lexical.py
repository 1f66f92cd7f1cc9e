"""The lexical index: BM25 over passages, with tantivy.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import tantivy

from retrieval.analysis import ANALYZER, analyzer, prepared
from retrieval.errors import IndexDamaged
from retrieval.languages import ENGLISH, LANGUAGES, language_of
from retrieval.results import PassageId, Ranking

__all__ = ["LexicalIndex", "LexicalWriter"]

# A title match counts half of a text match: more helps short search queries and harms written questions.
TITLE_WEIGHT = 0.5
SECTION_WEIGHT = 0.25
# A question is cut to its rarest terms here, so that a pasted page cannot take seconds.
MOST_TERMS = 40
# Hits with equal scores are put in order up to here; beyond it the order is that of the index.
MOST_TIED = 10_000

_WRITER_HEAP = 128_000_000
# A language is asked in only where at least this share of the passages is in it: quoted titles are in every one.
LEAST_SHARE = 0.01


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=False, fast=True)
    builder.add_unsigned_field("entry", indexed=True)
    builder.add_unsigned_field("language", indexed=True)
    for field in ("name", "title", "section", "text"):
        builder.add_text_field(field, tokenizer_name=ANALYZER, index_option="freq")
    return builder.build()


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Translate what tantivy says when it cannot write: a disk that is full, a folder that is damaged."""
    try:
        yield
    except ValueError as error:
        raise OSError(f"the lexical index in {folder} cannot be written: {error}") from error


class LexicalWriter:
    """Adds and removes passages; nothing is visible, or survives a crash, before `commit`.

    Raises OSError when the index cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        """Write to the index in `folder`, which is made if it is not there."""
        folder.mkdir(parents=True, exist_ok=True)
        with _translated(folder):
            self._index = tantivy.Index(_schema(), path=str(folder))
            self._index.register_tokenizer(ANALYZER, analyzer())
            # One thread: segments, and so the order of equal scores, come out the same in every build.
            self._writer = self._index.writer(_WRITER_HEAP, 1)
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with _translated(self._folder):
            if kind is None:
                self._writer.commit()
            else:
                self._writer.rollback()
            self._writer.wait_merging_threads()

    def add(
        self, passage: PassageId, key: int, title: str, section: str | None, text: str, names: Iterable[str] = ()
    ) -> None:
        """Add one passage of the entry `key`; `names` are those of the entry, given with its first passage only.

        Title, section and text are analysed as the language of the text, names all alike.
        """
        language = language_of(text)
        document = tantivy.Document()
        document.add_unsigned("id", passage)
        document.add_unsigned("entry", key)
        for name in names:
            document.add_text("name", prepared(name, ENGLISH))
        document.add_text("title", prepared(title, language))
        if section:
            document.add_text("section", prepared(section, language))
        document.add_text("text", prepared(text, language))
        if language != ENGLISH:
            document.add_unsigned("language", LANGUAGES.index(language))
        with _translated(self._folder):
            self._writer.add_document(document)

    def remove(self, key: int) -> None:
        """Remove every passage of the entry `key` that was added before."""
        # By query: by term, tantivy takes the number for a signed one and removes nothing.
        with _translated(self._folder):
            self._writer.delete_documents_by_query(tantivy.Query.term_query(self._index.schema, "entry", key))

    def commit(self) -> None:
        """Make all that was added and removed durable."""
        with _translated(self._folder):
            self._writer.commit()


@contextmanager
def _lockable(folder: Path) -> Iterator[Path]:
    """The folder; where it is read-only, another with links to its files: tantivy puts a lock beside what it opens."""
    if os.access(folder, os.W_OK):
        yield folder
        return
    with TemporaryDirectory(prefix="wipiverse-") as links:
        for file in folder.resolve().iterdir():
            if file.suffix != ".lock":
                (Path(links) / file.name).symlink_to(file)
        yield Path(links)


class LexicalIndex:
    """Searches the index in a folder. Raises IndexDamaged when it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`; it is memory-mapped, so this takes no time."""
        try:
            with _lockable(folder) as files:
                self._index = tantivy.Index.open(str(files))
                self._index.config_reader("Manual")  # a published index never changes: nobody need watch its files
                self._index.register_tokenizer(ANALYZER, analyzer())
                self._searcher = self._index.searcher()
        except (ValueError, OSError) as error:
            raise IndexDamaged(f"the lexical index in {folder} is unreadable ({error}); rebuild it") from error
        self._schema = self._index.schema
        self._languages = frozenset(language for language in LANGUAGES if self._share(language) >= LEAST_SHARE)

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    def language_of(self, question: str) -> str:
        """The language `question` is to be analysed as: its own where passages are in it, else English."""
        language = language_of(question, question=True) if self._languages else ENGLISH
        return language if language in self._languages else ENGLISH

    def _share(self, language: str) -> float:
        """The share of the passages that are in a language."""
        try:
            query = tantivy.Query.term_query(self._schema, "language", LANGUAGES.index(language))
        except ValueError:  # the index of an older program: all in English
            return 0.0
        return self._count(query) / max(1, len(self))

    def document_frequency(self, term: str, *fields: str) -> int:
        """How many passages hold `term` in their text, or in that of these fields where most do."""
        return max(self._searcher.doc_freq(field, term) for field in fields or ("text",))

    def count_with(self, terms: Iterable[str]) -> int:
        """How many passages hold all of these terms in their text."""
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, self._term("text", term)) for term in terms])
        return self._count(query)

    def _count(self, query: tantivy.Query) -> int:
        return int(self._searcher.search(query, 1).count or 0)  # type: ignore[attr-defined]  # not in tantivy's stubs

    def search(self, terms: Iterable[str] | Mapping[str, float], k: int) -> Ranking:
        """The `k` best passages for these terms, perhaps with weights, by BM25, best first, equal scores by id."""
        return self._search(terms, k, (("text", 1.0), ("title", TITLE_WEIGHT), ("section", SECTION_WEIGHT)))

    def search_names(self, terms: Iterable[str], k: int) -> Ranking:
        """The first passages of the `k` entries whose names match these terms best, by BM25 over the names."""
        return self._search(terms, k, (("name", 1.0),))

    def search_beside(self, words: Iterable[str], terms: Iterable[str], k: int, *, slips: int = 0) -> Ranking:
        """The `k` passages with one of `words` in their text that suit the `terms` best, by BM25 of these alone.

        A word is one that the index has or, with one or two `slips`, any that is so many letters away from it.
        """
        one_of = [
            tantivy.Query.fuzzy_term_query(self._schema, "text", word, slips) if slips else self._term("text", word)
            for word in sorted(words)
        ]
        query = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Must,
                    tantivy.Query.const_score_query(
                        tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in one_of]), 0.0
                    ),
                ),
                *((tantivy.Occur.Should, self._term("text", term)) for term in terms),
            ]
        )
        return self._ranking(self._searcher.search(query, k, count=False).hits)

    def _search(
        self, terms: Iterable[str] | Mapping[str, float], k: int, fields: Sequence[tuple[str, float]]
    ) -> Ranking:
        frequencies = ((term, sum(self._searcher.doc_freq(field, term) for field, _ in fields)) for term in terms)
        known = [(term, frequency) for term, frequency in frequencies if frequency]
        weights = terms if isinstance(terms, Mapping) else {}
        rarest = sorted(known, key=lambda item: item[1])[:MOST_TERMS]
        if not rarest:
            return []
        query = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(self._term(field, term), weight * weights.get(term, 1.0)),
                )
                for term, _ in rarest
                for field, weight in fields
            ]
        )
        return sorted(self._ranking(self._best(query, k)), key=lambda item: (-item[1], item[0]))[:k]

    def _ranking(self, found: Sequence[tuple[float, tantivy.DocAddress]]) -> Ranking:
        """The passages found, in this order."""
        ids = self._searcher.fast_field_values("id", [address for _, address in found])
        return [(int(passage or 0), float(score)) for passage, (score, _) in zip(ids, found, strict=True)]

    def _best(self, query: tantivy.Query, k: int) -> list[tuple[float, tantivy.DocAddress]]:
        """The `k` best hits and those that tie with the last, among which tantivy would choose by place."""
        wanted = k + 1
        while True:
            found = self._searcher.search(query, wanted, count=False).hits
            if len(found) < wanted or found[-1][0] < found[k - 1][0] or wanted > MOST_TIED:
                return found
            wanted *= 4

    def _term(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, "freq")
