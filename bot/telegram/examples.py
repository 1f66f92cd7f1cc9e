"""The questions that a chat is offered to begin with."""

from bot.errors import Busy
from bot.telegram.desk import Context, desk_of
from bot.wording import Wording
from retrieval import Encyclopedia

__all__ = ["answered_examples"]


async def answered_examples(context: Context, words: Wording) -> list[int]:
    """Which of the questions to begin with this encyclopedia answers; none are offered while too many wait."""

    def ask(encyclopedia: Encyclopedia) -> list[int]:
        answers = [encyclopedia.ask(example) for example in words.examples]
        return [number for number, answer in enumerate(answers) if not answer.abstained and not answer.doubtful]

    try:
        return await desk_of(context).search.call(ask)
    except Busy:
        return []
