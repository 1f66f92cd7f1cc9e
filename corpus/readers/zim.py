"""Kiwix ZIM files: the articles, and the redirects as aliases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.entry import Alias, BadInput, Entry
from corpus.errors import MissingExtra
from corpus.readers.page import plain_title
from corpus.readers.recognise import ZIM_MAGIC
from corpus.readers.streams import LIMITS, Limits, shown, why_unreadable
from corpus.readers.webpage import lay_out

_DAMAGED = "the ZIM file is damaged or incomplete ({}); download it again"


def read_zim(path: Path, limits: Limits = LIMITS) -> Iterator[Entry | Alias | BadInput]:
    """Yield each article but the main page, and an Alias for each redirect to an article.

    Raises MissingExtra if libzim or selectolax is not installed.
    """
    try:
        import selectolax.lexbor  # noqa: F401, PLC0415  # an optional extra
        from libzim.reader import Archive  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtra('ZIM files need more: pip install "wipiverse[zim]"') from error
    name = shown(path)
    try:
        with path.open("rb") as file:
            if file.read(len(ZIM_MAGIC)) != ZIM_MAGIC:
                yield BadInput(name, 0, "not a ZIM file; unpack it if it is compressed, or name its format")
                return
        archive = Archive(path)
        # Damage inside would otherwise show as wrong text, and the library does not always survive it.
        if archive.has_checksum and not archive.check():
            yield BadInput(name, 0, _DAMAGED.format("its checksum does not match"))
            return
        main_path = _main_path(archive)
        positions = range(archive.entry_count)
    except OSError as error:
        yield BadInput(name, 0, why_unreadable(error))
        return
    except (RuntimeError, ValueError, KeyError) as error:
        yield BadInput(name, 0, _DAMAGED.format(error))
        return
    for position in positions:
        try:
            yield from _item(archive, position, main_path, path, limits)
        except (RuntimeError, ValueError, KeyError) as error:
            yield BadInput(name, 0, f"item {position} of the ZIM file cannot be read ({error}); skipped")


def _main_path(archive: Any) -> str | None:  # libzim ships no types
    if not archive.has_main_entry:
        return None
    return str(_followed(archive.main_entry).path)


def _followed(entry: Any) -> Any:
    """Return where the redirects lead; they are followed a few steps, for they may go in circles."""
    for _ in range(10):
        if not entry.is_redirect:
            return entry
        entry = entry.get_redirect_entry()
    raise ValueError(f"the redirects from {entry.path!r} go in circles")


def _item(
    archive: Any,
    position: int,
    main_path: str | None,
    path: Path,
    limits: Limits,
) -> Iterator[Entry | Alias | BadInput]:
    # The only way the library has to go through all entries.
    found = archive._get_entry_by_id(position)  # noqa: SLF001
    article = _followed(found)
    if article.path == main_path or not _is_article(archive, article):
        return
    title = plain_title(article.title)
    if found.is_redirect:
        name = plain_title(found.title)
        if name and title and name != title:
            yield Alias(name, title, shown(path))
        return
    item = article.get_item()
    if item.size > limits.page:
        yield BadInput(shown(path), 0, f"the article {title!r} is longer than {limits.page:,} bytes; skipped")
        return
    yield lay_out(bytes(item.content), title).finish(title, path)


def _is_article(archive: Any, entry: Any) -> bool:
    # Files made before 2021 keep their articles under "A/", beside the pages of the skin.
    in_place = archive.has_new_namespace_scheme or entry.path.startswith("A/")
    return bool(in_place and entry.get_item().mimetype.startswith("text/html"))
