"""Deep links: what they hold, and where they lead when an entry has changed."""

import pytest

from bot.messages.links import (
    Link,
    base36,
    entry_payload,
    from_base36,
    quote_payload,
    read_damaged,
    read_payload,
    resolve,
)
from corpus.entry import Entry, link_of

ENTRY = Entry("e", "E", "The first sentence. The second one stands here. The third.")


def test_a_payload_is_read_as_it_was_written() -> None:
    payload = quote_payload(ENTRY.link, 20, ENTRY.text[20:47])
    assert len(payload) <= 64
    link = read_payload(payload)
    assert link is not None
    assert (link.entry, link.start, link.length) == (ENTRY.link, 20, 27)
    assert read_payload(entry_payload(ENTRY.link)) == Link(ENTRY.link)


def test_the_longest_payload_fits() -> None:
    assert len(quote_payload(link_of("x" * 500), 4_999_999, "y" * 5_000_000)) <= 64


@pytest.mark.parametrize("payload", ["", "inline", "e", "e123", "q" + "A" * 20, "e" + "ü" * 12, "q" + "A" * 64])
def test_what_is_no_payload_is_refused(payload: str) -> None:
    assert read_payload(payload) is None


def test_words_are_found_where_they_stand_now() -> None:
    link = read_payload(quote_payload(ENTRY.link, 20, ENTRY.text[20:47]))
    assert link is not None
    same = resolve(link, ENTRY)
    assert (same.start, same.end, same.state) == (20, 47, "same")
    moved = resolve(link, Entry("e", "E", f"New. {ENTRY.text}"))
    assert (moved.start, moved.end, moved.state) == (25, 52, "moved")
    last = resolve(link, Entry("e", "E", f"New. {ENTRY.text[20:47]}"))
    assert (last.start, last.end, last.state) == (5, 32, "moved")
    assert resolve(link, Entry("e", "E", "All new.")).state == "gone"


@pytest.mark.parametrize(
    ("before", "quoted"),
    [("北の国である。", "首都はロムスクである。"), ("彼は言った。", "「もういい。」"), ("of Veska]]", "It is red.")],
)
def test_words_that_moved_are_found_behind_a_sentence_without_a_space(before: str, quoted: str) -> None:
    text = f"{before}{quoted}花は青い。"
    link = read_payload(quote_payload(ENTRY.link, len(before), quoted))
    assert link is not None
    place = resolve(link, Entry("e", "E", f"改訂版。{text}"))
    assert (place.start, place.end, place.state) == (len(before) + 4, len(before) + 4 + len(quoted), "moved")


@pytest.mark.parametrize(("number", "written"), [(0, "0"), (35, "z"), (36, "10"), (1_295, "zz"), (1_296, "100")])
def test_base_36(number: int, written: str) -> None:
    assert base36(number) == written
    assert from_base36(written) == number == int(written, 36)


def test_of_a_damaged_link_the_entry_is_left() -> None:
    whole = quote_payload(ENTRY.link, 20, ENTRY.text[20:47])
    assert [read_damaged(damaged) for damaged in (whole[:20], f"{whole}x-")] == [Link(ENTRY.link)] * 2
    assert [read_damaged(damaged) for damaged in (entry_payload(ENTRY.link)[:-1], "", "inline")] == [None] * 3
