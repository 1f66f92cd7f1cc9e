"""What a text leads to: an entry it names, entries it may name, or an answer. Runs in a search thread."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from bot.conversation.context import Understood, pointing_words, points_back
from bot.conversation.likeness import called_like, is_alike_word_by_word, with_all_words
from bot.conversation.names import entry_of
from bot.conversation.pointing import ASKING, AUXILIARIES
from bot.conversation.small_talk import Kind, small_talk
from bot.conversation.topics import ask_topic, topic_of
from bot.conversation.unnamed import leaves_out_question_mark
from corpus.entry import Entry, link_of
from corpus.folding import bare, fold
from corpus.names import NameMatch
from retrieval import Encyclopedia
from retrieval.analysis import analyze
from retrieval.languages import ASKING_TO_TELL_KOREAN, asks_in_korean, has_cjk
from retrieval.results import Answer, Hit

__all__ = [
    "AnsweredTopic", "Found", "MaybeMeant", "SmallTalk", "Unclear", "is_question", "list_names", "look_up",
    "more_passages", "much_spoken_of", "nearest_of", "open_name",
]  # fmt: skip

# Nobody types a longer name.
LONGEST_NAME = 150
# A name of so few words that so many passages have is of something that most readers know; so many are listed then.
MOST_WORDS_SPOKEN, MANY, MOST_NAMES = 2, 300, 6
_QUESTION = re.compile(
    rf"\?\s*$|^(?:(?:{ASKING})s?|{AUXILIARIES}|could|had|will|would|should|tell|name|list|explain|describe|and|but)\b",
    re.IGNORECASE,
)
# The address of a page of a wiki, which ends with its name.
_WIKI_PAGE = re.compile(r"(?:https?://)?[\w.-]+(?::\d+)?/wiki/([^?#\s]+)(?:[?#]\S*)?", re.IGNORECASE)
# What a Korean wants to see of an entry when it is not a part of it.
_WHOLE_KOREAN = re.compile(
    r"(?P<name>\S.*?)??(?:의|에\s*(?:대한|관한))?\s*(?:전체\s*(?:문서|항목|글|내용)?|(?:문서|항목|글)(?:\s*전체)?)[을를]?"
    rf"(?:\s+(?:좀|다|전부))*(?:\s*(?:{ASKING_TO_TELL_KOREAN}|(?:열어|읽어)\s?(?:줘|주세요)))?\s*[.!~]*"
)


@dataclass(frozen=True, slots=True)
class MaybeMeant:
    """Entries a name may mean, best first."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """No question, and the entry of that name if there is one."""

    kind: Kind
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Unclear:
    """A question that points, with these words, at something nobody has said."""

    words: str


@dataclass(frozen=True, slots=True)
class AnsweredTopic:
    """The answer to what may as well be a misspelled name of these entries."""

    answer: Answer
    entries: tuple[Entry, ...]


Found = Entry | MaybeMeant | SmallTalk | Unclear | Answer


def look_up(encyclopedia: Encyclopedia, text: str, understood: Understood, quotations: int) -> Found | AnsweredTopic:
    """The entry of exactly this name, else the entries this may be a misspelled name of, else an answer.

    Greetings and questions about "it", with nothing before that "it" could be, are searched for by nobody. What is read
    in the context of a talk ("his wife", "population?") is no misspelled name, and no name if it is a question. The
    address of a wiki's page is read as the name of that page.
    """
    if name := _name_of_page(text):
        return _named(encyclopedia, name, follows=False) or encyclopedia.ask(name, quotations=quotations)
    if whole := _asked_as_a_whole(encyclopedia, text, understood.about):
        return whole
    follows = understood.about is not None
    # "일본은" behind "독일 수도" is read as another question.
    is_read = follows and has_cjk(text) and text not in understood.question
    named = _named(encyclopedia, text, follows=follows) if len(text) <= LONGEST_NAME and not is_read else None
    entry = named if isinstance(named, Entry) else None
    if kind := small_talk(text, exactly=entry is not None):
        return SmallTalk(kind, entry)
    if isinstance(named, MaybeMeant) and (topic := topic_of(encyclopedia, text, named.entries)):
        answer = ask_topic(encyclopedia, understood.question, topic, quotations)
        # A word that may be misspelled is a sign of a name.
        if answer.abstained or answer.corrections:
            return named
        others = {topic[1]}.difference(citation.title for citation in answer.citations)
        names = (entry for entry in named.entries if entry.title in others or is_alike_word_by_word(text, entry))
        return AnsweredTopic(answer, tuple(names))
    if named is not None:
        return named
    if understood.about is None and (words := pointing_words(text)):
        return Unclear(words)
    answer = encyclopedia.ask(understood.question, quotations=quotations)
    # "Population" is asked of Japan, and has an entry.
    called = entry_of(encyclopedia, [text]) if follows and leaves_out_question_mark(text) else None
    return AnsweredTopic(answer, (called,)) if called else answer


def is_question(text: str) -> bool:
    """Whether a text is worded as a question, not as a name."""
    return _QUESTION.search(text) is not None or asks_in_korean(text)


def _named(encyclopedia: Encyclopedia, text: str, *, follows: bool) -> Entry | MaybeMeant | None:
    """The entry of this name, or those it may mean: a question is a name only where an entry has it.

    A text that `follows` another is a name only if it neither asks nor points back, and an entry has it.
    """
    if follows and (is_question(text) or points_back(text) or leaves_out_question_mark(text)):
        return None
    if follows or is_question(text):
        return entry_of(encyclopedia, [text])
    match = encyclopedia.find(text)
    found = _opened(match)
    if isinstance(found, Entry) and (spoken_of := much_spoken_of(encyclopedia, match.query, found)):
        return MaybeMeant(spoken_of)
    if not isinstance(found, MaybeMeant):
        return found
    # What a Korean name is in English is spelled as it is meant.
    likely = called_like(match) if fold(match.query) == fold(text) else with_all_words(match)
    return MaybeMeant(tuple(likely)) if likely else None


def much_spoken_of(encyclopedia: Encyclopedia, name: str, entry: Entry) -> tuple[Entry, ...]:
    """The entries whose names begin with a name, where the only one that has it is of something else than most mean.

    Not all passages that speak of Mexico can speak of "Mexico (instrumental)". None where that does not show.
    """
    plain = bare(entry.title).partition(",")[0]
    words, terms = fold(plain).split(), analyze(plain)
    is_apart = plain != entry.title and not entry.title.endswith("(disambiguation)") and fold(entry.title) != fold(name)
    if not is_apart or len(words) != len(terms) or len(words) > MOST_WORDS_SPOKEN:
        return ()
    if encyclopedia.lexical.count_with(terms) < MANY:
        return ()
    return (entry, *(other for other in list_names(encyclopedia, plain, MOST_NAMES) if other != entry))


def _asked_as_a_whole(encyclopedia: Encyclopedia, text: str, about: str | None) -> Entry | None:
    """The entry that a Korean wants to see all of, by its name or as what is spoken of: "칭기즈칸 전체 보여줘"."""
    whole = _WHOLE_KOREAN.fullmatch(text) if len(text) <= LONGEST_NAME else None
    if whole is None:
        return None
    of_it = not whole["name"] or points_back(text)
    if encyclopedia.known(text) and not (of_it and about):
        return None  # "전체" is a name as well, but in a talk it is all of what that is of
    name = about if of_it else whole["name"]
    return entry_of(encyclopedia, [name] if name else [])


def open_name(encyclopedia: Encyclopedia, name: str) -> Entry | MaybeMeant | None:
    """The entry with this name, or those it may mean; None when no name is like it."""
    return _opened(encyclopedia.find(_name_of_page(name) or name, by_meaning=True))


def _name_of_page(text: str) -> str | None:
    """The name in the address of a wiki's page; None if the text is anything else."""
    address = _WIKI_PAGE.fullmatch(text.strip())
    return unquote(address[1]).replace("_", " ").strip(" /") if address else None


def _opened(match: NameMatch) -> Entry | MaybeMeant | None:
    if match.entry is not None and match.kind in {"exact", "folded", "alias"}:
        return match.entry
    return MaybeMeant(match.candidates) if match.candidates else None


def list_names(encyclopedia: Encyclopedia, begun: str, most: int) -> list[Entry]:
    """Entries whose names begin with `begun`, are spelled like it, or have all its words."""
    match = encyclopedia.find(begun)
    titled = [encyclopedia.find(title).entry for title in encyclopedia.titles_from(begun, most)]
    entries = {entry.id: entry for entry in (*titled, *called_like(match)) if entry is not None}
    return list(entries.values())[:most]


def nearest_of(answer: Answer) -> list[tuple[str, str]]:
    """The title and link of each entry that came nearest to a question that is not answered."""
    links = {hit.title: link_of(hit.passage.entry_id) for hit in answer.hits}
    return [(title, links[title]) for title in answer.nearest if title in links]


def more_passages(encyclopedia: Encyclopedia, question: str, first: int, number: int) -> tuple[list[Hit], int]:
    """The passages from place `first` (0 is the best), and how many there are."""
    hits = encyclopedia.search(question, 30)
    return hits[first : first + number], len(hits)
