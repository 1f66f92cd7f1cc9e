"""Entries in the chat: cards, pages, contents, files."""

from collections.abc import Callable
from functools import partial

from telegram import Update

from bot.conversation.lookup import open_name
from bot.memory.state import Asked
from bot.messages.keyboards import card_buttons, contents_buttons, entries_buttons, page_buttons
from bot.messages.links import Link
from bot.messages.measure import cut
from bot.messages.opened import Opened, open_link, open_page
from bot.messages.pages import RICH, page_at, pages
from bot.messages.render import TITLE_ROOM, card_text, entry_file, entry_text, plain
from bot.messages.rich import card_html, contents_html, entry_html
from bot.telegram.delivery import Reply, deliver, send_file
from bot.telegram.desk import Context, desk_of, preferences_of, sender, words_of
from bot.telegram.questions import note_opened
from corpus.entry import Entry
from retrieval import Encyclopedia

__all__ = [
    "show_card", "show_contents", "show_file", "show_link", "show_named", "show_page", "show_random",
    "turn_page",
]  # fmt: skip


async def show_named(update: Update, context: Context, name: str, *, edited: Asked | None = None) -> None:
    """Open the entry called `name`, or offer those it may be; in place of the old answer if the name was edited."""
    words, search = words_of(update, context), desk_of(context).search
    replace = edited.answer_id if edited else None
    found = await search.call(lambda e: open_name(e, name))
    if isinstance(found, Entry):
        await _show(update, context, partial(open_link, link=Link(found.link)), replace=replace, name=name)
        return
    reply = Reply(plain(words.entry_none))
    if found is not None:
        named = [(entry.title, entry.link) for entry in found.entries]
        reply = Reply(plain(words.did_you_mean), entries_buttons(named, words))
    note_opened(update, context, None, await deliver(update, context, reply, replace=replace), name)


async def show_link(update: Update, context: Context, link: Link) -> None:
    """Open an entry where the words stand that a deep link quotes."""
    await _show(update, context, partial(open_link, link=link))


async def show_page(update: Update, context: Context, entry_link: str, offset: int) -> None:
    """Open an entry, in a new message, at the paragraph at `offset`."""
    await _show(update, context, partial(open_page, entry_link=entry_link, offset=offset))


async def turn_page(update: Update, context: Context, entry_link: str, offset: int) -> None:
    """Put another page in place of the one shown."""
    message, _, _ = sender(update)
    find = partial(open_page, entry_link=entry_link, offset=offset)
    await _show(update, context, find, replace=message.message_id, turned=True)


async def _show(
    update: Update,
    context: Context,
    find: Callable[[Encyclopedia], Opened | None],
    *,
    replace: int | None = None,
    name: str | None = None,
    turned: bool = False,
) -> None:
    words = words_of(update, context)
    opened = await desk_of(context).search.call(find)
    if opened is None:
        await deliver(update, context, Reply(plain(words.entry_gone)))
        return
    entry, page, place = opened.entry, opened.page, opened.place
    text = entry_text(entry, page, words, place)
    reply = Reply(text, page_buttons(entry, page, opened.pages, words))
    if preferences_of(context).rich:
        # Longer pages; should the server refuse them, the classic page shows the same place.
        longer = pages(entry, RICH)
        page = page_at(longer, opened.offset)
        html, buttons = entry_html(entry, page, words, place), page_buttons(entry, page, longer, words)
        reply = Reply(text, reply.keyboard, html, buttons)
    sent = await deliver(update, context, reply, replace=replace)
    if not turned:
        note_opened(update, context, entry, sent, name)


async def show_card(update: Update, context: Context, entry_link: str, replace: int | None = None) -> None:
    """Show the card of an entry."""
    words = words_of(update, context)
    entry = await desk_of(context).search.call(lambda e: e.entry_by_link(entry_link))
    await _show_card(update, context, entry, words.entry_gone, replace)


async def show_random(update: Update, context: Context) -> None:
    """Show the card of any entry."""
    entry = await desk_of(context).search.call(lambda e: e.random_entry())
    await _show_card(update, context, entry, words_of(update, context).entry_none)


async def _show_card(
    update: Update, context: Context, entry: Entry | None, otherwise: str, replace: int | None = None
) -> None:
    if entry is None:
        await deliver(update, context, Reply(plain(otherwise)))
        return
    reply = Reply(card_text(entry), card_buttons(entry, words_of(update, context)), card_html(entry))
    note_opened(update, context, entry, await deliver(update, context, reply, replace=replace))


async def show_contents(update: Update, context: Context, entry_link: str) -> None:
    """Put the sections of an entry in place of the page shown."""
    words = words_of(update, context)
    message, _, _ = sender(update)
    entry = await desk_of(context).search.call(lambda e: e.entry_by_link(entry_link))
    if entry is None:
        await deliver(update, context, Reply(plain(words.entry_gone)))
        return
    heading = plain(f"{cut(entry.title, TITLE_ROOM)} – {words.contents}")
    reply = Reply(heading, contents_buttons(entry, words), contents_html(entry, words))
    await deliver(update, context, reply, replace=message.message_id)


async def show_file(update: Update, context: Context, entry_link: str) -> None:
    """Send an entry as a text file."""
    entry = await desk_of(context).search.call(lambda e: e.entry_by_link(entry_link))
    if entry is None:
        await deliver(update, context, Reply(plain(words_of(update, context).entry_gone)))
        return
    await send_file(update, context, *entry_file(entry))
