"""Korean questions about an English encyclopedia, beside the same questions in English.

    python -m benchmarks.korean DATA questions-ko-dev.jsonl.xz [--limit 500]

Prints the share of the questions whose English twin's first passage is among the Korean question's first 1, 5 and 10;
how many are answered in either language, and with what the answers' words are in the first quotation.
"""

import argparse
import json
import lzma
import re
import time
from pathlib import Path
from typing import Any

from retrieval import Encyclopedia
from retrieval.results import Answer

FIRST = (1, 5, 10)


def read(path: Path, limit: int | None) -> list[dict[str, Any]]:
    """The questions, packed with xz or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file][:limit]


def holds(answer: Answer, words: list[str]) -> bool:
    """Whether the first quotation has one of these answers, whatever is asked of the confidence."""
    quoted = _plain(answer.citations[0].quote.text) if answer.citations else ""
    return any(_plain(word) in quoted for word in words)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def main() -> None:
    """Ask every question in both languages and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    rows = read(options.questions, options.limit)
    found = dict.fromkeys(FIRST, 0)
    answered, right = {"ko": 0, "en": 0}, {"ko": 0, "en": 0}
    seconds: list[float] = []
    with Encyclopedia.open(options.data) as encyclopedia:
        encyclopedia.search(rows[0]["question"])
        for row in rows:
            twin = encyclopedia.search(row["question_en"], 1)
            started = time.perf_counter()
            hits = [hit.passage.id for hit in encyclopedia.search(row["question"], max(FIRST))]
            seconds.append(time.perf_counter() - started)
            for first in FIRST:
                found[first] += bool(twin) and twin[0].passage.id in hits[:first]
            for language, question in (("ko", row["question"]), ("en", row["question_en"])):
                answer = encyclopedia.ask(question, threshold=0)
                answered[language] += answer.confidence >= encyclopedia.threshold
                right[language] += holds(answer, row["answers"])
    for first, number in found.items():
        print(f"the twin's first passage among the first {first}: {number / len(rows):.3f}")
    for language in ("ko", "en"):
        share, good = answered[language] / len(rows), right[language] / len(rows)
        print(f"{language}: answered {share:.3f}, first quotation holds the answer {good:.3f}")
    print(f"search in Korean, p50 {sorted(seconds)[len(rows) // 2] * 1000:.0f} ms, {len(rows)} questions")


if __name__ == "__main__":
    main()
