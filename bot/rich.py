"""Answers and entries as rich messages (Bot API 10.1), HTML of up to 32,768 characters. Pure functions."""

from html import escape

from bot.links import Place
from bot.measure import cut
from bot.pages import Page
from bot.render import TITLE_ROOM, quote_url
from bot.wording import Wording
from corpus.entry import Entry
from retrieval.results import Answer, Citation

__all__ = ["answer_html", "entry_html"]


def answer_html(answer: Answer, words: Wording, bot: str, about: str | None = None) -> str:
    """The best quotation, and the others behind a line that unfolds them."""
    first, *others = answer.citations
    html = f"<p><i>{escape(words.about.format(title=cut(about, TITLE_ROOM)))}</i></p>" if about else ""
    html += _quotation(first, bot)
    if others:
        summary = " ".join(f"[{citation.number}]" for citation in others)
        html += f"<details><summary>{summary}</summary>"
        html += "".join(_quotation(citation, bot) for citation in others) + "</details>"
    return html


def _quotation(citation: Citation, bot: str) -> str:
    section = f" · {escape(cut(citation.section, TITLE_ROOM))}" if citation.section else ""
    link = f'<a href="{escape(quote_url(bot, citation.quote))}">{escape(cut(citation.title, TITLE_ROOM))}</a>'
    cite = f"<cite>[{citation.number}] {link}{section}</cite>"
    return f"<blockquote>{escape(citation.quote.text.strip(), quote=False)}{cite}</blockquote>"


def entry_html(entry: Entry, page: Page, words: Wording, place: Place | None = None) -> str:
    """A page of an entry; the words quoted are marked."""
    html = ""
    if place is not None and place.state != "same":
        html += f"<p><i>{escape(words.text_moved if place.state == 'moved' else words.text_changed)}</i></p>"
    html += f"<h1>{escape(cut(entry.title, TITLE_ROOM))}</h1>"
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
    return f"{before}<mark>{words}</mark>{after}"
