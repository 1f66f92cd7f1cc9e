"""Questions in the forms in which people ask of any entry ("when did X die"), made of entries whose text answers them.

    python -m benchmarks.everyday_questions INDEX ENTRIES OUTPUT [--of-a-form 45]

Writes questions to learn from: of each form up to so many about entries that many others name, one of which is easily
taken for them, and as many about any entries. ENTRIES are those of the index (JSON lines, plain or .xz). None is about
an entry of the tenth that nothing is learned from: those `benchmarks.everyday` asks.
"""

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.questions import is_left, opened
from retrieval import Encyclopedia
from retrieval.sentences import sentence_spans

__all__ = ["EVERYDAY", "FORMS", "Everyday", "drawn", "everyday_questions"]

# The set that they are of.
EVERYDAY = "everyday"

_NATION = (
    "American|British|English|Scottish|Irish|Canadian|Australian|Indian|German|French|Italian|Spanish|Polish|Russian"
    "|Japanese|Chinese|Swedish|Norwegian|Danish|Dutch|Belgian|Swiss|Austrian|Brazilian|Mexican|Turkish|Iranian|Greek"
)
_LAND = "Poland|France|Germany|Italy|Iran|India|Pakistan|Turkey|Russia|Spain|Brazil|Estonia|Romania|Serbia|Nepal|Texas"
_NAME = r"[A-Z][\w.-]+ [A-Z][\w-]+"
_DATE = r"(?:[A-Z]\w+ \d{1,2}, |\d{1,2} [A-Z]\w+ |[A-Z]\w+ )?(\d{4})"
# How an answer, the group, stands in an entry, and what asks for it: %s is the name.
FORMS = [
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
        (r"\b[Cc]apital (?:and largest city |city )?(?:is |of the (?:country|state|province|region) is )"
         r"(?:the city of )?([A-Z]\w+)",
         ["capital of %s", "what is the capital of %s", "%s capital"]),
        (r"\b[Oo]fficial languages? (?:of [\w ]+ )?(?:is|are) ([A-Z]\w+)",
         ["what language is spoken in %s", "official language of %s", "language of %s"]),
        (r"\bborder(?:s|ed)(?: by| on| with)? (?:the )?([A-Z]\w+)", ["what borders %s", "which countries border %s"]),
        (rf"\b(?:married|wife|husband),? (?:was )?(?:the )?(?:[a-z]+ )*({_NAME})",
         ["who is %s married to", "who did %s marry", "%s spouse"]),
        (r"\b(?:feeds?|diet consists?|eats?)(?: mainly| primarily| mostly)? (?:on|of) (?:the )?([a-z]+ ?[a-z]*)",
         ["what do %s eat", "what does %s eat"]),
        (r"^[^\n]{0,300}?\bspecies of [^.\n]{0,80}?\b(?:found|native|endemic|lives) (?:in |to )(?:the )?([A-Z]\w+)",
         ["where does %s live", "where is %s found"]),
        (r"\breleased (?:on|in) " + _DATE,
         ["when did %s come out", "when was %s released"]),
        (r"\b(?:ended|dissolved|disbanded|abolished|closed) (?:on|in) " + _DATE,
         ["when did %s end"]),
        (r"\b(?:built|constructed|completed|opened) (?:on|in|between|from) " + _DATE,
         ["when was %s built", "when did %s open"]),
        (r"^[^\n]{0,80}\(born ([A-Z][\w.]+ [A-Z][\w.]+ [A-Z]\w+)[,; ]", ["real name of %s", "what is %s's real name"]),
        (rf"\b(?:invented|discovered|developed|created) (?:in \d{{4}} )?by (?:the )?(?:[\w-]+ ){{0,3}}?({_NAME})",
         ["who invented %s", "who discovered %s", "who created %s"]),
        (r"\b([\d,.]+) (?:km|kilomet\w+|miles)(?: \([^)]*\))? (?:long|in length)", ["how long is %s"]),
        (r"\bis used (?:for|to|as) (?:an? |the )?(\w+ \w+)", ["what is %s used for"]),
        (r"\bcaused by (?:an? |the )?(\w+ \w+)", ["what causes %s", "cause of %s"]),
        (r"\b(?:[Ss]ymptoms|signs) (?:\w+ )?include (\w+ ?\w*)", ["symptoms of %s"]),
        (r"\b(?:literally )?mean(?:s|ing) [\"“']([\w ]+)[\"”']",
         ["what does the name %s mean", "meaning of the name %s"]),
        (r"\bawarded the ([A-Z]\w+ [A-Z]?\w+)", ["what prize did %s win", "what did %s win"]),
        (r"\bpopulation (?:was|of|is) (?:approximately |about |over |around )?([\d,.]{3,}(?: million)?)",
         ["%s population"]),
    )
]  # fmt: skip

