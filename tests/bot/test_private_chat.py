"""What a person meets in a private chat with the bot."""

import json
import time
from pathlib import Path

from corpus.entry import link_of
from tests.bot.conftest import Start
from tests.running_bot import SAMPLE, build_index, labels, links, quotations, running_bot
from tests.telegram_server import covered_text


async def test_a_question_is_answered_with_quotations_and_citations(start_both: Start) -> None:
    async with start_both() as bot:
        answer = await bot.ask("How long does Mercury take to go around the Sun?")
        quoted = quotations(answer)
        assert "88 Earth days" in quoted[0]
        assert answer.reply_to is None
        assert covered_text(answer, "blockquote") == quoted[:1]
        assert covered_text(answer, "expandable_blockquote") == quoted[1:]
        assert len(quoted) == 3
        assert all(any(text in entry.text for entry in bot.entries()) for text in quoted)
        assert covered_text(answer, "text_link")[0] == "Mercury (planet)"
        assert "[1] Mercury (planet) · Orbit and rotation" in answer.text
        assert "[2] " in answer.text
        assert bot.user.private().actions == ["typing"]
        assert labels(answer)[:3] == ["📖 Read 1", "📖 Read 2", "📖 Read 3"]
        assert labels(answer)[3:] == ["More passages", "Share", "👍", "👎"]


async def test_a_misspelled_word_is_answered_as_what_was_meant_and_said_to_be(start_both: Start) -> None:
    async with start_both() as bot:
        answer = await bot.ask("How long does Mercurry take to go around the Sun?")
        assert covered_text(answer, "italic")[0] == "“Mercurry” read as “Mercury”"
        assert answer.text.startswith("“Mercurry” read as “Mercury”\n")
        assert "88 Earth days" in quotations(answer)[0]
        passages = await bot.press("More passages")
        assert "Mercury (planet)" in passages.text
        absent = await bot.ask("What is unanswerrable about the comet of Halley?")
        assert "read as" not in absent.text  # in no entry, and like no word of any


async def test_a_citation_opens_the_entry_where_it_was_quoted(start_both: Start) -> None:
    async with start_both() as bot:
        answer = await bot.ask("when had messenger entered orbit and mapped the whole globe of mercury")
        await bot.user.open_link(links(answer)[0])
        entry = await bot.user.reply()
        assert entry.text.startswith("Mercury (planet)\n")
        assert "Exploration" in covered_text(entry, "bold")
        (cited,) = covered_text(entry, "blockquote")
        assert "MESSENGER entered orbit in March 2011" in cited
        assert quotations(answer)[0] in cited


async def test_read_buttons_open_the_entry_in_a_new_message(start_both: Start) -> None:
    async with start_both() as bot:
        answer = await bot.ask("How long does Mercury take to go around the Sun?")
        entry = await bot.press("📖 Read 1")
        assert entry.message_id != answer.message_id
        assert entry.text.startswith("Mercury (planet)\n")
        assert {"Contents", "As file"} <= set(labels(entry))
        assert quotations(answer)[0] in quotations(entry)[0]


async def test_what_is_not_in_the_encyclopedia_is_said_to_be_missing(start_both: Start) -> None:
    async with start_both() as bot:
        answer = await bot.ask("What is unanswerable about the comet of Halley?")
        assert answer.text == "The encyclopedia says nothing about this. The nearest entries:"
        assert "Halley's Comet" in labels(answer)
        card = await bot.press("Halley's Comet")
        assert covered_text(card, "bold") == ["Halley's Comet"]


async def test_the_name_of_an_entry_shows_its_card(start_both: Start) -> None:
    async with start_both() as bot:
        card = await bot.ask("  marie CURIE ")
        assert covered_text(card, "bold") == ["Marie Curie"]
        assert labels(card)[:2] == ["Read all", "Contents"]
        contents = await bot.press("Contents", card)
        section = await bot.press("Death and legacy", contents)
        assert "Death and legacy" in covered_text(section, "bold")


async def test_an_alias_in_another_script_is_a_name_too(start_both: Start) -> None:
    async with start_both() as bot:
        assert covered_text(await bot.ask("세종대왕"), "bold") == ["Sejong the Great"]


async def test_an_ambiguous_name_asks_which_one_is_meant(start_both: Start) -> None:
    async with start_both() as bot:
        meant = await bot.ask("Mercury")
        assert meant.text == "Did you mean:"
        assert {"Mercury (planet)", "Mercury (element)", "Mercury (mythology)"} <= set(labels(meant))
        card = await bot.press("Mercury (element)")
        assert card.message_id == meant.message_id
        assert covered_text(card, "bold") == ["Mercury (element)"]


