"""What asking an index costs: latency, memory, and questions a second with many askers.

    python -m benchmarks.serving DATA QUESTIONS [--limit 300] [--askers 32]

QUESTIONS is JSON Lines with a "question" in each line (plain, or .xz). One question at a time is measured from
question to finished answer in process, after the first, which loads the model and is told apart. Then as many askers
as said each ask their share, one question after the other, through a pool of 1 and of 2 threads: so the bot
works. Prints JSON; times in milliseconds, memory in megabytes.
"""

import argparse
import json
import os
import statistics
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks.questions import opened
from retrieval import Encyclopedia

__all__ = ["measure", "peak", "percentile", "resident"]


def measure(encyclopedia: Encyclopedia, questions: Sequence[str], askers: int) -> dict[str, float]:
    """Ask all questions one by one, then all at once; see the module's docstring for what comes back."""
    started = time.perf_counter()
    encyclopedia.ask(questions[0])
    first = time.perf_counter() - started
    alone, cpu = [], time.process_time()
    for question in questions:
        started = time.perf_counter()
        encyclopedia.ask(question)
        alone.append(time.perf_counter() - started)
    found = {
        "entries": len(encyclopedia),
        "first": 1000 * first,
        "p50": 1000 * statistics.median(alone),
        "p95": 1000 * percentile(alone, 0.95),
        "cpu": 1000 * (time.process_time() - cpu) / len(questions),
    }
    for threads in (1, 2):
        found |= {
            f"{name}_{threads}": value for name, value in _crowd(encyclopedia, questions, askers, threads).items()
        }
    found["resident"] = resident()
    found["peak"] = peak()
    return found


def _crowd(encyclopedia: Encyclopedia, questions: Sequence[str], askers: int, threads: int) -> dict[str, float]:
    """Questions a second, the 95th percentile of the waiting, and how many got no answer."""
    waited: list[float] = []
    lost: list[Exception] = []
    with ThreadPoolExecutor(threads) as pool:

        def ask(share: Sequence[str]) -> None:
            for question in share:
                started = time.perf_counter()
                try:
                    pool.submit(encyclopedia.ask, question).result()
                except Exception as error:  # noqa: BLE001  counted, and printed by the caller
                    lost.append(error)
                waited.append(time.perf_counter() - started)

        crowd = [threading.Thread(target=ask, args=(questions[n::askers],)) for n in range(askers)]
        started = time.perf_counter()
        for asker in crowd:
            asker.start()
        for asker in crowd:
            asker.join()
        seconds = time.perf_counter() - started
    return {"a_second": len(questions) / seconds, "waited_p95": 1000 * percentile(waited, 0.95), "lost": len(lost)}


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values, from 0 to 1, do not exceed."""
    return sorted(values)[max(0, round(share * len(values)) - 1)]


def resident() -> float:
    """Megabytes of memory this process has resident now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak() -> float:
    """Megabytes of memory this process had resident at most; getrusage would count that of the process it came from."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024 / 1e6


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--askers", type=int, default=32)
    arguments = parser.parse_args()
    with opened(arguments.questions) as lines:
        asked = [row["question"] for row in map(json.loads, lines) if "question" in row]
    asked = asked[:: max(1, len(asked) // arguments.limit)][: arguments.limit]
    with Encyclopedia.open(arguments.data, recent=0) as encyclopedia:
        found = measure(encyclopedia, asked, arguments.askers)
    print(json.dumps({name: round(value, 1) for name, value in found.items()}))


if __name__ == "__main__":
    main()
