"""How the reply to a text looks, its words and its buttons, by what was found."""

from collections.abc import Sequence

from telegram import Update

from bot.conversation.context import Understood
from bot.conversation.lookup import Found, MaybeMeant, SmallTalk, Unclear, nearest_of
from bot.messages.keyboards import answer_buttons, card_buttons, entries_buttons, greeting_buttons, unclear_buttons
from bot.messages.render import answer_text, card_text, not_found_text, plain
from bot.messages.rich import answer_html, card_html, if_it_fits
from bot.telegram.delivery import Reply
from bot.telegram.desk import Context, words_of
from corpus.entry import Entry

__all__ = ["reply_to"]


def reply_to(
    update: Update,
    context: Context,
    found: Found,
    understood: Understood,
    asked_id: int,
    names: tuple[Entry, ...],
    examples: Sequence[int],
) -> Reply:
    """The reply, whose buttons lead to what was asked as `asked_id`, to the `names` it may be, and to `examples`."""
    words, bot = words_of(update, context), context.bot.username
    if isinstance(found, Entry):
        return Reply(card_text(found), card_buttons(found, words), card_html(found))
    if isinstance(found, MaybeMeant):
        named = [(entry.title, entry.link) for entry in found.entries]
        return Reply(plain(words.did_you_mean), entries_buttons(named, words, search_id=asked_id))
    if isinstance(found, SmallTalk):
        sentences = {
            "greeting": words.greeted, "thanks": words.thanked, "help": words.help.format(bot=bot),
            "reply": words.replied, "feeling": words.felt, "complaint": words.complained, "wordless": words.not_text,
            "translation": words.not_translated, "source": words.sourced, "shorter": words.not_shortened,
        }  # fmt: skip
        return Reply(plain(sentences[found.kind]), greeting_buttons(words, examples, found.entry))
    if isinstance(found, Unclear):
        sentence = words.unclear.format(words=found.words)
        return Reply(plain(sentence), unclear_buttons(words, asked_id, understood.about))
    if found.abstained:
        nearest = nearest_of(found)
        dropped = (asked_id, understood.about) if understood.about else None
        return Reply(
            not_found_text(found, words, understood.about, nearest=bool(nearest)),
            entries_buttons(nearest, words, dropped=dropped),
        )
    return Reply(
        answer_text(found, words, bot, understood.about),
        answer_buttons(found, words, asked_id, understood.question, understood.about, names),
        if_it_fits(answer_html(found, words, bot, understood.about)),
    )
