"""What was asked before, asked anew: of another ("and Germany?"), of another of the name ("no, the planet"), "why?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.context import Turn, Understood, points_back, understand
from bot.conversation.names import (
    entry_of,
    is_of_a_person,
    is_title,
    is_written_small,
    name_in,
    named,
    names_in,
    title_of_kind,
)
from bot.conversation.pointing import AUXILIARIES, END, GOING_ON, PERSON, names_inside
from bot.conversation.small_talk import small_talk
from bot.conversation.subject import YEAR
from bot.conversation.unnamed import is_of_something
from corpus.entry import Entry
from corpus.folding import bare, fold, loose
from retrieval import Encyclopedia
from retrieval.question_types.names_asked import names_asked_for, without_article
from retrieval.question_types.particulars import asked_for_particular

__all__ = ["asked_anew"]

# Right before a bare word "no", "so" and "ok" say something of that: "no idea", "so cool", "ok great".
_BARE = r"(?!\s+(?-i:[^\W\d_A-Z]\w*)[\s.!]*$)"
_SAYING_NO = rf"(?:(?:no{_BARE}|nope|sorry|actually|not\s+that(?:\s+one)?)\b[\s,.!]*)"
_MEANING = r"(?:i\s+(?:mean|meant|am\s+asking\s+about|was\s+asking\s+about|was\s+thinking\s+of)\b\s*)"
_CORRECTING = rf"(?:{_SAYING_NO}+{_MEANING}?|{_MEANING})"
_GOING_ON = rf"(?:(?:(?:ok|okay|so)\b{_BARE}|and|but|then)\b[\s,]*)"
_BEHIND = rf"(?:\s+(?:then|instead|too))?{END}"
_ANOTHER = re.compile(
    rf"(?:{_GOING_ON}*(?:what|how)\s+about\s+|{_GOING_ON}+|{_CORRECTING})"
    rf"(?P<before>(?:in|of|for|on|at|from|to|by|with)\s+)?(?P<name>\S.*?){_BEHIND}",
    re.IGNORECASE,
)
_OF_THE_NAME = re.compile(rf"{_CORRECTING}(?:the|an?)\s+(?P<kind>\S.*?)(?:\s+one)?{END}", re.IGNORECASE)
# "Why?", "when was that?" asks it of what was asked last.
_ASKED_BARE = re.compile(
    rf"{GOING_ON}?(?P<asks>why|when|where|how|(?:(?:in\s+)?(?:what|which)\s+(?:year|country|city|place)))"
    r"(?:\s+(?:so|exactly|not|then|(?:is|was)\s+(?:that|this)|did\s+(?:he|she|they)"
    r"|(?:did|does)\s+(?:that|this|it)(?:\s+happen)?))?"
    r"\W*",
    re.IGNORECASE,
)
_AUXILIARY = rf"(?:{AUXILIARIES}|had|could|will|would)"
_BEFORE_VERB = re.compile(
    r"(?:who|where|when|why|how(?:\s+(?:many|much)\s+\w+|\s+\w+)?|(?:what|which)(?:\s+\w+){0,2})\s+"
    rf"(?={_AUXILIARY}\s+(?:\S+\s+)+\w)",
    re.IGNORECASE,
)
_VERB = re.compile(rf"{_AUXILIARY}\s", re.IGNORECASE)
_WHO_DID = re.compile(r"who\s+(?P<verb>\w+)\s+(?P<what>\S.*?)[\s?]*", re.IGNORECASE)
_WHO_IS = re.compile(r"\W*(?:\w+\W+){0,2}who\b", re.IGNORECASE)
_OF_A_YEAR = re.compile(rf"(?:the\s+)?(?P<year>{YEAR.pattern})(?:\s+one)?", re.IGNORECASE)
_ENDS_WITH_ARTICLE = re.compile(r"\b(?:the|an?)\s+$", re.IGNORECASE)
_OF_IT = re.compile(r"\s+of\s+(?:the\s+)?[\w'’-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A turn, its question as it was read, and whether a word in that still points back."""

    turn: Turn
    question: str
    points: bool


