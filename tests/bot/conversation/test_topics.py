"""What is asked of an entry without a question is answered, and not taken for a misspelled name."""

from collections.abc import Iterator

import pytest

from bot.conversation.context import Understood
from bot.conversation.lookup import AnsweredTopic, Found, MaybeMeant, look_up
from bot.conversation.topics import topic_of
from bot.messages.keyboards import answer_buttons
from bot.wording import wording_for
from corpus.entry import Entry
from retrieval import Encyclopedia
from retrieval.results import Answer
from tests.embedders import encyclopedia_of

ENTRIES = {
    "Malaria": "Malaria is a disease. The history of malaria begins in old books. Its treatment is a bitter bark.",
    "History of Malaysia": "The history of Malaysia begins with a harbour.",
    "History of Peru": "The history of Peru begins in the hills.",
    "Flea treatments": "Flea treatments are sold in shops.",
    "Jazz": "Jazz is music of the south. The history of jazz begins in bars.",
    "Isle of Man": "The Isle of Man is an island.",
    "Planet of the Apes": "Planet of the Apes is a film.",
    "Gold Coast Park": "The Gold Coast Park is a park.",
    "Gold": "Gold is a metal. The coast of gold is a tale.",
    "Marie Curie": "Marie Curie was a physicist.",
    "Curie family": "The wife of Marie Curie's brother was kind. The wife is named in letters.",
    "His Wife": "His Wife is a play.",
    "고래": "고래는 바다에 사는 동물이다.",
    "고래 글": "고래 글은 옛 책이다.",
    "Marie": "Marie is a name. Many queens had it.",
}


@pytest.fixture(scope="module")
def encyclopedia(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Encyclopedia]:
    with encyclopedia_of(ENTRIES, tmp_path_factory.mktemp("topics")) as opened:
        yield opened


def _found(encyclopedia: Encyclopedia, text: str) -> Found | AnsweredTopic:
    return look_up(encyclopedia, text, Understood(text), 3)


@pytest.mark.parametrize(
    ("text", "names"),
    [("history of malaria", ["History of Malaysia"]), ("malaria treatment", []), ("treatment of malaria", [])],
)
def test_what_is_asked_of_an_entry_is_answered_from_it(encyclopedia: Encyclopedia, text: str, names: list[str]) -> None:
    found = _found(encyclopedia, text)
    answer = found.answer if isinstance(found, AnsweredTopic) else found
    assert isinstance(answer, Answer)
    assert answer.citations[0].title == "Malaria"
    assert answer.question == text
    assert [entry.title for entry in (found.entries if isinstance(found, AnsweredTopic) else ())] == names


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("histori of malaysia", "History of Malaysia"),
        ("histroy of malaria", "History of Malaysia"),  # answered only with a word of it corrected
        ("isle of mann", "Isle of Man"),
        ("planet of aps", "Planet of the Apes"),
        ("gold coast", "Gold Coast Park"),  # all of its words are in a name
    ],
)
def test_a_misspelled_name_and_a_part_of_one_stay_names(encyclopedia: Encyclopedia, text: str, title: str) -> None:
    found = _found(encyclopedia, text)
    assert isinstance(found, MaybeMeant)
    assert found.entries[0].title == title


def test_the_entry_is_a_name_where_only_another_is_quoted(encyclopedia: Encyclopedia) -> None:
    text = "marie curie wife"
    found = look_up(encyclopedia, text, Understood(text), 1)
    assert isinstance(found, AnsweredTopic)
    assert [citation.title for citation in found.answer.citations] == ["Curie family"]
    assert [entry.title for entry in found.entries] == ["Marie Curie"]
    found = look_up(encyclopedia, text, Understood(text), 3)
    assert isinstance(found, AnsweredTopic)
    assert "Marie Curie" in {citation.title for citation in found.answer.citations}
    assert found.entries == ()  # it is quoted, too


def test_what_points_back_is_no_name_in_a_talk(encyclopedia: Encyclopedia) -> None:
    assert isinstance(_found(encyclopedia, "his wife"), Entry)
    read = Understood("Marie Curie's wife", "Marie Curie")
    assert isinstance(look_up(encyclopedia, "his wife", read, 3), Answer)


def test_a_name_that_ends_as_if_it_asked_for_all_of_an_entry_is_a_name(encyclopedia: Encyclopedia) -> None:
    for text, title in (("고래 글", "고래 글"), ("고래 문서", "고래")):
        found = _found(encyclopedia, text)
        assert isinstance(found, Entry)
        assert found.title == title


def test_of_another_thing_is_another_name(encyclopedia: Encyclopedia) -> None:
    found = _found(encyclopedia, "history of beer")
    assert not isinstance(found, MaybeMeant | AnsweredTopic)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("history of malaria", ("history", "Malaria")),
        ("History of the Malaria", ("history", "Malaria")),
        ("malaria treatment", ("treatment", "Malaria")),
        ("malaria bark treatment", ("bark treatment", "Malaria")),
        ("malaria in old books", None),  # more than a noun
        ("history of beer", None),
        ("treatment", None),
    ],
)
def test_a_topic_is_what_is_asked_and_of_which_entry(
    encyclopedia: Encyclopedia, text: str, topic: tuple[str, str] | None
) -> None:
    found = topic_of(encyclopedia, text, [])
    assert (found and (found[0].lower(), found[1])) == topic


def test_the_names_are_buttons_under_the_answer(encyclopedia: Encyclopedia) -> None:
    found = _found(encyclopedia, "history of malaria")
    assert isinstance(found, AnsweredTopic)
    with_names, without = (
        answer_buttons(found.answer, wording_for("en"), 1, "history of malaria", None, names)
        for names in (found.entries, ())
    )
    assert [[button.text for button in row] for row in with_names.inline_keyboard[len(without.inline_keyboard) :]] == [
        ["History of Malaysia"]
    ]
