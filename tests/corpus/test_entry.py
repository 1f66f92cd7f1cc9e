from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.entry import (
    MAX_TEXT_LENGTH,
    MAX_TITLE_LENGTH,
    BadInput,
    Entry,
    Section,
    id_from_title,
    link_of,
    paragraph_spans,
    why_unusable,
)

# Text with far more line ends and blanks than chance would give it.
PROSE = st.lists(
    st.one_of(
        st.sampled_from(["\n", "\n\n", "\n \n", "\r\n\r\n", " ", "\t", "\u2003", "word", "é", "한국"]),
        st.text(),
    ),
    max_size=20,
).map("".join)

ENTRY = Entry(
    id="e1",
    title="Tea",
    text="Tea is a drink.\n\nIt is brewed.\n\nIt is served.",
    aliases=("Chai",),
    sections=(Section("Making", 1, 17, 30), Section("Serving", 1, 32, 45)),
    source="drinks.jsonl:1",
)


@given(PROSE)
def test_paragraphs_are_stripped_in_order_and_hold_everything_but_white_space(text: str) -> None:
    spans = list(paragraph_spans(text))
    for start, end in spans:
        paragraph = text[start:end]
        assert paragraph
        assert paragraph == paragraph.strip()
        assert "\n\n" not in paragraph
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    outside = [text[a:b] for a, b in zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True)]
    assert "".join(outside).strip() == ""


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        (" \n\n\t\n", []),
        ("one", ["one"]),
        ("one\ntwo", ["one\ntwo"]),
        ("  one \n\n two  ", ["one", "two"]),
        ("one\n \t \ntwo", ["one", "two"]),
        ("one\r\n\r\ntwo\r\n", ["one", "two"]),
        ("\n\none\n\n\n\n\ntwo\n\n", ["one", "two"]),
        ("aa a\n\na aa", ["aa a", "a aa"]),
    ],
)
def test_paragraphs_of(text: str, paragraphs: list[str]) -> None:
    assert [text[start:end] for start, end in Entry("i", "t", text).paragraphs()] == paragraphs


def test_section_at_is_the_innermost_that_holds_the_offset() -> None:
    outer, inner, last = Section("Outer", 1, 10, 50), Section("Inner", 2, 20, 30), Section("Last", 1, 50, 60)
    entry = Entry("i", "t", "x" * 60, sections=(outer, inner, last))
    assert [entry.section_at(at) for at in (0, 9)] == [None, None]
    assert [entry.section_at(at) for at in (10, 19, 30, 49)] == [outer] * 4
    assert [entry.section_at(at) for at in (20, 29)] == [inner, inner]
    assert entry.section_at(50) == last
    assert entry.section_at(60) is None


def test_of_two_sections_that_begin_together_the_deeper_one_holds() -> None:
    outer, inner = Section("Outer", 1, 0, 9), Section("Inner", 2, 0, 9)
    assert Entry("i", "t", "x" * 9, sections=(outer, inner)).section_at(3) == inner


@pytest.mark.parametrize(
    "changed",
    [
        replace(ENTRY, id="e2"),
        replace(ENTRY, title="Teas"),
        replace(ENTRY, text=ENTRY.text + " "),
        replace(ENTRY, aliases=()),
        replace(ENTRY, aliases=("Chai", "Cha")),
        replace(ENTRY, aliases=("Ch", "ai")),
        replace(ENTRY, sections=ENTRY.sections[:1]),
        replace(ENTRY, sections=(replace(ENTRY.sections[0], title="Brewing"), ENTRY.sections[1])),
        replace(ENTRY, sections=(replace(ENTRY.sections[0], level=2), ENTRY.sections[1])),
        replace(ENTRY, sections=(replace(ENTRY.sections[0], start=16), ENTRY.sections[1])),
        replace(ENTRY, sections=(replace(ENTRY.sections[0], end=31), ENTRY.sections[1])),
        replace(ENTRY, title="TeaT", text=ENTRY.text[1:]),
    ],
)
def test_content_hash_changes_with_whatever_a_reader_can_see(changed: Entry) -> None:
    assert changed.content_hash != ENTRY.content_hash


def test_content_hash_is_16_bytes_that_do_not_depend_on_the_source() -> None:
    assert len(ENTRY.content_hash) == 16
    assert replace(ENTRY, source="elsewhere:99").content_hash == ENTRY.content_hash


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_a_link_has_12_url_safe_characters_whatever_the_id(entry_id: str) -> None:
    link = link_of(entry_id)
    assert len(link) == 12
    assert link.replace("-", "a").replace("_", "a").isalnum()
    assert link.isascii()
    assert Entry(entry_id, "t", "x").link == link
    assert link_of(entry_id + "x") != link


def test_ids_from_titles_are_the_same_for_both_ways_of_writing_an_accent() -> None:
    assert id_from_title("Caf\u00e9") == id_from_title("Cafe\u0301")
    assert id_from_title("Café") != id_from_title("Cafe")
    assert id_from_title("Tea") == id_from_title("Tea")
    assert id_from_title("Tea")[0] == "t"
    assert len(id_from_title("Tea")) == 17


@pytest.mark.parametrize(
    ("title", "text", "reason"),
    [
        ("", "text", "the title is empty; give the entry a title"),
        (" \n\u2003", "text", "the title is empty; give the entry a title"),
        ("t" * (MAX_TITLE_LENGTH + 1), "text", "the title has 501 characters; the limit is 500"),
        (" Tea ", "", "the entry 'Tea' has no text"),
        ("Tea", " \n ", "the entry 'Tea' has no text"),
        (
            "Tea",
            "x" * (MAX_TEXT_LENGTH + 1),
            "the entry 'Tea' has 5,000,001 characters; the limit is 5,000,000, split it into several entries",
        ),
        ("T\0ea", "text", "the title holds a NUL character; remove it"),
        ("Tea", "te\0xt", "the text holds a NUL character; remove it"),
        ("T\ud800ea", "text", "the title holds half a surrogate pair, which is not valid Unicode; remove it"),
        ("Tea", "te\udfffxt", "the text holds half a surrogate pair, which is not valid Unicode; remove it"),
    ],
)
def test_why_unusable(title: str, text: str, reason: str) -> None:
    assert why_unusable(title, text) == reason


def test_what_is_just_within_the_limits_is_usable() -> None:
    assert why_unusable("t" * MAX_TITLE_LENGTH, "x" * MAX_TEXT_LENGTH) is None
    assert why_unusable("🜨", "𝄞") is None


def test_bad_input_names_its_line_where_there_is_one() -> None:
    assert str(BadInput("a.jsonl", 3, "no title")) == "a.jsonl:3: no title"
    assert str(BadInput("a.zim", 0, "truncated")) == "a.zim: truncated"
