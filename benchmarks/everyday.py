"""What people ask of any entry ("when did X die", "how many people live in X"): how often does the first quotation say?

    python -m benchmarks.everyday INDEX ENTRIES [--of-a-form 14]

The questions are made of ENTRIES as those are that the ranking learns from (`benchmarks.everyday_questions`), but about
the tenth of the entries that nothing is learned from. Each is asked without its entry as well: the last two columns are
how much is refused then, and how much answered without doubt. "Who is X" answers some of these, so what it finds there
says little more than that the beginning is quoted.
"""

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.everyday_questions import Everyday, drawn, everyday_questions
from retrieval import Encyclopedia
from retrieval.evaluate import contains_answer
from retrieval.results import DOUBTFUL

Outcome = tuple[bool, ...]


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("entries", type=Path)
    parser.add_argument("--of-a-form", type=int, default=14)
    options = parser.parse_args()
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    with Encyclopedia.open(options.index) as encyclopedia:
        for row in everyday_questions(encyclopedia, drawn(options.entries), options.of_a_form, left=True):
            outcome = asked(encyclopedia, row)
            outcomes[row.form].append(outcome)
            outcomes["about entries named often" if row.named_often else "about any entries"].append(outcome)
    report(dict(sorted(outcomes.items(), key=lambda item: (item[0].startswith("about "), -len(item[1])))))


def asked(encyclopedia: Encyclopedia, row: Everyday) -> Outcome:
    """Whether the first quotation is the entry's and has the answer; whether it is refused, or doubted.

    And whether it is refused, or answered without doubt, when the entry is left out.
    """
    found = encyclopedia.ask(row.question, threshold=0.0)
    left_out = encyclopedia.ask(row.question, threshold=0.0, without=row.title)
    first = found.citations[0] if found.citations else None
    of_entry = first is not None and first.title == row.title
    refused = found.confidence < encyclopedia.threshold
    return (
        of_entry,
        of_entry and first is not None and contains_answer(first.quote.text, row.answers),
        refused,
        not refused and found.confidence < DOUBTFUL,
        left_out.confidence < encyclopedia.threshold,
        left_out.confidence >= DOUBTFUL,
    )


def report(outcomes: Mapping[str, Sequence[Outcome]]) -> None:
    """Print a row for each kind of questions: how many there are, and the share of each outcome."""
    print(f"{'':40} number  of the entry  says   refused  doubted  without: refused  undoubted")
    for of, rows in outcomes.items():
        of_entry, says, refused, doubted, refused_without, undoubted = np.mean(rows, axis=0)
        print(
            f"{of:40} {len(rows):6}  {of_entry:12.3f}  {says:.3f}  {refused:7.3f}  {doubted:7.3f}"
            f"  {refused_without:16.3f}  {undoubted:9.3f}"
        )


if __name__ == "__main__":
    main()
