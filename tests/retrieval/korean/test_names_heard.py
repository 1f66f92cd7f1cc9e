"""Names that the glossary has not got are those of the entries that sound so; no other words are."""

import pytest

from retrieval import Encyclopedia
from retrieval.korean import names_heard as module
from retrieval.korean.names_heard import _alike, _keys, names_heard

ENTRIES = {
    "Ken Kesey": "Ken Kesey was an American novelist.",
    "Ken Kasey Hughes": "Ken Kasey Hughes was a rugby player.",
    "Vsevolod Aksyonov": "Vsevolod Aksyonov was a Soviet actor.",
    "Bror Julius Olsson Nordfeldt": "Bror Julius Olsson Nordfeldt was an artist.",
    "Bror Anselm Julius Olsson Nordfeldt": "Bror Anselm Julius Olsson Nordfeldt was a sailor.",
    "Meg Gardiner": "Meg Gardiner is a writer.",
    "Dwayne Powett (actor)": "Dwayne Powett is an actor.",
    "Ignacio Núñez Soler": "Ignacio Núñez Soler was a painter.",
    "The Prismet": "The Prismet is an office building.",
    "Catalonia": "Catalonia is a part of Spain.",
    "Nordic gold": "Nordic gold is an alloy.",
    "Marco Santos Brillo Castellano": "Marco Santos Brillo Castellano was a bishop.",
    "Kotiro": "Kotiro is a village.",
    "Kontak": "Kontak is a river.",
}


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        ("켄 케시는 누구야?", {"켄 케시": "Ken Kesey"}),
        ("소설가 켄 케시 대표작", {"켄 케시": "Ken Kesey"}),
        ("브세볼로트 악쇼노프 알려줘", {"브세볼로트 악쇼노프": "Vsevolod Aksyonov"}),
        (
            "브로르 노르드펠트의 그림",
            {"브로르 노르드펠트": "Bror Julius Olsson Nordfeldt"},
        ),  # without what is between; the shorter
        ("멕 가디너 어디서 태어났어", {"멕 가디너": "Meg Gardiner"}),  # an r that is not heard
        ("드웨인 포웻이 나온 영화", {"드웨인 포웻": "Dwayne Powett"}),  # a w
        ("이그나시오 누녜스 솔레르는 화가야?", {"이그나시오 누녜스 솔레르": "Ignacio Núñez Soler"}),
        ("프리스메트 어디에 있어", {"프리스메트": "The Prismet"}),
        ("까딸루냐는 어디야", {"까딸루냐": "Catalonia"}),
        (
            "마르코 산토스 브릴로 카스텔라노 누구야",
            {"마르코 산토스 브릴로 카스텔라노": "Marco Santos Brillo Castellano"},
        ),
        ("코티로 어디야", {"코티로": "Kotiro"}),
        ("코티루 어디야", {}),  # a single word has to be more alike
        ("콘탁 어디야", {}),  # so short a word sounds like too much
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


def test_consonants_that_too_many_have_tell_nobody(encyclopedia: Encyclopedia, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ALIKE", 0)
    assert names_heard("켄 케시는 누구야?", encyclopedia._index.store) == {}


def test_of_a_long_name_not_every_way_of_writing_it_is_looked_up() -> None:
    assert len(_keys(["라디오라디오"])) == 2**6
    assert len(_keys(["라디오라디오라디오"])) == 1


def test_a_single_word_is_no_name_of_several() -> None:
    assert _alike(["켄", "케시"], "Ken Kesey") > module.ALIKE
    assert _alike(["켄케시"], "Ken Kesey") == 0.0
