"""What is said to somebody around a question, and nothing that an entry could answer: "hey, can you tell me who ...".

Only where a question is left without it: "Hey Jude" and "So What" are names.
"""

import re
from collections.abc import Sequence

__all__ = ["without_courtesies"]

_ASKS = r"(?:who|whom|whose|what|when|where|which|why|how|is|are|was|were|do|does|did|can|could|has|have|had)"
# Of a question at least a word more, or two behind a verb, which may be a name: "Can", "Was (Not Was)".
_QUESTION = rf"(?={_ASKS}(?:['’]?s)?\s+\S+\s+\S|(?:who|what|where|when)(?:['’]?s|\s+(?:is|are|was|were))\s+\S)"
_REQUEST = r"(?=(?:tell|explain|define|describe)\s+\S)"
_GREETING = (
    r"(?:hey|hi|hello|hiya|yo|so|well|ok|okay|pls|plz|please|bot|everyone|excuse\s+me|sorry"
    r"|good\s+(?:morning|afternoon|evening|day)|quick\s+question|(?:just\s+)?(?:a\s+)?question)\b"
)
_WANTS = (
    r"(?:(?:please\s+|just\s+)?(?:tell\s+me|let\s+me\s+know|remind\s+me)"
    r"|(?:do|does)\s+(?:you|anyone|anybody|someone)\s+(?:happen\s+to\s+)?know|any\s+idea"
    r"|i(?:['’]d|\s+would|\s+want|\s+need)?\s*(?:just\s+)?(?:like\s+|love\s+)?(?:to\s+)?(?:know|find\s+out|wanna\s+know)"
    r"|i\s*(?:['’]m|am|was)\s+(?:just\s+)?(?:wondering|curious))\b"
)
_ABLE = r"(?:can|could|would|will)\s+(?:you|u|someone|anyone)\s+(?:please\s+|kindly\s+)?"
_BEFORE = re.compile(
    rf"^(?:(?:[\W_]++|{_GREETING}|{_ABLE}(?=tell\s+me\b|let\s+me\b)|{_WANTS})[\s,.:!;-]*+)+(?:{_QUESTION}|{_REQUEST})"
    rf"|^{_ABLE}{_REQUEST}",
    re.IGNORECASE,
)
# The last words of what is said behind a question; laughter and tears may hang on it.
_THANKS = frozenset("please pls plz thanks thx thankyou bro lol haha".split())
_NO_COURTESY_BEHIND = frozenset("i you we they he she it as".split())
_LAUGHTER = "ㅋㅎㅠㅜ"
_MARKS = "?!.,;…~ "


def without_courtesies(question: str) -> str:
    """`question`, its white space single, without what is said before it to somebody, and behind it."""
    begun = _BEFORE.sub("", question)
    words = begun.split()
    while len(words) > 1 and _says_thanks(words):
        words.pop()
    asked = " ".join(words).rstrip(_LAUGHTER)
    if not asked or len(asked) == len(begun):
        return begun
    return asked + "?" * ("?" in begun[len(asked) :])


def _says_thanks(words: Sequence[str]) -> bool:
    """Whether the last of the words is no part of the question."""
    before, last = words[-2].strip(_MARKS).lower(), words[-1].strip(_MARKS).lower()
    if last in _THANKS:
        return before not in _NO_COURTESY_BEHIND
    if last == "you":
        return before == "thank"
    return last == "thank" or (bool(last) and not any(map(str.isalnum, last.strip(_LAUGHTER))))
