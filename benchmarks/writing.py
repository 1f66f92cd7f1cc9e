"""The same questions as other hands write them: what does a capital letter, a question mark or a slip change?

    python -m benchmarks.writing INDEX QUESTIONS [--all]

Asks the questions that nothing was learned from (`benchmarks.questions.held_out`), or all of those that have an answer,
as they are, as a phone begins them, as a careful hand ends them, in lower case without a question mark, with a slip in
the longest word, and without the space before or behind it. The slips are the same ones every time.
"""

import argparse
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from string import ascii_lowercase

import numpy as np

from benchmarks.questions import chosen, held_out
from benchmarks.ranking_report import compared
from retrieval import Encyclopedia
from retrieval.evaluate import Question, contains_answer

# The neighbours of each letter on a keyboard.
_NEIGHBOURS = (
    "sqwz vgn xvd sfec wrd dgrv fhtb gjyn uok hkum jli kop njk bmh ipl ol wa etf adwx ryg yij cbf qes zcs tuh xas"
)
KEYS = dict(zip(ascii_lowercase, _NEIGHBOURS.split(), strict=True))


def _slipped(question: str) -> str:
    """With two letters of the longest word swapped, or one of them left out, doubled, or missed for its neighbour."""
    longest = max(re.findall(r"[A-Za-z]+", question), key=len)
    drawn = random.Random(question)
    place = drawn.randrange(1, max(2, len(longest) - 1))
    before, letter, behind = longest[:place], longest[place : place + 1], longest[place + 1 :]
    missed = drawn.choice(KEYS.get(letter.lower(), "e"))
    slips = (behind[:1] + letter + behind[1:], behind, letter * 2 + behind, missed + behind)
    return question.replace(longest, before + drawn.choice(slips), 1)


def _run_together(question: str) -> str:
    """Without one of the spaces beside the longest word."""
    longest = max(re.findall(r"[A-Za-z]+", question), key=len)
    return re.sub(rf" (?={longest}\b)|(?<={longest}) ", "", question, count=1)


WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "a capital": lambda question: question[:1].upper() + question[1:],
    "and a question mark": lambda question: question[:1].upper() + question[1:].rstrip("? ") + "?",
    "lower case": lambda question: question.lower().rstrip("? "),
    "a slip": _slipped,
    "a space less": _run_together,
}


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    questions = chosen(arguments.questions) if arguments.all else held_out(arguments.questions)
    with Encyclopedia.open(arguments.index) as encyclopedia:
        for of in sorted({question.set for question in questions}):
            rows = [question for question in questions if question.set == of]
            before: list[bool] = []
            for writing, written in WRITINGS.items():
                found = np.array([_asked(encyclopedia, row, written(row.question)) for row in rows])
                first, five, quoted, refused = found.mean(axis=0)
                print(
                    f"{of:9} {writing:20} {len(rows):5} questions: passage@1 {first:.3f} @5 {five:.3f}"
                    f"  first quotation {quoted:.3f}  refused {refused:.3f}  @1 {_compared(before, found[:, 0])}",
                    flush=True,
                )
                before = before or found[:, 0].tolist()


def _asked(encyclopedia: Encyclopedia, row: Question, question: str) -> tuple[bool, bool, bool, bool]:
    """Whether the first passage is right, or one of five, whether the first quotation is, and whether it is refused."""
    answer = encyclopedia.ask(question, threshold=0.0)
    right = [hit.title == row.title and contains_answer(hit.passage.text, row.answers) for hit in answer.hits[:5]]
    quoted = bool(answer.citations) and contains_answer(answer.citations[0].quote.text, row.answers)
    return any(right[:1]), any(right), quoted, answer.confidence < encyclopedia.threshold


def _compared(before: Sequence[bool], after: np.ndarray) -> str:
    return compared(before, after.tolist()) if before else ""


if __name__ == "__main__":
    main()
