"""Messages made of any text whatever: Telegram accepts them, and quotations are what the entry says."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup, MessageEntity

from bot.messages.keyboards import answer_buttons, card_buttons, contents_buttons, entries_buttons, page_buttons
from bot.messages.links import Place, read_payload, resolve
from bot.messages.measure import cut, fitting, units
from bot.messages.pages import CLASSIC, RICH, Page, Piece, Room, page_at, pages
from bot.messages.render import (
    Text,
    answer_text,
    card_text,
    check_text,
    citation_text,
    entry_file,
    entry_text,
    not_found_names_text,
    not_found_text,
    noticed,
    passages_text,
    quote_url,
)
from bot.messages.rich import answer_html, card_html, check_html, contents_html, entry_html, if_it_fits, passages_html
from bot.telegram.delivery import content
from bot.telegram.inline import article
from bot.wording import languages, wording_for
from corpus.entry import Entry, Section, why_unusable
from retrieval.results import DOUBTFUL, Answer, Citation, Hit, Passage, Quote
from tests.telegram_server.entities import check_entities, utf16_slice
from tests.telegram_server.entities import check_text as check_length
from tests.telegram_server.limits import check_reply_markup, check_result
from tests.telegram_server.links import deep_link
from tests.telegram_server.rich import check_rich_message

BOT = "wipiverse_bot"
WORDINGS = list(languages().values())
AWKWARD = [
    "😀",
    "👩‍👩‍👧‍👦",
    "🇰🇷",
    "שלום",
    "مرحبا",
    "\u202e",
    "<b>",
    "</blockquote>",
    "&amp;",
    '"',
    "_*[](`",
    "é",
    "e\u0301",
    "\n",
]
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
lines = st.lists(st.one_of(st.sampled_from(AWKWARD), words), min_size=1, max_size=30).map(" ".join)
paragraphs = st.one_of(lines, st.tuples(lines, st.integers(1, 900)).map(lambda p: (p[0] * p[1])[:20_000]))
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    text = "\n\n".join(draw(st.lists(paragraphs, min_size=1, max_size=8)))
    title = draw(st.one_of(lines, words, words.map(" {} ".format)))[:500]
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    sections = tuple(
        Section(draw(lines)[:200], draw(st.integers(1, 4)), start, end) for start, end in pairwise([*cuts, len(text)])
    )
    entry = Entry(draw(words), title, text or "t", (), sections)
    return entry if why_unusable(entry.title, entry.text) is None else Entry("e", "title", "text")


@st.composite
def answers(draw: st.DrawFn) -> tuple[Answer, list[Entry]]:
    cited = draw(st.lists(entries(), min_size=1, max_size=5))
    citations, hits = [], []
    for number, entry in enumerate(cited, 1):
        start, end = draw(st.sampled_from(entry.paragraphs()))
        first = draw(st.integers(start, end - 1))
        while entry.text[first].isspace():
            first -= 1
        section = entry.section_at(first)
        quote = Quote.cut(entry, first, end)
        citations.append(Citation(number, entry.title, quote, section.title if section else None, 1))
        hits.append(Hit(Passage(number, entry.id, first, end, quote.text), entry.title, number, 1.0))
    read_as = draw(st.lists(st.tuples(words, words), max_size=4))
    nearest, confidence = tuple(e.title for e in cited), draw(st.sampled_from([0.1, 0.9]))
    return Answer(draw(lines), tuple(citations), tuple(hits), confidence, nearest, corrections=tuple(read_as)), cited


def accepted(text: Text, keyboard: InlineKeyboardMarkup | None = None) -> list[dict[str, Any]]:
    """What Telegram's checks say to a message: nothing, or they raise."""
    entities = [entity.to_dict() for entity in text.entities]
    check_length(text.text)
    check_entities(text.text, entities)
    assert text.text == text.text.strip(), "Telegram would strip it and move the entities"
    if keyboard is not None:
        check_reply_markup(keyboard.to_dict())
    return entities


def quoted(text: Text) -> Iterator[str]:
    for entity in accepted(text):
        if "blockquote" in entity["type"]:
            yield utf16_slice(text.text, entity["offset"], entity["length"])


