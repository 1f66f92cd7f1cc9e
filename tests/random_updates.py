"""Updates made up after the official description of the Bot API: of every type, with any of their fields."""

import random
from typing import Any

from tests.telegram_server import TelegramServer, TelegramUser
from tests.telegram_server.chats import Message
from tests.telegram_server.contents import Content
from tests.telegram_server.schema import Schema

__all__ = ["RandomUpdates"]

TEXTS = (
    "how many letters had the original alphabet hangul", "When did the Berlin Wall fall?", "Marie Curie", "hangul",
    "and when did it end?", "why?", "/start", "/start eAAAAAAAAAAAA", "/help", "/ask who?", "/ask", "/entry Hangul",
    "/entry", "/check", "/check The wall fell in 1989.", "/random", "/new", "/settings", "/rich on", "/rich off",
    "/stats", "/admin", "/nothing", "/ask@another_bot x", "@wipiverse_bot hangul", "@wipiverse_bot", "hello", "?",
    "<b>&amp;", "\u202eabc", "\u200b", "😀" * 20, "'; DROP TABLE asked", "\ud800", "x" * 4_096,
    "한글은 누가 만들었나요?", "",
)  # fmt: skip
BUTTONS = (
    "m 1 0", "m 7 3", "q 1", "d 2", "h 1 1", "h 2 0", "x 1", "s language ko", "s language auto", "s rich on",
    "s quotations 2", "s forget me", "r AAAAAAAAAAAA 0", "o eAAAAAAAAAAAA", "", "?", "x" * 64,
)  # fmt: skip
# What bots are sent most.
SPOKEN = ("message", "message", "message", "edited_message", "callback_query", "inline_query", "guest_message")
# Fields are left out more often the deeper they lie, or one update would hold the whole description.
DEEPEST = 4


class RandomUpdates:
    """Makes updates for one fake server; the same seed makes the same ones."""

    def __init__(self, server: TelegramServer, schema: Schema, seed: int, users: int = 20) -> None:
        """Make updates of so many users and a few groups."""
        self._server = server
        self._schema = schema
        self._random = random.Random(seed)
        self._users = [TelegramUser(server, 5_000 + n, f"U{n}") for n in range(users)]
        self._groups = [server.create_group(f"Group {n}", forum=n == 2) for n in range(3)]
        self.kinds = [name for name in schema.objects["Update"] if name != "update_id"]

    def deliver(self, kind: str | None = None) -> str:
        """Put an update, of one kind or of any, before the bot; the kind."""
        kind = kind or self._random.choice(self.kinds if self._random.random() < 0.4 else SPOKEN)
        user = self._random.choice(self._users)
        self._chat = self._random.choice([user.private(), user.private(), *self._groups])
        self._user = user
        payload = self._value(self._schema.objects["Update"][kind].types, 0, kind)
        self._connect(kind, payload)
        updates = self._server.updates
        update = {"update_id": updates.next_id, kind: payload}
        updates.next_id += 1
        updates.made.append(update)
        updates.pending.append(update)  # also of kinds the bot did not ask for
        self._server.signal()
        return kind

    def _connect(self, kind: str, payload: dict[str, Any]) -> None:
        """Make the server know what the update speaks of, so that it refuses no answer to it."""
        if kind in {"message", "edited_message", "guest_message"}:
            content = Content(str(payload.get("text", "")), [])
            message = Message(payload["message_id"], self._chat, self._user.me, content)
            self._chat.messages.append(message)
        if kind == "guest_message":
            payload["guest_query_id"] = self._server.open_query("guest", self._user.me, self._chat, message).id
        if kind == "inline_query":
            payload["id"] = self._server.open_query("inline", self._user.me).id
        if kind == "callback_query":
            payload["id"] = self._server.open_query("callback", self._user.me, self._chat).id

    def _value(self, types: tuple[str, ...], depth: int, name: str = "") -> Any:
        kind = self._random.choice(types)
        while kind in self._schema.unions:
            kind = self._random.choice(self._schema.unions[kind])
        if kind.startswith("Array of "):
            number = self._random.choice((0, 1, 1, 2))
            return [self._value((kind.removeprefix("Array of "),), depth + 1, name) for _ in range(number)]
        if kind in self._schema.objects:
            return self._object(kind, depth)
        return self._plain(kind, name)

    def _object(self, kind: str, depth: int) -> Any:
        if kind == "User":
            return self._random.choice([self._user.me, self._user.me, self._user.me, self._server.me])
        if kind == "Chat":
            return self._chat.as_json()
        made: dict[str, Any] = {}
        for field in self._schema.objects[kind].values():
            if field.required or self._random.random() < 0.25 / (1 + depth) ** 2 or self._speaks(kind, field.name):
                if field.fixed is not None:
                    made[field.name] = field.fixed
                elif field.required or depth < DEEPEST:
                    made[field.name] = self._value(field.types, depth + 1, field.name)
        if kind == "Message" and "from" in made:
            made["from"] = self._user.me if depth < 2 else made["from"]
        return made

    def _speaks(self, kind: str, name: str) -> bool:
        """Whether this is a field without which an update says nothing to a bot: most updates have it."""
        spoken = {("Message", "text"), ("Message", "from"), ("CallbackQuery", "data"), ("CallbackQuery", "message")}
        return (kind, name) in spoken and self._random.random() < 0.9

    def _plain(self, kind: str, name: str) -> Any:
        if kind == "Integer":
            if name == "message_id":
                return self._chat.next_id()
            return self._random.choice((0, 1, 7, 1_700_000_000)) if name != "date" else 1_700_000_000
        if kind == "Float":
            return self._random.random()
        if kind == "Boolean":
            return self._random.random() < 0.5
        if name == "data":
            return self._random.choice(BUTTONS)
        if name == "offset":
            return self._random.choice(("", "10", "-1", "x"))
        return self._random.choice(TEXTS)
