"""Who is answered, and how often."""

import time
from collections import deque
from collections.abc import Callable, Collection

__all__ = ["MOST_USERS", "Access", "Pace"]

MINUTE = 60.0
# Users kept in mind; those idle longest are forgotten first.
MOST_USERS = 10_000


class Access:
    """Open, or for the users and chats on a list; admins are always answered."""

    def __init__(self, allowed: Collection[int], admins: Collection[int]) -> None:
        """Answer these user and chat ids, or everybody if there are none."""
        self._allowed = frozenset(allowed)
        self._admins = frozenset(admins)

    @property
    def open(self) -> bool:
        """Whether everybody is answered."""
        return not self._allowed

    @property
    def admins(self) -> frozenset[int]:
        """Who may use /admin."""
        return self._admins

    def allows(self, user: int | None, chat: int | None) -> bool:
        """Whether this user is answered in this chat."""
        return self.open or bool({user, chat} & self._allowed) or user in self._admins

    def is_admin(self, user: int | None) -> bool:
        """Whether this user may use /admin."""
        return user in self._admins


class Pace:
    """How often one user may ask: so many times in any minute."""

    def __init__(self, times_a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow each user `times_a_minute`."""
        self._most = times_a_minute
        self._clock = clock
        self._asked: dict[int, deque[float]] = {}
        self._told: dict[int, float] = {}

    def wait(self, user: int) -> float:
        """Count a question; how many seconds too early it came, 0 if it may be answered."""
        now = self._clock()
        times = self._asked.pop(user, None) or deque()
        self._asked[user] = times
        if len(self._asked) > MOST_USERS:
            forgotten = next(iter(self._asked))
            del self._asked[forgotten]
            self._told.pop(forgotten, None)
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) >= self._most:
            return times[0] + MINUTE - now
        times.append(now)
        return 0.0

    def may_tell(self, user: int) -> bool:
        """Whether to tell the user to slow down: once every ten seconds, or telling is a flood itself."""
        now = self._clock()
        if now - self._told.get(user, -MINUTE) < 10:
            return False
        self._told[user] = now
        return True
