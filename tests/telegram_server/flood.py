"""Flood limits: how many messages and edits Telegram takes before it asks for patience."""

import math
from collections import deque
from dataclasses import dataclass, field

from tests.telegram_server.refusals import ApiError

LIMITED = ("send", "edit")


@dataclass(slots=True)
class _Window:
    """At most `count` events in any `seconds`."""

    count: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Return how long the next event has to wait."""
        while self.times and self.times[0] <= now - self.seconds:
            self.times.popleft()
        return 0.0 if len(self.times) < self.count else self.times[0] + self.seconds - now


@dataclass(slots=True)
class FloodGate:
    """Thirty a second over all; one a second in a chat, in bursts of three; twenty a minute in a group."""

    overall: _Window = field(default_factory=lambda: _Window(30, 1.0))
    chats: dict[int, list[_Window]] = field(default_factory=dict)

    def pass_through(self, chat_id: int, now: float) -> None:
        """Count a message to a chat, or refuse it with 429."""
        if chat_id not in self.chats:
            groups = [_Window(20, 60.0)] if chat_id < 0 else []
            self.chats[chat_id] = [_Window(3, 3.0), *groups]
        windows = [self.overall, *self.chats[chat_id]]
        wait = max(window.wait(now) for window in windows)
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        for window in windows:
            window.times.append(now)


def too_many_requests(retry_after: int) -> ApiError:
    """Return Telegram's refusal of a request that came too soon."""
    return ApiError(f"Too Many Requests: retry after {retry_after}", code=429, parameters={"retry_after": retry_after})
