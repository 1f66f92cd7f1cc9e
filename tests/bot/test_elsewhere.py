"""Groups, inline mode and guest mode."""

import asyncio
import time

import pytest

from bot.conversation.lookup import list_names
from bot.memory.latency import by_milliseconds
from bot.telegram.inline import TYPING_SECONDS
from corpus.entry import Entry
from retrieval import Encyclopedia
from tests.bot.conftest import Start
from tests.running_bot import labels, links, quotations
from tests.telegram_server import TelegramUser, covered_text
from tests.telegram_server.detection import detect_entities


async def test_in_a_group_the_bot_answers_commands_replies_and_mentions_and_nothing_else(
    start_both: Start,
) -> None:
    async with start_both() as bot:
        group = bot.server.create_group("History club")
        bot.server.privacy_mode = False
        asked = await bot.user.send("/ask how many letters had the original alphabet hangul", group)
        answer = await bot.user.reply(chat=group)
        assert "Hangul" in answer.text
        assert answer.reply_to is not None
        assert answer.reply_to.message_id == asked.message_id
        await bot.user.send("/ask@wipiverse_bot how many letters had the original alphabet hangul", group)
        assert quotations(await bot.user.reply(chat=group))
        for name in ("@wipiverse_bot", "@Wipiverse_Bot"):
            await bot.user.send(f"{name} Marie Curie", group)
            assert covered_text(await bot.user.reply(chat=group), "bold") == ["Marie Curie"]
        await bot.user.send("when did she die?", group, reply_to=answer)
        assert quotations(await bot.user.reply(chat=group))
        await bot.user.send("/entry Alan Turing", group)
        assert (await bot.user.reply(chat=group)).text.startswith("Alan Turing")
        before = len(group.bot_events)
        for text in (
            "how many letters had the original alphabet hangul",
            "/ask@other_bot who?",
            "/unknown",
            "/stats",
            "Marie Curie",
            "@someone hello",
        ):
            await bot.user.send(text, group)
        await bot.user.settled()
        assert len(group.bot_events) == before
        for text in ("/stats@wipiverse_bot", "/Stats@Wipiverse_Bot"):
            await bot.user.send(text, group)
            assert (await bot.user.reply(chat=group)).text.startswith("Currently")
        await bot.user.send("/Entry Alan Turing", group)
        assert (await bot.user.reply(chat=group)).text.startswith("Alan Turing")
        caption = "@wipiverse_bot Marie Curie"
        picture = asked.as_json() | {"photo": [], "caption": caption, "caption_entities": detect_entities(caption)}
        bot.server.updates.add(
            "message", {name: value for name, value in picture.items() if name[:4] not in {"text", "enti"}}
        )
        bot.server.signal()
        assert (await bot.user.reply(chat=group)).text.startswith("Marie Curie")


async def test_answers_go_to_the_topic_of_the_question(start_both: Start) -> None:
    async with start_both() as bot:
        forum = bot.server.create_group("Forum", forum=True)
        topic = forum.create_topic("Astronomy")
        await bot.user.send("/ask how many letters had the original alphabet hangul", forum, thread=topic)
        assert (await bot.user.reply(chat=forum)).thread == topic
        await bot.user.send("/ask", forum, thread=topic)
        assert (await bot.user.reply(chat=forum)).thread == topic
        assert {call["message_thread_id"] for call in bot.server.calls("sendChatAction")} == {topic}
        # A reply is in the topic of its question; what is no reply any more, for that is deleted, has to name it.
        assert {call["message_thread_id"] for call in bot.server.calls("sendMessage")} == {topic}


async def test_answers_to_direct_messages_of_a_channel_go_to_who_wrote_them(start_both: Start) -> None:
    async with start_both() as bot:
        channel = bot.server.create_group("Messages of a channel")
        asked = {
            "message_id": channel.next_id(), "from": bot.user.me, "chat": channel.as_json(), "date": 1,
            "direct_messages_topic": {"topic_id": 7, "user": bot.user.me},
        }  # fmt: skip
        for text in ("/ask how many letters had the original alphabet hangul", "/rich@wipiverse_bot on", "/ask Hangul"):
            bot.server.updates.add("message", asked | {"text": text, "entities": detect_entities(text)})
            bot.server.signal()
            await bot.user.reply(chat=channel)
        sent = [call for method in ("sendMessage", "sendRichMessage") for call in bot.server.calls(method)]
        assert [call["direct_messages_topic_id"] for call in sent] == [7, 7, 7]


