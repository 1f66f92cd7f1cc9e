"""One of several that a name may mean, chosen in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.chosen import chosen
from bot.conversation.context import Turn, Understood
from bot.conversation.lookup import MaybeMeant, look_up
from retrieval import Encyclopedia
from tests.embedders import HashingEmbedder, loading


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as opened:
        yield opened


def test_one_is_chosen_by_its_place_or_its_kind(encyclopedia: Encyclopedia) -> None:
    meant = look_up(encyclopedia, "Mercury", Understood("Mercury"), 1)
    assert isinstance(meant, MaybeMeant)
    titles = [entry.title for entry in meant.entries]
    for text, title in (
        ("the second one", titles[1]),
        ("2", titles[1]),
        ("No, the first!", titles[0]),
        ("3rd", titles[2]),
        ("the last one", titles[-1]),
        ("두 번째 거", titles[1]),
        ("the planet", "Mercury (planet)"),
        ("the chemical element", "Mercury (element)"),
    ):
        assert chosen(encyclopedia, text, [Turn("Mercury")]) == title, text


def test_nothing_is_chosen_of_what_was_not_offered(encyclopedia: Encyclopedia) -> None:
    for text, turns in (
        ("the second one", [Turn("Marie Curie", None, ("Marie Curie",))]),
        ("the second one", []),
        ("8", [Turn("Mercury")]),
        ("the city", [Turn("Mercury")]),
        ("the mercury", [Turn("Mercury")]),
        ("2", [Turn("what is Mercury?", None, ("Mercury (planet)",))]),
        ("the Berlin Wall", [Turn("Mercury")]),
        ("second world war", [Turn("Mercury")]),
    ):
        assert chosen(encyclopedia, text, turns) is None
