"""How the bot runs: what comes twice, fails, floods, waits, ends, and who is answered."""

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.application import CONFLICT, OK, TOKEN_REFUSED
from retrieval.results import Answer
from tests.bot.conftest import Start
from tests.running_bot import SAMPLE, Hesitant, build_index, load_hashing, quotations, running_bot
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


async def test_an_update_seen_before_a_restart_is_not_answered_again(start: Start) -> None:
    async with TelegramServer() as server:
        async with start(server=server) as bot:
            await bot.ask("Marie Curie")
            again = server.updates.made[-1]
        server.updates.pending.append(again)
        async with start(server=server) as bot:
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


async def test_a_new_index_is_taken_over_without_a_restart(tmp_path: Path) -> None:
    source = tmp_path / "more.jsonl"
    source.write_bytes(SAMPLE.read_bytes())
    async with running_bot(build_index(tmp_path / "data", source), tmp_path) as bot:
        assert (await bot.ask("/stats")).text.endswith(" 72")
        with source.open("a", encoding="utf-8") as file:
            file.write('{"id": "n", "title": "Newcomer", "text": "A newcomer has just come."}\n')
        build_index(tmp_path / "data", source)
        assert (await bot.ask("/stats")).text.endswith(" 73")
        assert (await bot.ask("newcomer")).text.startswith("Newcomer")


async def test_too_many_questions_at_once_are_turned_away(index: Path, tmp_path: Path) -> None:
    slow = Slow.open(index, load=load_hashing)
    async with running_bot(index, tmp_path, encyclopedia=slow, telegram_most_waiting=2) as bot:
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


async def test_only_those_on_the_list_are_answered_whatever_way_they_come(start: Start) -> None:
    async with start(telegram_allowed=frozenset({1001})) as bot:
        stranger = TelegramUser(bot.server, 6666, "Mallory")
        asked = await stranger.send("how many letters had the original alphabet hangul")
        assert (await stranger.reply()).text == "This bot answers invited people only."
        await stranger.edit(asked, "When did the Berlin Wall fall?")
        await stranger.open_link("https://t.me/wipiverse_bot?start=eAAAAAAAAAAAA")
        for _ in range(2):
            assert (await stranger.reply()).text == "This bot answers invited people only."
        assert (await stranger.inline_query("marie curie")).results == []
        assert not quotations(
            await stranger.guest_message("@wipiverse_bot how many letters had the original alphabet hangul")
        )
        group = bot.server.create_group("Club")
        await stranger.send("/ask how many letters had the original alphabet hangul", group)
        await bot.user.settled()
        assert group.bot_events == []
        await bot.user.send("/ask how many letters had the original alphabet hangul", group)
        answer = await bot.user.reply(chat=group)
        assert quotations(answer)
        pressed = await stranger.press("📖 Read 1", answer)
        assert "invited" in (await stranger.callback_answer(pressed))["text"]


async def test_a_chat_on_the_list_is_answered(start: Start) -> None:
    async with TelegramServer() as server:
        group = server.create_group("Club")
        async with start(server=server, telegram_allowed=frozenset({group.id})) as bot:
            await bot.user.send("/ask how many letters had the original alphabet hangul", group)
            assert quotations(await bot.user.reply(chat=group))
            assert "invited" in (await bot.ask("how many letters had the original alphabet hangul")).text


async def test_who_asks_too_often_is_asked_to_wait_once(start: Start) -> None:
    async with start(telegram_questions_a_minute=2) as bot:
        for _ in range(5):
            await bot.user.send("/stats")
        texts = [(await bot.user.reply()).text for _ in range(3)]
        assert texts[2].startswith("That is more than I can answer. Please wait ")
        await bot.user.settled()
        assert len(bot.server.calls("sendMessage")) == 3
        other = TelegramUser(bot.server, 2002, "Bo")
        await other.send("/stats")
        assert (await other.reply()).text.startswith("Currently")


async def test_flood_limits_are_kept(start: Start) -> None:
    async with start(burst=3) as bot:
        bot.server.flood_limits = True
        others = [TelegramUser(bot.server, 3000 + n, f"U{n}") for n in range(12)]
        for user in [bot.user, *others]:
            for _ in range(4 if user is bot.user else 2):
                await user.send("/stats")
        for user in [bot.user, *others]:
            for _ in range(4 if user is bot.user else 2):
                assert (await user.reply(8)).text.startswith("Currently")
        assert not [line for line in bot.server.refusals if "Too Many" in line]


