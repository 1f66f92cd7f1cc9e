"""The same passages, weights and questions through ours and through other libraries.

    python -m benchmarks.peers ENCYCLOPEDIA QUESTIONS [--passages 6000] [--questions-a-set 200] [--output peers.json]

Entries are drawn until their passages add up to the number wanted; every library gets these passages, cut by our own
chunker, and the weights of the default model. Asked are questions about these entries that the ranking was not
learned from (benchmarks/questions.py). A library that is not installed is left out, and it is said what installs it:
`pip install '.[peers-txtai,peers-llamaindex]'` beside the project itself; their pins do not conflict.

Building and asking take a process each, with two threads and the batches each library chooses. Measured are passages
a second up to the saved index, and milliseconds from a question to its ten passages - in our case to the finished
answer with its quotations; importing and loading are left out for all. Of a busy machine processor time says more, so
that is there as well. Memory is the most while building, and what is resident after the last question. Prints a
Markdown table; --output writes it as JSON, with the load of the machine.
"""

import argparse
import importlib.util
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benchmarks.peer_indexes import PEERS, PassageRow
from benchmarks.questions import held_out
from benchmarks.serving import peak, percentile, resident
from corpus.entry import Entry
from corpus.readers import read
from retrieval.embedder import DEFAULT_MODEL, load_embedder
from retrieval.evaluate import Question, contains_answer
from retrieval.passages import embedded_text, split

__all__ = ["compare", "missing", "prepare", "table"]

COLUMNS = {
    "passages a second": ("rate", 1),
    "CPU ms a passage": ("build_cpu", 1),
    "p50, ms": ("p50", 1),
    "p95, ms": ("p95", 1),
    "CPU ms a question": ("ask_cpu", 1),
    "MB building": ("build_memory", 0),
    "MB asking": ("memory", 0),
    "passage@1": ("at_1", 3),
    "passage@5": ("at_5", 3),
}


def prepare(encyclopedia: Path, questions: Path, passages: int, a_set: int, work: Path) -> None:
    """Choose entries and questions and write them to the folder `work`."""
    entries = [item for item in read(encyclopedia) if isinstance(item, Entry)]
    random.Random(1).shuffle(entries)
    rows: list[PassageRow] = []
    titles: set[str] = set()
    with (work / "entries.jsonl").open("w", encoding="utf-8") as file:
        for entry in entries:
            parts = split(entry)
            if len(rows) + len(parts) > passages:
                continue
            sections = [entry.section_at(part.start) for part in parts]
            rows += [
                PassageRow(
                    entry.title, part.start, part.text,
                    embedded_text(entry.title, section.title if section else None, part.text),
                )
                for part, section in zip(parts, sections, strict=True)
            ]  # fmt: skip
            titles.add(entry.title)
            content: dict[str, Any] = {
                "id": entry.id,
                "title": entry.title,
                "text": entry.text,
                "aliases": entry.aliases,
            }
            content["sections"] = [asdict(section) for section in entry.sections]
            file.write(json.dumps(content) + "\n")
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in held_out(questions):
        if question.title in titles and len(asked[question.set]) < a_set:
            asked[question.set].append(question)
    _write(work / "passages.json", [asdict(row) for row in rows])
    _write(work / "questions.json", [asdict(question) for of_set in asked.values() for question in of_set])


def compare(work: Path, names: Sequence[str], output: Path | None = None) -> dict[str, dict[str, float]]:
    """Measure each of these libraries, one after the other, in processes of their own; write what is known so far."""
    found: dict[str, dict[str, float]] = {}
    threads = {"OMP_NUM_THREADS": "2", "TOKENIZERS_PARALLELISM": "true", "HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1"}
    for name in names:
        found[name] = {}
        for step in ("build", "ask"):
            command = [sys.executable, "-m", "benchmarks.peers", "--step", step, name, str(work)]
            ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=os.environ | threads)
            found[name] |= json.loads(ended.stdout.splitlines()[-1])
        print(table({name: found[name]}).splitlines()[-1], file=sys.stderr, flush=True)
        if output:
            _write(output, found)
    return found


def _step(step: str, name: str, work: Path) -> dict[str, float]:
    """Build or ask, in this process."""
    passages = [PassageRow(**row) for row in json.loads((work / "passages.json").read_text(encoding="utf-8"))]
    asked = [Question(**row) for row in json.loads((work / "questions.json").read_text(encoding="utf-8"))]
    folder = work / PEERS[name].__name__
    folder.mkdir(exist_ok=True)
    peer = PEERS[name](work)
    started, cpu = time.perf_counter(), time.process_time()
    if step == "build":
        peer.build(passages, folder)
        seconds = time.perf_counter() - started
        return {
            "rate": len(passages) / seconds,
            "build_cpu": 1000 * (time.process_time() - cpu) / len(passages),
            "build_memory": peak(),
            "build_load": os.getloadavg()[0],
        }
    peer.open(passages, folder)
    peer.ask(asked[0].question)
    cpu, times, right = time.process_time(), [], []
    for question in asked:
        started = time.perf_counter()
        places = peer.ask(question.question)
        times.append(1000 * (time.perf_counter() - started))
        right.append([_is_right(question, passages[place]) for place in places])
    return {
        "p50": statistics.median(times),
        "p95": percentile(times, 0.95),
        "ask_cpu": 1000 * (time.process_time() - cpu) / len(asked),
        "memory": resident(),
        "at_1": statistics.mean(any(row[:1]) for row in right),
        "at_5": statistics.mean(any(row[:5]) for row in right),
        "questions": len(asked),
        "ask_load": os.getloadavg()[0],
    } | {
        f"at_1 {of_set}": statistics.mean(any(row[:1]) for q, row in zip(asked, right, strict=True) if q.set == of_set)
        for of_set in sorted({question.set for question in asked})
    }


def _is_right(question: Question, passage: PassageRow) -> bool:
    return passage.title == question.title and contains_answer(passage.text, question.answers)


def missing(name: str) -> str | None:
    """What installs this library, if it is not there."""
    try:
        absent = any(importlib.util.find_spec(module) is None for module in PEERS[name].needs)
    except ModuleNotFoundError:  # a package around it
        absent = True
    return f"pip install '.[{PEERS[name].extra}]'" if absent else None


def table(found: dict[str, dict[str, float]]) -> str:
    """The measures as a Markdown table, a row for each library."""
    lines = ["| | " + " | ".join(COLUMNS) + " |", "|" + " --- |" * (len(COLUMNS) + 1)]
    for name, row in found.items():
        values = [f"{row[key]:,.{digits}f}" for key, digits in COLUMNS.values()]
        lines.append(f"| {name} | " + " | ".join(values) + " |")
    return "\n".join(lines)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("encyclopedia")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--passages", type=int, default=6000)
    parser.add_argument("--questions-a-set", type=int, default=200)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--step", choices=("build", "ask"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        print(json.dumps(_step(arguments.step, arguments.encyclopedia, arguments.questions)))
        return
    absent = {name: how for name in PEERS if (how := missing(name))}
    for name, how in absent.items():
        print(f"{name} is left out: {how}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        source, count, a_set = Path(arguments.encyclopedia), arguments.passages, arguments.questions_a_set
        prepare(source, arguments.questions, count, a_set, work)
        load_embedder(DEFAULT_MODEL, work / "models")  # exported once, before anything is measured
        found = compare(work, [name for name in PEERS if name not in absent], arguments.output)
    print(table(found))


if __name__ == "__main__":
    main()
