"""A question read in the context of the turns before it, with what the index knows. Runs in a search thread.

A conversation goes on about what it was opened with: the rarest words of that question are added to a follow-up
(historical query expansion: Lin et al., "Multi-Stage Conversational Passage Retrieval", 2021). Measured in
`benchmarks/followups.py`.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.conversation.asked_anew import asked_anew
from bot.conversation.asked_anew_korean import asked_anew_in_korean
from bot.conversation.context import LONGEST_FOLLOW_UP, Turn, Understood, points_back, understand, without_beginning
from bot.conversation.lookup import much_spoken_of
from bot.conversation.names import entry_of, is_of_a_person, is_own_name, is_title, name_in
from bot.conversation.names_korean import is_asked_of_own_name, name_asked_of, titles_of_name
from bot.conversation.other_sex import of_other_sex
from bot.conversation.pointing import ASKING, AUXILIARIES, GOING_ON, PERSON, names_inside
from bot.conversation.small_talk import small_talk
from bot.conversation.subject import YEAR, is_named, subject_of, telling_words
from bot.conversation.told_first import told_first
from bot.conversation.unnamed import is_of_something, leaves_out_question_mark
from corpus.entry import without_surrogates
from retrieval import Encyclopedia
from retrieval.analysis import analyze, question_terms
from retrieval.asked.courtesies import without_courtesies
from retrieval.languages import asks_in_korean, has_cjk
from retrieval.question_types.names_asked import is_part_of_name, names_asked_for

__all__ = ["read_in_context"]

_WHO = re.compile(r"\W*who\b", re.IGNORECASE)
# Where a question may begin.
_ASKS = re.compile(
    rf"(?<!\w)(?:{GOING_ON}?(?:{ASKING}|{AUXILIARIES})(?:['’]?s)?\b|and\b)(?=\s+\w)",
    re.IGNORECASE,
)


def read_in_context(encyclopedia: Encyclopedia, question: str, turns: Sequence[Turn]) -> Understood:
    """Read `question` in the light of the turns before it, the latest first.

    One that points back is about the entry it was answered from where that is what the talk is of, or a person;
    else about the words the talk began with. One that does not is read so only where the encyclopedia has both in
    one place: what it asks for and what the talk is of. Any other is left alone, and one that names something else.
    """
    question = without_surrogates(question).strip()
    if len(question) > LONGEST_FOLLOW_UP:
        return Understood(question)
    if (told := told_first(encyclopedia, question, in_talk=bool(turns))) is not None:
        question = told.question
        if told.about and points_back(question):
            return understand(question, [told.about])
        turns = [Turn(told.about, told.about)] if told.about else turns
    if not turns:
        return Understood(question)
    # A longer one says no more of what it is about, and the names in it are looked for word by word.
    turns = [replace(turn, question=without_surrogates(turn.question)[:LONGEST_FOLLOW_UP]) for turn in turns]
    if (alone := _asked_by_name(encyclopedia, question)) is not None:
        return Understood(alone)
    if _is_bare_noun(encyclopedia, question, turns):
        question += "?"
    ask_anew = asked_anew_in_korean if has_cjk(question) else asked_anew
    if (same := ask_anew(encyclopedia, question, turns)) is not None:
        return same
    if (asked := _behind_small_talk(encyclopedia, question)) is not None:
        return read_in_context(encyclopedia, asked, turns)
    return _of_the_talk(encyclopedia, question, turns)


def _is_bare_noun(encyclopedia: Encyclopedia, question: str, turns: Sequence[Turn]) -> bool:
    """Whether a noun alone asks it of what the last turn was of, which has a name of its own: Japan, "population".

    Who looks up one noun after the other, "gravity", "climate", asks nothing so.
    """
    if not leaves_out_question_mark(question):
        return False
    last = next((turn for turn in turns if not small_talk(turn.question)), None)
    if last is None:
        return False
    opened = [title for title in last.titles[:1] if is_named(title, last.question)]
    names = filter(None, (last.about, *opened, *itertools.islice(names_asked_for(last.question), 1)))
    return any(is_own_name(encyclopedia, name) or encyclopedia.written_as_name(name) for name in names)


def _asked_by_name(encyclopedia: Encyclopedia, question: str) -> str | None:
    """What is asked of something else after "and": "and what is dark matter?", but not "and what is the cause?".

    And what is written as a title of several words is: "And Then There Were None".
    """
    if " " in question and is_title(encyclopedia, question, as_written=True):
        return question
    rest = without_beginning(question)
    if rest == question or points_back(rest):
        return None
    if has_cjk(rest):
        return rest if is_asked_of_own_name(encyclopedia, rest) else None
    names = list(names_asked_for(rest))
    is_own = bool(names) and not names[0].lower().startswith("the ") and not is_of_something(names[0].split()[-1])
    return rest if is_own else None


def _behind_small_talk(encyclopedia: Encyclopedia, text: str) -> str | None:
    """What is asked behind small talk, "thanks! and Latvia?", "wait, who won?"; None if nothing is."""
    if encyclopedia.known(text) is not None:
        return None
    ends = (begins.start() for begins in _ASKS.finditer(text) if begins.start())
    return next((text[end:] for end in ends if small_talk(text[:end]) not in {None, "wordless"}), None)


def _of_the_talk(encyclopedia: Encyclopedia, question: str, turns: Sequence[Turn]) -> Understood:
    """A question about what the turns before it are about, by title or by the words that opened the talk, or alone."""
    subject = without_courtesies(subject_of(encyclopedia, turns) or "")
    # Pieces of Korean words are in no English entry: of a talk in Korean only the title is a topic, or else the name.
    korean = has_cjk(f"{question} {subject}")
    titles = (t for turn in turns if not small_talk(turn.question) for t in _titles(encyclopedia, turn, question))
    by_title = understand(question, itertools.chain(titles, _names(subject) if korean else ()))
    topic = [] if korean else telling_words(encyclopedia, subject[:LONGEST_FOLLOW_UP], question)
    if not topic:
        return by_title
    if points_back(question):
        read = _of_what_was_said(encyclopedia, question, by_title, subject, turns[0], topic)
        return of_other_sex(encyclopedia, question, read.about or subject, turns[0]) or read
    names_none = not _names_another(question, topic)
    belongs = (
        names_none
        and _in_one_place(encyclopedia, question, topic)
        and not _names_another_small(encyclopedia, question, topic)
    )
    return _beside(question, topic) if belongs else by_title


def _of_what_was_said(
    encyclopedia: Encyclopedia, question: str, by_title: Understood, subject: str, last: Turn, topic: Sequence[str]
) -> Understood:
    """A question that points back, about the entry that the talk is of, or a person; else about the topic."""
    about, of_whom = by_title.about, PERSON.search(question) is not None
    names = list(names_asked_for(subject))
    # "He" is who was asked for, or else somebody named: nobody is a moon, or a symphony.
    titles = dict.fromkeys(filter(None, (about, *last.titles))) if of_whom and not names else ()
    person = next((title for title in titles if _is_of_a_person(encyclopedia, title)), None)
    if person and _WHO.match(subject):
        return understand(question, [person])
    if about and _is_spoken_of(encyclopedia, about, subject, names, of_whom=of_whom):
        return by_title
    return understand(question, [person]) if person else _beside(question, topic)


def _is_spoken_of(encyclopedia: Encyclopedia, title: str, subject: str, names: Sequence[str], *, of_whom: bool) -> bool:
    """Whether an entry is what a talk is of, which names its title, or `of_whom` that has the name and is a person."""
    if is_named(title, subject):
        return not is_part_of_name(title, names, subject)
    has_name = any(is_named(name, title) for name in names or [name_in(encyclopedia, subject) or ""])
    return has_name and (not of_whom or _is_of_a_person(encyclopedia, title))


def _is_of_a_person(encyclopedia: Encyclopedia, title: str) -> bool:
    entry = entry_of(encyclopedia, [title])
    return entry is not None and is_of_a_person(entry)


def _names(subject: str) -> list[str]:
    """The name that a talk is of, if it was opened with nothing else or was asked for as a whole."""
    return [] if points_back(subject) else [subject] if not asks_in_korean(subject) else list(names_asked_for(subject))


def _titles(encyclopedia: Encyclopedia, turn: Turn, question: str) -> Iterator[str]:
    """The title of what a turn was about, if that is an entry, before those it was answered from.

    "When did Albert Einstein die?" may be answered from any entry, and goes on being about him. So does a Korean talk
    about whom no entry is called.
    """
    korean = has_cjk(turn.about or turn.question)
    if korean and (name := turn.about or name_asked_of(encyclopedia, turn.question)):
        yield from titles_of_name(encyclopedia, name, turn, question)
        return
    if turn.about and YEAR.fullmatch(turn.about):
        return  # that is no entry's year: it stands in the place of another
    entry = encyclopedia.named_in(turn.about or turn.question)
    if entry is not None and not turn.about and not is_named(entry.title, turn.question):
        name = name_in(encyclopedia, turn.question) or turn.question
        # An airship that is called "La France" is not what most passages mean by "france".
        entry = None if much_spoken_of(encyclopedia, name, entry) else entry
    about = [turn.about] if turn.about and encyclopedia.known(turn.about) is not None else []
    yield from ([entry.title] if entry is not None else about or _above(encyclopedia, turn))
    yield from turn.titles


def _above(encyclopedia: Encyclopedia, turn: Turn) -> list[str]:
    """The name that was asked for as a whole, where that of the answer is of a part: Economy of Canada."""
    name = next(names_asked_for(turn.question), None)
    part = re.compile(rf".*\b(?:of|in|for|from|at|to) (?:the )?{re.escape(name or '')}", re.IGNORECASE)
    if not name or not any(part.fullmatch(title) for title in turn.titles[:1]):
        return []
    return [written] if (written := encyclopedia.written_as_name(name)) else []


def _beside(question: str, topic: Sequence[str]) -> Understood:
    return Understood(f"{question} {' '.join(topic)}", ", ".join(topic))


def _names_another(question: str, topic: Sequence[str]) -> bool:
    """Whether a question has a name, by its capital, that is none of the words of the topic."""
    of_topic = set(analyze(" ".join(topic)))
    return any(not of_topic.issuperset(analyze(name[0])) for name in names_inside(question))


def _names_another_small(encyclopedia: Encyclopedia, question: str, topic: Sequence[str]) -> bool:
    """Whether a question has a word that everybody writes as a name, and none of the topic: "how big is russia"."""
    words = set(re.findall(r"[^\W\d_]{3,}", question[1:])) - set(re.findall(r"\w+", " ".join(topic).lower()))
    terms = set(question_terms(question))
    small = (word for word in words if word.islower() and terms.issuperset(analyze(word)) and not is_of_something(word))
    return any(encyclopedia.written_as_name(word) for word in small)


def _in_one_place(encyclopedia: Encyclopedia, question: str, topic: Sequence[str]) -> bool:
    """Whether the best passage in context holds the rarest word of the question and most words of the topic."""
    frequencies = {term: encyclopedia.lexical.document_frequency(term) for term in question_terms(question)}
    rarest = min(filter(frequencies.get, frequencies), key=frequencies.__getitem__, default=None)
    hits = encyclopedia.search(_beside(question, topic).question, 1)
    if rarest is None or not hits:
        return False
    held = set(analyze(f"{hits[0].title}\n{hits[0].passage.text}"))
    of_topic = sum(held.issuperset(analyze(word)) for word in topic)
    return rarest in held and 2 * of_topic > len(topic)
