"""What the words of a question do in passages, worked out by hand."""

import pytest

from retrieval.evidence import EVIDENCE_FEATURES, word_evidence
from retrieval.languages import ENGLISH
from retrieval.question import QuestionView
from retrieval.related_words import related


def question(language: str = ENGLISH, **idf: float) -> QuestionView:
    return QuestionView(
        *("?", tuple(idf), idf, sum(idf.values()) or 1.0, "other", False, frozenset(), dict.fromkeys(idf, 1.0)),
        language=language,
    )


def seen(asked: QuestionView, *passages: tuple[str, str]) -> list[dict[str, float]]:
    rows = word_evidence(asked, [title for title, _ in passages], [text for _, text in passages])
    return [dict(zip(EVIDENCE_FEATURES, row, strict=True)) for row in rows.tolist()]


def covered(asked: QuestionView, text: str) -> float:
    return seen(asked, ("Title", text))[0]["covered"]


def test_what_passage_sentence_and_title_cover() -> None:
    asked = question(radium=4.0, found=3.0, curi=1.0)
    first, second = seen(
        asked, ("Marie Curie", "She worked. She found it. Radium glows."), ("Sea", "Radium was found! It is deep.")
    )
    assert {name: value for name, value in first.items() if not name.startswith("said")} == {
        "covered": 7 / 8,
        "covered_titled": 1.0,
        "covered_sentence": 4 / 8,
        "covered_sentence_titled": 5 / 8,
        "title_covers": 1 / 8,
        "title_named": 0.5,
        "neighbours": 0.0,
    }
    assert (second["covered"], second["covered_sentence"], second["title_named"]) == (7 / 8, 7 / 8, 0.0)
    assert second["neighbours"] == 0.5  # of two pairs


def test_other_words_count_by_how_near_they_are() -> None:
    near = related("food")["meal"]
    asked = question(mammoth=3.0, food=1.0)
    texts = "Its meal was grass. It fed. A food.", "Mammoths had meals.", "A mammoth. A meal. Nothing."
    rows = seen(asked, *(("Mammoth", text) for text in texts))
    assert [row["said"] for row in rows] == [0.25, pytest.approx((3 + near) / 4), pytest.approx((3 + near) / 4)]
    assert [row["said_sentence_titled"] for row in rows] == [1.0, *[pytest.approx((3 + near) / 4)] * 2]
    assert [row["said_untitled"] for row in rows] == [1.0, pytest.approx(near), pytest.approx(near)]
    assert [row["said_untitled_behind"] for row in rows] == [0.0, *[pytest.approx(near - 1)] * 2]
    assert [row["covered"] for row in rows] == [0.25, 0.75, 0.75]  # word for word
    assert [row["neighbours"] for row in seen(asked, ("T", "mammoth meal"), ("T", "mammoth food"))] == [0, 1]


def test_neighbours_come_in_the_order_of_the_question_in_one_passage_and_not_far_apart() -> None:
    asked = question(deep=1.0, sea=1.0)
    passages = "the deep sea", "deep is the sea", "the sea is deep", "deep, as has been said, is the sea", "deep", "sea"
    assert [row["neighbours"] for row in seen(asked, *(("T", text) for text in passages))] == [1, 1, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("happi", "Happy days", True),
        ("happi", "Happiness", True),
        ("car", "Carbon", False),
        ("car", "CARS.", True),
        ("art", "a part", False),
        ("beyonc", "Beyoncé sang", True),
        ("c", "C++", True),
        ("war", "the “War”–time", True),
        ("curi", "Curie’s", True),
        ("1898", "in 1898.", True),
        ("1898", "in 18980.", False),
        ("라듐", "퀴리가 라듐을 발견했다.", True),
        ("라듐", "퀴리가 발견했다.", False),
        ("москв", "Город Москва.", True),
    ],
)
def test_a_term_stands_for_the_words_it_is_made_of(term: str, text: str, found: bool) -> None:  # noqa: FBT001
    assert covered(question("russian" if term == "москв" else ENGLISH, **{term: 1.0}), text) == float(found)


def test_words_are_those_of_their_passage() -> None:
    asked = question(radium=1.0)
    texts = "rad", "ium", "", "radium"
    assert [row["covered"] for row in seen(asked, *(("T", text) for text in texts))] == [0, 0, 0, 1]


def test_a_question_without_terms_finds_nothing() -> None:
    (row,) = seen(question(), ("A", "Radium glows."))
    assert row.pop("said_untitled") == 0.5  # there is nothing that the title has not got
    assert set(row.values()) == {0.0}
