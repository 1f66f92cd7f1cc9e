"""Claims: what others wrote, held against the encyclopedia."""

import pytest

from bot.telegram.questions import LONGEST_CLAIM
from tests.bot.conftest import Start
from tests.running_bot import quotations
from tests.telegram_server import TelegramUser, covered_text
from tests.telegram_server.detection import detect_entities

ORBIT = "Mercury takes 100 days for one trip around the Sun."


async def test_check_quotes_the_sentence_that_bears_on_a_message(start_both: Start) -> None:
    async with start_both() as bot:
        group = bot.server.create_group("Club")
        bot.server.privacy_mode = False
        claim = await bot.user.send("I read that Mercury takes 100 days for one trip around the Sun.", group)
        await bot.user.send("/check", group, reply_to=claim)
        checked = await bot.user.reply(chat=group)
        assert checked.text.startswith("Closest to this, the encyclopedia says:")
        assert "88 Earth days" in quotations(checked)[0]
        assert covered_text(checked, "text_link") == ["Mercury (planet)"]
        await bot.user.send("@wipiverse_bot", group, reply_to=claim)
        assert quotations(await bot.user.reply(chat=group)) == quotations(checked)
        nonsense = await bot.user.send("This is unanswerable.", group)
        await bot.user.send("/check", group, reply_to=nonsense)
        assert (await bot.user.reply(chat=group)).text == "The encyclopedia says nothing about this."
        await bot.user.send("/check", group)
        assert "Reply with /check" in (await bot.user.reply(chat=group)).text


async def test_what_is_checked_is_what_was_chosen_of_a_message_or_stands_under_a_picture(start_both: Start) -> None:
    async with start_both() as bot:
        long = await bot.user.send(f"Alan Turing was a painter. {ORBIT}")
        await bot.user.reply()
        check = (await bot.user.send("/new")).as_json() | {"text": "/check", "entities": detect_entities("/check")}
        await bot.user.reply()
        said = long.as_json()
        picture = {name: value for name, value in said.items() if name != "text"} | {"photo": [], "caption": ORBIT}
        for under, checked in (
            ({"reply_to_message": said}, "Mercury (planet)"),
            ({"reply_to_message": said, "quote": {"text": "Alan Turing was a painter.", "position": 0}}, "Alan Turing"),
            ({"reply_to_message": picture}, "Mercury (planet)"),
        ):
            bot.server.updates.add("message", check | under)
            bot.server.signal()
            assert covered_text(await bot.user.reply(), "text_link") == [checked]
        await bot.user.send("/check Alan Turing was a painter.", reply_to=await bot.user.send(ORBIT))
        await bot.user.reply()
        assert covered_text(await bot.user.reply(), "text_link") == ["Alan Turing"]


async def test_of_a_long_message_its_beginning_is_checked(start_both: Start) -> None:
    async with start_both() as bot:
        asked = await bot.user.send(f"/check {ORBIT} {'Alan Turing was a painter. ' * 100}")
        await bot.user.reply()
        kept = bot.state.asked_in(bot.user.id, asked.message_id)
        assert kept is not None
        assert len(kept.searched) == LONGEST_CLAIM


async def test_what_was_checked_is_the_context_of_a_follow_up(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("/check Mercury takes 100 days for one trip around the Sun.")
        assert (await bot.ask("and how many moons does it have?")).text.startswith("about: Mercury (planet)")


async def test_a_guest_checks_the_message_it_is_mentioned_under(start_both: Start) -> None:
    async with start_both() as bot:
        chat = bot.server.create_group("Elsewhere", bot_is_member=False)
        other = TelegramUser(bot.server, 2002, "Bo")
        claim = await other.send("Mercury takes 100 days for one trip around the Sun.", chat)
        checked = await bot.user.guest_message("@wipiverse_bot", chat, reply_to=claim)
        assert "88 Earth days" in quotations(checked)[0]


CLOSEST = ("Closest to this", "이와 가장 가까운")


@pytest.mark.parametrize("asking", ["is this true?", "True?", "이거 맞아?"])
async def test_asking_whether_it_is_true_under_a_message_checks_it(start_both: Start, asking: str) -> None:
    async with start_both() as bot:
        group = bot.server.create_group("Club")
        bot.server.privacy_mode = False
        claim = await bot.user.send(ORBIT, group)
        for text in (f"@wipiverse_bot {asking}", f"/check {asking}", f"/ask {asking}"):
            await bot.user.send(text, group, reply_to=claim)
            assert "88 Earth days" in quotations(await bot.user.reply(chat=group))[0], text
        forwarded = await bot.user.send(ORBIT)
        await bot.user.reply()
        await bot.user.send(asking, reply_to=forwarded)
        assert (await bot.user.reply()).text.startswith(CLOSEST)
        elsewhere = bot.server.create_group("Elsewhere", bot_is_member=False)
        claim = await TelegramUser(bot.server, 2002, "Bo").send(ORBIT, elsewhere)
        checked = await bot.user.guest_message(f"@wipiverse_bot {asking}", elsewhere, reply_to=claim)
        assert checked.text.startswith(CLOSEST)


async def test_ask_under_a_question_of_somebody_else_answers_it(start_both: Start) -> None:
    async with start_both() as bot:
        group, other = bot.server.create_group("Club"), TelegramUser(bot.server, 2002, "Bo")
        asked = await other.send("how many letters had the original alphabet hangul", group)
        await bot.user.send("/ask", group, reply_to=asked)
        answer = await bot.user.reply(chat=group)
        assert "[1] Hangul" in answer.text
