"""Two things are compared in Korean in the forms in which they are in English."""

import pytest

from retrieval.korean.comparisons import comparison
from retrieval.korean.questions import asked_in_english
from retrieval.korean.sentences import sentence_in_english


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("지구와 화성 중 뭐가 더 커?", "which is bigger, earth or mars"),
        ("지구랑 화성 뭐가 더 큰가요", "which is bigger, earth or mars"),
        ("지구하고 화성 중에 더 작은 건 뭐야", "which is smaller, earth or mars"),
        ("나일강이 지구보다 더 길어?", "is nile river longer than earth"),
        ("모차르트랑 베토벤 둘 중 누가 먼저 태어났어?", "who was born first, mozart or beethoven"),
        ("모차르트와 베토벤 중 누가 나이가 더 많아", "which is older, mozart or beethoven"),
        ("모차르트와 베토벤 중 누가 더 어려?", "which is younger, mozart or beethoven"),
        ("모차르트가 베토벤보다 나이가 적어?", "is mozart younger than beethoven"),
        ("모차르트가 베토벤보다 키가 더 커?", "is mozart taller than beethoven"),
        ("모차르트랑 베토벤 중에 누가 먼저 죽었어", "who died first, mozart or beethoven"),
        ("지구, 화성 중 뭐가 더작아?", "which is smaller, earth or mars"),
        ("지구 vs 화성 뭐가 더 커?", "which is bigger, earth or mars"),
        ("중국하고 인도 중에 인구가 더 많은 나라는?", "which is more populous, china or india"),
        ("바이러스랑 세균이랑 뭐가 달라?", "difference between virus and bacteria"),
    ],
)
def test_what_is_compared_is_asked_as_in_english(question: str, english: str) -> None:
    assert [one.question for one in asked_in_english(question)] == [english]
    assert sentence_in_english(question) == english


def test_what_has_an_unknown_name_is_not_asked_of_the_other() -> None:
    asked = "쿠쿠루삥뽕이랑 화성 중 뭐가 더 커?"
    assert asked_in_english(asked) == []
    assert sentence_in_english(asked) == ""


@pytest.mark.parametrize(
    "question",
    [
        "지구와 화성 중 뭐가 더 맛있어?",
        "지구에서 뭐가 제일 커?",
        "모차르트가 누구보다 유명해?",
        "더 커?",
        "지구와 화성 중 뭐가 더?",
        "지구, 화성, 금성 중 뭐가 더 커?",
        "지구와 화성과 금성은 뭐가 달라?",
        "지구가 화성보다 큰 이유가 뭐야?",
        "지구와 화성 중에 뭐가 더 큰 이유야?",
        "왜 목성은 지구보다 커?",
        "어떤 행성이 지구보다 커?",
        "누가 아인슈타인보다 나이가 많아?",
        "에베레스트산이 8000미터보다 높아?",
    ],
)
def test_nothing_else_is_compared(question: str) -> None:
    assert comparison(question) is None
