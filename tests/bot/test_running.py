"""How the bot runs: what comes twice, waits, is built meanwhile, and ends."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.errors import SettingsUnusable
from bot.telegram.order import InOrder
from bot.telegram.serving import OK
from retrieval.index_folder import read_manifest
from retrieval.results import Answer
from tests.bot.conftest import Start
from tests.command_line import PROGRAM, ROOT
from tests.running_bot import SAMPLE, Hesitant, build_index, load_hashing, running_bot
from tests.telegram_server import TelegramServer, TelegramUser


class Slow(Hesitant):
    """Takes its time over a question."""

    def ask(self, question: str, **choices: Any) -> Answer:
        time.sleep(0.3)
        return super().ask(question, **choices)


async def test_updates_delivered_twice_are_answered_once(start_both: Start) -> None:
    async with start_both() as bot:
        bot.server.duplicate_updates = True
        await bot.ask("Marie Curie")
        await bot.ask("/stats")
        await bot.user.settled()
        assert len(bot.server.calls("sendMessage")) == 2


async def test_of_a_chat_in_which_nothing_waits_nothing_is_held(start: Start) -> None:
    async with start() as bot:
        for text in ("Marie Curie", "/stats", "hello"):
            await bot.user.send(text)
        for _ in range(3):
            await bot.user.reply()
        await bot.user.settled()
        order = bot.application.update_processor
        assert isinstance(order, InOrder)
        assert order._turns == {}


async def test_an_update_seen_before_a_restart_is_not_answered_again(start_both: Start) -> None:
    async with TelegramServer() as server:
        async with start_both(server=server) as bot:
            await bot.ask("Marie Curie")
            again = server.updates.made[-1]
        server.updates.pending.append(again)
        async with start_both(server=server) as bot:
            await bot.user.settled()
        assert len(server.calls("sendMessage")) == 1


async def test_what_was_received_is_answered_before_the_end(start_both: Start) -> None:
    async with TelegramServer() as server:
        async with start_both(server=server) as bot:
            users = [TelegramUser(server, 3000 + n, f"U{n}") for n in range(4)]
            for user in users:
                await user.send("how many letters had the original alphabet hangul")
            while server.updates.pending:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
            bot.stop.set()
            assert await bot.ended == OK
        assert all("Hangul" in server.chat(user.id).messages[-1].text for user in users)


async def test_a_new_index_is_taken_over_without_a_restart(tmp_path: Path, *, webhook: bool) -> None:
    source = tmp_path / "more.jsonl"
    source.write_bytes(SAMPLE.read_bytes())
    async with running_bot(build_index(tmp_path / "data", source), tmp_path, webhook=webhook) as bot:
        assert (await bot.ask("/stats")).text.endswith(" 72")
        assert (await bot.user.inline_query("newcomer")).results == []
        title = "Newcomer,\n" + "who has come from far away " * 8
        with source.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"id": "n", "title": title, "text": "A newcomer has just come."}) + "\n")
        build_index(tmp_path / "data", source)
        assert (await bot.ask("/stats")).text.endswith(" 73")
        assert (await bot.ask("newcomer")).text.startswith("Newcomer")
        listed = (await bot.user.inline_query("newcomer")).results[0]["title"]
        assert listed.startswith("Newcomer, who has come")
        assert len(listed) <= 100


@pytest.mark.parametrize("switches", [2, pytest.param(20, marks=pytest.mark.faults)])
async def test_no_question_fails_while_another_process_builds(tmp_path: Path, switches: int) -> None:
    source, data = tmp_path / "more.jsonl", tmp_path / "data"
    source.write_bytes(SAMPLE.read_bytes())
    async with running_bot(build_index(data, source), tmp_path) as bot:
        folders = {read_manifest(data).folder}
        users = [TelegramUser(bot.server, 3000 + n, f"U{n}") for n in range(4)]
        for number in range(switches):
            with source.open("a", encoding="utf-8") as file:
                file.write(f'{{"id": "n{number}", "title": "Newcomer {number}", "text": "It has just come."}}\n')
            command = (*PROGRAM, "--data", str(data), "build", "--model", "hashing", str(source))
            builder = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stderr=asyncio.subprocess.DEVNULL)
            ended = asyncio.create_task(builder.wait())
            while not ended.done():
                for user in users:
                    await user.send("how many letters had the original alphabet hangul")
                for user in users:
                    assert "Hangul" in (await user.reply(20)).text
            assert ended.result() == 0
            folders.add(read_manifest(data).folder)
            assert (await bot.ask(f"newcomer {number}")).text.startswith(f"Newcomer {number}")
        assert len(folders) == switches + 1
        assert bot.state.today().get("errors", 0) == 0


async def test_no_chat_can_keep_the_others_from_being_answered(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.flood.GROUP_SECONDS", 5.0)  # so that what waits in the end does not wait for long
    async with start() as bot:
        group = bot.server.create_group("Flood")
        members = [TelegramUser(bot.server, 3000 + n, f"U{n}") for n in range(15)]
        for number in range(600):
            await members[number % 15].send("/random", group)
        assert (await bot.ask("/stats")).text.startswith("Currently")
        await bot.user.settled(60, quiet=6)
        said = [message.text for message in group.bot_events]
        assert said.count("I am busy at the moment. Please try again in a few seconds.") == 1
        assert 40 < len(said) < 100
        await members[0].send("/random", group)
        assert (await members[0].reply(20, chat=group)).text not in {said[-1], ""}


async def test_too_many_questions_at_once_are_turned_away(index: Path, tmp_path: Path, *, webhook: bool) -> None:
    slow = Slow.open(index, load=load_hashing)
    async with running_bot(index, tmp_path, encyclopedia=slow, telegram_most_waiting=2, webhook=webhook) as bot:
        users = [TelegramUser(bot.server, 3000 + n, f"U{n}") for n in range(5)]
        for user in users:
            await user.send("how many letters had the original alphabet hangul")
        replies = [(await user.reply()).text for user in users]
        assert sum("Hangul" in text for text in replies) == 2
        assert replies.count("I am busy at the moment. Please try again in a few seconds.") == 3
    slow.close()


async def test_the_event_loop_goes_on_while_a_search_runs(index: Path, tmp_path: Path) -> None:
    slow = Slow.open(index, load=load_hashing)
    async with running_bot(index, tmp_path, encyclopedia=slow) as bot:
        await bot.user.send("how many letters had the original alphabet hangul")
        longest, ended = 0.0, asyncio.get_running_loop().time() + 0.4
        while (now := asyncio.get_running_loop().time()) < ended:
            await asyncio.sleep(0.005)
            longest = max(longest, asyncio.get_running_loop().time() - now)
        assert longest < 0.2
        await bot.user.reply()
    slow.close()


async def test_it_ends_when_told_to_while_telegram_is_silent(start_both: Start) -> None:
    async with TelegramServer() as server:
        for method in ("setWebhook", "deleteWebhook"):
            server.fail_next(method, 500, times=1_000)
        async with start_both(server=server) as bot:
            bot.stop.set()
            assert await asyncio.wait_for(bot.ended, 5) == OK


async def test_a_webhook_that_telegram_refuses_is_said_in_one_line(start: Start) -> None:
    async with TelegramServer() as server:
        server.fail_next("setWebhook", 400, description="Bad Request: bad webhook: Failed to resolve host")
        with pytest.raises(SettingsUnusable, match=r"(?i)failed to resolve host.*check WIPIVERSE_TELEGRAM_WEBHOOK_URL"):
            async with start(webhook=True, server=server) as bot:
                await bot.ended


async def test_a_webhook_listens_to_telegram_only(start: Start) -> None:
    pytest.importorskip("tornado", reason="the dependencies of pyproject.toml bring it")
    async with start(webhook=True) as bot:
        await bot.ask("Marie Curie")
        assert bot.server.webhook is not None
        assert bot.server.webhook.secret_token
        update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "/stats", "from": bot.user.me}}
        update["message"]["chat"] = bot.user.private().as_json()  # type: ignore[index]
        async with aiohttp.ClientSession() as session:
            for headers in ({}, {"X-Telegram-Bot-Api-Secret-Token": "a guess"}):
                async with session.post(bot.server.webhook.url, json=update, headers=headers) as response:
                    assert response.status == 403
        assert (await bot.ask("/stats")).text.startswith("Currently")
        assert len(bot.server.calls("sendMessage")) == 2
