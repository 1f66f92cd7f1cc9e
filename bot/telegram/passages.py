"""More passages than an answer quotes: for who presses the button under it, and for who writes "more"."""

from telegram import Update

from bot.conversation.lookup import more_passages
from bot.conversation.small_talk import small_talk
from bot.memory.state import Asked
from bot.messages.keyboards import passages_buttons
from bot.messages.render import passages_text, plain
from bot.messages.rich import passages_html
from bot.telegram.access import MOST_USERS
from bot.telegram.delivery import Reply, alert, deliver
from bot.telegram.desk import Context, desk_of, sender, words_of

__all__ = ["asked_before", "show_more"]

PASSAGES_A_MESSAGE = 3


def asked_before(update: Update, context: Context) -> Asked | None:
    """What a user wants more of who writes no more than "more": what they reply to, or else asked last."""
    message, chat, user = sender(update)
    replied = message.reply_to_message
    asked = desk_of(context).state.latest_asked(chat.id, user.id, replied.message_id if replied else None)
    return next((one for one in asked if one.searched and not small_talk(one.question)), None)


async def show_more(update: Update, context: Context, asked: Asked, first: int) -> None:
    """Send further passages for a question, or say that there are none."""
    words, search = words_of(update, context), desk_of(context).search
    hits, total = await search.call(lambda e: more_passages(e, asked.searched, first, PASSAGES_A_MESSAGE))
    # At once, for the message may have to wait for its turn.
    await alert(update, "" if hits else words.no_more_passages)
    if not hits:
        if update.callback_query is None:
            await deliver(update, context, Reply(plain(words.no_more_passages)))
        return
    following = first + len(hits)
    shown = desk_of(context).shown
    shown[asked.id] = following
    if len(shown) > MOST_USERS:
        del shown[next(iter(shown))]
    text = passages_text(hits, first + 1, total, words, context.bot.username)
    keyboard = passages_buttons(words, asked.id, following if following < total else None)
    html = passages_html(hits, first + 1, total, words, context.bot.username)
    await deliver(update, context, Reply(text, keyboard, html))