def asked_anew(encyclopedia: Encyclopedia, question: str, turns: Sequence[Turn]) -> Understood | None:
    """What was asked before, of what this names in the place of what that named; None if this asks nothing so."""
    if not (_ASKED_BARE.fullmatch(question) or _ANOTHER.fullmatch(question)):
        return None  # as most do, for which no turn has to be read
    before: list[_Asked] = []
    for turn in reversed(turns):
        if not small_talk(turn.question):
            before.insert(0, _as_it_was_read(encyclopedia, turn, before))
    return _anew(encyclopedia, question, before) if before else None


def _anew(encyclopedia: Encyclopedia, question: str, before: Sequence[_Asked]) -> Understood | None:
    if (only := _ASKED_BARE.fullmatch(question)) is not None:
        return _otherwise(encyclopedia, only["asks"], before[0])
    another = _ANOTHER.fullmatch(question)
    if another is None or is_title(encyclopedia, question):
        return None  # "And Then There Were None" is a name
    meant = _OF_THE_NAME.fullmatch(question)
    if meant is not None and (told := _told_apart(encyclopedia, meant["kind"], before)) is not None:
        return told
    if re.match(_CORRECTING, question, re.IGNORECASE):
        # "No, I meant the telegraph" corrects what was last asked of something by its name.
        before = before[next((place for place, asked in enumerate(before) if not asked.points), 0) :]
    return _of_another(encyclopedia, another["name"], another["before"] or "", before)


def _as_it_was_read(encyclopedia: Encyclopedia, turn: Turn, before: Sequence[_Asked]) -> _Asked:
    """A turn with its question asked of another, if it only named that, and else of the entry that it was about."""
    if before and (anew := _anew(encyclopedia, turn.question, before)) is not None:
        return _Asked(turn, anew.question, points_back(anew.question))
    read = understand(turn.question, [turn.about or ""]).question if _is_entry(turn) else turn.question
    return _Asked(turn, read, points_back(turn.question))


def _is_entry(turn: Turn) -> bool:
    """Whether what a turn was about is one thing, and not the words that a talk began with."""
    return turn.about is not None and ", " not in turn.about


def _of_another(encyclopedia: Encyclopedia, name: str, behind: str, before: Sequence[_Asked]) -> Understood | None:
    """What was asked, of another year or of what has this name, which stands `behind` a preposition or none.

    Of what has the name alone, where nothing was asked that can be asked of it.
    """
    if of := _OF_A_YEAR.fullmatch(name):
        of_a_year = next((asked.question for asked in before if YEAR.search(asked.question)), None)
        return Understood(YEAR.sub(of["year"], of_a_year, count=1), of["year"]) if of_a_year else None
    plain, capital = without_article(name), bool(names_inside(f"about {name}"))
    own = entry_of(encyclopedia, [plain])
    # "The nile" is a name as well, which its entry never writes small.
    written = capital or (own is not None and fold(own.title) == fold(plain) and not is_written_small(plain, own.text))
    title, meant = named(encyclopedia, plain), encyclopedia.meant_by(plain)
    if title is None and meant is None and not is_of_something(plain.split()[-1]):
        # "And estonia?" names what has no entry, but is a name wherever it is written.
        title = None if points_back(plain) else encyclopedia.written_as_name(plain)
        plain, name, written = title or plain, name.replace(plain, title or plain), title is not None
    if (title is None and meant is None) or not (written or asked_for_particular(f"{plain} of it") is None):
        return None
    if not capital and plain != name and is_of_something(plain):
        return None  # "and the president?"
    # "And yes" is hardly about the band, and "what about children" about none of that name.
    if not capital and (small_talk(plain) or (plain == name and _is_said_of_it(encyclopedia, plain, own, before[0]))):
        return None
    about = title if title and fold(title) == fold(plain) else meant or plain
    for asked in before:
        is_last = asked is before[0]
        if asked.points:
            if is_last and not behind and (written or plain == name):
                return Understood(understand(asked.turn.question, [plain]).question, about)
        elif set(fold(plain).split()) <= set(fold(asked.question).split()):
            return None
        elif (
            again := _in_its_place(encyclopedia, name, behind, asked.question, last=is_last, written=written)
        ) is not None:
            return Understood(again, about)
    return Understood(f"tell me about {plain}", about) if plain == name and not behind else None


