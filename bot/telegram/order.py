"""Updates of different chats side by side, those of one chat one after the other, each once."""

import asyncio
from collections.abc import Awaitable, Hashable
from contextvars import ContextVar
from inspect import iscoroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.memory.updates import Updates

__all__ = ["InOrder", "Inbox", "crowded"]

# Far more than are ever under way: one that waits for its chat keeps no other chat's from beginning.
AT_ONCE = 10_000
# Telegram takes 20 messages a minute to a group; what waits behind so many would be answered when nobody cares.
MOST_IN_A_CHAT = 30
# Whether the update that is handled came when too many waited before it in its chat: it is to be turned away.
crowded: ContextVar[bool] = ContextVar("crowded", default=False)


class Inbox(asyncio.Queue[object]):
    """Updates on their way to the handlers, written down before Telegram is told that they came."""

    def __init__(self, updates: Updates) -> None:
        """Write them down in `updates`."""
        super().__init__()
        self._updates = updates

    async def put(self, item: object) -> None:
        """Write an update down and pass it on; what is typed inline waits for no answer after a restart."""
        if isinstance(item, Update) and item.inline_query is None and item.chosen_inline_result is None:
            user = item.effective_user.id if item.effective_user else None
            self._updates.receive(item.update_id, user, item.to_json())
        await super().put(item)


class InOrder(BaseUpdateProcessor):
    """Keeps the order within a chat, and drops updates delivered before."""

    def __init__(self, updates: Updates) -> None:
        """Remember in `updates` which of them were answered."""
        super().__init__(AT_ONCE)
        self._updates = updates
        self._turns: dict[Hashable, tuple[asyncio.Lock, int]] = {}

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Handle an update when those before it in its chat are handled; as `crowded` at once, if they are too many."""
        key = _turn_of(update)
        lock, waiting = self._turns.get(key, (asyncio.Lock(), 0))
        if waiting >= MOST_IN_A_CHAT:
            crowded.set(True)  # in the task of this update
            await self._once(update, coroutine)
            return
        self._turns[key] = lock, waiting + 1
        try:
            async with lock:
                await self._once(update, coroutine)
        finally:
            lock, waiting = self._turns[key]
            if waiting == 1:
                del self._turns[key]
            else:
                self._turns[key] = lock, waiting - 1

    async def _once(self, update: object, coroutine: Awaitable[Any]) -> None:
        if isinstance(update, Update):
            if not self._updates.begin(update.update_id):
                if iscoroutine(coroutine):
                    coroutine.close()
                return
            await coroutine
            self._updates.done(update.update_id)
        else:
            await coroutine


def _turn_of(update: object) -> Hashable:
    if not isinstance(update, Update):
        return None
    if update.inline_query is not None:
        # A newer query overtakes an older one.
        return update.update_id
    chat, user = update.effective_chat, update.effective_user
    return chat.id if chat else ("user", user.id if user else None)
