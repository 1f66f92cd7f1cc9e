"""An entry open at one of its pages: where a deep link leads, or a button. Runs in a search thread."""

from dataclasses import dataclass

from bot.messages.links import Link, Place, resolve
from bot.messages.pages import Page, page_at, pages
from corpus.entry import Entry
from retrieval import Encyclopedia

__all__ = ["Opened", "open_link", "open_page"]


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry open at the page that holds `offset`."""

    entry: Entry
    offset: int
    page: Page
    pages: tuple[Page, ...]
    place: Place | None = None


def open_link(encyclopedia: Encyclopedia, link: Link) -> Opened | None:
    """The entry of a deep link, open where the words quoted stand now; None when it is gone."""
    entry = encyclopedia.entry_by_link(link.entry)
    if entry is None:
        return None
    place = resolve(link, entry)
    return _open_at(entry, place.start, place)


def open_page(encyclopedia: Encyclopedia, entry_link: str, offset: int) -> Opened | None:
    """An entry open at the page that holds `offset`; None when it is gone."""
    entry = encyclopedia.entry_by_link(entry_link)
    return _open_at(entry, offset) if entry else None


def _open_at(entry: Entry, offset: int, place: Place | None = None) -> Opened:
    everything = pages(entry)
    return Opened(entry, offset, page_at(everything, offset), tuple(everything), place)
