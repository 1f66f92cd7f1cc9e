"""What is no plain question: sections asked for by a button, "it" that nobody has named, greetings and thanks."""

import json
import time
from pathlib import Path

from tests.bot.conftest import Start
from tests.running_bot import build_index, labels, links, quotations, running_bot
from tests.telegram_server import TelegramUser, covered_text


async def test_a_card_offers_questions_that_its_sections_answer(start_both: Start) -> None:
    async with start_both() as bot:
        card = await bot.ask("Marie Curie")
        curie = next(entry for entry in bot.entries() if entry.title == "Marie Curie")
        asked = [f"What about “{section.title}”?" for section in curie.sections]
        assert labels(card) == ["Read all", "Contents", *asked]
        for section, question in zip(curie.sections, asked, strict=True):
            answer = await bot.press(question, card)
            assert answer.message_id != card.message_id
            words = curie.text[section.start : section.end]
            assert words.startswith(quotations(answer)[0])
            assert all(quoted in words for quoted in quotations(answer))
            assert f"[1] Marie Curie · {section.title}" in answer.text
            assert "👍" in labels(answer)
        await bot.user.open_link(links(answer)[0])
        assert quotations(answer)[0] in quotations(await bot.user.reply())[0]
        assert (await bot.ask("and when did she die?")).text.startswith("about: Marie Curie")


async def test_sections_without_text_are_not_offered_and_a_section_that_is_gone_shows_the_card(tmp_path: Path) -> None:
    text = "A thing.\n\nIt was first. It was then second. " + "Much more was said of it. " * 20 + "\n\nAnd used."
    middle, end = text.index("It was"), text.index("And used")
    heads = [
        ("History", 1, middle, end),
        ("Origin", 2, middle, end),
        ("Use", 1, end, len(text)),
        ("See also", 1, len(text), len(text)),
    ]
    sections = [dict(zip(("title", "level", "start", "end"), head, strict=True)) for head in heads]
    source = tmp_path / "thing.jsonl"

    def rebuild(text: str, **more: object) -> None:
        source.write_text(json.dumps({"id": "t", "title": "Thing", "text": text} | more) + "\n", encoding="utf-8")
        build_index(tmp_path / "data", source)

    rebuild(text, sections=sections)
    async with running_bot(tmp_path / "data", tmp_path) as bot:
        card = await bot.ask("Thing")
        assert labels(card) == ["Read all", "Contents", "What about “Origin”?", "What about “Use”?"]
        answer = await bot.press("What about “Origin”?", card)
        assert quotations(answer)[0] == "It was first. It was then second."
        assert "[1] Thing · Origin\n" in answer.text
        assert quotations(await bot.press("What about “Use”?", card)) == ["And used."]
        rebuild("Now it is something else.")
        assert (await bot.press("What about “Use”?", card)).text == "Thing\n\nNow it is something else."
        assert labels(await bot.ask("Thing")) == ["Read all"]


async def test_a_question_about_nothing_said_asks_for_the_name(start_both: Start) -> None:
    async with start_both() as bot:
        for question, words in (("when did it end?", "it"), ("and where did she study?", "she"), ("why?", "why?")):
            unclear = await bot.ask(question)
            assert unclear.text.startswith(f"I cannot tell what “{words}” refers to.")
            assert labels(unclear) == ["🔎 Search all entries"]
        assert quotations(await bot.press("🔎 Search all entries", unclear))
        await bot.ask("Alan Turing")
        await bot.ask("/new")
        assert labels(await bot.ask("when did he die?")) == ["🔎 Search all entries"]


