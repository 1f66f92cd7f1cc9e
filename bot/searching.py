"""The one thread in which the encyclopedia is read, so that the event loop never waits for a search."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.errors import Busy
from corpus.errors import EncyclopediaError
from retrieval import Encyclopedia
from retrieval.index_folder import Manifest

__all__ = ["SearchThread"]

_LOG = logging.getLogger(__name__)
Found = TypeVar("Found")


class SearchThread:
    """Runs one search at a time, in order, and refuses when too many wait."""

    def __init__(self, encyclopedia: Encyclopedia, most_waiting: int, refresh_seconds: float = 2.0) -> None:
        """Look for a newly built index before a search, but not more often than every `refresh_seconds`."""
        self._encyclopedia = encyclopedia
        self._most_waiting = most_waiting
        self._refresh_seconds = refresh_seconds
        self._refreshed = 0.0
        self._waiting = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")

    @property
    def waiting(self) -> int:
        """How many searches wait, the one under way included."""
        return self._waiting

    @property
    def manifest(self) -> Manifest:
        """What the live index is made of."""
        return self._encyclopedia.manifest

    async def alive(self) -> None:
        """Come back when what waits now is done; never, if the thread hangs."""
        await asyncio.get_running_loop().run_in_executor(self._thread, lambda: None)

    async def call(self, function: Callable[[Encyclopedia], Found]) -> Found:
        """What `function` finds in the encyclopedia. Raises Busy when too many wait before it."""
        if self._waiting >= self._most_waiting:
            raise Busy(f"{self._waiting} questions wait already; ask again in a few seconds")
        self._waiting += 1
        future = asyncio.get_running_loop().run_in_executor(self._thread, self._run, function)
        future.add_done_callback(self._one_less)
        return await future

    def close(self) -> None:
        """End the thread when its searches are done."""
        self._thread.shutdown()

    def _one_less(self, _: object) -> None:
        self._waiting -= 1

    def _run(self, function: Callable[[Encyclopedia], Found]) -> Found:
        now = time.monotonic()
        if now - self._refreshed >= self._refresh_seconds:
            self._refreshed = now
            try:
                if self._encyclopedia.refresh():
                    _LOG.info("took over the index %s", self._encyclopedia.manifest.folder)
            except EncyclopediaError as error:
                _LOG.error("the new index cannot be used, the old one answers on: %s", error)
        return function(self._encyclopedia)
