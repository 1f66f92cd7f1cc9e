"""Questions: from the text of a message to the answer under it."""

import logging
import time
from collections.abc import Sequence
from functools import partial

from telegram import Update

from bot.conversation.chosen import chosen
from bot.conversation.context import LONGEST_FOLLOW_UP, Turn, Understood, points_back, understand
from bot.conversation.follow_ups import read_in_context
from bot.conversation.lookup import (
    AnsweredTopic,
    Found,
    SmallTalk,
    Unclear,
    is_question,
    look_up,
)
from bot.conversation.small_talk import asks_for_more
from bot.memory.latency import note_seconds
from bot.memory.state import Asked
from bot.memory.updates import DAY
from bot.messages.render import check_text, plain
from bot.messages.rich import check_html, if_it_fits
from bot.messages.sections import open_section
from bot.telegram.delivery import Reply, deliver, show_typing
from bot.telegram.desk import Context, desk_of, preferences_of, sender, words_of
from bot.telegram.examples import answered_examples
from bot.telegram.groups import claim_under
from bot.telegram.passages import asked_before, show_more
from bot.telegram.replies import reply_to
from corpus.entry import Entry
from retrieval import Encyclopedia
from retrieval.languages import has_cjk
from retrieval.results import Answer

__all__ = [
    "LONGEST_CLAIM", "answer_again", "answer_section", "check", "count_question", "note_opened", "respond",
]  # fmt: skip

_LOG = logging.getLogger(__name__)
# Of a message to be checked, this much says what it claims.
LONGEST_CLAIM = 600


async def respond(update: Update, context: Context, text: str, *, edited: Asked | None = None) -> None:
    """Answer a text, in the context of what was said before; in place of the old answer if it was edited."""
    show_typing(update, context)
    if edited is None and asks_for_more(text) and (asked := asked_before(update, context)) is not None:
        await show_more(update, context, asked, desk_of(context).shown.get(asked.id, 0))
        return
    before = _turns_before(update, context, text, edited)
    started = time.monotonic()

    def read(encyclopedia: Encyclopedia) -> tuple[str, Understood]:
        if (title := chosen(encyclopedia, text, before)) is not None:
            return title, Understood(title)
        return text, read_in_context(encyclopedia, text, before)

    text, understood = await desk_of(context).search.call(read)
    await _answer(update, context, text, understood, started, replace=edited.answer_id if edited else None)


def _turns_before(update: Update, context: Context, text: str, edited: Asked | None) -> list[Turn]:
    """What a question is asked in the context of, latest first: the user's questions before it.

    Of a reply, the answer it replies to, or that was given to the message it replies to; or that message itself,
    where the question points at something.
    """
    (message, chat, user), state = sender(update), desk_of(context).state
    replied = message.reply_to_message
    answer = replied.message_id if replied else None
    if replied and not (replied.from_user and replied.from_user.id == context.bot.id):
        asked = state.asked_in(chat.id, replied.message_id)
        if asked is not None:
            answer = asked.answer_id
        elif points_back(text) and (said := claim_under(message)):
            return [Turn(said[:LONGEST_FOLLOW_UP])]
    return state.turns(chat.id, user.id, edited.id if edited else None, answer)


async def answer_again(
    update: Update, context: Context, asked: Asked, replace: int, *, about: str | None = None
) -> None:
    """Search all entries for a question asked before, on its own or about a title, in place of a message."""
    understood = understand(asked.question, [about] if about else [])
    await _answer(update, context, asked.question, understood, time.monotonic(), replace=replace, names=False)


async def answer_section(update: Update, context: Context, entry_link: str, offset: int) -> None:
    """Quote what a section of an entry says, as the answer to a question about it."""
    words, started, most = words_of(update, context), time.monotonic(), preferences_of(context).quotations
    found = await desk_of(context).search.call(lambda e: open_section(e, entry_link, offset, most))
    if found is None:
        await deliver(update, context, Reply(plain(words.entry_gone)))
        return
    question = found.question if isinstance(found, Answer) else found.title
    await _send(update, context, question, Understood(question), found, started, replace=None)


