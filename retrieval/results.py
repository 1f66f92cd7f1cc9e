"""What a search gives back. Offsets are str offsets into `Entry.text`, end exclusive."""

from dataclasses import dataclass
from typing import Self

from corpus.entry import Entry

__all__ = ["DOUBTFUL", "Answer", "Candidate", "Citation", "Hit", "Passage", "PassageId", "Quote", "Ranking"]

PassageId = int
Ranking = list[tuple[PassageId, float]]

# Of the first quotations that are shown with less confidence than this one in six answers
# (`benchmarks/results/confidence.md`).
DOUBTFUL = 0.25


@dataclass(frozen=True, slots=True)
class Passage:
    """About 120 words of one entry, never across a section: `entry.text[start:end] == text`."""

    id: PassageId
    entry_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that a ranking brings, before it is read.

    `lexical_rank` and `dense_rank` (from 1) are its places in the two rankings, None where it is in only one of them;
    their scores are BM25 and cosine, the multilingual model's on the scale of the default model's.
    """

    id: PassageId
    lexical_rank: int | None = None
    lexical_score: float | None = None
    dense_rank: int | None = None
    dense_score: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate that was read, at its place (`rank` from 1) by the ranker's `score`; 0 where it is not ranked yet."""

    passage: Passage
    title: str
    rank: int
    score: float
    lexical_rank: int | None = None
    lexical_score: float | None = None
    dense_rank: int | None = None
    dense_score: float | None = None

    @property
    def id(self) -> PassageId:
        """The id of its passage."""
        return self.passage.id


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an entry, exactly: `entry.text[start:end] == text`. Made by `cut` and nowhere else."""

    entry_id: str
    start: int
    end: int
    text: str

    @classmethod
    def cut(cls, entry: Entry, start: int, end: int) -> Self:
        """Cut the quote out of the entry itself, so that it cannot say anything else.

        Raises ValueError when the range is empty or not inside the text.
        """
        if not 0 <= start < end <= len(entry.text):
            raise ValueError(f"no text at {start}:{end} in {entry.title!r} ({len(entry.text)} characters)")
        return cls(entry.id, start, end, entry.text[start:end])


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quotation stands: entry title, section title if it has one, paragraph number from 1."""

    number: int
    title: str
    quote: Quote
    section: str | None
    paragraph: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The quotations that answer a question, best first; none of them when it abstains.

    `confidence` is the estimated probability that the first quotation answers; `nearest` names the
    entries that came closest, for a reader whose question was not answered. `foreign` says that it was asked in
    another language than that of the entries, by which less is found. `corrections` are words of the question, each
    with what it was taken for: one that no entry has, or hardly any, or one that means somebody, with the whole name.
    """

    question: str
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    confidence: float
    nearest: tuple[str, ...] = ()
    foreign: bool = False
    corrections: tuple[tuple[str, str], ...] = ()

    @property
    def abstained(self) -> bool:
        """Whether the encyclopedia does not say."""
        return not self.citations

    @property
    def doubtful(self) -> bool:
        """Whether it is quoted, but probably does not answer: to be said with the quotations."""
        return not self.abstained and self.confidence < DOUBTFUL
