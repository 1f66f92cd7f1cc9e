import sqlite3
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.entry import Entry, Section
from retrieval.passages import (
    MOST_WORDS,
    PASSAGES_AN_ENTRY,
    WORDS,
    PassageStore,
    embedded_text,
    entry_key,
    passage_hash,
    passage_id,
    split,
)
from retrieval.results import Passage

SENTENCE = "The river Ouse flows past the old mill and on to the sea."  # 13 words

PIECES = st.one_of(
    st.sampled_from(
        [
            " ",
            "\n",
            "\n\n",
            "\n \n",
            ". ",
            "Dr. ",
            "한국어 문장이다. ",
            "字",
            "字。" * 40,
            "\u3000",
            "\x1c",
            "𝄞",
        ]
    ),
    st.sampled_from([f"{SENTENCE} " * 14, "word " * 200, "字" * 1000, "a" * 950]),
    st.text(max_size=30),
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    text = "".join(draw(st.lists(PIECES, max_size=14)))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    sections = tuple(Section(f"s{n}", 1 + n % 3, start, end) for n, (start, end) in enumerate(pairwise(edges)))
    return Entry("e", "Title", text, (), sections)


def texts(entry: Entry) -> list[str]:
    return [passage.text for passage in split(entry)]


@given(entries())
@settings(max_examples=300, deadline=None)
def test_passages_are_the_text_in_order_without_overlap_within_sections_and_complete(entry: Entry) -> None:
    passages = split(entry, key=3)
    for ordinal, passage in enumerate(passages):
        assert entry.text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert passage.entry_id == "e"
        assert passage.id == passage_id(3, ordinal)
    offsets = [offset for passage in passages for offset in (passage.start, passage.end)]
    assert offsets == sorted(offsets)
    for edge in {edge for section in entry.sections for edge in (section.start, section.end)}:
        assert not [passage for passage in passages if passage.start < edge < passage.end]
    outside = [entry.text[a:b] for a, b in zip([0, *offsets[1::2]], [*offsets[::2], len(entry.text)], strict=True)]
    assert "".join(outside).strip() == ""


@given(entries())
@settings(max_examples=50, deadline=None)
def test_cutting_is_the_same_every_time(entry: Entry) -> None:
    assert split(entry) == split(entry)


def test_short_paragraphs_are_packed_and_stay_whole() -> None:
    paragraph = " ".join([SENTENCE] * 4)  # 52 words
    entry = Entry("e", "Ouse", "\n\n".join([paragraph] * 5))
    # Two are 104 words, which is short of 120; with a third they would be 156, which is over 150.
    assert texts(entry) == [f"{paragraph}\n\n{paragraph}"] * 2 + [paragraph]


def test_a_short_paragraph_is_taken_in_rather_than_left_alone() -> None:
    first, rest = " ".join([SENTENCE] * 9), " ".join([SENTENCE] * 2)  # 117 and 26 words
    assert texts(Entry("e", "Ouse", f"{first}\n\n{rest}")) == [f"{first}\n\n{rest}"]


def test_nothing_is_added_to_a_passage_that_has_its_words() -> None:
    first = " ".join([SENTENCE] * 10)  # 130 words
    assert texts(Entry("e", "Ouse", f"{first}\n\nAnd so on.")) == [first, "And so on."]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    entry = Entry("e", "Ouse", " ".join([SENTENCE] * 40))  # 520 words
    # Ten sentences have 130 words, the first number from 120.
    assert texts(entry) == [" ".join([SENTENCE] * 10)] * 4


def test_passages_of_prose_have_about_120_words() -> None:
    sentences = [f"{SENTENCE[:-1]} in the year {1800 + n}." for n in range(200)]
    entry = Entry("e", "Ouse", "\n\n".join(" ".join(sentences[n : n + n % 7 + 1]) for n in range(0, 200, 7)))
    counts = [len(text.split()) for text in texts(entry)]
    assert WORDS * 0.8 <= sum(counts[:-1]) / len(counts[:-1]) <= MOST_WORDS
    assert max(counts) <= MOST_WORDS


def test_a_section_begins_a_passage_and_ends_one() -> None:
    text = "Before.\n\nInside.\n\nAfter."
    sections = (Section("Outer", 1, 9, 24), Section("Inner", 2, 9, 16))
    assert texts(Entry("e", "t", text, (), sections)) == ["Before.", "Inside.", "After."]


@pytest.mark.parametrize(
    "sentence",
    [
        "京都は千年以上にわたって日本の都であった。",
        "北京是中华人民共和国的首都，位于华北平原北部。",
        "กรุงเทพมหานครเป็นเมืองหลวงของไทย",
    ],
)
def test_text_without_spaces_is_cut_to_a_like_size(sentence: str) -> None:
    entry = Entry("e", "t", sentence * 400)
    passages = texts(entry)
    assert "".join(passages) == entry.text
    assert all(200 <= len(passage) <= 3 * MOST_WORDS for passage in passages[:-1])


def test_an_endless_sentence_is_cut_between_words() -> None:
    words = [f"word{n}" for n in range(2_000)]
    passages = texts(Entry("e", "t", " ".join(words)))
    assert " ".join(passages).split() == words
    assert len(passages) > 10
    assert max(len(passage) for passage in passages) <= MOST_WORDS * 6


def test_a_run_of_characters_without_end_is_cut_anywhere() -> None:
    passages = texts(Entry("e", "t", "x" * 5_000))
    assert "".join(passages) == "x" * 5_000
    assert max(len(passage) for passage in passages) <= MOST_WORDS * 6


@pytest.mark.parametrize("text", ["字" * 1_000_000, "word " * 200_000, "Yes. " * 100_000, "a\n\n" * 100_000])
def test_a_million_characters_take_seconds_at_most(text: str) -> None:
    started = time.process_time()
    passages = split(Entry("e", "t", text))
    assert time.process_time() - started < 10
    assert sum(len("".join(passage.text.split())) for passage in passages) == len("".join(text.split()))


def test_an_entry_has_a_block_of_passage_ids_of_its_own() -> None:
    assert passage_id(0, 0) == 0
    assert passage_id(7, 0) == 7 * PASSAGES_AN_ENTRY
    assert passage_id(7, PASSAGES_AN_ENTRY - 1) < passage_id(8, 0)
    assert [entry_key(passage_id(7, ordinal)) for ordinal in (0, 1, PASSAGES_AN_ENTRY - 1)] == [7, 7, 7]


def test_embedded_text_stands_under_its_headings() -> None:
    assert embedded_text("Tea", None, "It is brewed.") == "Tea.\nIt is brewed."
    assert embedded_text("Tea", "Making", "It is brewed.") == "Tea. Making.\nIt is brewed."


def test_a_passage_hash_says_what_is_embedded_and_nothing_else() -> None:
    text = "It is brewed."
    plain = Entry("e", "Tea", text)
    (passage,) = split(plain)
    moved = Passage(99, "other", 2, 15, text)
    base = passage_hash(plain, passage)
    assert len(base) == 16
    assert passage_hash(Entry("other", "Tea", "  " + text), moved) == base
    assert passage_hash(Entry("e", "Teas", text), passage) != base
    assert passage_hash(Entry("e", "Tea", text, (), (Section("Making", 1, 0, 13),)), passage) != base


def test_the_table_of_passages() -> None:
    store = PassageStore(sqlite3.connect(":memory:"), writable=True)
    tea = Entry("a", "Tea", "One.\n\nTwo.", (), (Section("S", 1, 6, 10),))
    mate = Entry("b", "Mate", "Three.")
    store.put(tea, 1, split(tea, 1))
    store.put(mate, 2, split(mate, 2))
    assert len(store) == 3
    first, second, third = passage_id(1, 0), passage_id(1, 1), passage_id(2, 0)
    rows = store.get([third, first, 12345])
    assert {(row.id, row.start, row.end) for row in rows.values()} == {(first, 0, 4), (third, 0, 6)}
    assert rows[first].hash == passage_hash(tea, split(tea, 1)[0])
    assert [passage for passage, _ in store.hashes()] == [first, second, third]
    shorter = Entry("a", "Tea", "One.")
    store.put(shorter, 1, split(shorter, 1))
    assert [passage for passage, _ in store.hashes()] == [first, third]
    store.remove(1)
    assert [passage for passage, _ in store.hashes()] == [third]


def test_any_number_of_rows_in_one_go() -> None:
    store = PassageStore(sqlite3.connect(":memory:"), writable=True)
    for key in range(1201):
        entry = Entry(f"e{key}", f"Title {key}", "Text.")
        store.put(entry, key, split(entry, key))
    assert set(store.get(passage_id(key, 0) for key in range(1300))) == {passage_id(key, 0) for key in range(1201)}
