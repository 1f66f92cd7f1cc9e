"""`wipiverse build`: its summary, bad input, interruption, errors."""

import json
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.command_line.building import BAD_INPUT_FILE
from retrieval import Encyclopedia
from tests.command_line import ROOT, in_terminal, wipiverse
from tests.embedders import HashingEmbedder, loading


def write_entries(path: Path, numbers: range, *, text: str = "It is called number {number}.") -> Path:
    rows = [{"title": f"Thing {number}", "text": text.format(number=number)} for number in numbers]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_summary_counts_new_changed_removed_unchanged(tmp_path: Path) -> None:
    entries, data = tmp_path / "entries.jsonl", tmp_path / "data"
    first = wipiverse(data, "build", str(write_entries(entries, range(10))))
    assert first.exit_code == 0
    assert first.stdout.startswith("10 new, 0 changed, 0 removed, 0 unchanged; 10 passages embedded; bad input: 0; ")
    assert first.stdout.endswith("Currently registered entries: 10 in 10 passages\n")
    assert "embedding: 10 of 10 passages" in first.stderr

    again = wipiverse(data, "build", str(entries))
    assert again.stdout.startswith("0 new, 0 changed, 0 removed, 10 unchanged; 0 passages embedded; ")
    assert "nothing was to be done" in again.stdout

    write_entries(entries, range(2, 12))
    with entries.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"title": "Thing 5", "text": "It reads otherwise now."}) + "\n")
    third = wipiverse(data, "build", str(entries))
    assert third.stdout.startswith("2 new, 1 changed, 2 removed, 7 unchanged; 3 passages embedded; bad input: 1; ")


def test_bad_input_is_printed_up_to_twenty_and_listed_whole(tmp_path: Path) -> None:
    entries, data = write_entries(tmp_path / "entries.jsonl", range(3)), tmp_path / "data"
    with entries.open("a", encoding="utf-8") as file:
        file.write("no \x1b[31mJSON\n" * 25)
    result = wipiverse(data, "build", str(entries))
    assert result.exit_code == 0
    assert "bad input: 25;" in result.stdout
    listed = (data / BAD_INPUT_FILE).read_text(encoding="utf-8").splitlines()
    assert len(listed) == 25
    assert listed[0].startswith(f"{entries}:4: ")
    printed = [line for line in result.stderr.splitlines() if line.startswith(str(entries))]
    assert printed == listed[:20]
    assert f"and 5 more; all 25 are in {data / BAD_INPUT_FILE}" in result.stderr
    assert "\x1b" not in result.stderr

    write_entries(entries, range(3))
    assert wipiverse(data, "build", str(entries)).exit_code == 0
    assert not (data / BAD_INPUT_FILE).exists()


def test_strict_stops_at_bad_input(tmp_path: Path) -> None:
    entries = write_entries(tmp_path / "entries.jsonl", range(3))
    with entries.open("a", encoding="utf-8") as file:
        file.write("no JSON\n")
    result = wipiverse(tmp_path / "data", "build", "--strict", str(entries))
    assert result.exit_code == 2
    assert f"{entries}:4: " in result.stderr
    assert "without --strict" in result.stderr


def test_interrupted_build_says_how_to_go_on_and_does(tmp_path: Path) -> None:
    entries, data = write_entries(tmp_path / "entries.jsonl", range(1500)), tmp_path / "data"
    batches = []

    def interrupt_second_batch(size: int) -> None:
        batches.append(size)
        if len(batches) == 2:
            raise KeyboardInterrupt

    interrupted = wipiverse(data, "build", str(entries), load=loading(HashingEmbedder(before=interrupt_second_batch)))
    assert interrupted.exit_code == 130
    assert interrupted.stderr.endswith("interrupted; what is done is kept, run the same command again to go on\n")
    status = json.loads(wipiverse(data, "status", "--json").stdout)
    assert (status["health"], status["build"]) == ("missing", "unfinished")

    embedder = HashingEmbedder()
    finished = wipiverse(data, "build", str(entries), load=loading(embedder))
    assert finished.exit_code == 0
    assert embedder.embedded == 1500 - batches[0]
    with Encyclopedia.open(data, load=loading(embedder)) as encyclopedia:
        assert len(encyclopedia) == 1500


