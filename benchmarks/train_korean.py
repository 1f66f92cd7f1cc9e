"""Learn which English words stand for which Korean ones, from questions asked in both languages.

    python -m benchmarks.train_korean questions-ko-dev.jsonl.xz MODELS

Words by IBM Model 1 (Brown et al., "The Mathematics of Statistical Machine Translation: Parameter Estimation", 1993),
and a linear map of vectors by ridge regression towards the identity; MODELS is the folder of the multilingual model,
`models` of a data folder. Writes retrieval/korean.json and korean.npy. Words that are written by hand, in
benchmarks/korean-words.txt, go before those learned. `--without FILE` leaves out questions, to measure on those.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.questions import InBothLanguages, in_both_languages
from retrieval.embedder import MULTILINGUAL_MODEL, Embedder, Vectors, load_embedder
from retrieval.glossary import LEAST, korean_words
from retrieval.lexical import analyze, question_terms

RETRIEVAL = Path(__file__).parents[1] / "retrieval"
WRITTEN = Path(__file__).with_name("korean-words.txt")
ROUNDS = 6
# Counted in addition for every Korean word, so that one seen once is not believed outright.
DOUBT = 0.5
# Draws the map to the identity.
RIDGE = 1.0
# What the first English word of a written line weighs, and those after it.
BY_PLACE = (1.0, 0.7, 0.5, 0.4, 0.4)
# What stands for English words that have no Korean one.
NOTHING = ""

Pair = tuple[Sequence[str], Sequence[str]]


def model_one(pairs: Sequence[Pair]) -> dict[tuple[str, str], float]:
    """The probability of each English term given a Korean word, by expectation maximisation."""
    share: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        counted: dict[tuple[str, str], float] = defaultdict(float)
        total: dict[str, float] = defaultdict(float)
        for korean, english in pairs:
            words = (NOTHING, *korean)
            for term in english:
                likely = [share.get((word, term), 0.0) if share else 1.0 for word in words]
                for word, weight in zip(words, likely, strict=True):
                    counted[word, term] += weight / sum(likely)
                    total[word] += weight / sum(likely)
        share = {(word, term): count / (total[word] + DOUBT) for (word, term), count in counted.items()}
    return share


def learn(rows: Sequence[InBothLanguages]) -> dict[str, dict[str, float]]:
    """The glossary: for each Korean word its English words with their probabilities, the likeliest first."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        for word in re.findall(r"[a-z0-9]+", row.english.lower()):
            for term in analyze(word):
                written[term][word] += 1
    share = model_one([(korean_words(row.korean), question_terms(row.english)) for row in rows])
    glossary: dict[str, dict[str, float]] = defaultdict(dict)
    for (korean, term), probability in sorted(share.items(), key=lambda item: (item[0][0], -item[1], item[0][1])):
        if probability >= LEAST and not korean.isascii() and term in written:
            glossary[korean][written[term].most_common(1)[0][0]] = round(probability, 2)
    return dict(glossary)


def write(glossary: dict[str, dict[str, float]]) -> None:
    """Write the glossary, a word a line."""
    lines = [f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for k, v in glossary.items()]
    (RETRIEVAL / "korean.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def by_hand() -> dict[str, dict[str, float]]:
    """The words of WRITTEN: a line has a Korean word and its English ones, the best first; without any it says nothing.

    The English words of a line are a name of several words or may stand for one another, so the later ones weigh less.
    """
    lines = map(str.split, filter(None, WRITTEN.read_text(encoding="utf-8").splitlines()))
    return {korean: dict(zip(english, BY_PLACE, strict=False)) for korean, *english in lines}


def crossing(korean: Vectors, english: Vectors) -> Vectors:
    """The map from the vectors of Korean questions to those of their twins: (dimension + 1, dimension)."""
    from_mean, to_mean = korean.mean(0), english.mean(0)
    inputs, outputs, ridge = korean - from_mean, english - to_mean, RIDGE * np.eye(korean.shape[1])
    turn = np.linalg.solve(inputs.T @ inputs + ridge, inputs.T @ outputs + ridge)
    return np.vstack([turn, to_mean - from_mean @ turn])


def taught_by(rows: Sequence[InBothLanguages], model: Embedder) -> tuple[dict[str, dict[str, float]], Vectors]:
    """The glossary and the map that these questions teach, with the words that are written by hand."""
    korean, english = (model.embed_queries([getattr(row, side) for row in rows]) for side in ("korean", "english"))
    return dict(sorted((learn(rows) | by_hand()).items())), crossing(korean, english)


def main() -> None:
    """Learn both, and write them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("questions", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("--without", type=Path)
    options = parser.parse_args()
    left_out = {row.id for row in in_both_languages(options.without)} if options.without else set()
    rows = [row for row in in_both_languages(options.questions) if row.id not in left_out]
    glossary, turn = taught_by(rows, load_embedder(MULTILINGUAL_MODEL, options.models))
    write(glossary)
    np.save(RETRIEVAL / "korean.npy", turn.astype(np.float16))


if __name__ == "__main__":
    main()
