"""Generated bad input: every file is skipped or told of with its reason, good entries around it are all there."""

import bz2
import gzip
import json
import lzma
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.entry import Alias, BadInput, Entry
from corpus.errors import InputUnreadable
from corpus.readers import FORMATS, read

ROOT = Path(__file__).parents[2]
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes, ".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress,
}  # fmt: skip
GOOD = [{"id": f"good{n}", "title": f"Good {n}", "text": f"Entry {n} is good.\n\nIt has two."} for n in range(4)]
JSONL = "".join(json.dumps(row) + "\n" for row in GOOD).encode()
PAGE = (
    "<page><title>Page {n}</title><ns>0</ns><id>{n}</id>"
    "<revision><id>1</id><text>Page {n} is <!-- --> good.</text></revision></page>"
)
DUMP = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en"><siteinfo>'
    '<sitename>W</sitename><namespaces><namespace key="0" case="first-letter" /></namespaces></siteinfo>'
    + "".join(PAGE.format(n=n) for n in range(1, 5))
    + "</mediawiki>"
).encode()
MARKDOWN = b"# A heading\n\nA text with *marks* and [a link](http://example.org).\n\n## Another\n\nMore of it.\n"
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
ENTITIES = DOCTYPE + DUMP.replace(b"good", b"&b;")
OTHERS = [b"ZIM\x04" + bytes(range(256)), b"\xff\xfe\x00a", b"\0" * 500, b"[1, 2]", b"{" * 3_000]
LAUGHS = DUMP.replace(
    b"<mediawiki",
    b"<!DOCTYPE x [<!ENTITY l0 'lol'>"
    + b"".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>".encode() for n in range(1, 10))
    + b"]><mediawiki",
    1,
).replace(b"good", b"&l9;")
SEEDS = [JSONL, DUMP, MARKDOWN, ENTITIES, *OTHERS]
JUNK = [b"\xff", b"\0", b"\xed\xa0\x80", b"<", b"{", b'"', b"\n", b"]]>", b"\xc3", b"[" * 900]
NAMES = ["a.jsonl", "b.xml", "c.md", "d.txt", "e.zim", "f", "g.jsonl.gz", "h.bz2", "i.xz", "j.json"]


@cache
def zim() -> bytes:
    """A ZIM file with some articles and a redirect."""
    creator, content = import_module("libzim.writer").Creator, import_module("tests.corpus.test_readers_zim").Content
    with tempfile.TemporaryDirectory() as folder:
        with creator(Path(folder) / "x.zim").config_indexing(False, "eng") as made:
            made.set_mainpath("P0")
            for n in range(4):
                made.add_item(content(f"P{n}", f"Page {n}", f"<h1>Page {n}</h1><p>Page {n} is good.</p>"))
            made.add_redirection("Q", "Q", "P1", {})
        return (Path(folder) / "x.zim").read_bytes()


# For each kind of bad input: what it is made of, what is put into it, and how it is packed.
KINDS: dict[str, tuple[Callable[[], list[bytes]], list[bytes], list[str]]] = {
    "any": (lambda: SEEDS, JUNK, list(PACKED)),
    "xz": (lambda: SEEDS, JUNK, [".xz"]),
    "bz2": (lambda: SEEDS, JUNK, [".bz2"]),
    "gz": (lambda: SEEDS, JUNK, [".gz"]),
    "zim": (lambda: [zim()], JUNK, [""]),
    "xml": (lambda: [DUMP], [*JUNK, b"<page>", b"</page>", b"<!--", b"<![CDATA[", b"&#0;", b"<!ENTITY"], [""]),
    "entities": (lambda: [ENTITIES, LAUGHS, LAUGHS.decode().encode("utf-16")], [b"&l9;", b"&b;", b"%b;"], ["", ".xz"]),
    "utf-8": (lambda: [JSONL, MARKDOWN, DUMP], [b"\xff", b"\xed\xa0\x80", b"\xc3", b"\xf8\x88\x80\x80\x80"], [""]),
    "nul": (lambda: [JSONL, MARKDOWN, DUMP], [b"\0", b"\0" * 300, b"\\u0000"], [""]),
}


@st.composite
def bad_files(draw: st.DrawFn, kind: str = "any") -> tuple[str, bytes]:
    """A file that is cut, has bytes changed or put in, is packed, or packed and then damaged."""
    seeds, junks, packings = KINDS[kind]
    content = bytearray(draw(st.sampled_from(seeds())))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, max(len(content) - 1, 0)))
        junk = draw(st.sampled_from(junks))
        content[place : place + draw(st.integers(0, 4))] = junk
    packed = bytearray(PACKED[draw(st.sampled_from(packings))](bytes(content)))
    for _ in range(draw(st.integers(0, 2))):
        if packed:
            packed[draw(st.integers(0, len(packed) - 1))] ^= 1 << draw(st.integers(0, 7))
    keep = draw(st.one_of(st.just(len(packed)), st.integers(0, len(packed))))
    return draw(st.sampled_from(NAMES)), bytes(packed[:keep])


