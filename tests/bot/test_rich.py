"""Rich messages: chosen by a user, and classic ones where a server does not take them."""

import json
from pathlib import Path

from tests.bot.conftest import Start
from tests.running_bot import build_index, labels, quotations, running_bot


async def test_rich_messages_are_sent_to_those_who_turn_them_on(start_both: Start) -> None:
    async with start_both() as bot:
        assert (await bot.ask("how many letters had the original alphabet hangul")).rich_message is None
        assert (await bot.ask("/rich on")).text.startswith("Rich messages are on.")
        answer = await bot.ask("how many letters had the original alphabet hangul")
        assert answer.rich_message is not None
        assert answer.rich_message["skip_entity_detection"] is True
        assert "<blockquote>" in answer.rich_message["html"]
        assert "📖 Read 1" in labels(answer)
        entry = await bot.press("📖 Read 1", answer)
        assert entry.rich_message is not None
        assert "<h1>Hangul</h1>" in entry.rich_message["html"]
        assert "<h2>Later use</h2>" in entry.rich_message["html"]
        assert (await bot.ask("/rich off")).text == "Rich messages are off."
        assert (await bot.ask("how many letters had the original alphabet hangul")).rich_message is None
        offer = await bot.ask("/rich")
        assert "/rich on" in offer.text
        assert labels(offer) == ["Rich messages: on", "• Rich messages: off"]
        assert "Rich messages: on" in (await bot.press("Rich messages: on", offer)).text
        assert (await bot.ask("how many letters had the original alphabet hangul")).rich_message is not None


async def test_a_citation_marks_the_words_in_a_rich_entry(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("/rich on")
        answer = await bot.ask("when had messenger entered orbit and mapped the whole globe of mercury")
        assert answer.rich_message is not None
        html = answer.rich_message["html"]
        link = html.split('<a href="')[1].partition('"')[0]
        await bot.user.open_link(link)
        entry = await bot.user.reply()
        assert entry.rich_message is not None
        marked = entry.rich_message["html"].split("<mark>")[1].split("</mark>")[0]
        assert "MESSENGER entered orbit in March 2011" in marked
        above, _, below = entry.rich_message["html"].partition('<p><a href="#quoted">↓ the words quoted</a></p>')
        assert above == "<h1>Mercury (planet)</h1>"
        assert '<a name="quoted"></a><mark>' in below
        await bot.ask("Which planet is closest to the Sun and measures about 4,880 km across?")
        top = await bot.press("📖 Read 1")
        assert top.rich_message is not None
        assert "<mark>Mercury is the smallest" in top.rich_message["html"]
        assert "#quoted" not in top.rich_message["html"]


async def test_cards_passages_contents_and_checks_are_rich_too(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("/rich on")
        card = await bot.ask("Marie Curie")
        assert card.rich_message is not None
        assert "<h1>Marie Curie</h1>" in card.rich_message["html"]
        await bot.press("Read all", card)
        contents = await bot.press("Contents")
        assert contents.rich_message is not None
        assert "Research" in labels(contents)
        turned = await bot.press("Research", contents)
        assert turned.rich_message is not None
        assert turned.message_id == contents.message_id
        await bot.ask("how many letters had the original alphabet hangul")
        more = await bot.press("More passages")
        assert more.rich_message is not None
        assert more.rich_message["html"].count("<blockquote>") == 3
        checked = await bot.ask("/check Mercury takes 100 days for one trip around the Sun.")
        assert checked.rich_message is not None
        assert "88 Earth days" in checked.rich_message["html"]


async def test_edited_questions_are_answered_richly_too(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("/rich on")
        asked = await bot.user.send("how many letters had the original alphabet hangul")
        answer = await bot.user.reply()
        await bot.user.edit(asked, "When did the Berlin Wall fall?")
        edited = await bot.user.reply()
        assert edited.message_id == answer.message_id
        assert edited.rich_message is not None
        assert "Berlin" in edited.text


async def test_a_server_without_rich_messages_gets_classic_ones_and_is_not_asked_again(start_both: Start) -> None:
    async with start_both() as bot:
        bot.server.without_rich_messages = True
        await bot.ask("/rich on")
        answers = [await bot.ask("how many letters had the original alphabet hangul") for _ in range(2)]
        assert all(quotations(answer) and answer.rich_message is None for answer in answers)
        assert [line for line in bot.server.refusals if "sendRichMessage" in line] == [
            "sendRichMessage: Not Found: method not found"
        ]
        assert "plain one" in (await bot.ask("/rich on")).text


async def test_inline_results_and_guest_answers_are_rich_too_where_the_server_takes_them(start_both: Start) -> None:
    question = "how many letters had the original alphabet hangul"
    async with start_both() as bot:
        await bot.ask("/rich on")
        for text, quoted in ((question, "<blockquote>"), ("marie curie", "<h1>Marie Curie</h1>")):
            found = await bot.user.inline_query(text)
            sent = await bot.user.choose_inline(found.results[0])
            assert sent.rich_message is not None
            assert quoted in sent.rich_message["html"]
            assert labels(sent) == ["Read the entry"]
            guest = await bot.user.guest_message(f"@wipiverse_bot {text}")
            assert guest.rich_message is not None
            assert quoted in guest.rich_message["html"]
        bot.server.without_rich_messages = True
        found = await bot.user.inline_query(f"{question}?")
        assert quotations(await bot.user.choose_inline(found.results[0]))
        assert quotations(await bot.user.guest_message(f"@wipiverse_bot {question}"))


async def test_a_refused_rich_message_goes_out_as_a_classic_one(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("/rich on")
        bot.server.fail_next("sendRichMessage", 400, description="Bad Request: RICH_MESSAGE_INVALID")
        assert (await bot.ask("how many letters had the original alphabet hangul")).rich_message is None
        assert (await bot.ask("how many letters had the original alphabet hangul")).rich_message is not None


async def test_a_long_rich_entry_is_paged_to_its_end_and_back(tmp_path: Path) -> None:
    paragraphs = [f"Paragraph {n} of the long entry. " + "Words follow words. " * 29 + "Its end." for n in range(150)]
    source = tmp_path / "long.jsonl"
    source.write_text(json.dumps({"title": "A long entry", "text": "\n\n".join(paragraphs)}), encoding="utf-8")
    async with running_bot(build_index(tmp_path / "data", source), tmp_path) as bot:
        await bot.ask("/rich on")
        page = await bot.ask("/entry A long entry")
        shown = [page.text]
        while "Next ▶" in labels(page):
            page = await bot.press("Next ▶", page)
            shown.append(page.text)
        assert len(shown) > 2
        assert all(sum(p in text for text in shown) == 1 for p in paragraphs)
        for text in reversed(shown[:-1]):
            page = await bot.press("◀ Back", page)
            assert page.text == text