async def test_a_chat_that_asks_for_patience_holds_up_no_other(start: Start) -> None:
    async with start() as bot:
        other = TelegramUser(bot.server, 2002, "Bo")
        bot.server.fail_next("sendMessage", 429, retry_after=2)
        started = time.monotonic()
        await bot.user.send("/stats")
        while not bot.server.calls("sendChatAction") and time.monotonic() - started < 0.3:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await other.send("/stats")
        assert (await other.reply()).text.startswith("Currently")
        assert time.monotonic() - started < 1.5
        assert (await bot.user.reply()).text.startswith("Currently")
        assert time.monotonic() - started >= 2


@pytest.mark.parametrize("fault", ["500", "502", "dropped"])
async def test_a_fault_of_the_server_does_not_lose_an_answer(start: Start, fault: str) -> None:
    async with start() as bot:
        if fault == "dropped":
            bot.server.drop_next("sendMessage", after_processing=False)
        else:
            bot.server.fail_next("sendMessage", int(fault))
        assert quotations(await bot.ask("how many letters had the original alphabet hangul"))


async def test_polling_goes_on_after_faults(start: Start) -> None:
    async with start() as bot:
        bot.server.fail_next("getUpdates", 502)
        bot.server.drop_next("getUpdates")
        assert (await bot.ask("/stats")).text.startswith("Currently")


async def test_an_answer_that_stays_the_same_is_no_error(start: Start) -> None:
    async with start() as bot:
        await bot.ask("/entry Marie Curie")
        asked = await bot.user.send("/settings")
        await bot.user.reply()
        await bot.user.press("• automatic")
        await bot.user.settled()
        assert bot.state.today().get("errors", 0) == 0
        assert asked is not None


async def test_a_deleted_answer_is_sent_anew(start: Start) -> None:
    async with start() as bot:
        asked = await bot.user.send("how many letters had the original alphabet hangul")
        answer = await bot.user.reply()
        live = bot.user.private().find(answer.message_id)
        assert live is not None
        live.deleted = True
        await bot.user.edit(asked, "When did the Berlin Wall fall?")
        assert (await bot.user.reply()).message_id != answer.message_id


