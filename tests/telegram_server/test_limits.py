"""The fake Telegram refuses, in Telegram's words, whatever passes a documented limit."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.error import BadRequest, EndPointNotFound, Forbidden

from tests.telegram_server import TelegramServer, TelegramUser

ADA = 1001
Call = Callable[[Bot], Awaitable[object]]


def button(text: str = "b", **action: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, **action)]])


def entities(*spans: tuple[str, int, int]) -> list[MessageEntity]:
    urls = {"text_link": "https://example.org"}
    return [MessageEntity(kind, start, length, url=urls.get(kind)) for kind, start, length in spans]


def article(number: int | str = 1, text: str = "text", **more: Any) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(str(number), "title", InputTextMessageContent(text), **more)


def link(url: str) -> list[MessageEntity]:
    return [MessageEntity("text_link", 0, 2, url=url)]


def rich(html: str) -> Call:
    message = {"chat_id": ADA, "rich_message": {"html": html}}
    return lambda bot: bot.do_api_request("sendRichMessage", message)


async def refusal(call: Call) -> tuple[str, list[str]]:
    """Make a call of a bot Ada has written to; return why it was refused, and the violations."""
    async with TelegramServer() as server:
        await TelegramUser(server, ADA).send("hello")
        async with Bot(server.token, base_url=server.base_url) as bot:
            with pytest.raises((BadRequest, EndPointNotFound, Forbidden)) as caught:
                await call(bot)
        return str(caught.value), server.violations


VIOLATIONS: list[tuple[str, Call]] = [
    # Text and entities
    ("message text is empty", lambda bot: bot.send_message(ADA, " \n")),
    ("message is too long", lambda bot: bot.send_message(ADA, "x" * 4097)),
    ("message is too long", lambda bot: bot.send_message(ADA, "😀" * 2048 + "x")),
    ("caption is too long", lambda bot: bot.send_document(ADA, b"x", caption="x" * 1025)),
    (
        "covers 0..3, the text has 2",
        lambda bot: bot.send_message(ADA, "😀", entities=entities(("bold", 0, 3))),
    ),
    ("covers 0..0", lambda bot: bot.send_message(ADA, "hi", entities=entities(("bold", 0, 0)))),
    ("cuts a surrogate", lambda bot: bot.send_message(ADA, "😀", entities=entities(("bold", 0, 1)))),
    (
        "overlap at 2",
        lambda bot: bot.send_message(ADA, "abcdef", entities=entities(("bold", 0, 4), ("italic", 2, 4))),
    ),
    (
        "blockquote contains expandable_blockquote",
        lambda bot: bot.send_message(
            ADA, "abcdef", entities=entities(("blockquote", 0, 6), ("expandable_blockquote", 2, 2))
        ),
    ),
    (
        "code contains bold",
        lambda bot: bot.send_message(ADA, "abcdef", entities=entities(("code", 0, 6), ("bold", 1, 2))),
    ),
    (
        "ENTITIES_TOO_LONG",
        lambda bot: bot.send_message(ADA, "x" * 101, entities=entities(*(("bold", i, 1) for i in range(101)))),
    ),
    ("no known type", lambda bot: bot.send_message(ADA, "hi", entities=entities(("shiny", 0, 2)))),
    ("needs url", lambda bot: bot.send_message(ADA, "hi", entities=[MessageEntity("text_link", 0, 2)])),
    ("is invalid", lambda bot: bot.send_message(ADA, "hi", entities=link("javascript:alert(1)"))),
    (
        "START_PARAM_INVALID",
        lambda bot: bot.send_message(ADA, "hi", entities=link("https://t.me/wipiverse_bot?start=" + "x" * 65)),
    ),
    # Markup
    ("Unsupported start tag", lambda bot: bot.send_message(ADA, "<h1>x</h1>", parse_mode="HTML")),
    ("Unsupported start tag", lambda bot: bot.send_message(ADA, "1 < 2", parse_mode="HTML")),
    ("'&' is not escaped", lambda bot: bot.send_message(ADA, "Q&A", parse_mode="HTML")),
    ("Can't find end tag", lambda bot: bot.send_message(ADA, "<b>x", parse_mode="HTML")),
    ("Unmatched end tag", lambda bot: bot.send_message(ADA, "<b><i>x</b></i>", parse_mode="HTML")),
    ("Unexpected end tag", lambda bot: bot.send_message(ADA, "x</b>", parse_mode="HTML")),
    ("HTML only", lambda bot: bot.send_message(ADA, "*x*", parse_mode="MarkdownV2")),
    # Keyboards
    (
        "BUTTON_DATA_INVALID",
        lambda bot: bot.send_message(ADA, "x", reply_markup=button(callback_data="한" * 22)),
    ),
    (
        "text must be non-empty",
        lambda bot: bot.send_message(ADA, "x", reply_markup=button("", url="https://a.b")),
    ),
    ("exactly one action", lambda bot: bot.send_message(ADA, "x", reply_markup=button())),
    (
        "exactly one action",
        lambda bot: bot.send_message(ADA, "x", reply_markup=button(callback_data="d", url="https://a.b")),
    ),
    ("URL 'ftp://a' is invalid", lambda bot: bot.send_message(ADA, "x", reply_markup=button(url="ftp://a"))),
    (
        "BUTTON_COPY_TEXT_INVALID",
        lambda bot: bot.send_message(ADA, "x", reply_markup=button(copy_text=CopyTextButton("x" * 257))),
    ),
    (
        "REPLY_MARKUP_TOO_LONG",
        lambda bot: bot.send_message(
            ADA,
            "x",
            reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("b", callback_data="d")]] * 101),
        ),
    ),
    # Replies, drafts, reactions
    (
        "QUOTE_TEXT_INVALID",
        lambda bot: bot.send_message(ADA, "x", reply_parameters=ReplyParameters(1, quote="Hello")),
    ),
    ("DRAFT_ID_INVALID", lambda bot: bot.send_message_draft(ADA, 0, "x")),
    ("REACTION_INVALID", lambda bot: bot.set_message_reaction(ADA, 1, ReactionTypeEmoji("🦔"))),
    ("wrong parameter action", lambda bot: bot.send_chat_action(ADA, "thinking")),
    # Inline and callback answers
    ("RESULTS_TOO_MUCH", lambda bot: bot.answer_inline_query("q", [article(i) for i in range(51)])),
    ("RESULT_ID_DUPLICATE", lambda bot: bot.answer_inline_query("q", [article(), article()])),
    ("RESULT_ID_INVALID", lambda bot: bot.answer_inline_query("q", [article("x" * 65)])),
    ("NEXT_OFFSET_INVALID", lambda bot: bot.answer_inline_query("q", [], next_offset="x" * 65)),
    ("message is too long", lambda bot: bot.answer_inline_query("q", [article(text="x" * 4097)])),
    (
        "START_PARAM_INVALID",
        lambda bot: bot.answer_inline_query("q", [], button=InlineQueryResultsButton("b", start_parameter="a b")),
    ),
    ("MESSAGE_TOO_LONG", lambda bot: bot.answer_callback_query("q", "x" * 201)),
    # Commands and descriptions
    ("BOT_COMMAND_INVALID", lambda bot: bot.set_my_commands([BotCommand("Ask", "ask")])),
    ("DESCRIPTION_INVALID", lambda bot: bot.set_my_commands([BotCommand("ask", "x" * 257)])),
    ("BOT_COMMANDS_TOO_MUCH", lambda bot: bot.set_my_commands([(f"c{i}", "d") for i in range(101)])),
    ("invalid language", lambda bot: bot.set_my_commands([("ask", "d")], language_code="en-US")),
    ("BOT_DESCRIPTION_TOO_LONG", lambda bot: bot.set_my_description("x" * 513)),
    ("BOT_SHORT_DESCRIPTION_TOO_LONG", lambda bot: bot.set_my_short_description("x" * 121)),
    ("secret token", lambda bot: bot.set_webhook("https://example.org", secret_token="a b")),
    ("HTTPS URL", lambda bot: bot.set_webhook("http://example.org")),
    # Rich messages
    ("RICH_MESSAGE_TOO_LONG", rich(f"<p>{'x' * 32_769}</p>")),
    ("more than 500 blocks", rich("<p>x</p>" * 501)),
    ("more than 16 levels", rich("<blockquote>" * 17 + "x" + "</blockquote>" * 17)),
    ("a block inside <p>", rich("<p><h1>x</h1></p>")),
    ("not supported here", rich("<script>x</script>")),
    ("belongs in one of", rich("<p><cite>x</cite></p>")),
    ("no anchor for", rich('<p><a href="#nowhere">x</a></p>')),
    ("not escaped", rich("<p>Q&A</p>")),
    (
        "exactly one of html and markdown",
        lambda bot: bot.do_api_request("sendRichMessage", {"chat_id": ADA, "rich_message": {"is_rtl": True}}),
    ),
    # The schema
    ("method not found", lambda bot: bot.do_api_request("sendTelepathy", {"chat_id": ADA})),
    ("unknown parameter", lambda bot: bot.send_message(ADA, "x", api_kwargs={"mood": "good"})),
    ("'rich_message' is missing", lambda bot: bot.do_api_request("sendRichMessage", {"chat_id": ADA})),
    ("Integer is wanted", lambda bot: bot.send_message(ADA, "x", message_thread_id="seven")),  # type: ignore[arg-type]
    (
        "has no field 'colour'",
        lambda bot: bot.send_message(ADA, "x", reply_markup=button(callback_data="d", api_kwargs={"colour": "r"})),
    ),
    (
        "needs the field 'offset'",
        lambda bot: bot.send_message(ADA, "x", api_kwargs={"entities": [{"type": "bold", "length": 1}]}),
    ),
    (
        "is always 'article'",
        lambda bot: bot.answer_inline_query("q", [article(api_kwargs={"type": "essay"})]),
    ),
]

# What a correct bot can run into: refused, but no violation.
MISFORTUNES: list[tuple[str, Call]] = [
    ("chat not found", lambda bot: bot.send_message(404, "x")),
    ("message to edit not found", lambda bot: bot.edit_message_text("x", ADA, 99)),
    ("message can't be edited", lambda bot: bot.edit_message_text("x", ADA, 1)),
    ("message to delete not found", lambda bot: bot.delete_message(ADA, 99)),
    ("message to be replied not found", lambda bot: bot.send_message(ADA, "x", reply_to_message_id=99)),
    ("message thread not found", lambda bot: bot.send_message(ADA, "x", message_thread_id=99)),
    ("query is too old", lambda bot: bot.answer_callback_query("unknown")),
    ("query is too old", lambda bot: bot.answer_inline_query("unknown", [])),
]


@pytest.mark.parametrize(("words", "call"), VIOLATIONS, ids=[f"{i} {case[0]}" for i, case in enumerate(VIOLATIONS)])
def test_what_no_correct_bot_sends_is_refused_and_recorded(words: str, call: Call) -> None:
    reason, violations = asyncio.run(refusal(call))
    assert words in reason or words in " ".join(violations)
    assert violations


@pytest.mark.parametrize(("words", "call"), MISFORTUNES, ids=[case[0] for case in MISFORTUNES])
def test_what_a_correct_bot_can_meet_is_refused_without_blame(words: str, call: Call) -> None:
    reason, violations = asyncio.run(refusal(call))
    assert words.lower() in reason.lower()
    assert violations == []


def test_a_group_takes_twenty_messages_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # the library warns about its older type of retry_after

    async def part() -> list[bool]:
        async with TelegramServer() as server:
            server.flood_limits = True
            server.clock = iter(float(second) for second in range(25)).__next__
            group = server.create_group("Readers")
            async with Bot(server.token, base_url=server.base_url) as bot:
                calls = [bot.send_message(group.id, "x") for _ in range(25)]
                sent = [(await asyncio.gather(call, return_exceptions=True))[0] for call in calls]
        return [isinstance(result, Message) for result in sent]

    assert asyncio.run(part()) == [True] * 20 + [False] * 5
