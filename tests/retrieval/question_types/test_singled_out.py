"""The largest is what is called so without a rank, and the capital what is one, of the place that was asked about."""

import pytest

from retrieval import Encyclopedia
from retrieval.question_types.singled_out import PLAINLY, asked_for, with_singled_out
from retrieval.quotes import Chosen, Span
from retrieval.results import DOUBTFUL, Hit, Passage

ENTRIES = {
    "Krell": "Krell is the fifth largest island in Ulmia. The largest island in a bay of Ulmia is near it. "
    "In Ulmia an island is large.",
    "Brond": "Brond is a piece of land. "
    "Fishers live there, and it is the largest island in Ulmia. It has two harbours.",
}


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("largest island in the world", "Brond is the world's largest island, with two harbours."),
        ("What is the biggest island on Earth?", "Brond (the largest island in the world) has two harbours."),
        ("fastest train in ulmia", "Krell is the quickest train in Ulmia."),
        ("most populous town in ulmia", "Rab is the most populated town in Ulmia."),
        ("what's the longest river in africa", "It is the longest and widest river in Africa."),
        ("highest mountain in ulmia", "Of all hills Krell is the tallest mountain in Ulmia by height."),
        ("smallest planet", "Krell is the smallest planet in the Solar System."),
        ("largest cities of ulmia", "These are the largest cities of Ulmia."),
        ("largest island in ulmia", "It is by a considerable margin the largest island in Ulmia."),
    ],
)
def test_what_says_it_plainly_answers(question: str, sentence: str) -> None:
    asked = asked_for(question)
    assert asked is not None
    assert asked.is_said_by(sentence)
    assert not asked.is_ranked_by(sentence)


@pytest.mark.parametrize(
    ("sentence", "ranked"),
    [
        ("Krell is the 88th largest island in the world.", True),
        ("Krell is the second-largest island in the world.", True),
        ("Krell is the twenty-first largest island in the world and the fifth largest of Ulmia.", True),
        ("Krell is the second largest and also the most populous island in the world.", False),
        ("Krell is one of the largest islands in the world.", False),
        ("Krell is the world's largest island country.", False),
        ("Krell is the largest island in the world of books.", False),
        ("Krell was the largest island in the world.", False),
        ("Krell is called the largest island in the world.", False),
        ("1902 – The world's largest island is bought.", False),
        ("Krell is the largest island of Ulmia.", False),
    ],
)
def test_another_rank_kind_time_or_place_does_not(sentence: str, ranked: bool) -> None:  # noqa: FBT001
    asked = asked_for("largest island in the world")
    assert asked is not None
    assert not asked.is_said_by(sentence)
    assert asked.is_ranked_by(sentence) is ranked


@pytest.mark.parametrize(
    "sentence",
    [
        "Krell is among the world's largest islands, being the 14th of them.",
        "Krell is one of the largest islands in the world.",
        "Some of the world's largest islands are near Krell.",
    ],
)
def test_one_of_several_does_not_tell_which_they_are(sentence: str) -> None:
    asked = asked_for("largest islands in the world")
    assert asked is not None
    assert not asked.is_said_by(sentence)
    assert asked.is_said_by("Krell, Brond and Dorn are the world's largest islands.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Rab is the capital city of Ulmia.",
        "Rab (as old as Ulm) is the capital and largest city of the Ulmia.",
        "He went to Rab, the capital of Ulmia, and stayed.",
        "The capital of Ulmia is Rab.",
        "They met in Ulmia's capital Rab.",
    ],
)
def test_what_is_the_only_one_of_a_place_answers(sentence: str) -> None:
    for question in ("capital of ulmia", "What is the capital city of Ulmia?"):
        asked = asked_for(question)
        assert asked is not None
        assert asked.is_said_by(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rab was the capital of Ulmia.",
        "Rab is the capital of Ulmia's north.",
        "Rab is the capital of Ulmia Province.",
        "Rab is the cactus capital of Ulmia.",
        "In short, the capital of Ulmia is near the sea.",
        "Ada Fell is the Capital of Ulmia, a song.",
        "The capital of Ulmia, like others, grows.",
    ],
)
def test_a_former_one_a_name_and_one_of_a_part_does_not(sentence: str) -> None:
    asked = asked_for("capital of ulmia")
    assert asked is not None
    assert not asked.is_said_by(sentence)
    assert not asked.is_ranked_by(sentence)


@pytest.mark.parametrize(
    "question",
    [
        "largest",
        "what is the best book",
        "the latest news in ulm",
        "how large is the largest island in the world",
        "세계에서 가장 큰 섬",
    ],
)
def test_other_questions_ask_for_none(question: str) -> None:
    assert asked_for(question) is None


def test_it_is_quoted_first_with_what_it_is_about(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("largest island in ulmia", threshold=0)
    assert answer.citations[0].title == "Brond"
    assert answer.citations[0].quote.text.endswith("Fishers live there, and it is the largest island in Ulmia.")
    assert answer.confidence >= PLAINLY
    assert answer.hits[0].title == "Brond"


def test_another_rank_is_doubted() -> None:
    text = "Krell is the fifth largest island in Ulmia."
    hit = Hit(Passage(1, "k", 0, len(text), text), "Krell", 1, 1.0)
    chosen = Chosen((Span(hit, 0, len(text), 1.0),), 0.9)
    hits, doubted = with_singled_out("largest island in ulmia", [hit], chosen, 4)
    assert (hits, doubted.spans) == ([hit], chosen.spans)
    assert doubted.confidence < DOUBTFUL
    assert with_singled_out("islands in ulmia", [hit], chosen, 4) == ([hit], chosen)


def test_what_the_entry_of_the_place_tells_stays_first() -> None:
    told = "The capital is Rab and the largest island Brond."
    elsewhere = "Brond is the largest island in Ulmia."
    hits = [
        Hit(Passage(number, title, 0, len(text), text), title, number, 1.0 / number)
        for number, (title, text) in enumerate((("Ulmia", told), ("Brond", elsewhere)), 1)
    ]
    chosen = Chosen(tuple(Span(hit, 0, len(hit.passage.text), 1.0) for hit in hits), 0.5)
    assert with_singled_out("largest island in ulmia", hits, chosen, 4) == (hits, chosen)
    _, changed = with_singled_out("largest island in ulmia", hits, Chosen(chosen.spans, 0.1), 4)
    assert changed.spans[0].text == elsewhere


def _found(*texts: str) -> list[Hit]:
    return [Hit(Passage(n, f"e{n}", 0, len(text), text), "Isles", n, 1.0 / n) for n, text in enumerate(texts, 1)]


def test_a_first_quotation_that_says_it_stays_first_and_as_sure() -> None:
    hits = _found("Krell is the largest island in Ulmia.", "Brond is the largest island in Ulmia.")
    chosen = Chosen((Span(hits[1], 0, len(hits[1].passage.text), 1.0),), 0.95)
    _, same = with_singled_out("largest island in ulmia", hits, chosen, 4)
    assert (same.spans[0], same.confidence) == (chosen.spans[0], 0.95)


def test_half_a_sentence_does_not_answer() -> None:
    hits = _found("Krell has harbours.", "is the largest island in Ulmia. Brond has two harbours.")
    chosen = Chosen((Span(hits[0], 0, len(hits[0].passage.text), 1.0),), 0.3)
    assert with_singled_out("largest island in ulmia", hits, chosen, 4) == (hits, chosen)
