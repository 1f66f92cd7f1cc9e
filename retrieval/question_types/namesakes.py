"""What is asked for has no entry, and is quoted from that of something else which has it in its name: it is doubted.

"What is islam" has no entry of that name where "Islamism" has one, nor has "what is a chain" where "Chain scission"
has: its first sentence says what something is, and has the word.
"""

import re
from dataclasses import replace

from corpus.folding import bare, fold, loose
from retrieval.analysis import analyze
from retrieval.question_types.definitions import defines
from retrieval.question_types.names_asked import names_asked_for, without_article
from retrieval.quotes import Chosen

__all__ = ["ANOTHER", "doubted_if_another"]

# How sure it is that such a quotation answers.
ANOTHER = 0.2

_WHERE = re.compile(r"^where(?:['’]?s|\s+is|\s+are|\s+was)\s+(?P<name>\S.*?)[\s?.!]*$", re.IGNORECASE)


def doubted_if_another(question: str, chosen: Chosen) -> Chosen:
    """The quotations, less sure if the title of the first has more or other words than the name that is asked for.

    Not if it says of the very name what that is, which may be a part of the title: "Bulgarian is a language".
    """
    first = next(iter(chosen.spans), None)
    if first is None or chosen.confidence <= ANOTHER:
        return chosen
    title, where = first.hit.title, _WHERE.match(question)
    names = map(without_article, [where["name"]] if where else names_asked_for(question))
    another = any(_has_in_it(title, name) and not defines(first.text, title, name) for name in names)
    # One of several places of a name is where it is.
    if where is not None and fold(without_article(where["name"])) in (fold(bare(title)), fold(title.partition(",")[0])):
        return chosen
    return replace(chosen, confidence=ANOTHER) if another else chosen


def _has_in_it(title: str, name: str) -> bool:
    """Whether a title has the terms of a name and is another, in singular and plural."""
    terms, one, other = set(analyze(name)), fold(title), fold(name)
    is_it = loose(title) == loose(name) or one in (f"{other}s", f"{other}es") or other in (f"{one}s", f"{one}es")
    return bool(terms) and terms <= set(analyze(title)) and not is_it
