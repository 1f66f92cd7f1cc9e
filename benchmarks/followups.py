"""Follow-up questions: how much of what the human rewrite finds is found by the question in context.

    python -m benchmarks.followups INDEX followups-dev.jsonl.xz questions-dev.jsonl.xz

Every conversation is gone through turn by turn, as the bot would, and each way of reading a question is compared by
the passages its first ten share with those of the rewrite: the bare question; the title of the last answer in the
place of the pronoun; the words of all turns, of the last and of the first added to it; and
`bot.conversation.follow_ups`, which decides by itself, from what it has understood before. Then questions that stand
alone are asked after an unrelated one: the first passage should stay.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.questions import opened
from bot.conversation.context import Turn, understand
from bot.conversation.follow_ups import read_in_context
from bot.conversation.subject import subject_of
from retrieval import Encyclopedia
from retrieval.analysis import analyze, question_terms
from retrieval.evaluate import Question, read_rows

SAMPLES = 10_000
ALONE = 300
MOST_TURNS = 4


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("index", "followups", "questions"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    with Encyclopedia.open(arguments.index) as encyclopedia:
        with opened(arguments.followups) as lines:
            compare(encyclopedia, [json.loads(line) for line in lines])
        stand_alone(encyclopedia, arguments.questions)


def compare(encyclopedia: Encyclopedia, rows: Sequence[dict[str, Any]]) -> None:
    """Print what each way of reading shares with the rewrites."""

    @cache
    def first_ten(query: str) -> frozenset[int]:
        return frozenset(hit.passage.id for hit in encyclopedia.search(query, 10))

    shared: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        turns = _turns(encyclopedia, tuple(turn["q"] for turn in row["history"]))
        for way, reading in _WAYS.items():
            query = reading(encyclopedia, row["question"], turns)
            shared[way].append(len(first_ten(query) & first_ten(row["rewritten"])))
    parts = {
        "all rows": range(len(rows)),
        "with turns before": [n for n, row in enumerate(rows) if row["history"]],
        "rewritten": [n for n, row in enumerate(rows) if row["question"] != row["rewritten"]],
        "not rewritten": [n for n, row in enumerate(rows) if row["history"] and row["question"] == row["rewritten"]],
    }
    for part, chosen in parts.items():
        bare = [shared["bare"][n] for n in chosen]
        print(f"{part}: {len(chosen)} questions")
        for way, counts in shared.items():
            ours = [counts[n] for n in chosen]
            low, high = _interval(bare, ours)
            more, fewer = (sum(sign * (o - b) > 0 for o, b in zip(ours, bare, strict=True)) for sign in (1, -1))
            print(
                f"  {way:<22} {_mean(ours):.3f}  x {_mean(ours) / _mean(bare):.2f} ({low:.2f} to {high:.2f})"
                f"  more {more}, fewer {fewer}"
            )


@cache
def _turns(encyclopedia: Encyclopedia, questions: tuple[str, ...]) -> tuple[Turn, ...]:
    """What the bot remembers after these questions, latest first."""
    if not questions:
        return ()
    before = _turns(encyclopedia, questions[:-1])
    understood = read_in_context(encyclopedia, questions[-1], before[:MOST_TURNS])
    answer = encyclopedia.ask(understood.question)
    titles = tuple(citation.title for citation in answer.citations)
    return (Turn(questions[-1], understood.about, titles), *before)


def _with_words(encyclopedia: Encyclopedia, question: str, others: Sequence[str], most: int = 100) -> str:
    """The question and the rarest words of others, each once."""
    words: dict[str, str] = {}
    for other in reversed(others):
        telling = set(question_terms(other))
        words |= {term: word for word in other.split() for term in analyze(word) if term in telling}
    rarest = sorted(words, key=encyclopedia.lexical.document_frequency)[:most]
    return " ".join(dict.fromkeys([question, *(word for term, word in words.items() if term in rarest)]))


def _by_title(_: Encyclopedia, question: str, turns: Sequence[Turn]) -> str:
    return understand(question, [title for turn in turns for title in turn.titles]).question


_WAYS: dict[str, Callable[[Encyclopedia, str, Sequence[Turn]], str]] = {
    "bare": lambda _, question, __: question,
    "title of the answer": _by_title,
    "words of all turns": lambda e, q, turns: _with_words(e, q, [turn.question for turn in turns]),
    "words of the last": lambda e, q, turns: _with_words(e, q, [turn.question for turn in turns[:1]]),
    "words of the first": lambda e, q, turns: _with_words(e, q, [turn.question for turn in turns[-1:]]),
    "3 rarest of the first": lambda e, q, turns: _with_words(e, q, [turn.question for turn in turns[-1:]], 3),
    "bot.conversation.follow_ups": lambda e, q, turns: read_in_context(e, q, turns[:MOST_TURNS]).question,
}


def stand_alone(encyclopedia: Encyclopedia, path: Path) -> None:
    """Print how many questions find another first passage because an unrelated one was asked before."""
    rows = [row for row in read_rows(path) if isinstance(row, Question) and row.answerable]
    draw = random.Random(11)
    asked, before = draw.sample(rows, ALONE), draw.sample(rows, ALONE)
    held = defaultdict(list)
    touched: list[tuple[str, str]] = []
    changed = 0
    for row, other in zip(asked, before, strict=True):
        if row.title == other.title:
            continue
        understood = read_in_context(encyclopedia, row.question, _turns(encyclopedia, (other.question,)))
        turns = _turns(encyclopedia, (other.question, row.question))
        held[row.set].append(subject_of(encyclopedia, turns) in {row.question, turns[0].about})
        if understood.question != row.question.strip():
            touched.append((row.question, understood.question))
            changed += _first(encyclopedia, row.question) != _first(encyclopedia, understood.question)
    for kind, right in sorted(held.items()):
        print(f"{kind}: what is said next is about the later of two unrelated questions {_mean(right):.2f}")
    print(f"{ALONE} questions that stand alone, after an unrelated one: {len(touched)} read in its context,")
    print(f"  {changed} with another first passage")
    for question, read in touched:
        print(f"    {question} -> {read}")


def _first(encyclopedia: Encyclopedia, query: str) -> int | None:
    return next((hit.passage.id for hit in encyclopedia.search(query, 1)), None)


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)


def _interval(bare: Sequence[int], ours: Sequence[int]) -> tuple[float, float]:
    """The middle 95 % of the ratio of the means, by a paired bootstrap."""
    draw = random.Random(5)
    ratios = []
    for _ in range(SAMPLES):
        chosen = draw.choices(range(len(bare)), k=len(bare))
        ratios.append(sum(ours[n] for n in chosen) / max(1, sum(bare[n] for n in chosen)))
    ratios.sort()
    return ratios[SAMPLES // 40], ratios[-SAMPLES // 40]


if __name__ == "__main__":
    main()
