"""A question read in the context of the turns before it, with what the index knows. Runs in a search thread.

A conversation goes on about what it was opened with: the rarest words of that question are added to a follow-up
(historical query expansion: Lin et al., "Multi-Stage Conversational Passage Retrieval", 2021). Measured in
`benchmarks/followups.py`.
"""

import itertools
import math
import re
from collections.abc import Iterator, Sequence

from bot.conversation.asked_anew import asked_anew, is_of_a_person, name_in
from bot.conversation.context import (
    LONGEST_FOLLOW_UP,
    PERSON,
    PERSON_KOREAN,
    Turn,
    Understood,
    names_inside,
    pointing_words,
    points_back,
    understand,
    without_beginning,
)
from bot.conversation.small_talk import small_talk
from bot.conversation.told_first import told_first
from bot.conversation.unnamed import is_of_something
from corpus.entry import without_surrogates
from corpus.folding import bare, fold
from corpus.numerals import ORDINALS
from retrieval import Encyclopedia
from retrieval.analysis import analyze, question_terms
from retrieval.asked.courtesies import without_courtesies
from retrieval.korean.glossary import glossary, names_in_english
from retrieval.languages import asks_in_korean, has_cjk, without_particles
from retrieval.question_types.names_asked import is_part_of_name, names_asked_for

__all__ = ["read_in_context", "subject_of"]

