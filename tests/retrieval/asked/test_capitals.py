"""What passages write as a name, be it an entry or not."""

from pathlib import Path

import pytest

from tests.embedders import encyclopedia_of

TEXTS = {
    "Baltic Sea": "The sea lies near Estonia, and ships of Estonia, which belong to Estonia, cross it. The isles of "
    "Lake Victoria are far. Economy of scale is the economy, with an economy, of many an economy.",
    "Once": "It was in Latvia. Russia is a country, and so is Turkey. It eats a turkey and sees Turkey, with Turkey.",
}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("estonia", "Estonia"),
        ("lake victoria", "Lake Victoria"),
        ("latvia", None),  # once may be by chance
        ("russia", None),  # at the beginning of a sentence anything has a capital
        ("turkey", None),
        ("economy", None),
        ("isles of lake victoria", None),
        ("the", None),
        ("(", None),
    ],
)
def test_a_name_is_what_is_hardly_ever_written_small(tmp_path: Path, words: str, name: str | None) -> None:
    with encyclopedia_of(TEXTS, tmp_path) as encyclopedia:
        assert encyclopedia.written_as_name(words) == name
