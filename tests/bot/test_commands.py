"""Commands, settings and languages, and what of them outlives a restart."""

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Start
from tests.running_bot import build_index, labels, quotations, running_bot
from tests.telegram_server import TelegramServer, TelegramUser, covered_text


async def test_start_help_random_stats(start_both: Start) -> None:
    async with start_both() as bot:
        hello = await bot.ask("/start")
        assert "72 entries" in hello.text
        assert labels(hello)
        answer = await bot.press(labels(hello)[0])
        assert quotations(answer)
        helped = await bot.ask("/help")
        assert "@wipiverse_bot" in helped.text
        assert labels(helped) == labels(hello)
        assert (await bot.ask("/stats")).text == "Currently registered entries: 72"
        title = covered_text(await bot.ask("/random"), "bold")[0]
        assert title in {entry.title for entry in bot.entries()}
        assert "/help" in (await bot.ask("/nonsense")).text


async def test_questions_that_the_encyclopedia_does_not_answer_are_not_offered(tmp_path: Path) -> None:
    source = tmp_path / "widget.jsonl"
    source.write_text('{"title": "Widget", "text": "A widget is a thing."}\n', encoding="utf-8")
    async with running_bot(build_index(tmp_path / "data", source), tmp_path) as bot:
        for text in ("/start", "/help", "hello", "what can you do?", "안녕하세요"):
            assert labels(await bot.ask(text)) == []


async def test_korean_is_spoken_to_koreans_and_to_those_who_choose_it(start_both: Start) -> None:
    async with start_both() as bot:
        korean = TelegramUser(bot.server, 2002, "Jiho", "ko-KR")
        await korean.send("/stats")
        assert (await korean.reply()).text == "현재 등록된 항목: 72개"
        await bot.ask("/settings")
        changed = await bot.press("한국어")
        assert changed.text.startswith("설정")
        assert (await bot.ask("/stats")).text == "현재 등록된 항목: 72개"
        await bot.ask("/settings")
        # What is pressed is no Korean that the user wrote.
        assert (await bot.press("자동")).text.startswith("Settings")


async def test_settings_change_the_number_of_quotations_and_outlive_a_restart(start_both: Start) -> None:
    question = "when had messenger entered orbit and mapped the whole globe of mercury"
    async with TelegramServer() as server:
        async with start_both(server=server) as bot:
            assert "• 3" in labels(await bot.ask("/settings"))
            await bot.press("1")
            assert len(quotations(await bot.ask(question))) == 1
        async with start_both(server=server) as bot:
            await bot.user.settled()
            assert len(quotations(await bot.ask(question))) == 1
            await bot.ask("/settings")
            await bot.press("Delete everything kept about me")
            assert len(quotations(await bot.ask(question))) == 3


async def test_settings_turn_rich_messages_on_and_off(start_both: Start) -> None:
    async with start_both() as bot:
        settings = await bot.ask("/settings")
        assert "• Rich messages: off" in labels(settings)
        settings = await bot.press("Rich messages: on")
        assert "• Rich messages: on" in labels(settings)
        assert (await bot.ask("Marie Curie")).rich_message is not None
        await bot.press("Rich messages: off", settings)
        assert (await bot.ask("Marie Curie")).rich_message is None


async def test_buttons_outlive_a_restart(start_both: Start) -> None:
    async with TelegramServer() as server:
        async with start_both(server=server) as bot:
            answer = await bot.ask("how many letters had the original alphabet hangul")
        async with start_both(server=server) as bot:
            await bot.user.settled()
            assert (await bot.press("📖 Read 1", answer)).text.startswith("Hangul\n")
            assert (await bot.press("More passages", answer)).text.startswith("Passages 1 to 3")


async def test_who_writes_korean_reads_korean_unless_another_language_is_chosen(start_both: Start) -> None:
    question = "한글은 누가 만들었나요?"
    async with start_both() as bot:
        group = bot.server.create_group("Club")
        answer = await bot.ask(question)
        assert "다른 대목" in labels(answer)
        assert (await bot.press("다른 대목", answer)).text.startswith("전체 ")
        query = await bot.user.press("👎", answer)
        assert (await bot.user.callback_answer(query))["text"].startswith("알려 주셔서 감사합니다.")
        await bot.user.send(f"/ask {question}", group)
        assert "다른 대목" in labels(await bot.user.reply(chat=group))
        assert "멘션" in (await bot.user.guest_message("@wipiverse_bot 안녕")).text
        found = await bot.user.inline_query("뷁")
        assert found.button is not None
        assert found.button["text"].startswith("찾지 못했습니다.")
        assert "More passages" in labels(await bot.ask("how many letters had the original alphabet hangul"))
        assert "• automatic" in labels(await bot.ask("/settings"))
        await bot.press("English")
        assert "More passages" in labels(await bot.ask(question))
        await bot.ask("/settings")
        await bot.press("automatic")
        assert "다른 대목" in labels(await bot.ask(question))


async def test_a_korean_title_is_not_what_the_bot_says(tmp_path: Path) -> None:
    source = tmp_path / "day.jsonl"
    text = "Hangul (한글) is an alphabet.\n\nIts day is in October."
    sections = [{"title": "한글날", "level": 1, "start": text.index("Its"), "end": len(text)}]
    book = {"title": "훈민정음", "aliases": ["Hunminjeongeum"], "text": "The first book of it."}
    entries = [{"title": "Hangul", "text": text, "sections": sections}, book]
    source.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    async with running_bot(build_index(tmp_path / "data", source), tmp_path) as bot:
        card = await bot.ask("Hangul")
        assert "What about “한글날”?" in labels(card)
        assert "Contents" in labels(await bot.press("Read all", card))
        contents = await bot.press("Contents")
        assert labels(contents) == ["Beginning", "한글날"]
        assert "As file" in labels(await bot.press("한글날", contents))
        assert "As file" in labels(await bot.press("Read all", await bot.ask("Hunminjeongeum")))


async def test_settings_of_few_users_are_held_in_memory_and_those_of_all_are_kept(
    start_both: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.desk.MOST_USERS", 2)
    async with start_both() as bot:
        await bot.ask("/settings")
        await bot.press("한국어")
        for number in range(5):
            other = TelegramUser(bot.server, 3000 + number, f"U{number}")
            await other.send("/stats")
            assert (await other.reply()).text.startswith("Currently")
        assert len(bot.application.user_data) == 2
        assert bot.user.id not in bot.application.user_data
        await bot.application.update_persistence()
        assert (await bot.ask("/stats")).text == "현재 등록된 항목: 72개"
