"""Korean numbers as English has them."""

import pytest

from retrieval.korean.glossary import in_english
from retrieval.korean.numbers import numbers_in_english


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("루이 14세의 아들", "루이 xiv 아들"),
        ("헨리 8세는", "헨리 viii"),
        ("엘리자베스 1세가", "엘리자베스"),  # "I" is left unsaid
        ("제 2차 세계대전", "second ii 세계대전"),
        ("제1차 십자군", "first 십자군"),
        ("미국의 16대 대통령", "미국의 16th 대통령"),
        ("22번째와 13번째", "22nd 13th"),
        ("21세기에", "21st century"),
        ("1차세계대전은", "first 세계대전은"),
        ("제2차세계대전", "second ii 세계대전"),
        ("2차대전에", "second ii 세계대전에"),
        ("2차 대전", "second ii 세계대전"),
        ("19세기미술", "19th century 미술"),
        ("3번째아내", "third 아내"),
        ("2차원", "2차원"),  # two dimensions
        ("16세소년", "16세소년"),
        ("대전에서", "대전에서"),  # a city
        ("1945년 8월 15일에", "1945 8 15"),
        ("아폴로 15호의 승무원", "아폴로 15 승무원"),
        ("총 몇 개의 섬이", "몇 섬이"),
        ("총 3명인가", "3"),
        ("몇 개국인가", "몇"),
        ("몇 개국으로 된", "몇 된"),
        ("총 얼마나", "얼마나"),
        ("개는 몇 년을 사는가", "개는 몇 사는가"),  # a dog, though 개 counts things
        ("총을 만든 사람", "총을 만든 사람"),
        ("2018년도", "2018년도"),
        ("세종 대왕", "세종 대왕"),
    ],
)
def test_numbers_in_english(korean: str, english: str) -> None:
    assert numbers_in_english(korean).split() == english.split()


def test_what_is_counted_is_not_looked_up() -> None:
    assert "dog" in in_english("개는 몇 년을 사는가?")[0].split()
    for question in ("섬은 총 몇 개인가?", "섬은 3개인가?"):
        said = in_english(question)[0].split()
        assert "island" in said
        assert not {"dog", "gun"} & set(said)
    assert {"louis", "xiv"} <= set(in_english("루이 14세는 언제 태어났나요?")[0].split())
