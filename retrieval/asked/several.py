"""Several questions in one message, each as it is asked alone: "who was Nobel and when did he die?", "when and where".

Asked together they are looked up by the words of all, of which no sentence has many.
"""

import re
from functools import partial

from retrieval.live_index import LiveIndex
from retrieval.naming import known_entry
from retrieval.question_types.names_asked import without_article

__all__ = ["questions_in"]

# Nothing longer, and no more, is asked in one breath; more words of a question are no name, nor what is said of one.
LONGEST, MOST, MOST_WORDS = 200, 3, 8

_IS = r"(?:is|are|was|were|did|does|do|has|have|had|can|could)"
_WHEN = r"(?:when|where|why|how|in\s+(?:what|which)\s+(?:year|country|city|century)|(?:what|which)\s+year)"
# A question begins with the verb before what it is about: "and what they eat" goes on with another. Whoever did
# something is an exception, and how many live there.
_ASKS = (
    rf"(?:(?:{_WHEN}|who|what|which\s+\w+|what\s+\w+|how\s+\w+(?:\s+\w+)?)\s+{_IS}\b\s+\S"
    r"|(?:who\s+\w+\s+(?:it|him|her|them)|how\s+many\s+\w+\s+live\s+there)\b[\s?.!]*$)"
)
_BETWEEN = re.compile(
    rf"\s*[?？;]+\s*(?:and\s+)?(?={_ASKS})|(?:,\s*|\s+)(?:and|but)\s+(?:also\s+)?(?={_ASKS})|,\s*(?={_ASKS})", re.I
)
_BEGINS = re.compile(rf"(?:{_ASKS}|who\s+\w+\s+\w)", re.IGNORECASE)
# "When and where was Nobel born", "when was Nobel born and where".
_BOTH = re.compile(rf"(?P<one>{_WHEN})\s*(?:,|and|&)\s*(?P<other>{_WHEN})\s+(?P<rest>{_IS}\s.*)", re.IGNORECASE)
_BEHIND = re.compile(rf"(?P<one>{_WHEN})\s+(?P<rest>{_IS}\s.+?),?\s+and\s+(?P<other>{_WHEN})[\s?.!]*", re.IGNORECASE)
# "Who wrote Hamlet and when", and how the verb is asked of what was written.
_WHO_AND = re.compile(
    rf"(?P<who>who\s+(?P<verb>\w+(?:ed|t|nd)|won|wrote|made|sang|drew)\s+(?P<what>\S.*?)),?\s+and\s+(?P<when>{_WHEN})[\s?.!]*",
    re.I,
)
_WRITTEN = {"wrote": "written", "sang": "sung", "drew": "drawn"}
_OF_THE_LAST = re.compile(
    r"\b(?P<it>he|she|it|they|him|them|there|one$)\b|\b(?P<its>his|its|their)\b|\b(?P<her>her)\b", re.IGNORECASE
)
_ABOUT = re.compile(rf"(?P<who>who|what|\w+(?:\s+\w+){{0,2}}?)\s+(?P<verb>{_IS}|\w+)\s+(?P<rest>\S.*?)[\s?.!]*", re.I)
_THINGS = frozenset(["it", "its", "there", "one"])
_OF = re.compile(r"(?:of|in|on|at|for|from|to|with|by|that|who|which)\b", re.IGNORECASE)
_END = " ?？.!,;"


def questions_in(text: str, index: LiveIndex) -> list[str]:
    """The questions that a text asks, each to be understood alone; none if it is one, or one is not understood."""
    if len(text) > LONGEST:
        return []
    for pattern in (_BOTH, _BEHIND):
        if asked := pattern.fullmatch(text):
            rest = asked["rest"].rstrip(_END)
            return [f"{asked['one']} {rest}", f"{asked['other']} {rest}"]
    if asked := _WHO_AND.fullmatch(text):
        verb = _WRITTEN.get(asked["verb"].lower(), asked["verb"])
        return [asked["who"], f"{asked['when']} was {asked['what']} {verb}"]
    parts = [part for part in _BETWEEN.split(text) if part.strip(_END)]
    if not 1 < len(parts) <= MOST or not _BEGINS.match(parts[0]):
        return []
    questions, name = [parts[0].rstrip(_END)], ""
    for part in parts[1:]:
        question = part.rstrip(_END)
        if points := _OF_THE_LAST.search(question):
            name = name or _about(parts[0], points[0].lower(), index)
            if not name:
                return []
            question = _OF_THE_LAST.sub(partial(_named, name=name), question)
        questions.append(question)
    return questions


def _named(word: re.Match[str], name: str) -> str:
    """What stands for a word that points back: "his father" has its own behind it, "killed her" has not."""
    if word["its"] or (word["her"] and word.end() < len(word.string)):
        return f"{name}'s"
    if word[0].lower() == "one":
        return without_article(name)
    return f"in {name}" if word[0].lower() == "there" else name


def _about(question: str, pointing: str, index: LiveIndex) -> str:
    """The name in a question that a word in the next one points to; "" if it is not clear."""
    asked = _ABOUT.fullmatch(question)
    if asked is None:
        return ""
    is_of = re.fullmatch(_IS, asked["verb"], re.IGNORECASE) is not None
    to_a_thing = pointing in _THINGS
    # Whoever wrote Hamlet is not named, nor what somebody did.
    did = asked["who"].lower() == "what" and asked["verb"].lower() in {"do", "does", "did"}
    if did if to_a_thing else not is_of:
        return ""
    words = asked["rest"].split()
    for end in range(min(len(words), MOST_WORDS), 0, -1):
        name = " ".join(words[:end]).rstrip(_END)
        known = known_entry(index.names, name) or known_entry(index.names, without_article(name))
        # "The capital of Peru" is not what "the capital" is.
        if (known or name.istitle()) and not _OF.fullmatch(words[end - 1]) and not _OF.match(" ".join(words[end:])):
            return name
    return ""
