"""Learn which English words stand for which Korean ones, from questions asked in both languages.

    python -m benchmarks.train_korean questions-ko-dev.jsonl.xz MODELS [--without FILE]

Words by IBM Model 1 (Brown et al., "The Mathematics of Statistical Machine Translation: Parameter Estimation", 1993);
of all, those written by hand in retrieval/korean/words.txt too, how often the English question has them; and a linear
map of vectors by ridge regression towards the identity. MODELS is the folder of the multilingual model, `models` of a
data folder. Writes retrieval/korean/learned.json and map.npy. `--without FILE` leaves out questions, to measure on
those.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.questions import InBothLanguages, in_both_languages
from retrieval.analysis import analyze, question_terms
from retrieval.embedder import MULTILINGUAL_MODEL, Embedder, Vectors, load_embedder
from retrieval.korean.glossary import LEAST, SURE, Glossary, Shares, korean_words, words_by_hand

KOREAN = Path(__file__).parents[1] / "retrieval" / "korean"
ROUNDS = 6
# Counted in addition for every Korean word, so that one seen once is not believed outright.
DOUBT = 0.5
# Draws the map to the identity.
RIDGE = 1.0
# Another English word than those written is taken where it is so likely; it counts a little less than they do.
LIKELY, BESIDE = 0.25, 0.8
# So many questions the share is worth that a word had before any was seen; what is written first for a Korean word is
# searched at least so much, however seldom questions had it.
BEFORE, FIRST_AT_LEAST = 1.0, 0.3
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


def with_written(learned: Mapping[str, Shares], written: Mapping[str, str]) -> Glossary:
    """Both in one, with the other English words that were learned for those written."""
    alone = Glossary(written, {})
    joined = dict(learned)
    for korean in written:
        shares = dict(alone.shares(korean))
        terms = set(_terms(shares))
        for word, share in learned.get(korean, {}).items() if shares else ():
            if share >= LIKELY and not terms & set(analyze(word)):
                shares[word] = BESIDE * share
        joined[korean] = shares
    return Glossary(written, joined)


def measured(glossary: Glossary, rows: Sequence[InBothLanguages]) -> dict[str, Shares]:
    """The shares of the English questions that have the words which the Korean ones were looked up to have.

    What is written for one Korean word of a question is not counted for another that it was only learned for.
    """
    written = Glossary(glossary.written, {})
    asked: Counter[str] = Counter()
    said: Counter[tuple[str, str]] = Counter()
    for row in rows:
        english = set(question_terms(row.english))
        known = {korean: set(_terms(written.shares(korean))) for korean in glossary.look_up(row.korean)}
        asked.update(known.keys())
        for korean, own in known.items():
            others = set().union(*(terms for other, terms in known.items() if other != korean))
            for word in glossary.shares(korean):
                terms = set(analyze(word))
                if terms <= english and (terms <= own or not terms & others):
                    said[korean, word] += 1
    shares: dict[str, Shares] = {}
    for korean in sorted(asked.keys() | glossary.learned.keys() - glossary.written.keys()):
        if korean in glossary:
            found: dict[str, float] = {}
            for word, before in glossary.shares(korean).items():
                share = (said[korean, word] + BEFORE * before) / (asked[korean] + BEFORE)
                found[word] = round(max(share, FIRST_AT_LEAST) if before == SURE else share, 2)
            shares[korean] = {word: share for word, share in found.items() if share >= LEAST}
    return shares


def _terms(words: Iterable[str]) -> Iterator[str]:
    return (term for word in words for term in analyze(word))


def write(learned: Mapping[str, Shares]) -> None:
    """Write what was learned, a Korean word a line."""
    lines = [f"{json.dumps(k, ensure_ascii=False)}: {json.dumps(v, ensure_ascii=False)}" for k, v in learned.items()]
    (KOREAN / "learned.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def crossing(korean: Vectors, english: Vectors) -> Vectors:
    """The map from the vectors of Korean questions to those of their twins: (dimension + 1, dimension)."""
    from_mean, to_mean = korean.mean(0), english.mean(0)
    inputs, outputs, ridge = korean - from_mean, english - to_mean, RIDGE * np.eye(korean.shape[1])
    turn = np.linalg.solve(inputs.T @ inputs + ridge, inputs.T @ outputs + ridge)
    return np.vstack([turn, to_mean - from_mean @ turn])


def taught_by(rows: Sequence[InBothLanguages], model: Embedder) -> tuple[Glossary, Vectors]:
    """The glossary and the map that these questions teach, with the words that are written by hand."""
    korean, english = (model.embed_queries([getattr(row, side) for row in rows]) for side in ("korean", "english"))
    written = words_by_hand()
    glossary = with_written(learn(rows), written)
    return Glossary(written, measured(glossary, rows)), crossing(korean, english)


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("models", type=Path)
    parser.add_argument("--without", type=Path)
    options = parser.parse_args()
    left_out = {row.id for row in in_both_languages(options.without)} if options.without else set()
    rows = [row for row in in_both_languages(options.questions) if row.id not in left_out]
    glossary, turn = taught_by(rows, load_embedder(MULTILINGUAL_MODEL, options.models))
    write(glossary.learned)
    np.save(KOREAN / "map.npy", turn.astype(np.float16))


if __name__ == "__main__":
    main()
