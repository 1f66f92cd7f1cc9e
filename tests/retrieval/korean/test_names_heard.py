"""Names that the glossary has not got are those of the entries that sound so; no other words are."""

import pytest

from retrieval import Encyclopedia
from retrieval.korean.names_heard import names_heard

ENTRIES = {
    "Ken Kesey": "Ken Kesey was an American novelist.",
    "Ken Kasey Hughes": "Ken Kasey Hughes was a rugby player.",
    "Vsevolod Aksyonov": "Vsevolod Aksyonov was a Soviet actor.",
    "Bror Julius Olsson Nordfeldt": "Bror Julius Olsson Nordfeldt was an artist.",
    "Meg Gardiner": "Meg Gardiner is a writer.",
    "Dwayne Powett (actor)": "Dwayne Powett is an actor.",
    "Ignacio Núñez Soler": "Ignacio Núñez Soler was a painter.",
    "The Prismet": "The Prismet is an office building.",
    "Catalonia": "Catalonia is a part of Spain.",
    "Nordic gold": "Nordic gold is an alloy.",
}


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        ("켄 케시는 누구야?", {"켄 케시": "Ken Kesey"}),
        ("소설가 켄 케시 대표작", {"켄 케시": "Ken Kesey"}),
        ("브세볼로트 악쇼노프 알려줘", {"브세볼로트 악쇼노프": "Vsevolod Aksyonov"}),
        ("브로르 노르드펠트의 그림", {"브로르 노르드펠트": "Bror Julius Olsson Nordfeldt"}),  # without what is between
        ("멕 가디너 어디서 태어났어", {"멕 가디너": "Meg Gardiner"}),  # an r that is not heard
        ("드웨인 포웻이 나온 영화", {"드웨인 포웻": "Dwayne Powett"}),  # a w
        ("이그나시오 누녜스 솔레르는 화가야?", {"이그나시오 누녜스 솔레르": "Ignacio Núñez Soler"}),
        ("프리스메트 어디에 있어", {"프리스메트": "The Prismet"}),
        ("까딸루냐는 어디야", {"까딸루냐": "Catalonia"}),
        ("카탈루냐는 어디야", {}),  # the glossary has it
        ("존 까딸루냐는 누구야", {}),  # half of another name
        ("까딸루냐 쿠쿠루삥 누구야", {}),
        ("켄 카수는 누구야?", {}),  # the same consonants, other vowels
        ("쿠쿠루삥 뽕삥뽕", {}),
        ("누가 만들었어?", {}),
        ("who was ken kesey", {}),
    ],
)
def test_an_unknown_name_is_that_of_the_entry_that_sounds_so(
    encyclopedia: Encyclopedia, question: str, heard: dict[str, str]
) -> None:
    assert names_heard(question, encyclopedia._index.store) == heard


def test_the_answer_and_the_entry_say_how_the_name_was_read(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("이그나시오 누녜스 솔레르는 누구야?", threshold=0)
    assert answer.corrections == (("이그나시오 누녜스 솔레르", "Ignacio Núñez Soler"),)
    assert answer.citations[0].title == "Ignacio Núñez Soler"
    found = encyclopedia.find("켄 케시")
    assert found.entry is not None
    assert found.entry.title == "Ken Kesey"