def check(bad: tuple[str, bytes], format_name: str | None) -> None:
    name, content = bad
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        for item in read(path, format_name):
            if isinstance(item, BadInput):
                assert item.path == str(path)
                assert item.line >= 0
                assert len(item.reason) > 10
            elif isinstance(item, Entry):
                assert item.title
                assert item.text.strip()
                (item.title + item.text + item.id).encode()  # nothing that cannot be stored
            else:
                assert isinstance(item, Alias)
        # In a folder, whatever comes before and after it is read.
        (Path(folder) / "0.jsonl").write_bytes(JSONL)
        (Path(folder) / "z.jsonl").write_bytes(JSONL)
        titles = [item.title for item in read(Path(folder)) if isinstance(item, Entry)]
        assert sum(title.startswith("Good ") for title in titles) >= 2 * len(GOOD)


FORMS = st.one_of(st.none(), st.none(), st.sampled_from(list(FORMATS)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(bad_files(), FORMS)
def test_bad_input_is_told_and_hides_nothing(bad: tuple[str, bytes], format_name: str | None) -> None:
    check(bad, format_name)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "any"])
@pytest.mark.parametrize("number", [12, pytest.param(500, marks=pytest.mark.faults)])
def test_every_kind_of_bad_input(kind: str, number: int) -> None:
    @settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck))
    @given(bad_files(kind), FORMS)
    def any_of_it(bad: tuple[str, bytes], format_name: str | None) -> None:
        check(bad, format_name)

    any_of_it()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.binary(max_size=60).filter(lambda line: b"\n" not in line), max_size=6))
def test_good_lines_between_bad_ones_are_all_there(junk: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mixed.jsonl"
        lines = [line for pair in zip(JSONL.splitlines(), (junk * 4 + [b""] * 4)[:4], strict=False) for line in pair]
        path.write_bytes(b"\n".join(lines) + b"\n")
        found = [item.title for item in read(path) if isinstance(item, Entry)]
        assert found == [row["title"] for row in GOOD]


def test_names_that_lead_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret.jsonl").write_bytes(JSONL.replace(b"Good", b"Secret"))
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "good.jsonl").write_bytes(JSONL)
    (inside / "up.jsonl").symlink_to("../secret.jsonl")
    (inside / "far.jsonl").symlink_to("/etc/passwd")
    (inside / "round.jsonl").symlink_to("round.jsonl")
    (inside / "all").symlink_to("..")
    titles = [item.title for item in read(inside) if isinstance(item, Entry)]
    assert titles == [row["title"] for row in GOOD]
    assert sum(isinstance(item, BadInput) for item in read(inside)) == 4
    for name in ("nothing\0here", "a/../../nothing", "x" * 5_000):
        with pytest.raises(InputUnreadable):
            read(tmp_path / name)


LARGE: dict[str, Callable[[], bytes]] = {
    "a line of 50 MB that is cut": lambda: b'{"title": "T", "text": "' + b"x " * 25_000_000,
    "a line of 100 MB": lambda: b'{"title": "T", "text": "' + b"x " * 50_000_000 + b'"}',
    "a bomb of 250 MB": lambda: lzma.compress(bytes(250_000_000)),
    "a bomb of lines": lambda: gzip.compress(b'{"title": "T"}\n' * 10_000_000),
    "a page without end": lambda: DUMP[:300] + b"<page><title>T</title>" + b"x" * 60_000_000,
    "a bomb of 250 MB by bzip2": lambda: bz2.compress(bytes(250_000_000)),
    "entities": lambda: ENTITIES,
    "a billion laughs": lambda: LAUGHS,
    "a billion laughs in UTF-16": lambda: LAUGHS.decode().encode("utf-16"),
}


@pytest.mark.faults
@pytest.mark.parametrize("name", list(LARGE))
def test_large_bad_input_takes_bounded_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / "large").write_bytes(LARGE[name]())
    format_name = "mediawiki" if "laughs" in name else ""
    run = subprocess.run(
        [sys.executable, "-m", "tests.corpus.test_bad_input", tmp_path / "large", format_name],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    bad, megabytes = map(int, run.stdout.split())
    assert bad >= 1
    assert megabytes < 250, megabytes


if __name__ == "__main__":
    count = sum(isinstance(item, BadInput) for item in read(Path(sys.argv[1]), sys.argv[2] or None))
    # What getrusage says would be no less than what the process was that started this one.
    most = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("ascii"))
    sys.stdout.write(f"{count} {int(most[1]) // 1024 if most else 10**6}\n")
