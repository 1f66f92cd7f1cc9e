"""English words and forms that go on about what was said before: "he", "there", "which one?", "and how old?"."""

import itertools
import re

from bot.conversation.unnamed import without_subject

__all__ = [
    "ASKING", "AUXILIARIES", "END", "GOING_ON", "PERSON", "filled_in", "names_inside", "pointing_words",
    "points_back",
]  # fmt: skip

# A question with this many words of its own says what it is about.
SELF_CONTAINED = 12
# A longer question says by itself what it is about.
LONGEST_POINTING, SHORT_POINTING = 8, 6
# Words that a question begins with.
ASKING = "who|whom|whose|what|which|when|where|why|how"
AUXILIARIES = "is|are|was|were|do|does|did|has|have|can"
# What goes on with what was said, before what is asked.
GOING_ON = r"(?:(?:(?:and|but|so|then)\b[\s,]*)+(?=\w))"
# What may stand behind all that is asked: no word, nor a mark that is part of a name, as in C++.
END = r"[^\w'’\")+#%*]*"
# Words that point back to something said before; the first of them do so even in a question that stands alone.
_POINTING = frozenset("he she it they him her them his hers its their theirs".split())
_PRONOUNS = _POINTING.union("himself herself itself themselves there then this that these those".split())
# After these, "that", "this" and "there" do not point back: "is there water on Mars", "the fact that". Nor does
# "they" in "what do they call a group of crows".
_EXPLETIVE = re.compile(
    r"\b(?:is|are|was|were)\s+there\b(?=\s+\w)|\btime\s+is\s+it\b|\bthey\s+(?:call|say)\s+an?\b"
    r"|\bit\s+(?:true|possible|known|take(?!\s+place)|mean\s+to|rain|snow)\b",
    re.IGNORECASE,
)
_CONJUNCTION = re.compile(r"\b\w+\s+that\s+(?!(?:he|she|it|they|his|her|its|their)\b)\w+", re.IGNORECASE)
# One of what was spoken of: "which one was first?", "can you see one?"; and a question that has only its beginning.
_ONE_OF_THEM = re.compile(
    r"\b(?:which|another|an?\s+\w+|the\s+\w+)\s+ones?\b"
    r"|\b(?:in|into|of|on|to|for|from|with|is|was|be|see|have|has|had|get|make|build|use|need|buy|find)\s+one\W*$"
    r"|^(?:which|how\s+many|how\s+much)\s+\w+\W*$"
    # "Which is the biggest?", "who was the first?"
    r"|^(?:(?:and|but|so)\s+)?(?:which|what|who)(?:['’]?s|\s+(?:is|are|was|were|came))\s+(?:the\s+)?"
    r"(?:(?:second|third)\s+)?(?:(?:most|least)\s+\w+|first|last|best|worst|next|"
    r"(?:tall|high|bigg|larg|small|old|young|long|short|fast|slow|heavi|light|strong|weak|rich|poor|bright|hott|"
    r"cold|deep|wid|near|clos|furth|farth|earli|lat|great|cheap|rar|new)(?:est|er)|better|worse)\W*$",
    re.IGNORECASE,
)
# Beginnings that go on with what was said.
_OPENINGS = re.compile(r"^(?:and|but|so|what about|how about|what else|tell me more)\b", re.IGNORECASE)
# Pronouns whose place the title can take. "Her" is "hers" before a noun: "who was her husband?"
_POSSESSIVE = re.compile(
    r"\b(?:his|its|their|her(?=\s+(?!(?:in|on|at|to|from|by|for|and|with|do|die|live)\b)\w))\b", re.IGNORECASE
)
PERSON = re.compile(r"\b(?:he|she|him|his|hers?|himself|herself)\b", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(?:he|she|it|they|him|her|them)\b", re.IGNORECASE)
_THAT = re.compile(r"(?<=\w\s)(?:that|this|those)(?=\W*$)", re.IGNORECASE)
_THERE = re.compile(r"\bthere(?=\W*$)", re.IGNORECASE)
_ASKING = frozenset(ASKING.split("|"))
_SAYS_NOTHING = _ASKING.union(
    "and but so or then also is are was were do does did in to for of about after before much many long old big far "
    "else exactly the a".split()
)
# A question that is no more than these words says nothing of its own: "why?", "how so?", "and then?".
_EMPTY = _SAYS_NOTHING.union(
    "one tell me more happened happen next year end start begin ended started begun die died born".split()
)
# Of a question that points back, the words that do it where nothing else in it says what is meant: a pronoun with
# nothing but these words before it. "How long does it take to ..." points at what follows.
_LEADING = _SAYS_NOTHING.union(
    "has have had can could will would should may might on at from by with until since during between high tall "
    "often".split()
)
_POINTING_AHEAD = re.compile(
    r"\bit\b(?=.*\b(?:to|that|when|if|whether|for|like|because)\b)|\bit['’]s\b|\b(?:they|it)\s+(?:call|say|mean)\b",
    re.IGNORECASE,
)
_DEMONSTRATIVE = re.compile(
    r"^(?:and\s+)?(?:what|who|where|when|why)\s+(?:is|was|are|were)\s+(this|that|these|those)\W*$", re.IGNORECASE
)
_BEING = (["is"], ["are"], ["was"], ["were"])
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def points_back(question: str) -> bool:
    """Whether a question, by its words, goes on about what was said before."""
    words = [word.lower() for word in _WORD.findall(question)]
    if not words:
        return False
    if all(word in _EMPTY | _PRONOUNS for word in words):
        return True
    if (_ONE_OF_THEM.search(question) or without_subject(question)) and not names_inside(question):
        return True
    cleaned = _CONJUNCTION.sub(" ", _EXPLETIVE.sub(" ", question))
    pronouns = (m for m in _WORD.finditer(cleaned) if m[0].lower().partition("'")[0] in _PRONOUNS)
    back = next((pronoun.start() for pronoun in pronouns), None)
    if names := names_inside(cleaned):
        # "How far is it from the Sun?" points back; "when did Newton publish his laws?" does not.
        return back is not None and back < names[0].start()
    return (back is not None and len(words) <= SELF_CONTAINED) or _OPENINGS.match(question) is not None


def names_inside(question: str) -> list[re.Match[str]]:
    """The words of a question that are written like names, the first word of all aside."""
    if question.isupper():
        return []
    rest = list(_WORD.finditer(question))[1:]
    return [word for word in rest if word[0][0].isupper() and word[0] not in {"I", "I'm"}]


def pointing_words(question: str) -> str | None:
    """The words of a question that point at something not said; all of it where it is nothing but question words."""
    words = [word.lower() for word in _WORD.findall(question)]
    if not words or len(words) > LONGEST_POINTING or names_inside(question):
        return None
    if (_ASKING | {"more"}).intersection(words) and all(word in _EMPTY for word in words):
        return question
    if alone := _DEMONSTRATIVE.match(question):
        return str(alone[1])
    leading = list(itertools.takewhile(_LEADING.__contains__, words))
    following = words[len(leading)] if len(leading) < len(words) else ""
    last = words[-1]
    if _POINTING_AHEAD.search(question):
        return None
    if leading and following in _POINTING:
        return following
    # "Who wrote it?", "How many people lived there?"
    at_the_end = last in _POINTING or (last == "there" and words[-2:-1] not in _BEING)
    if at_the_end and 1 < len(words) <= SHORT_POINTING:
        return str(last)
    unnamed = without_subject(question)
    return unnamed.words if unnamed else None


def filled_in(question: str, title: str) -> str | None:
    """The question with a title in the place of its first pronoun, or behind what is asked; None if it has no place."""
    # "What do they speak there?", "when was that?"
    for pattern, form in ((_THERE, f"in {title}"), (_THAT, title), (_POSSESSIVE, f"{title}'s"), (_PERSONAL, title)):
        if place := pattern.search(question):
            return f"{question[: place.start()]}{form}{question[place.end() :]}"
    unnamed = without_subject(question)
    return unnamed.of(title) if unnamed else None
