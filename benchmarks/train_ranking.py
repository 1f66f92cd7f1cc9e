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
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.everyday_questions import EVERYDAY
from benchmarks.lesson import Lesson, Readers
from benchmarks.questions import chosen, unplaced
from benchmarks.ranking_report import Asked, Floats, ask, compared, report, report_quotes
from benchmarks.train_cross_encoder import PARTS
from retrieval import Encyclopedia
from retrieval.candidate_features import CANDIDATE_FEATURES, candidate_features
from retrieval.closer_look import PASSAGES, READING_FEATURES, Read, new_order, reading_features
from retrieval.evaluate import auroc, contains_answer
from retrieval.quotes import CONFIDENCE_FEATURES, best_spans, confidence_features
from retrieval.ranking import PASSAGE_FEATURES, analyse, passage_features, worth_reading
from retrieval.results import Hit
from retrieval.sentence_features import SENTENCE_FEATURES, sentence_features

KINDS = ("transformer", "unfinished", "static")
# How the trees of each stage are grown.
CANDIDATE = {"num_iterations": 120, "num_leaves": 12, "learning_rate": 0.06, "feature_fraction": 0.7}
PASSAGE = {"num_iterations": 300, "num_leaves": 20, "learning_rate": 0.05, "feature_fraction": 0.5}
SENTENCE = PASSAGE | {"num_iterations": 200}
CONFIDENCE = CANDIDATE | {"num_iterations": 200, "min_data_in_leaf": 60}
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


# A way a question is answered: it, with its first passages, the scores of their sentences, and what was read closely.
Way = tuple[Asked, Floats, Read]


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
    lesson = Lesson([row for rows in sets for row in rows], without)
    source_of = np.repeat(np.arange(len(sets)), [len(rows) for rows in sets])
    scores = _learn_passages(lesson)
    ways, read = _learn_sentences(lesson, scores, readers)
    confidence, answered = _learn_confidence(lesson, ways)
    threshold = _threshold(lesson, confidence, source_of)
    for number, source in enumerate(sources):
        print(f"{source.stem}, {kind}: threshold {threshold:.3f}, held-out entries")
        places = np.flatnonzero(source_of == number).tolist()
        asked = [lesson.asked[p] for p in places]
        report(asked, [scores[p] for p in places], [read[p] for p in places])
        report_quotes(asked, answered[places], confidence[places], threshold)
    return {"threshold": round(threshold, 3), **lesson.models}, _outcome(lesson, read, confidence, answered)


def _learn_passages(lesson: Lesson) -> list[Floats]:
    """Learn which candidates are read, and which of those come first: the scores of all, of those not read -inf."""
    asked = lesson.asked
    rows = [candidate_features(row.view, row.hits) for row in asked]
    kept = [worth_reading(s) for s in lesson.order("candidate", CANDIDATE_FEATURES, rows, lesson.right, CANDIDATE)]
    rows = [
        passage_features(row.view, as_candidates[k], [row.hits[place] for place in k])
        for row, as_candidates, k in zip(asked, rows, kept, strict=True)
    ]
    right = [labels[k] for labels, k in zip(lesson.right, kept, strict=True)]
    scores = [np.full(len(row.hits), -np.inf) for row in asked]
    of_read = lesson.order("passage", PASSAGE_FEATURES, rows, right, PASSAGE)
    for of_row, k, read in zip(scores, kept, of_read, strict=True):
        of_row[k] = read
    return scores


def _learn_sentences(
    lesson: Lesson, scores_of_passages: list[Floats], readers: Readers
) -> tuple[list[Way], list[Floats]]:
    """Learn which sentences of the first passages answer, before the likeliest of them are read closely and after.

    Every way that a question is answered, all as they are read and then all as they are where nothing can be read; and
    the scores of all candidates, those of the first dealt out anew by what was read.
    """
    ranked = [_ranked(row, s) for row, s in zip(lesson.asked, scores_of_passages, strict=True)]
    rows = [np.array(sentence_features(row.view, row.passages)) for row in ranked]
    right = [_sentence_labels(row) for row in ranked]
    scores = lesson.order("sentence", SENTENCE_FEATURES, rows, right, SENTENCE)
    closely = [readers.read(row, s) for row, s in zip(ranked, scores, strict=True)]
    rows = [
        reading_features(features, s, row.passages, read)
        for features, s, row, read in zip(rows, scores, ranked, closely, strict=True)
    ]
    as_read = lesson.order("reading", READING_FEATURES, rows, right, SENTENCE)
    unread: list[Read] = [{}] * len(ranked)
    ways = [*zip(ranked, as_read, closely, strict=True), *zip(ranked, scores, unread, strict=True)]
    return ways, [_in_new_order(*of_row) for of_row in zip(ranked, scores_of_passages, closely, strict=True)]


def _learn_confidence(lesson: Lesson, ways: list[Way]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Learn how likely the first quotation answers, in each of the ways; what it is as it is read, and whether it does.

    So it is known as well for questions of which nothing can be read closely.
    """
    spans = [best_spans(row.passages, scores) for row, scores, _ in ways]
    right = [
        np.array([(row.gold or row.unplaced) and contains_answer(found[0].text, row.question.answers)], float)
        for (row, _, _), found in zip(ways, spans, strict=True)
    ]
    rows = [
        np.array([confidence_features(row.view, row.passages, list(scores), found, read)])
        for (row, scores, read), found in zip(ways, spans, strict=True)
    ]
    confidence = lesson.judge("confidence", CONFIDENCE_FEATURES, rows, right, CONFIDENCE)
    as_read = len(lesson.asked)
    return confidence[:as_read], np.array([bool(label[0]) for label in right[:as_read]])


def _threshold(lesson: Lesson, confidence: Floats, source_of: npt.NDArray[np.intp]) -> float:
    """The confidence at which WRONG_REFUSALS are made: the least of the sets', so that none of them has more."""
    sets = np.array([row.question.set for row in lesson.asked])
    clean = lesson.gold & ~np.isin(sets, NO_SAY)
    return min(
        float(np.quantile(confidence[clean & (source_of == source) & (sets == name)], WRONG_REFUSALS))
        for source, name in sorted(set(zip(source_of[clean], sets[clean], strict=True)))
    )


def _outcome(lesson: Lesson, read: list[Floats], confidence: Floats, answered: npt.NDArray[np.bool_]) -> Outcome:
    """What the questions got that have an answer."""
    gold, unplaced = lesson.gold, np.array([row.unplaced for row in lesson.asked])
    of_best = [labels[np.argsort(-s, kind="stable")] for labels, s in zip(lesson.right, read, strict=True)]
    return Outcome(
        np.array([bool(labels[0]) for labels in of_best])[gold],
        np.array([bool(labels[:5].any()) for labels in of_best])[gold],
        answered[gold],
        auroc(confidence[gold], confidence[~gold & ~unplaced]),
    )


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
    main()