@few
@given(answers(), st.sampled_from(WORDINGS), st.one_of(st.none(), lines))
def test_any_answer_is_accepted_and_quotes_what_the_entries_say(made: Any, wording: Any, about: str | None) -> None:
    answer, cited = made
    text = answer_text(answer, wording, BOT, about)
    accepted(text, answer_buttons(answer, wording, 10**12, answer.question, about))
    quotations = list(quoted(text))
    assert len(quotations) >= min(3, len(cited))
    assert all(any(words in entry.text for entry in cited) for words in quotations)
    for citation in answer.citations:
        assert all(words in cited[citation.number - 1].text for words in quoted(citation_text(citation, wording, BOT)))
    assert list(quoted(check_text(answer, wording, BOT)))
    passages = passages_text(answer.hits[:3], 1, 30, wording, BOT)
    assert all(any(words in entry.text for entry in cited) for words in quoted(passages))
    for html in (answer_html(answer, wording, BOT, about), check_html(answer, wording, BOT)):
        if units(html) <= 30_000:
            check_rich_message({"html": html})
    check_rich_message({"html": passages_html(answer.hits[:3], 1, 30, wording, BOT)})


def test_what_probably_does_not_answer_is_said_to_be_doubtful() -> None:
    entry = Entry("e", "Title", "Some words.")
    citations = (Citation(1, "Title", Quote.cut(entry, 0, 11), None, 1),)
    for wording in WORDINGS:
        for confidence, doubted in ((DOUBTFUL - 0.01, True), (DOUBTFUL, False)):
            answer = Answer("q", citations, (), confidence, corrections=(("wrods", "words"),))
            assert answer.doubtful is doubted
            text, html = answer_text(answer, wording, BOT), answer_html(answer, wording, BOT)
            assert (f"\n{wording.doubtful}\nSome words." in text.text) is doubted  # below how it was read
            assert (f"<p><i>{wording.doubtful}</i></p><blockquote>" in html) is doubted
            # Whoever has a claim checked is told that this comes closest anyway.
            assert wording.doubtful not in check_text(answer, wording, BOT).text
        refused = Answer("q", (), (), 0.01)
        assert not refused.doubtful
        assert wording.doubtful not in not_found_text(refused, wording, None, nearest=False).text


def test_an_endless_sentence_is_folded() -> None:
    for length, kind in ((20, "blockquote"), (300, "expandable_blockquote")):
        entry = Entry("e", "Title", "word " * length + "end.")
        answer = Answer("q", (Citation(1, "Title", Quote.cut(entry, 0, len(entry.text)), None, 1),), (), 0.9)
        assert [e.type for e in answer_text(answer, WORDINGS[0], BOT).entities if "quote" in e.type] == [kind]


@few
@given(answers())
def test_any_citation_leads_back_to_its_words(made: Any) -> None:
    answer, cited = made
    for citation, entry in zip(answer.citations, cited, strict=True):
        found = deep_link(quote_url(BOT, citation.quote))
        assert found is not None
        link = read_payload(found[1])
        assert link is not None
        assert link.entry == entry.link
        place = resolve(link, entry)
        assert (place.start, place.end, place.state) == (citation.quote.start, citation.quote.end, "same")
        longer = Entry(entry.id, entry.title, f"Before.\n\n{entry.text}")
        moved = resolve(link, longer)
        assert moved.state == "same" or longer.text[moved.start : moved.end] in {citation.quote.text, ""}


@few
@given(entries(), st.sampled_from(WORDINGS))
def test_any_entry_is_shown_whole_in_accepted_pages(entry: Entry, wording: Any) -> None:
    everything = pages(entry)
    shown = ""
    for page in everything:
        text = entry_text(entry, page, wording)
        accepted(text, page_buttons(entry, page, everything, wording))
        for piece in page.pieces:
            assert entry.text[piece.start : piece.end] in text.text
            shown += entry.text[piece.start : piece.end]
        assert page_at(everything, page.start) == page
    assert "".join(shown.split()) == "".join(entry.text.split())
    for page in pages(entry, RICH):
        check_rich_message({"html": entry_html(entry, page, wording)})
    accepted(card_text(entry), card_buttons(entry, wording))
    check_rich_message({"html": card_html(entry)})
    check_rich_message({"html": contents_html(entry, wording)})
    check_reply_markup(contents_buttons(entry, wording).to_dict())
    offered = entries_buttons([(entry.title, entry.link)] * 8, wording, search_id=10**12, dropped=(10**12, entry.title))
    assert offered is not None
    check_reply_markup(offered.to_dict())
    name, content = entry_file(entry)
    assert 4 < len(name) <= 64
    assert content


