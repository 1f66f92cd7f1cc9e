"""What pressed buttons do; their data is drawn in bot.messages.keyboards."""

import re
from collections.abc import Awaitable, Callable

from telegram import Message, Update

from bot.memory.state import Asked
from bot.messages.links import from_base36, read_payload
from bot.telegram import entries, passages, questions
from bot.telegram.delivery import alert
from bot.telegram.desk import Context, desk_of, sender, words_of
from bot.telegram.options import change_setting

__all__ = ["on_button"]


async def on_button(update: Update, context: Context) -> None:
    """A button was pressed. One from an older version, or made up by somebody, does nothing."""
    query = update.callback_query
    if query is not None and isinstance(query.message, Message):
        for pattern, action in _ACTIONS:
            if found := pattern.fullmatch(query.data or ""):
                await action(update, context, *found.groups())
                return
    await alert(update)


async def _read(update: Update, context: Context, link: str, offset: str) -> None:
    await alert(update)
    await entries.show_page(update, context, link, from_base36(offset))


async def _open(update: Update, context: Context, payload: str) -> None:
    await alert(update)
    link = read_payload(payload)
    if link is not None:
        await entries.show_link(update, context, link)


async def _turn(update: Update, context: Context, link: str, offset: str) -> None:
    await alert(update)
    await entries.turn_page(update, context, link, from_base36(offset))


async def _contents(update: Update, context: Context, link: str) -> None:
    await alert(update)
    await entries.show_contents(update, context, link)


async def _file(update: Update, context: Context, link: str) -> None:
    await alert(update)
    await entries.show_file(update, context, link)


async def _card(update: Update, context: Context, link: str) -> None:
    await alert(update)
    message, _, _ = sender(update)
    await entries.show_card(update, context, link, replace=message.message_id)


async def _more(update: Update, context: Context, asked_id: str, first: str) -> None:
    asked = await _remembered(update, context, asked_id)
    if asked is not None:
        await passages.show_more(update, context, asked, int(first))


async def _search(update: Update, context: Context, asked_id: str) -> None:
    asked = await _remembered(update, context, asked_id)
    if asked is not None:
        await alert(update)
        message, _, _ = sender(update)
        await questions.answer_again(update, context, asked, message.message_id)


async def _about(update: Update, context: Context, asked_id: str) -> None:
    asked = await _remembered(update, context, asked_id)
    if asked is not None:
        await alert(update)
        message, _, _ = sender(update)
        await questions.answer_again(update, context, asked, message.message_id, about=asked.about)


async def _section(update: Update, context: Context, link: str, offset: str) -> None:
    await alert(update)
    await questions.answer_section(update, context, link, from_base36(offset))


async def _judge(update: Update, context: Context, asked_id: str, verdict: str) -> None:
    asked = await _remembered(update, context, asked_id)
    if asked is not None:
        desk, words = desk_of(context), words_of(update, context)
        _, _, user = sender(update)
        helpful = verdict == "1"
        desk.state.note_verdict(asked, user.id, helpful=helpful, keep_question=desk.keep_questions)
        await alert(update, words.helpful_thanks if helpful else words.unhelpful_thanks)


async def _example(update: Update, context: Context, number: str) -> None:
    await alert(update)
    examples = words_of(update, context).examples
    await questions.respond(update, context, examples[int(number) % len(examples)])


async def _set(update: Update, context: Context, name: str, value: str) -> None:
    await change_setting(update, context, name, value)


async def _remembered(update: Update, context: Context, asked_id: str) -> Asked | None:
    """The question asked in this chat; if it is forgotten, the user is told so."""
    _, chat, _ = sender(update)
    asked = desk_of(context).state.asked(int(asked_id))
    if asked is None or asked.chat != chat.id:
        await alert(update, words_of(update, context).forgotten_question)
        return None
    return asked


_LINK, _OFFSET, _ID = r"([\w-]{12})", r"([0-9a-z]{1,6})", r"([0-9]{1,15})"
_ACTIONS: tuple[tuple[re.Pattern[str], Callable[..., Awaitable[None]]], ...] = tuple(
    (re.compile(pattern, re.ASCII), action)
    for pattern, action in (
        (f"r {_LINK} {_OFFSET}", _read),
        (r"o ([\w-]{1,62})", _open),
        (f"p {_LINK} {_OFFSET}", _turn),
        (f"c {_LINK}", _contents),
        (f"f {_LINK}", _file),
        (f"e {_LINK}", _card),
        (f"m {_ID} {_ID}", _more),
        (f"q {_ID}", _search),
        (f"d {_ID}", _search),
        (f"b {_ID}", _about),
        (f"k {_LINK} {_OFFSET}", _section),
        (f"h {_ID} ([01])", _judge),
        ("x ([0-9])", _example),
        ("s ([a-z]+) ([a-z0-9]+)", _set),
    )
)
