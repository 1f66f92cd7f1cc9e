"""What was asked before in Korean, asked anew of another: "프랑스 수도는?" and then "그럼 독일은?"."""

import re
from collections.abc import Sequence

from bot.conversation.context import Turn, Understood, points_back, understand
from bot.conversation.names_korean import is_name, names_within, title_of
from bot.conversation.pointing_korean import GOING_ON
from bot.conversation.small_talk import small_talk
from retrieval import Encyclopedia
from retrieval.languages import asks_in_korean

__all__ = ["asked_anew_in_korean"]

_ANOTHER = re.compile(rf"{GOING_ON}?(?P<name>\S{{2,}}(?:\s\S+)?)(?:은|는)요?\W*")


def asked_anew_in_korean(encyclopedia: Encyclopedia, question: str, turns: Sequence[Turn]) -> Understood | None:
    """What was asked in Korean of one entry, asked of another: "프랑스 수도는?", "그럼 독일은?"."""
    another = _ANOTHER.fullmatch(question)
    if another is None or not is_name(encyclopedia, name := another["name"]):
        return None
    asked = (turn.question for turn in turns)
    last = next((one for one in asked if not (small_talk(one) or _only_names(encyclopedia, one))), "")
    title = title_of(encyclopedia, name)
    if points_back(last):
        return Understood(understand(last, [title]).question, title)
    # "독일 수도" asks as well, but a name does not.
    asks = asks_in_korean(last) or last.endswith("?") or encyclopedia.known(last) is None
    one = next(names_within(encyclopedia, last), None) if asks else None
    if one is None:
        return None
    before, _, behind = last.partition(one)
    return Understood(f"{before}{name}{_fitting(name, behind)}", title)


def _only_names(encyclopedia: Encyclopedia, question: str) -> bool:
    """Whether a Korean question is a name alone: "그럼 독일은?", and not "멕시코 수도는?"."""
    another = _ANOTHER.fullmatch(question)
    if another is None or points_back(f"{another['name']}은?"):
        return False
    name = next(names_within(encyclopedia, another["name"]), None)
    return not (name and points_back(question.partition(name)[2].strip()))


def _fitting(name: str, behind: str) -> str:
    """What stands behind a Korean name, its particle as it is behind a consonant or a vowel."""
    pair = next((pair for pair in ("는은", "가이", "를을", "와과") if behind[:1] in [*pair]), None)
    closed = "가" <= name[-1] <= "힣" and (ord(name[-1]) - ord("가")) % 28 > 0
    return behind if pair is None else pair[closed] + behind[1:]
