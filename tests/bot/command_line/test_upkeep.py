"""What those who run the bot do: forget a user, back up and restore, watch its life and its numbers."""

import asyncio
import json
import os
import re
import shutil
import signal
import sqlite3
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from bot.backup import back_up
from bot.command_line.status import read_status
from bot.errors import BackupRefused, BotRunning, SettingsUnusable, StateDamaged
from bot.heartbeat import LOCK, SILENT_SECONDS, beat, only_bot, read_bot
from bot.memory.sealing import Seal
from bot.memory.state import State
from bot.memory.tables import MEMORY
from bot.telegram.metrics import COUNTERS, serve_metrics
from bot.wording.en import WORDING
from corpus.errors import MissingExtra
from retrieval import build
from retrieval.errors import IndexDamaged
from retrieval.index_folder import Manifest, read_manifest, write_manifest
from tests.bot.conftest import Start
from tests.bot.test_process import run_bot
from tests.command_line import ROOT, wipiverse
from tests.running_bot import SAMPLE, build_index, free_port, load_hashing, running_bot
from tests.telegram_server import TelegramServer, TelegramUser

QUESTION = "how many letters had the original alphabet hangul"


def kept_in(memory: Path) -> bytes:
    """All that the bot's memory holds, read by its owner, who is the only one that may."""
    files = list(memory.glob("bot.sqlite*"))
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    return b"".join(path.read_bytes() for path in files)


async def test_forget_reaches_the_bot_that_is_running(start: Start, tmp_path: Path) -> None:
    async with start() as bot:
        await bot.ask("/settings")
        await bot.press("한국어")
        await bot.ask(QUESTION)
        result = wipiverse(tmp_path, "forget", "1001")
        assert result.stdout == "Deleted what was kept about user 1001: preferences 1, asked 1\n"
        assert (await bot.ask("/stats")).text.startswith("Currently")  # in English again
        assert b"1001" not in kept_in(tmp_path)
        again = wipiverse(tmp_path, "forget", "1001", "--json")
        assert (again.exit_code, json.loads(again.stdout)) == (1, {"user": 1001, "deleted": {}})


def test_forget_makes_no_memory_where_there_is_none(tmp_path: Path) -> None:
    assert wipiverse(tmp_path, "forget", "7").stdout == f"Nothing was kept about user 7 in {tmp_path}.\n"
    assert list(tmp_path.iterdir()) == []


def test_forget_refuses_a_folder_that_is_not_there(tmp_path: Path) -> None:
    refused = wipiverse(tmp_path / "absent", "forget", "7")
    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"wipiverse: there is no folder {tmp_path / 'absent'}; ")


async def test_by_default_the_memory_holds_no_readable_question(start: Start, tmp_path: Path) -> None:
    async with start() as bot:
        await bot.ask(QUESTION)
        await bot.ask("/entry Marie Curie")
        await bot.ask("what is unanswerable?")
        kept = kept_in(tmp_path)
    for words in (b"hangul", b"Hangul", b"Curie", b"unanswerable"):
        assert words not in kept


@pytest.mark.parametrize("keep", [False, True])
async def test_what_is_kept_is_kept_by_choice_and_said(start_both: Start, tmp_path: Path, *, keep: bool) -> None:
    async with start_both(telegram_keep_questions=keep) as bot:
        said = WORDING.kept if keep else WORDING.not_kept
        assert said in (await bot.ask("/help")).text
        await bot.ask("what is unanswerable?")
        await bot.user.callback_answer(await bot.user.press("👎", await bot.ask(QUESTION)))
        kept = kept_in(tmp_path)
        assert bot.state.today()["unhelpful"] == 1
        assert bot.state.latest_unanswered(5) == (["what is unanswerable?"] if keep else [])
    assert (b"original alphabet hangul" in kept) == (b"unanswerable" in kept) == keep


def test_what_is_sealed_opens_with_the_same_token_only() -> None:
    sealed = Seal("token").close("a question \ud800")
    assert Seal("token").open(sealed) == "a question \ud800"
    assert Seal("another").open(sealed) is None
    assert Seal("token").open(sealed[:-1] + bytes([sealed[-1] ^ 1])) is None
    assert Seal(None).open(sealed) is None


def test_what_an_older_program_sealed_opens() -> None:
    sealed = b"gAAAAABrC9nR6pgnG2MUtAhpRTs51EgWgDrCClrNUwtpSRlp1iKJ9hmjbbJ-VH7oEylPWwKjeKN5lB2WuaM-VnCU_JnI8GzRhg=="
    assert Seal("token").open(sealed) == "a question"


