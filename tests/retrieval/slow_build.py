"""A build in a process of its own, to be killed: `python slow_build.py INPUT DATA PAUSE [FEW_MISSING]`.

It prints the name of each step as it comes to it, and the number of passages embedded ahead of each batch.
"""

import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from retrieval import build
from retrieval.building.progress import Progress
from tests.embedders import HashingEmbedder, loading


def say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


def main(source: str, data: str, pause: str, few_missing: str = "2000") -> None:
    module: Any = import_module("retrieval.build")  # `retrieval.build` itself is the function
    module.ENTRIES_A_BATCH = 20
    vectors: Any = import_module("retrieval.building.vectors")
    vectors.PASSAGES_A_CHECKPOINT = 16
    vectors.FEW_MISSING = int(few_missing)
    embedder = HashingEmbedder(before=lambda _: time.sleep(float(pause)))

    def tell(progress: Progress) -> None:
        say(f"{progress.step} {progress.done}")
        if progress.step != "embedding":
            time.sleep(float(pause))

    report = build([source], data, load=loading(embedder), progress=tell)
    say(f"done {embedder.embedded} {report.embedded}")


if __name__ == "__main__":
    main(*sys.argv[1:])
