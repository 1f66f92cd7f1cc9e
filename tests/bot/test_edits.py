"""Edited messages are answered again, in place of the answer they got; and replies to what shows an entry."""

import pytest

from tests.bot.conftest import Start
from tests.running_bot import quotations
from tests.telegram_server import TelegramUser, covered_text

QUESTION = "how many letters had the original alphabet hangul"


async def test_an_edited_question_in_a_group(start_both: Start) -> None:
    async with start_both() as bot:
        group = bot.server.create_group("Club")
        asked = await bot.user.send("/ask how many letters had the original alphabet hangul", group)
        answer = await bot.user.reply(chat=group)
        await bot.user.edit(asked, "/ask When did the Berlin Wall fall?")
        edited = await bot.user.reply(chat=group)
        assert edited.message_id == answer.message_id
        assert "Berlin Wall" in edited.text


async def test_an_edited_question_is_about_what_was_spoken_of_before_it(start: Start) -> None:
    async with start() as bot:
        await bot.ask("Marie Curie")
        asked = await bot.user.send(QUESTION)
        await bot.user.reply()
        await bot.ask("Alan Turing")
        await bot.user.edit(asked, "and when did she die?")
        assert (await bot.user.reply()).text.startswith("about: Marie Curie")


async def test_an_edited_claim_is_checked_again(start_both: Start) -> None:
    async with start_both() as bot:
        asked = await bot.user.send("/check Mercury takes 100 days for one trip around the Sun.")
        checked = await bot.user.reply()
        assert "88 Earth days" in quotations(checked)[0]
        await bot.user.edit(asked, "/check When did the Berlin Wall fall?")
        edited = await bot.user.reply()
        assert edited.message_id == checked.message_id
        assert covered_text(edited, "text_link") == ["Fall of the Berlin Wall"]
        assert edited.text.startswith("Closest to this")
        await bot.user.edit(asked, "/ask how many letters had the original alphabet hangul")
        assert "[1] Hangul" in (await bot.user.reply()).text


async def test_a_question_edited_into_a_claim_of_the_same_words_is_checked(start_both: Start) -> None:
    words = "Mercury takes 100 days for one trip around the Sun."
    async with start_both() as bot:
        asked = await bot.user.send(words)
        answer = await bot.user.reply()
        assert "[1] " in answer.text
        await bot.user.edit(asked, f"/check {words}")
        checked = await bot.user.reply()
        assert checked.message_id == answer.message_id
        assert checked.text.startswith("Closest to this")
        await bot.user.edit(asked, f"/ask {words}")
        assert "[1] " in (await bot.user.reply()).text


@pytest.mark.parametrize(
    ("first", "then", "answered"),
    [
        ("/ask", f"/ask {QUESTION}", "[1] Hangul"),
        ("/check", "/check Mercury takes 100 days for one trip around the Sun.", "88 Earth days"),
        ("/entry", "/entry Alan Turing", "Alan Turing\n"),
        ("/entry Allan Turring", "/entry Alan Turing", "Alan Turing\n"),
        ("/entry xqzptlw", QUESTION, "[1] Hangul"),
        (QUESTION, "/entry Alan Turing", "Alan Turing\n"),
        ("/entry Alan Turing", "/check Alan Turing was a painter.", "Closest to this"),
    ],
)
async def test_any_command_that_was_answered_may_be_edited(
    start_both: Start, first: str, then: str, answered: str
) -> None:
    async with start_both() as bot:
        asked = await bot.user.send(first)
        before = await bot.user.reply()
        await bot.user.edit(asked, then)
        after = await bot.user.reply()
        assert after.message_id == before.message_id
        assert answered in after.text


async def test_an_edited_question_under_a_picture_is_answered_in_place(start_both: Start) -> None:
    async with start_both() as bot:
        picture = {
            "message_id": 1, "from": bot.user.me, "chat": bot.user.private().as_json(), "date": 1,
            "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}],
        }  # fmt: skip
        bot.server.updates.add("message", picture | {"caption": "When did the Berlin Wall fall?"})
        bot.server.signal()
        before = await bot.user.reply()
        bot.server.updates.add("edited_message", picture | {"caption": QUESTION, "edit_date": 2})
        bot.server.signal()
        after = await bot.user.reply()
        assert after.message_id == before.message_id
        assert "[1] Hangul" in after.text


async def test_an_edit_that_asks_for_the_same_changes_nothing(start_both: Start) -> None:
    async with start_both() as bot:
        for text in ("/entry alan turing", "/check Alan Turing was a painter.", QUESTION, f"/ask {QUESTION}", "/stats"):
            asked = await bot.user.send(text)
            await bot.user.reply()
            # Telegram says so, too, when something else about a message has changed.
            bot.server.updates.add("edited_message", asked.as_json())
            bot.server.signal()
        await bot.user.settled()
        assert bot.server.calls("editMessageText") == []


async def test_how_to_ask_in_a_group_waits_for_a_reply(start_both: Start) -> None:
    async with start_both() as bot:
        group = bot.server.create_group("Club")
        asked = await bot.user.send("/ask", group)
        how = await bot.user.reply(chat=group)
        assert how.reply_markup == {"force_reply": True, "selective": True}
        await bot.user.send(QUESTION, group, reply_to=how)
        assert "[1] Hangul" in (await bot.user.reply(chat=group)).text
        await bot.user.edit(asked, f"/ask {QUESTION}")
        # A message that waits for a reply cannot be edited, so the answer is a new one.
        assert (await bot.user.reply(chat=group)).message_id > how.message_id


async def test_a_question_under_a_message_is_about_that_message(start_both: Start) -> None:
    async with start_both() as bot:
        group, other = bot.server.create_group("Club"), TelegramUser(bot.server, 2002, "Bo")
        bot.server.privacy_mode = False
        said = await other.send("The Korean War was cruel.", group)
        asked = await other.send("/ask Alan Turing", group)
        await bot.user.reply(chat=group)
        await bot.user.send("@wipiverse_bot when did it end?", group, reply_to=said)
        answer = await bot.user.reply(chat=group)
        assert answer.text.startswith("about: Korean, War")
        assert quotations(answer)
        await bot.user.send("@wipiverse_bot when did he die?", group, reply_to=asked)
        assert (await bot.user.reply(chat=group)).text.startswith("about: Alan Turing")
        await bot.user.send(f"@wipiverse_bot {QUESTION}", group, reply_to=said)
        assert (await bot.user.reply(chat=group)).text.count("about:") == 0


async def test_a_reply_to_an_entry_is_about_that_entry(start_both: Start) -> None:
    async with start_both() as bot:
        group, other = bot.server.create_group("Club"), TelegramUser(bot.server, 2002, "Bo")
        await bot.user.send("/entry Alan Turing", group)
        page = await bot.user.reply(chat=group)
        await bot.user.send("/ask Marie Curie", group)
        await bot.user.reply(chat=group)
        for user in (other, bot.user):
            await user.send("and when did he die?", group, reply_to=page)
            assert (await bot.user.reply(chat=group)).text.startswith("about: Alan Turing")
