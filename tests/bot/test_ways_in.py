"""Every way into the bot, against every rule of who is answered, how often, and where: none passes by another way."""

import asyncio
import io
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import aiohttp
import pytest

from corpus.entry import Entry
from corpus.names import NameMatch
from retrieval.results import Answer, Hit
from tests.bot.conftest import Start
from tests.running_bot import Hesitant, RunningBot, load_hashing, quotations
from tests.telegram_server import Chat, Message, TelegramUser
from tests.telegram_server.contents import Content
from tests.telegram_server.detection import detect_entities

QUESTION = "how many letters had the original alphabet hangul"


class Watched(Hesitant):
    """Remembers what was looked for."""

    looks: ClassVar[list[str]] = []

    def ask(self, question: str, **choices: Any) -> Answer:
        self.looks.append(question)
        return super().ask(question, **choices)

    def find(self, name: str, *, limit: int = 8, by_meaning: bool = False) -> NameMatch:
        self.looks.append(name)
        return super().find(name, limit=limit, by_meaning=by_meaning)

    def known(self, name: str) -> NameMatch | None:
        self.looks.append(name)
        return super().known(name)

    def search(self, query: str, k: int = 10) -> list[Hit]:
        self.looks.append(query)
        return super().search(query, k)

    def entry_by_link(self, link: str) -> Entry | None:
        self.looks.append(link)
        return super().entry_by_link(link)

    def random_entry(self) -> Entry | None:
        self.looks.append("random")
        return super().random_entry()


@dataclass(frozen=True, slots=True)
class Way:
    """Who comes, what was said before, and what is brought along."""

    bot: RunningBot
    user: TelegramUser
    group: Chat
    own: Message  # what the user wrote in private before
    answer: Message  # an answer of the bot, in the group
    text: str = QUESTION

    async def bring(self, chat: Chat, kind: str = "message", **more: Any) -> None:
        """Deliver a message that no method of TelegramUser writes."""
        message = Message(chat.next_id(), chat, self.user.me, Content(self.text, detect_entities(self.text)))
        chat.add(message)
        self.user._deliver(kind, message.as_json() | more)

    async def press(self, *data: str) -> None:
        for each in data:
            query = self.user._press_callback(each, self.answer)
            await self.user.callback_answer(query)


def forwarded(way: Way) -> dict[str, Any]:
    return {"forward_origin": {"type": "hidden_user", "sender_user_name": "Ada", "date": 1}}


async def press_searches(way: Way) -> None:
    await way.press("m 1 0", "q 1", "d 1", "b 1", "x 0")


async def summon(way: Way) -> None:
    # What comes back is not waited for: who asks too often is told so once.
    way.user.guest_message(f"@wipiverse_bot {way.text}").close()


async def edit_in_group(way: Way) -> None:
    asked = await way.user.send("/ask nothing", way.group)
    await way.user.edit(asked, f"/ask {way.text}")


ASKING: dict[str, Callable[[Way], Awaitable[object]]] = {
    "message": lambda way: way.user.send(way.text),
    "command": lambda way: way.user.send(f"/ask {way.text}"),
    "entry by name": lambda way: way.user.send("/entry Hangul"),
    "random entry": lambda way: way.user.send("/random"),
    "claim": lambda way: way.user.send(f"/check {way.text}"),
    "edit": lambda way: way.user.edit(way.own, way.text),
    "forward": lambda way: way.bring(way.user.private(), **forwarded(way)),
    "caption": lambda way: way.bring(way.user.private(), text=None, caption=way.text),
    "reply": lambda way: way.user.send(way.text, reply_to=way.own),
    "deep link": lambda way: way.user.open_link(f"https://t.me/wipiverse_bot?start=e{'A' * 12}"),
    "buttons that search": press_searches,
    "group command": lambda way: way.user.send(f"/ask {way.text}", way.group),
    "group command with name": lambda way: way.user.send(f"/ask@wipiverse_bot {way.text}", way.group),
    "group mention": lambda way: way.user.send(f"@wipiverse_bot {way.text}", way.group),
    "group reply": lambda way: way.user.send(way.text, way.group, reply_to=way.answer),
    "group forward": lambda way: way.bring(way.group, **forwarded(way), reply_to_message=way.answer.as_json()),
    "group edit": edit_in_group,
    "guest": summon,
}


async def come(bot: RunningBot, user: TelegramUser) -> Way:
    """Ada has asked in a group; the user has written once in private."""
    group = bot.server.create_group("Club")
    await bot.user.send(f"/ask {QUESTION}", group)
    answer = await bot.user.reply(chat=group)
    assert quotations(answer)
    own = await user.send("hello")
    await user.reply()
    await user.settled(quiet=0.05)
    return Way(bot, user, group, own, answer)


