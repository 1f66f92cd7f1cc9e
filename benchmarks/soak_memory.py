"""Plot the memory of the bot over a soak, from what `tests/bot/test_soak.py` leaves where SOAK_FIGURES says.

SOAK_FIGURES=. python -m pytest -m faults tests/bot/test_soak.py
python -m benchmarks.soak_memory soak-20000.json docs/pictures/soak-memory.png
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path


def plot(runs: Sequence[Sequence[tuple[int, int]]], path: Path) -> None:
    """Draw the MB after so many updates into a PNG, a line for each run between two kills."""
    import matplotlib as mpl  # noqa: PLC0415  only plots need it

    mpl.use("agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, axes = plt.subplots(figsize=(6.4, 2.6), layout="constrained")
    for number, run in enumerate(runs):
        axes.plot([updates for updates, _ in run], [size for _, size in run], color="C0", linewidth=1)
        if number:
            axes.axvline(run[0][0], color="C3", linewidth=0.8, linestyle=":", label="kill -9" if number == 1 else None)
    axes.set(xlabel="updates", ylabel="resident, MB", ylim=(0, None), xlim=(0, None))
    if len(runs) > 1:
        axes.legend(loc="lower right")
    figure.savefig(path, dpi=90)


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path)
    parser.add_argument("output", type=Path)
    arguments = parser.parse_args()
    figures = json.loads(arguments.figures.read_text("utf-8"))
    print(figures["report"])
    plot([run for run in figures["memory"] if run], arguments.output)


if __name__ == "__main__":
    main()
