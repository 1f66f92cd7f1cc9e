"""Korean questions about an English encyclopedia, beside the same questions in English.

    python -m benchmarks.korean DATA questions-ko-dev.jsonl.xz [--limit 500] [--held-out] [--run-together]

Prints the share of the questions whose English twin's first passage is among the Korean question's first 1, 5 and 10;
how many are answered in either language, with what the answers' words are in the first quotation, and what the
confidence says of that. `--held-out` asks each fifth of the questions with words and a map of vectors that only the
others taught; what ships was taught by all of them. `--run-together` asks the Korean ones without their spaces.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np

from benchmarks.questions import InBothLanguages, in_both_languages
from benchmarks.ranking_report import Floats, bands
from benchmarks.train_korean import taught_by
from retrieval import Encyclopedia
from retrieval.embedder import MULTILINGUAL_MODEL, load_embedder
from retrieval.evaluate import auroc, contains_answer
from retrieval.results import Answer

FIRST = (1, 5, 10)
PARTS = 5


class Asked:
    """What questions in one language got."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.confidence: list[float] = []
        self.right: list[bool] = []

    def add(self, answer: Answer, words: Sequence[str]) -> None:
        """Take an answer, whatever its confidence, to a question that has one of these words for an answer."""
        self.confidence.append(answer.confidence)
        self.right.append(bool(answer.citations) and contains_answer(answer.citations[0].quote.text, words))

    def report(self, language: str, threshold: float) -> None:
        """Print how many are answered and right, and how well the confidence tells."""
        confidence: Floats = np.array(self.confidence)
        right = np.array(self.right)
        print(
            f"{language}: answered {(confidence >= threshold).mean():.3f}, first quotation holds the answer"
            f" {right.mean():.3f}, AUROC of the confidence between these and others"
            f" {auroc(confidence[right], confidence[~right]):.3f}"
        )
        bands(confidence, right)


@contextmanager
def taught_by_others(rows: Sequence[InBothLanguages], part: int, data: Path) -> Iterator[None]:
    """Korean words and the map of vectors as they are when one part of the questions has not been seen."""
    others = [row for place, row in enumerate(rows) if place % PARTS != part]
    glossary, crossing = taught_by(others, load_embedder(MULTILINGUAL_MODEL, data / "models"))
    with (
        patch("retrieval.korean.glossary.glossary", lambda: glossary),
        patch("retrieval.korean.glossary._map", lambda: crossing),
    ):
        yield


def main() -> None:
    """Ask every question in both languages and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--run-together", action="store_true")
    options = parser.parse_args()
    rows = in_both_languages(options.questions)[: options.limit]
    ranks: list[int | None] = []
    asked = {"ko": Asked(), "en": Asked()}
    seconds: list[float] = []

    def ask(encyclopedia: Encyclopedia, some: Sequence[InBothLanguages]) -> None:
        for row in some:
            twin = encyclopedia.ask(row.english, threshold=0)
            korean = row.korean.replace(" ", "") if options.run_together else row.korean
            started = time.perf_counter()
            answer = encyclopedia.ask(korean, threshold=0)
            seconds.append(time.perf_counter() - started)
            ids = [hit.id for hit in answer.hits]
            ranks.append(ids.index(twin.hits[0].id) + 1 if twin.hits and twin.hits[0].id in ids else None)
            asked["ko"].add(answer, row.answers)
            asked["en"].add(twin, row.answers)

    with Encyclopedia.open(options.data) as encyclopedia:
        encyclopedia.ask(rows[0].korean)
        for part in range(PARTS) if options.held_out else ():
            with taught_by_others(rows, part, options.data):
                ask(encyclopedia, rows[part::PARTS])
        if not options.held_out:
            ask(encyclopedia, rows)
        threshold = encyclopedia.threshold
    for first in FIRST:
        among = sum(rank is not None and rank <= first for rank in ranks) / len(rows)
        print(f"the twin's first passage among the first {first}: {among:.3f}")
    for language, got in asked.items():
        got.report(language, threshold)
    print(f"an answer in Korean, p50 {sorted(seconds)[len(rows) // 2] * 1000:.0f} ms, {len(rows)} questions")


if __name__ == "__main__":
    main()
