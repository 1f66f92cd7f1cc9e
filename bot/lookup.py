"""What a text leads to: an entry it names, entries it may name, or an answer. Runs in the search thread."""

import difflib
import re
from dataclasses import dataclass

from bot.context import Understood
from bot.links import Link, Place, resolve
from bot.pages import Page, page_at, pages
from corpus.entry import Entry, link_of
from corpus.folding import bare, fold
from retrieval import Encyclopedia
from retrieval.results import Answer, Hit

__all__ = [
    "MaybeMeant",
    "Opened",
    "list_names",
    "look_up",
    "more_passages",
    "nearest_of",
    "open_link",
    "open_name",
    "open_page",
]

# Nobody types a longer name.
LONGEST_NAME = 150
# How alike a misspelled name and a name are, from 0 to 1.
ALIKE = 0.75
_QUESTION = re.compile(
    r"\?\s*$|^(?:who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|can|could|has|have|had|"
    r"will|would|should|tell|name|list|explain|describe|and|but)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MaybeMeant:
    """Entries a name may mean, best first."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry open at a page."""

    entry: Entry
    page: Page
    pages: tuple[Page, ...]
    place: Place | None = None


def look_up(
    encyclopedia: Encyclopedia, text: str, understood: Understood, quotations: int
) -> Entry | MaybeMeant | Answer:
    """The entry of exactly this name, else the entries this may be a misspelled name of, else an answer."""
    named = open_name(encyclopedia, text) if len(text) <= LONGEST_NAME else None
    if isinstance(named, Entry):
        return named
    if named is not None and not _QUESTION.search(text):
        misspelled = tuple(entry for entry in named.entries if _alike(text, entry))
        if misspelled:
            return MaybeMeant(misspelled)
    return encyclopedia.ask(understood.question, quotations=quotations)


def open_name(encyclopedia: Encyclopedia, name: str) -> Entry | MaybeMeant | None:
    """The entry with this name, or those it may mean; None when no name is like it."""
    match = encyclopedia.find(name)
    if match.entry is not None and match.kind in {"exact", "folded", "alias"}:
        return match.entry
    return MaybeMeant(match.candidates) if match.candidates else None


def list_names(encyclopedia: Encyclopedia, begun: str, most: int) -> list[Entry]:
    """Entries whose names begin with `begun`, are spelled like it, or have all its words."""
    match = encyclopedia.find(begun)
    titled = [encyclopedia.find(title).entry for title in encyclopedia.titles_from(begun, most)]
    words = set(fold(begun).split())
    near = [e for e in match.candidates if _alike(begun, e) or words <= set(fold(e.title).split())]
    entries = {entry.id: entry for entry in (*titled, *near) if entry is not None}
    return list(entries.values())[:most]


def _alike(name: str, entry: Entry) -> bool:
    """Whether a name is spelled like one of an entry's names."""
    typed = fold(name)
    names = {fold(n) for n in (entry.title, bare(entry.title), *entry.aliases)}
    return any(difflib.SequenceMatcher(None, typed, n, autojunk=False).ratio() >= ALIKE for n in names)


def open_link(encyclopedia: Encyclopedia, link: Link) -> Opened | None:
    """The entry of a deep link, open where the words quoted stand now; None when it is gone."""
    entry = encyclopedia.entry_by_link(link.entry)
    if entry is None:
        return None
    place = resolve(link, entry)
    everything = pages(entry)
    return Opened(entry, page_at(everything, place.start), tuple(everything), place)


def open_page(encyclopedia: Encyclopedia, entry_link: str, offset: int) -> Opened | None:
    """An entry open at the page that holds `offset`; None when it is gone."""
    entry = encyclopedia.entry_by_link(entry_link)
    if entry is None:
        return None
    everything = pages(entry)
    return Opened(entry, page_at(everything, offset), tuple(everything))


def nearest_of(answer: Answer) -> list[tuple[str, str]]:
    """The title and link of each entry that came nearest to a question that is not answered."""
    links = {hit.title: link_of(hit.passage.entry_id) for hit in answer.hits}
    return [(title, links[title]) for title in answer.nearest if title in links]


def more_passages(encyclopedia: Encyclopedia, question: str, first: int, number: int) -> tuple[list[Hit], int]:
    """The passages from place `first` (0 is the best), and how many there are."""
    hits = encyclopedia.search(question, 30)
    return hits[first : first + number], len(hits)
