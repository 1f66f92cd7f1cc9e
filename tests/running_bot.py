"""The real application, run against the fake Telegram over HTTP, on a small encyclopedia."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.memory.state import State
from bot.settings import Settings
from bot.telegram.application import build_application
from bot.telegram.desk import App
from bot.telegram.flood import PatientLimiter
from bot.telegram.serving import serve
from corpus.entry import Entry
from retrieval import Encyclopedia, build
from retrieval.results import Answer
from tests.embedders import HashingEmbedder, loading
from tests.telegram_server import Message, TelegramServer, TelegramUser, covered_text

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample.jsonl"


load_hashing = loading(HashingEmbedder())


class Hesitant(Encyclopedia):
    """Says nothing about anything unanswerable, and something about all else: a hash is no judge of that."""

    def ask(
        self, question: str, *, quotations: int = 4, threshold: float | None = None, without: str | None = None
    ) -> Answer:
        sure = 1.01 if "unanswerable" in question else 0.0
        return super().ask(question, quotations=quotations, threshold=sure, without=without)


def build_index(data: Path, *paths: Path) -> Path:
    """Build an index of the sample encyclopedia, or of other files."""
    build(paths or [SAMPLE], data, model="hashing", load=load_hashing)
    return data


@dataclass(frozen=True, slots=True)
class RunningBot:
    """A bot that answers, the fake Telegram it talks to, and a person to talk to it."""

    server: TelegramServer
    user: TelegramUser
    application: App
    encyclopedia: Encyclopedia
    state: State
    stop: asyncio.Event
    ended: "asyncio.Task[int]"

    async def ask(self, text: str, **where: Any) -> Message:
        """Write something and wait for what the bot sends."""
        await self.user.send(text, **where)
        return await self.user.reply(chat=where.get("chat"))

    async def press(self, label: str, message: Message | None = None) -> Message:
        """Press a button and wait for what the bot sends or edits."""
        await self.user.press(label, message)
        return await self.user.reply()

    def entries(self) -> list[Entry]:
        """All entries."""
        store = self.encyclopedia._index.store
        keys = store.connection.execute("SELECT key FROM entries")
        return [entry for (key,) in keys if (entry := store.by_key(key))]


def labels(message: Message) -> list[str]:
    """What is written on the buttons of a message."""
    return [button["text"] for row in message.buttons for button in row]


def quotations(message: Message) -> list[str]:
    """The block quotations in a message."""
    return covered_text(message, "blockquote") + covered_text(message, "expandable_blockquote")


def links(message: Message) -> list[str]:
    """Where the links in a message lead."""
    return [entity["url"] for entity in message.entities if entity["type"] == "text_link"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@asynccontextmanager
async def running_bot(
    data: Path, memory: Path, *, webhook: bool = False, server: TelegramServer | None = None,
    conflict_seconds: float = 30.0, encyclopedia: Encyclopedia | None = None, burst: int = 1_000, **changes: object,
) -> AsyncIterator[RunningBot]:  # fmt: skip
    """Run the bot on the index in `data` with its memory in the folder `memory`."""
    if server is None:
        async with TelegramServer() as new:
            async with running_bot(
                data, memory, webhook=webhook, server=new, conflict_seconds=conflict_seconds,
                encyclopedia=encyclopedia, burst=burst, **changes,
            ) as bot:  # fmt: skip
                yield bot
            assert not new.violations
            assert not [query for query in new.queries.values() if query.kind == "callback" and query.answer is None]
        return
    settings = _settings(server, data, webhook=webhook, **changes)
    opened = encyclopedia or Hesitant.open(data, load=load_hashing)
    state = State(memory / "bot.sqlite", secret=server.token)
    limiter = PatientLimiter(burst)
    application = build_application(settings, opened, state, limiter=limiter, refresh_seconds=0.0)
    stop = asyncio.Event()
    ended = asyncio.create_task(serve(application, settings, stop, conflict_seconds=conflict_seconds))
    try:
        await _until_it_answers(application, server, ended)
        yield RunningBot(server, TelegramUser(server), application, opened, state, stop, ended)
    finally:
        stop.set()
        await ended
        state.close()
        if encyclopedia is None:
            opened.close()


async def _until_it_answers(application: App, server: TelegramServer, ended: "asyncio.Task[int]") -> None:
    updater = application.updater
    while not (application.running and updater and updater.running) and not ended.done():  # noqa: ASYNC110
        await asyncio.sleep(0.005)  # the library has no event for it


def _settings(server: TelegramServer, data: Path, *, webhook: bool, **changes: object) -> Settings:
    hooked: dict[str, object] = {}
    if webhook:
        port = free_port()
        hooked = {"telegram_webhook_url": f"http://127.0.0.1:{port}/hook", "telegram_webhook_port": port}
    given: dict[str, object] = {
        "telegram_token": SecretStr(server.token),
        "telegram_api_url": server.base_url.removesuffix("/bot"),
        "data": data,
        "telegram_questions_a_minute": 1_000,
    }
    return Settings.model_validate(given | hooked | changes)