async def test_a_korean_name_leads_to_what_has_it_in_english(start_both: Start) -> None:
    async with start_both() as bot:
        assert covered_text(await bot.ask("마리 퀴리"), "bold") == ["Marie Curie"]
        meant = await bot.ask("피닉스")
        assert {"Phoenix (constellation)", "Phoenix (mythology)", "Phoenix, Arizona"} <= set(labels(meant))
        assert (await bot.ask("/entry 흑사병")).text.startswith("Black Death\n")
        assert quotations(await bot.ask("마리 퀴리는 언제 죽었나요"))  # asked about, and not only named
        found = await bot.user.inline_query("파나마 운하")
        assert found.results[0]["title"] == "Panama Canal"


async def test_the_address_of_a_wikis_page_is_the_name_of_an_entry(start_both: Start) -> None:
    async with start_both() as bot:
        for address, title in (
            ("https://en.wikipedia.org/wiki/Marie_Curie", "Marie Curie"),
            ("https://en.m.wikipedia.org/wiki/Anton%C3%ADn_Dvo%C5%99%C3%A1k#Life", "Antonín Dvořák"),
            ("en.wikipedia.org/wiki/Mercury_(planet)?useskin=vector", "Mercury (planet)"),
            ("http://localhost:8080/wiki/Machu_Picchu/", "Machu Picchu"),
            ("https://ko.wikipedia.org/wiki/%EB%A7%88%EB%A6%AC_%ED%80%B4%EB%A6%AC", "Marie Curie"),
        ):
            assert covered_text(await bot.ask(address), "bold") == [title]
        assert "[1] Marie Curie" in (await bot.ask("when did she die?")).text
        assert {"Mercury (planet)", "Mercury (element)"} <= set(labels(await bot.ask("en.wikipedia.org/wiki/Mercury")))
        assert (await bot.ask("/entry https://en.wikipedia.org/wiki/Alan_Turing")).text.startswith("Alan Turing\n")
        guest = await bot.user.guest_message("@wipiverse_bot https://en.wikipedia.org/wiki/Alan_Turing")
        assert covered_text(guest, "bold") == ["Alan Turing"]
        assert covered_text(await bot.ask("https://example.org/Alan_Turing"), "bold") != ["Alan Turing"]


async def test_a_misspelled_name_offers_the_right_one_and_a_search(start_both: Start) -> None:
    async with start_both() as bot:
        meant = await bot.ask("Macchu Pichu")
        assert labels(meant) == ["Machu Picchu", "🔎 Search all entries"]
        answer = await bot.press("🔎 Search all entries")
        assert answer.message_id == meant.message_id


async def test_entry_command(start_both: Start) -> None:
    async with start_both() as bot:
        entry = await bot.ask("/entry Alan Turing")
        assert entry.text.startswith("Alan Turing\n")
        assert "Did you mean" in (await bot.ask("/entry Mercury")).text
        assert "no entry of that name" in (await bot.ask("/entry xqzptlw")).text
        assert "/entry Mount Everest" in (await bot.ask("/entry")).text


async def test_a_long_entry_is_paged_in_place(tmp_path: Path, *, webhook: bool) -> None:
    paragraphs = [f"Paragraph {n} of the long entry. " + "Words follow words. " * 30 for n in range(30)]
    paragraphs = [paragraph.strip() for paragraph in paragraphs]
    text = "\n\n".join(paragraphs)
    middle = text.index("Paragraph 15")
    long = {
        "id": "long", "title": "A long entry", "text": text,
        "sections": [
            {"title": "First half", "level": 1, "start": 0, "end": middle - 2},
            {"title": "Second half", "level": 1, "start": middle, "end": len(text)},
        ],
    }  # fmt: skip
    source = tmp_path / "long.jsonl"
    source.write_text(json.dumps(long) + "\n", encoding="utf-8")
    async with running_bot(build_index(tmp_path / "data", source), tmp_path, webhook=webhook) as bot:
        page = await bot.ask("/entry A long entry")
        first, shown = page, [page.text]
        while "Next ▶" in labels(page):
            page = await bot.press("Next ▶")
            shown.append(page.text)
        assert page.message_id == first.message_id
        assert all(sum(p in text for text in shown) == 1 for p in paragraphs)
        assert shown[0].endswith(f"part 1 of {len(shown)}")
        assert shown[-1].endswith(f"part {len(shown)} of {len(shown)}")
        await bot.press("◀ Back")
        contents = await bot.press("Contents")
        assert labels(contents) == ["Beginning", "First half", "Second half"]
        assert "Paragraph 15 " in (await bot.press("Second half")).text
        file = await bot.press("As file")
        assert file.document is not None
        assert file.document.name == "A long entry.txt"
        assert all(p in file.document.data.decode() for p in paragraphs)


