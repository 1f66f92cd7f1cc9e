"""An application on python-telegram-bot lives with the fake Telegram: updates, faults, people, groups."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from aiohttp import web
from telegram import (
    Bot,
    Update,
)
from telegram.error import (
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from tests.telegram_server import TelegramServer, TelegramUser
from tests.telegram_server.scenes import ARTICLE, KEYBOARD, Scene, play


def test_a_wrong_token_is_refused() -> None:
    async def part(stage: Scene) -> None:
        with pytest.raises(InvalidToken):
            await Bot("9:WRONG", base_url=stage.server.base_url).__aenter__()

    play(part)


def test_faults_and_flood_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns about its older type of retry_after

    async def part(stage: Scene) -> None:
        server, bot, ada = stage.server, stage.bot, stage.ada
        server.fail_next("sendMessage", 429, retry_after=7)
        with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
            await bot.send_message(ada.id, "x")
        for status in (500, 502):
            server.fail_next("sendMessage", status)
            with pytest.raises(NetworkError):
                await bot.send_message(ada.id, "x")
        for after_processing in (True, False):
            server.drop_next("sendMessage", after_processing=after_processing)
            with pytest.raises(NetworkError):
                await bot.send_message(ada.id, f"{after_processing}")
        assert [message.text for message in ada.private().messages] == ["hello world", "True"]
        server.flood_limits = True
        server.clock = iter([0.0, 0.1, 0.2, 0.3, 3.05]).__next__
        for text in "abc":
            await bot.send_message(ada.id, text)
        with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
            await bot.send_message(ada.id, "d")
        await bot.send_message(ada.id, "d")

    play(part)


def test_a_second_poller_ends_the_first() -> None:
    async def part(stage: Scene) -> None:
        first = await stage.bot.get_updates(timeout=0)
        waiting = asyncio.create_task(stage.bot.get_updates(first[-1].update_id + 1, timeout=5))
        await asyncio.sleep(0.1)
        async with Bot(stage.server.token, base_url=stage.server.base_url) as other:
            await other.get_updates(timeout=0)
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await waiting
        await stage.bot.set_webhook("http://127.0.0.1:9/closed")
        with pytest.raises(Conflict, match="while webhook is active"):
            await stage.bot.get_updates(timeout=0)

    play(part)


# A bot that repeats what it hears, as an application; by polling and by webhook.


Echo = Application[Any, Any, Any, Any, Any, Any]


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    heard = update.message or update.edited_message
    if heard is not None and not heard.via_bot:
        await heard.reply_text(f"{'Edited: ' if update.edited_message else ''}{heard.text}", reply_markup=KEYBOARD)
    if update.callback_query:
        await update.callback_query.answer("done")
        await update.callback_query.edit_message_text("pressed")
    if update.inline_query:
        await update.inline_query.answer([ARTICLE], cache_time=5, next_offset="1")
    if update.guest_message:
        await context.bot.answer_guest_query(str(update.guest_message.guest_query_id), ARTICLE)


def _echo_application(server: TelegramServer) -> Echo:
    builder = ApplicationBuilder().token(server.token).base_url(server.base_url)
    application: Echo = builder.base_file_url(server.base_file_url).build()
    application.add_handler(TypeHandler(Update, _echo))
    return application


@asynccontextmanager
async def polled(server: TelegramServer) -> AsyncIterator[Echo]:
    async with _echo_application(server) as application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        yield application
        await application.updater.stop()
        await application.stop()


@asynccontextmanager
async def pushed(server: TelegramServer) -> AsyncIterator[Echo]:
    """Receive updates with aiohttp: the updater's own web server would need another library."""

    async def receive(request: web.Request) -> web.Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != "s3cret":
            return web.Response(status=403)
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return web.Response()

    listener = web.Application()
    listener.router.add_post("/hook", receive)
    runner = web.AppRunner(listener, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with _echo_application(server) as application:
        await application.start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        await application.bot.set_webhook(url, secret_token="s3cret", allowed_updates=Update.ALL_TYPES)
        yield application
        await application.bot.delete_webhook()
        await application.stop()
    await runner.cleanup()


@pytest.mark.parametrize("delivery", [polled, pushed])
def test_people_talk_to_an_application(delivery: Callable[[TelegramServer], Any]) -> None:
    async def conversation(stage: Scene) -> None:
        server, ada = stage.server, stage.ada
        async with delivery(server):
            assert (await ada.reply()).text == "hello world"
            said = await ada.send("Is 1 < 2?")
            assert (await ada.reply()).text == "Is 1 < 2?"
            await ada.edit(said, "Is 2 < 1?")
            assert (await ada.reply()).text == "Edited: Is 2 < 1?"
            assert await ada.callback_answer(await ada.press("read:1"))
            assert (await ada.reply()).text == "pressed"
            await ada.send("again")
            await ada.reply()
            assert await ada.press("Share") == "x"
            await ada.press("Open")
            assert (await ada.reply()).text == "/start abc_1"
            found = await ada.inline_query("baltic")
            assert (found.results[0]["title"], found.next_offset, found.cache_time) == (
                "Baltic states",
                "1",
                5,
            )
            chosen = await ada.choose_inline(found.results[0])
            await server.until(lambda: chosen.inline_message_id, 1, "inline message")
            await ada.press("Read", chosen)
            assert (await ada.reply()).text == "pressed"
            assert (await ada.guest_message("@wipiverse_bot baltic states?")).text == "Three countries."
            await ada.settled()
        assert server.unanswered == []
        assert server.refusals == []

    play(conversation)


def test_groups_topics_and_privacy() -> None:
    async def part(stage: Scene) -> None:
        server, ada = stage.server, stage.ada
        forum = server.create_group("Readers", forum=True)
        topic = forum.create_topic("History")
        bob = TelegramUser(server, 1002, "Bob", "ko")
        async with polled(server):
            await ada.send("only among us", forum, thread=topic)
            await ada.send("/ask@another_bot no", forum, thread=topic)
            await bob.send("/ask yes", forum, thread=topic)
            answer = await bob.reply(chat=forum)
            assert (answer.text, answer.thread) == ("/ask yes", topic)
            await ada.send("and this?", forum, reply_to=answer, thread=topic)
            assert (await ada.reply(chat=forum)).text == "/ask yes"
            assert (await ada.reply(chat=forum)).text == "and this?"
            await bob.send("hey @Wipiverse_Bot", forum)
            await bob.settled()
        assert [m.text for m in forum.messages if m.from_bot] == [
            "/ask yes",
            "and this?",
            "hey @Wipiverse_Bot",
        ]

    play(part)


def test_a_webhook_that_fails_gets_the_update_again() -> None:
    async def part(stage: Scene) -> None:
        server, taken, failures = stage.server, [], iter([True, True])

        async def receive(request: web.Request) -> web.Response:
            update = await request.json()
            if next(failures, False):
                return web.Response(status=500)
            taken.append(update["update_id"])
            return web.Response()

        listener = web.Application()
        listener.router.add_post("/hook", receive)
        runner = web.AppRunner(listener)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.duplicate_updates = True
        await stage.ada.send("twice")
        await stage.bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook")
        await stage.ada.settled()
        await runner.cleanup()
        assert taken == [update["update_id"] for update in server.updates.made for _ in range(2)][1:]

    play(part)


def test_nothing_said_is_a_timeout_that_names_what_was_awaited() -> None:
    async def part(stage: Scene) -> None:
        with pytest.raises(TimeoutError, match=r"reply in Ada: nothing within 0\.05 s"):
            await stage.ada.reply(timeout=0.05)
        with pytest.raises(LookupError, match="no message with buttons"):
            await stage.ada.press("Read")
        with suppress(ValueError):
            await stage.ada.open_link("https://t.me/another_bot?start=abc")
            pytest.fail("a link to another bot was opened")

    play(part)
