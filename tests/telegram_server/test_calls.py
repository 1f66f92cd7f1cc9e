"""python-telegram-bot calls the fake Telegram as it would the real one, and is answered the same way."""

import pytest
from aiohttp import ClientSession
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    ForceReply,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    EndPointNotFound,
    Forbidden,
)

from tests.telegram_server import OFFICIAL_SCHEMA, render_transcript
from tests.telegram_server.builtin_table import METHODS, OBJECTS, UNIONS
from tests.telegram_server.methods import METHODS as IMPLEMENTED
from tests.telegram_server.scenes import KEYBOARD, RICH, Scene, official, play
from tests.telegram_server.schema import read_official_schema, schema_from_table


@pytest.mark.parametrize("schema_path", [OFFICIAL_SCHEMA, None], ids=["official", "built-in"])
def test_ordinary_calls_pass(schema_path: object) -> None:
    async def part(stage: Scene) -> None:
        bot, ada, chat = stage.bot, stage.ada, stage.ada.private()
        text = "😀 Baltic states"
        entities = [
            MessageEntity("blockquote", 0, 16),
            MessageEntity("text_link", 3, 6, url="https://example.org"),
        ]
        sent = await bot.send_message(
            ada.id,
            text,
            entities=entities,
            reply_markup=KEYBOARD,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=ReplyParameters(1, quote="world"),
        )
        assert sent.parse_entity(sent.entities[1]) == "Baltic"
        assert sent.quote is not None
        assert sent.quote.position == 6
        assert (await ada.reply()).text == text
        await sent.edit_text("<b>New</b> &lt;text&gt;", parse_mode="HTML")
        assert chat.messages[-1].text == "New <text>"
        assert chat.messages[-1].entities == [{"type": "bold", "offset": 0, "length": 3}]
        assert chat.messages[-1].edits == [text]
        assert chat.messages[-1].buttons == []
        await sent.edit_reply_markup(KEYBOARD)
        await bot.send_message(ada.id, "which?", reply_markup=ForceReply())
        await bot.send_chat_action(ada.id, "typing")
        await bot.set_message_reaction(ada.id, 1, "👍")
        await bot.send_message_draft(ada.id, 7, "…")
        await sent.delete()
        assert chat.actions == ["typing"]
        assert [message.text for message in chat.messages if not message.deleted] == ["hello world", "which?"]

    play(part, schema_path=schema_path)


def test_documents_are_kept_and_can_be_downloaded() -> None:
    async def part(stage: Scene) -> None:
        sent = await stage.bot.send_document(stage.ada.id, "글".encode(), caption="all of it", filename="entry.txt")
        kept = (await stage.ada.reply()).document
        assert kept is not None
        assert (kept.name, kept.data.decode()) == ("entry.txt", "글")
        assert sent.document is not None
        assert await (await sent.document.get_file()).download_as_bytearray() == kept.data
        await stage.bot.send_document(stage.ada.id, sent.document.file_id)

    play(part)


def test_rich_messages_are_taken_unless_the_server_is_old() -> None:
    async def part(stage: Scene) -> None:
        call, message = stage.bot.do_api_request, {"chat_id": stage.ada.id, "rich_message": RICH}
        await call("sendRichMessageDraft", {**message, "draft_id": 1})
        sent = await call("sendRichMessage", message, return_type=Message)
        assert isinstance(sent, Message)
        await sent.edit_text("", api_kwargs={"rich_message": {"html": "<p>Other</p>"}})
        assert (await stage.ada.reply()).rich_message == RICH
        assert (await stage.ada.reply()).text == "Other"
        stage.server.without_rich_messages = True
        with pytest.raises(EndPointNotFound):
            await call("sendRichMessage", message)
        with pytest.raises(BadRequest, match="text is empty"):
            await sent.edit_text("", api_kwargs={"rich_message": RICH})

    play(part)


def test_commands_and_descriptions_are_kept_by_scope_and_language() -> None:
    async def part(stage: Scene) -> None:
        scope = BotCommandScopeAllPrivateChats()
        await stage.bot.set_my_commands([BotCommand("ask", "질문")], scope, "ko")
        assert [c.description for c in await stage.bot.get_my_commands(scope, "ko")] == ["질문"]
        assert stage.server.commands_of() == []
        await stage.bot.set_my_description("An encyclopedia", "en")
        await stage.bot.set_my_short_description("Quotes")
        assert stage.server.profile["description", "en"] == "An encyclopedia"
        assert (await stage.bot.get_my_short_description()).short_description == "Quotes"
        assert (await stage.bot.get_chat(stage.ada.id)).first_name == "Ada"
        assert (await stage.bot.get_chat_member(stage.ada.id, stage.ada.id)).user.language_code == "en"

    play(part)


