"""When a handler fails: it is logged, counted, shown to admins; the user reads one neutral sentence."""

import logging
import traceback
from contextlib import suppress

from telegram import Update
from telegram.constants import ChatType
from telegram.error import Forbidden, TelegramError

from bot.delivery import tell
from bot.desk import Context, desk_of, words_of
from bot.errors import Busy
from bot.logs import redact
from bot.measure import cut

__all__ = ["on_error"]

_LOG = logging.getLogger(__name__)
TRACEBACK_ROOM = 1_500


async def on_error(update: object, context: Context) -> None:
    """Say "busy" when it is only that; anything else is a bug or Telegram's refusal."""
    error = context.error
    if error is None or isinstance(error, Forbidden):
        # The user has blocked the bot, or it was removed from the group: nobody is there to be told.
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
            sentence = f"{sentence}\n\n{desk.last_error}"
        if update.callback_query is not None:
            sentence = cut(sentence, 200)
        with suppress(TelegramError):
            await tell(update, context, sentence)
