"""The real application, run against the fake Telegram over HTTP, on a small encyclopedia."""

import asyncio
import hashlib
import re
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import SecretStr

from bot.application import build_application, serve
from bot.desk import App
from bot.settings import Settings
from bot.state import State
from retrieval import Encyclopedia, build
from retrieval.embedder import Vectors
from tests.telegram_server import TelegramServer, TelegramUser

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample.jsonl"


class HashingEmbedder:
    """A vector of the words of a text: no weights, the same on every machine."""

    fingerprint = "hashing"
    dimension = 256

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.embed_query(text) for text in texts])

    def embed_query(self, text: str) -> Vectors:
        vector = np.zeros(self.dimension, np.float32)
        for word in re.findall(r"\w+", text.lower()):
            place = int.from_bytes(hashlib.blake2b(word[:6].encode(), digest_size=4).digest(), "big")
            vector[place % self.dimension] += 1.0
        vector /= max(1e-6, float(np.linalg.norm(vector)))
        return vector


def load_hashing(model: str, models: Path) -> HashingEmbedder:
    return HashingEmbedder()


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


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@asynccontextmanager
async def running_bot(
    data: Path, memory: Path, *, webhook: bool = False, server: TelegramServer | None = None,
    conflict_seconds: float = 30.0, encyclopedia: Encyclopedia | None = None, **changes: object,
) -> AsyncIterator[RunningBot]:  # fmt: skip
    """Run the bot on the index in `data` with its memory in the folder `memory`."""
    if server is None:
        async with TelegramServer() as new:
            async with running_bot(
                data, memory, webhook=webhook, server=new, conflict_seconds=conflict_seconds,
                encyclopedia=encyclopedia, **changes,
            ) as bot:  # fmt: skip
                yield bot
            assert not new.violations
        return
    settings = _settings(server, data, webhook=webhook, **changes)
    opened = encyclopedia or Encyclopedia.open(data, load=load_hashing)
    state = State(memory / "bot.sqlite")
    application = build_application(settings, opened, state, refresh_seconds=0.0)
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
    while not (application.running and application.updater and application.updater.running) and not ended.done():
        await asyncio.sleep(0.005)


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
