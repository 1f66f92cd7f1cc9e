"""One bot a folder, and a sign of life that others can read: the lock file it holds and touches."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from bot.errors import BotRunning, StateUnwritable
from retrieval.building.process_lock import AlreadyHeld, holder, process_lock

__all__ = ["BEAT_SECONDS", "LOCK", "SILENT_SECONDS", "BotState", "beat", "only_bot", "read_bot"]

LOCK = "bot.lock"
BEAT_SECONDS = 10.0
# A bot that has not shown life for so long answers nobody any more.
SILENT_SECONDS = 60.0
BotState = Literal["none", "running", "silent"]


@contextmanager
def only_bot(data: Path) -> Iterator[int]:
    """Hold the lock of the bot of this folder, and give its descriptor.

    Raises BotRunning, naming the process, when another holds it, and StateUnwritable when there can be none.
    Two bots would take the numbers of each other's updates for their own, and leave questions unanswered.
    """
    path = data / LOCK
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(process_lock(path, mode=0o600))
        except AlreadyHeld as held:
            raise BotRunning(
                f"another bot works in {data} (process {held}); stop it, or give this one a folder"
            ) from None
        except OSError as error:
            raise StateUnwritable(path, error.strerror) from error
        yield lock


async def beat(lock: int, alive: Callable[[], Awaitable[object]], seconds: float = BEAT_SECONDS) -> None:
    """Show life on the open `lock` every so many seconds, as long as `alive` comes back, until cancelled."""
    while True:
        await alive()
        os.utime(lock)  # open, so that it may have been removed
        await asyncio.sleep(seconds)


def read_bot(data: Path) -> tuple[BotState, int | None]:
    """Whether a bot works in this folder and shows life, and its process."""
    held_by = holder(data / LOCK)
    if held_by is None:
        return "none", None
    silent = abs(time.time() - held_by.touched) > SILENT_SECONDS  # where the clock was set back, it lies ahead
    return "silent" if silent else "running", held_by.process
