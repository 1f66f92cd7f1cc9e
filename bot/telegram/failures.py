"""When a handler fails: it is logged, counted, shown to admins; the user reads one neutral sentence."""

import asyncio
import logging
import re
import traceback

from telegram import Update
from telegram.constants import CallbackQueryLimit, ChatType
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.errors import Busy
from bot.messages.measure import cut
from bot.messages.render import plain
from bot.telegram.delivery import Reply, alert, deliver, tell
from bot.telegram.desk import Context, desk_of, words_of
from bot.telegram.logs import redact

__all__ = ["on_error"]

_LOG = logging.getLogger(__name__)
TRACEBACK_ROOM = 1_500
_GONE = re.compile(
    "thread not found|topic_(closed|deleted)|chat not found|rights (to send|in the)|chat_(write|send)_|chat_restricted",
    re.IGNORECASE,
)
# Seconds to wait when a user could not be told, each time that tries as often as any message is tried.
PAUSES = (5, 30, 120)


async def on_error(update: object, context: Context) -> None:
    """Say "busy" when it is only that; anything else is a bug or Telegram's refusal."""
    error = context.error
    if error is None or _nobody_is_there(error):
        return
    desk = desk_of(context)
    if not isinstance(error, Busy):
        lines = traceback.format_exception(error)
        _LOG.error("an update could not be handled", exc_info=error)
        desk.state.count("errors")
        desk.last_error = redact(cut("".join(lines)[-TRACEBACK_ROOM:], TRACEBACK_ROOM), [context.bot.token])
    if isinstance(update, Update):
        # Also where Telegram was silent at every try: whether any of them arrived nobody knows, and it is better to
        # read an answer and this sentence than nothing at all.
        words, user, chat = words_of(update, context), update.effective_user, update.effective_chat
        sentence = words.busy if isinstance(error, Busy) else words.went_wrong
        alone = chat is not None and chat.type == ChatType.PRIVATE  # nobody reads along
        if not isinstance(error, Busy) and alone and desk.access.is_admin(user.id if user else None):
            # Over the chat there is room for what failed, not for where.
            failed = desk.last_error if update.callback_query is None else desk.last_error.splitlines()[-1]
            sentence = f"{sentence}\n\n{failed}"
        if update.callback_query is not None:
            sentence = cut(sentence, CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
        await _tell_for_sure(update, context, sentence)


def _nobody_is_there(error: Exception) -> bool:
    """Whether the user has blocked the bot, or the group or topic is closed to it or gone: nobody can be told."""
    return isinstance(error, Forbidden) or (isinstance(error, BadRequest) and bool(_GONE.search(str(error))))


async def _tell(update: Update, context: Context, sentence: str) -> None:
    """Say it however the update came; in the chat where a press was answered before it failed, as most are."""
    if update.callback_query is None:
        await tell(update, context, sentence)
    elif not await alert(update, sentence):
        await deliver(update, context, Reply(plain(sentence)))


async def _tell_for_sure(update: Update, context: Context, sentence: str) -> None:
    """Say it as soon as Telegram takes it; if it never does, leave the update to the next start of the bot."""
    for pause in (*PAUSES, 0):
        try:
            return await _tell(update, context, sentence)
        except TelegramError as error:
            if isinstance(error, BadRequest) or not isinstance(error, NetworkError | RetryAfter):
                _LOG.warning("a user cannot be told that there is no answer (%s)", error)
                return None
            _LOG.warning("a user could not be told that there is no answer (%s)", type(error).__name__)
        for _ in range(pause):
            if context.application.running:
                await asyncio.sleep(1)
    desk_of(context).state.updates.leave(update.update_id)
    return None