async def test_a_second_poller_ends_the_bot_with_a_code(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    async with start(conflict_seconds=0.5) as bot:
        bot.server.fail_next("getUpdates", 409, times=20, description="Conflict: terminated by other getUpdates")
        await bot.user.send("/stats")
        assert await asyncio.wait_for(bot.ended, 10) == CONFLICT
    lines = [record for record in caplog.records if "another process polls" in record.message]
    assert len(lines) == 1


async def test_a_wrong_token_ends_the_bot_with_a_code(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    wrong = "123456:" + "A" * 35
    async with start(telegram_token=wrong) as bot:
        assert await bot.ended == TOKEN_REFUSED
    assert "WIPIVERSE_TELEGRAM_TOKEN" in caplog.text


async def test_users_never_see_an_exception_and_admins_do(
    index: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Hesitant):
        def ask(self, *_: Any, **__: Any) -> Answer:
            raise RuntimeError("the works are rusty, token 123456:TEST-TOKEN")

    broken = Broken.open(index, load=load_hashing)
    async with running_bot(index, tmp_path, encyclopedia=broken, telegram_admins=frozenset({7})) as bot:
        assert (
            await bot.ask("how many letters had the original alphabet hangul?")
        ).text == "Something went wrong. Please try again."
        admin = TelegramUser(bot.server, 7, "Root")
        await admin.send("how many letters had the original alphabet hangul?")
        shown = (await admin.reply()).text
        assert "the works are rusty" in shown
        assert bot.server.token not in shown
        await admin.send("/admin")
        assert "Errors today: 2" in (await admin.reply()).text
    broken.close()
    assert "the works are rusty" in caplog.text


async def test_admin_report(start: Start) -> None:
    async with start(telegram_admins=frozenset({7}), telegram_keep_questions=True) as bot:
        await bot.ask("how many letters had the original alphabet hangul")
        await bot.ask("what is unanswerable?")
        admin = TelegramUser(bot.server, 7, "Root")
        await admin.send("/admin")
        report = (await admin.reply()).text
        assert "Questions today: 2\nNot answered: 1\n" in report
        assert "what is unanswerable?" in report
        assert "index-000001" in report
        assert "72 entries" in report
        assert (await bot.ask("/admin")).text.startswith("I do not know this command.")


async def test_commands_are_registered_with_scopes_and_languages(start: Start) -> None:
    async with start(telegram_admins=frozenset({7})) as bot:
        private, groups = {"type": "all_private_chats"}, {"type": "all_group_chats"}
        names = [command["command"] for command in bot.server.commands_of(private)]
        assert names == ["ask", "entry", "check", "random", "new", "settings", "rich", "stats", "help"]
        assert [c["command"] for c in bot.server.commands_of(groups)] == ["ask", "entry", "check", "random"]
        assert bot.server.commands_of(private, "ko")[0]["description"] == "백과사전에 질문하기"
        assert "admin" in [c["command"] for c in bot.server.commands_of({"type": "chat", "chat_id": 7}, "en")]
        assert "word for word" in bot.server.profile["description", ""]


async def test_questions_are_kept_only_where_the_operator_says_so(start: Start) -> None:
    async with start() as bot:
        assert "without their questions" in (await bot.ask("/help")).text
        await bot.ask("what is unanswerable?")
        assert bot.state.latest_unanswered(5) == []
        assert bot.state.today()["unanswered"] == 1


async def test_no_question_stands_in_the_log(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    async with start() as bot:
        await bot.ask("how many letters had the original alphabet hangul")
    assert "hangul" not in caplog.text.lower()


async def test_a_blocked_bot_is_no_error(start: Start) -> None:
    async with start() as bot:
        bot.user.private().bot_is_blocked = True
        await bot.user.send("how many letters had the original alphabet hangul")
        await bot.user.settled()
        assert bot.state.today().get("errors", 0) == 0


async def test_messages_without_text(start: Start) -> None:
    async with start() as bot:
        message = {
            "message_id": 1, "from": bot.user.me, "chat": bot.user.private().as_json(), "date": 1,
            "dice": {"emoji": "🎲", "value": 3},
        }  # fmt: skip
        bot.server.updates.add("message", message)
        bot.server.signal()
        assert (await bot.user.reply()).text.startswith("I can only read text.")


async def test_made_up_button_data_does_nothing(start: Start) -> None:
    async with start() as bot:
        answer = await bot.ask("how many letters had the original alphabet hangul")
        live = bot.user.private().find(answer.message_id)
        assert live is not None
        for data in (
            "",
            "x",
            "r zzz",
            "m 999999 0",
            "m x y",
            "h 1 7",
            "p AAAAAAAAAAAA 0",
            "s rich maybe",
            "🎉",
        ):
            query = bot.user._press_callback(data or " ", live)
            await bot.user.callback_answer(query)
        assert bot.state.today().get("errors", 0) == 0


AWKWARD = [
    "😀" * 40, "👩\u200d👩\u200d👧", "\u202eשלום עולם\u202c", "مرحبا؟", "<b>bold</b> & <i>", "</blockquote>&lt;",
    "`*_[](~", "a" * 9_000, "word " * 1_000, "한글은 누가 만들었나요?", "?", ".", "'; DROP TABLE asked; --",
    "Mercury\nVenus\n\nEarth", "\\", "%s %d {0}", "AND OR NOT (", '"unclosed', "title:foo^2 ~3 [a TO b]",
    "ﷺ" * 100, "\u200b\u200d", "0", "-1",
]  # fmt: skip


async def test_any_question_gets_an_answer_telegram_accepts(start: Start) -> None:
    async with start() as bot:
        for text in AWKWARD:
            if not text.strip():
                continue
            await bot.user.send(text)
            await bot.user.reply()
            await bot.user.settled(quiet=0.05)
        for text in AWKWARD:
            assert isinstance((await bot.user.inline_query(text[:256])).results, list)
        assert bot.state.today().get("errors", 0) == 0
        assert bot.server.violations == []


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


async def test_turning_pages_is_not_asking(start: Start) -> None:
    async with start(telegram_questions_a_minute=2) as bot:
        answer = await bot.ask("how many letters had the original alphabet hangul")
        for _ in range(6):
            assert (await bot.press("📖 Read 1", answer)).text.startswith("Hangul")
