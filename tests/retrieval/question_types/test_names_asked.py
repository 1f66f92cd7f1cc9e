"""Which names people ask for all that is known of, in how many words they may."""

import pytest

from retrieval.asked.courtesies import without_courtesies
from retrieval.question_types.names_asked import is_part_of_name, names_asked_for, singular


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is osmosis?", {"osmosis"}),
        ("whats the Moon", {"the Moon", "Moon"}),
        ("what's an ion?", {"an ion", "ion"}),
        ("Who were The Beatles?", {"The Beatles", "Beatles"}),
        ("what is meant by Marie Curie", {"Marie Curie"}),
        ("What does “carpe diem” mean?", {"carpe diem"}),
        ("define osmosis", {"osmosis"}),
        ("Tell me about the Moon.", {"the Moon", "Moon"}),
        ("meaning of life", {"meaning of life", "life"}),
        ("what is the meaning of life?", {"the meaning of life", "meaning of life", "life"}),
        ("hey, what is osmosis", {"osmosis"}),
        ("🤔 so what is osmosis", {"osmosis"}),
        ("can you please tell me about the moon", {"the moon", "moon"}),
        ("do you know what osmosis is", {"osmosis"}),
        ("explain to me osmosis", {"osmosis"}),
        ("what are black holes", {"black hole", "black holes"}),
        ("what are taxes?", {"tax", "taxe", "taxes"}),
        ("can you", set()),
        ("i want to know about the black death", {"the black death", "black death"}),
        ("give me some information on osmosis", {"osmosis"}),
        ("info about osmosis please", {"osmosis"}),
        ("explain osmosis to me", {"osmosis"}),
        ("what exactly is osmosis", {"osmosis"}),
        ("who r the beatles", {"the beatles", "beatles"}),
        ("what does the name dublin mean", {"dublin"}),
        ("osmosis definition", {"osmosis definition", "osmosis"}),
        ("good morning, what is osmosis", {"osmosis"}),
        ("삼투란 무엇인가요?", {"삼투"}),
        ("삼투는뭐야", {"삼투"}),
        ("마리 퀴리는 누구였나요?", {"마리 퀴리"}),
        ("달에 대해 알려줘", {"달"}),
        ("달에 대해서 설명해 주세요", {"달"}),
        ("달 항목 보여줘", {"달"}),
        ("달 전체 글 좀 보여줘", {"달"}),
        ("달을 알려줘", {"달"}),
        ("달이 뭔지 궁금해요", {"달이 뭔지", "달"}),
        ("달 뭐임", {"달"}),
        ("달 뜻이 뭐야", {"달 뜻", "달"}),
        ("혹시 마리 퀴리가 누군지 아시나요?", {"마리 퀴리가 누군지", "마리 퀴리"}),
        ("마리 퀴리는 어떤 사람이야?", {"마리 퀴리"}),
        ("달에 대해 알려진 기록은 무엇을 말하는가?", set()),
        ("고양이는 뭐먹어?", set()),
        ("병자호란?", {"병자호"}),
        ("배란?", set()),
        ("Who is the president of Chile?", set()),
        ("what is it", set()),
        ("who is he?", set()),
        ("When was osmosis named?", set()),
        ("osmosis", set()),
        ("what is " + "x" * 500, set()),
        ("", set()),
    ],
)
def test_what_a_question_asks_for_as_a_whole(question: str, names: set[str]) -> None:
    assert set(names_asked_for(without_courtesies(question))) == names


@pytest.mark.parametrize(
    ("name", "one"), [("butterflies", "butterfly"), ("foxes", "fox"), ("ties", "tie"), ("movies", "movie")]
)
def test_one_of_several(name: str, one: str) -> None:
    assert one in singular(name)


@pytest.mark.parametrize("name", ["cat", "brass", "s"])
def test_what_is_no_plural_is_not_one_of_several(name: str) -> None:
    assert singular(name) == ()


@pytest.mark.parametrize(
    ("question", "title", "is_part"),
    [
        ("what are honey bees", "Honey", True),
        ("tell me about the Great Fire of London", "The Great Fire", True),
        ("tell me about the fire of London", "London", False),
        ("what is Finland", "Finland", False),
        ("what is Finland known for", "Finland", False),
        ("what is Finland like", "Finland", False),
        ("where was the 1966 world cup", "World Cup", True),
        ("where is Finland", "Finland", False),
        ("핀란드의 수도가 뭐야", "Finland", False),
    ],
)
def test_a_title_may_be_no_more_than_a_part_of_what_is_asked_for(question: str, title: str, *, is_part: bool) -> None:
    assert is_part_of_name(title, list(names_asked_for(question)), question) is is_part
