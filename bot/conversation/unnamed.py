"""English questions that leave out what they are asked of, and point at it with no word: "who won?", "how tall?".

A question tells its subject by a noun phrase. It has none where all it has is a verb ("who directed"), or a noun that
is always one of something ("what was the cause", "who wrote the music"). Such nouns stand before "of" in a third or
more of the places that have them behind "the" in an encyclopedia; of a part of a work, a war or a game they do not.
"""

import re
from dataclasses import dataclass

from retrieval.question_types.names_asked import singular

__all__ = ["Unnamed", "is_of_something", "leaves_out_question_mark", "without_subject"]

# A longer question says what it is of.
LONGEST = 10

# What somebody is, or something has, of something else.
_OF_SOMETHING = frozenset(
    "advantage age aim area assassin attendance author award benefit birthplace budget capital captain career "
    "cast casualty cause chairman chairperson challenge chancellor character child childhood children climate "
    "coach color colour commander complication composer composition consequence context cost creator crew cure "
    "currency damage danger death definition depth designer destination diameter diet difference director "
    "disadvantage drawback duration economy editor education effect emperor ending engineer etymology example "
    "family formula founder function gdp general goalkeeper goalscorer governor habitat headquarters height hero "
    "heroine history host husband impact importance influence ingredient inspiration inventor king landmark "
    "language leader legacy length life lifespan location loser magnitude manager marriage mascot mayor meaning "
    "medal member message moral motto name narrator nationality nickname opponent origin outcome owner parent "
    "perpetrator plot population president price principal prize problem producer product protagonist publisher "
    "purpose queen rate reaction reason record religion result revenue review risk rival role rule ruler runtime "
    "salary score scorer screenwriter shape significance singer size solution songwriter sponsor stadium star "
    "structure successor survivor suspect symptom temperature theme threat toll treatment trophy use value victim "
    "victor villain visitor vocalist weight width wife wingspan winner work writer".split()
)
# And what was spoken of where it has no more than "the": parts of works and games, and these themselves.
_PARTS = frozenset(
    "artwork book championship choreography cup episode final game goal league lyric match music poem point "
    "race screenplay script season song soundtrack story tale text trophy vote word".split()
)
_WHOLES = frozenset(
    "album attack band battle campaign city club company competition country crash crisis disaster earthquake "
    "election event experiment film fire invasion movie murder novel opera painting party play rebellion revolt "
    "revolution series show siege team tournament tower treaty trial war".split()
)
_ROLES = frozenset(
    "captain chancellor coach commander director emperor general governor king leader manager mayor president "
    "queen".split()
)
_COUNTED = frozenset(
    "actor building civilian copy country fan game goal house match men nation passenger people "
    "person plane player point prisoner ship soldier spectator state student team ticket time troop vote women "
    "worker".split()
)
_IRREGULAR = (
    "won|lost|led|wrote|made|built|sang|began|fought|took\\s+part|fell|died|survived|sold|paid|hit|beat|sank|ran|drew|"
    "came\\s+(?:first|second|third|last)|got\\s+\\w+|went|bought|sung|shot|drove|stole|broke|found|held|ruled"
)
_PARTICIPLE = r"(?:\w{3,}ed|hurt|shot|lost|sunk|built|made|sold|won|held|born|there|taken|written|sung|beaten|left)"
_PAST = rf"(?:\w{{2,}}[^e\W]ed|{_IRREGULAR})"
_PRESENT = "stars|sings|wins|plays|leads|owns|runs|makes|has|had|holds"
_AUXILIARY = r"(?:\s+(?:were|was|got|(?:have|has|had)(?:\s+been)?))?"
_BE = r"(?:\s*['’]?s|\s+(?:is|are|was|were|r))"
_WHICH = (
    r"(?:(?:most\s+\w+|(?!west|forest)\w{2,}est|first|second|third|last|final|main|total|exact|original|real|full|current|"
    r"former|other|official|winning|losing|lead|leading|head|death|box\s+office|most|title)\s+){0,2}"
)
_THE = rf"the\s+{_WHICH}(?P<noun>\w+)"
_BEHIND = (
    r"(?:\s+(?:called|named|like|exactly|again|today|now|then|there|based|located|first|in\s+total|in\s+the\s+end|"
    r"known\s+for|made\s+of|about))?"
)
# "How did the war finally end", "when did the film come out"; but "when was the battle of hastings" and "when did the
# company apple start" name what they ask of.
_DONE = (
    r"(?:\s+(?:first|last|get|\w+ly))?\s+\w+(?:\s+(?:out|up|down|off|over|place|in|to|on|from|at|for|with|first|then|again|"
    r"exactly|originally|today))?"
)
# Of how much one thing has of a measure.
_MEASURE = (
    "tall|high|old|big|large|fast|heavy|deep|wide|long|far|hot|cold|strong|dangerous|rare|common|expensive|rich|popular"
)
_GOING_ON = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|then|also|oh|hm+|wait|please|pls|(?:do|did)\s+(?:you|u)\s+know|"
    r"(?:(?:can|could)\s+(?:you|u)\s+(?:please\s+)?)?tell\s+me)\b[\s,.!]*)*",
    re.IGNORECASE,
)
_AROUND = re.compile(r"^\W+|\W+$")
_WHO = rf"who(?:\s+(?:has|have|had))?\s+(?:else\s+|first\s+|really\s+|actually\s+)?(?:{_PAST}|{_PRESENT})"
# What is asked without its subject, and what stands before that where it is named.
_FORMS = [
    (re.compile(rf"(?P<asked>{asked})(?={behind}\W*$)", re.IGNORECASE), before)
    for asked, before, behind in (
        (
            r"who\s+(?:starred|stars|plays|played|sings|sang|fought|scored|died|survived|took\s+part|participated)",
            "in",
            _BEHIND,
        ),
        (_WHO, "", _BEHIND),
        (rf"who{_BE}\s+(?:{_PARTICIPLE}|in\s+charge|involved|responsible)", "in", _BEHIND),
        (rf"how\s+(?:{_MEASURE})", "is", _BEHIND),
        (rf"how(?:['’]?s|\s+(?:is|was))\s+(?:{_MEASURE})", "", _BEHIND),
        (rf"how\s+many{_AUXILIARY}\s+(?:{_PAST}|{_PARTICIPLE})", "in", _BEHIND),
        (rf"how\s+many\s+(?P<counted>\w+){_AUXILIARY}\s+(?:{_PAST}|{_PARTICIPLE})", "in", _BEHIND),
        (rf"who{_BE}\s+(?P<role>\w+)", "of", _BEHIND),
        (rf"(?:who|what|where|when|how|why){_BE}\s+(?P<the>{_THE})", "of", _BEHIND),
        (rf"(?:what\s+is\s+)?(?P<the>(?:the\s+)?{_WHICH}(?P<noun>\w+))(?=\s*\?)", "of", _BEHIND),
        (rf"{_WHO}\s+(?:(?:in|on|at|for|during|from)\s+)?(?P<done>{_THE})", "of", _BEHIND),
        (rf"(?:when|where|how|why)(?:{_BE}|\s+(?:did|does|do|has|had))\s+(?P<done>{_THE})", "of", _DONE),
    )
]
# These find what there was before, and many of it: "who invented the telephone?" names all that it asks of.
_FINDING = re.compile(r"\b(?:invented|discovered)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A question that leaves out its subject: the words that it is left out of, and what stands around its place."""

    words: str
    before: str
    behind: str

    def of(self, title: str) -> str:
        """The question asked of what has this title."""
        return " ".join(filter(None, (self.before, title, self.behind)))


def without_subject(question: str) -> Unnamed | None:
    """What is left out of a question; None if that names what it is asked of, in doubt."""
    asked = _GOING_ON.sub("", question, count=1)
    if len(asked.split()) > LONGEST:
        return None
    found = (_left_out(match, before) for pattern, before in _FORMS if (match := pattern.match(asked)))
    return next(filter(None, found), None)


def _left_out(match: re.Match[str], before: str) -> Unnamed | None:
    told, asked, behind = match.groupdict(), match["asked"], _AROUND.sub("", match.string[match.end("asked") :])
    noun = told.get("noun") or ""
    if done := told.get("done"):
        spoken_of = () if _FINDING.search(asked) else (_PARTS, _WHOLES)
        if not _is_one_of(noun, _OF_SOMETHING, *spoken_of):
            return None
        is_it = _is_one_of(noun, _WHOLES) and len(done.split()) == 2  # the first war is one in it
        return Unnamed(str(done), asked.removesuffix(done).strip() if is_it else f"{asked} {before}", behind)
    if the := told.get("the"):
        asks = f"what is the {asked.removeprefix('the ')}" if asked == the else asked
        return Unnamed(str(the), f"{asks} {before}", behind) if is_of_something(noun) else None
    counted, role = told.get("counted") or "people", told.get("role") or "king"
    names_none = role.lower() in _ROLES and _is_one_of(counted, _COUNTED, _OF_SOMETHING)
    return Unnamed(asked, f"{asked} {before}".strip(), behind) if names_none else None


def is_of_something(noun: str) -> bool:
    """Whether a noun, of one or several, always is of something: a cause, a population, the awards."""
    return _is_one_of(noun, _OF_SOMETHING)


def leaves_out_question_mark(text: str) -> bool:
    """Whether a text is a noun that always is of something, and nothing else: "population", "the main cause"."""
    return text[-1:].isalpha() and without_subject(text) is None and without_subject(f"{text}?") is not None


def _is_one_of(noun: str, *nouns: frozenset[str]) -> bool:
    word = noun.lower()
    return any(not known.isdisjoint((word, *singular(word))) for known in nouns)
