"""What a ranking and its quotations are worth, printed: before and after, with a paired test, and calibration."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.stats import binomtest

from retrieval import Encyclopedia
from retrieval.candidate_features import min_max
from retrieval.evaluate import Question, auroc, contains_answer
from retrieval.question import QuestionView
from retrieval.ranking import AnalysedPassage
from retrieval.results import Hit

Floats = npt.NDArray[np.float64]


@dataclass
class Asked:
    """A question with the candidates it brought, asked with its entry (`gold`) or without.

    `hits` are all of them; `passages` those that quotations are chosen from, once they are known.
    """

    question: Question
    view: QuestionView
    hits: list[Hit]
    gold: bool
    passages: list[AnalysedPassage] = field(default_factory=list)

    @property
    def unplaced(self) -> bool:
        """Whether it is not known which entry answers, if any does."""
        return not self.question.title

    def right(self, hit: Hit) -> bool:
        """Whether this passage is the gold entry's and holds an answer."""
        return hit.title == self.question.title and contains_answer(hit.passage.text, self.question.answers)


def ask(
    encyclopedia: Encyclopedia, questions: Iterable[Question], golds: Sequence[bool] = (True, False)
) -> Iterator[Asked]:
    """Ask each question with its entry and without, as `golds` say; only without it where it is not known."""
    for row in questions:
        understood = encyclopedia.understood(row.question)
        for gold in golds if row.title else (False,):
            hits = encyclopedia.candidates(row.question, without=None if gold else row.title)
            yield Asked(row, understood, hits, gold)


def report(asked: Sequence[Asked], scores: Sequence[Floats], read: Sequence[Floats]) -> None:
    """Print passage@1 and @5 of each way to order the same candidates, the last with the first passages `read`.

    @1 of the ranker is compared with the sum of both scores, and with what it becomes when they are read.
    """
    gold = [place for place, row in enumerate(asked) if row.gold]
    for name in [*sorted({row.question.set for row in asked}), "all"] if gold else ():
        places = [place for place in gold if name in (asked[place].question.set, "all")]
        rights = [[asked[place].right(hit) for hit in asked[place].hits] for place in places]
        orders = {
            "lexical": [[-(hit.lexical_score or 0.0) for hit in asked[place].hits] for place in places],
            "dense": [[-(hit.dense_score or 0.0) for hit in asked[place].hits] for place in places],
            "sum": [(-_sum(asked[place].hits)).tolist() for place in places],
            "ranker": [(-scores[place]).tolist() for place in places],
            "read": [(-read[place]).tolist() for place in places],
        }
        firsts = {}
        for way, keys in orders.items():
            sorted_rights = [_sorted(right, key) for right, key in zip(rights, keys, strict=True)]
            firsts[way] = [right[0] for right in sorted_rights]
            at_5 = np.mean([any(right[:5]) for right in sorted_rights])
            before = {"ranker": "sum", "read": "ranker"}.get(way)
            test = f"  ({compared(firsts[before], firsts[way])})" if before else ""
            print(f"  {name:9} {way:8} passage@1 {np.mean(firsts[way]):.3f} @5 {at_5:.3f}{test}")
        analysed = [np.isfinite(scores[place]) & right for place, right in zip(places, rights, strict=True)]
        print(
            f"  {name:9} of these the answer is in one for {np.mean([any(right) for right in rights]):.3f},"
            f" of those that are analysed for {np.mean([some.any() for some in analysed]):.3f}"
        )


def report_quotes(asked: Sequence[Asked], right: npt.NDArray[np.bool_], confidence: Floats, threshold: float) -> None:
    """Print how often the first quotation answers, what the confidence is worth, and how well it is calibrated."""
    gold = np.array([row.gold for row in asked])
    sets = np.array([row.question.set for row in asked])
    unplaced = np.array([row.unplaced for row in asked])
    if unplaced.any():
        good, bad = (confidence[unplaced & (right == answered)] for answered in (True, False))
        print(
            f"  no entry known: first quotation {right[unplaced].mean():.3f}  AUROC of right and wrong"
            f" {auroc(good.tolist(), bad.tolist()):.3f}  refused when right {(good < threshold).mean():.3f},"
            f" when wrong {(bad < threshold).mean():.3f}"
        )
    for name in [*sorted(set(sets[~unplaced])), "all"] if not unplaced.all() else ():
        of_set = ((sets == name) | (name == "all")) & ~unplaced
        yes, no = of_set & gold, of_set & ~gold
        print(
            f"  {name:9} first quotation {right[yes].mean():.3f}  AUROC {auroc(confidence[yes], confidence[no]):.3f}"
            f"  refused with answer {(confidence[yes] < threshold).mean():.3f}, without"
            f" {(confidence[no] < threshold).mean():.3f}"
        )
    bands(confidence, right)


def bands(confidence: Floats, right: npt.NDArray[np.bool_]) -> None:
    """Print how often the first quotation answers where the confidence is about the same."""
    for low in np.arange(0, 1, 0.1):
        within = (confidence >= low) & (confidence < low + 0.1)
        if within.any():
            print(
                f"  confidence {low:.1f}-{low + 0.1:.1f}: {within.sum():5} questions, "
                f"mean {confidence[within].mean():.2f}, answered {right[within].mean():.2f}"
            )


def compared(before: Sequence[bool], after: Sequence[bool]) -> str:
    """How many of the same questions only one of the two gets right, and McNemar's exact test: is it half of them?"""
    better = sum(b and not a for a, b in zip(before, after, strict=True))
    worse = sum(a and not b for a, b in zip(before, after, strict=True))
    p = binomtest(better, better + worse).pvalue if better + worse else 1.0
    return f"+{better} -{worse}, p {p:.2g}"


def _sum(hits: Sequence[Hit]) -> Floats:
    """Both scores scaled within the question and added: fusion with one weight for all questions."""
    lexical, dense = ([getattr(hit, name) or 0.0 for hit in hits] for name in ("lexical_score", "dense_score"))
    return min_max(lexical) + min_max(dense)


def _sorted(right: Sequence[bool], keys: Sequence[float]) -> list[bool]:
    return [right[place] for place in sorted(range(len(right)), key=lambda place: (keys[place], place))]
