"""Which entries are called like a name, of those that it may mean."""

import pytest

from bot.conversation.likeness import called_like, is_alike_word_by_word, with_all_words
from corpus.entry import Entry
from corpus.names import NameMatch


def _match(name: str, *titles: str) -> NameMatch:
    return NameMatch(name, "ambiguous", None, tuple(_entry(title) for title in titles))


def _entry(title: str, *aliases: str) -> Entry:
    return Entry(title, title, "Text.", aliases)


def test_those_with_all_words_of_the_name_come_before_those_spelled_like_it() -> None:
    match = _match("Einstein", "Einstien", "Albert Einstein", "Weinsberg", "Einstein (crater)")
    titles = [entry.title for entry in called_like(match)]
    assert titles == ["Albert Einstein", "Einstein (crater)", "Einstien"]
    assert [entry.title for entry in with_all_words(match)] == titles[:2]


@pytest.mark.parametrize(
    ("name", "title", "alike"),
    [
        ("history of jaz", "History of Jazz", True),
        ("history of jazz", "History of Laos", False),
        ("battle of the marne", "Battle of Marne", True),
        ("history of jazz", "Histories of Jazz", True),
    ],
)
def test_names_of_one_form_are_alike_only_if_what_they_are_of_is(name: str, title: str, *, alike: bool) -> None:
    assert [entry.title for entry in called_like(_match(name, title))] == [title] * alike


def test_an_entry_is_called_by_its_other_names_and_without_its_parenthesis_as_well() -> None:
    match = NameMatch("seatle", "ambiguous", None, (_entry("Emerald City", "Seattle"), _entry("Seattle (ship)")))
    assert len(called_like(match)) == 2


def test_word_by_word_no_word_may_lack_or_be_another() -> None:
    apes = _entry("Planet of the Apes")
    assert is_alike_word_by_word("planit of the apess", apes)
    assert not is_alike_word_by_word("planets of apes", apes)
    assert not is_alike_word_by_word("planet of the bees", apes)
