"""He in a talk of her."""

from pathlib import Path

from bot.conversation.context import Turn
from bot.conversation.follow_ups import read_in_context
from tests.embedders import encyclopedia_of

TEXTS = {
    "Ada Moor": "Ada Moor (born 1850) was a painter. She lived in Rome, where she taught. She and her sister wrote.",
    "Karl Moor": "Karl Moor (born 1848) was a baker. He sold his bread in Rome, where he died.",
    "Alex Low": "Alex Low (born 1900) was a diver.",
    "Rome": "Rome is a city.",
}


def test_he_is_whom_the_answer_speaks_of_or_her_husband(tmp_path: Path) -> None:
    who, husband = Turn("who was Ada Moor", None, ("Ada Moor",)), "and her husband?"
    with encyclopedia_of(TEXTS, tmp_path) as encyclopedia:
        for turns, question, read in (
            ([Turn(husband, "Ada Moor", ("Ada Moor", "Rome", "Karl Moor")), who], "when did he die", "Karl Moor"),
            ([Turn(husband, "Ada Moor", ("Ada Moor", "Alex Low")), who], "when did he die", "Ada Moor's husband"),
            ([Turn(husband, "Ada Moor", ("Ada Moor", "Karl Moor")), who], "when did she die", "Ada Moor"),
            ([who], "when did he die", "Ada Moor"),
            ([Turn("who was Alex Low", None, ("Alex Low", "Karl Moor"))], "when did she die", "Alex Low"),
        ):
            understood = read_in_context(encyclopedia, question, turns)
            assert (understood.about, understood.question.partition(" did ")[2]) == (read, f"{read} die")
        first = read_in_context(encyclopedia, "when did he die", [Turn(husband, "Ada Moor", ("Karl Moor",)), who])
        after = [Turn("when did he die", first.about, ("Karl Moor",)), Turn(husband, "Ada Moor", ("Karl Moor",)), who]
        assert read_in_context(encyclopedia, "and where did he live?", after).about == "Karl Moor"