async def test_a_context_that_has_expired_is_offered_again(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("Marie Curie")
        bot.state._clock = lambda: time.time() + 3600
        unclear = await bot.ask("and when did she die?")
        assert unclear.text.startswith("I cannot tell what “she” refers to.")
        assert labels(unclear) == ["about: Marie Curie?", "🔎 Search all entries"]
        answer = await bot.press("about: Marie Curie?", unclear)
        assert answer.message_id == unclear.message_id
        assert answer.text.startswith("about: Marie Curie\n")
        assert "[1] Marie Curie" in answer.text


async def test_what_is_unclear_is_said_in_korean_and_to_guests(start_both: Start) -> None:
    async with start_both() as bot:
        jiho = TelegramUser(bot.server, 2002, "Jiho", "ko")
        await jiho.send("그는 언제 죽었나요?")
        assert (await jiho.reply()).text.startswith("“그는” 부분이 무엇을 가리키는지")
        assert "“it”" in (await bot.user.guest_message("@wipiverse_bot when did it end?")).text


async def test_a_word_behind_a_slash_that_is_no_command_asks(start_both: Start) -> None:
    async with start_both() as bot:
        assert "[1] Hangul" in (await bot.ask("/질문 how many letters had the original alphabet hangul")).text
        assert (await bot.ask("/nothing")).text.startswith("I do not know this command.")


async def test_greetings_and_thanks_are_returned(start_both: Start) -> None:
    async with start_both() as bot:
        hello = await bot.ask("Hello 👋")
        assert hello.text.startswith("Hello! Ask me a question")
        assert quotations(await bot.press(labels(hello)[0], hello))
        assert (await bot.ask("thank you!")).text.startswith("You are welcome.")
        jiho = TelegramUser(bot.server, 2002, "Jiho", "ko")
        for said, returned in (("안녕하세요!", "안녕하세요!"), ("고마워요 ㅎㅎ", "별말씀을요."), ("넵", "네.")):
            await jiho.send(said)
            assert (await jiho.reply()).text.startswith(returned)
        assert "Mention me" in (await bot.user.guest_message("@wipiverse_bot hi")).text
        assert bot.state.today()["questions"] == 1  # the example


async def test_yes_laughter_and_a_complaint_are_not_searched_for(start_both: Start) -> None:
    async with start_both() as bot:
        for text, begins in (
            ("yes", "All right. To go on, press"),
            ("hahaha", "🙂"),
            ("That's wrong!", "I am sorry. 👎"),
        ):
            assert (await bot.ask(text)).text.startswith(begins)
        assert "questions" not in bot.state.today()


async def test_no_word_at_all_and_asking_for_help_are_not_searched_for(start_both: Start) -> None:
    async with start_both() as bot:
        for text in ("?", "👍", "…!"):
            assert (await bot.ask(text)).text == "I can only read words. Write me a question."
        for question in ("What can you do?", "what's your name"):
            helped = await bot.ask(question)
            assert "/entry NAME opens an entry" in helped.text
            assert labels(helped)
        assert "Mention me" in (await bot.user.guest_message("@wipiverse_bot help")).text
        assert "questions" not in bot.state.today()


async def test_an_entry_that_is_called_like_a_greeting_is_offered(tmp_path: Path) -> None:
    source = tmp_path / "hello.jsonl"
    source.write_text('{"id": "h", "title": "Hello", "text": "Hello is a word."}\n', encoding="utf-8")
    async with running_bot(build_index(tmp_path / "data", source), tmp_path) as bot:
        hello = await bot.ask("hello")
        assert hello.text.startswith("Hello! Ask me a question")
        card = await bot.press("Hello", hello)
        assert covered_text(card, "bold") == ["Hello"]


async def test_an_entry_that_is_called_like_two_greetings_is_opened(tmp_path: Path) -> None:
    source = tmp_path / "hello.jsonl"
    source.write_text('{"id": "h", "title": "Hello, Goodbye", "text": "It is a song."}\n', encoding="utf-8")
    async with running_bot(build_index(tmp_path / "data", source), tmp_path) as bot:
        assert covered_text(await bot.ask("hello goodbye"), "bold") == ["Hello, Goodbye"]
        assert (await bot.ask("hello, good night")).text.startswith("You are welcome.")


async def test_a_greeting_edited_into_a_question_is_answered_in_place(start_both: Start) -> None:
    async with start_both() as bot:
        said = await bot.user.send("hello")
        greeted = await bot.user.reply()
        await bot.user.edit(said, "how many letters had the original alphabet hangul")
        answer = await bot.user.reply()
        assert answer.message_id == greeted.message_id
        assert quotations(answer)


async def test_what_is_said_of_an_answer_is_not_searched_for(start_both: Start) -> None:
    async with start_both() as bot:
        answer = await bot.ask("who discovered radium")
        for said, begins in (
            ("are you sure?", "I say nothing of my own:"),
            ("source?", "I say nothing of my own:"),
            ("shorter please", "I quote entries word for word"),
        ):
            assert (await bot.ask(said)).text.startswith(begins)
        assert (await bot.ask("really?", reply_to=answer)).text.startswith("I say nothing of my own:")
        assert (await bot.ask("and when did she die?")).text.startswith("about: Marie Curie")


async def test_who_writes_more_is_shown_the_passages_that_follow(start_both: Start) -> None:
    async with start_both() as bot:
        assert not (await bot.ask("more")).text.startswith("Passages")  # than nothing
        first = await bot.ask("who discovered radium")
        await bot.ask("thanks")
        assert (await bot.ask("more")).text.startswith("Passages 1 to 3 of ")
        further = await bot.ask("what else?")
        assert further.text.startswith("Passages 4 to 6 of ")
        assert (await bot.press("More passages", further)).text.startswith("Passages 7 to 9 of ")
        await bot.ask("how did the Korean War end")
        assert (await bot.ask("more please", reply_to=first)).text.startswith("Passages 10 to ")
        while (last := await bot.ask("more")).text.startswith("Passages"):
            assert "Korean War" in last.text or len(last.text) > 100
        assert last.text == "There are no further passages."


async def test_one_of_those_that_a_name_may_mean_is_chosen_in_words(start_both: Start) -> None:
    async with start_both() as bot:
        offered = [label for label in labels(await bot.ask("Mercury")) if "Search" not in label]
        assert covered_text(await bot.ask("the second one"), "bold") == [offered[1]]
        assert (await bot.ask("how hot is it")).text.startswith(f"about: {offered[1]}")


async def test_a_damaged_link_opens_its_entry_or_says_that_it_is_damaged(start_both: Start) -> None:
    async with start_both() as bot:
        whole = links(await bot.ask("who discovered radium"))[0]
        for damaged in (whole[:-6], f"{whole}_1"):
            await bot.user.open_link(damaged)
            assert "[1]" not in (opened := await bot.user.reply()).text
            assert "Contents" in labels(opened)
        for damaged in ("eAAAA", f"x{'A' * 12}", f"q{'A' * 40}"):
            await bot.user.open_link(f"https://t.me/wipiverse_bot?start={damaged}")
            assert (await bot.user.reply()).text.startswith("This link is damaged.")
        await bot.user.open_link("https://t.me/wipiverse_bot?start=inline")
        assert (await bot.user.reply()).text.startswith("Hello!")