def watched(index: Path) -> Watched:
    return Watched.open(index, load=load_hashing)


async def test_no_way_passes_the_list_of_those_who_are_answered(start_both: Start, index: Path) -> None:
    encyclopedia = watched(index)
    async with start_both(encyclopedia=encyclopedia, telegram_allowed=frozenset({1001})) as bot:
        way = await come(bot, TelegramUser(bot.server, 6666, "Mallory"))
        before = list(encyclopedia.looks)
        ways = ASKING | {
            "button that opens": lambda way: way.press("r " + "A" * 12 + " 0", "f " + "A" * 12, "s language ko"),
            "inline": lambda way: way.user.inline_query(way.text),
            "settings": lambda way: way.user.send("/settings"),
        }
        for walk in ways.values():
            await walk(way)
        await way.user.settled(quiet=0.1)
        assert encyclopedia.looks == before
        refused = "This bot answers invited people only."
        said = [message for chat in bot.server.chats.values() for message in chat.bot_events]
        assert {message.text for message in said if message != way.answer} == {refused}
        assert len(way.group.bot_events) == 1
        results = await way.user.inline_query("hangul")
        assert results.results == []
        before = list(encyclopedia.looks)
        result = {"type": "article", "id": "1", "title": "T", "input_message_content": {"message_text": "T"}}
        await way.user.choose_inline(result, way.group)
        await way.user.settled(quiet=0.1)
        assert bot.state.today().get("chosen", 0) == 0
        assert bot.state.today()["questions"] == 1
        assert not any(bot.state.forget(way.user.id).values())  # nothing was kept of her
    encyclopedia.close()


async def test_no_way_passes_the_limit_of_one_user(start: Start, index: Path) -> None:
    encyclopedia = watched(index)
    async with start(encyclopedia=encyclopedia, telegram_questions_a_minute=1) as bot:
        way = await come(bot, TelegramUser(bot.server, 2002, "Bo"))
        before = list(encyclopedia.looks)
        for walk in ASKING.values():
            await walk(way)
        await way.user.settled(quiet=0.1)
        assert encyclopedia.looks == before
        await inline_beyond_the_limit(way, encyclopedia)
    encyclopedia.close()


async def inline_beyond_the_limit(way: Way, encyclopedia: Watched) -> None:
    """Letters typed are counted by tens, with the pages that are turned."""
    for number in range(10):
        await way.user.inline_query(f"marie curie {number}")
    before = list(encyclopedia.looks)
    for _ in range(2):  # at once: a client that is not answered goes on waiting
        assert (await way.user.inline_query("hangul alphabet")).results == []
    await way.press("r " + "A" * 12 + " 0", "p " + "A" * 12 + " 0", "o e" + "A" * 12)
    assert encyclopedia.looks == before


async def test_no_way_makes_an_admin(start: Start) -> None:
    async with start(telegram_admins=frozenset({7}), telegram_keep_questions=True) as bot:
        way = await come(bot, TelegramUser(bot.server, 2002, "Bo"))
        admin = await come(bot, TelegramUser(bot.server, 7, "Root"))
        for walker in (way, admin):
            report = Way(walker.bot, walker.user, walker.group, walker.own, walker.answer, "/admin")
            for name, walk in ASKING.items():
                if walker is admin and name in {"message", "forward", "reply"}:
                    continue  # these are the admin's own, in private
                await walk(report)
                await report.user.settled(quiet=0.02)
            await report.user.send("/admin@wipiverse_bot", report.group)
            await report.user.settled(quiet=0.1)
            said = [message.text for chat in bot.server.chats.values() for message in chat.bot_events]
            assert not [text for text in said if "Questions today" in text]
            assert not (await report.user.inline_query("/admin")).results
        await admin.user.send("/admin")
        assert "Questions today" in (await admin.user.reply()).text


async def test_in_a_group_only_what_is_meant_for_the_bot_is_read(start_both: Start, index: Path) -> None:
    encyclopedia = watched(index)
    async with start_both(encyclopedia=encyclopedia) as bot:
        bot.server.privacy_mode = False
        way = await come(bot, TelegramUser(bot.server, 2002, "Bo"))
        before = list(encyclopedia.looks)
        theirs = await way.user.send("Something said to others.", way.group)
        for text in (
            way.text,
            f"/ask@another_bot {way.text}",
            f"@another_bot {way.text}",
            "/stats",
            "/admin",
            "/start",
        ):
            await way.user.send(text, way.group)
        await way.user.send(way.text, way.group, reply_to=theirs)
        await way.user.edit(theirs, way.text)
        await way.user.edit(theirs, f"@wipiverse_bot {way.text}")
        await way.bring(way.group, **forwarded(way))
        await way.bring(way.group, "channel_post")
        await way.bring(way.group, via_bot=bot.server.me)
        another = theirs.as_json() | {
            "from": {"id": 99, "is_bot": True, "first_name": "Another", "username": "another_bot"}
        }
        await way.bring(way.group, reply_to_message=another)
        await way.bring(way.group, text=None, new_chat_members=[bot.server.me])
        await way.user.settled(quiet=0.1)
        assert encyclopedia.looks == before
        assert len(way.group.bot_events) == 1
    encyclopedia.close()


