"""The same question in the words in which an encyclopedia answers it.

Nobody's age stands in an encyclopedia, but a date of birth does; and it speaks of a place's population, not of how many
people live there. The question is asked in either wording, and the better answer given.
"""

import re

__all__ = ["rewordings"]

_END = r"(?:\s+(?:now|today|currently|right\s+now))?[\s?？.!]*$"
_IS = r"(?:is|was|are|were)"
_THE = r"(?:the|an?|this|that)\s+"
_REWORDINGS = [
    (re.compile(pattern + _END, re.IGNORECASE), wordings)
    for pattern, wordings in (
        (rf"^how\s+old\s+(?:is|was)\s+({_THE}\S.*?)", (r"when was \1 built",)),  # nobody's name
        (rf"^how\s+old\s+(?:is|was)\s+(?!{_THE})(\S.*?)", (r"when was \1 born", r"when was \1 founded")),
        (rf"^what(?:['’]?s|\s+{_IS})\s+the\s+age\s+of\s+(\S.*?)", (r"when was \1 born",)),
        (r"^how\s+many\s+(?:people|persons|inhabitants)\s+(?:live|are\s+living|are\s+there)\s+in\s+(\S.*?)",
         (r"population of \1",)),
        (r"^how\s+many\s+(?:people|inhabitants|residents)\s+does\s+(\S.*?)\s+have", (r"population of \1",)),
        (r"^how\s+(?:big|large)\s+(?:is|are)\s+(\S.*?)", (r"total area of \1",)),
        (r"^how\s+(?:high|tall)\s+(?:is|are)\s+(\S.*?)", (r"elevation of \1",)),
        (r"^how\s+did\s+(\S.*?)\s+get\s+(?:its|his|her|their)\s+name", (r"\1 is named after",)),
        (r"^where\s+(?:does|did)\s+the\s+name\s+(?:of\s+)?(\S.*?)\s+come\s+from", (r"\1 is named after",)),
        (rf"^why\s+{_IS}\s+(\S.*?)\s+(?:so\s+)?(?:famous|well[\s-]known)", (r"who is \1",)),
        (rf"^what\s+nationality\s+{_IS}\s+(\S.*?)", (r"who is \1",)),
        (rf"^where\s+{_IS}\s+(\S.*?)\s+from", (r"who is \1",)),
        (r"^what\s+(?:does|did)\s+(\S.*?)\s+do(?:\s+for\s+a\s+living)?", (r"who is \1",)),
        (r"^what\s+(?:does|do|did)\s+(\S.*?)\s+stand\s+for", (r"what is \1",)),
        (r"^(?:the\s+)?winner\s+of\s+(\S.*?)", (r"who won \1",)),
        (r"^(?:the\s+)?author\s+of\s+(\S.*?)", (r"who wrote \1",)),
        (r"^(?:(?:the\s+)?cast\s+of|who\s+(?:plays|acts)\s+in)\s+(\S.*?)", (r"who stars in \1",)),
        (r"^(\S.*?)(?:은|는|이|가)?\s*(?:몇\s*살|나이가\s*어떻게|나이는)\S*", (r"\1 언제 태어났나요",)),
        (r"^(\S.*?)에(?:는|서는)?\s*(?:사람이?|인구가)?\s*(?:몇\s*명이?|얼마나)\s*(?:많이\s*)?(?:살|사)\S*(?:\s*있\S*)?",
         (r"\1의 인구",)),
    )
]  # fmt: skip
# What is asked about then is more than a name.
_MORE = re.compile(r"\b(?:when|if|before|after|while|during|that|who|which|you|i)\b|['’]s\b", re.IGNORECASE)


def rewordings(question: str) -> list[str]:
    """Other wordings of a question, none for most."""
    found = ((pattern.match(question), wordings) for pattern, wordings in _REWORDINGS)
    return [
        match.expand(wording)
        for match, wordings in found
        if match and not _MORE.search(match[1])
        for wording in wordings
    ]
