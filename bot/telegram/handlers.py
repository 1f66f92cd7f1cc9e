"""Handlers of messages: questions, commands, edits, and the gate in front of all of them."""

import asyncio
import math

from telegram import ForceReply, Message, Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop

from bot.memory.state import Asked
from bot.messages.keyboards import greeting_buttons
from bot.messages.links import INLINE, read_damaged, read_payload
from bot.messages.render import plain
from bot.telegram import entries, questions
from bot.telegram.delivery import Reply, deliver, tell
from bot.telegram.desk import Context, Desk, desk_of, remember, sender, words_of
from bot.telegram.examples import answered_examples
from bot.telegram.groups import COMMAND, Said, addressed, said_to_bot
from bot.telegram.order import crowded

__all__ = [
    "on_ask", "on_check", "on_edit", "on_entry", "on_help", "on_new", "on_other", "on_random", "on_start",
    "on_stats", "on_text", "on_unknown_command", "pass_gate",
]  # fmt: skip

# So long the other pictures of an album may take to come.
ALBUM_SECONDS = 2.0
# The data of buttons that search; see bot.messages.keyboards.
SEARCHING = ("m", "q", "d", "b", "x")
# Commands that a group's bots hear without a name behind them; the others are meant for whom they name.
IN_GROUPS = frozenset(["ask", "entry", "check", "random"])


async def pass_gate(update: Update, context: Context) -> None:
    """Stop what is not meant for the bot, comes from people it does not answer, or comes too often."""
    desk, user, chat = desk_of(context), update.effective_user, update.effective_chat
    if update.message is not None and update.message.migrate_to_chat_id is not None:
        desk.access.follow(update.message.chat.id, update.message.migrate_to_chat_id)
    if update.message is not None and update.message.migrate_from_chat_id is not None:
        desk.access.follow(update.message.migrate_from_chat_id, update.message.chat.id)
    if user is not None:
        remember(context, user.id)
    if user is None or not _meant_for_bot(update, context):
        raise ApplicationHandlerStop
    # Where the bot is a guest, the chat may have the number of another that it knows.
    where = chat.id if chat and update.guest_message is None else None
    if not desk.access.allows(user.id, where):
        asked_for = update.callback_query is not None or update.guest_message is not None
        if (chat is None or chat.type == ChatType.PRIVATE or asked_for) and not crowded.get():
            await tell(update, context, words_of(update, context).not_allowed)
        raise ApplicationHandlerStop
    if crowded.get():
        if update.callback_query is not None or desk.crowds.may_tell(chat.id if chat else user.id):
            await tell(update, context, words_of(update, context).busy)
        raise ApplicationHandlerStop
    if update.chosen_inline_result is not None:
        return
    if update.message is not None and _says_nothing_more(update.message, desk):
        raise ApplicationHandlerStop
    pace = desk.pace if _asks(update) else desk.inline_pace
    seconds = pace.wait(user.id)
    if seconds:
        if update.callback_query is not None or update.inline_query is not None or pace.may_tell(user.id):
            await tell(update, context, words_of(update, context).slow_down.format(seconds=math.ceil(seconds)))
        raise ApplicationHandlerStop


def _says_nothing_more(message: Message, desk: Desk) -> bool:
    """Whether this is a further picture, without a caption, of an album: each picture comes as a message of its own."""
    album = message.media_group_id
    if album is None:
        return False
    if message.caption:
        desk.captions.may_tell(album)
    return not desk.albums.may_tell(album) and not message.caption


def _asks(update: Update) -> bool:
    """Whether an update asks for a search; turning a page and typing a letter inline ask for little."""
    if update.callback_query is not None:
        return (update.callback_query.data or "").startswith(SEARCHING)
    return update.inline_query is None


def _meant_for_bot(update: Update, context: Context) -> bool:
    message = update.message or update.edited_message
    if message is None:
        return True
    text = message.text or message.caption or ""
    if command := COMMAND.match(text):
        if command[2]:
            return command[2].lower() == context.bot.username.lower()
        return message.chat.type == ChatType.PRIVATE or command[1].lower() in IN_GROUPS
    return addressed(message, context.bot.username, context.bot.id)


async def on_text(update: Update, context: Context) -> None:
    """A question, the name of an entry, or a mention under a message to be checked."""
    await _react(update, context, words_of(update, context).guest_how)