# So many words of a question say what it is about.
TOPIC_WORDS = 3
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# "And Germany?" in Korean; a name has no more words.
_ANOTHER = re.compile(
    r"(?:(?:그럼|그러면|그렇다면|그리고|근데|그런데)\s+)?(?P<name>\S{2,}(?:\s\S+)?)(?:은|는)요?\s*[?？]*"
)
MOST_WORDS_OF_NAME = 3
# "마리 퀴리가 누구야" asks of herself.
_ASKS_WHO_DID = re.compile("누가|(?<=.)(?:누구|누군)")
# Behind a name: what says that something is asked of it; any particle, and what kind of thing it is.
_OF_IT = re.compile(r"(?:은|는|의|에는?)\s")
_PARTICLE_AND_KIND = re.compile(
    r"^(?:은|는|이|가|의|을|를|에)?\s*(?:(?:영화|드라마|책|소설|노래|그림|게임)[은는이가의]?\s+)?"
)
_BEGINS_WITH_ASKING = re.compile("(?:누구|누가|누군|언제|어디|어딘|무엇|뭐|뭔|왜|어떻게|몇|얼마)")
_WHO = re.compile(r"\W*who\b", re.IGNORECASE)
# Where a question may begin.
_ASKS = re.compile(
    r"(?<!\w)(?:(?:and|but|so)\s+)?(?:(?:who|what|when|where|why|how|which|is|are|was|were|do|does|did|can)(?:['’]?s)?\b|and\b)"
    r"(?=\s+\w)",
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
    if (alone := _asked_by_name(question)) is not None:
        return Understood(alone)
    ask_anew = _asked_of_another if has_cjk(question) else asked_anew
    if (same := ask_anew(encyclopedia, question, turns)) is not None:
        return same
    if (asked := _behind_small_talk(encyclopedia, question)) is not None:
        return read_in_context(encyclopedia, asked, turns)
    subject = without_courtesies(without_surrogates(subject_of(encyclopedia, turns) or ""))
    # Pieces of Korean words are in no English entry: of a talk in Korean only the title is a topic, or else the name.
    korean = has_cjk(f"{question} {subject}")
    titles = (t for turn in turns if not small_talk(turn.question) for t in _titles(encyclopedia, turn, question))
    by_title = understand(question, itertools.chain(titles, _names(subject) if subject and korean else ()))
    topic = []
    if subject and not korean:
        topic = _topic(encyclopedia, subject[:LONGEST_FOLLOW_UP], question)
    if points_back(question):
        return _of_title(encyclopedia, question, by_title, subject, turns[0], topic)
    belongs = topic and not _names_another(question, topic) and _in_one_place(encyclopedia, question, topic)
    return _beside(question, topic) if belongs else by_title


def _of_title(
    encyclopedia: Encyclopedia, question: str, by_title: Understood, subject: str, last: Turn, topic: Sequence[str]
) -> Understood:
    """A question that points back, about the entry that the talk is of, or a person; else about the topic."""
    about = by_title.about
    if not topic:
        return by_title
    # "He" is who was asked for, or else somebody named: nobody is a moon, or a symphony.
    titles = dict.fromkeys(filter(None, (about, *last.titles))) if PERSON.search(question) else ()
    persons = (title for title in titles if _is_of_a_person(encyclopedia, title))
    names = list(names_asked_for(subject))
    if _WHO.match(subject) and not names and (person := next(persons, None)):
        return understand(question, [person])
    within = about and any(_named(name, about) for name in names or [name_in(encyclopedia, subject) or ""])
    named = about and _named(about, subject)
    is_part = about and named and is_part_of_name(about, names, subject)
    if about and not is_part and (named or (within and (not titles or _is_of_a_person(encyclopedia, about)))):
        return by_title
    if not names and (person := next(persons, None)):
        return understand(question, [person])
    return _beside(question, topic)


def _is_of_a_person(encyclopedia: Encyclopedia, title: str) -> bool:
    match = encyclopedia.known(title)
    return match is not None and match.entry is not None and is_of_a_person(match.entry)


def _asked_by_name(question: str) -> str | None:
    """What is asked of something else after "and": "and what is dark matter?", but not "and what is the cause?"."""
    rest = without_beginning(question)
    names = [] if rest == question or points_back(rest) else list(names_asked_for(rest))
    is_own = bool(names) and not names[0].lower().startswith("the ") and not is_of_something(names[0].split()[-1])
    return rest if is_own else None


def _behind_small_talk(encyclopedia: Encyclopedia, text: str) -> str | None:
    """What is asked behind small talk, "thanks! and Latvia?", "wait, who won?"; None if nothing is."""
    if encyclopedia.known(text) is not None:
        return None
    ends = (begins.start() for begins in _ASKS.finditer(text) if begins.start())
    return next((text[end:] for end in ends if small_talk(text[:end]) not in {None, "wordless"}), None)


def _asked_of_another(encyclopedia: Encyclopedia, question: str, turns: Sequence[Turn]) -> Understood | None:
    """What was asked in Korean of one entry, asked of another: "프랑스 수도는?", "그럼 독일은?"."""
    another = _ANOTHER.fullmatch(question)
    asked = (turn.question for turn in turns)
    last = next((one for one in asked if not (small_talk(one) or _only_names(encyclopedia, one))), "")
    if another is None or not last:
        return None
    if points_back(last):
        name = another["name"]
        title = _title_of(encyclopedia, name)
        return Understood(understand(last, [title]).question, title) if _is_name(encyclopedia, name) else None
    # "독일 수도" asks as well, but a name does not.
    if not (asks_in_korean(last) or last.endswith("?")) and encyclopedia.known(last) is not None:
        return None
    name, one = another["name"], next(_names_within(encyclopedia, last), None)
    if one is None or not _is_name(encyclopedia, name):
        return None
    before, _, behind = last.partition(one)
    return Understood(f"{before}{name}{_fitting(name, behind)}", _title_of(encyclopedia, name))


def _title_of(encyclopedia: Encyclopedia, name: str) -> str:
    """The title of what has a Korean name; the name, where the only entry may be of another: Paris, Texas."""
    match = encyclopedia.known(name)
    title = match.entry.title if match and match.entry else name
    return name if "," in title or bare(title) != title else title


def _only_names(encyclopedia: Encyclopedia, question: str) -> bool:
    """Whether a Korean question is a name alone: "그럼 독일은?", and not "멕시코 수도는?"."""
    another = _ANOTHER.fullmatch(question)
    if another is None or points_back(f"{another['name']}은?"):
        return False
    name = next(_names_within(encyclopedia, another["name"]), None)
    return not (name and points_back(question.partition(name)[2].strip()))


def _names_within(encyclopedia: Encyclopedia, question: str) -> Iterator[str]:
    """The Korean names in a question, the first first, the longest of several before the others."""
    words = question.rstrip("?？").split()
    for start, count in itertools.product(range(len(words)), range(MOST_WORDS_OF_NAME, 0, -1)):
        *before, end = words[start : start + count]
        inside = all(word.endswith("의") or without_particles(word) == word for word in before)
        name = " ".join([*before, without_particles(end).strip()])
        if inside and _is_name(encyclopedia, name):
            yield name


def _is_name(encyclopedia: Encyclopedia, name: str) -> bool:
    """Whether a Korean word may be a name: an entry's, or one that is known in English; but not "the second one"."""
    english = names_in_english(name) if "".join(name.split()) in glossary() else []
    if not name or points_back(f"{name}은?") or any(one.split()[0].lower() in ORDINALS for one in english):
        return False
    return bool(english) or encyclopedia.known(name) is not None


def _fitting(name: str, behind: str) -> str:
    """What stands behind a Korean name, its particle as it is behind a consonant or a vowel."""
    pair = next((pair for pair in ("는은", "가이", "를을", "와과") if behind[:1] in [*pair]), None)
    closed = "가" <= name[-1] <= "힣" and (ord(name[-1]) - ord("가")) % 28 > 0
    return behind if pair is None else pair[closed] + behind[1:]


def _names(subject: str) -> list[str]:
    """The name that a talk is of, if it was opened with nothing else or was asked for as a whole."""
    return [] if points_back(subject) else [subject] if not asks_in_korean(subject) else list(names_asked_for(subject))


def _titles(encyclopedia: Encyclopedia, turn: Turn, question: str) -> Iterator[str]:
    """The title of what a turn was about, if that is an entry, before those it was answered from.

    "When did Albert Einstein die?" may be answered from any entry, and goes on being about him. So does a Korean talk
    about whom no entry is called.
    """
    korean = has_cjk(turn.about or turn.question)
    if korean and (name := turn.about or _asked_of(encyclopedia, turn.question)):
        yield from _titles_of_name(encyclopedia, name, turn, question)
        return
    entry = encyclopedia.named_in(turn.about or turn.question)
    about = [turn.about] if turn.about and encyclopedia.known(turn.about) is not None else []
    yield from ([entry.title] if entry is not None else about)
    yield from turn.titles


def _titles_of_name(encyclopedia: Encyclopedia, name: str, turn: Turn, question: str) -> Iterator[str]:
    """What a Korean turn was about that has this name, and what it was answered from.

    That comes first where no entry has this name, but the title of one ends with it (고흐, Vincent van Gogh), or where
    who was asked for may be meant: "모나리자 누가 그렸어?" and then "언제 죽었어?"
    """
    own = _title_of(encyclopedia, name)
    titles = [fold(bare(title)) for title in turn.titles[:1]]
    ways = [(title, fold(english)) for title in titles for english in names_in_english(name)]
    is_its = own == name and any(
        f" {title}".endswith(f" {english}") or set(title.split()) < set(english.split()) for title, english in ways
    )
    asked = _PARTICLE_AND_KIND.sub("", turn.question.removeprefix(name))
    whom = _ASKS_WHO_DID.search(asked) is not None and PERSON_KOREAN.search(question) is not None
    yield from ((*turn.titles, own) if is_its or whom else (own, *turn.titles))


def _asked_of(encyclopedia: Encyclopedia, question: str) -> str | None:
    """The name that a Korean question begins with, if something is asked of it: "일본 수도 어디야", "부산 어디야"."""
    name = next(_names_within(encyclopedia, question), None)
    if name is None or not question.startswith(name):
        return None
    behind = question[len(name) :]
    asked = _PARTICLE_AND_KIND.sub("", behind)
    return name if _OF_IT.match(behind) or points_back(asked) or _BEGINS_WITH_ASKING.match(asked) else None


def subject_of(encyclopedia: Encyclopedia, turns: Sequence[Turn]) -> str | None:
    """What the talk is of: the question, or name, that opened it.

    A later question opens another talk if it names what it was read to be about ("and Germany?"), or was answered and
    names the entry it was answered from, or is at least as telling as what the talk was of: "what are the rules?" leans
    on what was said, without any word that shows it.
    """
    subject: str | None = None
    for turn in reversed(turns):
        if turn.about and _named(turn.about, turn.question):
            subject = turn.about
        elif subject is None:
            subject = (turn.about or turn.question) if _says_something(turn) else None
        elif turn.titles and not turn.about and _says_something(turn) and _opens(encyclopedia, turn, subject):
            subject = turn.question
    return subject


def _opens(encyclopedia: Encyclopedia, turn: Turn, subject: str) -> bool:
    ours = _rarities(encyclopedia, question_terms(without_surrogates(turn.question)))
    theirs = _rarities(encyclopedia, question_terms(without_surrogates(subject)))
    return (
        _named(turn.titles[0], turn.question)
        or max(ours, default=0.0) >= max(theirs, default=0.0)
        or sum(ours) >= sum(sorted(theirs)[-TOPIC_WORDS:])
    )


def _rarities(encyclopedia: Encyclopedia, terms: Sequence[str]) -> list[float]:
    """The inverse document frequencies of the terms that the index knows."""
    frequencies = filter(None, map(encyclopedia.lexical.document_frequency, terms))
    return [math.log(len(encyclopedia.lexical) / frequency) for frequency in frequencies]


def _says_something(turn: Turn) -> bool:
    """Whether a turn can be what the talk is of: no greeting, and no question about nobody knows what."""
    return bool(turn.about) or not (small_talk(turn.question) or pointing_words(turn.question))


def _topic(encyclopedia: Encyclopedia, subject: str, question: str) -> list[str]:
    """The rarest words of what the talk is of, in their order, if the question does not have them already."""
    own, telling = set(analyze(question)), set(question_terms(subject))
    rarity: dict[str, int] = {}
    for word in _WORD.findall(subject):
        terms = telling.intersection(analyze(word))
        frequency = max(map(encyclopedia.lexical.document_frequency, terms), default=0)
        if frequency:
            rarity[word] = frequency
            telling -= terms
    rarest = sorted(rarity, key=lambda word: rarity[word])[:TOPIC_WORDS]
    return [word for word in rarity if word in rarest and not own.issuperset(analyze(word))]


def _beside(question: str, topic: Sequence[str]) -> Understood:
    return Understood(f"{question} {' '.join(topic)}", ", ".join(topic))


def _named(title: str, question: str) -> bool:
    """Whether the title is what the question speaks of."""
    terms = analyze(bare(title))
    return bool(terms) and set(analyze(without_surrogates(question))).issuperset(terms)


def _names_another(question: str, topic: Sequence[str]) -> bool:
    """Whether a question has a name, by its capital, that is none of the words of the topic."""
    of_topic = set(analyze(" ".join(topic)))
    return any(not of_topic.issuperset(analyze(name[0])) for name in names_inside(question))


def _in_one_place(encyclopedia: Encyclopedia, question: str, topic: Sequence[str]) -> bool:
    """Whether the best passage in context holds the rarest word of the question and most words of the topic."""
    frequencies = {term: encyclopedia.lexical.document_frequency(term) for term in question_terms(question)}
    rarest = min((term for term, number in frequencies.items() if number), key=frequencies.__getitem__, default=None)
    hits = encyclopedia.search(_beside(question, topic).question, 1)
    if rarest is None or not hits:
        return False
    held = set(analyze(f"{hits[0].title}\n{hits[0].passage.text}"))
    of_topic = sum(held.issuperset(analyze(word)) for word in topic)
    return rarest in held and 2 * of_topic > len(topic)
