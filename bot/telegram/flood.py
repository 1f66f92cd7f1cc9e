"""Telegram's flood limits: no more messages than it takes, and patience, chat by chat, when it asks."""

import asyncio
import logging
import math
from collections.abc import Callable, Coroutine
from typing import Any

import httpx
from telegram.constants import FloodLimit
from telegram.error import BadRequest, ChatMigrated, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

__all__ = ["MOST_TRIES", "PatientLimiter", "may_have_arrived", "pause"]

_LOG = logging.getLogger(__name__)
Result = bool | dict[str, Any] | list[dict[str, Any]]
Request = Callable[..., Coroutine[Any, Any, Result]]
MOST_TRIES = 4
TYPING = "sendChatAction"
# A chat takes one message a second, in bursts of three.
BURST, BURST_SECONDS = 3, 3.0
GROUP_SECONDS = 60.0
# So many seconds more than need be are waited, for clocks differ.
SLACK = 0.05
# Chats kept in mind; those idle longest are forgotten first.
MOST_CHATS = 1_000


class _Window:
    """At most `count` requests in any `seconds`, measured from when they were answered: how long one was on
    its way nobody knows, and the server counts from when it came.
    """

    def __init__(self, count: int, seconds: float) -> None:
        self._count = count
        self._seconds = seconds
        self._times: dict[object, float] = {}

    def wait(self, now: float) -> float:
        """How long the next request has to wait."""
        self._times = {key: time for key, time in self._times.items() if time > now - self._seconds}
        if len(self._times) < self._count:
            return 0.0
        return sorted(self._times.values())[-self._count] + self._seconds - now

    def take(self, key: object, now: float) -> None:
        """Count a request when it is made, and again under the same key when it is answered."""
        self._times[key] = now


class _Chat:
    """The limits of one chat, and until when it wants to be left alone."""

    def __init__(self, burst: int, *, group: bool) -> None:
        self.windows = [_Window(burst, BURST_SECONDS)]
        if group:
            self.windows.append(_Window(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP, GROUP_SECONDS))
        self.silent_until = 0.0
        self.turn = asyncio.Lock()


class PatientLimiter(BaseRateLimiter[int]):
    """Holds sends and edits back until Telegram takes them; a RetryAfter holds up its own chat only."""

    def __init__(self, burst: int = BURST) -> None:
        """Send `burst` messages to a chat at once."""
        self._burst = burst
        self._overall = _Window(FloodLimit.MESSAGES_PER_SECOND, 1.0)
        self._chats: dict[int | str, _Chat] = {}

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""

    async def process_request(
        self,
        callback: Request,
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,  # noqa: ARG002
    ) -> Result:
        """Make a request when its time has come, and again after a refusal or a fault that may pass."""
        limited = endpoint.startswith(("send", "edit")) and endpoint != TYPING
        chat = self._chat(data["chat_id"]) if limited and "chat_id" in data else None
        for attempt in range(1, MOST_TRIES + 1):
            key = object()
            if chat is not None:
                await self._wait_for_turn(chat, key)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                if attempt == MOST_TRIES:
                    raise
                await self._be_silent(chat, _seconds(error), endpoint)
            except ChatMigrated as error:
                # Where a group has become a supergroup meanwhile, it is answered there; `args` hold the same data.
                if attempt == MOST_TRIES:
                    raise
                data["chat_id"] = error.new_chat_id
            except NetworkError as error:
                if attempt == MOST_TRIES or not _may_pass(error, endpoint):
                    raise
                _LOG.warning("%s failed (%s), try %d follows", endpoint, type(error).__name__, attempt + 1)
                await asyncio.sleep(pause(attempt))
            finally:
                if chat is not None:
                    self._take(chat, key)
        raise AssertionError("the last try returns or raises")

    def _chat(self, chat_id: int | str) -> _Chat:
        chat = self._chats.pop(chat_id, None) or _Chat(self._burst, group=isinstance(chat_id, str) or chat_id < 0)
        self._chats[chat_id] = chat
        if len(self._chats) > MOST_CHATS:
            del self._chats[next(iter(self._chats))]
        return chat

    def _take(self, chat: _Chat, key: object) -> None:
        now = asyncio.get_running_loop().time()
        for window in [self._overall, *chat.windows]:
            window.take(key, now)

    async def _wait_for_turn(self, chat: _Chat, key: object) -> None:
        clock = asyncio.get_running_loop().time
        async with chat.turn:
            while True:
                now = clock()
                windows = [self._overall, *chat.windows]
                wait = max(chat.silent_until - now, *(window.wait(now) for window in windows))
                if wait <= 0:
                    self._take(chat, key)
                    return
                await asyncio.sleep(wait + SLACK)

    async def _be_silent(self, chat: _Chat | None, seconds: float, endpoint: str) -> None:
        _LOG.info("Telegram asks for %.0f s of patience (%s)", seconds, endpoint)
        if chat is None:
            await asyncio.sleep(seconds + SLACK)
        else:
            chat.silent_until = asyncio.get_running_loop().time() + seconds + SLACK


def _seconds(error: RetryAfter) -> float:
    asked = error.retry_after
    return float(asked) if isinstance(asked, int | float) else asked.total_seconds()


def pause(attempt: int) -> float:
    """How many seconds to wait after the first, second ... try that failed."""
    return 0.2 * math.pow(3, attempt - 1)


def may_have_arrived(error: TelegramError) -> bool:
    """Whether nobody can tell if a request was carried out: it was made, and no answer came."""
    cause = error.__cause__
    unmade = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
    return isinstance(cause, httpx.HTTPError) and not isinstance(cause, unmade)


def _may_pass(error: NetworkError, endpoint: str) -> bool:
    """Whether to try again. A send that may have arrived is left to who sends it, to say so when it is repeated."""
    if isinstance(error, BadRequest):
        return False
    return not (endpoint.startswith("send") and may_have_arrived(error))
