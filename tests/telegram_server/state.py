"""What the fake Telegram remembers: chats, queries, commands, files, updates."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from tests.telegram_server.chats import Chat, Document, Message
from tests.telegram_server.delivery import UpdateQueue, Webhook
from tests.telegram_server.flood import FloodGate
from tests.telegram_server.refusals import ApiError, JsonObject

Found = TypeVar("Found")


@dataclass(slots=True)
class Query:
    """A callback, inline or guest query, and what the bot answered."""

    id: str
    kind: str
    user: JsonObject
    chat: Chat | None = None
    asked: Message | None = None
    answer: JsonObject | None = None


class TelegramState:
    """The world behind the Bot API of one bot."""

    def __init__(self, bot_id: int, username: str) -> None:
        self.username = username
        self.me: JsonObject = {
            "id": bot_id,
            "is_bot": True,
            "first_name": username,
            "username": username,
        }
        self.privacy_mode = True
        self.without_rich_messages = False
        self.flood_limits = False
        self.flood_gate = FloodGate()
        self.clock: Callable[[], float] = time.monotonic
        self.updates = UpdateQueue()
        self.webhook: Webhook | None = None
        self.poll_ticket = 0
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.inline_messages: dict[str, Message] = {}
        self.documents: dict[str, Document] = {}
        self.commands: dict[tuple[str, str], list[JsonObject]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self._numbers = count(1)
        self._pulse = asyncio.Event()

    @property
    def duplicate_updates(self) -> bool:
        """Whether every update is delivered twice, under the same id."""
        return self.updates.duplicated

    @duplicate_updates.setter
    def duplicate_updates(self, wanted: bool) -> None:
        self.updates.duplicated = wanted

    def chat(self, chat_id: int) -> Chat:
        """Return a chat by its id."""
        return self.chats[chat_id]

    def create_chat(self, chat_id: int, kind: str, name: str, *, is_forum: bool = False) -> Chat:
        """Create a chat under a given id."""
        return self.chats.setdefault(chat_id, Chat(chat_id, kind, name, is_forum))

    def create_group(self, title: str, *, forum: bool = False, bot_is_member: bool = True) -> Chat:
        """Create a supergroup; the bot is in it unless said otherwise."""
        chat = self.create_chat(-1_001_000_000_000 - self.next_number(), "supergroup", title, is_forum=forum)
        chat.bot_is_member = bot_is_member
        return chat

    def next_number(self) -> int:
        """Return a number not used before."""
        return next(self._numbers)

    def commands_of(self, scope: JsonObject | None = None, language_code: str = "") -> list[JsonObject]:
        """Return the commands the bot registered for a scope and a language."""
        return self.commands.get(commands_key(scope, language_code), [])

    def open_query(self, kind: str, user: JsonObject, chat: Chat | None = None, asked: Message | None = None) -> Query:
        """Register a query the bot may answer once."""
        query = Query(f"{kind}-{self.next_number()}", kind, user, chat, asked)
        self.queries[query.id] = query
        return query

    def close_query(self, query_id: str, kind: str, answer: JsonObject) -> Query:
        """Answer a query; unknown and answered ones are refused."""
        query = self.queries.get(query_id)
        if query is None or query.kind != kind or query.answer is not None:
            raise ApiError("Bad Request: query is too old and response timeout expired or query ID is invalid")
        query.answer = answer
        return query

    @property
    def unanswered(self) -> list[str]:
        """The ids of queries the bot has not answered."""
        return [query.id for query in self.queries.values() if query.answer is None]

    def writable_chat(self, chat_id: int | str) -> Chat:
        """Return the chat the bot wants to write to, or refuse as Telegram does."""
        chat = self.known_chat(chat_id)
        if chat.bot_is_blocked:
            raise ApiError("Forbidden: bot was blocked by the user", code=403)
        if chat.migrated_to is not None:
            moved = {"migrate_to_chat_id": chat.migrated_to}
            raise ApiError("Bad Request: group chat was upgraded to a supergroup chat", parameters=moved)
        if not chat.bot_is_member:
            raise ApiError(f"Forbidden: bot is not a member of the {chat.type} chat", code=403)
        return chat

    def known_chat(self, chat_id: int | str) -> Chat:
        """Return a chat, or refuse because there is none."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise ApiError("Bad Request: chat not found")
        return chat

    def signal(self) -> None:
        """Wake everybody who waits for something to happen."""
        self._pulse.set()
        self._pulse = asyncio.Event()

    async def until(self, probe: Callable[[], Found | None], seconds: float, what: str) -> Found:
        """Wait until `probe` finds something; a TimeoutError names what did not come."""
        deadline = asyncio.get_running_loop().time() + seconds
        while (found := probe()) is None:
            try:
                async with asyncio.timeout_at(deadline):
                    await self._pulse.wait()
            except TimeoutError:
                raise TimeoutError(f"{what}: nothing within {seconds} s") from None
        return found


def commands_key(scope: JsonObject | None, language_code: str) -> tuple[str, str]:
    """Return the key under which commands of a scope and language are kept."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True), language_code
