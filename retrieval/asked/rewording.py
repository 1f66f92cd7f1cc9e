"""The same question in the words in which an encyclopedia answers it.

Nobody's age stands in an encyclopedia, but a date of birth does; it speaks of a place's population, not of how many
people live there, and says what somebody does, and of which nation, where it says who that is. So such a question is
asked in these words as well, and the surer answer is given, if it is of the entry that was asked about and says what
was asked. A number behind a word may be a Roman one there: world war 2.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.folding import loose
from corpus.lead import OF_A_PERSON
from corpus.name_forms import MONTH
from corpus.names import NameIndex
from corpus.numerals import ORDINALS, roman
from retrieval.naming import known_entry
from retrieval.question_types.names_asked import singular, without_article

__all__ = ["Rewording", "rewordings", "worded"]

_NAME = r"(?P<name>\S.*?)"
_END = r"(?:\s+(?:now|today|currently|right\s+now))?[\s?？.!]*$"
_THE = r"(?:the|an?|this|that)\s+"
# What a sentence has that says of which land or nation something is.
_OF_A_LAND = re.compile(r"\b(?:is|was|are|were)\s+(?:an?|the|one)\s+(?:[a-z-]+\s+){0,5}[A-Z][a-z]")
# What is said of letters beside the words they are the first letters of.
_STANDS_FOR = re.compile(r"\b(?:acronym|abbreviat\w+|initialism|stands?\s+for|short\s+for)\b", re.IGNORECASE)
# What is said of where plants and animals live.
_OF_A_HOME = re.compile(
    r"\b(?:native|indigenous|endemic)\s+(?:to|range)\b|\b(?:found|lives?|inhabit\w*|occurs?|ranges?|distributed)\b[^.]{0,40}?"
    r"\b(?:in|on|across|throughout|from)\s+(?:[a-z]+\s+){0,2}[A-Z]"
)
_FORMS = [
    (re.compile(pattern + _END, re.IGNORECASE), wordings, says)
    for pattern, wordings, says in (
        (rf"^how\s+old\s+(?:is|was)\s+(?={_THE}){_NAME}", ("when was {} built",), None),  # nobody's name
        (rf"^how\s+old\s+(?:is|was)\s+(?!{_THE}|.*\bwhen\b){_NAME}", ("when was {} born", "when was {} founded"), None),
        (rf"^(?:how\s+old\s+was|(?:at\s+)?what\s+age\s+(?:did|was))\s+{_NAME}\s+(?:die|when\s+(?:he|she|they)\s+died)",
         ("when did {} die",), None),
        (rf"^is\s+{_NAME}\s+(?:still\s+)?(?:alive|living|dead)", ("when did {} die", "when was {} born"), None),
        (rf"^what(?:['’]?s|\s+is)\s+the\s+age\s+of\s+{_NAME}", ("when was {} born",), None),
        (rf"^how\s+many\s+(?:people|persons|inhabitants)\s+(?:live|are\s+living|are\s+there)\s+in\s+{_NAME}",
         ("population of {}",), None),
        (rf"^how\s+many\s+(?:people|inhabitants|residents)\s+does\s+{_NAME}\s+have", ("population of {}",), None),
        (rf"^how\s+(?:big|large)\s+is\s+{_NAME}", ("total area of {}",), None),
        (rf"^how\s+(?:high|tall)\s+is\s+{_NAME}", ("elevation of {}",), None),
        (rf"^(?:who\s+(?:started|created)|(?:the\s+)?founder\s+of)\s+{_NAME}", ("who founded {}",), None),
        (rf"^(?:the\s+)?architect\s+of\s+{_NAME}", ("who designed {}",), None),
        (rf"^what\s+(?:is|was)\s+{_NAME}\s+famous\s+for", ("what is {} known for",), None),
        (rf"^(?:the\s+)?headquarters\s+of\s+{_NAME}", ("where is {} headquartered",), None),
        (rf"^where\s+(?:is|are)\s+{_NAME}\s+based", ("where is {} headquartered",), None),
        (rf"^what\s+(?:club|team)\s+(?:is|does)\s+{_NAME}\s+(?:at|in|play\s+(?:for|in))",
         ("who does {} play for",), None),
        (rf"^(?:what|which)\s+(?:political\s+)?party\s+(?:is|does)\s+{_NAME}\s+(?:in|belong\s+to)",
         ("what party is {}",), None),
        (rf"^(?:what|which)\s+(?:university|college|school)\s+did\s+{_NAME}\s+(?:go\s+to|attend)",
         ("where did {} study",), None),
        (rf"^where\s+did\s+{_NAME}\s+go\s+to\s+(?:university|college|school)", ("where did {} study",), None),
        (rf"^(?:does|did)\s+{_NAME}\s+have\s+(?:any\s+)?(?:kids|children)", ("how many children did {} have",), None),
        (rf"^how\s+did\s+{_NAME}\s+get\s+(?:its|his|her|their)\s+name", ("{} is named after",), None),
        (rf"^where\s+(?:does|did)\s+the\s+name\s+(?:of\s+)?{_NAME}\s+come\s+from", ("{} is named after",), None),
        (rf"^why\s+(?:is|was)\s+{_NAME}\s+(?:so\s+)?(?:famous|well[\s-]known)", ("who is {}",), OF_A_PERSON),
        (rf"^what\s+nationality\s+(?:is|was|are|were)\s+{_NAME}", ("who is {}",), _OF_A_LAND),
        (rf"^where\s+(?:is|was|are|were)\s+{_NAME}\s+from", ("who is {}",), _OF_A_LAND),
        (rf"^where\s+(?:do\s+|does\s+(?=the\s)){_NAME}\s+(?:live|grow)(?:\s+in\s+the\s+wild)?",
         ("where are {} native to",), _OF_A_HOME),
        (rf"^what\s+(?:does|did)\s+{_NAME}\s+do(?:\s+for\s+a\s+living)?", ("who is {}",), OF_A_PERSON),
        (rf"^what\s+(?:does|do|did)\s+{_NAME}\s+stand\s+for", ("what is {}",), _STANDS_FOR),
        (rf"^{_NAME}(?:의)?\s*(?:은|는|이|가)?\s*(?:몇\s*살|나이가\s*어떻게|나이는)\S*", ("{} 언제 태어났나요",), None),
        (rf"^{_NAME}(?:의)?\s*(?:은|는|이|가)?\s*(?:생일|생년월일|출생(?:일|연도|년도)?|몇\s*년생\S{{0,3}})(?:은|는|이|가)?"
         r"(?:\s*(?:언제|뭐|몇)\S*)?", ("{} 언제 태어났나요",), None),
        (rf"^{_NAME}(?:의)?\s*(?:은|는|이|가|께서는?)?\s*(?:사망(?:일|연도|년도)?(?:은|는|이|가)?|언제\s*(?:돌아가|별세|세상을)\S*)"
         r"(?:\s*(?:언제|떠났)\S*)?", ("{} 언제 죽었나요",), None),
        (rf"^{_NAME}에(?:는|서는)?\s*(?:사람이?|인구가)?\s*(?:몇\s*명이?|얼마나)\s*(?:많이\s*)?"
         r"(?:살(?!아남)|사(?=[나는니세시냐십]))\S*(?:\s*있\S*)?", ("{}의 인구",), None),
    )
]  # fmt: skip
# A word, no month, and behind it a number that may be Roman in a name.
_NUMBERED = re.compile(
    rf"\b(?!(?i:{MONTH})\b)[^\W\d_]{{2,}}\s+(?P<number>[1-9]|[12]\d)(?![\w,:/-]|\.\d)",
)
# A name, and which of those who bear it.
_ORDINAL = re.compile(
    rf"\b(?P<name>[^\W\d_]{{3,}})\s+the\s+(?P<ordinal>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\b", re.IGNORECASE
)
# These ask for what is seldom called by a name of its own, so anything may follow.
_OPEN_FORMS = [
    (re.compile(pattern + _END, re.IGNORECASE), wording)
    for pattern, wording in (
        (rf"^(?:the\s+)?winner\s+of\s+{_NAME}", "who won {}"),
        (rf"^(?:the\s+)?author\s+of\s+{_NAME}", "who wrote {}"),
        (rf"^(?:(?:the\s+)?cast\s+of|who\s+(?:plays|acts)\s+in)\s+{_NAME}", "who stars in {}"),
    )
]


@dataclass(frozen=True, slots=True)
class Rewording:
    """A question in other words, and what it takes for its answer to be one to the question as it was asked.

    `titles` are those of the entries called what is asked about, of one of which it has to be; any entry if there are
    none. `letters` are those that a quotation has to spell out, `says` another sign that it says what was asked for.
    """

    question: str
    titles: frozenset[str] = frozenset()
    says: re.Pattern[str] | None = None
    letters: str = ""

    def is_answered_by(self, title: str, quotation: str) -> bool:
        """Whether a quotation of this entry says what was asked for, as far as its form shows that."""
        of_it = title in self.titles or not self.titles
        return of_it and (self.says is None or _spells(quotation, self.letters) or bool(self.says.search(quotation)))


def rewordings(question: str, names: NameIndex | None) -> list[Rewording]:
    """Other wordings of a question, none for most, nor for one about what no entry is called; none without `names`."""
    return list(_rewordings(question, names)) if names is not None else []


def _rewordings(question: str, names: NameIndex) -> Iterator[Rewording]:
    for name, wordings, says in worded(question):
        called = (name, without_article(name), *(singular(name) if says is _OF_A_HOME else ()))
        found = [match for one in dict.fromkeys(called) if (match := known_entry(names, one))]
        if found:
            several = found if says is _OF_A_HOME else found[:1]
            titles = frozenset(entry.title for match in several for entry in match.candidates)
            letters = name if says is _STANDS_FOR else ""
            yield from (Rewording(wording, titles, says, letters) for wording in wordings)
    matches = ((pattern.match(question), wording) for pattern, wording in _OPEN_FORMS)
    yield from (Rewording(wording.format(match["name"])) for match, wording in matches if match)
    yield from _with_roman_number(question)
    yield from _of_that_number(question, names)


def _with_roman_number(question: str) -> Iterator[Rewording]:
    if numbered := _NUMBERED.search(question):
        start, end = numbered.span("number")
        yield Rewording(question[:start] + roman(int(numbered["number"])).upper() + question[end:])


def _of_that_number(question: str, names: NameIndex) -> Iterator[Rewording]:
    """The question with the ordinal behind a name in Roman figures, as in "henry the eighth"; of an entry so called."""
    for said in _ORDINAL.finditer(question):
        word = said["ordinal"].lower()
        number = ORDINALS.index(word) + 1 if word in ORDINALS else int(word[:-2])
        if not 0 < number < 40:
            continue
        called = f"{said['name']} {roman(number).upper()}"
        known = known_entry(names, called)
        titles = [*names.store.titles_from(called), *(entry.title for entry in (known.candidates if known else ()))]
        if so_called := frozenset(title for title in titles if _has(title, called)):
            yield Rewording(question[: said.start()] + called + question[said.end() :], so_called)


def _has(title: str, name: str) -> bool:
    """Whether a title ends with a name, or tells of which land or rank who has it is."""
    return re.search(rf"\b{name}(?:$| of\b|,| \()", title, re.IGNORECASE) is not None


def worded(question: str) -> Iterator[tuple[str, list[str], re.Pattern[str] | None]]:
    """What a question of these forms is about, how it is asked otherwise, and what an answer has to have."""
    for pattern, wordings, says in _FORMS:
        if match := pattern.match(question):
            yield match["name"], [wording.format(match["name"]) for wording in wordings], says


def _spells(text: str, letters: str) -> bool:
    """Whether words side by side begin with these letters, small words left out or not: "Federal Bureau of ..."."""
    wanted = [letter for letter in letters.lower() if letter.isalnum()]
    words = re.findall(r"\w+", text.lower())
    for kept in (words, list(filter(loose, words))):
        initials = [word[0] for word in kept]
        places = range(len(initials) - len(wanted) + 1)
        if len(wanted) > 1 and any(initials[place : place + len(wanted)] == wanted for place in places):
            return True
    return False
