import bz2
import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.entry import BadInput, Entry, Section, id_from_title, why_unusable
from corpus.readers import read
from corpus.readers.jsonl import read_jsonl
from corpus.readers.streams import Limits

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}
FILES = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def line_of(number: int) -> bytes:
    return json.dumps({"title": f"Title {number}", "text": f"Text {number}."}).encode() + b"\n"


def reasons(path: Path, limits: Limits | None = None) -> list[tuple[int, str]]:
    found = read_jsonl(path, limits) if limits else read(path)
    return [(bad.line, bad.reason) for bad in found if isinstance(bad, BadInput)]


@pytest.mark.parametrize("suffix", PACKERS)
def test_all_fields_plain_or_packed(tmp_path: Path, suffix: str) -> None:
    fields = {
        "title": "  Paris\u00a0\n (city) ",
        "text": " Paris is a city.\r\n\r\nIt lies on the Seine. ",
        "id": 7,
        "aliases": ["Lutetia", "City of Light ", "Lutetia", "Paris (city)"],
        "sections": [{"title": "Place", "level": 1, "start": 21, "end": 43}],
    }
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(PACKERS[suffix](json.dumps(fields).encode() + b"\n\n" + line_of(2)))
    assert list(read(path)) == [
        Entry(
            id="7",
            title="Paris (city)",
            text=" Paris is a city.\r\n\r\nIt lies on the Seine. ",
            aliases=("Lutetia", "City of Light"),
            sections=(Section("Place", 1, 21, 43),),
            source=f"{path}:1",
        ),
        Entry(id_from_title("Title 2"), "Title 2", "Text 2.", source=f"{path}:3"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"title": "a", "text": }', "not valid JSON: Expecting value at column 24; mend the line"),
        (b'{"title": "a"', "not valid JSON: Expecting ',' delimiter at column 14; mend the line"),
        (b'{"title": "a', "not valid JSON: Unterminated string starting at column 11; mend the line"),
        (b'["a"]', "not a JSON object; write one object a line, with title and text"),
        (b'{"title": "a"}', "text is missing; every entry needs title and text"),
        (b'{"title": 1, "text": "b"}', "title is not a string; put it in quotation marks"),
        (b'{"title": "\xff", "text": "b"}', "not valid UTF-8 at byte 12; save the file as UTF-8"),
        (b'{"title": "a", "text": "\\u0000"}', "the text holds a NUL character; remove it"),
        (
            b'{"title": "\\ud800", "text": "b"}',
            "the title holds half a surrogate pair, which is not valid Unicode; remove it",
        ),
        (b'{"title": " ", "text": "b"}', "the title is empty; give the entry a title"),
        ('{"title": "\u200b \u2060", "text": "b"}'.encode(), "the title is empty; give the entry a title"),
        (b'{"title": "a", "text": " \\n"}', "the entry 'a' has no text"),
        (
            b'{"title": "a", "text": "b", "id": true}',
            "id is neither a string nor a whole number; correct it or leave it out",
        ),
        (
            b'{"title": "a", "text": "b", "id": "\\ud800"}',
            "id holds half a surrogate pair, which is not valid Unicode; remove it",
        ),
        (
            b'{"title": "a", "text": "b", "aliases": [" "]}',
            "an alias is empty or longer than 500 characters; correct it",
        ),
        (
            b'{"title": "a", "text": "b", "id": "' + b"i" * 501 + b'"}',
            "id is empty or longer than 500 characters; correct it",
        ),
        (
            b'{"title": "a", "text": "b", "aliases": "c"}',
            "aliases is not a list of strings; correct it or leave it out",
        ),
        (
            b'{"title": "a", "text": "b", "sections": [{"title": "s", "level": 1, "start": 0, "end": 2}]}',
            "section 1 (0 to 2) is out of order or outside the text, which has 1 characters; "
            "count characters from 0, end exclusive",
        ),
        (
            b'{"title": "a", "text": "b", "sections": [{"title": "s", "level": true, "start": 0, "end": 1}]}',
            "section 1 needs a title, a level from 1 to 99, a start and an end; correct it",
        ),
        (b'{"a":' * 100_000, "the JSON is nested too deeply; an entry is a flat object"),
        (
            b'{"title": "a", "text": "b", "id": ' + b"1" * 5000 + b"}",
            "a number is too long to be read; write it as a string",
        ),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_read(tmp_path: Path, line: bytes, reason: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line_of(1) + line + b"\n" + line_of(3))
    first, bad, last = read(path)
    assert isinstance(first, Entry)
    assert first.title == "Title 1"
    assert bad == BadInput(str(path), 2, reason)
    assert isinstance(last, Entry)
    assert (last.title, last.source) == ("Title 3", f"{path}:3")


def test_a_line_without_end_is_skipped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line_of(1) + b"x" * 5_000_000 + b"\n" + line_of(3))
    first, bad, last = read_jsonl(path, Limits(line=1000))
    assert bad == BadInput(str(path), 2, "the line is longer than 1,000 bytes; split it")
    assert [entry.title for entry in (first, last) if isinstance(entry, Entry)] == ["Title 1", "Title 3"]


