r"""How one particular of something is asked for, and how a text has to say it: its height, its father, what it eats.

The patterns are written so that they can be read: a space is any white space, <3> up to three words, <Name> a capital,
<it> what is asked about, <last> its last word and <any> any of its words that tell, and <he> it or a pronoun for it,
of which something is said. They match in capitals and small letters alike.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.folding import loose
from retrieval.life_dates import spelled_out

__all__ = ["LONGEST", "NOTHING", "Form", "Particular", "questions_of"]

NOTHING = r"(?!)"
# Nothing longer asks for one thing.
LONGEST = 100

_MARK = re.compile(r" |(?<!\?P)<(\w+)>")
_ASKED = {"is": r"(?:is|are|was|were)", "does": r"(?:does|do|did|can)", "it": r"(?P<it>\S.*?)"}
_OPENS = r"^(?:(?:what|who)(?:['’]?s| is| are| was| were) )?(?:the )?"
_ENDS = r"(?: (?:now|today|currently|usually|exactly|in the wild))?[\s?.!]*$"


def _read(pattern: str, marks: dict[str, str]) -> str:
    """A pattern in the notation of this module as a regular expression."""

    def meant(mark: re.Match[str]) -> str:
        if mark[1] is None:
            return r"\s+"
        return rf"(?:[\w,'’-]+\s+){{0,{mark[1]}}}?" if mark[1].isdigit() else marks[mark[1]]

    return _MARK.sub(meant, pattern)


@dataclass(frozen=True, slots=True)
class Form:
    """Nouns for a particular ("height": "height of X", "X height"), other questions for it, and what says it.

    All of `says` have to be in what says it, and `tells` as well in what does so for sure. What `of_another` matches is
    left out of account: "X causes" is no cause of X. What has `never` in it says nothing. `dates` are those of a life,
    if these say it.
    """

    nouns: str
    questions: tuple[str, ...]
    says: tuple[str, ...]
    tells: str
    of_another: str = NOTHING
    never: str = NOTHING
    dates: bool = False


@dataclass(frozen=True, slots=True)
class Particular:
    """What a question asks for of what has this name, and what says it."""

    name: str
    says: tuple[re.Pattern[str], ...]
    tells: re.Pattern[str]
    of_another: re.Pattern[str]
    never: re.Pattern[str]
    dates: bool

    @classmethod
    def of(cls, name: str, form: Form) -> "Particular":
        """What this form asks for of what has this name."""
        it, last = r"\s+".join(map(re.escape, name.split())), re.escape(name.rsplit(maxsplit=1)[-1])
        telling = "|".join(map(re.escape, loose(name).split() or name.split()))
        marks = {"it": it, "last": last, "any": f"(?:{telling})", "Name": "(?-i:[A-Z])"}
        marks["he"] = rf"\b(?:{last}|(?<!who\s)(?:he|she|they|and))\s+(?:\w+ly\s+)?"
        says, (tells, of_another, never) = (
            [re.compile(_read(pattern, marks), re.IGNORECASE) for pattern in patterns]
            for patterns in (form.says, (form.tells, form.of_another, form.never))
        )
        return cls(name, tuple(says), tells, of_another, never, form.dates)

    def is_said_by(self, text: str) -> bool:
        """Whether a text says it, as far as its form shows."""
        return not self.never.search(text) and all(pattern.search(self._of_it(text)) for pattern in self.says)

    def is_told_by(self, text: str) -> bool:
        """Whether a text says it in so many words."""
        return self.is_said_by(text) and self.tells.search(self._of_it(text)) is not None

    def _of_it(self, text: str) -> str:
        return self.of_another.sub(" ", spelled_out(text) if self.dates else text)


def questions_of(forms: Iterable[Form]) -> Iterator[tuple[re.Pattern[str], Form]]:
    """Patterns of the questions that ask so, each with its form; their group `it` is what they ask about."""
    for form in forms:
        patterns = [f"^{question}{_ENDS}" for question in form.questions]
        if form.nouns:
            patterns.append(f"{_OPENS}(?:{form.nouns}) (?:of|for|in) <it>{_ENDS}")
            patterns.append(f"{_OPENS}<it>(?:['’]s)? (?:{form.nouns}){_ENDS}")
        yield from ((re.compile(_read(pattern, _ASKED), re.IGNORECASE), form) for pattern in patterns)