def test_a_memory_of_an_older_program_loses_its_plain_questions_and_no_id_twice(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "s") as old:
        old.execute(
            "CREATE TABLE asked (id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, chat INTEGER NOT NULL, "
            "user INTEGER NOT NULL, question_id INTEGER NOT NULL, answer_id INTEGER, question TEXT NOT NULL, "
            "searched TEXT NOT NULL, about TEXT, titles TEXT NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0)"
        )
        old.execute("INSERT INTO asked VALUES (41, 1, 1, 1, 5, 6, 'plain words', 'plain words', NULL, '[]', 0)")
    old.close()
    state = State(tmp_path / "s")
    assert state.note_question(1, 1, 7, "q", "q", None, []) == 42
    assert state.asked(41) is None
    state.close()
    assert b"plain words" not in (tmp_path / "s").read_bytes()


async def test_a_backup_made_while_serving_is_restored(start: Start, index: Path, tmp_path: Path) -> None:
    data, copy = shutil.copytree(index, tmp_path / "data"), tmp_path / "copies" / "monday"
    async with TelegramServer() as server:
        async with running_bot(data, data, server=server) as bot:
            await bot.ask("/settings")
            await bot.press("한국어")
            result = await asyncio.to_thread(wipiverse, data, "backup", str(copy))
            assert result.stdout.startswith(f"Backed up to {copy}: ")
            await bot.ask(QUESTION)
        shutil.rmtree(data)
        shutil.copytree(copy, data)  # the documented restore: the copy becomes the data folder
        assert wipiverse(data, "status", "--check").exit_code == 0
        async with running_bot(data, data, server=server) as bot:
            await bot.user.settled()
            assert "Hangul" in (await bot.ask(QUESTION)).text
            assert (await bot.ask("/stats")).text.startswith("현재")
    assert (data / MEMORY).stat().st_mode & 0o777 == 0o600


def test_a_backup_overwrites_nothing_and_is_never_half(sample_data: Path, tmp_path: Path) -> None:
    data, target = shutil.copytree(sample_data, tmp_path / "data"), tmp_path / "copy"
    target.mkdir()
    with pytest.raises(BackupRefused, match="exists already"):
        back_up(data, target)
    damaged = next(data.glob("index-*")) / "dense.faiss"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"!")
    with pytest.raises(IndexDamaged, match=rf"{damaged} has changed .*`wipiverse --data {data} build PATH\.\.\.`"):
        back_up(data, tmp_path / "other")
    assert not list(tmp_path.glob("other*"))


def test_a_build_on_a_restored_backup_embeds_what_is_new_alone(tmp_path: Path) -> None:
    source = tmp_path / "more.jsonl"
    source.write_bytes(SAMPLE.read_bytes())
    back_up(build_index(tmp_path / "data", source), tmp_path / "copy")
    with source.open("a", encoding="utf-8") as file:
        file.write('{"id": "n", "title": "Newcomer", "text": "A newcomer has just come."}\n')
    report = build([source], tmp_path / "copy", model="hashing", load=load_hashing)
    assert (report.new, report.embedded) == (1, 1)


def test_a_backup_of_a_damaged_memory_leaves_nothing(sample_data: Path, tmp_path: Path) -> None:
    data = shutil.copytree(sample_data, tmp_path / "data")
    (data / MEMORY).write_bytes(b"not a database at all" * 100)
    with pytest.raises(StateDamaged, match=f"{data / MEMORY} cannot be copied"):
        back_up(data, tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))