async def on_ask(update: Update, context: Context) -> None:
    """/ask QUESTION, or under a question of somebody else."""
    await _react(update, context, words_of(update, context).ask_how)


async def on_entry(update: Update, context: Context) -> None:
    """/entry NAME"""
    await _react(update, context, words_of(update, context).entry_how)


async def on_check(update: Update, context: Context) -> None:
    """/check under a message, or before the words to be checked."""
    await _react(update, context, words_of(update, context).check_how)


async def _react(update: Update, context: Context, how: str) -> None:
    """Do what a message asks for; if it asks for nothing, say how to, and wait for a reply or an edit."""
    message, chat, user = sender(update)
    if await _do(update, context, said_to_bot(message, context.bot.username)):
        return
    asked_id = desk_of(context).state.note_question(chat.id, user.id, message.message_id, "", "", None, ())
    # In a group what is written next reaches the bot only if it is a reply.
    waiting = None if chat.type == ChatType.PRIVATE else ForceReply(selective=True)
    sent = await deliver(update, context, Reply(plain(how), waiting))
    desk_of(context).state.note_answer(asked_id, sent)


async def _do(update: Update, context: Context, said: Said, edited: Asked | None = None) -> bool:
    """Do what is asked for, in place of the old answer if the message was edited; False if it is nothing."""
    if said.entry:
        await entries.show_named(update, context, said.entry, edited=edited)
    elif said.question:
        await questions.respond(update, context, said.question, edited=edited)
    elif said.claim:
        await questions.check(update, context, said.claim, edited=edited)
    else:
        return False
    return True


async def on_edit(update: Update, context: Context) -> None:
    """A message that asks for something else now is answered in place of the answer it got, if it got one."""
    message, chat, _ = sender(update)
    asked = desk_of(context).state.asked_in(chat.id, message.message_id)
    if asked is not None and asked.answer_id is not None:
        said = said_to_bot(message, context.bot.username)
        if said != Said(**{asked.kind: asked.searched if asked.kind == "entry" else asked.question}):
            await _do(update, context, said, asked)


async def on_start(update: Update, context: Context) -> None:
    """/start, alone or with what a deep link carries."""
    words, payload = words_of(update, context), (context.args or [""])[0]
    link = read_payload(payload)
    if link is None and (damaged := read_damaged(payload)):
        entry = await desk_of(context).search.call(lambda e: e.entry_by_link(damaged.entry))
        link = damaged if entry else None
    if link is not None:
        await entries.show_link(update, context, link)
        return
    if payload and payload != INLINE:
        await tell(update, context, words.link_damaged)
        return
    count = await desk_of(context).search.call(len)
    buttons = greeting_buttons(words, await answered_examples(context, words))
    await deliver(update, context, Reply(plain(words.start.format(entries=f"{count:,}")), buttons))


async def on_help(update: Update, context: Context) -> None:
    """/help"""
    words = words_of(update, context)
    kept = words.kept if desk_of(context).keep_questions else words.not_kept
    text = f"{words.help.format(bot=context.bot.username)}\n\n{kept}"
    buttons = greeting_buttons(words, await answered_examples(context, words))
    await deliver(update, context, Reply(plain(text), buttons))


async def on_random(update: Update, context: Context) -> None:
    """/random"""
    await entries.show_random(update, context)


async def on_stats(update: Update, context: Context) -> None:
    """/stats"""
    count = await desk_of(context).search.call(len)
    await tell(update, context, words_of(update, context).stats.format(entries=f"{count:,}"))


async def on_new(update: Update, context: Context) -> None:
    """/new"""
    _, chat, user = sender(update)
    desk_of(context).state.start_anew(chat.id, user.id)
    await tell(update, context, words_of(update, context).new_started)


async def on_unknown_command(update: Update, context: Context) -> None:
    """A command there is not."""
    await tell(update, context, words_of(update, context).unknown_command)


async def on_other(update: Update, context: Context) -> None:
    """A message without text. That of an album may stand under another of its pictures."""
    album = update.message.media_group_id if update.message else None
    if album is None or not context.application.running:
        await tell(update, context, words_of(update, context).not_text)
    else:
        context.application.create_task(_tell_unless_captioned(update, context, album), update)


async def _tell_unless_captioned(update: Update, context: Context, album: str) -> None:
    await asyncio.sleep(ALBUM_SECONDS)
    if desk_of(context).captions.may_tell(album):
        await tell(update, context, words_of(update, context).not_text)