def unasked(way: Way) -> dict[str, dict[str, Any]]:
    """Updates that ask nothing of a bot, though they say so; by their kind."""
    me, bot, group = way.user.me, way.bot.server.me, way.group.as_json()
    channel = {"id": -1_001, "type": "channel", "title": "News"}
    said = {"message_id": 900, "date": 1, "text": f"/ask {way.text}", "entities": [{**COMMAND, "length": 4}]}
    member = {"chat": group, "from": me, "date": 1, "old_chat_member": {"status": "left", "user": bot}}
    return {
        "my_chat_member": {**member, "new_chat_member": {"status": "member", "user": bot}},
        "chat_member": {**member, "new_chat_member": {"status": "member", "user": me}},
        "channel_post": {**said, "chat": channel, "sender_chat": channel},
        "edited_channel_post": {**said, "chat": channel, "sender_chat": channel, "edit_date": 2},
        "business_message": {**said, "chat": way.user.private().as_json(), "from": me, "business_connection_id": "b"},
        "message_reaction": {
            "chat": group, "message_id": 1, "user": me, "date": 1, "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        },
        "chat_join_request": {"chat": group, "from": me, "user_chat_id": way.user.id, "date": 1, "bio": said["text"]},
    }  # fmt: skip


COMMAND = {"type": "bot_command", "offset": 0}


@pytest.mark.parametrize("allowed", [[], [1001]], ids=["open", "listed"])
async def test_what_asks_nothing_is_answered_nothing(start_both: Start, index: Path, allowed: list[int]) -> None:
    encyclopedia = watched(index)
    async with start_both(encyclopedia=encyclopedia, telegram_allowed=frozenset(allowed)) as bot:
        way = await come(bot, TelegramUser(bot.server, 6666, "Mallory"))
        before, calls = encyclopedia.looks, len(bot.server.requests)
        for kind, payload in unasked(way).items():
            # Also what the bot did not ask Telegram for.
            bot.server.updates.pending.append({"update_id": bot.server.updates.next_id, kind: payload})
            bot.server.updates.next_id += 1
            bot.server.signal()
        while bot.server.updates.pending:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        await way.user.settled(quiet=0.1)
        assert encyclopedia.looks == before
        assert {request.method for request in bot.server.requests[calls:]} <= {"getUpdates"}
        assert bot.state.today().get("errors", 0) == 0
    encyclopedia.close()


async def test_a_webhook_takes_nothing_without_the_secret_and_nothing_too_large(start: Start) -> None:
    async with start(webhook=True, telegram_webhook_secret="the-secret") as bot:
        await bot.ask("/stats")
        hook = bot.server.webhook
        assert hook is not None
        update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "/stats", "from": bot.user.me}}
        update["message"]["chat"] = bot.user.private().as_json()  # type: ignore[index]
        name = "X-Telegram-Bot-Api-Secret-Token"
        wrong = [{}, {name: ""}, {name: "the-secre"}, {name: "THE-SECRET"}, {name: "é"}]
        async with aiohttp.ClientSession() as session:
            for headers in wrong:
                async with session.post(hook.url, json=update, headers=headers) as response:
                    assert response.status == 403, headers
            for body in (b"", b"{", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000):
                headers = {name: "the-secret", "Content-Type": "application/json"}
                async with session.post(hook.url, data=body, headers=headers) as response:
                    assert response.status >= 400, body[:20]
            large = json.dumps(update | {"more": "x" * 2**20}).encode()
            for headers in ({}, {name: "the-secret", "Content-Type": "application/json"}):
                with pytest.raises(aiohttp.ClientError):
                    await refused(session, hook.url, large, headers)
        await bot.user.settled(quiet=0.05)
        assert len(bot.server.calls("sendMessage")) == 1
        assert (await bot.ask("/stats")).text.startswith("Currently")


async def refused(session: aiohttp.ClientSession, url: str, body: bytes, headers: dict[str, str]) -> None:
    """Send a body; a server that will not have it answers 4xx, or hangs up before it has been sent."""
    async with session.post(url, data=io.BytesIO(body), headers=headers) as response:
        assert response.status in {400, 413}
        raise aiohttp.ClientError
