"""What a talk is of, with the sample encyclopedia."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.context import Turn
from bot.conversation.subject import subject_of
from retrieval import Encyclopedia
from tests.embedders import HashingEmbedder, loading

WALL = Turn("When did the Berlin Wall fall?", None, ("Fall of the Berlin Wall",))
KOREA = Turn("How did the Korean War end?", None, ("Korean War",))


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as opened:
        yield opened


def test_a_telling_question_that_was_answered_opens_another_talk(encyclopedia: Encyclopedia) -> None:
    assert subject_of(encyclopedia, [KOREA, WALL]) == KOREA.question
    assert subject_of(encyclopedia, [Turn("What was the year?", None, ("Smallpox",)), WALL]) == WALL.question
    assert subject_of(encyclopedia, [Turn("Who wrote it?", "Berlin, Wall, fall", ("Hamlet",)), WALL]) == WALL.question
    assert subject_of(encyclopedia, [Turn("How high is Mount Everest?"), WALL]) == WALL.question
    assert subject_of(encyclopedia, [WALL, Turn("hello")]) == WALL.question
    assert subject_of(encyclopedia, [Turn("Kimchi", None, ("Kimchi",)), WALL]) == "Kimchi"
