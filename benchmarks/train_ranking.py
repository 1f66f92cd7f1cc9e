"""Learn the ranking: candidates from built indexes and questions with known answers in, `ranking_*.json` out.

    python -m benchmarks.train_ranking collect INDEX QUESTIONS CANDIDATES [--questions-a-set 200] [--as-if-lexical]
    python -m benchmarks.train_ranking train --transformer CANDIDATES... --unfinished CANDIDATES...
        --static CANDIDATES... --read-by PART0 PART1 PART2 [--output FOLDER]
    python -m benchmarks.train_ranking ablate CANDIDATES... --read-by PART0 PART1 PART2 --without FEATURE[,FEATURE]...

Five models in a row, each learned from what the one before says of questions it was not trained on: candidates, those
passages among them that are read, sentences, and sentences of which the cross-encoder has read some (LambdaMART), and
the confidence of the first quotation (binary log-loss), with every question asked with its entry and without it. The
confidence learns from questions that no entry is known for as well (English ones of a file of questions in both
languages): most of what people ask is not in an encyclopedia, though it has entries that sound like it. From small
encyclopedias too (`benchmarks.collect_small`), where a common word is rare, and from what people ask of any entry
(`benchmarks.everyday_questions`): who wrote the other questions had a passage before them, so that hardly any is about
what dozens of entries speak of. PART0 and so on are what
`benchmarks.train_cross_encoder --without-part` wrote, so that no cross-encoder reads what it was taught.
Cross-validated by gold entry, so that no entry is in both parts; the printed measures are those of the held-out
parts. Needs `pip install .[train]`.
"""

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from benchmarks.everyday_questions import EVERYDAY
from benchmarks.questions import chosen, unplaced
from benchmarks.ranking_report import Asked, Floats, ask, compared, report, report_quotes
from benchmarks.train_cross_encoder import PARTS, part_of
from retrieval import Encyclopedia
from retrieval.candidate_features import CANDIDATE_FEATURES, candidate_features
from retrieval.closer_look import PASSAGES, READING_FEATURES, Read, new_order, read_closely, reading_features
from retrieval.evaluate import auroc, contains_answer
from retrieval.quotes import CONFIDENCE_FEATURES, best_spans, confidence_features
from retrieval.ranking import PASSAGE_FEATURES, analyse, passage_features, worth_reading
from retrieval.reranking import CrossEncoder
from retrieval.results import Hit
from retrieval.sentence_cross_encoder import load_sentence_cross_encoder
from retrieval.sentence_features import SENTENCE_FEATURES, sentence_features
from retrieval.trees import expected_scores

# The feature that is a guess: whether a question is a search query.
GUESSED = "typed"
KINDS = ("transformer", "unfinished", "static")
FOLDS = 5
# How the trees of each stage are grown.
CANDIDATE = {"num_iterations": 120, "num_leaves": 12, "learning_rate": 0.06, "feature_fraction": 0.7}
PASSAGE = {"num_iterations": 300, "num_leaves": 20, "learning_rate": 0.05, "feature_fraction": 0.5}
SENTENCE = PASSAGE | {"num_iterations": 200}
CONFIDENCE = CANDIDATE | {"num_iterations": 200, "min_data_in_leaf": 60}
# Questions made of entries ask what people ask, but not in their words.
OF_EVERYDAY = 0.12
# There are six written questions for each that was typed into a search field, and readers type.
WEIGHTS = {"qed": 4.0, "noise-asr": 0.5, EVERYDAY: OF_EVERYDAY}
# At the shipped threshold this share of the questions that have an answer is refused. Some entries are asked about in
# ways that are refused more often: at this share, of ten entries by chance less than .10 are in nine cases of ten.
WRONG_REFUSALS = 0.07
# Learned from, but without a say in that: questions with slips, misheard ones, and those made of entries.
NO_SAY = ("disfl", "noise-asr", EVERYDAY)


def collect(index: Path, questions: Path, output: Path, a_set: int | None, *, as_if_lexical: bool) -> None:
    """Ask the questions that are learned from, or up to `a_set` of each set, and keep all candidates.

    Each is asked with its entry, if that is known, and without; `as_if_lexical` asks as while vectors are being made.
    """
    asked_of = unplaced(questions) or chosen(questions, a_set)
    with Encyclopedia.open(index, as_if_lexical=as_if_lexical) as encyclopedia:
        asked = list(ask(encyclopedia, asked_of))
    output.write_bytes(pickle.dumps(asked))
    print(f"{len(asked)} askings of {len(asked_of)} questions in {output}")


