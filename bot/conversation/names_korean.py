"""Names in a Korean question, and what entry has one."""

import itertools
import re
from collections.abc import Iterator

from bot.conversation.context import Turn, points_back
from bot.conversation.names import entry_of, is_own_name
from bot.conversation.pointing_korean import ASKING, PERSON
from corpus.folding import bare, fold
from corpus.numerals import ORDINALS
from retrieval import Encyclopedia
from retrieval.korean.glossary import glossary, names_in_english
from retrieval.languages import without_particles

__all__ = ["is_asked_of_own_name", "is_name", "name_asked_of", "names_within", "title_of", "titles_of_name"]

# A name has no more words than this.
MOST_WORDS_OF_NAME = 3
# "마리 퀴리가 누구야" asks of herself.
_ASKS_WHO_DID = re.compile("누가|(?<=.)(?:누구|누군)")
# Behind a name: what says that something is asked of it; any particle, and what kind of thing it is.
_OF_IT = re.compile(r"(?:은|는|의|에는?)\s")
_PARTICLE_AND_KIND = re.compile(
    r"^(?:은|는|이|가|의|을|를|에)?\s*(?:(?:영화|드라마|책|소설|노래|그림|게임)[은는이가의]?\s+)?"
)


def names_within(encyclopedia: Encyclopedia, question: str) -> Iterator[str]:
    """The Korean names in a question, the first first, the longest of several before the others."""
    words = question.rstrip("?？").split()
    for start, count in itertools.product(range(len(words)), range(MOST_WORDS_OF_NAME, 0, -1)):
        *before, end = words[start : start + count]
        inside = all(word.endswith("의") or without_particles(word) == word for word in before)
        name = " ".join([*before, without_particles(end).strip()])
        if inside and is_name(encyclopedia, name):
            yield name


def is_name(encyclopedia: Encyclopedia, name: str) -> bool:
    """Whether a Korean word may be a name: an entry's, or one that is known in English; but not "the second one"."""
    english = names_in_english(name) if "".join(name.split()) in glossary() else []
    if not name or points_back(f"{name}은?") or any(one.split()[0].lower() in ORDINALS for one in english):
        return False
    return bool(english) or encyclopedia.known(name) is not None


def is_asked_of_own_name(encyclopedia: Encyclopedia, question: str) -> bool:
    """Whether a Korean question is asked of what has a name of its own: of Germany, but not of "the war"."""
    name = name_asked_of(encyclopedia, question)
    return name is not None and is_own_name(encyclopedia, name)


def title_of(encyclopedia: Encyclopedia, name: str) -> str:
    """The title of what has a Korean name; the name, where the only entry may be of another: Paris, Texas."""
    entry = entry_of(encyclopedia, [name])
    title = entry.title if entry else name
    return name if "," in title or bare(title) != title else title


def titles_of_name(encyclopedia: Encyclopedia, name: str, turn: Turn, question: str) -> Iterator[str]:
    """What a Korean turn was about that has this name, and what it was answered from.

    That comes first where no entry has this name, but the title of one ends with it (고흐, Vincent van Gogh), or where
    who was asked for may be meant: "모나리자 누가 그렸어?" and then "언제 죽었어?"
    """
    own = title_of(encyclopedia, name)
    titles = [fold(bare(title)) for title in turn.titles[:1]]
    ways = [(title, fold(english)) for title in titles for english in names_in_english(name)]
    is_its = own == name and any(
        f" {title}".endswith(f" {english}") or set(title.split()) < set(english.split()) for title, english in ways
    )
    asked = _PARTICLE_AND_KIND.sub("", turn.question.removeprefix(name))
    whom = _ASKS_WHO_DID.search(asked) is not None and PERSON.search(question) is not None
    yield from ((*turn.titles, own) if is_its or whom else (own, *turn.titles))


def name_asked_of(encyclopedia: Encyclopedia, question: str) -> str | None:
    """The name that a Korean question begins with, if something is asked of it: "일본 수도 어디야", "부산 어디야"."""
    name = next(names_within(encyclopedia, question), None)
    if name is None or not question.startswith(name):
        return None
    behind = question[len(name) :]
    asked = _PARTICLE_AND_KIND.sub("", behind)
    return name if _OF_IT.match(behind) or points_back(asked) or re.match(ASKING, asked) else None