async def test_a_follow_up_in_a_group_belongs_to_who_asked(start_both: Start) -> None:
    async with start_both() as bot:
        group, other = bot.server.create_group("Club"), TelegramUser(bot.server, 2002, "Bo")
        await bot.user.send("/ask Marie Curie", group)
        await bot.user.reply(chat=group)
        await other.send("/ask and when did she die?", group)
        assert "about:" not in (await bot.user.reply(chat=group)).text
        await bot.user.send("/ask and when did she die?", group)
        assert (await bot.user.reply(chat=group)).text.startswith("about: Marie Curie")


async def test_a_reply_to_an_answer_is_about_that_answer(start_both: Start) -> None:
    async with start_both() as bot:
        group, other = bot.server.create_group("Club"), TelegramUser(bot.server, 2002, "Bo")
        await bot.user.send("/ask Marie Curie", group)
        curie = await bot.user.reply(chat=group)
        await bot.user.send("/ask Alan Turing", group)
        await bot.user.reply(chat=group)
        for user in (bot.user, other):
            await user.send("and when did she die?", group, reply_to=curie)
            assert (await bot.user.reply(chat=group)).text.startswith("about: Marie Curie")


async def test_a_reply_to_what_somebody_wrote_is_about_it_only_where_it_points_at_it(start_both: Start) -> None:
    async with start_both() as bot:
        group, other = bot.server.create_group("Club"), TelegramUser(bot.server, 2002, "Bo")
        await bot.user.send("/ask Marie Curie", group)
        await bot.user.reply(chat=group)
        written = await other.send("Alan Turing", group)
        await bot.user.send("/ask radioactivity", group, reply_to=written)
        assert (await bot.user.reply(chat=group)).text.startswith("about: Marie, Curie")
        await bot.user.send("/ask when was he born?", group, reply_to=written)
        assert (await bot.user.reply(chat=group)).text.startswith("about: Alan Turing")


async def test_inline_mode_lists_entries_by_name(start_both: Start) -> None:
    async with start_both() as bot:
        found = await bot.user.inline_query("merc")
        titles = [result["title"] for result in found.results]
        assert {"Mercury (planet)", "Mercury (element)", "Mercury (mythology)"} <= set(titles)
        assert found.cache_time > 0
        assert found.is_personal
        sent = await bot.user.choose_inline(found.results[0])
        assert covered_text(sent, "bold") == [titles[0]]
        await bot.user.press("Read the entry", sent)
        assert (await bot.user.reply()).text.startswith(titles[0])
        assert bot.state.today()["chosen"] == 1


async def test_inline_mode_answers_questions_with_full_citations(start_both: Start) -> None:
    async with start_both() as bot:
        named = await bot.user.inline_query("baltic states")
        assert named.results[0]["title"] == "Soviet occupation of the Baltic states (1940)"
        found = await bot.user.inline_query("when had messenger entered orbit and mapped the whole globe of mercury")
        assert found.results[0]["title"] == "Mercury (planet) · Exploration"
        sent = await bot.user.choose_inline(found.results[0])
        assert any(quotations(sent)[0] in entry.text for entry in bot.entries())
        assert covered_text(sent, "text_link") == ["Mercury (planet)"]
        await bot.user.open_link(links(sent)[0])
        assert "MESSENGER" in (await bot.user.reply()).text


async def test_inline_mode_says_where_it_is_doubtful_whether_it_answers(start_both: Start) -> None:
    async with start_both() as bot:
        question = "How long does Mercurry take to go around the Sun?"
        assert "I am not sure" in (await bot.ask(question)).text
        found = await bot.user.inline_query(question)
        sent = await bot.user.choose_inline(found.results[0])
        assert covered_text(sent, "italic") == ["I am not sure that this is the answer:"]
        assert quotations(sent)


async def test_inline_results_come_in_pages(start_both: Start) -> None:
    async with start_both() as bot:
        ids, offset = [], ""
        for _ in range(10):
            found = await bot.user.inline_query(
                "when had messenger entered orbit and mapped the whole globe of mercury", offset
            )
            ids += [result["id"] for result in found.results]
            offset = found.next_offset
            if not offset:
                break
        assert len(ids) == len(set(ids)) > 10


