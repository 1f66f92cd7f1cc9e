"""Learn which entry a name means that no entry has: evidence from a built index and known names in, `naming.json` out.

    python -m benchmarks.train_naming INDEX NAMES [--check benchmarks/aliases-held-out.jsonl] [--names-a-set 1500]
        [--told-in-leads 300] [--output retrieval/naming.json]

LambdaMART over the features of retrieval.name_features, cross-validated by entry; the printed measures are those of the
held-out parts, and of the rows of `--check`, which nothing is learned from. It learns from `own-names.jsonl` as well.
Needs `pip install .[train]`.
"""

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.boosting import FOLDS, learn, plain
from benchmarks.questions import OWN_NAMES
from benchmarks.ranking_report import Floats
from corpus.folding import NameKind, fold
from corpus.harvest import harvest
from corpus.names import NameIndex
from corpus.store import EntryStore
from retrieval.evaluate import NameRow, read_rows
from retrieval.index_folder import ENTRIES, LEXICAL, read_manifest
from retrieval.lexical import LexicalIndex
from retrieval.name_features import NAME_FEATURES, NameEvidence, name_features
from retrieval.naming import gather, is_sure
from retrieval.trees import Trees

# How the trees are grown.
NAMING = {"num_iterations": 120, "num_leaves": 12, "learning_rate": 0.06, "feature_fraction": 0.7}
# What a name that was misspelled for learning weighs beside one that is measured with.
WEIGHTS = {"slip": 0.3, "heard": 0.3}
# The set of names that leads tell.
TOLD = "told"
# Names that a reader noted.
NOTED = (Path("benchmarks/aliases-check.jsonl"), Path("benchmarks/aliases-held-out.jsonl"))
SURE_SCORES, SURE_LEADS = (3.0, 3.5, 4.0), (1.0, 2.0, 3.0)


@dataclass
class Looked:
    """Names that were looked up: where the right entry came for those known, the evidence for the others."""

    known: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    opened: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    sets: list[str] = field(default_factory=list)
    folds: list[int] = field(default_factory=list)
    features: list[Floats] = field(default_factory=list)
    labels: list[Floats] = field(default_factory=list)


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("names", type=Path)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--names-a-set", type=int, default=1500)
    parser.add_argument("--told-in-leads", type=int, default=300)
    parser.add_argument("--output", type=Path, default=Path("retrieval/naming.json"))
    arguments = parser.parse_args()
    chosen: dict[str, list[NameRow]] = defaultdict(list)
    rows = _read(arguments.names)
    random.Random(7).shuffle(rows)
    for row in rows:
        if len(chosen[row.set]) < arguments.names_a_set:
            chosen[row.set].append(row)
    folder = arguments.index / read_manifest(arguments.index).folder
    with EntryStore(folder / ENTRIES) as store:
        names, lexical = NameIndex(store), LexicalIndex(folder / LEXICAL)
        rows = [row for some in chosen.values() for row in some] + _read(OWN_NAMES)
        rows += told_in_leads(store, arguments.told_in_leads)
        learned = look_up(store, names, lexical, rows)
        checked = look_up(store, names, lexical, _read(arguments.check) if arguments.check else [])
    weights = np.array([WEIGHTS.get(of, 1.0) for of in learned.sets])
    model, scores = learn("lambdarank", learned.features, learned.labels, learned.folds, weights, NAMING)
    written = plain(model, NAME_FEATURES)
    report("held out", learned, scores)
    report("check", checked, [Trees(written).scores(some) for some in checked.features])
    arguments.output.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")


def _read(path: Path) -> list[NameRow]:
    return [row for row in read_rows(path) if isinstance(row, NameRow)]


