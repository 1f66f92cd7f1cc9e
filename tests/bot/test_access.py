"""Who is answered, how often, and what admins see."""

import itertools
import logging
import re

import pytest

from bot.telegram.access import Pace
from tests.bot.conftest import Start
from tests.running_bot import quotations
from tests.telegram_server import TelegramServer, TelegramUser


async def test_only_those_on_the_list_are_answered_whatever_way_they_come(start_both: Start) -> None:
    async with start_both(telegram_allowed=frozenset({1001})) as bot:
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


async def test_a_chat_on_the_list_is_answered(start_both: Start) -> None:
    async with TelegramServer() as server:
        group = server.create_group("Club")
        async with start_both(server=server, telegram_allowed=frozenset({group.id})) as bot:
            await bot.user.send("/ask how many letters had the original alphabet hangul", group)
            assert quotations(await bot.user.reply(chat=group))
            assert "invited" in (await bot.ask("how many letters had the original alphabet hangul")).text


@pytest.mark.parametrize("told_in", ["the group", "the supergroup"])
async def test_a_group_on_the_list_that_becomes_a_supergroup_is_answered_on(
    start_both: Start, caplog: pytest.LogCaptureFixture, told_in: str
) -> None:
    async with TelegramServer() as server:
        club, other, new = (server.create_group(name) for name in ("Club", "Other", "Club"))
        async with start_both(server=server, telegram_allowed=frozenset({club.id})) as bot:
            for old, becomes in ((club, new), (other, server.create_group("Other"))):
                said = {"message_id": 1, "date": 1, "from": bot.user.me}
                there = {**said, "chat": old.as_json(), "migrate_to_chat_id": becomes.id}
                here = {**said, "chat": becomes.as_json(), "migrate_from_chat_id": old.id}
                server.updates.add("message", there if told_in == "the group" else here)
                await bot.user.send("/ask how many letters had the original alphabet hangul", becomes)
            assert quotations(await bot.user.reply(chat=new))
            await bot.user.settled()
            assert len(server.calls("sendMessage")) == 1  # the other group was not on the list
    lines = [record.message for record in caplog.records if record.name == "bot.telegram.access"]
    assert lines == [
        f"the group {club.id} has become {new.id} and is answered there until the next start; "
        "put the new id into WIPIVERSE_TELEGRAM_ALLOWED"
    ]


async def test_an_admin_is_answered_without_being_on_the_list(start_both: Start) -> None:
    async with start_both(telegram_allowed=frozenset({1001}), telegram_admins=frozenset({7})) as bot:
        admin = TelegramUser(bot.server, 7, "Root")
        await admin.send("/stats")
        assert (await admin.reply()).text.startswith("Currently")


async def test_a_stranger_who_writes_without_end_is_not_told_without_end(start_both: Start) -> None:
    async with start_both(telegram_allowed=frozenset({1001})) as bot:
        stranger = TelegramUser(bot.server, 6666, "Mallory")
        bot.server.fail_next("sendMessage", 429, retry_after=1)
        for _ in range(100):
            await stranger.send("hello")
        await bot.user.settled(quiet=1.5)
        assert 30 <= len(stranger.private().bot_events) < 100


async def test_a_guest_is_not_known_by_the_chat_it_is_summoned_in(start_both: Start) -> None:
    async with start_both(telegram_allowed=frozenset({1001})) as bot:
        # To those who do not belong to it, the private chat of two people may have the number of one of them.
        summoned = bot.server.create_chat(1001, "private", "Ada")
        stranger = TelegramUser(bot.server, 6666, "Mallory")
        answer = await stranger.guest_message("@wipiverse_bot Marie Curie", summoned)
        assert "invited" in answer.text


async def test_who_asks_too_often_is_asked_to_wait_once(start_both: Start) -> None:
    async with start_both() as bot:
        quarters = (number / 4 for number in itertools.count())
        bot.application.bot_data["desk"].pace = Pace(2, quarters.__next__)
        for _ in range(5):
            await bot.user.send("/stats")
        texts = [(await bot.user.reply()).text for _ in range(3)]
        assert texts[2] == "That is more than I can answer. Please wait 60 s."  # 59.5: at 59 it would be too early
        await bot.user.settled()
        assert len(bot.server.calls("sendMessage")) == 3
        other = TelegramUser(bot.server, 2002, "Bo")
        await other.send("/stats")
        assert (await other.reply()).text.startswith("Currently")


def test_who_asked_too_often_may_ask_again_a_minute_later() -> None:
    now = 0.0
    pace = Pace(2, lambda: now)
    assert [pace.wait(1) for _ in range(3)] == [0.0, 0.0, 60.0]
    now = 59.0
    assert pace.wait(1) == 1.0
    now = 60.0
    assert pace.wait(1) == 0.0


async def test_what_is_chosen_inline_is_no_question(start_both: Start) -> None:
    async with start_both(telegram_questions_a_minute=1) as bot:
        found = await bot.user.inline_query("marie curie")
        for _ in range(3):
            await bot.user.choose_inline(found.results[0])
        assert (await bot.ask("/stats")).text.startswith("Currently")
        assert bot.state.today()["chosen"] == 3


async def test_admin_report(start_both: Start) -> None:
    async with start_both(telegram_admins=frozenset({7}), telegram_keep_questions=True) as bot:
        await bot.ask("how many letters had the original alphabet hangul")
        await bot.ask("what is unanswerable?")
        admin = TelegramUser(bot.server, 7, "Root")
        await admin.send("/admin")
        report = (await admin.reply()).text
        assert "Questions today: 2\nNot answered: 1\n" in report
        assert "what is unanswerable?" in report
        assert "index-000001" in report
        assert "72 entries" in report
        assert re.search(r"^Latency: p50 [1-9]\d* ms, p95 [1-9]\d* ms$", report, re.MULTILINE)
        assert "Errors today: 0" in report
        assert (await bot.ask("/admin")).text.startswith("I do not know this command.")


async def test_commands_are_registered_with_scopes_and_languages(start_both: Start) -> None:
    async with start_both(telegram_admins=frozenset({7})) as bot:
        private, groups = {"type": "all_private_chats"}, {"type": "all_group_chats"}
        names = [command["command"] for command in bot.server.commands_of(private)]
        assert names == ["ask", "entry", "check", "random", "new", "settings", "rich", "stats", "help"]
        assert [c["command"] for c in bot.server.commands_of(groups)] == ["ask", "entry", "check", "random"]
        assert bot.server.commands_of(private, "ko")[0]["description"] == "백과사전에 질문하기"
        assert "admin" in [c["command"] for c in bot.server.commands_of({"type": "chat", "chat_id": 7}, "en")]
        assert "word for word" in bot.server.profile["description", ""]


async def test_no_question_stands_in_the_log(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    async with start() as bot:
        await bot.ask("how many letters had the original alphabet hangul")
    assert "hangul" not in caplog.text.lower()


async def test_turning_pages_is_not_asking(start_both: Start) -> None:
    async with start_both(telegram_questions_a_minute=2) as bot:
        answer = await bot.ask("how many letters had the original alphabet hangul")
        for _ in range(6):
            assert (await bot.press("📖 Read 1", answer)).text.startswith("Hangul")
