"""The reading verbs: what they print, their JSON, their exit codes."""

import io
import json
import os
import shlex
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.telegram.serving import CONFLICT, OK, TOKEN_REFUSED
from retrieval import Encyclopedia
from retrieval.results import DOUBTFUL
from tests.command_line import PROGRAM, ROOT, wipiverse
from tests.embedders import HashingEmbedder, loading

QUESTION = "When was a treaty of non-aggression signed between the Soviet Union and Germany?"


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Encyclopedia:
    return Encyclopedia.open(sample_data, load=loading(HashingEmbedder()))


def test_answer_is_quoted_verbatim_with_numbered_citations(sample_data: Path, encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask(QUESTION, threshold=0)
    result = wipiverse(sample_data, "ask", QUESTION, "--threshold", "0")
    assert result.exit_code == 0
    assert [citation.number for citation in answer.citations][:2] == [1, 2]
    for citation in answer.citations:
        section = f"{citation.section}, " if citation.section else ""
        place = f"{citation.title}, {section}paragraph {citation.paragraph}"
        assert f"[{citation.number}] “{citation.quote.text}” — {place}\n" in result.stdout
    assert "Background, paragraph 2" in result.stdout


def test_quotations_and_threshold_reach_the_api(sample_data: Path) -> None:
    one = json.loads(wipiverse(sample_data, "ask", QUESTION, "--threshold", "0", "--quotations", "1", "--json").stdout)
    assert len(one["citations"]) == 1
    refused = wipiverse(sample_data, "ask", QUESTION, "--threshold", "1", "--json")
    assert json.loads(refused.stdout)["abstained"] is True
    assert refused.exit_code == 1


def test_what_a_misspelled_word_was_read_as_comes_first(sample_data: Path) -> None:
    lines = wipiverse(sample_data, "ask", "Who was Marie Currie?", "--threshold", "0").stdout.splitlines()
    assert lines[0] == "“Currie” read as “Curie”"
    assert lines[1].startswith("[1] “")
    printed = json.loads(wipiverse(sample_data, "ask", "Who was Marie Currie?", "--json").stdout)
    assert printed["corrections"] == [["Currie", "Curie"]]


def test_what_probably_does_not_answer_is_said_to_be_doubtful(sample_data: Path) -> None:
    for question, doubtful in ((QUESTION, False), ("How many legs has a comet got?", True)):
        printed = json.loads(wipiverse(sample_data, "ask", question, "--threshold", "0", "--json").stdout)
        assert printed["doubtful"] is (printed["confidence"] < DOUBTFUL) is doubtful
        lines = wipiverse(sample_data, "ask", question, "--threshold", "0").stdout.splitlines()
        assert (lines[0] == "It is doubtful whether this is the answer:") is doubtful


def test_abstention_is_plain_and_names_the_nearest_entries(sample_data: Path, encyclopedia: Encyclopedia) -> None:
    result = wipiverse(sample_data, "ask", "treaty", "of", "non-aggression", "--threshold", "1")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "The encyclopedia does not answer this."
    nearest = encyclopedia.ask("treaty of non-aggression").nearest
    assert lines[2:] == [f"  - {title}" for title in nearest]
    assert nearest


def test_empty_question_abstains(sample_data: Path) -> None:
    result = wipiverse(sample_data, "ask", " ")
    assert (result.exit_code, result.stdout) == (1, "Nothing in the encyclopedia is near this.\n")


def test_ask_json_is_the_answer(sample_data: Path, encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask(QUESTION, threshold=0)
    printed = json.loads(wipiverse(sample_data, "ask", QUESTION, "--threshold", "0", "--json").stdout)
    assert printed == json.loads(json.dumps(asdict(answer))) | {"abstained": False, "doubtful": answer.doubtful}
    quote = printed["citations"][0]["quote"]
    entry = encyclopedia.entry(quote["entry_id"])
    assert entry is not None
    assert entry.text[quote["start"] : quote["end"]] == quote["text"]


def test_search_json_is_the_hits(sample_data: Path, encyclopedia: Encyclopedia) -> None:
    hits = encyclopedia.search("cantatas", k=3)
    result = wipiverse(sample_data, "search", "cantatas", "-k", "3", "--json")
    assert json.loads(result.stdout) == [asdict(hit) for hit in hits]
    assert [hit["rank"] for hit in json.loads(result.stdout)] == [1, 2, 3]


def test_search_prints_ranks_and_scores(sample_data: Path, encyclopedia: Encyclopedia) -> None:
    first = encyclopedia.search("Bach's cantatas", k=1)[0]
    heading, line = (
        row.split("\t") for row in wipiverse(sample_data, "search", "Bach's cantatas", "-k", "1").stdout.splitlines()
    )
    assert heading == ["rank", "score", "lexical", "BM25", "dense", "cosine", "title", "passage"]
    assert line[0] == "1"
    assert line[1] == f"{first.score:.3f}"
    assert line[2] == str(first.lexical_rank or "-")
    assert line[6] == first.title == "Johann Sebastian Bach"
    assert first.passage.text.startswith(line[7].removesuffix("…"))


def test_misspelled_name_shows_the_whole_entry(sample_data: Path, encyclopedia: Encyclopedia) -> None:
    result = wipiverse(sample_data, "entry", "soviet", "ocupation", "of the baltic states (1940)")
    entry = encyclopedia.find("Soviet occupation of the Baltic states (1940)").entry
    assert entry is not None
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{entry.title}\nAlso called: {'; '.join(entry.aliases)}\n\n")
    for start, end in entry.paragraphs():
        assert entry.text[start:end] in result.stdout
    for section in entry.sections:
        assert f"\n\n## {section.title}\n\n{entry.text[section.start : section.start + 40]}" in result.stdout


@pytest.mark.parametrize(
    ("name", "said"), [("mercury", "  2. Mercury (element)\n"), ("qqqqzzzz", "No entry is called “qqqqzzzz”")]
)
def test_unsure_name_lists_candidates(sample_data: Path, name: str, said: str) -> None:
    result = wipiverse(sample_data, "entry", name)
    assert result.exit_code == 1
    assert said in result.stdout


def test_entry_json_is_the_match(sample_data: Path, encyclopedia: Encyclopedia) -> None:
    printed = json.loads(wipiverse(sample_data, "entry", "mercury", "--json").stdout)
    match = encyclopedia.find("mercury")
    assert printed == json.loads(json.dumps(asdict(match)))
    assert (printed["kind"], printed["entry"], len(printed["candidates"])) == ("ambiguous", None, 3)


@pytest.mark.parametrize("verb", [("ask", "a"), ("entry", "a"), ("search", "a"), ("chat",), ("eval", "a")])
def test_missing_encyclopedia_is_one_line_that_says_what_to_do(tmp_path: Path, verb: tuple[str, ...]) -> None:
    result = wipiverse(tmp_path / "none", *verb)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("wipiverse: there is no encyclopedia in ")
    assert "build PATH..." in result.stderr
    assert result.stderr.count("\n") == 1


def test_other_weights_are_one_line(sample_data: Path) -> None:
    result = wipiverse(sample_data, "ask", "anything", load=loading(HashingEmbedder("other")))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "rebuild it with" in result.stderr


def test_a_bug_stays_a_traceback(sample_data: Path) -> None:
    def load(model: str, models: Path) -> HashingEmbedder:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        wipiverse(sample_data, "ask", "anything", load=load)


def test_bytes_that_are_no_text_are_asked_all_the_same(sample_data: Path) -> None:
    assert wipiverse(sample_data, "entry", "Marie Curie\udcff").exit_code == 0
    assert wipiverse(sample_data, "ask", "\udcff\udcfe").exit_code == 1


def test_folder_from_the_environment(sample_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIPIVERSE_DATA", str(sample_data))
    result = CliRunner().invoke(main, ["status"], obj=loading(HashingEmbedder()))
    assert result.exit_code == 0
    assert "Currently registered entries: 72" in result.stdout


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_verb(tmp_path: Path, option: str) -> None:
    result = wipiverse(tmp_path, option)
    assert result.exit_code == 0
    for verb in main.commands:
        assert f"\n  {verb} " in result.stdout


def test_help_of_the_bot_names_its_exit_codes(tmp_path: Path) -> None:
    said = " ".join(wipiverse(tmp_path, "bot", "--help").stdout.split())
    assert (
        f"{OK} stopped as asked, 2 an error, {TOKEN_REFUSED} the token is refused, {CONFLICT} another process" in said
    )


def test_version(tmp_path: Path) -> None:
    assert wipiverse(tmp_path, "--version").stdout.startswith("wipiverse")


def test_bot_without_a_token_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIPIVERSE_TELEGRAM_TOKEN", raising=False)
    monkeypatch.chdir(tmp_path)
    result = wipiverse(tmp_path, "bot")
    assert result.exit_code == 2
    assert "WIPIVERSE_TELEGRAM_TOKEN is not set; put the token" in result.stderr
    assert result.stderr.endswith(f"into {tmp_path / '.env'}\n")


@pytest.mark.model
def test_builds_and_answers_with_the_default_model_in_its_own_process(built: Path) -> None:
    said = built.with_name("built.txt").read_text(encoding="utf-8")
    assert said.endswith("Currently registered entries: 72 in 182 passages\n")
    # What README shows first is what it says, but for where lines are broken.
    shown = (ROOT / "README.md").read_text(encoding="utf-8").partition("```console\n")[2].partition("```")[0]
    examples = [example.partition("\n") for example in shown.split("$ wipiverse ")[1:]]
    assert len(examples) == 3
    for typed, _, said in examples:
        command = (sys.executable, "-m", "bot.cli", "--data", str(built), *shlex.split(typed))
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == ("does not answer" in said), done.stderr
        assert " ".join(done.stdout.split()).startswith(" ".join(said.split()).removesuffix("..."))


@pytest.mark.parametrize("verb", [("status", "--check"), ("ask", "who?"), ("entry", "Tea")])
@pytest.mark.parametrize("name", ["manifest.json", "index-000001/entries.sqlite", "index-000001/lexical/meta.json"])
def test_an_index_of_another_user_is_one_line(
    sample_data: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...], name: str
) -> None:
    really_open = io.open

    def deny(file: object, *how: Any, **more: Any) -> Any:
        if file == sample_data / name:
            raise PermissionError(13, "Permission denied", str(file))  # as root, the file's mode would deny nothing
        return really_open(file, *how, **more)  # type: ignore[call-overload]

    monkeypatch.setattr("io.open", deny)
    refused = wipiverse(sample_data, *verb)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert str(sample_data / name) in refused.stderr
    assert "Permission denied" in refused.stderr


def buffered() -> dict[str, str]:
    """The environment, in which what is written waits until it is much or the end."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


@pytest.mark.parametrize("verb", [("search", "-k", "100", "--json", "water"), ("status",)])
def test_a_reader_that_leaves_early_is_no_error(sample_data: Path, verb: tuple[str, ...]) -> None:
    command = (*PROGRAM, "--data", str(sample_data), *verb)
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, env=buffered()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("verb", [("search", "-k", "100", "--json", "water"), ("status",)])
def test_an_output_that_cannot_be_written_is_one_line(sample_data: Path, verb: tuple[str, ...]) -> None:
    command = (*PROGRAM, "--data", str(sample_data), *verb)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, env=buffered(), timeout=60, check=False
        )
    assert done.returncode == 2
    assert done.stderr == "wipiverse: the output cannot be written (No space left on device); make room on the disk\n"


def test_closed_outputs_are_no_error(sample_data: Path) -> None:
    command = shlex.join((*PROGRAM, "--data", str(sample_data), "status"))
    subprocess.run(["/bin/sh", "-c", f"{command} >&- 2>&-"], cwd=ROOT, timeout=60, check=True)


def test_folder_from_the_settings_file(sample_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WIPIVERSE_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["status", "--json"]).exit_code == 1
    (tmp_path / ".env").write_text(f"WIPIVERSE_DATA={sample_data}\n", encoding="utf-8")
    assert json.loads(CliRunner().invoke(main, ["status", "--json"]).stdout)["entries"] == 72
    monkeypatch.setenv("HOME", str(sample_data.parent))
    (tmp_path / ".env").write_text(f"WIPIVERSE_DATA=~/{sample_data.name}\n", encoding="utf-8")
    assert json.loads(CliRunner().invoke(main, ["status", "--json"]).stdout)["entries"] == 72
    (tmp_path / ".env").write_text("WIPIVERSE_DATA=~no-such-user/data\n", encoding="utf-8")
    assert json.loads(CliRunner().invoke(main, ["status", "--json"]).stdout)["data"] == "~no-such-user/data"


@pytest.mark.parametrize("verb", ["status", "build x", "ask x", "forget 1", "bot"])
@pytest.mark.parametrize("in_file", [True, False], ids=["file", "environment"])
def test_a_misspelled_setting_is_refused_by_every_verb(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str, *, in_file: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    if in_file:
        (tmp_path / ".env").write_text("WIPIVERSE_DTA=x\n", encoding="utf-8")
    else:
        monkeypatch.setenv("WIPIVERSE_DTA", "x")
    refused = CliRunner().invoke(main, verb.split())
    place = ".env" if in_file else "the environment"
    assert refused.stderr == f"wipiverse: unknown setting WIPIVERSE_DTA in {place}; did you mean WIPIVERSE_DATA?\n"
    assert refused.exit_code == 2
    assert CliRunner().invoke(main, [*verb.split(), "--help"]).exit_code == 0


@pytest.mark.parametrize("arguments", [("status",), ("--data", "data", "--cross-encoder", "", "bot")])
def test_a_settings_file_that_cannot_be_read_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes("# café\n".encode("latin-1"))
    refused = CliRunner().invoke(main, arguments)
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert refused.stderr.startswith("wipiverse: .env cannot be read (")
