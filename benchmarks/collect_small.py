"""Candidates of questions that small encyclopedias are asked, for `benchmarks.train_ranking train`.

    python -m benchmarks.collect_small ENTRIES QUESTIONS FOLDER CANDIDATES [--model static] [--as-if-lexical]

Builds a few of the entries (JSONL, plain or .xz) as encyclopedias in FOLDER, each with some that questions are about,
and asks each of them those questions, with their entry and without, and as many about entries that it has not got: most
of what people ask is not in a small encyclopedia, and the confidence must not be learned from large ones alone.
"""

import argparse
import json
import pickle
import random
from pathlib import Path

from benchmarks.questions import chosen, opened
from benchmarks.ranking_report import Asked, ask
from retrieval import Encyclopedia, build

SIZES = (60, 60, 100, 100, 200, 200, 500, 1500)
# Entries of each that questions are about, and questions of either kind.
ABOUT, MOST = 40, 150


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("entries", "questions", "folder", "candidates"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--model", default="minilm")
    parser.add_argument("--as-if-lexical", action="store_true")
    options = parser.parse_args()
    with opened(options.entries) as file:
        entries = {row["title"]: row for row in map(json.loads, file)}
    questions = chosen(options.questions)
    drawn = random.Random(11)
    titles = sorted({row.title for row in questions})
    others = sorted(entries.keys() - set(titles))
    drawn.shuffle(titles)
    found: list[Asked] = []
    for number, size in enumerate(SIZES):
        some = [title for title in titles[number * ABOUT : (number + 1) * ABOUT] if title in entries]
        held = some + drawn.sample(others, size - len(some))
        data = options.folder / f"{number}-{options.model}"
        source = options.folder / f"{number}.jsonl"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text("".join(f"{json.dumps(entries[title])}\n" for title in held), encoding="utf-8")
        build([source], data, model=options.model)
        about = [row for row in questions if row.title in held]
        elsewhere = drawn.sample([row for row in questions if row.title not in held], MOST)
        drawn.shuffle(about)
        with Encyclopedia.open(data, as_if_lexical=options.as_if_lexical) as encyclopedia:
            found += ask(encyclopedia, about[:MOST])
            found += ask(encyclopedia, elsewhere, (False,))
    options.candidates.write_bytes(pickle.dumps(found))
    print(f"{len(found)} askings of {len(SIZES)} encyclopedias in {options.candidates}")


if __name__ == "__main__":
    main()
