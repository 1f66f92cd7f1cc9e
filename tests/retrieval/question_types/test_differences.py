"""How two things differ is told by what says so of both, or by what each of them is."""

import pytest

from retrieval import Encyclopedia
from retrieval.question_types.differences import BOTH, MOST_WAYS, NEITHER, OF_ONE, PLAINLY, compared, with_difference
from retrieval.quotes import Chosen, Span
from retrieval.results import DOUBTFUL, Hit, Passage

ENTRIES = {
    "Frell": "A frell is an animal with smooth skin. It swims.\n\nUnlike tarks, it likes the rain.",
    "Tark": "A tark is an animal with dry skin. It walks.",
    "Lower Ulm": "Frell-like and tark-like people live here, and the"
    " difference between a frell and a tark is known to all.",
    "Brond": "Brond is a metal of the north.",
    "Gorp": "Gorp is a metal of the south. Much is built of it.\n\nGorp differs from brond in its weight, as all know.",
    "Mell": "A mell is a small lake, often called a sull. It freezes.",
    "Slate rock": "Slate rock is a rock that splits.",
    "Chalk rock": "Chalk rock is a rock that is white.",
    "Salt A": "Salt A is a salt that is white.",
    "Salt B": "Salt B is a salt that is blue.",
    "Quill": "Quill is one metal different from brond.",
    "Spon": "Many came to see it. Much was sold there.",
    "Frell vs. Tark": "Two rival bands made a film of that name. It was shown in 1967.",
}


@pytest.mark.parametrize(
    ("question", "pair"),
    [
        ("What is the difference between a frell and a tark?", ("a frell", "a tark")),
        ("whats the diff between frells and tarks", ("frells", "tarks")),
        ("frell vs tark", ("frell", "tark")),
        ("Frells versus tarks", ("Frells", "tarks")),
        ("what is a frell compared to a tark", ("a frell", "a tark")),
        ("how do frells and tarks differ", ("frells", "tarks")),
        ("how does a frell differ from a tark", ("a frell", "a tark")),
        ("how are frells different from tarks?", ("frells", "tarks")),
        ("compare frell with tark", ("frell", "tark")),
        ("how do you tell a frell from a tark", ("a frell", "a tark")),
        ("are frells and tarks the same thing", ("frells", "tarks")),
        ("how to tell frells and tarks apart", ("frells", "tarks")),
        ("is a frell the same as a tark", ("a frell", "a tark")),
        ("개구리와 두꺼비의 차이가 뭐야?", ("개구리", "두꺼비")),
        ("DNA와 RNA는 어떻게 다른가요?", ("DNA", "RNA")),
    ],
)
def test_what_is_compared(question: str, pair: tuple[str, str]) -> None:
    assert list(compared(question)) == [pair]


def test_a_pair_may_be_read_in_several_ways() -> None:
    ways = list(compared("difference between salt and pepper and sugar"))
    assert ways == [("salt", "pepper and sugar"), ("salt and pepper", "sugar")]


@pytest.mark.parametrize(
    "question",
    [
        "tell me about frells and tarks",
        "what is a frell",
        "why do people differ",
        "frells and tarks",
        "compare",
        "when was frell vs. tark shown",
        "how big is a frell compared to a tark",
    ],
)
def test_other_questions_compare_nothing(question: str) -> None:
    assert list(compared(question)) == []


def test_an_endless_question_compares_nothing_and_has_few_ways_to_be_read() -> None:
    assert len(list(compared("compare " + "a and " * 20 + "b"))) == MOST_WAYS
    assert list(compared("compare " + "a and " * 200 + "b")) == []


@pytest.mark.parametrize(
    "question",
    [
        "difference between frells and tarks",
        "what is the difference between a frell and the tark",
        "compare frell and tark",
    ],
)
def test_what_each_is_is_quoted_and_then_what_tells_them_apart(encyclopedia: Encyclopedia, question: str) -> None:
    answer = encyclopedia.ask(question)
    assert [citation.quote.text for citation in answer.citations[:3]] == [
        "A frell is an animal with smooth skin.",
        "A tark is an animal with dry skin.",
        "Unlike tarks, it likes the rain.",
    ]
    assert answer.confidence == BOTH
    assert [hit.title for hit in answer.hits[:2]] == ["Frell", "Tark"]
    assert [hit.rank for hit in answer.hits] == list(range(1, len(answer.hits) + 1))


