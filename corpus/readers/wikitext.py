"""Lays out the wikitext of one MediaWiki page as plain paragraphs under headings."""

import html
import re
from typing import TYPE_CHECKING

from corpus.readers.balance import balanced, without_tables
from corpus.readers.page import Page

if TYPE_CHECKING:
    from mwparserfromhell.nodes import ExternalLink, Heading, Tag, Wikilink
    from mwparserfromhell.wikicode import Wikicode

# Elements whose content is not prose of the page.
_DROPPED_TAGS = frozenset(
    [
        "ref",
        "references",
        "table",
        "gallery",
        "timeline",
        "score",
        "style",
        "script",
        "templatestyles",
        "imagemap",
        "mapframe",
        "maplink",
        "graph",
        "categorytree",
        "inputbox",
        "includeonly",
        "hiero",
        "chem",
        "ce",
        "section",
    ]
)
_BLOCK_TAGS = frozenset(
    [
        "p",
        "div",
        "blockquote",
        "center",
        "poem",
        "pre",
        "syntaxhighlight",
        "source",
        "ul",
        "ol",
        "dl",
        "li",
        "dt",
        "dd",
        "hr",
    ]
)

_BOLD_AND_ITALIC = re.compile(r"'{2,5}")
_LEFTOVER = re.compile(r"\{\{|\}\}|\[\[|\]\]|__[A-Z]{3,40}__")
# What a template inside parentheses or before a comma leaves behind when it goes.
_HOLLOW = re.compile(r" ?\([ ,;:]*\)|(?<=\()[,;:] ?")
_SPACE_BEFORE_MARK = re.compile(r" (?=[,.;:!?](?:\s|$))")
_TABLE_LINE = ("{|", "|}", "|-", "|", "!")


def lay_out(wikitext: str, dropped_namespaces: frozenset[str]) -> Page:
    """Return the page without templates, tables, references, comments, and links into `dropped_namespaces`.

    The names in `dropped_namespaces` are those of files and categories, in lower case.
    """
    import mwparserfromhell  # noqa: PLC0415  # an optional extra

    writer = _Writer(dropped_namespaces)
    # Bold and italic are no part of the tree: unbalanced, they are the slowest thing to parse.
    writer.write(mwparserfromhell.parse(balanced(without_tables(wikitext)), skip_style_tags=True))
    writer.end_paragraph()
    return writer.page


class _Writer:
    """Writes what a reader sees of each node."""

    def __init__(self, dropped_namespaces: frozenset[str]) -> None:
        self.page = Page()
        self._dropped_namespaces = dropped_namespaces
        self._parts: list[str] = []

    def write(self, code: "Wikicode") -> None:
        """Write the nodes one after the other. The parser bounds how deep they nest."""
        from mwparserfromhell import nodes  # noqa: PLC0415

        for node in code.nodes:
            match node:
                case nodes.Text():
                    self._parts.append(str(node.value))
                case nodes.HTMLEntity():
                    self._parts.append(html.unescape(str(node)))
                case nodes.Heading():
                    self._heading(node)
                case nodes.Wikilink():
                    self._wikilink(node)
                case nodes.ExternalLink():
                    self._external_link(node)
                case nodes.Tag():
                    self._tag(node)
                case _:
                    pass  # templates, their arguments, comments

    def _heading(self, node: "Heading") -> None:
        self.end_paragraph()
        title = _Writer(self._dropped_namespaces)
        title.write(node.title)
        self.page.heading(int(node.level), _tidy("".join(title._parts)))

    def _wikilink(self, node: "Wikilink") -> None:
        target, text = node.title, node.text
        prefix, colon, _ = str(target).partition(":")
        if colon and prefix.strip().replace("_", " ").lower() in self._dropped_namespaces:
            return
        if text is None:
            self._parts.append(str(target).removeprefix(":"))
        else:
            self.write(text)

    def _external_link(self, node: "ExternalLink") -> None:
        if node.title is not None:
            self.write(node.title)
        elif not node.brackets:
            self._parts.append(str(node.url))

    def _tag(self, node: "Tag") -> None:
        name = str(node.tag).strip().lower()
        if name in _DROPPED_TAGS:
            return
        if name == "br":
            self._parts.append("\n")
        around = "\n\n" if name in _BLOCK_TAGS else ""
        self._parts.append(around)
        if node.contents is not None:
            self.write(node.contents)
            self._parts.append(around)

    def end_paragraph(self) -> None:
        """Hand what was written to the page, a paragraph for each stretch between blank lines."""
        paragraph: list[str] = []
        for line in [*"".join(self._parts).split("\n"), ""]:
            if line.strip():
                if not line.startswith(_TABLE_LINE):  # of a table that never ended
                    paragraph.append(line)
            else:
                self.page.paragraph(_tidy(" ".join(paragraph)))
                paragraph = []
        self._parts = []


def _tidy(text: str) -> str:
    text = _LEFTOVER.sub("", _BOLD_AND_ITALIC.sub("", text))
    text = _HOLLOW.sub("", " ".join(text.split()))
    return _SPACE_BEFORE_MARK.sub("", text).strip()
