"""What goes wrong: at Telegram, in the bot, and in what people send."""

import asyncio
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError

from bot.telegram.flood import MOST_TRIES, PatientLimiter, _Window, may_have_arrived
from bot.telegram.serving import CONFLICT, TOKEN_REFUSED
from retrieval.results import Answer
from tests.bot.conftest import Start
from tests.running_bot import Hesitant, labels, load_hashing, quotations, running_bot
from tests.telegram_server import TelegramServer, TelegramUser, covered_text


async def test_flood_limits_are_kept_for_sends_and_edits(start_both: Start) -> None:
    async with start_both(burst=3) as bot:
        settings = await bot.ask("/settings")
        bot.server.flood_limits = True
        others = [TelegramUser(bot.server, 3000 + n, f"U{n}") for n in range(12)]
        for user in others:
            for _ in range(4 if user is others[0] else 2):
                await user.send("/stats")
        for number in ("1", "2", "4", "5"):
            await bot.user.press(number, settings)
        for user in others:
            for _ in range(4 if user is others[0] else 2):
                assert (await user.reply(20)).text.startswith("Currently")
        while "• 5" not in labels(await bot.user.reply(20)):
            pass
        assert len(bot.server.calls("editMessageText")) == 4
        assert not [line for line in bot.server.refusals if "Too Many" in line]


async def test_a_group_gets_twenty_messages_a_minute_and_holds_up_no_other() -> None:
    limiter, sent = PatientLimiter(burst=1_000), []

    async def send(chat: int) -> bool:
        sent.append(chat)
        return True

    async def request(chat: int) -> None:
        await limiter.process_request(send, (chat,), {}, "sendMessage", {"chat_id": chat}, None)

    to_group = [asyncio.create_task(request(-5)) for _ in range(25)]
    await asyncio.sleep(0.1)
    await asyncio.wait_for(request(7), 5)
    assert sent == [-5] * 20 + [7]
    for task in to_group:
        task.cancel()


@pytest.mark.parametrize(
    ("fault", "arrived"),
    [
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
        (httpx.PoolTimeout, False),
        (httpx.ReadTimeout, True),
        (httpx.WriteError, True),
        (httpx.RemoteProtocolError, True),
    ],
)
def test_what_was_never_sent_cannot_have_arrived(fault: type[httpx.HTTPError], *, arrived: bool) -> None:
    error = NetworkError("no answer")
    error.__cause__ = fault("fault")
    assert may_have_arrived(error) is arrived


async def test_a_limit_counts_from_when_a_message_was_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.flood.BURST_SECONDS", 0.2)
    limiter, began = PatientLimiter(burst=1), []

    async def send() -> bool:
        began.append(time.monotonic())
        await asyncio.sleep(0.3)
        return True

    for _ in range(2):
        await limiter.process_request(send, (), {}, "sendMessage", {"chat_id": 7}, None)
    assert began[1] - began[0] >= 0.5


async def test_a_chat_that_asks_for_patience_holds_up_no_other(start_both: Start) -> None:
    async with start_both() as bot:
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


