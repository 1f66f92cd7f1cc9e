"""Learn which entry a name means that no entry has: evidence from a built index and known names in, `naming.json` out.

    python -m benchmarks.train_naming INDEX NAMES [--names-a-set 1500] [--output retrieval/naming.json]

LambdaMART over the evidence of retrieval.naming, cross-validated by entry; the printed measures are those of the
held-out parts. Needs `pip install .[train]`.
"""

import argparse
import json
import random
from collections import defaultdict
from pathlib import Path

import numpy as np

from benchmarks.train_ranking import FOLDS, learn, plain
from corpus.names import NameIndex
from corpus.store import EntryStore
from retrieval.evaluate import NameRow, read_rows
from retrieval.index_folder import ENTRIES, LEXICAL, read_manifest
from retrieval.lexical import LexicalIndex
from retrieval.naming import NAME_FEATURES, gather, name_features

ROUNDS = 120


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("--names-a-set", type=int, default=1500)
    parser.add_argument("--output", type=Path, default=Path("retrieval/naming.json"))
    arguments = parser.parse_args()
    chosen: dict[str, list[NameRow]] = defaultdict(list)
    rows = [row for row in read_rows(arguments.names) if isinstance(row, NameRow)]
    random.Random(7).shuffle(rows)
    for row in rows:
        if len(chosen[row.set]) < arguments.names_a_set:
            chosen[row.set].append(row)
    folder = arguments.index / read_manifest(arguments.index).folder
    features, labels, kept, folds = [], [], [], []
    known = defaultdict(list)
    with EntryStore(folder / ENTRIES) as store:
        names, lexical = NameIndex(store), LexicalIndex(folder / LEXICAL)
        for row in (row for some in chosen.values() for row in some):
            match = names.known(row.query)
            if match is not None:
                known[row.set].append(match.candidates[0].title in row.titles)
                continue
            gathered = gather(store, names, lexical, row.query)
            if gathered:
                features.append(np.array(name_features(row.query, gathered)))
                labels.append(np.array([evidence.entry.title in row.titles for evidence in gathered], float))
            else:
                features.append(np.zeros((1, len(NAME_FEATURES))))
                labels.append(np.zeros(1))
            kept.append(row.set)
            folds.append(sum(map(ord, row.titles[0])) % FOLDS)
    model, scores = learn("lambdarank", features, labels, folds, [True] * len(folds), ROUNDS)
    for name in chosen:
        first = [
            bool(label[np.argmax(score)]) for label, score, of in zip(labels, scores, kept, strict=True) if of == name
        ]
        within = [
            bool(label[np.argsort(-score, kind="stable")[:3]].any())
            for label, score, of in zip(labels, scores, kept, strict=True)
            if of == name
        ]
        all_first = first + known[name]
        print(
            f"{name:10} {len(all_first)} names: known by name {len(known[name])}, "
            f"@1 {np.mean(all_first):.3f} @3 {np.mean(within + known[name]):.3f}"
        )
    tops = sorted(
        (float(score.max()), bool(label[np.argmax(score)])) for score, label in zip(scores, labels, strict=True)
    )
    for part in range(0, len(tops), max(1, len(tops) // 10)):
        some = tops[part : part + len(tops) // 10]
        print(f"  best score from {some[0][0]:6.2f}: right {np.mean([right for _, right in some]):.2f}")
    arguments.output.write_text(json.dumps(plain(model, NAME_FEATURES), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