def told_in_leads(store: EntryStore, most: int) -> list[NameRow]:
    """Names that are harvested from the leads of entries, to be found as if they had not been harvested.

    Leads that a reader noted names from, which are there to be checked with, are left out.
    """
    noted = {title for path in NOTED for row in _read(path) for title in row.titles}
    rows: list[NameRow] = []
    keys = [key for (key,) in store.connection.execute("SELECT key FROM entries ORDER BY key")]
    random.Random(11).shuffle(keys)
    for key in keys:
        entry = store.by_key(key)
        if len(rows) == most or entry is None:
            break
        if entry.title in noted:
            continue
        harvested = [name for name in harvest(entry.title, entry.text) if _is_only_harvested(store, name)]
        rows += [NameRow(TOLD, random.Random(key).choice(harvested), (entry.title,))] if harvested else []
    return rows


def _is_only_harvested(store: EntryStore, name: str) -> bool:
    return {kind for kind, _ in store.named(fold(name))} <= {NameKind.HARVESTED}


def _forget_harvested(gathered: Sequence[NameEvidence], titles: Sequence[str]) -> None:
    """Leave of the evidence what there would be if no pattern had read the name in the entry."""
    for evidence in gathered:
        if evidence.title in titles:
            evidence.spelling_told = 0.0
            evidence.inside = 0.0 if evidence.inside == 1.0 else evidence.inside


def look_up(store: EntryStore, names: NameIndex, lexical: LexicalIndex, rows: Sequence[NameRow]) -> Looked:
    """Look every name up, as the product does, up to its being weighed."""
    looked = Looked()
    for row in rows:
        match = names.known(row.query)
        if match is not None and row.set != TOLD:
            right = match.candidates[0].title in row.titles
            looked.known[row.set].append(right)
            if match.entry is not None:
                looked.opened[row.set].append(right)
            continue
        gathered = gather(store, names, lexical, row.query)
        if row.set == TOLD:
            _forget_harvested(gathered, row.titles)
        looked.sets.append(row.set)
        looked.folds.append(sum(map(ord, row.titles[0])) % FOLDS)
        if gathered:
            looked.features.append(np.array(name_features(row.query, gathered), np.float32))
            looked.labels.append(np.array([evidence.title in row.titles for evidence in gathered], np.float32))
        else:
            looked.features.append(np.zeros((1, len(NAME_FEATURES)), np.float32))
            looked.labels.append(np.zeros(1, np.float32))
    return looked


def report(kind: str, looked: Looked, scores: Sequence[Floats]) -> None:
    """Print how often the right entry comes first, and what thresholds of being sure cost and spare."""
    places: dict[str, list[list[bool]]] = defaultdict(list)
    for of, label, score in zip(looked.sets, looked.labels, scores, strict=True):
        ranked = label[np.argsort(-score, kind="stable")]
        places[of].append([bool(ranked[:1].any()), bool(ranked[:3].any()), bool(ranked[:8].any())])
    for of in sorted({*looked.known, *places}):
        known = looked.known[of]
        first, three, listed = np.mean([*places[of], *([right] * 3 for right in known)], axis=0)
        opened = f"{len(looked.opened[of])} opened, {np.mean(looked.opened[of] or [True]):.3f} of them right"
        print(f"{kind}: {of:10} {len(known) + len(places[of])} names, {len(known)} of them known ({opened})")
        print(f"    @1 {first:.3f} @3 {three:.3f} listed {listed:.3f}")
    spelling = NAME_FEATURES.index("spelling")
    for sure, lead in product(SURE_SCORES, SURE_LEADS):
        opened_right: dict[str, list[bool]] = defaultdict(list)
        for of, rows, label, score in zip(looked.sets, looked.features, looked.labels, scores, strict=True):
            if is_sure(score, rows[:, spelling].tolist(), sure=sure, lead=lead):
                opened_right[of].append(bool(label[np.argmax(score)]))
        told = [
            f"{of} {len(right)}/{looked.sets.count(of)}, wrong {1 - np.mean(right):.3f}"
            for of, right in sorted(opened_right.items())
        ]
        print(f"    sure from {sure}, lead {lead}: " + "; ".join(told))


if __name__ == "__main__":
    main()
