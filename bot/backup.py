"""Copies of an encyclopedia and of the bot's memory, made while both are in use."""

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path

from bot.errors import BackupRefused, EncyclopediaError, StateDamaged
from bot.memory.tables import MEMORY
from retrieval.errors import IndexDamaged
from retrieval.index_folder import MANIFEST, Manifest, check_files, read_manifest, write_manifest

__all__ = ["back_up"]


def back_up(data: Path, target: Path) -> int:
    """Copy the live index and the bot's memory from `data` into the new folder `target`; its size in bytes.

    The copy is compared with the checksums of the manifest before it is called a backup. It is restored by being
    the data folder: move it there. Raises BackupRefused when `target` exists, and what reading an index raises.
    """
    if target.exists():
        raise BackupRefused(f"{target} exists already; name a folder that does not, so that no backup is overwritten")
    manifest = read_manifest(data)
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        # An index is never changed once it is written, and stays until two others have been published.
        shutil.copytree(data / manifest.folder, unfinished / manifest.folder)
        write_manifest(unfinished / MANIFEST, manifest)
        _compare(unfinished, data, manifest)
        if (data / "models").is_dir():
            shutil.copytree(data / "models", unfinished / "models")
        if (data / MEMORY).exists():
            _copy_memory(data / MEMORY, unfinished / MEMORY)
    except (OSError, EncyclopediaError) as error:  # shutil.Error, which gathers several, is an OSError
        shutil.rmtree(unfinished, ignore_errors=True)
        if read_manifest(data) != manifest:  # a build publishes twice, and what was copied may be gone
            return back_up(data, target)
        if isinstance(error, EncyclopediaError):
            raise
        why = error.args[0][0][-1] if isinstance(error, shutil.Error) else error  # the first of its files tells enough
        raise BackupRefused(f"{target} could not be written ({why}); nothing is left of it") from error
    unfinished.rename(target)
    return sum(path.stat().st_size for path in target.rglob("*") if path.is_file())


def _compare(copy: Path, data: Path, manifest: Manifest) -> None:
    """Raise IndexDamaged where the index in `data` is damaged, OSError where only its copy is."""
    try:
        check_files(copy, manifest, contents=True)
    except IndexDamaged as error:
        check_files(data, manifest, contents=True)
        raise OSError("what is read back is not what was written") from error


def _copy_memory(source: Path, target: Path) -> None:
    """Copy an SQLite file that may be written to meanwhile, as one moment's state."""
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with contextlib.closing(sqlite3.connect(source)) as live, contextlib.closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
    except sqlite3.OperationalError as error:
        raise OSError(f"the bot's memory cannot be copied: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StateDamaged(
            f"{source} cannot be copied ({error}); move it away, and the bot begins a new one"
        ) from error
