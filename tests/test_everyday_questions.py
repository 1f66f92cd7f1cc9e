"""Questions made of entries to learn from: their entries say it, and none is about those that are measured with."""

from pathlib import Path

import pytest

from benchmarks.everyday_questions import MOST_OF_AN_ENTRY, drawn, everyday_questions
from benchmarks.questions import is_left
from retrieval import Encyclopedia
from retrieval.evaluate import contains_answer
from tests.embedders import HashingEmbedder, loading

SAMPLE = Path(__file__).resolve().parents[1] / "corpus" / "sample.jsonl"


@pytest.mark.parametrize("left", [False, True])
def test_each_is_about_an_entry_that_answers_it(sample_data: Path, *, left: bool) -> None:
    rows = drawn(SAMPLE)
    texts = dict(rows)
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as encyclopedia:
        made = list(everyday_questions(encyclopedia, rows, 5, left=left))
        assert made
        for row in made:
            assert is_left(row.title) == left
            assert row.title.lower() in row.question.lower()
            assert contains_answer(texts[row.title], row.answers)
            assert encyclopedia.known(row.title)
        of_form = [row.form for row in made]
        assert max(map(of_form.count, of_form)) <= 2 * 5
        titles = [row.title for row in made]
        assert max(map(titles.count, titles)) <= MOST_OF_AN_ENTRY
        assert made == list(everyday_questions(encyclopedia, rows, 5, left=left))
