"""A person who talks to the bot: writes, presses buttons, searches inline, waits for replies."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from typing import Any

from tests.telegram_server.chats import Chat, Message
from tests.telegram_server.contents import Content, read_result
from tests.telegram_server.detection import addressed_to, detect_entities
from tests.telegram_server.entities import MESSAGE_LENGTH, utf16_length
from tests.telegram_server.links import START_PAYLOAD, deep_link
from tests.telegram_server.refusals import JsonObject
from tests.telegram_server.server import TelegramServer


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What a person sees under the inline query they typed."""

    results: list[JsonObject]
    next_offset: str
    cache_time: int
    is_personal: bool
    button: JsonObject | None


class TelegramUser:
    """A test user of one server."""

    def __init__(
        self,
        server: TelegramServer,
        user_id: int = 1001,
        first_name: str = "Ada",
        language_code: str = "en",
    ) -> None:
        self.server = server
        self.id = user_id
        self.me: JsonObject = {
            "id": user_id,
            "is_bot": False,
            "first_name": first_name,
            "username": f"{first_name.lower()}_{user_id}",
            "language_code": language_code,
        }
        self._read: dict[int, int] = {}
        self._last_query = ""

    def private(self) -> Chat:
        """Return the private chat with the bot; it exists from the first time on."""
        return self.server.create_chat(self.id, "private", self.me["first_name"])

    async def send(
        self, text: str, chat: Chat | None = None, reply_to: Message | None = None, thread: int | None = None
    ) -> Message:
        """Write into a chat; like a client, in several messages where one cannot hold the text."""
        chat = chat or self.private()
        pieces = list(_pieces(text.strip()))
        if not pieces:
            raise ValueError("an empty message cannot be sent")
        for piece in pieces:
            content = Content(piece, detect_entities(piece))
            message = Message(chat.next_id(), chat, self.me, content, reply_to=_live(reply_to), thread=thread)
            chat.add(message)
            if self._reaches_bot(message):
                self._deliver("message", message.as_json())
        await asyncio.sleep(0)
        return message

    async def edit(self, message: Message, text: str) -> Message:
        """Change what one has written."""
        live = _live(message)
        if live is None or live.sender != self.me:
            raise ValueError("only one's own message can be edited, while it is there")
        live.replace(Content(text.strip(), detect_entities(text.strip())), None)
        if self._reaches_bot(live):
            self._deliver("edited_message", live.as_json())
        await asyncio.sleep(0)
        return live

    async def press(self, button: str, message: Message | None = None, chat: Chat | None = None) -> str:
        """Press a button, by its label or callback data, of the last message with buttons or of a given one.

        A callback button gives the id of the query; a deep link is opened; of others the value is returned.
        """
        message = message or self._last_with_buttons(chat or self.private())
        found = [b for row in message.buttons for b in row if button in {b["text"], b.get("callback_data")}]
        if not found:
            labels = [b["text"] for row in message.buttons for b in row]
            raise LookupError(f"no button {button!r}; there are {labels}")
        pressed = found[0]
        if "callback_data" in pressed:
            return self._press_callback(pressed["callback_data"], message)
        if "url" in pressed and deep_link(pressed["url"]):
            await self.open_link(pressed["url"])
        value = next(value for name, value in pressed.items() if name not in {"text", "style"})
        return str(value["text"] if isinstance(value, dict) and "text" in value else value)

    async def open_link(self, url: str) -> Message:
        """Open a deep link to the bot and press START; what it carries reaches the bot and is shown to nobody."""
        link = deep_link(url)
        if link is None or link[0].lower() != self.server.username.lower():
            raise ValueError(f"no deep link to @{self.server.username}: {url}")
        if not START_PAYLOAD.fullmatch(link[1]):
            raise ValueError(f"not a payload of a deep link: {link[1]!r}")
        chat = self.private()
        message = Message(chat.next_id(), chat, self.me, Content("/start", detect_entities("/start")))
        chat.add(message)
        self._deliver("message", message.as_json() | {"text": f"/start {link[1]}"})
        await asyncio.sleep(0)
        return message

    def type_inline(self, query: str, offset: str = "", chat_type: str = "sender") -> str:
        """Type an inline query without waiting for the answer; return its id."""
        asked = self.server.open_query("inline", self.me)
        self._last_query = query
        payload = {"id": asked.id, "from": self.me, "query": query, "offset": offset, "chat_type": chat_type}
        self._deliver("inline_query", payload)
        return asked.id

    def inline_query(self, query: str, offset: str = "", timeout: float = 5.0) -> Coroutine[Any, Any, InlineAnswer]:
        """Type an inline query and wait for its results."""
        return self._inline_answer(self.type_inline(query, offset), timeout)

    async def choose_inline(self, result: JsonObject, chat: Chat | None = None) -> Message:
        """Send an inline result into a chat, the private one with the bot unless told otherwise."""
        chat = chat or self.private()
        message = Message(
            chat.next_id(), chat, self.me, read_result(result),
            reply_markup=result.get("reply_markup"), via_bot=self.server.me,
        )  # fmt: skip
        chosen = {"result_id": result["id"], "from": self.me, "query": self._last_query}
        if message.buttons:
            message.inline_message_id = f"inline-message-{self.server.next_number()}"
            self.server.inline_messages[message.inline_message_id] = message
            chosen["inline_message_id"] = message.inline_message_id
        chat.add(message)
        self._deliver("chosen_inline_result", chosen)
        if chat.bot_is_member:
            self._deliver("message", message.as_json())
        await asyncio.sleep(0)
        return message

    def guest_message(
        self, text: str, chat: Chat | None = None, reply_to: Message | None = None, timeout: float = 5.0
    ) -> Coroutine[Any, Any, Message]:
        """Summon the bot in a chat it is not a member of, and wait for its answer there."""
        chat = chat or self.server.create_group("Elsewhere", bot_is_member=False)
        asked = Message(chat.next_id(), chat, self.me, Content(text, detect_entities(text)), reply_to=_live(reply_to))
        query = self.server.open_query("guest", self.me, chat, asked)
        asked.guest_query_id = query.id
        chat.add(asked)
        self._deliver("guest_message", asked.as_json())
        return self.reply(timeout, chat)

    def reply(self, timeout: float = 5.0, chat: Chat | None = None) -> Coroutine[Any, Any, Message]:
        """Wait for the next message the bot sends or edits in a chat; return it as it was then."""
        chat = chat or self.private()

        def probe() -> Message | None:
            seen = self._read.get(chat.id, 0)
            if seen == len(chat.bot_events):
                return None
            self._read[chat.id] = seen + 1
            return chat.bot_events[seen]

        return self.server.until(probe, timeout, f"reply in {chat.name}")

    def callback_answer(self, query_id: str, timeout: float = 5.0) -> Coroutine[Any, Any, JsonObject]:
        """Wait for what the bot says to a pressed button."""
        return self.server.until(lambda: self.server.queries[query_id].answer, timeout, "callback answer")

    def settled(self, timeout: float = 10.0, quiet: float = 0.2) -> Coroutine[Any, Any, None]:
        """Wait until all updates are taken and the bot has asked for nothing during `quiet` seconds."""
        return self._settled(timeout, quiet)

    async def _settled(self, seconds: float, quiet: float) -> None:
        loop, server = asyncio.get_running_loop(), self.server
        idle_since = loop.time()
        async with asyncio.timeout(seconds):
            while loop.time() - max(idle_since, server.last_activity) < quiet:
                if server.updates.pending or server.in_flight:
                    idle_since = loop.time()
                await asyncio.sleep(0.01)
        for chat in server.chats.values():
            self._read[chat.id] = len(chat.bot_events)

    async def _inline_answer(self, query_id: str, seconds: float) -> InlineAnswer:
        answer = await self.server.until(lambda: self.server.queries[query_id].answer, seconds, "inline answer")
        return InlineAnswer(
            answer["results"],
            answer.get("next_offset", ""),
            answer.get("cache_time", 300),
            answer.get("is_personal", False),
            answer.get("button"),
        )

    def _press_callback(self, data: str, message: Message) -> str:
        live = _live(message) or message
        query = self.server.open_query("callback", self.me, live.chat, live)
        payload = {"id": query.id, "from": self.me, "chat_instance": f"i{live.chat.id}", "data": data}
        if live.inline_message_id:
            payload["inline_message_id"] = live.inline_message_id
        else:
            payload["message"] = live.as_json()
        self._deliver("callback_query", payload)
        return query.id

    def _last_with_buttons(self, chat: Chat) -> Message:
        for message in reversed(chat.messages):
            if message.from_bot and message.buttons and not message.deleted:
                return message
        raise LookupError(f"no message with buttons in {chat.name}")

    def _reaches_bot(self, message: Message) -> bool:
        chat, server = message.chat, self.server
        if chat.type == "private" or not chat.bot_is_member or not server.privacy_mode:
            return chat.bot_is_member
        to_bot = message.reply_to is not None and message.reply_to.from_bot
        return to_bot or addressed_to(message.text, server.username)

    def _deliver(self, kind: str, payload: JsonObject) -> None:
        self.server.updates.add(kind, payload)
        self.server.signal()


def _live(message: Message | None) -> Message | None:
    """Return the message of which `message` may be a snapshot."""
    return message and message.chat.find(message.message_id)


def _pieces(text: str) -> Iterator[str]:
    piece, length = "", 0
    for character in text:
        width = utf16_length(character)
        if length + width > MESSAGE_LENGTH:
            yield piece
            piece, length = "", 0
        piece, length = piece + character, length + width
    if piece:
        yield piece