def test_one_quotation_is_half_of_it(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("difference between frells and tarks", quotations=1)
    assert [citation.title for citation in answer.citations] == ["Frell"]
    assert answer.confidence == OF_ONE


def test_the_first_that_is_asked_for_is_quoted_first(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("difference between tarks and frells")
    assert [citation.title for citation in answer.citations[:2]] == ["Tark", "Frell"]


def test_what_says_the_difference_is_quoted_first(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("how do brond and gorp differ")
    assert [citation.quote.text for citation in answer.citations[:3]] == [
        "Gorp differs from brond in its weight, as all know.",
        "Brond is a metal of the north.",
        "Gorp is a metal of the south.",
    ]
    assert answer.confidence == PLAINLY


def test_what_stands_behind_both_is_of_both(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("difference between slate and chalk rock")
    assert [citation.title for citation in answer.citations[:2]] == ["Slate rock", "Chalk rock"]
    assert answer.confidence == BOTH


def test_a_letter_alone_is_of_what_stands_before_the_other(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("difference between salt a and b")
    assert [citation.title for citation in answer.citations[:2]] == ["Salt A", "Salt B"]


def test_what_is_said_in_one_sentence_is_quoted_once(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("how do quill and brond differ")
    assert [citation.quote.text for citation in answer.citations[:2]] == [
        "Quill is one metal different from brond.",
        "Brond is a metal of the north.",
    ]
    assert "Quill" not in {citation.title for citation in answer.citations[1:]}


def _with_difference(encyclopedia: Encyclopedia, question: str, *found: tuple[str, str]) -> Chosen:
    """What is chosen where only these were found, with their titles, and so surely."""
    hits = [
        Hit(Passage(10**9 + rank, "x", 0, len(text), text), title, rank, 1.0 / rank)
        for rank, (title, text) in enumerate(found, 1)
    ]
    chosen = Chosen(tuple(Span(hit, 0, len(hit.passage.text), 1.0) for hit in hits), 0.7)
    return with_difference(question, encyclopedia._index, hits, chosen, 4)[1]


@pytest.mark.parametrize(
    ("title", "text", "confidence"),
    [
        ("Snurf", "A snurf and a gnarf met.", NEITHER),
        ("A case", "Snurf v. Gnarf was heard in Ulm.", 0.7),
        ("Snurf", "Unlike the gnarf, it swims.", 0.7),
        ("Ulm", "Unlike the gnarf, the snurf of Ulm swims.", NEITHER),
        ("Snurf", "A gnarf is distinct from it.", 0.7),
        ("Snurf", "The difference between a snurf and a gnarf is small.", PLAINLY),
        ("Ulm", "The difference between a snurf and a gnarf is small.", NEITHER),
        ("Ulm", "The snurf (also known as the gnarf) lives in Ulm.", 0.7),
        ("Ulm", "The gnarf, sometimes called “snurf”, lives in Ulm.", 0.7),
        ("Ulm", "A snurf is no animal that is known as a gnarf.", NEITHER),
    ],
)
def test_what_has_no_entry_is_not_doubted_where_it_is_told(
    encyclopedia: Encyclopedia, title: str, text: str, confidence: float
) -> None:
    assert _with_difference(encyclopedia, "snurf vs gnarf", (title, text)).confidence == confidence


def test_the_entries_of_both_are_looked_through_whatever_was_found(encyclopedia: Encyclopedia) -> None:
    chosen = _with_difference(encyclopedia, "how do brond and gorp differ", ("Ulm", "Ulm is a town."))
    assert chosen.spans[0].text == "Gorp differs from brond in its weight, as all know."
    assert (chosen.spans[-1].text, chosen.confidence) == ("Ulm is a town.", PLAINLY)


def test_what_was_found_of_either_stands_behind_what_they_are(encyclopedia: Encyclopedia) -> None:
    for text, place in (("It differs in winter.", 2), ("It is deep in winter.", 3)):
        found = ("Ulm", "Ulm is a town."), ("Mell", text)
        chosen = _with_difference(encyclopedia, "difference between a mell and brond", *found)
        assert [span.hit.title for span in chosen.spans[:2]] == ["Mell", "Brond"]
        assert chosen.spans[place].text == text


def test_what_one_is_answers_where_it_names_the_other(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("difference between a mell and a sull")
    assert answer.citations[0].quote.text == "A mell is a small lake, often called a sull."
    assert answer.confidence == OF_ONE


@pytest.mark.parametrize(
    "question",
    [
        "difference between a frell and a gnarf",
        "difference between a snurf and a gnarf",
        "difference between a frell and spon",  # whose entry does not say what it is
    ],
)
def test_what_has_no_entry_is_doubted(encyclopedia: Encyclopedia, question: str) -> None:
    assert encyclopedia.ask(question, threshold=0).confidence <= NEITHER < DOUBTFUL


def test_an_entry_left_out_is_not_compared(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("difference between frells and tarks", without="Tark", threshold=0)
    assert "Tark" not in {hit.title for hit in answer.hits}
    assert answer.confidence <= NEITHER


def test_a_name_is_no_comparison(encyclopedia: Encyclopedia) -> None:
    assert encyclopedia.ask("frell vs. tark", threshold=0).confidence != BOTH
