"""MediaWiki XML dumps: the articles, and the redirects as aliases."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from corpus.entry import Alias, BadInput, Entry
from corpus.errors import MissingExtra
from corpus.readers.page import plain_title
from corpus.readers.streams import LIMITS, MIB, Limits, open_stream, read_up_to, shown, why_unreadable
from corpus.readers.wikitext import lay_out

# A page has some twenty elements, a revision a dozen; each costs far more memory than its bytes.
_MAX_EVENTS = 200_000
# MediaWiki itself refuses to save a page of more than 2 MiB.
_MAX_WIKITEXT = 2 * MIB
_FILE_AND_CATEGORY = (6, 14)
_ENGLISH_NAMES = frozenset({"file", "image", "media", "category"})
_FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# In another encoding the parser would see a declaration where the expression above sees none.
_ENCODING = re.compile(rb"""\A(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["'](?!(?i:utf-8|us-ascii)["'])""")
_REDIRECT = re.compile(r"\s*#(?:redirect|넘겨주기)\s*:?\s*\[\[([^\[\]|#]+)", re.IGNORECASE)


class _RefusedError(Exception):
    """Why the rest of a dump is not read."""


def read_mediawiki(path: Path, limits: Limits = LIMITS) -> Iterator[Entry | Alias | BadInput]:
    """Yield the newest text of each page of the main namespace, and an Alias for each redirect.

    Raises MissingExtra if mwxml or mwparserfromhell is not installed.
    """
    try:
        import mwparserfromhell  # noqa: F401, PLC0415  # an optional extra
        import mwxml  # noqa: F401, PLC0415
    except ImportError as error:
        raise MissingExtra('MediaWiki dumps need more: pip install "wipiverse[mediawiki]"') from error
    name = shown(path)
    try:
        with open_stream(path, limits) as stream:
            guarded = _GuardedXml(lambda size: read_up_to(stream, size), limits)
            try:
                yield from _pages(guarded, path)
            except ET.ParseError as error:
                line = getattr(error, "position", (guarded.line, 0))[0]
                yield BadInput(name, line, f"the XML breaks off or is damaged here ({error}); fetch it again")
            except _RefusedError as error:
                yield BadInput(name, guarded.line, str(error))
            except OSError as error:
                yield BadInput(name, guarded.line, why_unreadable(error))
    except OSError as error:
        yield BadInput(name, 0, why_unreadable(error))


class _GuardedXml:
    """The dump as the XML parser reads it: refuses entity declarations and pages without end."""

    def __init__(self, read_piece: Callable[[int], bytes], limits: Limits) -> None:
        self._read_piece = read_piece
        self._limits = limits
        self._tail = b""
        self._size = 0
        self._events = 0
        self.line = 1

    def read(self, _size: int = 0) -> bytes:
        """Return the next piece; large ones, since the parser rescans a tag that a piece leaves open."""
        self._size += MIB
        if self._size > self._limits.page + 2 * MIB:
            raise _RefusedError(f"one page is longer than {self._limits.page:,} bytes; the rest was not read")
        piece = self._read_piece(MIB)
        if b"\0" in piece or (not self._tail and _ENCODING.match(piece)):
            raise _RefusedError("it is not UTF-8, which every MediaWiki dump is; not read further")
        if _FORBIDDEN.search(self._tail + piece):
            raise _RefusedError("a DOCTYPE or ENTITY declaration, which no MediaWiki dump has; not read further")
        self._tail = piece[-16:]
        self.line += piece.count(b"\n")
        return piece

    def events(self) -> Iterator[tuple[str, ET.Element]]:
        """Yield the parser's events; too many of them in one page would fill the memory."""
        for event, element in ET.iterparse(self, events=("start", "end")):  # noqa: S314  # guarded by read()
            self._events += 1
            if self._events > _MAX_EVENTS:
                raise _RefusedError("one page has too many elements; the rest was not read")
            yield event, element

    def begin_item(self) -> None:
        """Count from zero again: a page or revision was completed."""
        self._size = 0
        self._events = 0


def _pages(guarded: _GuardedXml, path: Path) -> Iterator[Entry | Alias | BadInput]:
    import mwxml  # noqa: PLC0415
    from mwxml.element_iterator import ElementIterator, EventPointer  # noqa: PLC0415

    pointer = EventPointer(guarded.events())
    root = ElementIterator(next(pointer)[1], pointer)
    if root.tag != "mediawiki":
        raise _RefusedError(f"the XML is a <{root.tag}>, not a <mediawiki> dump; name its format")
    namespaces: dict[str, Any] = {}
    for item in root:
        guarded.begin_item()
        # The tree keeps a husk of every page it has seen; those of a whole Wikipedia fill the memory.
        del root.element[:-1]
        try:
            if item.tag == "siteinfo":
                info = mwxml.SiteInfo.from_element(item)
                namespaces = {namespace.name: namespace for namespace in info.namespaces or ()}
            elif item.tag == "page":
                page = mwxml.Page.from_element(item, namespaces)
                if page.namespace == 0:
                    yield from _article(page, _newest_text(page, guarded), path, _dropped(namespaces))
        except (mwxml.errors.MalformedXML, ValueError, TypeError, AttributeError, AssertionError) as error:
            # What mwxml makes of an element that is missing, empty or unknown; the next page may be sound.
            yield BadInput(shown(path), guarded.line, f"a page is not as MediaWiki writes it ({error}); skipped")


def _newest_text(page: Any, guarded: _GuardedXml) -> str:
    text = ""
    for revision in page:  # a dump of the history has the newest last
        guarded.begin_item()
        main = revision.slots.contents.get("main")
        text = (main.text if main is not None else None) or ""
    return text


def _dropped(namespaces: dict[str, Any]) -> frozenset[str]:
    own = {name.lower() for name, namespace in namespaces.items() if name and namespace.id in _FILE_AND_CATEGORY}
    return _ENGLISH_NAMES | own


def _article(
    page: Any,  # mwxml ships no types
    wikitext: str,
    path: Path,
    dropped: frozenset[str],
) -> Iterator[Entry | Alias | BadInput]:
    title = plain_title(page.title)
    found = _REDIRECT.match(wikitext)
    if target := page.redirect or (found[1] if found else None):
        target = plain_title(target.partition("#")[0].replace("_", " "))
        if title and target and title != target:
            yield Alias(title, target, shown(path))
    elif len(wikitext) > _MAX_WIKITEXT:
        reason = f"the page {title!r} has {len(wikitext):,} characters; MediaWiki takes {_MAX_WIKITEXT:,} at most"
        yield BadInput(shown(path), 0, reason)
    else:
        yield lay_out(wikitext, dropped).finish(title, path)
