"""How building and asking grow with the encyclopedia, on synthetic entries of any number.

    python -m benchmarks.growth SIZE... [--rows growth.json] [--plot growth.png] [--questions 200]

An entry is a title and a passage of 100 words, drawn from 50,000 words as natural text draws them (Zipf); a
question is five words of some entry. Vectors are random, 384 numbers from the text as seed, so nothing is said about
quality: only what the two indexes, the store and the ranking cost. Each size is built and asked in a process of its
own. Prints a table. --rows is a file of rows, a size each, in which these replace older ones as they come; --plot draws
latency and memory of all that are there (needs `pip install .[bench]`).
"""

import argparse
import hashlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.serving import measure
from retrieval import Encyclopedia, build
from retrieval.embedder import Embedder, Vectors

__all__ = ["RandomEmbedder", "grow", "kept", "plot", "table"]

VOCABULARY, WORDS = 50_000, 100
COLUMNS = {
    "entries": "entries",
    "build": "build, s",
    "disk": "disk, MB",
    "p50": "p50, ms",
    "p95": "p95, ms",
    "a_second_2": "32 askers, a second",
    "waited_p95_2": "p95 waited, ms",
    "lost_2": "lost",
    "resident": "resident, MB",
    "load": "load",
}


class RandomEmbedder:
    """A random unit vector for each text, the same for the same text."""

    fingerprint = "random-384"
    dimension = 384

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        return np.stack([self._vector(text) for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, of shape (len(texts), dimension)."""
        return self.embed_passages(texts)

    def _vector(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        vector = np.random.Generator(np.random.SFC64(seed)).standard_normal(self.dimension, np.float32)
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit


def grow(sizes: Sequence[int], questions: int, path: Path | None = None) -> list[dict[str, Any]]:
    """Measure each size; a row each, as `benchmarks.serving.measure` gives it, with "build" (s) and "disk" (MB)."""
    rows: list[dict[str, Any]] = []
    for size in sizes:
        command = [sys.executable, "-m", "benchmarks.growth", str(size), "--questions", str(questions), "--one"]
        rows.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
        print(table(rows[-1:]), file=sys.stderr, flush=True)
        if path:
            others = [row for row in kept(path) if row["entries"] != size]
            all_rows = sorted([*others, rows[-1]], key=lambda row: row["entries"])
            path.write_text(json.dumps(all_rows, indent=1) + "\n", encoding="utf-8")
    return rows


def kept(path: Path) -> list[dict[str, Any]]:
    """The rows in a file of rows, by size; none if there is no such file."""
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else []


def _one(size: int, questions: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asked = _write_entries(folder / "entries.jsonl", size, questions)
        # Built in a process of its own, too, so that its memory is not that of asking.
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "benchmarks.growth", "--build", name], check=True)
        seconds = time.perf_counter() - started
        with Encyclopedia.open(folder / "data", load=_load, recent=0) as encyclopedia:
            row = measure(encyclopedia, asked, 32)
            index = folder / "data" / encyclopedia.manifest.folder
        disk = sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / 1e6
    return {name: round(value, 1) for name, value in row.items()} | {
        "build": round(seconds, 1),
        "disk": round(disk, 1),
        "load": round(os.getloadavg()[0], 1),
        "day": date.today().isoformat(),  # noqa: DTZ011  of whoever measures
    }


def _load(_: str, __: Path) -> Embedder:
    return RandomEmbedder()


def _write_entries(path: Path, size: int, questions: int) -> list[str]:
    rng = np.random.default_rng(size)
    letters = random.Random(1)
    words = [
        "".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=letters.randint(3, 10))) for _ in range(VOCABULARY)
    ]
    weights = 1 / np.arange(10, VOCABULARY + 10)
    weights /= weights.sum()
    asked: list[str] = []
    with path.open("w", encoding="utf-8") as file:
        for number in range(size):
            text = [words[place] for place in rng.choice(VOCABULARY, WORDS, p=weights)]
            if number % max(1, size // questions) == 0:
                asked.append("what is " + " ".join(text[10:15]) + "?")
            sentences = [" ".join(text[first : first + 12]).capitalize() + "." for first in range(0, WORDS, 12)]
            file.write(json.dumps({"title": f"{text[0]} {text[1]} {number}", "text": " ".join(sentences)}) + "\n")
    return asked


def table(rows: Sequence[dict[str, Any]]) -> str:
    """The rows as a Markdown table."""
    lines = ["| " + " | ".join(COLUMNS.values()) + " |", "|" + " --- |" * len(COLUMNS)]
    for row in rows:
        values = [f"{row[column]:,.0f}" if column in row else "-" for column in COLUMNS]
        lines.append("| " + " | ".join(values) + " |")
    return "\n".join(lines)


def plot(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw latency and memory over the number of entries into a PNG."""
    import matplotlib as mpl  # noqa: PLC0415  only plots need it

    mpl.use("agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    entries = [row["entries"] for row in rows]
    figure, panels = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained")
    drawn = (
        ("question to answer", "ms", {"p50": "p50", "p95": "p95"}),
        ("memory and disk", "MB", {"resident": "resident, serving", "disk": "index on disk"}),
    )
    for panel, (title, unit, columns) in zip(panels, drawn, strict=True):
        for column, label in columns.items():
            panel.plot(entries, [row[column] for row in rows], marker="o", markersize=4, label=label)
        panel.set(xscale="log", xlabel="entries", ylabel=unit, title=title, ylim=(0, None))
        panel.grid(alpha=0.3)
        panel.legend(frameon=False)
    figure.savefig(path, dpi=110)
    plt.close(figure)


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.build:
        build([arguments.build / "entries.jsonl"], arguments.build / "data", load=_load)
    elif arguments.one:
        print(json.dumps(_one(arguments.sizes[0], arguments.questions)))
    else:
        rows = grow(arguments.sizes, arguments.questions, arguments.rows)
        rows = kept(arguments.rows) if arguments.rows else rows
        print(table(rows))
        if arguments.plot:
            plot(rows, arguments.plot)


if __name__ == "__main__":
    main()
