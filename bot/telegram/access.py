"""Who is answered, and how often."""

import logging
import time
from collections import deque
from collections.abc import Callable, Collection

__all__ = ["MOST_USERS", "Access", "Pace", "Tellings"]

_LOG = logging.getLogger(__name__)
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

    def follow(self, old: int, new: int) -> None:
        """Answer the chat `old` under its new id too, if it is on the list, until the next start."""
        if old in self._allowed and new not in self._allowed:
            self._allowed |= {new}
            _LOG.warning(
                "the group %d has become %d and is answered there until the next start; "
                "put the new id into WIPIVERSE_TELEGRAM_ALLOWED", old, new
            )  # fmt: skip

    def is_admin(self, user: int | None) -> bool:
        """Whether this user may use /admin."""
        return user in self._admins


class Tellings:
    """How often users, or chats, are told that they are not answered: telling each time would be a flood itself."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Tell each of them once in so many `seconds`."""
        self._seconds = seconds
        self._clock = clock
        self._told: dict[int | str, float] = {}

    def may_tell(self, whom: int | str) -> bool:
        """Whether to tell this user, chat or album now."""
        now = self._clock()
        if now - self._told.get(whom, -self._seconds) < self._seconds:
            return False
        self._told.pop(whom, None)
        self._told[whom] = now
        if len(self._told) > MOST_USERS:
            del self._told[next(iter(self._told))]
        return True


class Pace:
    """How often one user may ask: so many times in any minute."""

    def __init__(self, times_a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow each user `times_a_minute`."""
        self._most = times_a_minute
        self._clock = clock
        self._asked: dict[int, deque[float]] = {}
        self._tellings = Tellings(10.0, clock)

    def wait(self, user: int) -> float:
        """Count a question; how many seconds too early it came, 0 if it may be answered."""
        now = self._clock()
        times = self._asked.pop(user, None) or deque()
        self._asked[user] = times
        if len(self._asked) > MOST_USERS:
            del self._asked[next(iter(self._asked))]
        while times and times[0] <= now - MINUTE:
            times.popleft()
        if len(times) >= self._most:
            return times[0] + MINUTE - now
        times.append(now)
        return 0.0

    def may_tell(self, user: int) -> bool:
        """Whether to tell the user to slow down: once every ten seconds."""
        return self._tellings.may_tell(user)
