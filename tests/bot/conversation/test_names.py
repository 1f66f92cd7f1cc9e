"""Names in a question, with the sample encyclopedia."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.names import is_title, name_in
from retrieval import Encyclopedia
from tests.embedders import HashingEmbedder, loading


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("what is the population of seoul", "seoul"),
        ("When did the French Revolution begin?", "French Revolution"),
        ("who painted the mona lisa", "mona lisa"),
        ("Was Marie Curie at home when Hamlet ended?", "Marie Curie"),
        ("how many people were killed", None),
    ],
)
def test_a_question_has_its_name_where_names_stand(encyclopedia: Encyclopedia, question: str, name: str | None) -> None:
    assert name_in(encyclopedia, question) == name


def test_a_title_is_one_whole_and_as_it_is_written_if_need_be(encyclopedia: Encyclopedia) -> None:
    assert is_title(encyclopedia, "fall of the berlin wall")
    assert not is_title(encyclopedia, "fall of the berlin wall", as_written=True)
    assert is_title(encyclopedia, "Fall of the Berlin Wall", as_written=True)
    assert not is_title(encyclopedia, "and Hamlet")
