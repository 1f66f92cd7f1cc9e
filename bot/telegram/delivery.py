"""Replies on their way into a chat: sent or put in place of an earlier one, rich where that is wanted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputMessageContent,
    InputTextMessageContent,
    Message,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatAction, ChatType
from telegram.error import BadRequest, EndPointNotFound, NetworkError, TelegramError, TimedOut

from bot.messages.render import Text, noticed, plain
from bot.messages.rich import if_it_fits, noticed_html
from bot.telegram.desk import Context, desk_of, sender, wants_rich, words_of
from bot.telegram.flood import MOST_TRIES, may_have_arrived, pause

__all__ = ["Reply", "alert", "answer_guest", "content", "deliver", "send_file", "show_typing", "tell"]

_LOG = logging.getLogger(__name__)
# Every one of them lasts until the time is out.
TRIES_IN_SILENCE = 2


@dataclass(frozen=True, slots=True)
class Reply:
    """A message to be: its text and buttons, and the same as a rich message with its own buttons.

    One that waits for a reply is not put in place of another.
    """

    text: Text
    keyboard: InlineKeyboardMarkup | ForceReply | None = None
    html: str | None = None
    rich_keyboard: InlineKeyboardMarkup | None = None


async def deliver(update: Update, context: Context, reply: Reply, *, replace: int | None = None) -> int:
    """Send a reply into the chat of the update, or in place of the message `replace`; its message id."""
    # An edit that is made twice is made once.
    twice = replace is None and desk_of(context).state.updates.sending(update.update_id)
    if reply.html and wants_rich(context):
        sent = await _deliver_rich(update, context, reply, replace, twice=twice)
        if sent is not None:
            return sent
    message, chat, _ = sender(update)
    bot, keyboard = context.bot, reply.keyboard
    if replace is not None:
        try:
            text, buttons = reply.text, keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None
            await bot.edit_message_text(text.text, chat.id, replace, entities=text.entities, reply_markup=buttons)
        except BadRequest as error:
            if not _is_unchanged(error):
                _LOG.info("message not edited (%s), sent instead", error)
                return await deliver(update, context, reply)
        return replace

    async def send(notice: str) -> Message:
        text = noticed(reply.text, notice)
        return await bot.send_message(
            chat.id, text.text, entities=text.entities, reply_markup=keyboard, **_place(message)
        )

    return (await _until_sent(update, context, send, twice=twice)).message_id


async def _until_sent(
    update: Update, context: Context, send: Callable[[str], Awaitable[Message]], *, twice: bool
) -> Message:
    """Send a message; where it may have arrived and nobody can tell, send it again with a notice that says so."""
    for attempt in range(1, MOST_TRIES + 1):
        try:
            return await send(words_of(update, context).perhaps_twice if twice else "")
        except NetworkError as error:
            most = TRIES_IN_SILENCE if isinstance(error, TimedOut) else MOST_TRIES
            if not may_have_arrived(error) or attempt >= most:
                raise
            _LOG.warning("a message may have arrived (%s) and is sent again", type(error).__name__)
            twice = True
            await asyncio.sleep(pause(attempt))
    raise AssertionError("the last try returns or raises")


async def _deliver_rich(
    update: Update, context: Context, reply: Reply, replace: int | None, *, twice: bool
) -> int | None:
    """The same as a rich message; None when the server does not take it."""
    message, chat, _ = sender(update)
    html = reply.html or ""
    keyboard = reply.rich_keyboard or (reply.keyboard if isinstance(reply.keyboard, InlineKeyboardMarkup) else None)
    try:
        if replace is not None:
            # The text is left out, which this version of the library does not foresee.
            await context.bot.edit_message_text(
                cast("str", None), chat.id, replace, reply_markup=keyboard, api_kwargs={"rich_message": _rich(html)}
            )
            return replace

        async def send(notice: str) -> Message:
            parameters = {"chat_id": chat.id, "rich_message": _rich(noticed_html(html, notice)), **_place(message)}
            if keyboard:
                parameters["reply_markup"] = keyboard
            return cast("Message", await context.bot.do_api_request("sendRichMessage", parameters, Message))

        return (await _until_sent(update, context, send, twice=twice)).message_id
    except EndPointNotFound:
        desk_of(context).rich_refused = True
        _LOG.warning("this Bot API server knows no rich messages; classic ones are sent from now on")
    except BadRequest as error:
        if replace is not None and _is_unchanged(error):
            return replace
        _LOG.warning("a rich message was refused (%s) and is sent as a classic one", error)
    return None


def _rich(html: str) -> dict[str, Any]:
    return {"html": html, "skip_entity_detection": True}


def content(text: Text, html: str | None = None) -> InputMessageContent:
    """What an inline or guest result says; a rich message if there is HTML, which the library has no class for."""
    if html is not None:
        return InputMessageContent(api_kwargs={"rich_message": _rich(html)})
    return InputTextMessageContent(text.text, entities=text.entities)


def _is_unchanged(error: BadRequest) -> bool:
    return "message is not modified" in str(error).lower()


def _place(message: Message) -> dict[str, Any]:
    """Where a new message belongs: in a group as a reply, in the topic of what it replies to.

    In the direct messages of a channel each person's are a topic.
    """
    place: dict[str, Any] = {}
    if message.chat.type != ChatType.PRIVATE:
        place["reply_parameters"] = ReplyParameters(message.message_id, allow_sending_without_reply=True)
    if message.is_topic_message and message.message_thread_id:
        place["message_thread_id"] = message.message_thread_id
    if message.direct_messages_topic is not None:
        place["direct_messages_topic_id"] = message.direct_messages_topic.topic_id
    return place


async def send_file(update: Update, context: Context, name: str, content: bytes) -> None:
    """Send a file into the chat of the update."""
    message, chat, _ = sender(update)

    async def send(notice: str) -> Message:
        return await context.bot.send_document(
            chat.id, content, filename=name, caption=notice or None, **_place(message)
        )

    await _until_sent(update, context, send, twice=desk_of(context).state.updates.sending(update.update_id))


def show_typing(update: Update, context: Context) -> None:
    """Show that the bot is at work, without waiting until it shows."""
    message, chat, _ = sender(update)
    thread = message.message_thread_id if message.is_topic_message else None
    if context.application.running:  # what is answered while the bot ends needs no such courtesy
        context.application.create_task(_type(context.bot, chat.id, thread), update)


async def _type(bot: Bot, chat_id: int, thread: int | None) -> None:
    # Nobody misses it, so nothing is lost where it fails.
    with suppress(TelegramError):
        await bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread)


async def alert(update: Update, sentence: str = "") -> bool:
    """Answer the press of a button, with a sentence shown over the chat if there is one to say; False if it is late."""
    if update.callback_query is None:
        return False
    try:
        return await update.callback_query.answer(sentence or None)
    except BadRequest:
        # It was answered before, or is too old, which harms nothing where there was nothing to say.
        return False


async def answer_guest(update: Update, context: Context, text: Text, title: str, html: str | None = None) -> None:
    """Answer where the bot was summoned as a guest; richly if that is wanted and taken."""
    if update.guest_message is None or update.guest_message.guest_query_id is None:
        return
    query_id = update.guest_message.guest_query_id
    rich = if_it_fits(html) if html is not None and wants_rich(context) else None
    for form in (rich, None) if rich else (None,):
        try:
            result = InlineQueryResultArticle("answer", title, content(text, form))
            await context.bot.answer_guest_query(query_id, result)
        except BadRequest as error:
            if "query is too old" in str(error).lower():
                # Or it was answered before, by this request or by a bot that was killed.
                return
            if form is None:
                raise
            _LOG.warning("a rich guest answer was refused (%s) and is sent as a classic one", error)
        else:
            return


async def tell(update: Update, context: Context, sentence: str) -> None:
    """Say one sentence, however the update came: as a message, over the chat, or as a guest."""
    if update.callback_query is not None:
        await alert(update, sentence)
    elif update.inline_query is not None:
        with suppress(BadRequest):
            await update.inline_query.answer([], cache_time=0, is_personal=True)
    elif update.guest_message is not None:
        await answer_guest(update, context, plain(sentence), sentence[:60])
    elif update.message is not None or update.edited_message is not None:
        await deliver(update, context, Reply(plain(sentence)))
