import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.entry import BadInput, Entry, id_from_title
from corpus.readers import read
from corpus.readers.inline import plain


def entry_of(path: Path, text: str) -> Entry:
    path.write_text(text, encoding="utf-8", newline="")
    [entry] = read(path, "markdown")
    assert isinstance(entry, Entry)
    return entry


def headed(entry: Entry) -> list[tuple[int, str, str]]:
    return [(s.level, s.title, entry.text[s.start : s.end]) for s in entry.sections]


PAGE = """\
---
tags: [city]
title: "Han River"
---
<!-- a note -->
# Han River

The **Han** is a [river](https://example.org/a_(b)) in
*Korea*. ![map](map.png)

## Course

Intro of the course.

#### Upper ####

- one
- [x] two
  wrapped

### Middle

1) first

Names
-----

```text
# no heading
a_b_c *d*
```

| a | b |
|---|---|
| 1 | 2 |

***

## Empty
"""


def test_a_markdown_page(tmp_path: Path) -> None:
    entry = entry_of(tmp_path / "x.md", PAGE)
    names = "# no heading\na_b_c *d*\n\n| a | b |\n| 1 | 2 |"
    upper, middle = "- one\n- two wrapped", "1) first"
    assert entry.title == "Han River"
    assert entry.id == id_from_title("Han River")
    assert entry.text == "\n\n".join(["The Han is a river in Korea.", "Intro of the course.", upper, middle, names])
    assert headed(entry) == [
        (1, "Course", f"Intro of the course.\n\n{upper}\n\n{middle}"),
        (2, "Upper", upper),
        (2, "Middle", middle),
        (1, "Names", names),
    ]


@pytest.mark.parametrize(
    ("name", "text", "title", "rest"),
    [
        ("St._Louis_Blues.md", "Just text.", "St. Louis Blues", "Just text."),
        ("a.md", "Title\n=====\n\nText.", "Title", "Text."),
        ("a.md", "## Only\n\nText.", "Only", "Text."),
        ("a_b.md", "Text first.\n\n## Later\n\nMore.", "a b", "Text first.\n\nMore."),
        ("a.md", "---\ntitle: Front\n---\n# Other\n\nText.", "Front", "Text."),
        ("a.md", "---\nText.", "a", "Text."),
        ("Node.js", "Text.", "Node.js", "Text."),
        ("A_b.txt", "  As *it*  is.\r\n# not a title\n", "A b", "  As *it*  is.\r\n# not a title\n"),
        ("a.txt", "\ufeff# Title\n\n As *it* is.\n", "Title", " As *it* is.\n"),
        ("a.txt", "Title\n-----\nText.\n", "Title", "Text.\n"),
    ],
)
def test_titles(tmp_path: Path, name: str, text: str, title: str, rest: str) -> None:
    entry = entry_of(tmp_path / name, text)
    assert (entry.title, entry.text) == (title, rest)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[![alt](a.png)](b) x", "x"),
        ("[a][1] and [b] cells[i][j]", "a and [b] cells[i][j]"),
        ("***a*** __b__ _c_ ~~d~~ **e *f* g**", "a b c d e f g"),
        ("snake_case 2 * 3 * 4", "snake_case 2 * 3 * 4"),
        ("`a*b*` and \\*c\\* &amp; <b>d</b> <https://e.org/f_g>", "a*b* and *c* & d https://e.org/f_g"),
        ("note[^1]", "note"),
    ],
)
def test_inline_markup(line: str, expected: str) -> None:
    assert plain(line) == expected


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"# A\n\ncaf\xe9", 3, "not valid UTF-8 at byte 9; save the file as UTF-8"),
        (b"# A\n\0", 2, "a NUL character; remove it"),
        (b"# A\n", 0, "the entry 'A' has no text"),
        (
            b"x" * 5_000_001,
            0,
            "the entry 'a' has 5,000,001 characters; the limit is 5,000,000, split it into several entries",
        ),
        (b"x" * 20_000_001, 0, "the file is longer than 20,000,000 bytes; split it into several entries"),
    ],
)
def test_bad_files(tmp_path: Path, content: bytes, line: int, reason: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    assert list(read(path, "markdown")) == [BadInput(str(path), line, reason)]


@pytest.mark.parametrize(
    "unit",
    [
        "![",
        "[a](",
        "**a ",
        "_a ",
        "> ",
        ">",
        "-",
        "- ",
        "`",
        "``a",
        "<!--",
        "<a ",
        "a\n",
        "# a\n",
        "~~a",
        "[",
        "|-",
        "\\*",
        "&",
        " #",
        "((",
        "[a][",
    ],
)
def test_hostile_markup_takes_no_long_time(tmp_path: Path, unit: str) -> None:
    path = tmp_path / "a.md"
    path.write_text("x " + unit * (100_000 // len(unit)) + "x")
    begin = time.perf_counter()
    assert len(list(read(path))) == 1
    assert time.perf_counter() - begin < 2


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*"#=-*_`[]()!>|~<\\ \n\t", "---\n", "title: a\n", "word ", "# H\n"]), max_size=40))
def test_sections_lie_inside_the_text(tmp_path: Path, pieces: list[str]) -> None:
    path = tmp_path / "a.md"
    path.write_text("".join(pieces))
    for found in read(path, "markdown"):
        if isinstance(found, Entry):
            starts = [section.start for section in found.sections]
            assert starts == sorted(starts)
            assert all(0 <= s.start < s.end <= len(found.text) for s in found.sections)