async def test_behind_the_last_inline_result_there_is_no_page(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with start() as bot:
        found = await bot.user.inline_query("hangul")
        monkeypatch.setattr("bot.telegram.inline.A_PAGE", len(found.results))
        assert (await bot.user.inline_query("hangul")).next_offset == ""


async def test_only_the_latest_inline_query_of_a_typing_user_is_answered(start_both: Start) -> None:
    async with start_both() as bot:
        queries = [bot.user.type_inline("mercury"[:length]) for length in range(2, 7)]
        found = await bot.user.inline_query("mercury")
        assert found.results
        await bot.user.settled()
        assert bot.server.unanswered == queries


async def test_a_query_typed_on_while_it_is_searched_for_is_not_answered(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(encyclopedia: Encyclopedia, begun: str, most: int) -> list[Entry]:
        time.sleep(0.15)
        return list_names(encyclopedia, begun, most)

    monkeypatch.setattr("bot.telegram.inline.list_names", slowly)
    async with start() as bot:
        assert (await bot.user.inline_query("hangul")).results  # what is read at the first search is read
        begun = bot.user.type_inline("merc")
        await asyncio.sleep(TYPING_SECONDS + 0.1)
        assert (await bot.user.inline_query("mercury")).results
        assert bot.server.unanswered == [begun]


async def test_no_more_inline_queries_are_remembered_than_may_be(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.inline.MOST_CACHED", 2)
    async with start() as bot:
        for query in ("marie", "alan", "hangul", "MARIE"):
            assert (await bot.user.inline_query(query)).results
        kept = bot.application.bot_data["desk"].inline_cache
        assert [text for _, text in kept] == ["hangul", "marie"]


async def test_inline_mode_finds_nothing(start_both: Start) -> None:
    async with start_both() as bot:
        found = await bot.user.inline_query("unanswerable blorptastic")
        assert found.results == []
        assert found.button is not None
        assert "Nothing found" in found.button["text"]
        assert (await bot.user.inline_query("")).results == []


async def test_what_was_sent_through_the_bot_is_no_question(start_both: Start) -> None:
    async with start_both() as bot:
        found = await bot.user.inline_query("marie curie")
        await bot.user.choose_inline(found.results[0])
        await bot.user.settled()
        assert bot.server.calls("sendMessage") == []


async def test_a_guest_says_one_thing(start_both: Start) -> None:
    async with start_both() as bot:
        answer = await bot.user.guest_message("@wipiverse_bot how many letters had the original alphabet hangul")
        assert any(quotations(answer)[0] in entry.text for entry in bot.entries())
        assert len(quotations(answer)) == 2  # of three in a private chat
        assert not labels(answer)
        card = await bot.user.guest_message("@wipiverse_bot Marie Curie")
        assert covered_text(card, "bold") == ["Marie Curie"]
        meant = await bot.user.guest_message("@wipiverse_bot Mercury")
        assert meant.text.startswith("Did you mean:\n· Mercury (planet)\n")
        await bot.user.open_link(links(meant)[0])
        assert (await bot.user.reply()).text.startswith("Mercury (planet)\n")
        missing = await bot.user.guest_message("@wipiverse_bot what is unanswerable about the comet of Halley?")
        assert "Halley's Comet" in covered_text(missing, "text_link")
        bot.server.drop_next("answerGuestQuery")
        nothing = await bot.user.guest_message("@wipiverse_bot")
        assert "Mention me" in nothing.text
        await bot.user.settled()
        assert bot.state.today().get("errors", 0) == 0


async def test_what_guests_ask_is_counted_as_in_a_chat(start_both: Start) -> None:
    async with start_both(telegram_keep_questions=True) as bot:
        for said in ("", "hi", "what is unanswerable?", "Marie Curie"):
            await bot.user.guest_message(f"@wipiverse_bot {said}")
        chat = bot.server.create_group("History club", bot_is_member=False)
        claim = await bot.user.send("The Berlin Wall fell in 1989.", chat)
        await bot.user.guest_message("@wipiverse_bot", chat, reply_to=claim)
        await bot.user.settled()
        counted = bot.state.today()
        assert sum(number for _, number in by_milliseconds(counted)) == 3  # the bare mention has no answer
        assert {name: counted[name] for name in counted if not name.startswith("ms ")} == {
            "questions": 2, "unanswered": 1, "checks": 1,
        }  # fmt: skip
        assert bot.state.latest_unanswered(5) == ["what is unanswerable?"]


async def test_chats_do_not_wait_for_each_other_and_keep_their_order(start_both: Start) -> None:
    async with start_both() as bot:
        users = [TelegramUser(bot.server, 3000 + n, f"U{n}") for n in range(5)]
        texts = ["/stats", "Marie Curie", "how many letters had the original alphabet hangul", "/new"]
        for text in texts:
            await asyncio.gather(*(user.send(text) for user in users))
        for user in users:
            replies = [(await user.reply()).text for _ in texts]
            assert replies[0].startswith("Currently")
            assert replies[1].startswith("Marie Curie")
            assert "Hangul" in replies[2]
            assert replies[3].startswith("Forgotten")
