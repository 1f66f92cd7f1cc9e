"""Lays out the HTML of one article as plain paragraphs under headings."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.readers.page import Page, plain_title

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_DROPPED = ", ".join(
    [
        *(
            "head",
            "script",
            "style",
            "template",
            "noscript",
            "nav",
            "table",
            "figure",
            "audio",
            "video",
            "svg",
        ),
        *("form", "button", "select", "footer", "math annotation", "sup.reference", "ol.references"),
        *(".infobox", ".navbox", ".mw-editsection", ".mw-references-wrap", ".reflist", ".toc", "#toc"),
        *(".hatnote", ".thumb", ".metadata", ".noprint", ".mw-empty-elt", ".catlinks", ".sidebar"),
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "math",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_RANKS = {f"h{rank}": rank for rank in range(1, 7)}


_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# Elements that have no end tag, or may go without it and never hold one of their own kind.
_NEVER_NESTED = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "colgroup",
    ]
)
# The HTML parser's time grows with the square of the depth; no article comes near a hundred.
_MAX_DEPTH = 1000


def lay_out(content: bytes, title: str) -> Page:
    """Return the page that a browser would show, without what stands beside the prose.

    Raises ValueError if the elements are nested too deeply to be an article.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # an optional extra

    html = content.decode(errors="replace")
    if _is_too_deep(html):
        raise ValueError(f"its elements are nested more than {_MAX_DEPTH:,} deep")
    page = Page()
    root = LexborHTMLParser(html).body
    if root is None:
        return page
    parts: list[str] = []
    for node, is_entering in _walk(root, {node.mem_id for node in root.css(_DROPPED)}):
        tag = node.tag or ""
        if tag == "-text":
            if is_entering:
                parts.append(node.text_content or "")
        elif tag == "br":
            parts.append(" ")
        elif tag not in _INLINE:
            text = plain_title("".join(parts))
            parts = []
            if is_entering or tag not in _RANKS:
                page.paragraph(text)
            elif tag != "h1" or text != title:
                page.heading(_RANKS[tag], text)
    page.paragraph(plain_title("".join(parts)))
    return page


def _is_too_deep(html: str) -> bool:
    depth = 0
    for slash, name in _TAG.findall(html):
        if name.lower() not in _NEVER_NESTED:
            depth = max(depth - 1, 0) if slash else depth + 1
            if depth > _MAX_DEPTH:
                return True
    return False


def _walk(root: "LexborNode", left_out: set[int]) -> Iterator[tuple["LexborNode", bool]]:
    """Yield each node below `root` when it begins (True) and when it ends (False), without recursion."""
    open_nodes: list[LexborNode] = []
    node = root.first_child
    while node is not None or open_nodes:
        if node is None:
            node = open_nodes.pop()
            yield node, False
            node = node.next
        elif node.mem_id in left_out or node.tag == "-comment":
            node = node.next
        else:
            yield node, True
            open_nodes.append(node)
            node = node.first_child
