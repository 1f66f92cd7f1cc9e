"""Guest mode: the bot is summoned into a chat it is not a member of, and says one thing."""

import time

from telegram import Update

from bot.conversation.context import Understood
from bot.conversation.lookup import AnsweredTopic, Found, MaybeMeant, SmallTalk, Unclear, look_up, nearest_of
from bot.memory.latency import note_seconds
from bot.messages.render import Text, answer_text, card_text, check_text, names_text, not_found_names_text, plain
from bot.messages.rich import answer_html, card_html, check_html
from bot.telegram.delivery import answer_guest, tell
from bot.telegram.desk import Context, desk_of, preferences_of, sender, words_of
from bot.telegram.groups import said_to_bot
from bot.telegram.questions import LONGEST_CLAIM, count_question
from bot.wording import Wording
from corpus.entry import Entry
from retrieval.results import Answer

__all__ = ["on_guest"]


async def on_guest(update: Update, context: Context) -> None:
    """Answer the question beside the mention, or check the message it replies to."""
    (message, _, _), words, bot = sender(update), words_of(update, context), context.bot.username
    desk, said, started = desk_of(context), said_to_bot(message, bot), time.monotonic()
    if text := said.question or said.entry:
        quotations = min(2, preferences_of(context).quotations)
        looked_up = await desk.search.call(lambda e: look_up(e, text, Understood(text), quotations))
        found = looked_up.answer if isinstance(looked_up, AnsweredTopic) else looked_up
        count_question(update, context, text, found)
        await answer_guest(update, context, _text(found, words, bot), text[:60], _html(found, words, bot))
        note_seconds(desk.state, time.monotonic() - started)
    elif claim := said.claim:
        answer = await desk.search.call(lambda e: e.ask(claim[:LONGEST_CLAIM], quotations=1))
        desk.state.count("checks")
        html = None if answer.abstained else check_html(answer, words, bot)
        await answer_guest(update, context, check_text(answer, words, bot), claim[:60], html)
    else:
        await tell(update, context, words.guest_how)


def _html(found: Found, words: Wording, bot: str) -> str | None:
    if isinstance(found, Entry):
        return card_html(found)
    return answer_html(found, words, bot) if isinstance(found, Answer) and not found.abstained else None


def _text(found: Found, words: Wording, bot: str) -> Text:
    if isinstance(found, Entry):
        return card_text(found)
    if isinstance(found, SmallTalk):
        return plain(words.thanked if found.kind == "thanks" else words.guest_how)
    if isinstance(found, Unclear):
        return plain(words.unclear.format(words=found.words))
    if isinstance(found, MaybeMeant):
        return names_text(words.did_you_mean, ((entry.title, entry.link) for entry in found.entries), bot)
    if found.abstained:
        return not_found_names_text(found, words, nearest_of(found), bot)
    return answer_text(found, words, bot)