async def _answer(
    update: Update,
    context: Context,
    text: str,
    understood: Understood,
    started: float,
    *,
    replace: int | None,
    names: bool = True,
) -> None:
    search, quotations, question = desk_of(context).search, preferences_of(context).quotations, understood.question
    found: Found | AnsweredTopic
    if names:
        find = partial(look_up, text=text, understood=understood, quotations=quotations)
        found = await search.call(find, question=question if is_question(text) else None)
    else:
        found = await search.call(lambda e: e.ask(question, quotations=quotations), question=question)
    await _send(update, context, text, understood, found, started, replace=replace)


async def _send(
    update: Update,
    context: Context,
    text: str,
    understood: Understood,
    looked_up: Found | AnsweredTopic,
    started: float,
    *,
    replace: int | None,
) -> None:
    """Send what a text led to, and remember it."""
    found, names = (looked_up.answer, looked_up.entries) if isinstance(looked_up, AnsweredTopic) else (looked_up, ())
    desk, (_, chat, user) = desk_of(context), sender(update)
    if isinstance(found, Unclear):
        # What the talk was about before is no context any more, but may well be meant.
        turns = desk.state.turns(chat.id, user.id, seconds=DAY)
        understood = Understood(text, next((title for turn in turns for title in turn.titles), None))
    examples: Sequence[int] = ()
    if isinstance(found, SmallTalk) and found.kind in {"greeting", "help"}:
        examples = await answered_examples(context, words_of(update, context))
    asked_id = _note(update, context, text, understood, found)
    reply = reply_to(update, context, found, understood, asked_id, names, examples)
    sent = await deliver(update, context, reply, replace=replace)
    desk.state.note_answer(asked_id, sent)
    note_seconds(desk.state, time.monotonic() - started)
    if desk.log_questions:
        _LOG.info("question %r, about %r", text, understood.about)


def _note(update: Update, context: Context, text: str, understood: Understood, found: Found) -> int:
    """Remember the question and what it was answered from."""
    message, chat, user = sender(update)
    count_question(update, context, understood.question, found)
    if isinstance(found, Answer):
        titles = [citation.title for citation in found.citations] or [understood.about or ""]
    else:
        titles = [found.title] if isinstance(found, Entry) else []
    about = understood.about if isinstance(found, Answer | Unclear) else None
    if isinstance(found, Entry) and understood.about and has_cjk(text):
        about = found.title  # "전체 보여줘" names none
    return desk_of(context).state.note_question(
        chat.id, user.id, message.message_id, text, understood.question, about, [t for t in titles if t]
    )


def count_question(update: Update, context: Context, question: str, found: Found) -> None:
    """Count a question by what was found, and keep one nothing was found for where that is wanted."""
    desk, (_, _, user) = desk_of(context), sender(update)
    if not isinstance(found, SmallTalk):
        desk.state.count("questions")
    if isinstance(found, Answer) and found.abstained:
        desk.state.count("unanswered")
        if desk.keep_questions:
            desk.state.note_unanswered(user.id, question)


def note_opened(update: Update, context: Context, entry: Entry | None, answer_id: int, name: str | None = None) -> None:
    """Remember which message shows an entry, so that "when did he die?" is understood, in reply to it, too.

    `name` is how the user called it, who may edit that; no entry may have that name.
    """
    message, chat, user = sender(update)
    title = entry.title if entry else name or ""
    titles = [title] if entry else []
    state = desk_of(context).state
    asked_id = state.note_question(
        chat.id, user.id, message.message_id, title, name or title, None, titles, kind="entry"
    )
    state.note_answer(asked_id, answer_id)


async def check(update: Update, context: Context, claim: str, *, edited: Asked | None = None) -> None:
    """Quote the sentence that bears on a claim most closely; in place of the old answer if it was edited."""
    show_typing(update, context)
    message, chat, user = sender(update)
    desk, words, bot = desk_of(context), words_of(update, context), context.bot.username
    searched = claim[:LONGEST_CLAIM]
    answer = await desk.search.call(lambda e: e.ask(searched, quotations=1), question=searched)
    desk.state.count("checks")
    titles = [citation.title for citation in answer.citations]
    asked_id = desk.state.note_question(
        chat.id, user.id, message.message_id, claim, searched, None, titles, kind="claim"
    )
    html = None if answer.abstained else if_it_fits(check_html(answer, words, bot))
    reply = Reply(check_text(answer, words, bot), html=html)
    sent = await deliver(update, context, reply, replace=edited.answer_id if edited else None)
    desk.state.note_answer(asked_id, sent)