# So much of an entry is looked through for answers.
BEGINNING = 3_000
# An entry that so many others name is one of those that many speak of.
NAMED_OFTEN = 8
# An answer that stands more often in its entry, or is shorter, is told by the words before it.
MOST_TIMES, SHORTEST, WORDS_BEFORE = 3, 4, 30
# So many questions are asked about one entry.
MOST_OF_AN_ENTRY = 3


@dataclass(frozen=True, slots=True)
class Everyday:
    """A question of one of the forms, and whether many entries name the one that it is about."""

    set: str
    form: str
    question: str
    answers: tuple[str, ...]
    title: str
    named_often: bool


def drawn(entries: Path) -> list[tuple[str, str]]:
    """The titles and texts of all entries with a plain title, in an order that is drawn, the same one every time."""
    with opened(entries) as file:
        rows = [(row["title"], row["text"]) for row in map(json.loads, file)]
    random.Random(7).shuffle(rows)
    return [(title, text) for title, text in rows if "(" not in title and title[:1].isalpha()]


def everyday_questions(
    encyclopedia: Encyclopedia, rows: Sequence[tuple[str, str]], most: int, *, left: bool
) -> Iterator[Everyday]:
    """Up to `most` questions of each form about entries named often, and as many about any; `rows` as `drawn`.

    About the tenth that nothing is learned from if `left`, else about the others.
    """
    chance, asked = random.Random(5), Counter[str]()
    often = _named_often(rows)
    ours = [(title, text) for title, text in rows if is_left(title) == left]
    for named_often in (True, False):
        taken: Counter[int] = Counter()
        for title, text in ours:
            if named_often and title not in often:
                continue
            for number, (pattern, questions) in enumerate(FORMS):
                found = pattern.search(text[:BEGINNING]) if taken[number] < most else None
                if found is None or asked[title] == MOST_OF_AN_ENTRY or encyclopedia.known(title) is None:
                    continue
                taken[number] += 1
                asked[title] += 1
                form = chance.choice(questions)
                name = title if form[0].isupper() or chance.random() < 0.2 else title.lower()
                yield Everyday(EVERYDAY, form, form % name, (_answer(text, found),), title, named_often)


def _named_often(rows: Sequence[tuple[str, str]]) -> set[str]:
    """The titles that stand in so many entries as to be named often."""
    titles = {title for title, _ in rows if title[0].isupper()}
    times: Counter[str] = Counter()
    for _, text in rows:
        words = re.findall(r"\w[\w'’.-]*\w|\w", text)
        capitals = [place for place, word in enumerate(words) if word[0].isupper()]
        names = {" ".join(words[place : place + length]) for place in capitals for length in (1, 2, 3, 4)}
        times.update(names & titles)
    return {title for title in titles if times[title] > NAMED_OFTEN}  # itself is one


def _answer(text: str, found: re.Match[str]) -> str:
    """The answer as no other sentence of the entry has it: by itself, or with the words before it in its sentence."""
    start, end = found.span(1)
    answer = text[start:end]
    if len(answer) >= SHORTEST and text.count(answer) <= MOST_TIMES:
        return answer
    begins = text.rfind("\n", 0, start) + 1
    paragraph = text[begins : (text + "\n").index("\n", start)]
    of_sentence = next(
        (first for first, last in sentence_spans(paragraph, 0, len(paragraph)) if last > start - begins), 0
    )
    before = max(begins + of_sentence, start - WORDS_BEFORE)
    whole = text[before:end]
    return whole if before == begins + of_sentence else whole.partition(" ")[2] or answer


def main() -> None:
    """Run the command line of the docstring above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("index", "entries", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--of-a-form", type=int, default=45)
    options = parser.parse_args()
    with Encyclopedia.open(options.index) as encyclopedia:
        made = everyday_questions(encyclopedia, drawn(options.entries), options.of_a_form, left=False)
        lines = [json.dumps(asdict(row), ensure_ascii=False) for row in made]
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} questions in {options.output}")


if __name__ == "__main__":
    main()
