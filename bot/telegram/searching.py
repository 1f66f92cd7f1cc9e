"""The threads in which the encyclopedia is read, so that the event loop never waits for a search."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from bot.errors import Busy
from corpus.errors import EncyclopediaError
from retrieval import Encyclopedia
from retrieval.index_folder import Manifest

__all__ = ["SearchThreads"]

# Two answer half as many questions again as one; with more, Python's lock takes back what they gain.
THREADS = 2

_LOG = logging.getLogger(__name__)
Found = TypeVar("Found")


class SearchThreads:
    """Runs searches two at a time, in the order in which they came, and refuses when too many wait."""

    def __init__(self, encyclopedia: Encyclopedia, most_waiting: int, refresh_seconds: float = 2.0) -> None:
        """Look for a newly built index before a search, but not more often than every `refresh_seconds`."""
        self._encyclopedia = encyclopedia
        self._most_waiting = most_waiting
        self._refresh_seconds = refresh_seconds
        self._refreshed = 0.0
        self._refreshing = threading.Lock()
        self._waiting: set[Future[Any]] = set()
        self._threads = ThreadPoolExecutor(THREADS, "search")

    @property
    def waiting(self) -> int:
        """How many searches wait, those under way included."""
        return len(self._waiting)

    @property
    def manifest(self) -> Manifest:
        """What the live index is made of."""
        return self._encyclopedia.manifest

    async def alive(self) -> None:
        """Come back when what waits now is done; never, if a thread hangs."""
        now = [self._threads.submit(lambda: None), *self._waiting.copy()]
        await asyncio.wait([asyncio.wrap_future(search) for search in now])

    async def call(self, function: Callable[[Encyclopedia], Found], *, question: str | None = None) -> Found:
        """What `function` finds in the encyclopedia, which stays the same under its hands.

        Where it will ask a `question` and has to wait, the question is embedded meanwhile. Raises Busy when too many
        wait before it.
        """
        if self.waiting >= self._most_waiting:
            raise Busy(f"{self.waiting} questions wait already; ask again in a few seconds")
        if question is not None and self.waiting >= THREADS:
            self._encyclopedia.expect(question)
        search = self._threads.submit(self._run, function)
        self._waiting.add(search)
        search.add_done_callback(self._waiting.discard)
        return await asyncio.wrap_future(search)

    def close(self) -> None:
        """End the threads when their searches are done."""
        self._threads.shutdown()

    def _run(self, function: Callable[[Encyclopedia], Found]) -> Found:
        if time.monotonic() - self._refreshed >= self._refresh_seconds and self._refreshing.acquire(blocking=False):
            try:
                self._refresh()
            finally:
                self._refreshing.release()
        return function(self._encyclopedia.as_it_is())

    def _refresh(self) -> None:
        self._refreshed = time.monotonic()
        try:
            if self._encyclopedia.refresh():
                _LOG.info("took over the index %s", self._encyclopedia.manifest.folder)
        except (EncyclopediaError, OSError) as error:  # an OSError where another user has built it
            _LOG.error("the new index cannot be used, the old one answers on: %s", error)