SLOWLY = """
import sys, time
from bot.cli import main
from tests.embedders import HashingEmbedder, loading

def wait(size):
    print(f"a batch of {size}", file=sys.stderr, flush=True)
    time.sleep(1)

main(obj=loading(HashingEmbedder(before=wait)), prog_name="wipiverse")
"""


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_build_that_is_told_to_stop_keeps_what_is_done(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    entries, data = write_entries(tmp_path / "entries.jsonl", range(3000)), tmp_path / "data"
    command = (sys.executable, "-c", SLOWLY, "--data", str(data), "build", str(entries))
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "a batch of" not in process.stderr.readline():
            assert process.poll() is None
        time.sleep(0.3)  # until whoever has it made waits for it
        process.send_signal(sent)
        said = process.stderr.read()
    assert process.returncode == code
    assert said.count("stopping; what is under way is finished first\n") == 1
    assert said.endswith("interrupted; what is done is kept, run the same command again to go on\n")
    assert "Traceback" not in said
    embedder = HashingEmbedder()
    assert wipiverse(data, "build", str(entries), load=loading(embedder)).exit_code == 0
    batches = 1 + said.count("a batch of")
    assert embedder.embedded == 3000 - 512 * batches  # the one under way is kept, too


def test_signals_are_heard_after_a_build_as_before(tmp_path: Path) -> None:
    entries, during = write_entries(tmp_path / "entries.jsonl", range(3)), []
    embedder = HashingEmbedder(before=lambda _: during.append(signal.getsignal(signal.SIGINT)))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    ignored = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as of a build behind "nohup" and "&"
    try:
        assert wipiverse(tmp_path / "data", "build", str(entries), load=loading(embedder)).exit_code == 0
    finally:
        signal.signal(signal.SIGINT, ignored)
    assert during == [signal.SIG_IGN]
    with ThreadPoolExecutor() as pool:  # which hears no signals
        assert pool.submit(wipiverse, tmp_path / "other", "build", str(entries)).result().exit_code == 0
    wipiverse(tmp_path / "data", "build", str(entries))
    assert {number: signal.getsignal(number) for number in before} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "absent.jsonl"), "wipiverse: there is no absent.jsonl"),
        (("build", "--format", "docx", "x"), "'docx' is not one of 'jsonl'"),
        (("build",), "Missing argument"),
    ],
)
def test_what_cannot_be_built_is_refused(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    result = wipiverse(tmp_path / "data", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_unwritable_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    entries = write_entries(tmp_path / "entries.jsonl", range(1))
    result = wipiverse(tmp_path / "file" / "data", "build", str(entries))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "choose another folder with --data" in result.stderr


def test_bars_on_a_terminal(tmp_path: Path) -> None:
    entries = write_entries(tmp_path / "entries.jsonl", range(600))
    with entries.open("a", encoding="utf-8") as file:
        file.write("no JSON\n")
    code, screen = in_terminal(tmp_path / "data", "build", str(entries))
    assert code == 0
    assert "600/600" in screen
    assert "passages/s" in screen
    assert f"{entries.name}:601: " in screen.replace("\r\n", "")
    assert "Currently registered entries: 600" in screen


def test_it_keeps_the_model_of_the_index_unless_told_otherwise(tmp_path: Path) -> None:
    entries, data, asked = write_entries(tmp_path / "entries.jsonl", range(3)), tmp_path / "data", []

    def load(name: str, models: Path) -> HashingEmbedder:
        asked.append(name)
        return HashingEmbedder(name)

    manifest = data / "manifest.json"
    for given in ((), ("--model", "static"), ()):
        assert wipiverse(data, "build", str(entries), *given, load=load).exit_code == 0
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8")) | {"format": 1}), encoding="utf-8")
    assert wipiverse(data, "build", str(entries), load=load).exit_code == 0
    manifest.write_text("{}", encoding="utf-8")
    assert wipiverse(data, "build", str(entries), load=load).exit_code == 0
    assert asked == ["minilm", "static", "static", "static", "minilm"]


def test_it_says_when_the_index_answers_before_its_vectors_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.building.vectors.FEW_MISSING", 9)
    entries = write_entries(tmp_path / "entries.jsonl", range(10))
    result = wipiverse(tmp_path / "data", "build", str(entries))
    assert "\nthe index is live and answers; 0 of 10 passages have their vectors, the others follow\n" in result.stderr
    assert result.stderr.index("the index is live") < result.stderr.index("embedding: 10 of 10 passages")