def test_a_backup_that_was_written_wrong_is_not_called_damage(
    sample_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(path: Path, manifest: Manifest) -> None:
        write_manifest(path, manifest)
        os.truncate(path.parent / manifest.folder / "dense.faiss", 1)

    monkeypatch.setattr("bot.backup.write_manifest", write)
    with pytest.raises(BackupRefused, match="read back"):
        back_up(sample_data, tmp_path / "copy")
    assert not list(tmp_path.glob("copy*"))


def test_a_backup_that_cannot_be_written_says_why_once(
    sample_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy(*_: object) -> None:
        raise shutil.Error([(name, name, f"[Errno 28] No space left on device: '{name}'") for name in ("a", "b")])

    monkeypatch.setattr("shutil.copytree", copy)
    with pytest.raises(
        BackupRefused, match=r"copy could not be written \(\[Errno 28\] No space .*: 'a'\); nothing is left"
    ):
        back_up(sample_data, tmp_path / "copy")


@pytest.mark.parametrize(("few_missing", "entries"), [(10, 72), (0, 73)], ids=["published once", "twice"])
def test_a_backup_survives_builds_made_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few_missing: int, entries: int
) -> None:
    source = tmp_path / "more.jsonl"
    source.write_bytes(SAMPLE.read_bytes())
    data = build_index(tmp_path / "data", source)
    before = read_manifest(data)
    with source.open("a", encoding="utf-8") as file:
        file.write('{"id": "n", "title": "Newcomer", "text": "A newcomer has just come."}\n')
    monkeypatch.setattr("retrieval.building.vectors.FEW_MISSING", few_missing)
    build_index(data, source)
    assert read_manifest(data) != before
    # As if the build had been published right after the backup has begun.
    read = iter([before])
    monkeypatch.setattr("bot.backup.read_manifest", lambda folder: next(read, None) or read_manifest(folder))
    back_up(data, tmp_path / "copy")
    status = read_status(tmp_path / "copy", check=True)
    assert (status.health, status.entries) == ("good", entries)


def test_one_folder_has_one_bot(tmp_path: Path) -> None:
    assert read_bot(tmp_path) == ("none", None)
    with only_bot(tmp_path):
        assert read_bot(tmp_path) == ("running", os.getpid())
        with pytest.raises(BotRunning, match=f"process {os.getpid()}"), only_bot(tmp_path):
            pass
        os.utime(tmp_path / LOCK, (1, time.time() - SILENT_SECONDS - 1))
        assert read_bot(tmp_path)[0] == "silent"
        os.utime(tmp_path / LOCK, (1, time.time() + SILENT_SECONDS + 10))  # before the clock was set back
        assert read_bot(tmp_path)[0] == "silent"
    assert read_bot(tmp_path) == ("none", None)


async def test_a_bot_whose_search_hangs_shows_no_life(tmp_path: Path) -> None:
    hangs = asyncio.Event()

    async def alive() -> None:
        if hangs.is_set():
            await asyncio.Event().wait()

    with only_bot(tmp_path) as lock:
        os.utime(tmp_path / LOCK, (1, 1))
        beating = asyncio.create_task(beat(lock, alive, 0.01))
        await asyncio.sleep(0.05)
        assert read_bot(tmp_path)[0] == "running"
        hangs.set()
        await asyncio.sleep(0.05)
        os.utime(tmp_path / LOCK, (1, 1))
        await asyncio.sleep(0.05)
        assert read_bot(tmp_path)[0] == "silent"
        beating.cancel()


async def test_a_bot_whose_lock_was_removed_beats_on(tmp_path: Path) -> None:
    async def alive() -> None:
        os.utime(lock, (1, 1))

    with only_bot(tmp_path) as lock:
        (tmp_path / LOCK).unlink()
        beating = asyncio.create_task(beat(lock, alive, 0.01))
        await asyncio.sleep(0.05)
        assert not beating.done()
        assert time.time() - os.fstat(lock).st_mtime < SILENT_SECONDS
        beating.cancel()


async def test_the_probe_sees_a_bot_run_stop_and_be_killed(index: Path, tmp_path: Path) -> None:
    data = shutil.copytree(index, tmp_path / "data")
    async with TelegramServer("123456:" + "Secret-token_of_this_bot" * 2) as server:
        process = await run_bot(server, data)
        user = TelegramUser(server)
        await user.send("/stats")
        await user.reply(20)
        status = read_status(data, check=True)
        assert (status.bot, status.bot_process, status.sound) == ("running", process.pid, True)
        with pytest.raises(BotRunning, match=f"process {process.pid}"), only_bot(data):
            pass
        process.send_signal(signal.SIGSTOP)
        os.utime(data / LOCK, (1, 1))
        probe = wipiverse(data, "status", "--check", "--json")
        assert (probe.exit_code, json.loads(probe.stdout)["bot"]) == (1, "silent")
        process.kill()
        await process.communicate()
        assert read_status(data).bot == "none"


async def test_numbers_for_prometheus(start: Start) -> None:
    async with start() as bot:
        await bot.ask(QUESTION)
        await bot.ask("what is unanswerable?")
        with serve_metrics(bot.application.bot_data["desk"], "127.0.0.1", free_port()) as port:
            lines = await asyncio.to_thread(_numbers, port)
            async with asyncio.timeout(5):
                # How long an answer took is counted after the reader has it.
                while 'wipiverse_answer_seconds_bucket{le="+Inf"} 2.0' not in lines:
                    lines = await asyncio.to_thread(_numbers, port)
    assert "wipiverse_questions_total 2.0" in lines
    assert "wipiverse_unanswered_total 1.0" in lines
    assert "wipiverse_errors_total 0.0" in lines
    assert "wipiverse_entries 72.0" in lines
    assert "1001" not in "".join(lines)


def test_every_number_that_is_counted_is_documented() -> None:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(?:wipiverse)?_(\w+)_total`", text)) == set(COUNTERS)


def _numbers(port: int) -> list[str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as read:
        lines: list[str] = read.read().decode().splitlines()
    return lines


async def test_numbers_are_served_only_where_asked_for(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as bot:
        desk = bot.application.bot_data["desk"]
        with serve_metrics(desk, "127.0.0.1", 0) as port:
            assert port == 0
        taken = int(bot.server.base_url.split(":")[2].split("/")[0])
        with pytest.raises(SettingsUnusable, match="WIPIVERSE_METRICS_PORT"), serve_metrics(desk, "127.0.0.1", taken):
            pass
        monkeypatch.setitem(sys.modules, "prometheus_client", None)
        with pytest.raises(MissingExtra, match=r"wipiverse\[metrics\]"), serve_metrics(desk, "127.0.0.1", 1):
            pass
