"""What was asked before, asked anew, with the sample encyclopedia."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.conversation.asked_anew import asked_anew
from bot.conversation.context import Turn, Understood
from bot.conversation.follow_ups import read_in_context
from bot.conversation.lookup import look_up
from retrieval import Encyclopedia
from retrieval.asked.surnames import FEWEST
from retrieval.results import Answer
from tests.embedders import HashingEmbedder, encyclopedia_of, loading


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as opened:
        yield opened


def read(encyclopedia: Encyclopedia, question: str, *asked: str) -> str | None:
    """What a question is read as, after those that were asked before, the latest last."""
    anew = asked_anew(encyclopedia, question, [Turn(one) for one in reversed(asked)])
    return anew.question if anew is not None else None


@pytest.mark.parametrize(
    ("asked", "question", "read_as"),
    [
        ("How many people live in Seoul?", "and Reykjavík?", "How many people live in Reykjavík?"),
        ("how many people live in seoul", "what about istanbul", "how many people live in istanbul"),
        ("How high is Mount Everest?", "And Machu Picchu", "How high is Machu Picchu?"),
        ("What is the largest city in Turkey?", "and in Iceland?", "What is the largest city in Iceland?"),
        ("when was the panama canal opened", "and the world wide web?", "when was the world wide web opened"),
        ("who wrote Hamlet", "no, I meant Guernica", "who wrote Guernica"),
        ("what do blue whales eat", "and emperor penguins?", "what do emperor penguins eat"),
        ("Who is the president of Turkey?", "and Georgia", "Who is the president of Georgia?"),
        (
            "When was the Great Fire of London?",
            "and the Fall of the Berlin Wall?",
            "When was the Fall of the Berlin Wall?",
        ),
        ("What happened in 1883?", "what about 1969", "What happened in 1969?"),
        ("Who won in 1998?", "and the 2010 one?", "Who won in 2010?"),
        ("who invented chess", "so coffee?", "who invented coffee"),
        ("who invented chess", "no, coffee", "who invented coffee"),
        ("How high is Mount Everest?", "and Machu Picchu? 🇵🇪", "How high is Machu Picchu?"),
        ("Did Seoulites move to Seoul?", "and Istanbul?", "Did Seoulites move to Istanbul?"),
        ("Was Marie Curie ever married?", "and Georgia?", "Was Georgia ever married?"),
        ("Who was the President of Turkey?", "and Iceland?", "Who was the President of Iceland?"),
        ("Who built Istanbul?", "and the Lost City of the Incas?", "Who built the Lost City of the Incas?"),
    ],
)
def test_what_was_asked_of_one_is_asked_of_another(
    encyclopedia: Encyclopedia, asked: str, question: str, read_as: str
) -> None:
    assert read(encyclopedia, question, asked) == read_as


def test_one_word_of_a_name_is_another_whom_it_means(tmp_path: Path) -> None:
    films = {f"Film {number}": "Alfred Widmer made this film in a year." for number in range(FEWEST)}
    widmer = {"Alfred Widmer": "Alfred Widmer (6 May 1899 – 29 April 1980) was a director. He was born in Ulm."}
    with encyclopedia_of({**films, **widmer}, tmp_path) as encyclopedia:
        anew = asked_anew(encyclopedia, "and widmer?", [Turn("when was Ann Kessel born")])
        assert anew == Understood("when was widmer born", "Alfred Widmer")
        assert asked_anew(encyclopedia, "and kessler?", [Turn("when was Ann Kessel born")]) is None


def test_a_title_with_of_and_an_article_is_left_whole_for_another(tmp_path: Path) -> None:
    texts = {"The Wave of Ulm": "The Wave of Ulm is a picture.", "Ulm": "Ulm is a town.", "Elm": "Elm is a town."}
    with encyclopedia_of(texts, tmp_path) as encyclopedia:
        assert read(encyclopedia, "and Elm?", "Who painted the Wave of Ulm?") == "Who painted the Elm?"
        assert read(encyclopedia, "and Elm?", "Who painted the Mayor of Ulm?") == "Who painted the Mayor of Elm?"


def test_why_is_asked_of_the_words_that_a_talk_began_with(encyclopedia: Encyclopedia) -> None:
    anew = asked_anew(encyclopedia, "why?", [Turn("did they win?", "siege, tower")])
    assert anew == Understood("why did they win siege tower", "siege, tower")


def test_small_talk_is_another_only_where_it_is_written_as_a_name(tmp_path: Path) -> None:
    with encyclopedia_of({"Yes": "Yes are a band.", "Genesis": "Genesis are a band."}, tmp_path) as encyclopedia:
        assert read(encyclopedia, "and Yes?", "who founded Genesis") == "who founded Yes"
        assert read(encyclopedia, "and yes", "who founded Genesis") is None


@pytest.mark.parametrize("noun", ["physics", "chess", "awards", "marriage"])
def test_a_noun_in_the_talk_of_a_person_is_asked_of_them(tmp_path: Path, noun: str) -> None:
    texts = {
        "Marie Curie": "Marie Curie (born 1867) had the Nobel Prize in Physics.",
        "Physics": "Physics is a science. Much of physics is mathematics.",
        "Chess": "Chess is a game. There are sets of chess pieces.",
        "Award": "Award is a name.",
        "Marriage": "Marriage is a play.",
        "Nile": "The Nile is a river.",
    }
    with encyclopedia_of(texts, tmp_path) as encyclopedia:
        turns = [Turn("who was Marie Curie?", None, ("Marie Curie",))]
        assert read_in_context(encyclopedia, f"and {noun}?", turns).about == "Marie Curie"
        assert read_in_context(encyclopedia, "and the nile?", turns).question == "who was the nile?"
        chess = [Turn("what is chess?", None, ("Chess",))]
        assert (read_in_context(encyclopedia, f"and {noun}?", chess).about == "Physics") == (noun == "physics")


def test_a_name_that_several_have_asks_nothing_of_another(tmp_path: Path) -> None:
    films = {f"No Way Out ({year})": f"No Way Out is a film of {year}." for year in (2000, 2009)}
    with encyclopedia_of({**films, "Way Out": "Way Out is a village."}, tmp_path) as encyclopedia:
        assert read(encyclopedia, "No Way Out", "Where is Ulm?") is None
        assert read(encyclopedia, "And Way Out?", "Where is Ulm?") == "Where is Way Out?"


def test_it_is_asked_of_one_after_the_other(encyclopedia: Encyclopedia) -> None:
    asked = ["how many people live in Seoul", "and Istanbul?", "when was it founded"]
    assert read(encyclopedia, "what about Reykjavík", *asked[:2]) == "how many people live in Reykjavík"
    assert read(encyclopedia, "and Reykjavík?", *asked) == "when was Reykjavík founded"
    assert read(encyclopedia, "and in Reykjavík?", *asked) == "how many people live in Reykjavík"


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("what is the capital of Iceland", "and the population?"),
        ("what is the capital of Iceland", "and her husband?"),
        ("what is the capital of Iceland", "and the second?"),
        ("what is the capital of Iceland", "and who rules it"),
        ("what is the capital of Iceland", "and Iceland?"),
        ("what is the capital of Iceland", "and glorbity?"),
        ("what is the capital of Iceland", "and what about"),
        ("what is the capital of Iceland", "And Her Husband?"),
        ("who wrote Hamlet", "and the chess?"),
        ("how long is a day", "what about the coffee"),
        ("how long is a day", "and in Seoul?"),
        ("hello", "and Seoul?"),
        ("who was Marie Curie", "why?"),
        ("Seoul", "and in 1945?"),
        ("who invented chess", "so coffee"),
        ("who invented chess", "no coffee"),
    ],
)
def test_what_names_no_other_is_not_read_so(encyclopedia: Encyclopedia, asked: str, question: str) -> None:
    assert read(encyclopedia, question, asked) is None


def test_another_of_which_nothing_can_be_asked_is_asked_for_itself(encyclopedia: Encyclopedia) -> None:
    assert read(encyclopedia, "what about coffee", "how long is a day") == "tell me about coffee"


@pytest.mark.parametrize(
    ("asked", "question", "read_as"),
    [
        ("Who discovered penicillin?", "When?", "When was penicillin discovered"),
        ("where did Isaac Newton die", "and when was that?", "when did Isaac Newton die"),
        ("How many people died at Krakatoa?", "why", None),
        (
            "Did Ada Lovelace meet Charles Babbage?",
            "where did that happen",
            "where Did Ada Lovelace meet Charles Babbage",
        ),
        ("How tall is it?", "why", None),
        ("When did it start to rain?", "why", None),
    ],
)
def test_a_question_word_alone_asks_it_of_what_was_asked(
    encyclopedia: Encyclopedia, asked: str, question: str, read_as: str | None
) -> None:
    assert read(encyclopedia, question, asked) == read_as


def test_a_question_word_alone_is_no_name(encyclopedia: Encyclopedia) -> None:
    for turns in (
        [Turn("when did the ship sink")],
        [Turn("who sank it", "ship, sink"), Turn("when did the ship sink")],
    ):
        understood = read_in_context(encyclopedia, "why?", turns)
        assert understood.about
        assert isinstance(look_up(encyclopedia, "why?", understood, 3), Answer)


@pytest.mark.parametrize(
    ("asked", "question", "read_as"),
    [
        ("Tell me about Mercury", "I meant the planet", "Tell me about Mercury (planet)"),
        ("mercury", "no, the element", "what is Mercury (element)"),
        ("how hot is mercury", "sorry, i mean the planet", "how hot is Mercury (planet)"),
        ("what is java", "not that one, the programming language", "what is Java (programming language)"),
        ("what is java", "no, the dance", None),
    ],
)
def test_another_of_the_same_name_is_told_by_its_kind(
    encyclopedia: Encyclopedia, asked: str, question: str, read_as: str | None
) -> None:
    assert read(encyclopedia, question, asked) == read_as


def test_the_talk_goes_on_about_the_other(encyclopedia: Encyclopedia) -> None:
    turns = [Turn("and Istanbul?", "Istanbul", ("Panama Canal",)), Turn("who founded Seoul", None, ("Seoul",))]
    assert read_in_context(encyclopedia, "where is it", turns) == Understood("where is Istanbul", "Istanbul")
