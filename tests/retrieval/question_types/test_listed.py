"""A first quotation of a list is doubted where it has the words of a question for another reason than to answer it."""

import pytest

from retrieval import Encyclopedia
from retrieval.question_types.listed import LISTED, doubted_if_listed, lists_namesakes
from retrieval.quotes import Chosen, Span
from retrieval.results import DOUBTFUL, Hit, Passage

ENTRIES = {
    "Dorn": "Dorn (fish), a fish of the rivers Dorn (town), a town in Ulmia known for its bridges "
    "Dorn Hill, a hill in Ulmia",
    "Ulmia": "Ulmia is a country. Its towns have markets, and of the planets seen there eight have names.",
}
NAMESAKES = ENTRIES["Dorn"]


def _hit(title: str, text: str, number: int = 1) -> Hit:
    return Hit(Passage(number, title, 0, len(text), text), title, number, 1.0 / number)


def _confidence(encyclopedia: Encyclopedia, question: str, *texts: tuple[str, str]) -> float:
    hits = [_hit(title, text, number) for number, (title, text) in enumerate(texts, 1)]
    chosen = Chosen((Span(hits[0], 0, len(texts[0][1]), 1.0),), 0.7)
    doubted = doubted_if_listed(encyclopedia.understood(question), hits, chosen)
    assert doubted.spans == chosen.spans
    return doubted.confidence


@pytest.mark.parametrize(
    ("title", "text", "is_list"),
    [
        ("Dorn", NAMESAKES, True),
        ("Dorn (disambiguation)", NAMESAKES, True),
        ("Dorn", f"{NAMESAKES}.", False),  # a sentence
        ("Brond", NAMESAKES, False),  # another title
        ("Dorn", "Dorn (fish), a fish Dorn Hill, a hill", False),  # a heading
        ("Dorn", "Dorn has towns and markets and bridges and rivers, and one hill, where Dorn", True),
        ("Dorn", f"Dorn, {'which has towns and markets and bridges ' * 8}like Dorn", False),  # seldom named
        ("Dor", NAMESAKES.replace("Dorn", "Condor"), False),  # inside of another word
    ],
)
def test_a_list_of_namesakes_has_the_name_again_and_again(title: str, text: str, *, is_list: bool) -> None:
    assert lists_namesakes(title, text) is is_list


@pytest.mark.parametrize(
    ("question", "confidence"),
    [
        ("what is dorn", LISTED),  # one of them, but which?
        ("who is the dorn", LISTED),
        ("which of the planets is seen from dorn and has a name", LISTED),  # says little of it
        ("which town in ulmia is known for bridges", 0.7),
    ],
)
def test_one_of_namesakes_answers_who_asks_by_more_than_the_name(
    encyclopedia: Encyclopedia, question: str, confidence: float
) -> None:
    assert LISTED < DOUBTFUL
    assert _confidence(encyclopedia, question, ("Dorn", NAMESAKES)) == confidence


@pytest.mark.parametrize(
    ("question", "confidence"),
    [
        ("how many planets have names", LISTED),
        ("who has named the planets", LISTED),
        ("which list has planets with names", 0.7),
        ("how many planets are in the list", 0.7),
        ("which planets have names", 0.7),
        ("where are markets in towns", LISTED),
    ],
)
def test_a_list_that_says_that_it_is_one_tells_neither_who_nor_how_many(
    encyclopedia: Encyclopedia, question: str, confidence: float
) -> None:
    for text in ("This is a list of planets that have names.", "The following list is of planets that have names."):
        assert _confidence(encyclopedia, question, ("List of planets", f"{text} It has 21 of them.")) == confidence


EVENT = "1945 – War of Ulm: Up to 20 people die in the town."


@pytest.mark.parametrize(
    ("question", "others", "confidence"),
    [
        ("how many people died in the war of ulm", "1944 – War of Ulm: A bridge is taken.", LISTED),
        ("how many people died in the war of ulm", "1944 – War of Dorn: A bridge is taken.", 0.7),
        ("where did people die in the war of ulm", "1944 – War of Ulm: A bridge is taken.", 0.7),
    ],
)
def test_one_event_of_several_does_not_tell_how_many_there_were(
    encyclopedia: Encyclopedia, question: str, others: str, confidence: float
) -> None:
    assert _confidence(encyclopedia, question, ("May 1", EVENT), ("May 2", others)) == confidence


def test_what_is_doubted_more_stays_so(encyclopedia: Encyclopedia) -> None:
    hit = _hit("Dorn", NAMESAKES)
    chosen = Chosen((Span(hit, 0, len(NAMESAKES), 1.0),), 0.01)
    assert doubted_if_listed(encyclopedia.understood("what is dorn"), [hit], chosen) is chosen
    nothing = Chosen((), 0.0)
    assert doubted_if_listed(encyclopedia.understood("what is dorn"), [], nothing) is nothing


def test_a_question_is_answered_with_that_doubt(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("what is dorn", threshold=0)
    assert answer.citations[0].title == "Dorn"
    assert answer.confidence <= LISTED