@few
@given(entries(), st.data())
def test_a_cited_paragraph_is_set_off_where_the_entry_opens(entry: Entry, data: st.DataObject) -> None:
    start, end = data.draw(st.sampled_from(entry.paragraphs()))
    link = read_payload(deep_link(quote_url(BOT, Quote.cut(entry, start, end)))[1])  # type: ignore[index]
    assert link is not None
    place = resolve(link, entry)
    page = page_at(pages(entry), place.start)
    text = entry_text(entry, page, WORDINGS[0], place)
    set_off = list(quoted(text))
    assert set_off
    assert entry.text[start : start + 20].split()[0] in set_off[0]
    assert all(words in entry.text for words in set_off)
    check_rich_message({"html": entry_html(entry, page_at(pages(entry, RICH), place.start), WORDINGS[0], place)})


@few
@given(entries())
def test_any_entry_is_an_accepted_inline_result(entry: Entry) -> None:
    for html in (None, card_html(entry)):
        says = content(card_text(entry), html)
        check_result(article(entry.id, entry.title, entry.text, says, "Read", "https://t.me/b?start=e").to_dict())


@given(st.text(), st.integers(1, 50))
def test_what_fits_fits(text: str, room: int) -> None:
    assert units(text[: fitting(text, room)]) <= room
    assert units(cut(text, room)) <= room


@pytest.mark.parametrize(
    ("sentence", "rest"),
    [
        ("It is red. ", "It is blue and long."),
        ("花は青い。", "国の人口は三百万人である。"),
        ("「青い。」", "と彼は言った。"),
    ],
)
def test_a_text_is_cut_behind_a_sentence(sentence: str, rest: str) -> None:
    assert fitting(sentence + rest, len(sentence) + 2) == len(sentence.rstrip())


def test_pages_end_with_paragraphs_and_stay_below_the_limit() -> None:
    text = "\n\n".join(f"{number} " + "word " * 99 + "end." for number in range(40))
    everything = pages(Entry("e", "Title", text))
    assert len(everything) == 10
    for page in everything:
        assert text[page.end - 4 : page.end] == "end."
        assert page.end - page.start <= CLASSIC.text + 10
    astral = Entry("e", "Title", "\n\n".join(["😀" * 1_100] * 6))
    assert [units(astral.text[page.start : page.end]) for page in pages(astral)] == [2_200] * 6


@pytest.mark.parametrize("room", [CLASSIC, RICH])
def test_a_page_has_no_more_paragraphs_and_headings_than_a_message_takes(room: Room) -> None:
    sections = tuple(Section("S", level, start, start + 3) for start in range(0, 5_000, 5) for level in (1, 2))
    entry = Entry("e", "Title", "\n\n".join(["yes"] * 1_000), (), sections)
    blocks = [sum(1 + len(piece.headings) for piece in page.pieces) for page in pages(entry, room)]
    assert max(blocks) == room.blocks // 3 * 3
    assert sum(blocks) == 3_000


def test_words_quoted_are_set_off_to_their_end_and_no_further() -> None:
    entry = Entry("e", "Title", "First. Then more.")
    page = Page(1, 1, (Piece(0, 6), Piece(6, 17)))  # as of a paragraph too long for one message
    one, both = Place(0, 6, "same"), Place(0, 17, "same")
    assert list(quoted(entry_text(entry, page, WORDINGS[0], one))) == ["First."]
    assert entry_html(entry, page, WORDINGS[0], one).count("<mark>") == 1
    assert len(list(quoted(entry_text(entry, page, WORDINGS[0], both)))) == 2
    assert entry_html(entry, page, WORDINGS[0], both).count("<mark>") == 2
    assert entry_html(entry, page, WORDINGS[0], both).count('name="quoted"') == 1


