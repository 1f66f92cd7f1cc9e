"""The folder a build works in: one build at a time, from the live index or from what an interruption left."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from corpus.entry import HASHING
from corpus.errors import StoreDamaged
from corpus.store import EntryStore
from corpus.writer import EntryWriter
from retrieval import index_folder
from retrieval.analysis import ANALYSIS
from retrieval.building.process_lock import AlreadyHeld, process_lock
from retrieval.errors import BuildRunning, BuildStopped, EncyclopediaError, IndexDamaged, IndexMissing
from retrieval.index_folder import BUILD_LOCK, ENTRIES, LEXICAL, Manifest
from retrieval.lexical import LexicalIndex
from retrieval.passages import CHUNKER

__all__ = ["COMPLETING", "COUNTS", "MADE_BY", "explained", "only_build", "prepare"]

# What an index, or an interrupted build, must have been made by to be gone on with; vectors are kept in any case.
MADE_BY = f"{index_folder.FORMAT} {CHUNKER} {ANALYSIS} {HASHING}"
# Where a published index gets its remaining vectors; nothing in it but the dense part is ever written.
COMPLETING = "completing"
# What the report of a build counts, kept in the unfinished index so that it adds up over interruptions.
COUNTS = ("new", "changed", "removed")


def prepare(data: Path) -> tuple[Path, Manifest | None]:
    """The folder of the next index: the interrupted one if there is one, else a copy of the live one to work on.

    With it comes the manifest of the live index if that is sound, every byte of it: what has changed would otherwise
    be taken over, and get a checksum that says it is sound.
    """
    building = data / "building"
    live = _sound_manifest(data)
    shutil.rmtree(data / COMPLETING, ignore_errors=True)
    unpublished = _unpublished(data)
    if unpublished is not None and _is_linked(unpublished):
        shutil.rmtree(unpublished)
        unpublished = None
    if not (building / ENTRIES).exists() and unpublished is not None:
        shutil.rmtree(building, ignore_errors=True)
        unpublished.rename(building)
    if (building / ENTRIES).exists() and _can_go_on(building):
        return building, live
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    if live is not None and _made_by(data / live.folder) == MADE_BY:
        # Files of the lexical index are never written again, only replaced, so a link does as well as a copy.
        shutil.copytree(data / live.folder / LEXICAL, building / LEXICAL, copy_function=os.link)
        copied = building / (ENTRIES + ".copy")
        shutil.copyfile(data / live.folder / ENTRIES, copied)
        with EntryWriter(copied) as store:
            for name in (*COUNTS, "renamed"):
                store.set_fact(name, 0)
        copied.rename(building / ENTRIES)
    return building, live


def _made_by(folder: Path) -> str | None:
    with EntryStore(folder / ENTRIES) as store:
        return None if (made_by := store.fact("made by")) is None else str(made_by)


def _can_go_on(building: Path) -> bool:
    """Whether what an interrupted build has left is sound, and of this version's making."""
    try:
        with EntryWriter(building / ENTRIES) as store:
            if store.fact("made by") != MADE_BY:
                return False
            begun = store.connection.execute("SELECT 1 FROM entries WHERE indexed IS NOT NULL LIMIT 1").fetchone()
        if begun:
            LexicalIndex(building / LEXICAL)
        else:
            shutil.rmtree(building / LEXICAL, ignore_errors=True)
    except (StoreDamaged, IndexDamaged, sqlite3.DatabaseError):
        return False
    return True


def _unpublished(data: Path) -> Path | None:
    """A finished index whose build was killed between the last two renames, so that it never went live."""
    try:
        live = index_folder.read_manifest(data).folder
    except IndexMissing:
        live = ""
    except EncyclopediaError:
        return None
    return max((folder for folder in data.glob("index-[0-9]*") if folder.name > live), default=None)


def _is_linked(folder: Path) -> bool:
    """Whether the entries here are those of another index as well, so that they must not be written."""
    try:
        return (folder / ENTRIES).stat().st_nlink > 1
    except OSError:
        return False


def _sound_manifest(data: Path) -> Manifest | None:
    """The manifest of the live index if a build can start from it; a damaged index is built anew."""
    try:
        manifest = index_folder.read_manifest(data)
        index_folder.check_files(data, manifest, contents=True)
    except EncyclopediaError:
        return None
    return manifest


@contextmanager
def only_build(data: Path) -> Iterator[None]:
    """Refuse to build where another build is running; the lock goes with its process, however that ends."""
    with ExitStack() as stack:
        try:
            data.mkdir(parents=True, exist_ok=True)
            stack.enter_context(process_lock(data / BUILD_LOCK))
        except AlreadyHeld as held:
            raise BuildRunning(f"another build (process {held}) works in {data}; wait for it or stop it") from None
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise  # as at any later moment
            raise BuildStopped(
                f"cannot write to {data} ({error.strerror}); choose another folder with --data"
            ) from error
        yield


@contextmanager
def explained(data: Path) -> Iterator[None]:
    """Translate what the disk and SQLite may say in the middle of a build."""
    unharmed = "the live index is as it was; run the same command again to go on"
    try:
        yield
    except sqlite3.OperationalError as error:
        full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
        room = f": free some disk space in {data}" if full else ""
        raise BuildStopped(f"the build stopped ({error}){room}; {unharmed}") from error
    except sqlite3.DatabaseError as error:
        raise BuildStopped(
            f"the unfinished index is damaged ({error}): delete {data / 'building'} and {data / 'vectors'}; {unharmed}"
        ) from error
    except OSError as error:
        raise BuildStopped(f"the build stopped ({error}); {unharmed}") from error
