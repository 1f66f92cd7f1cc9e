"""What a spoken question would have been without its slips: "What kind um what is the mass?" asks for the mass.

Where a speaker starts over, what comes before is what was not meant: the reparandum, the interregnum ("no, I mean") and
the repair of Shriberg, "Preliminaries to a Theory of Speech Disfluencies", 1994.
"""

import re

__all__ = ["without_slips"]

_GAP = "[, ]++"
_ASKS = r"(?:who|whom|whose|what|when|where|which|why|how)\b"
# Nobody writes these but to say that what was said is to be forgotten, or while thinking.
_CORRECTS = (
    rf"(?:uh+|um+|erm|err|hmm+|oops|ugh|no{_GAP}(?:no|wait|sorry|i mean|i meant|actually|rather)|(?:or|oh|uh){_GAP}no"
    rf"|or{_GAP}rather|oh{_GAP}wait|wait{_GAP}(?:no|sorry)|i mean|i meant|scratch that|let me ask"
    rf"|(?:or|no|rather){_GAP}(?:no{_GAP})?make that|nope(?:{_GAP}not (?:that|there)(?: but)?)?"
    rf"|(?:sorry|actually){_GAP}(?:no|i mean|i meant|tell me))"
)
# These may mean something, unless a question starts anew behind them.
_MAY_CORRECT = r"(?:no|er|sorry|rather|instead|actually|wait|really just|or|or like|or tell me)"
_ASKS_ANEW = rf"(?:(?:at|by|for|from|in|of|on|to|with) )?{_ASKS}(?: \S+){{4}}"
_STARTS_ANEW = re.compile(rf"\b(?>{_CORRECTS}|{_MAY_CORRECT}){_GAP}(?={_ASKS_ANEW})", re.IGNORECASE)
_FILLS = re.compile(rf"{_GAP}(?>{_CORRECTS})(?={_GAP})", re.IGNORECASE)
# A slip is made while speaking; what is longer was written.
LONGEST = 400


def without_slips(question: str) -> str:
    """`question` from where it starts anew, and without what speakers say while they correct themselves."""
    if len(question) > LONGEST:
        return question
    for anew in _STARTS_ANEW.finditer(question):
        question = anew.string[anew.end() :]
    return _FILLS.sub("", question)
