"""What Telegram brings that is no plain question: albums, captions, threads, old buttons, queries that are too late."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from telegram import Update
from telegram.error import RetryAfter

from bot.telegram.flood import PatientLimiter
from bot.telegram.order import Inbox, InOrder, crowded
from bot.wording.en import WORDING as EN
from corpus.entry import link_of
from retrieval.results import Hit
from tests.bot.conftest import Start
from tests.running_bot import Hesitant, RunningBot, labels, load_hashing, quotations, running_bot
from tests.telegram_server import Chat, TelegramUser, covered_text
from tests.telegram_server.detection import detect_entities
from tests.telegram_server.refusals import JsonObject

QUESTION = "how many letters had the original alphabet hangul"
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


def bring(bot: RunningBot, chat: Chat, **more: Any) -> None:
    """Deliver a message that no method of TelegramUser writes."""
    message: JsonObject = {"message_id": chat.next_id(), "from": bot.user.me, "chat": chat.as_json(), "date": 1}
    bot.server.updates.add("message", message | more)
    bot.server.signal()


async def test_of_an_album_that_asks_under_a_later_picture_only_that_is_answered(
    start_both: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.handlers.ALBUM_SECONDS", 0.5)
    async with start_both() as bot:
        chat = bot.user.private()
        for caption in ({}, {"caption": QUESTION}, {}, {"caption": "Marie Curie"}):
            bring(bot, chat, photo=PHOTO, media_group_id="9", **caption)
        assert "[1] Hangul" in (await bot.user.reply()).text
        assert (await bot.user.reply()).text.startswith("Marie Curie\n")
        await bot.user.settled(quiet=0.8)
        assert len(chat.bot_events) == 2


async def test_an_album_that_asks_nothing_is_told_so_also_by_a_bot_that_ends(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.handlers.ALBUM_SECONDS", 0.5)
    async with start() as bot:
        chat = bot.user.private()
        bring(bot, chat, photo=PHOTO, media_group_id="9")
        while not bot.application.bot_data["desk"].albums._told:
            await bot.user.settled(quiet=0.01)
        bot.stop.set()
        await bot.ended
        assert [message.text for message in chat.bot_events] == ["I can only read words. Write me a question."]


async def test_a_command_under_a_picture_in_a_group(start_both: Start) -> None:
    async with start_both() as bot:
        group = bot.server.create_group("Club")
        for command in ("/ask", "/ask@wipiverse_bot", "/ask@another_bot"):
            caption = f"{command} {QUESTION}"
            bring(bot, group, photo=PHOTO, caption=caption, caption_entities=detect_entities(caption))
        for _ in range(2):
            assert "[1] Hangul" in (await bot.user.reply(chat=group)).text
        await bot.user.settled()
        assert len(group.bot_events) == 2


async def test_a_thread_of_replies_is_no_topic(start_both: Start) -> None:
    async with start_both() as bot:
        group = bot.server.create_group("Club")
        text = f"/ask {QUESTION}"
        bring(bot, group, text=text, entities=detect_entities(text), message_thread_id=3)
        assert "[1] Hangul" in (await bot.user.reply(chat=group)).text
        for method in ("sendMessage", "sendChatAction"):
            assert all("message_thread_id" not in call for call in bot.server.calls(method)), method


async def test_a_file_goes_to_the_topic_of_its_button(start_both: Start) -> None:
    async with start_both() as bot:
        forum = bot.server.create_group("Forum", forum=True)
        topic = forum.create_topic("Astronomy")
        await bot.user.send("/entry Hangul", forum, thread=topic)
        await bot.user.press("As file", await bot.user.reply(chat=forum))
        assert (await bot.user.reply(chat=forum)).thread == topic


async def test_the_mention_may_stand_anywhere(start_both: Start) -> None:
    async with start_both() as bot:
        group = bot.server.create_group("Club")
        for text in (
            f"hey @Wipiverse_Bot, {QUESTION}",
            f"{QUESTION} @wipiverse_bot",
            f"how many letters had @wipiverse_bot {QUESTION[22:]}",
        ):
            await bot.user.send(text, group)
            assert "[1] Hangul" in (await bot.user.reply(chat=group)).text, text


async def test_a_button_of_a_message_that_is_too_old_to_be_shown_opens_what_it_says(start_both: Start) -> None:
    async with start_both() as bot:
        gone = {"chat": bot.user.private().as_json(), "message_id": 900, "date": 0}
        for data in ("r", "p"):  # in a new message, and in place of that one
            query = bot.server.open_query("callback", bot.user.me, bot.user.private(), None)
            pressed = {"id": query.id, "from": bot.user.me, "chat_instance": "i", "message": gone}
            bot.server.updates.add("callback_query", pressed | {"data": f"{data} {link_of('s015')} 0"})
            bot.server.signal()
            assert (await bot.user.reply()).text.startswith("Marie Curie\n")


async def test_nobody_reaches_what_was_asked_in_another_chat(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask(QUESTION)
        other = TelegramUser(bot.server, 2002, "Bo")
        await other.send("Marie Curie")
        card = await other.reply()
        for data in ("m 1 0", "q 1", "b 1", "h 1 1"):
            told = await other.callback_answer(other._press_callback(data, card))
            assert told["text"] == "I no longer remember that question. Please ask it again.", data


async def test_passages_beyond_the_last_are_said_to_be_none(start_both: Start) -> None:
    async with start_both() as bot:
        answer = await bot.ask(QUESTION)
        told = await bot.user.callback_answer(bot.user._press_callback("m 1 99", answer))
        assert told["text"].startswith("There are no further passages.")


async def test_more_passages_are_about_what_the_follow_up_was_about(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("Marie Curie")
        more = await bot.press("More passages", await bot.ask("and when did she die?"))
        assert covered_text(more, "text_link")[0] == "Marie Curie"


async def test_a_follow_up_that_is_not_answered_can_be_asked_alone_and_leaves_its_topic(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("Marie Curie")
        missing = await bot.ask("and what about her is unanswerable?")
        assert missing.text.startswith("about: Marie Curie\n")
        assert "✕ Marie Curie" in labels(missing)
        assert (await bot.ask("and when did she die?")).text.startswith("about: Marie Curie")


async def test_thanks_are_offered_no_questions(start_both: Start) -> None:
    async with start_both() as bot:
        assert labels(await bot.ask("hello"))
        assert not labels(await bot.ask("thank you"))


@pytest.mark.parametrize("keep", [False, True])
async def test_what_nothing_was_found_for_is_kept_only_where_that_is_said(start_both: Start, *, keep: bool) -> None:
    async with start_both(telegram_keep_questions=keep) as bot:
        await bot.ask("what is unanswerable?")
        await bot.ask(QUESTION)
        await bot.user.callback_answer(await bot.user.press("👎"))
        helped = (await bot.ask("/help")).text
        assert bot.state.latest_unanswered(5) == (["what is unanswerable?"] if keep else [])
        judged = bot.state._db.execute("SELECT question FROM verdicts").fetchall()
        assert judged == [(QUESTION if keep else None,)]
        assert (EN.kept in helped, EN.not_kept in helped) == (keep, not keep)


async def test_a_claim_is_counted(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("/check The Berlin Wall fell in 1989.")
        assert bot.state.today()["checks"] == 1


async def test_a_guest_answer_that_telegram_refuses_is_said_to_have_failed(start_both: Start) -> None:
    async with start_both() as bot:
        bot.server.fail_next("answerGuestQuery", 400, description="Bad Request: ENTITY_BOUNDS_INVALID")
        answer = await bot.user.guest_message("@wipiverse_bot Marie Curie")
        assert answer.text == "Something went wrong. Please try again."
        assert bot.state.today()["errors"] == 1


async def test_who_types_too_fast_is_not_answered_with_nothing_for_long(start: Start) -> None:
    async with start(telegram_questions_a_minute=1) as bot:
        for number in range(10):
            await bot.user.inline_query(f"marie {number}")
        nothing = await bot.user.inline_query("marie curie")
        assert (nothing.results, nothing.cache_time, nothing.is_personal) == ([], 0, True)
        bot.server.fail_next("answerInlineQuery", 400, description="Bad Request: query is too old")
        bot.user.type_inline("marie c")
        await bot.user.settled()
        assert bot.state.today().get("errors", 0) == 0


async def test_that_the_bot_is_at_work_need_not_be_shown(start_both: Start) -> None:
    async with start_both() as bot:
        bot.server.fail_next("sendChatAction", 400, description="Bad Request: wrong action")
        assert quotations(await bot.ask(QUESTION))
        bot.server.fail_next("sendChatAction", 403, description="Forbidden: bot was blocked by the user")
        assert quotations(await bot.ask(QUESTION))
        await bot.user.settled()
        assert bot.state.today().get("errors", 0) == 0


async def test_inline_pages_begin_anew_where_telegram_hands_on_no_page(start: Start) -> None:
    async with start() as bot:
        first = await bot.user.inline_query("mercury")
        assert first.results
        for offset in ("²", "x", "-1"):
            assert (await bot.user.inline_query("mercury", offset)).results == first.results
        assert (await bot.user.inline_query(" ")).button is None


async def test_a_guest_reads_no_more_quotations_than_chosen(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("/settings")
        await bot.press("1")
        assert len(quotations(await bot.user.guest_message(f"@wipiverse_bot {QUESTION}"))) == 1


async def test_an_admin_who_asks_for_numbers_in_a_group_reads_none(start_both: Start) -> None:
    async with start_both(telegram_admins=frozenset({1001})) as bot:
        group = bot.server.create_group("Club")
        await bot.user.send("/admin@wipiverse_bot", group)
        assert (await bot.user.reply(chat=group)).text.startswith("I do not know this command.")


async def test_a_busy_bot_tells_an_admin_of_no_former_error(start_both: Start) -> None:
    async with start_both(telegram_admins=frozenset({1001}), telegram_most_waiting=1) as bot:
        desk = bot.application.bot_data["desk"]
        desk.last_error, desk.search._most_waiting = "it was long ago", 0
        assert (await bot.ask(QUESTION)).text == EN.busy


async def test_what_telegram_refuses_holds_up_nothing_behind_it(start_both: Start) -> None:
    async with start_both() as bot:
        bot.server.fail_next("sendMessage", 400, times=2, description="Bad Request: BUTTON_DATA_INVALID")
        await bot.user.send("Marie Curie")
        assert (await bot.ask("/stats")).text.startswith("Currently")


async def test_what_is_typed_inline_is_not_written_down(start: Start) -> None:
    async with start() as bot:
        query = {"id": "1", "from": bot.user.me, "query": "marie", "offset": ""}
        await Inbox(bot.state.updates).put(Update.de_json({"update_id": 1, "inline_query": query}, None))
        assert not list(bot.state.updates.unfinished())
        message = {"message_id": 1, "from": bot.user.me, "chat": bot.user.private().as_json(), "date": 1, "text": "x"}
        await Inbox(bot.state.updates).put(Update.de_json({"update_id": 2, "message": message}, None))
        assert len(list(bot.state.updates.unfinished())) == 1
        bot.state.updates.done(2)


async def test_a_chat_that_asks_for_patience_is_left_alone_by_all_messages() -> None:
    limiter = PatientLimiter(burst=1_000)
    sent: list[str] = []

    async def send(name: str) -> bool:
        if not sent:
            sent.append("refused")
            raise RetryAfter(1)
        sent.append(name)
        return True

    async def request(name: str, chat: int) -> None:
        await limiter.process_request(send, (name,), {}, "sendMessage", {"chat_id": chat}, None)

    tasks = [asyncio.create_task(request("first", 7))]
    await asyncio.sleep(0.1)
    tasks += [asyncio.create_task(request("second", 7)), asyncio.create_task(request("elsewhere", 8))]
    await asyncio.sleep(0.3)
    assert sent == ["refused", "elsewhere"]
    await asyncio.gather(*tasks)
    assert sorted(sent[2:]) == ["first", "second"]


async def test_where_too_much_waits_buttons_are_answered_and_strangers_are_not(
    start_both: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start_both(telegram_allowed=frozenset({1001})) as bot:
        answer = await bot.ask(QUESTION)
        monkeypatch.setattr("bot.telegram.order.MOST_IN_A_CHAT", 0)
        assert (await bot.ask("/stats")).text == EN.busy
        for _ in range(2):
            told = await bot.user.callback_answer(await bot.user.press("📖 Read 1", answer))
            assert told["text"] == EN.busy
        stranger = TelegramUser(bot.server, 6666, "Mallory")
        await stranger.send("hello")
        await bot.user.settled()
        assert not stranger.private().bot_events


async def test_so_many_may_wait_in_a_chat_and_no_more(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.order.MOST_IN_A_CHAT", 2)
    async with start() as bot:
        order, go, seen = InOrder(bot.state.updates), asyncio.Event(), []
        message = {"message_id": 1, "from": bot.user.me, "chat": bot.user.private().as_json(), "date": 1, "text": "x"}

        async def handle() -> None:
            seen.append(crowded.get())
            await go.wait()

        updates = [Update.de_json({"update_id": number, "message": message}, None) for number in range(3)]
        tasks = [asyncio.create_task(order.do_process_update(update, handle())) for update in updates]
        await asyncio.sleep(0.1)
        assert seen == [False, True]  # the second one waits
        go.set()
        await asyncio.gather(*tasks)
        assert seen == [False, True, False]


async def test_a_page_that_is_turned_is_not_what_was_asked_for_last(start_both: Start) -> None:
    async with start_both() as bot:
        curie = await bot.ask("/entry Marie Curie")
        await bot.ask("/entry Alan Turing")
        bot.user._press_callback(f"p {link_of('s015')} 0", curie)
        await bot.user.settled()
        assert (await bot.ask("and when did he die?")).text.startswith("about: Alan Turing")


async def test_an_admin_reads_over_the_chat_what_failed_as_far_as_there_is_room(index: Path, tmp_path: Path) -> None:
    def fail(*_: object) -> list[Hit]:
        raise RuntimeError("the works are rusty " * 20)

    broken = Hesitant.open(index, load=load_hashing)
    async with running_bot(index, tmp_path, encyclopedia=broken, telegram_admins=frozenset({1001})) as bot:
        answer = await bot.ask(QUESTION)
        broken.search = fail  # type: ignore[assignment]
        told = await bot.user.callback_answer(await bot.user.press("More passages", answer))
        assert told["text"].startswith("Something went wrong. Please try again.\n\nRuntimeError: the works are rusty")
    broken.close()


async def test_a_button_of_a_message_that_went_through_the_bot_does_nothing(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask(QUESTION)
        query = bot.server.open_query("callback", bot.user.me, bot.user.private(), None)
        pressed = {"id": query.id, "from": bot.user.me, "chat_instance": "i", "inline_message_id": "m"}
        bot.server.updates.add("callback_query", pressed | {"data": "m 1 0"})
        bot.server.signal()
        await bot.user.callback_answer(query.id)
        assert bot.state.today().get("errors", 0) == 0
