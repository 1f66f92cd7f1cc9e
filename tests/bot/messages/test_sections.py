"""How the sections of an entry begin."""

import pytest

from bot.messages.sections import opening
from corpus.entry import Entry, Section


@pytest.mark.parametrize(
    ("text", "begins"),
    [("Cairo, seen from the Nile.]] It is a city. Many live there.", "It is a city."), ("seen]]", "seen]]")],
)
def test_a_section_begins_behind_what_is_left_of_a_caption(text: str, begins: str) -> None:
    entry = Entry("e", "Cairo", text, (), (Section("S", 1, 0, len(text)),))
    ((first, last),) = opening(entry, entry.sections[0], 1)
    assert entry.text[first:last].startswith(begins)


@pytest.mark.parametrize("most", [1, 2, 5])
def test_no_more_is_quoted_of_a_section_than_is_wanted(most: int) -> None:
    text = "\n\n".join(f"Paragraph {number} says this." for number in range(6))
    entry = Entry("e", "Title", text, (), (Section("S", 1, 0, len(text)),))
    spans = opening(entry, entry.sections[0], most)
    assert [text[start:end] for start, end in spans] == text.split("\n\n")[:most]
