"""What is printed: verbatim through a pipe, wrapped and harmless on a terminal."""

import io
import json
import re
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from bot.command_line.sheet import Sheet, as_json, visible
from tests.command_line import in_terminal, wipiverse

ESCAPES = "\x1b]0;owned\x07\x1b[2J\x9b31m\r\x08"
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def commanding(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"}


def printed(*parts: str, mark: str = "", terminal: bool, width: int = 40) -> str:
    stream = io.StringIO()
    Sheet(stream, terminal=terminal, width=width).say(*parts, mark=mark)
    return stream.getvalue()


@given(st.text(st.characters()))
def test_visible_text_commands_nothing_and_keeps_the_rest(text: str) -> None:
    shown = visible(text)
    assert not commanding(shown)
    if not commanding(text) and not re.search("[\u2028-\u202e\u2066-\u2069]", text):
        assert shown == text


def test_visible_spells_control_characters_out() -> None:
    assert visible("a\x1b[2J\x9bm\x7f\r\u202eb\n\tc") == "a\\x1b[2J\\x9bm\\x7f\\r\\u202eb\n\tc"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_is_exact_and_commands_nothing(text: str) -> None:
    written = as_json({"text": text})
    assert json.loads(written) == {"text": text}
    assert not commanding(written)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_pipe_gets_the_text_itself(text: str) -> None:
    assert printed(text, " end", mark="[1] ", terminal=False) == f"[1] {text} end\n"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_terminal_gets_only_styles_as_escapes(text: str) -> None:
    assert not commanding(STYLE.sub("", printed(text, mark="[1] ", terminal=True)))


@given(st.lists(st.text("abcdé한", min_size=1, max_size=60), min_size=1))
def test_a_terminal_gets_lines_that_fit_and_every_word(some: list[str]) -> None:
    text = " ".join(some)
    lines = STYLE.sub("", printed(text, mark="[1] ", terminal=True)).splitlines()
    assert all(cell_len(line) <= 40 for line in lines)
    assert lines[0].startswith("[1] ")
    assert all(line.startswith("    ") for line in lines[1:])
    assert "".join(line[4:] for line in lines).replace(" ", "") == text.replace(" ", "")


def test_a_table_too_wide_for_the_terminal_is_written_one_cell_a_line() -> None:
    written = {}
    for width in (30, 40):
        stream = io.StringIO()
        row = ("7", "a title", "a passage of some length")
        Sheet(stream, terminal=True, width=width).table(("rank", "title", "passage"), [row], right=range(1))
        written[width] = [line.rstrip() for line in STYLE.sub("", stream.getvalue()).splitlines()]
    assert written[30] == ["rank: 7", "title: a title", "passage: a passage of some", "         length", ""]
    assert written[40][0].split() == ["rank", "title", "passage"]


def test_escapes_in_entries_never_reach_a_terminal(tmp_path: Path) -> None:
    text = f"The zorgon {ESCAPES} was found in 1887 by Ada Quill. It is kept in a jar."
    entry = {"title": f"Zorgon{ESCAPES}x", "text": text, "aliases": [f"Zed{ESCAPES}"]}
    source = tmp_path / "entries.jsonl"
    source.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    data = tmp_path / "data"
    assert wipiverse(data, "build", str(source)).exit_code == 0
    for arguments in (
        ("ask", "--threshold", "0", "Who found the zorgon in 1887?"),
        ("ask", "--threshold", "0", "--json", "Who found the zorgon in 1887?"),
        ("ask", "--threshold", "1", "zorgon"),
        ("entry", "zorgon"),
        ("entry", "--json", "zorgon"),
        ("search", "zorgon"),
    ):
        code, screen = in_terminal(data, *arguments)
        assert code in {0, 1}, screen
        assert "orgon" in screen
        assert not commanding(STYLE.sub("", screen.replace("\r\n", "\n"))), arguments

    exact = wipiverse(data, "ask", "--threshold", "0", "--quotations", "1", "Who found the zorgon in 1887?")
    assert ESCAPES in exact.stdout