class Readers:
    """The cross-encoders of all parts; each reads what is asked of the entries of its part, and everything once."""

    def __init__(self, learned: Sequence[Path], models: Path) -> None:
        """Load them by way of exports in `models`."""
        self._readers = [_Remembering(load_sentence_cross_encoder(models, path)) for path in learned]

    def read(self, row: Asked, scores: Floats) -> Read:
        """What is made of the likeliest sentences of a question's passages; see `read_closely`."""
        return read_closely(row.view, row.passages, scores, self._readers[part_of(row.question.title)])


class _Remembering:
    def __init__(self, cross_encoder: CrossEncoder) -> None:
        self._cross_encoder = cross_encoder
        self._known: dict[tuple[str, str], float] = {}

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        new = [passage for passage in passages if (question, passage) not in self._known]
        self._known |= zip(((question, p) for p in new), self._cross_encoder.scores(question, new), strict=True)
        return [self._known[question, passage] for passage in passages]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What held-out questions that have an answer got: one truth value each, and the AUROC over all askings."""

    first: npt.NDArray[np.bool_]
    among_5: npt.NDArray[np.bool_]
    quoted: npt.NDArray[np.bool_]
    auroc: float


def train(
    kind: str, sources: list[Path], readers: Readers, without: Collection[str] = ()
) -> tuple[dict[str, Any], Outcome]:
    """Learn the five models of one kind of embedding model and print what they reach on held-out entries.

    Features that begin with one of `without` are left out (as 0): so it is measured what they are worth.
    """
    sets = [[row for row in pickle.loads(source.read_bytes()) if row.hits] for source in sources]
    asked: list[Asked] = [row for rows in sets for row in rows]
    source_of = np.repeat(np.arange(len(sets)), [len(rows) for rows in sets])
    folds = _folds(asked)
    gold = np.array([row.gold for row in asked])
    weights = gold * np.array([WEIGHTS.get(row.question.set, 1.0) for row in asked])
    typed = [row.view.typed for row in asked]
    as_candidates = [_kept(candidate_features(row.view, row.hits), CANDIDATE_FEATURES, without) for row in asked]
    right = [np.array([row.right(hit) for hit in row.hits], float) for row in asked]
    candidate_model, scores_of_candidates = learn(
        "lambdarank", as_candidates, right, folds, weights, CANDIDATE, (CANDIDATE_FEATURES.index(GUESSED), typed)
    )
    kept = [worth_reading(scores) for scores in scores_of_candidates]
    passage_rows = [
        _kept(passage_features(row.view, features[k], [row.hits[place] for place in k]), PASSAGE_FEATURES, without)
        for row, features, k in zip(asked, as_candidates, kept, strict=True)
    ]
    passage_right = [labels[k] for labels, k in zip(right, kept, strict=True)]
    passage_model, scores_of_read = learn(
        "lambdarank", passage_rows, passage_right, folds, weights, PASSAGE, (PASSAGE_FEATURES.index(GUESSED), typed)
    )
    scores_of_passages = [np.full(len(row.hits), -np.inf) for row in asked]
    for scores_of, k, read in zip(scores_of_passages, kept, scores_of_read, strict=True):
        scores_of[k] = read
    ranked = [_ranked(row, s) for row, s in zip(asked, scores_of_passages, strict=True)]
    sentence_rows = [_kept(sentence_features(row.view, row.passages), SENTENCE_FEATURES, without) for row in ranked]
    sentence_right = [_sentence_labels(row) for row in ranked]
    sentence_model, scores = learn(
        "lambdarank", sentence_rows, sentence_right, folds, weights, SENTENCE, (SENTENCE_FEATURES.index(GUESSED), typed)
    )
    closely = [readers.read(row, s) for row, s in zip(ranked, scores, strict=True)]
    reading_rows = [
        _kept(reading_features(features, s, row.passages, read), READING_FEATURES, without)
        for features, s, row, read in zip(sentence_rows, scores, ranked, closely, strict=True)
    ]
    reading_model, scores_of_readings = learn(
        "lambdarank", reading_rows, sentence_right, folds, weights, SENTENCE, (READING_FEATURES.index(GUESSED), typed)
    )
    read_again = [_in_new_order(*of_row) for of_row in zip(ranked, scores_of_passages, closely, strict=True)]
    # The confidence learns of every question as it is answered, and as it is where nothing can be read closely.
    unread: list[Read] = [{}] * len(asked)
    ways = [*zip(ranked, scores_of_readings, closely, strict=True), *zip(ranked, scores, unread, strict=True)]
    spans = [best_spans(row.passages, s) for row, s, _ in ways]
    answered = [
        np.array([(row.gold or row.unplaced) and contains_answer(found[0].text, row.question.answers)], float)
        for (row, _, _), found in zip(ways, spans, strict=True)
    ]
    confidence_rows = [
        _kept([confidence_features(row.view, row.passages, list(s), found, r)], CONFIDENCE_FEATURES, without)
        for (row, s, r), found in zip(ways, spans, strict=True)
    ]
    of_everyday = np.array([row.question.set == EVERYDAY for row, _, _ in ways])
    confidence_model, odds = learn(
        *("binary", confidence_rows, answered, folds * 2, np.where(of_everyday, OF_EVERYDAY, 1.0), CONFIDENCE),
        (CONFIDENCE_FEATURES.index(GUESSED), typed * 2),
    )
    confidence = 1 / (1 + np.exp(-np.array([o[0] for o in odds[: len(asked)]])))
    # The least of the sets' thresholds, so that none of them has more wrong refusals.
    of_set = np.array([f"{source_of[n]} {row.question.set}" for n, row in enumerate(asked)])
    clean = gold & ~np.isin([row.question.set for row in asked], NO_SAY)
    threshold = min(
        float(np.quantile(confidence[clean & (of_set == name)], WRONG_REFUSALS)) for name in sorted(set(of_set[clean]))
    )
    answered_right = np.array([bool(label[0]) for label in answered[: len(asked)]])
    for n, source in enumerate(sources):
        places = [int(p) for p in np.flatnonzero(source_of == n)]
        print(f"{source.stem}, {kind}: threshold {threshold:.3f}, held-out entries")
        report([asked[p] for p in places], [scores_of_passages[p] for p in places], [read_again[p] for p in places])
        report_quotes([asked[p] for p in places], answered_right[places], confidence[places], threshold)
    of_best = [labels[np.argsort(-s, kind="stable")] for labels, s in zip(right, read_again, strict=True)]
    outcome = Outcome(
        np.array([bool(labels[0]) for labels in of_best])[gold],
        np.array([bool(labels[:5].any()) for labels in of_best])[gold],
        answered_right[gold],
        auroc(confidence[gold], confidence[~gold & [not row.unplaced for row in asked]]),
    )
    learned = {
        "threshold": round(threshold, 3),
        "candidate": plain(candidate_model, CANDIDATE_FEATURES),
        "passage": plain(passage_model, PASSAGE_FEATURES),
        "sentence": plain(sentence_model, SENTENCE_FEATURES),
        "reading": plain(reading_model, READING_FEATURES),
        "confidence": plain(confidence_model, CONFIDENCE_FEATURES),
    }
    return learned, outcome


def ablate(sources: list[Path], readers: Readers, groups: Sequence[str]) -> None:
    """Learn the ranking of transformers anew without each group of features, and print what that costs.

    Of a group, features that begin with one of its names are left out of passages and sentences; the first passages are
    compared.
    """
    left_out = {group: tuple(filter(None, group.split(","))) for group in ("", *groups)}
    outcomes = {group: train("transformer", sources, readers, names)[1] for group, names in left_out.items()}
    print(f"{'without':60} @1    @5    quote AUROC")
    for group, outcome in outcomes.items():
        means = (np.mean(right) for right in (outcome.first, outcome.among_5, outcome.quoted))
        figures = " ".join(f"{figure:.3f}" for figure in (*means, outcome.auroc))
        print(f"{group or 'nothing':60} {figures}  {compared(outcomes[''].first.tolist(), outcome.first.tolist())}")


def _kept(rows: npt.ArrayLike, names: Sequence[str], without: Collection[str]) -> Floats:
    kept: Floats = np.array(rows) * np.array([not name.startswith(tuple(without)) for name in names], float)
    return kept


def _folds(asked: list[Asked]) -> list[int]:
    """A fold for each asking, the same for all questions about one entry, of about equal sizes.

    Of questions made of entries apart from the others, so that these are in the same folds with them and without.
    """
    keys = [(row.question.set == EVERYDAY, row.question.title or row.question.question) for row in asked]
    sizes = Counter(keys)
    fold_of: dict[tuple[bool, str], int] = {}
    filled = {made: [0] * FOLDS for made in (False, True)}
    for (made, title), size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[made, title] = int(np.argmin(filled[made]))
        filled[made][fold_of[made, title]] += size
    return [fold_of[key] for key in keys]


def learn(
    objective: str,
    rows: list[Floats],
    labels: list[Floats],
    folds: list[int],
    weights: Floats,
    growth: Mapping[str, float],
    unsure: tuple[int, Sequence[float]] | None = None,
) -> tuple[lightgbm.Booster, list[Floats]]:
    """A model of all rows of any weight, and for each row the scores of a model that was not trained on its entry.

    `unsure` is the place of a feature that is 1 or 0, and for each row the probability that it is 1: the scores are
    expected ones.
    """
    settings: dict[str, Any] = {
        "objective": objective,
        "min_data_in_leaf": 40,
        "lambda_l2": 5.0,
        "seed": 7,
        "deterministic": True,
        "num_threads": 2,
        "verbose": -1,
        **growth,
    }

    def fitted(places: list[int]) -> lightgbm.Booster:
        data = lightgbm.Dataset(
            np.vstack([rows[p] for p in places]),
            np.concatenate([labels[p] for p in places]),
            group=[len(rows[p]) for p in places] if objective == "lambdarank" else None,
            weight=np.repeat(weights[places], [len(rows[p]) for p in places]),
        )
        return lightgbm.train(settings, data)

    scores: list[Floats] = [np.empty(0)] * len(rows)
    for fold in range(FOLDS):
        model = fitted([p for p in range(len(rows)) if folds[p] != fold and weights[p]])
        predict = partial(_predicted, model)
        for p in range(len(rows)):
            if folds[p] == fold:
                scores[p] = expected_scores(predict, rows[p], unsure[0], unsure[1][p]) if unsure else predict(rows[p])
    return fitted([p for p in range(len(rows)) if weights[p]]), scores


def _predicted(model: lightgbm.Booster, rows: Floats) -> Floats:
    return np.asarray(model.predict(rows, raw_score=True))


def _first(row: Asked, scores: Floats) -> tuple[npt.NDArray[np.intp], list[Hit]]:
    """The places of the first hits by these scores, and the hits as they are ranked."""
    order = np.argsort(-scores, kind="stable")[:PASSAGES]
    return order, [replace(row.hits[place], rank=n, score=float(scores[place])) for n, place in enumerate(order, 1)]


def _ranked(row: Asked, scores: Floats) -> Asked:
    """The first hits by these scores, analysed as quotations are chosen from them."""
    passages = [analyse(hit, row.view) for hit in _first(row, scores)[1]]
    return Asked(row.question, row.view, row.hits, row.gold, [passage for passage in passages if passage.spans])


def _in_new_order(row: Asked, scores: Floats, read: Read) -> Floats:
    """The scores of the hits, those of the first passages dealt out anew by what was read."""
    places, first = _first(row, scores)
    again = scores.copy()
    again[places[new_order(first, row.passages, read)]] = scores[places]
    return again


def _sentence_labels(row: Asked) -> Floats:
    texts = (text for passage in row.passages for text in passage.sentences)
    return np.array([contains_answer(text, row.question.answers) for text in texts], float)


def plain(model: lightgbm.Booster, features: tuple[str, ...]) -> dict[str, Any]:
    """The trees of a booster as lists, a node each; see retrieval.trees."""
    trees = []
    for dumped in model.dump_model()["tree_info"]:
        tree: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
        _flatten(dumped["tree_structure"], tree)
        trees.append(tree)
    return {"features": features, "trees": trees}


def _flatten(node: dict[str, Any], tree: dict[str, list[Any]]) -> int:
    place = len(tree["left"])
    leaf = "leaf_value" in node
    tree["feature"].append(0 if leaf else node["split_feature"])
    tree["threshold"].append(0.0 if leaf else float(f"{node['threshold']:.6g}"))
    tree["value"].append(float(f"{node['leaf_value']:.5g}") if leaf else 0.0)
    tree["left"].append(-1)
    tree["right"].append(-1)
    if not leaf:
        tree["left"][place] = _flatten(node["left_child"], tree)
        tree["right"][place] = _flatten(node["right_child"], tree)
    return place


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    collecting = verbs.add_parser("collect")
    for name in ("index", "questions", "candidates"):
        collecting.add_argument(name, type=Path)
    collecting.add_argument("--questions-a-set", type=int)
    collecting.add_argument("--as-if-lexical", action="store_true")
    training = verbs.add_parser("train")
    training.add_argument("--transformer", type=Path, nargs="+", required=True)
    training.add_argument("--unfinished", type=Path, nargs="+", required=True)
    training.add_argument("--static", type=Path, nargs="+", required=True)
    training.add_argument("--output", type=Path, default=Path("retrieval"))
    ablating = verbs.add_parser("ablate")
    for learning in (training, ablating):
        learning.add_argument("--read-by", type=Path, nargs=PARTS, required=True, metavar="PART")
    ablating.add_argument("candidates", type=Path, nargs="+")
    ablating.add_argument("--without", nargs="+", required=True, metavar="FEATURE[,FEATURE]")
    arguments = parser.parse_args()
    if arguments.verb == "collect":
        collect(
            *(arguments.index, arguments.questions, arguments.candidates, arguments.questions_a_set),
            as_if_lexical=arguments.as_if_lexical,
        )
        return
    readers = Readers(arguments.read_by, arguments.read_by[0].parent / "models")
    if arguments.verb == "ablate":
        ablate(arguments.candidates, readers, arguments.without)
        return
    for kind in KINDS:
        learned, _ = train(kind, getattr(arguments, kind), readers)
        file = arguments.output / f"ranking_{kind}.json"
        file.write_text(json.dumps(learned, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    # By its own name, so that what is pickled here can be read from anywhere.
    import_module("benchmarks.train_ranking").main()
