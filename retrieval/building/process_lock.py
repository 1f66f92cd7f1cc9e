"""A file that one process at a time holds, and in which it says which it is."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

__all__ = ["AlreadyHeld", "Holder", "holder", "process_lock"]


class Holder(NamedTuple):
    """The process that holds a lock, and when it last touched the file (seconds since 1970)."""

    process: int | None
    touched: float


class AlreadyHeld(Exception):
    """Another process holds the lock; which, is all that it says."""


@contextmanager
def process_lock(path: Path, mode: int = 0o644) -> Iterator[int]:
    """Hold the lock file `path`, made with `mode` if it is not there, and give its descriptor.

    The lock goes with its process, however that ends. Raises AlreadyHeld, and OSError where the file cannot be written.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, mode)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyHeld(_process(descriptor) or "unknown") from None
        os.truncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
        try:
            yield descriptor
        finally:
            os.truncate(descriptor, 0)
    finally:
        os.close(descriptor)


def holder(path: Path) -> Holder | None:
    """Who holds the lock file `path`; None if nobody does, or it is not ours to read."""
    try:
        with path.open("rb") as lock:
            # A process that ended by itself has emptied the file: then there is no need to touch the lock, which for a
            # moment would keep another from taking it.
            about = os.fstat(lock.fileno())
            if about.st_size:
                try:
                    fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
                except BlockingIOError:
                    return Holder(_process(lock.fileno()), about.st_mtime)
    except OSError:
        pass
    return None


def _process(descriptor: int) -> int | None:
    said = os.pread(descriptor, 20, 0).strip()
    return int(said) if said.isdigit() else None