def test_a_rich_message_that_is_too_long_is_none() -> None:
    assert if_it_fits("😀" * 15_000)
    assert if_it_fits("😀" * 15_001) is None


def test_who_asks_in_korean_of_english_entries_is_told_so() -> None:
    words = wording_for("ko")
    told = not_found_text(Answer("q", (), (), 0.0, foreign=True), words, None, nearest=True)
    assert told.text == f"{words.in_english}\n{words.not_found_nearest}"
    assert not_found_text(Answer("q", (), (), 0.0), words, None, nearest=True).text == words.not_found_nearest
    claim = check_text(Answer("q", (), (), 0.0, foreign=True), words, BOT)
    assert claim.text == f"{words.in_english}\n{words.not_found}"


def test_where_there_are_no_buttons_the_nearest_entries_stand_below_the_same_words() -> None:
    words = wording_for("en")
    refused = Answer("q", (), (), 0.0, foreign=True, corrections=(("wrods", "words"),))
    for nearest in ([], [("Title", "abc"), ("Other", "def")]):
        told = not_found_names_text(refused, words, nearest, BOT)
        above = not_found_text(refused, words, None, nearest=bool(nearest)).text
        assert told.text == above + "".join(f"\n· {title}" for title, _ in nearest)
        assert len([entity for entity in told.entities if entity.type == "text_link"]) == len(nearest)
    assert "“wrods” read as “words”" in told.text


def test_what_is_cut_says_so_and_every_answer_has_room_for_a_notice() -> None:
    entry = Entry("e", "Title", "word " * 1_000 + "end")
    for length in range(3_600, len(entry.text), 50):
        quote = Quote.cut(entry, 0, length)
        answer = Answer("q", (Citation(1, "Title " * 20, quote, "Section " * 15, 1),), (), 0.9)
        for spoken in WORDINGS:
            said = answer_text(answer, spoken, BOT)
            assert said.text.endswith(f"({spoken.shortened})") == (next(quoted(said)) != entry.text[:length].strip())
            assert noticed(said, spoken.perhaps_twice).text.startswith(spoken.perhaps_twice)


def test_a_notice_moves_what_is_below_it() -> None:
    above = noticed(Text("a title", (MessageEntity("bold", 2, 5),)), "😀 twice")
    assert [utf16_slice(above.text, e["offset"], e["length"]) for e in accepted(above)] == ["😀 twice", "title"]


def test_a_file_has_a_name() -> None:
    assert entry_file(Entry("e", "AC/DC: \N{SNOWMAN}", "text"))[0] == "AC_DC_ _.txt"
    assert entry_file(Entry("e", " " * 60 + "x", "text"))[0] == "entry.txt"


def test_of_very_many_sections_the_outermost_are_shown() -> None:
    parts = [f"Part {number}." for number in range(130)]
    text, starts = "\n\n".join(parts), [0]
    for part in parts[:-1]:
        starts.append(starts[-1] + len(part) + 2)

    def labels_of(level_of: int) -> list[str]:
        sections = (
            Section(f"Heading {n} {'and more ' * 8}", 1 if n % level_of == 0 else 2, start, start + 3)
            for n, start in enumerate(starts)
        )
        keyboard = contents_buttons(Entry("e", "Title", text, (), tuple(sections)), WORDINGS[0])
        accepted(Text("Title"), keyboard)
        return [button.text for row in keyboard.inline_keyboard for button in row]

    assert [label.split()[1] for label in labels_of(10)[1:]] == [str(n) for n in range(0, 130, 10)]
    assert [label.split()[1] for label in labels_of(1)[1:]] == [str(n) for n in range(40)]
    assert max(map(units, labels_of(1))) <= 40


def test_of_many_headings_before_a_paragraph_the_last_are_shown() -> None:
    sections = tuple(Section(f"Heading {number}", 1, 0, 4) for number in range(150))
    entry = Entry("e", "Title", "Text", (), sections)
    text = entry_text(entry, pages(entry)[0], WORDINGS[0])
    accepted(text)
    assert text.text.split("\n\n")[1].splitlines()[0] == "Heading 140"
