"""Find which English words have to do with which: a word table of the default model in, `retrieval/related.json` out.

    python -m benchmarks.relate_words [--most 12] [--least 0.4] [--output retrieval/related.json]

A transformer begins with a vector for every word it knows, and words that stand for each other have near ones: "food"
and "meal", "wrote" and "written". Of each term, which is several words ("build", "building"), the mean vector is
compared with those of all others, after the mean of all words has been taken away (Mu and Viswanath, "All-but-the-Top:
Simple and Effective Postprocessing for Word Representations", 2018).
"""

import argparse
import json
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from retrieval.analysis import analyze
from retrieval.embedder import Vectors, minilm_folder, unit

WORD_TABLE = "embeddings.word_embeddings.weight"
# Whole words: no pieces, which begin with ##, no single letters, nothing that is not English.
_WORD = re.compile(r"[a-z]{2,}")


def word_vectors() -> tuple[list[str], Vectors]:
    """The terms of all whole words that the default model knows, and a vector of length 1 for each."""
    folder = minilm_folder()
    table = load_file(folder / "model.safetensors")[WORD_TABLE].astype(np.float32)
    places: dict[str, list[int]] = defaultdict(list)
    for word, place in sorted(Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab().items()):
        terms = analyze(word) if _WORD.fullmatch(word) else []
        if len(terms) == 1:  # not a stop word
            places[terms[0]].append(place)
    known = unit(table - table[[place for some in places.values() for place in some]].mean(axis=0))
    return list(places), unit(np.stack([known[some].mean(axis=0) for some in places.values()]))


def relate(terms: list[str], vectors: Vectors, most: int, least: float) -> dict[str, dict[str, float]]:
    """For each term up to `most` others with a cosine of at least `least`, the nearest first."""
    related = {}
    for place, term in enumerate(terms):
        cosines = vectors @ vectors[place]
        nearest = [int(other) for other in np.argsort(-cosines, kind="stable")[: most + 1] if other != place]
        near = {terms[other]: round(float(cosines[other]), 2) for other in nearest[:most] if cosines[other] >= least}
        if near:
            related[term] = near
    return dict(sorted(related.items()))


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=12)
    parser.add_argument("--least", type=float, default=0.4)
    parser.add_argument("--output", type=Path, default=Path("retrieval/related.json"))
    arguments = parser.parse_args()
    related = relate(*word_vectors(), arguments.most, arguments.least)
    lines = (f"{json.dumps(term)}:{json.dumps(near, separators=(',', ':'))}" for term, near in related.items())
    arguments.output.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")
    print(f"{len(related)} terms, {sum(map(len, related.values()))} pairs in {arguments.output}")


if __name__ == "__main__":
    main()
