"""What people ask of any entry ("when did X die", "how many people live in X"): how often does the first quotation say?

    python -m benchmarks.everyday INDEX ENTRIES [--questions 100]

ENTRIES are those of the index (JSON lines, plain or .xz). They are gone through in an order that is drawn, the same one
every time; what is asked of each depends on what its beginning says, and that is the answer. Entries whose name is not
theirs alone are left out. Each is asked without its entry as well: the last column is how much is then answered without
doubt. "Who is X" answers some of these, so what it finds there says little more than that the beginning is quoted.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.questions import opened
from retrieval import Encyclopedia
from retrieval.results import DOUBTFUL

_NATION = (
    "American|British|English|Scottish|Irish|Canadian|Australian|Indian|German|French|Italian|Spanish|Polish|Russian"
    "|Japanese|Chinese|Swedish|Norwegian|Danish|Dutch|Belgian|Swiss|Austrian|Brazilian|Mexican|Turkish|Iranian|Greek"
)
_LAND = "Poland|France|Germany|Italy|Iran|India|Pakistan|Turkey|Russia|Spain|Brazil|Estonia|Romania|Serbia|Nepal|Texas"
_NAME = r"[A-Z][\w.-]+ [A-Z][\w-]+"
# How an answer, the group, stands in an entry, and what asks for it: %s is the name, in lower case if the rest is.
KINDS = [
    (re.compile(pattern), questions)
    for pattern, questions in (
        (r"^[^\n]{0,120}\((?:[^)\n]{0,60}?)born\s[^)\n]*?(\d{4})", ["when was %s born", "How old is %s?"]),
        (r"^[^\n]{0,120}\([^)\n]{0,80}?\d{4}[^)\n]{0,60}?[–-][^)\n]{0,60}?(\d{4})\)", ["when did %s die"]),
        (r"\b(?:He|She) was born (?:on [^.]{3,30} )?in ([A-Z][\w-]+)", ["where was %s born"]),
        (r"\b(?:He|She) died (?:on [^.]{3,30} )?(?:in|at) ([A-Z][\w-]+)", ["where did %s die"]),
        (rf"^[^\n]{{0,200}}?\b(?:is|was) an? ({_NATION}) [a-z]", ["what nationality is %s", "where is %s from"]),
        (rf"^[^\n]{{0,200}}?\)[^.]{{0,80}}?\b(?:is|was) an? (?:{_NATION}) (?:former |professional )?([a-z]+)",
         ["what does %s do for a living", "why is %s famous"]),
        (r"population (?:was|of|is) ([\d,]{3,})", ["population of %s", "How many people live in %s?"]),
        (r"^[^\n]{0,120}\bis an? [^.\n]{0,60}?(?:village|town|city|river|lake|island)[^.\n]{0,40}? in ([A-Z]\w+)",
         ["where is %s"]),
        (rf"^[^\n]{{0,200}}?\b(?:village|town|city|municipality) in [^.\n]{{0,80}}?\b({_LAND})\b",
         ["what country is %s in"]),
        (r"^[^\n]{0,600}?\b(?:founded|established|formed) (?:on [\w ,]{3,20}|in) (\d{4})\b",
         ["when was %s founded", "how old is %s"]),
        (rf"^[^\n]{{0,300}}?\bdirected by ({_NAME})", ["who directed %s"]),
        (rf"^[^\n]{{0,300}}?\bwritten by ({_NAME})", ["who wrote %s", "author of %s"]),
        (rf"^[^\n]{{0,500}}?\b(?:starring|stars) ({_NAME})", ["cast of %s", "Who plays in %s?"]),
        (r"\bwon by ([A-Z][\w-]+)", ["who won %s", "winner of %s"]),
        (r"\barea of ([\d.,]{2,7})", ["how big is %s"]),
        (r"\b(?:elevation|height) of ([\d,]{3,6})", ["how high is %s"]),
        (r"\bis named (?:after|for|in honou?r of) (?:the )?(?:[a-z]+ )*([A-Z][\w-]+)", ["how did %s get its name"]),
        (r"\bdied (?:of|from) (?:an? )?(\w+)", ["how did %s die"]),
        (rf"\bfounded (?:in \d{{4}} )?by ({_NAME})", ["who founded %s", "who started %s"]),
        (rf"\bdesigned by (?:the )?(?:architects? )?({_NAME})", ["who designed %s", "architect of %s"]),
        (r"\bknown for (?:his|her|its|the)? ?(\w+ \w+)", ["what is %s known for", "what is %s famous for"]),
        (r"\bplays (?:as an? [\w-]+ )?for ([A-Z][\w-]+)", ["who does %s play for", "what team does %s play for"]),
        (r"\bmember of the ([A-Z]\w+) [Pp]arty", ["what party is %s", "what political party does %s belong to"]),
        (r"\b(?:studied|graduated|educated|degree)[^.]{0,30} (?:at|from) (?:the )?([A-Z]\w+)",
         ["where did %s study", "what university did %s go to"]),
        (r"\bhad (\w+) (?:children|sons|daughters)", ["how many children did %s have", "did %s have kids"]),
        (r"\bheadquartered in ([A-Z]\w+)", ["where is %s headquartered", "where is %s based"]),
    )
]  # fmt: skip


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("entries", type=Path)
    parser.add_argument("--questions", type=int, default=100, help="so many of each kind")
    options = parser.parse_args()
    asked: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    with Encyclopedia.open(options.index) as encyclopedia:
        for title, text in _drawn(options.entries):
            for pattern, questions in KINDS:
                found = pattern.search(text[:3_000])
                if found is None or len(asked[questions[0]]) == options.questions or not _is_alone(encyclopedia, title):
                    continue
                for question in questions:
                    asked[question].append(_asked(encyclopedia, question, title, found[1]))
    print(f"{'':32} number  of the entry  says  refused  doubted  without")
    rows = [(question, len(outcomes), np.mean(outcomes, axis=0)) for question, outcomes in asked.items()]
    for question, number, shares in [*rows, ("all forms", len(rows), np.mean([row[2] for row in rows], axis=0))]:
        of_entry, says, refused, doubted, without = shares
        print(
            f"{question:32} {number:6}  {of_entry:12.3f}  {says:.3f}  {refused:.3f}    {doubted:.3f}    {without:.3f}"
        )


def _drawn(entries: Path) -> Iterator[tuple[str, str]]:
    with opened(entries) as file:
        rows = [(row["title"], row["text"]) for row in map(json.loads, file)]
    random.Random(7).shuffle(rows)
    return ((title, text) for title, text in rows if "(" not in title and title[:1].isalpha())


def _is_alone(encyclopedia: Encyclopedia, title: str) -> bool:
    match = encyclopedia.known(title)
    return match is not None and match.entry is not None and match.entry.title == title


def _asked(encyclopedia: Encyclopedia, question: str, title: str, answer: str) -> tuple[bool, ...]:
    """Whether the first quotation is the entry's and has the answer; whether it is refused, or doubted.

    And whether something is answered without doubt when the entry is left out.
    """
    words = question % (title if question[0].isupper() else title.lower())
    found = encyclopedia.ask(words, threshold=0.0)
    first = found.citations[0] if found.citations else None
    refused = found.confidence < encyclopedia.threshold
    left_out = encyclopedia.ask(words, threshold=0.0, without=title)
    return (
        first is not None and first.title == title,
        first is not None and answer in first.quote.text,
        refused,
        not refused and found.confidence < DOUBTFUL,
        left_out.confidence >= DOUBTFUL,
    )


if __name__ == "__main__":
    main()
