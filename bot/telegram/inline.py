"""Inline mode: `@bot baltic states` in any chat lists entries by name and quotations for questions."""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputMessageContent,
    Update,
)
from telegram.error import BadRequest

from bot.conversation.lookup import list_names
from bot.messages.links import INLINE
from bot.messages.measure import cut
from bot.messages.render import card_text, citation_text, entry_url, quote_url
from bot.messages.rich import card_html, citation_html, if_it_fits
from bot.telegram.delivery import content
from bot.telegram.desk import Context, Desk, desk_of, wants_rich, words_of
from bot.wording import Wording
from corpus.entry import Entry
from retrieval import Encyclopedia
from retrieval.results import Citation, Passage, Quote

__all__ = ["on_chosen", "on_inline"]

_LOG = logging.getLogger(__name__)
A_PAGE = 10
MOST_NAMES = 20
MOST_PASSAGES = 30
# A letter typed within this time makes the query before it stale.
TYPING_SECONDS = 0.15
CACHED_SECONDS = 300
MOST_CACHED = 500


@dataclass(frozen=True, slots=True)
class _Finding:
    """An entry by its name, or a citation, which may be said to be doubtful."""

    entry: Entry | None = None
    citation: Citation | None = None
    doubtful: bool = False


async def on_inline(update: Update, context: Context) -> None:
    """List what a query finds, a page at a time; a query the user has typed on from is dropped."""
    query, desk, words = update.inline_query, desk_of(context), words_of(update, context)
    if query is None:
        return
    desk.newest_inline[query.from_user.id] = query.id
    await asyncio.sleep(TYPING_SECONDS)
    if desk.newest_inline.get(query.from_user.id) != query.id:
        return
    findings = await _find(desk, " ".join(query.query.split()))
    if desk.newest_inline.get(query.from_user.id) != query.id:
        return
    del desk.newest_inline[query.from_user.id]
    first = int(query.offset) if query.offset.isascii() and query.offset.isdigit() else 0
    shown = findings[first : first + A_PAGE]
    following = str(first + A_PAGE) if first + A_PAGE < len(findings) else ""
    nothing = InlineQueryResultsButton(words.inline_nothing, start_parameter=INLINE)
    for rich in (True, False) if wants_rich(context) else (False,):
        try:
            await query.answer(
                [_result(finding, words, context.bot.username, rich=rich) for finding in shown],
                cache_time=CACHED_SECONDS,
                # The words on a result are in the language of the user.
                is_personal=True,
                next_offset=following or None,
                button=nothing if not findings and query.query.strip() else None,
            )
        except BadRequest as error:
            if "too old" in str(error):
                return
            if not rich:
                raise
            _LOG.warning("rich inline results were refused (%s) and are sent as classic ones", error)
        else:
            return


async def on_chosen(_: Update, context: Context) -> None:
    """A result was sent into a chat."""
    desk_of(context).state.count("chosen")


async def _find(desk: Desk, text: str) -> Sequence[_Finding]:
    """What a query finds; the same letters are not searched for again until there is a new index."""

    def find(encyclopedia: Encyclopedia) -> tuple[tuple[str, str], Sequence[_Finding]]:
        key = (encyclopedia.manifest.folder, text.casefold())
        found = desk.inline_cache.get(key)
        if found is None:
            found = _by_name(encyclopedia, text) + _by_question(encyclopedia, text)
        return key, found

    if not text:
        return ()
    key, found = await desk.search.call(find)
    desk.inline_cache[key] = found  # here, where only one thread is
    while len(desk.inline_cache) > MOST_CACHED:
        del desk.inline_cache[next(iter(desk.inline_cache))]
    return found


def _by_name(encyclopedia: Encyclopedia, text: str) -> list[_Finding]:
    return [_Finding(entry=entry) for entry in list_names(encyclopedia, text, MOST_NAMES)]


def _by_question(encyclopedia: Encyclopedia, text: str) -> list[_Finding]:
    """The quotations that answer, then the passages near; none for a single word, which is a name begun."""
    if len(text.split()) < 2:
        return []
    answer = encyclopedia.ask(text, quotations=5)
    if answer.abstained:
        return []
    quoted = {(c.quote.entry_id, c.quote.start) for c in answer.citations}
    found = [_Finding(citation=citation, doubtful=answer.doubtful) for citation in answer.citations]
    for hit in answer.hits[:MOST_PASSAGES]:
        passage = hit.passage
        if not any(e == passage.entry_id and passage.start <= start < passage.end for e, start in quoted):
            found.append(_Finding(citation=_cite(encyclopedia, hit.title, passage)))
    return [finding for finding in found if finding.citation is not None]


def _cite(encyclopedia: Encyclopedia, title: str, passage: Passage) -> Citation | None:
    entry = encyclopedia.entry(passage.entry_id)
    if entry is None:
        return None
    section = entry.section_at(passage.start)
    quote = Quote.cut(entry, passage.start, passage.end)
    return Citation(1, title, quote, section.title if section else None, 0)


def _result(finding: _Finding, words: Wording, bot: str, *, rich: bool) -> InlineQueryResultArticle:
    if finding.citation is not None:
        quote = finding.citation.quote
        section = finding.citation.section
        title = f"{finding.citation.title} · {section}" if section else finding.citation.title
        below, url = quote.text, quote_url(bot, quote)
        above = [words.doubtful] if finding.doubtful else []
        text, html = citation_text(finding.citation, words, bot, above), citation_html(finding.citation, bot, above)
        key = f"{quote.entry_id}\n{quote.start}\n{quote.end}"
    elif finding.entry is not None:
        entry = finding.entry
        title, below, url = entry.title, entry.text, entry_url(bot, entry.link)
        text, html, key = card_text(entry), card_html(entry), entry.id
    else:
        raise ValueError("a finding is an entry or a citation")
    return article(key, title, below, content(text, if_it_fits(html) if rich else None), words.inline_read, url)


def article(
    key: str, title: str, below: str, says: InputMessageContent, label: str, url: str
) -> InlineQueryResultArticle:
    """An inline result: what is listed, and the message it becomes."""
    return InlineQueryResultArticle(
        hashlib.blake2b(key.encode(), digest_size=16).hexdigest(),
        cut(" ".join(title.split()), 100),
        says,
        description=cut(" ".join(below[:400].split()), 160),
        reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton(label, url=url)]]),
    )