def _is_said_of_it(encyclopedia: Encyclopedia, noun: str, own: Entry | None, last: _Asked) -> bool:
    """Whether what is spoken of is not to be left for a noun: "what about awards?", and of a person "and physics?".

    A noun that is written small, in the entry of whom was asked last or in its own, is no name.
    """
    if is_of_something(noun):
        return True
    entry = encyclopedia.named_in(last.turn.about or last.question) or entry_of(encyclopedia, last.turn.titles[:1])
    asks_who = _WHO_IS.match(last.turn.question) and any(names_asked_for(last.question))
    if not (PERSON.search(last.turn.question) or asks_who or (entry and is_of_a_person(entry))):
        return False
    return any(is_written_small(noun, one.text) for one in (entry, own) if one is not None)


def _in_its_place(
    encyclopedia: Encyclopedia, name: str, behind: str, asked: str, *, last: bool, written: bool
) -> str | None:
    """A question with a name in the place of the one it has, if both may stand there.

    Of what was not asked `last` only where that shows: "and in Europe?", "and the battle of Verdun?".
    """
    plain = without_article(name)
    for begin, end in names_in(encyclopedia, asked, whole=" of " in name):
        rest = _OF_IT.match(asked, end) if " of " in name else None
        beside, one, after = asked[:begin], asked[begin:end], asked[rest.end() if rest else end :]
        article = _ENDS_WITH_ARTICLE.search(beside) is not None
        if behind:
            fits = re.search(rf"\b{behind.strip()}\s+(?:the\s+)?$", beside, re.IGNORECASE) is not None
        else:
            fits = last or not set(loose(name).split()).isdisjoint(loose(one).split())
        # "And the rules?" is asked of the same, unless it is written as a name.
        if fits and (article or plain == name or written):
            return f"{beside}{plain if article else name}{after}"
    return None


def _otherwise(encyclopedia: Encyclopedia, asks: str, last: _Asked) -> Understood | None:
    """What was asked last, by this question word; None where that only asked what something is."""
    asked, turn = last.question, last.turn
    words = turn.about.split(", ") if turn.about and not _is_entry(turn) else []
    if next(names_asked_for(asked), None) is not None or (last.points and not turn.about):
        return None
    if begins := _BEFORE_VERB.match(asked):
        again = f"{asks} {asked[begins.end() :]}"
    elif _VERB.match(asked):
        again = f"{asks} {asked}"
    elif did := _WHO_DID.fullmatch(asked):
        again = f"{asks} was {did['what']} {did['verb']}"
    else:
        return None
    about = turn.about or name_in(encyclopedia, asked) or asked.rstrip("? ")
    return Understood(" ".join((again.rstrip("? "), *words)), about)


def _told_apart(encyclopedia: Encyclopedia, kind: str, before: Sequence[_Asked]) -> Understood | None:
    """The last question that names something, of what has that name and, in parentheses, is of this kind."""
    for asked in before:
        question, about = asked.question, bare(asked.turn.about or "")
        for name in (about, *names_asked_for(question), name_in(encyclopedia, question), question):
            title = title_of_kind(encyclopedia, name, kind) if name else None
            if name and title:
                place = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", question, re.IGNORECASE)
                if place is None or place.start() == 0 or asked.points:
                    return Understood(f"what is {title}", title)
                return Understood(f"{question[: place.start()]}{title}{question[place.end() :]}", title)
    return None
