"""Updates on their way to the bot: waiting to be polled, or pushed to its webhook."""

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import aiohttp

from tests.telegram_server.refusals import JsonObject

# Update types a bot gets only when it asks for them by name.
_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_FIRST_RETRY = 0.05


@dataclass(slots=True)
class UpdateQueue:
    """Updates in the order they happened; delivered at least once, forgotten when confirmed."""

    pending: list[JsonObject] = field(default_factory=list)
    made: list[JsonObject] = field(default_factory=list)
    allowed: Sequence[str] = ()
    duplicated: bool = False
    next_id: int = 700_000_001

    def add(self, kind: str, payload: JsonObject) -> JsonObject | None:
        """Queue an update unless the bot did not ask for its kind."""
        if kind not in self.allowed if self.allowed else kind in _ON_REQUEST:
            return None
        # Copied, so that what happens to a message later does not change what the bot was told.
        update: JsonObject = json.loads(json.dumps({"update_id": self.next_id, kind: payload}))
        self.next_id += 1
        self.made.append(update)
        self.pending += [update, update] if self.duplicated else [update]
        return update

    def confirm(self, offset: int) -> None:
        """Forget updates below `offset`; a negative one keeps that many from the end."""
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [update for update in self.pending if update["update_id"] >= offset]


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are pushed to."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40


async def push_updates(queue: UpdateQueue, webhook: Webhook, signal: Callable[[], None]) -> None:
    """POST updates one after the other until cancelled; what is not answered with 2xx is sent again."""
    headers = {}
    if webhook.secret_token:
        headers["X-Telegram-Bot-Api-Secret-Token"] = webhook.secret_token
    pause = _FIRST_RETRY
    async with aiohttp.ClientSession(headers=headers) as session:
        while True:
            if not queue.pending:
                await asyncio.sleep(0.005)
                continue
            update = queue.pending[0]
            if await _post(session, webhook.url, update):
                queue.pending.remove(update)
                pause = _FIRST_RETRY
                signal()
            else:
                await asyncio.sleep(pause)
                pause *= 2


async def _post(session: aiohttp.ClientSession, url: str, update: JsonObject) -> bool:
    try:
        async with session.post(url, json=update) as response:
            return response.ok
    except aiohttp.ClientError:
        return False