async def test_a_button_is_answered_at_once_though_its_message_has_to_wait(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("How long does Mercury take to go around the Sun?")
        bot.server.fail_next("sendMessage", 429, retry_after=3)
        query = await bot.user.press("More passages")
        await bot.user.callback_answer(query, 2)
        assert (await bot.user.reply()).text.startswith("Passages 1 to 3 of ")


@pytest.mark.parametrize("fault", [500, 502])
async def test_a_fault_of_the_server_does_not_lose_an_answer(start_both: Start, fault: int) -> None:
    async with start_both() as bot:
        bot.server.fail_next("sendMessage", fault)
        answer = await bot.ask("how many letters had the original alphabet hangul")
        assert quotations(answer)
        assert not covered_text(answer, "italic")


async def test_what_may_have_arrived_is_sent_again_and_says_so(start_both: Start) -> None:
    notice = "I was interrupted while sending this, so you may read it twice."
    async with start_both() as bot:
        bot.server.drop_next("sendMessage", after_processing=False)
        answer = await bot.ask("how many letters had the original alphabet hangul")
        assert covered_text(answer, "italic") == [notice]
        assert all(any(words in entry.text for entry in bot.entries()) for words in quotations(answer))
        bot.server.drop_next("sendMessage")
        first = await bot.ask("Marie Curie")
        second = await bot.user.reply()
        assert second.text == f"{notice}\n\n{first.text}"
        await bot.press("Read all", second)
        bot.server.drop_next("sendDocument", after_processing=False)
        assert (await bot.press("As file")).text == notice
        await bot.ask("/rich on")
        bot.server.drop_next("sendRichMessage", after_processing=False)
        assert (await bot.ask("Marie Curie")).text.startswith(notice)


async def test_a_file_that_may_have_arrived_before_a_kill_says_so(start: Start) -> None:
    async with start() as bot:
        page = await bot.ask("/entry Marie Curie")
        pressed = bot.server.updates.next_id
        bot.state.updates.receive(pressed, bot.user.id, "")
        bot.state._write("UPDATE seen SET sending = 'the bot that was killed' WHERE update_id = ?", pressed)
        assert (await bot.press("As file", page)).text.startswith("I was interrupted while sending this")


async def test_an_answer_that_arrived_though_nobody_said_so_is_no_error(start_both: Start) -> None:
    async with start_both() as bot:
        bot.server.drop_next("answerGuestQuery")
        assert quotations(await bot.user.guest_message("@wipiverse_bot when did the Berlin Wall fall?"))
        bot.server.drop_next("answerInlineQuery")
        assert (await bot.user.inline_query("marie curie")).results
        await bot.user.settled(quiet=0.5)
        assert len(bot.server.calls("answerGuestQuery")) == len(bot.server.calls("answerInlineQuery")) == 2
        assert bot.state.today().get("errors", 0) == 0


async def test_silence_is_borne_twice_only(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.application.READ_SECONDS", 0.5)
    async with start() as bot:
        bot.server.hold_next("sendMessage", 2)
        await bot.user.send("Marie Curie")
        said = [(await bot.user.reply()).text for _ in range(3)]
        assert said[0].startswith("Marie Curie")
        assert said[1].startswith("I was interrupted while sending this, so you may read it twice.\n\nMarie Curie")
        assert said[2].endswith("Something went wrong. Please try again.")


async def test_who_cannot_be_told_at_first_is_told_later(start_both: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.failures.PAUSES", (1,))
    monkeypatch.setattr("bot.telegram.flood.pause", lambda attempt: 0.0)
    async with start_both() as bot:
        bot.server.fail_next("sendMessage", 500, times=2 * MOST_TRIES)
        await bot.user.send("Marie Curie")
        await bot.user.send("/stats")
        assert (await bot.user.reply()).text == "Something went wrong. Please try again."
        assert (await bot.user.reply()).text.startswith("Currently")


async def test_who_cannot_be_told_at_all_is_answered_after_the_next_start(
    index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.failures.PAUSES", (60,))  # a bot that ends does not wait for the end of it
    monkeypatch.setattr("bot.telegram.flood.pause", lambda attempt: 0.0)
    async with TelegramServer() as server:
        async with asyncio.timeout(30), running_bot(index, tmp_path, server=server) as bot:
            server.fail_next("sendMessage", 500, times=3 * MOST_TRIES)
            await bot.user.send("Marie Curie")
            await bot.user.settled()
            assert not bot.user.private().bot_events
        async with running_bot(index, tmp_path, server=server) as bot:
            notice, card = (await bot.user.reply()).text.split("\n\n", 1)
            assert notice.startswith("I was interrupted")
            assert card.startswith("Marie Curie")
        async with running_bot(index, tmp_path, server=server) as bot:
            await bot.user.send("/stats")
            await bot.user.settled()
            assert len(bot.user.private().bot_events) == 2


async def test_what_comes_at_once_after_a_pause_is_answered(start: Start) -> None:
    async with start() as bot:
        users = [TelegramUser(bot.server, 3000 + n, f"U{n}") for n in range(60)]
        for user in users:
            await user.send("Marie Curie")
        for user in users:
            assert (await user.reply(20)).text.startswith("Marie Curie")


async def test_polling_goes_on_after_faults(start: Start) -> None:
    async with start() as bot:
        bot.server.fail_next("getUpdates", 502)
        bot.server.drop_next("getUpdates")
        assert (await bot.ask("/stats")).text.startswith("Currently")


@pytest.mark.parametrize("rich", [False, True], ids=["classic", "rich"])
async def test_a_button_pressed_twice_changes_its_message_once(start_both: Start, *, rich: bool) -> None:
    async with start_both() as bot:
        if rich:
            await bot.ask("/rich on")
        page = await bot.ask("/entry Marie Curie")
        before = len(bot.user.private().bot_events)
        for _ in range(2):
            await bot.user.press("Contents", page)
        await bot.user.settled()
        assert len(bot.server.calls("editMessageText")) == 2
        assert len(bot.user.private().bot_events) == before + 1
        assert bot.state.today().get("errors", 0) == 0


async def test_a_deleted_answer_is_sent_anew(start_both: Start) -> None:
    async with start_both() as bot:
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


async def test_a_token_revoked_meanwhile_ends_the_bot_with_a_code(
    start: Start, caplog: pytest.LogCaptureFixture
) -> None:
    async with start() as bot:
        await bot.ask("Marie Curie")
        bot.server.token = "123456:another"
        await bot.user.send("/stats")  # wakes the poll that waits; the next one is refused
        assert await asyncio.wait_for(bot.ended, 10) == TOKEN_REFUSED
    lines = [r.message for r in caplog.records if r.name == "bot.telegram.serving" and r.levelname == "ERROR"]
    assert lines == ["Telegram refuses the token, which was revoked; put the new one into WIPIVERSE_TELEGRAM_TOKEN"]


async def test_users_never_see_an_exception_and_admins_do(
    index: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, *, webhook: bool
) -> None:
    class Broken(Hesitant):
        def ask(self, *_: Any, **__: Any) -> Answer:
            raise RuntimeError("the works are rusty, token 123456:TEST-TOKEN")

    broken = Broken.open(index, load=load_hashing)
    async with running_bot(
        index, tmp_path, encyclopedia=broken, telegram_admins=frozenset({7}), webhook=webhook
    ) as bot:
        assert (
            await bot.ask("how many letters had the original alphabet hangul?")
        ).text == "Something went wrong. Please try again."
        admin = TelegramUser(bot.server, 7, "Root")
        await admin.send("how many letters had the original alphabet hangul?")
        shown = (await admin.reply()).text
        assert "the works are rusty" in shown
        assert bot.server.token not in shown
        group = bot.server.create_group("Club")  # where others read along
        await admin.send("/ask how many letters had the original alphabet hangul?", group)
        assert (await admin.reply(chat=group)).text == "Something went wrong. Please try again."
        await admin.send("/admin")
        assert "Errors today: 3" in (await admin.reply()).text
    broken.close()
    assert "the works are rusty" in caplog.text


async def test_a_button_that_fails_after_it_was_answered_says_so_in_the_chat(
    index: Path, tmp_path: Path, *, webhook: bool
) -> None:
    broken = Hesitant.open(index, load=load_hashing)
    async with running_bot(index, tmp_path, encyclopedia=broken, webhook=webhook) as bot:
        answer = await bot.ask("how many letters had the original alphabet hangul?")
        broken.entry_by_link = broken.search = None  # type: ignore[assignment]
        assert (await bot.press("📖 Read 1", answer)).text == "Something went wrong. Please try again."
        told = await bot.user.callback_answer(await bot.user.press("More passages", answer))
        assert told["text"] == "Something went wrong. Please try again."
        await bot.user.settled()
        assert bot.server.calls("sendMessage")[-1]["text"] == "Something went wrong. Please try again."
        assert len(bot.server.calls("sendMessage")) == 2
    broken.close()


async def test_a_blocked_bot_is_no_error(start_both: Start) -> None:
    async with start_both() as bot:
        bot.user.private().bot_is_blocked = True
        await bot.user.send("how many letters had the original alphabet hangul")
        await bot.user.settled()
        assert bot.state.today().get("errors", 0) == 0


@pytest.mark.parametrize(
    "said",
    [
        "message thread not found",
        "TOPIC_CLOSED",
        "chat not found",
        "not enough rights to send text messages to the chat",
        "need administrator rights in the channel chat",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_SEND_PLAIN_FORBIDDEN",
        "CHAT_RESTRICTED",
    ],
)
async def test_where_the_bot_cannot_write_is_no_error(start: Start, said: str) -> None:
    async with start() as bot:
        bot.server.fail_next("sendMessage", 400, description=f"Bad Request: {said}")
        await bot.user.send("Marie Curie")
        await bot.user.settled()
        assert bot.state.today().get("errors", 0) == 0
        assert len(bot.server.calls("sendMessage")) == 0  # nothing more is sent
        assert (await bot.ask("/stats")).text.startswith("Currently")


async def test_a_group_that_has_become_a_supergroup_is_answered_there(start_both: Start) -> None:
    async with start_both() as bot:
        group, supergroup = bot.server.create_group("Club"), bot.server.create_group("Club")
        group.migrated_to = supergroup.id
        await bot.user.send("/ask how many letters had the original alphabet hangul", group)
        assert "[1] Hangul" in (await bot.user.reply(chat=supergroup)).text
        assert bot.state.today().get("errors", 0) == 0


async def test_messages_without_text(start_both: Start) -> None:
    async with start_both() as bot:
        message = {
            "message_id": 1, "from": bot.user.me, "chat": bot.user.private().as_json(), "date": 1,
            "dice": {"emoji": "🎲", "value": 3},
        }  # fmt: skip
        bot.server.updates.add("message", message)
        bot.server.signal()
        assert (await bot.user.reply()).text.startswith("I can only read words.")


async def test_an_album_is_answered_once(start_both: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.handlers.ALBUM_SECONDS", 0.1)
    async with start_both() as bot:
        picture = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
        chat = bot.user.private()
        for album, captions in (("7", ("how many letters had the original alphabet hangul", "", "")), ("8", ("", ""))):
            for caption in captions:
                message = {
                    "message_id": chat.next_id(), "from": bot.user.me, "chat": chat.as_json(), "date": 1,
                    "photo": [picture], "media_group_id": album,
                } | ({"caption": caption} if caption else {})  # fmt: skip
                bot.server.updates.add("message", message)
            bot.server.signal()
        answer, told = await bot.user.reply(), await bot.user.reply()
        await bot.user.settled()
        assert len(chat.bot_events) == 2
        assert "[1] Hangul" in answer.text
        assert told.text.startswith("I can only read words.")


async def test_made_up_button_data_does_nothing(start_both: Start) -> None:
    async with start_both() as bot:
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
        typing = [TelegramUser(bot.server, 3000 + n, f"U{n}") for n in range(len(AWKWARD))]
        queries = zip(typing, AWKWARD, strict=True)
        await asyncio.gather(*(user.inline_query(text[:256]) for user, text in queries))
        assert bot.state.today().get("errors", 0) == 0
        assert bot.server.violations == []


def test_a_window_waits_until_the_oldest_of_the_latest_requests_is_out_of_it() -> None:
    window = _Window(2, 10.0)
    for key, answered in enumerate((0.0, 1.0, 4.0)):
        window.take(key, answered)
    assert window.wait(5.0) == 6.0  # that of 1.0 has to go as well
    assert window.wait(11.0) == 0.0