@FILES
@given(st.text(min_size=1), st.text(min_size=1))
def test_the_text_is_kept_exactly(tmp_path: Path, title: str, text: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": title, "text": text}) + "\n", encoding="utf-8")
    [found] = read(path)
    if isinstance(found, Entry):
        assert found.text == text
        assert found.title == " ".join(title.split())
    else:
        assert isinstance(found, BadInput)
        assert found.reason == why_unusable(" ".join(title.split()), text)  # no more than a soft hyphen, say


@FILES
@given(st.lists(st.binary(max_size=60), max_size=6))
def test_arbitrary_bytes_never_raise_nor_hide_good_lines(tmp_path: Path, junk: list[bytes]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(b"[" + piece + b"\n" + line_of(number) for number, piece in enumerate(junk)))
    titles = [found.title for found in read(path, "jsonl") if isinstance(found, Entry)]
    assert titles == [f"Title {number}" for number in range(len(junk))]


@FILES
@given(st.sampled_from([".gz", ".bz2", ".xz"]), st.data())
def test_a_cut_file_gives_what_came_before_and_says_so_once(tmp_path: Path, suffix: str, data: st.DataObject) -> None:
    packed = b"".join(
        PACKERS[suffix](b"".join(line_of(number) for number in range(first, first + 50))) for first in range(0, 200, 50)
    )
    cut = data.draw(st.integers(1, len(packed) - 1))
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(packed[:cut])
    *entries, last = read(path)
    titles = [entry.title for entry in entries if isinstance(entry, Entry)]
    assert titles == [f"Title {number}" for number in range(len(entries))]
    if isinstance(last, BadInput):
        assert last.reason.startswith("the file ends too early or is damaged")
        assert last.line in {0, len(entries) + 1}
    else:  # cut between two members, which is a whole file
        assert last.source == f"{path}:{len(titles) + 1}"
        assert (len(titles) + 1) % 50 == 0


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
def test_members_one_after_the_other(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "packed whatever its name"
    padding = b"\0" * 8 if suffix != ".bz2" else b""
    path.write_bytes(PACKERS[suffix](line_of(1)) + padding + PACKERS[suffix](line_of(2)) + padding)
    assert [(e.title, e.source) for e in read(path) if isinstance(e, Entry)] == [
        ("Title 1", f"{path}:1"),
        ("Title 2", f"{path}:2"),
    ]


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
def test_damage_after_a_member_is_not_swallowed(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(PACKERS[suffix](line_of(1)) + b"no member")
    entry, bad = read(path)
    assert isinstance(entry, Entry)
    assert entry.title == "Title 1"
    assert isinstance(bad, BadInput)
    assert bad.line == 2
    assert bad.reason.startswith("the file ends too early or is damaged (")


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
def test_a_compression_bomb_is_stopped(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(PACKERS[suffix](line_of(1) + b" " * 3_000_000))
    assert reasons(path, Limits(expanded=1_000_000)) == [
        (
            2,
            "the file unpacks to more than 200 times its size, which no text does; unpack it yourself if you trust it",
        )
    ]


def test_a_real_bomb_meets_the_real_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as packed:
        packed.write(line_of(1))
        for _ in range(70):
            packed.write(b" " * 1024 * 1024 + b"\n")
    assert [reason[:46] for _, reason in reasons(path)] == ["the file unpacks to more than 200 times its siz"[:46]]


@pytest.mark.shared
def test_the_small_encyclopedia() -> None:
    path = SHARED / "encyclopedia-small.jsonl.xz"
    if not path.exists():
        pytest.skip("the real text is not beside this checkout")
    entries = list(read(path))
    expected = [json.loads(line) for line in lzma.decompress(path.read_bytes()).splitlines()]
    assert [(e.id, e.title, e.text) for e in entries if isinstance(e, Entry)] == [
        (row["id"], row["title"], row["text"]) for row in expected
    ]