async def test_more_passages(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("How long does Mercury take to go around the Sun?")
        more = await bot.press("More passages")
        assert more.text.startswith("Passages 1 to 3 of ")
        assert all(any(text in entry.text for entry in bot.entries()) for text in quotations(more))
        assert (await bot.press("More passages", more)).text.startswith("Passages 4 to 6 of ")


async def test_passages_end(start_both: Start) -> None:
    async with start_both() as bot:
        shown = await bot.ask("how many letters had the original alphabet hangul")
        pressed = 0
        while "More passages" in labels(shown):
            shown = await bot.press("More passages", shown)
            pressed += 1
        assert shown.text.startswith("Passages 28 to 30 of 30:")
        assert pressed == 10
        assert labels(shown) == []


async def test_sharing_hands_the_question_to_inline_mode(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("how many letters had the original alphabet hangul")
        query = await bot.user.press("Share")
        assert query == "how many letters had the original alphabet hangul"
        assert (await bot.user.inline_query(query)).results


async def test_verdicts_are_counted_once(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("how many letters had the original alphabet hangul")
        for _ in range(2):
            answer = await bot.user.callback_answer(await bot.user.press("👍"))
            assert "glad it helped" in answer["text"]
        assert "noted" in (await bot.user.callback_answer(await bot.user.press("👎")))["text"]
        assert bot.state.today()["helpful"] == 1


async def test_a_follow_up_is_read_in_the_context_of_the_answer_before(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("Marie Curie")
        answer = await bot.ask("and when did she die?")
        assert answer.text.startswith("about: Marie Curie\n")
        assert "[1] Marie Curie" in answer.text
        assert "✕ Marie Curie" in labels(answer)
        alone = await bot.press("✕ Marie Curie")
        assert alone.message_id == answer.message_id
        assert "about:" not in alone.text


async def test_new_forgets_the_context(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("Marie Curie")
        assert (await bot.ask("/new")).text.startswith("Forgotten.")
        assert "about:" not in (await bot.ask("and when did she die?")).text


async def test_the_context_expires_after_half_an_hour(start_both: Start) -> None:
    async with start_both() as bot:
        await bot.ask("Marie Curie")
        bot.state._clock = lambda: time.time() + 29 * 60
        assert "about:" in (await bot.ask("and when did she die?")).text
        bot.state._clock = lambda: time.time() + 60 * 60
        assert "about:" not in (await bot.ask("and when did she die?")).text


async def test_an_edited_question_is_answered_in_place(start_both: Start) -> None:
    async with start_both() as bot:
        asked = await bot.user.send("how many letters had the original alphabet hangul")
        answer = await bot.user.reply()
        await bot.user.edit(asked, "When did the Berlin Wall fall?")
        edited = await bot.user.reply()
        assert edited.message_id == answer.message_id
        assert "[1] Fall of the Berlin Wall" in edited.text
        assert "Hangul" not in quotations(edited)[0]


async def test_deep_links_are_right_after_a_rebuild_and_say_when_the_text_has_changed(
    tmp_path: Path, *, webhook: bool
) -> None:
    entry = {
        "id": "w",
        "title": "Widget",
        "text": "A widget is a thing.\n\nWidgets were invented in Boston in 1899.",
    }
    source = tmp_path / "w.jsonl"

    def rebuild(text: str) -> None:
        source.write_text(SAMPLE.read_text("utf-8") + json.dumps(entry | {"text": text}) + "\n", encoding="utf-8")
        build_index(tmp_path / "data", source)

    rebuild(entry["text"])
    async with running_bot(tmp_path / "data", tmp_path, webhook=webhook) as bot:
        answer = await bot.ask("When were widgets invented in Boston?")
        quoted, link = quotations(answer)[0], links(answer)[0]
        assert link_of("w") in link
        rebuild(f"Something new stands before it.\n\n{entry['text']}")
        await bot.user.open_link(link)
        moved = await bot.user.reply()
        assert moved.text.startswith("The entry has changed since it was quoted; the quoted words now stand here:")
        assert quoted in moved.text
        rebuild("All of it was written anew.")
        await bot.user.open_link(link)
        gone = await bot.user.reply()
        assert gone.text.startswith("The text has changed since it was quoted, and these words are gone.")
        assert "All of it was written anew." in gone.text
        source.write_text(SAMPLE.read_text("utf-8"), encoding="utf-8")
        build_index(tmp_path / "data", source)
        await bot.user.open_link(link)
        assert (await bot.user.reply()).text == "This entry is no longer in the encyclopedia."
