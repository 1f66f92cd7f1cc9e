"""Reads whatever lies at a path: one file, or a folder with all that is in it."""

import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from corpus.entry import Alias, BadInput, Entry
from corpus.errors import InputUnreadable
from corpus.readers.jsonl import read_jsonl
from corpus.readers.markdown import MARKDOWN_SUFFIXES, PLAIN_SUFFIXES, read_markdown
from corpus.readers.mediawiki import read_mediawiki
from corpus.readers.recognise import HEAD_SIZE, head_of, is_json_array, recognise, why_in_no_format
from corpus.readers.streams import shown, stem_of, why_unreadable
from corpus.readers.wipiverse import read_wipiverse
from corpus.readers.zim import read_zim

FORMATS: Mapping[str, Callable[[Path], Iterator[Entry | Alias | BadInput]]] = MappingProxyType(
    {
        "jsonl": read_jsonl,
        "wipiverse": read_wipiverse,
        "markdown": read_markdown,
        "mediawiki": read_mediawiki,
        "zim": read_zim,
    }
)
_NAMES = ", ".join(FORMATS)


def read(
    path: Path,
    format: str | None = None,  # noqa: A002  # the word people use for it
    without: Path | None = None,
) -> Iterator[Entry | Alias | BadInput]:
    """Return an iterator over all that the file or folder at `path` holds.

    Each file's format is recognised from its content unless `format` names one of `FORMATS`. What is wrong
    with the content comes as BadInput and never ends the reading. The folder `without`, and all that is in it, is
    passed over where it lies inside `path`.

    Raises:
        InputUnreadable: `path` is missing or may not be read, or there is no such format. Raised at once.
        MissingExtra: the library for a file's format is not installed. Raised when that file's turn comes.
    """
    if format is not None and format not in FORMATS:
        raise InputUnreadable(f"there is no format {format!r}; choose one of {_NAMES}")
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            next(path.iterdir(), None)
            return _read_folder(path, format, without)
        if stat.S_ISREG(mode):
            path.open("rb").close()
            return _read_file(path, format)
    except FileNotFoundError as error:
        raise InputUnreadable(f"there is no {shown(path)}; check the path") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        why = why_unreadable(error) if isinstance(error, OSError) else str(error)
        raise InputUnreadable(f"{shown(path)}: {why}") from error
    raise InputUnreadable(f"{shown(path)} is neither a file nor a folder; name one of these")


def _read_file(path: Path, format_name: str | None) -> Iterator[Entry | Alias | BadInput]:
    try:
        head = head_of(path)
    except OSError as error:
        yield BadInput(shown(path), 0, why_unreadable(error))
        return
    if len(head) < HEAD_SIZE and not head.strip():
        yield BadInput(shown(path), 0, "the file is empty; fill it or remove it")
        return
    recognised = format_name or recognise(head, path)
    if reason := why_in_no_format(head):
        yield BadInput(shown(path), 0, reason)
    elif recognised is None and is_json_array(head):
        yield BadInput(shown(path), 0, "a JSON array; write its objects one a line, as JSON Lines")
    elif recognised is None:
        yield _unrecognised(path)
    else:
        yield from FORMATS[recognised](path)


def _read_folder(root: Path, format_name: str | None, without: Path | None) -> Iterator[Entry | Alias | BadInput]:
    """Read the folder's files in the order of their names, whatever is inside a folder in its place."""
    inside = root.resolve()
    pending = _listing(root)
    if not pending:
        yield BadInput(shown(root), 0, "the folder is empty; put files into it")
    while pending:
        path = pending.pop()
        try:
            if reason := _why_not_followed(path, inside):
                yield BadInput(shown(path), 0, reason)
                continue
            if path.is_dir():
                if without is None or path.resolve() != without.resolve():
                    pending += _listing(path)
                continue
            prose = stem_of(path).suffix.lower() in MARKDOWN_SUFFIXES | PLAIN_SUFFIXES
            if not prose and format_name is None and recognise(head_of(path), path) == "markdown":
                yield _unrecognised(path)  # any text would pass for Markdown: scripts, tables, licences
                continue
        except OSError as error:
            yield BadInput(shown(path), 0, why_unreadable(error))
            continue
        yield from _read_file(path, format_name)


def _listing(folder: Path) -> list[Path]:
    """Return what is in the folder, the last name first, hidden files left out."""
    return sorted((path for path in folder.iterdir() if not path.name.startswith(".")), reverse=True)


def _why_not_followed(path: Path, inside: Path) -> str | None:
    """Say why this part of a folder is not read: its links are followed to files inside it only."""
    try:
        target = path.resolve(strict=True)
    except RuntimeError:  # how Python up to 3.12 reports links that go round in circles
        return "a symbolic link that leads to itself; remove it"
    if not target.is_relative_to(inside):
        return "leads out of the folder, so it was not followed; copy what it leads to"
    if path.is_symlink() and target.is_dir():
        return "a symbolic link to a folder is not followed; that folder is read in its own place"
    if not (target.is_dir() or target.is_file()):
        return "neither a file nor a folder; remove it"
    return None


def _unrecognised(path: Path) -> BadInput:
    return BadInput(shown(path), 0, f"the format is not recognised; name it if it is one of {_NAMES}")
