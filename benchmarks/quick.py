"""The quick set of measures, in minutes: quality and serving of an index, encoding, growth; as a table and a plot.

    python -m benchmarks.quick DATA QUESTIONS NAMES [--sizes 1000 10000] [--table docs/measured.md]
        [--rows benchmarks/growth.json] [--plot docs/pictures/growth.png]

DATA is a built index that the QUESTIONS and NAMES are about; its model is encoded with, beside plain
sentence-transformers in the same run. Growth is measured at `--sizes`; the plot shows the other rows of `--rows` too,
such as those that `make bench-growth` takes half an hour for.
"""

import argparse
import os
import platform
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from benchmarks.encoding import compare
from benchmarks.growth import grow, kept, plot, table
from benchmarks.serving import measure
from retrieval import Encyclopedia
from retrieval.evaluate import NameRow, Question, evaluate, evaluate_names, read_rows

__all__ = ["quality", "serving"]

_HEADING = """# Measured by `make bench`

{day}, {machine}, {cores} cores, load {load:.1f} at the end: times are of this run, whatever else ran beside it.
What the whole encyclopedia costs stands in [benchmarks/results.md](../benchmarks/results.md).

"""


def quality(encyclopedia: Encyclopedia, questions: Path, names: Path) -> list[tuple[str, str]]:
    """What is measured, and its value: how well questions are answered and names found."""
    asked = evaluate(encyclopedia, [row for row in read_rows(questions) if isinstance(row, Question)])
    found = evaluate_names(encyclopedia, [row for row in read_rows(names) if isinstance(row, NameRow)])
    return [
        (f"questions of {questions.name}", f"{asked.questions}"),
        ("right passage first / among five", f"{asked.passage_at[1]:.3f} / {asked.passage_at[5]:.3f}"),
        ("first quotation answers", f"{asked.quote:.3f}"),
        ("AUROC of the confidence", f"{asked.auroc:.3f}"),
        (f"names of {names.name}: right first / listed", f"{found.at_1:.3f} / {found.listed:.3f}"),
    ]


def serving(encyclopedia: Encyclopedia, questions: Path) -> list[tuple[str, str]]:
    """What is measured, and its value: what asking costs."""
    rows = [row.question for row in read_rows(questions) if isinstance(row, Question)]
    found = measure(encyclopedia, rows, 32)
    return [
        ("question to answer, p50 / p95", f"{found['p50']:.1f} / {found['p95']:.1f} ms"),
        ("processor time a question", f"{found['cpu']:.1f} ms"),
        ("32 askers, two threads: a second / p95 / lost",
         f"{found['a_second_2']:.0f} / {found['waited_p95_2']:.0f} ms / {found['lost_2']:.0f}"),
        ("resident memory", f"{found['resident']:.0f} MB"),
    ]  # fmt: skip


def _as_table(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(["| measure | value |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in rows)])


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "questions", "names"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--table", type=Path, default=Path("docs/measured.md"))
    parser.add_argument("--rows", type=Path, default=Path("benchmarks/growth.json"))
    parser.add_argument("--plot", type=Path, default=Path("docs/pictures/growth.png"))
    arguments = parser.parse_args()
    with Encyclopedia.open(arguments.data, recent=0) as encyclopedia:
        rows = quality(encyclopedia, arguments.questions, arguments.names)
        rows += serving(encyclopedia, arguments.questions)
    speeds = compare(120, 3, arguments.data / "models")
    rows += [
        ("passages of 120 words embedded a second", f"{speeds['ours']:.1f}"),
        ("the same by plain sentence-transformers", f"{speeds['sentence-transformers']:.1f}"),
        ("ratio of the two, median of three rounds", f"{speeds['ratio']:.2f}"),
    ]
    grow(arguments.sizes, 200, arguments.rows)
    grown = kept(arguments.rows)
    plot(grown, arguments.plot)
    heading = _HEADING.format(
        day=date.today().isoformat(),  # noqa: DTZ011  of whoever measures
        machine=f"{platform.system()} on {platform.machine()}", cores=os.cpu_count(), load=os.getloadavg()[0],
    )  # fmt: skip
    growth = f"## Growth, synthetic entries\n\n{table(grown)}\n\n![Growth](pictures/{arguments.plot.name})\n"
    arguments.table.write_text(f"{heading}{_as_table(rows)}\n\n{growth}", encoding="utf-8")
    print(arguments.table.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
