"""How fast passages are embedded: ours beside plain sentence-transformers, in turns, in one run.

    python -m benchmarks.encoding [--passages 240] [--rounds 3] [--models FOLDER]

Passages of 120 words from the sample encyclopedia. Both use all cores: ours one text a thread, sentence-transformers
its own batches of 32. Prints the median of passages a second of each, and of the ratio of each round.

    python -m benchmarks.encoding --micro-batches [--models FOLDER]

What a question costs in micro-batches of each size, both kinds of embedder, in milliseconds of processor time: the
questions of the sample, in the order of their file.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from corpus.entry import Entry
from corpus.readers import read
from retrieval.embedder import DEFAULT_MODEL, Embedder, SentenceTransformerEmbedder, load_embedder, minilm_folder
from retrieval.evaluate import Question, read_rows

__all__ = ["compare", "micro_batches"]

WORDS = 120


def compare(passages: int, rounds: int, models: Path) -> dict[str, float]:
    """Passages a second of "ours" and of "sentence-transformers", and their "ratio": medians over the rounds."""
    words = cycle(" ".join(e.text for e in read(Path("corpus/sample.jsonl")) if isinstance(e, Entry)).split())
    texts = [" ".join(islice(words, WORDS)) for _ in range(passages)]
    ours, plain = load_embedder(DEFAULT_MODEL, models), SentenceTransformerEmbedder(str(minilm_folder()))
    for embedder in (ours, plain):
        embedder.embed_passages(texts[:16])
    speeds = [(_speed(ours, texts), _speed(plain, texts)) for _ in range(rounds)]
    return {
        "ours": statistics.median(one for one, _ in speeds),
        "sentence-transformers": statistics.median(other for _, other in speeds),
        "ratio": statistics.median(one / other for one, other in speeds),
    }


def micro_batches(rounds: int, models: Path) -> dict[str, float]:
    """Milliseconds of processor time for a question, by embedder and size of the batch: medians over the rounds."""
    rows = read_rows(Path("tests/data/sample-questions.jsonl"))
    texts = [row.question for row in rows if isinstance(row, Question)]
    embedders = {"ours": load_embedder(DEFAULT_MODEL, models)}
    embedders["sentence-transformers"] = SentenceTransformerEmbedder(str(minilm_folder()))
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, embedder in embedders.items():
            for size in (1, 2, 4, 8, 16):
                started = time.process_time()
                for first in range(0, len(texts), size):
                    embedder.embed_queries(texts[first : first + size])
                found[f"{name}, {size}"].append(1000 * (time.process_time() - started) / len(texts))
    return {name: statistics.median(values) for name, values in found.items()}


def _speed(embedder: Embedder, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    embedder.embed_passages(texts)
    return len(texts) / (time.perf_counter() - started)


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--models", type=Path)
    parser.add_argument("--micro-batches", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        models = arguments.models or Path(folder)
        if arguments.micro_batches:
            found = micro_batches(arguments.rounds, models)
        else:
            found = compare(arguments.passages, arguments.rounds, models)
        for name, value in found.items():
            print(f"{name}: {value:.2f}")


if __name__ == "__main__":
    main()