def test_an_edit_that_changes_nothing_and_a_second_answer_are_refused() -> None:
    async def part(stage: Scene) -> None:
        sent = await stage.bot.send_message(stage.ada.id, "same", reply_markup=KEYBOARD)
        with pytest.raises(BadRequest, match="essage is not modified: specified new message content"):
            await sent.edit_text("same", reply_markup=KEYBOARD)
        pressed = await stage.ada.press("Read")
        await stage.bot.answer_callback_query(pressed, "here")
        assert (await stage.ada.callback_answer(pressed))["text"] == "here"
        with pytest.raises(BadRequest, match="uery is too old and response timeout expired"):
            await stage.bot.answer_callback_query(pressed)
        stage.ada.private().bot_is_blocked = True
        with pytest.raises(Forbidden, match="blocked by the user"):
            await stage.bot.send_message(stage.ada.id, "hello?")

    play(part)


def test_updates_come_until_confirmed_and_only_of_allowed_kinds() -> None:
    async def part(stage: Scene) -> None:
        bot, ada = stage.bot, stage.ada
        await ada.send("second")
        first, second = await bot.get_updates(timeout=0, allowed_updates=["message"])
        assert second.update_id == first.update_id + 1
        assert [update.update_id for update in await bot.get_updates(second.update_id)] == [second.update_id]
        ada.type_inline("not asked for")
        assert await bot.get_updates(second.update_id + 1, timeout=0) == ()
        stage.server.duplicate_updates = True
        await ada.send("/ask@wipiverse_bot 😀 @nobody_at_all")
        third, again = await bot.get_updates(timeout=0)
        assert third.update_id == again.update_id
        assert third.message is not None
        assert list(third.message.parse_entities().values()) == ["/ask@wipiverse_bot", "@nobody_at_all"]

    play(part)


def test_a_transcript_shows_quotations_links_and_buttons() -> None:
    async def part(stage: Scene) -> None:
        text = "Best answer\n“Three 😀 states.”\nin 1918.\n[1] Baltic states"
        link = "https://t.me/wipiverse_bot?start=e7_120"
        entities = [MessageEntity("blockquote", 12, 27), MessageEntity("text_link", 40, 17, url=link)]
        await stage.bot.send_message(stage.ada.id, text, entities=entities, reply_markup=KEYBOARD)
        await stage.bot.send_document(stage.ada.id, b"abc", filename="entry.txt")
        rich = {"chat_id": stage.ada.id, "rich_message": RICH}
        await stage.bot.do_api_request("sendRichMessage", rich)
        assert render_transcript(stage.ada.private()) == TRANSCRIPT

    play(part)


TRANSCRIPT = """\
── Ada ──

Ada:
  hello world

wipiverse_bot:
  Best answer
  ▌ “Three 😀 states.”
  ▌ in 1918.
  [[1] Baltic states](start=e7_120)
  [ Read ] [ Share ⤳ ]
  [ Open ↗ ]

wipiverse_bot:
  📄 entry.txt (3 bytes)

wipiverse_bot:
  Baltic states
  ▌ Three & free.
  ▌ [1]
"""


@official
def test_the_built_in_table_says_nothing_the_official_schema_does_not() -> None:
    real, table = read_official_schema(OFFICIAL_SCHEMA), schema_from_table(METHODS, OBJECTS, UNIONS)
    assert set(IMPLEMENTED) == set(table.methods)
    for listed, known in ((table.methods, real.methods), (table.objects, real.objects)):
        for name, fields in listed.items():
            assert {n for n, field in known[name].items() if field.required} <= set(fields), name
            for field in fields.values():
                found = known[name][field.name]
                assert (field.required, field.fixed) == (found.required, found.fixed), (name, field)
                assert set(field.types) <= set(found.types), (name, field)
    for name, alternatives in table.unions.items():
        assert set(alternatives) <= set(real.unions[name])


@official
def test_answers_are_what_the_official_schema_promises() -> None:
    schema = read_official_schema(OFFICIAL_SCHEMA)

    async def part(stage: Scene) -> None:
        ada = stage.ada.id
        calls: list[tuple[str, dict[str, object]]] = [
            ("getMe", {}),
            ("getUpdates", {}),
            ("getWebhookInfo", {}),
            (
                "sendMessage",
                {"chat_id": ada, "text": "x", "reply_parameters": {"message_id": 1, "quote": "hello"}},
            ),
            ("sendRichMessage", {"chat_id": ada, "rich_message": RICH}),
            ("getChat", {"chat_id": ada}),
            ("getChatMember", {"chat_id": ada, "user_id": ada}),
            ("setMyCommands", {"commands": [{"command": "ask", "description": "d"}]}),
            ("getMyCommands", {}),
            ("getMyDescription", {}),
        ]
        async with ClientSession() as session:
            for method, parameters in calls:
                url = f"{stage.server.base_url}{stage.server.token}/{method}"
                answer = await (await session.post(url, json=parameters)).json()
                assert answer["ok"], answer
                assert schema.problems(schema.returns[method], answer["result"], method) == []

    play(part)
