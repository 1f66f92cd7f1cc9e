"""Answers and entries as rich messages (Bot API 10.1), HTML of up to 32,768 characters. Pure functions."""

from collections.abc import Sequence
from html import escape

from bot.messages.links import Place
from bot.messages.measure import cut, fitting, units
from bot.messages.pages import Page
from bot.messages.render import PASSAGE_ROOM, TITLE_ROOM, card_words, notes, quote_url, remarks
from bot.wording import Wording
from corpus.entry import Entry
from retrieval.results import Answer, Citation, Hit

__all__ = [
    "answer_html", "card_html", "check_html", "citation_html", "contents_html", "entry_html", "if_it_fits",
    "noticed_html", "passages_html",
]  # fmt: skip

# A rich message takes 32,768 characters; a quotation may be a very long "sentence".
RICH_ROOM = 30_000


def if_it_fits(html: str) -> str | None:
    """The HTML, or None if it is longer than a rich message may be."""
    return html if units(html) <= RICH_ROOM else None


def answer_html(answer: Answer, words: Wording, bot: str, about: str | None = None) -> str:
    """The best quotation, and the others behind a line that unfolds them."""
    first, *others = answer.citations
    html = _noted(remarks(answer, words, about)) + _quotation(first, bot)
    if others:
        summary = " ".join(f"[{citation.number}]" for citation in others)
        html += f"<details><summary>{summary}</summary>"
        html += "".join(_quotation(citation, bot) for citation in others) + "</details>"
    return html


def _noted(above: Sequence[str]) -> str:
    return "".join(noticed_html("", note) for note in above)


def noticed_html(html: str, notice: str) -> str:
    """The same with a notice above it, if there is one."""
    return f"<p><i>{escape(notice)}</i></p>{html}" if notice else html


def citation_html(citation: Citation, bot: str, above: Sequence[str] = ()) -> str:
    """One quotation with its citation, to stand alone, and what is said above it."""
    return _noted(above) + _quotation(citation, bot, number=False)


def check_html(answer: Answer, words: Wording, bot: str) -> str:
    """The sentence that bears on a claim most closely."""
    found = f"<p>{escape(words.check_found)}</p>{_quotation(answer.citations[0], bot, number=False)}"
    return _noted(notes(answer, words)) + found


def passages_html(hits: Sequence[Hit], first: int, total: int, words: Wording, bot: str) -> str:
    """Further passages, each with the link to its place."""
    heading = words.passages.format(first=first, last=first + len(hits) - 1, total=total)
    html = f"<p>{escape(heading)}</p>"
    for number, hit in enumerate(hits, first):
        text = hit.passage.text.strip()
        shown = escape(text[: fitting(text, PASSAGE_ROOM)].rstrip(), quote=False)
        html += (
            f"<blockquote>{shown}<cite>[{number}] {_link(hit.title, quote_url(bot, hit.passage))}</cite></blockquote>"
        )
    return html


def card_html(entry: Entry) -> str:
    """The title and the first paragraph."""
    return f"<h1>{escape(cut(entry.title, TITLE_ROOM))}</h1><p>{escape(card_words(entry), quote=False)}</p>"


def contents_html(entry: Entry, words: Wording) -> str:
    """What stands above the buttons with an entry's sections."""
    return f"<h1>{escape(cut(entry.title, TITLE_ROOM))}</h1><p>{escape(words.contents)}</p>"


def _link(title: str, url: str) -> str:
    return f'<a href="{escape(url)}">{escape(cut(title, TITLE_ROOM))}</a>'


def _quotation(citation: Citation, bot: str, *, number: bool = True) -> str:
    section = f" · {escape(cut(citation.section, TITLE_ROOM))}" if citation.section else ""
    link = _link(citation.title, quote_url(bot, citation.quote))
    cite = f"<cite>{f'[{citation.number}] ' if number else ''}{link}{section}</cite>"
    return f"<blockquote>{escape(citation.quote.text.strip(), quote=False)}{cite}</blockquote>"


def entry_html(entry: Entry, page: Page, words: Wording, place: Place | None = None) -> str:
    """A page of an entry; the words quoted are marked, and a link jumps to them if they are not at the top."""
    html = ""
    if place is not None and place.state != "same":
        html += f"<p><i>{escape(words.text_moved if place.state == 'moved' else words.text_changed)}</i></p>"
    html += f"<h1>{escape(cut(entry.title, TITLE_ROOM))}</h1>"
    if place is not None and page.pieces[0].end <= place.start < min(place.end, page.end):
        html += f'<p><a href="#quoted">{escape(words.to_quotation)}</a></p>'
    for piece in page.pieces:
        for section in piece.headings:
            level = min(6, section.level + 1)
            html += f"<h{level}>{escape(cut(section.title, TITLE_ROOM))}</h{level}>"
        html += f"<p>{_marked(entry.text, piece.start, piece.end, place)}</p>"
    if page.total > 1:
        html += f"<footer>{escape(words.part.format(number=page.number, total=page.total))}</footer>"
    return html


def _marked(text: str, start: int, end: int, place: Place | None) -> str:
    if place is None or place.start >= place.end or place.end <= start or end <= place.start:
        return escape(text[start:end], quote=False)
    first, last = max(start, place.start), min(end, place.end)
    before, words, after = (escape(t, quote=False) for t in (text[start:first], text[first:last], text[last:end]))
    # Where the words go on over a paragraph's end, the jump is to their beginning.
    anchor = '<a name="quoted"></a>' if first == place.start else ""
    return f"{before}{anchor}<mark>{words}</mark>{after}"
