"""One bot a folder, and a sign of life that others can read: the lock file it holds and touches."""

import asyncio
import fcntl
import os
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from bot.errors import BotRunning, StateUnwritable

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
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StateUnwritable(path, error.strerror) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _, process = read_bot(data)
            raise BotRunning(
                f"another bot works in {data} (process {process or 'unknown'}); stop it, or give this one a folder"
            ) from None
        try:
            os.truncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
        except OSError as error:
            raise StateUnwritable(path, error.strerror) from error
        try:
            yield descriptor
        finally:
            os.truncate(descriptor, 0)
    finally:
        os.close(descriptor)


async def beat(lock: int, alive: Callable[[], Awaitable[object]], seconds: float = BEAT_SECONDS) -> None:
    """Show life on the open `lock` every so many seconds, as long as `alive` comes back, until cancelled."""
    while True:
        await alive()
        os.utime(lock)  # open, so that it may have been removed
        await asyncio.sleep(seconds)


def read_bot(data: Path) -> tuple[BotState, int | None]:
    """Whether a bot works in this folder and shows life, and its process."""
    try:
        with (data / LOCK).open(encoding="ascii") as lock:
            # As with a build: one that ended by itself has emptied the file, and the lock need not be touched.
            process = lock.read().strip()
            if not process:
                return "none", None
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                silent = time.time() - os.fstat(lock.fileno()).st_mtime > SILENT_SECONDS
                return "silent" if silent else "running", int(process) if process.isdecimal() else None
    except OSError:
        pass  # no lock, or not ours to read: no bot of ours
    return "none", None
