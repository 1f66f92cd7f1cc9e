"""Korean questions in English order: which forms are read, and that the surer reading answers."""

import json
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from retrieval import Encyclopedia, build
from retrieval.asked.surnames import FEWEST
from retrieval.korean.questions import asked_in_english
from retrieval.quotes import Chosen
from retrieval.reading import _surest
from retrieval.readings import Reading
from retrieval.results import Hit, Passage
from tests.embedders import HashingEmbedder, loading

ENTRIES = {
    "Hector Berlioz": "Hector Berlioz (11 December 1803 – 8 March 1869) was a French composer.",
    "Ida Berlioz": "Ida Berlioz (born 1971) is a singer. She died on stage twice.",
    **{f"Concert {number}": "Hector Berlioz led this concert in a year." for number in range(FEWEST)},
}


def said(question: str) -> list[str]:
    return [asked.question for asked in asked_in_english(question)]


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("아인슈타인 언제 태어났어?", "when was einstein born"),
        ("베토벤 생일이 언제야", "when was beethoven born"),
        ("데이비드 보위 몇년생이야?", "when was david bowie born"),
        ("스티브 잡스는 언제 돌아가셨나요", "when did steve jobs die"),
        ("모차르트 몇 살에 죽었어?", "when did mozart die"),
        ("마이클 잭슨 사망일", "when did michael jackson die"),
        ("존 로크의 고향은 어디인가?", "where was john locke born"),
        ("나폴레옹은 어디서 죽었습니까?", "where did napoleon die"),
        ("에펠탑 어디있어?", "where is eiffel tower"),
        ("피카소는 어느 나라 사람이야", "what nationality is picasso"),
        ("마리 퀴리는 왜 유명해?", "what is marie curie known for"),
        ("프로이트가 누군지 알려줘", "who is freud"),
        ("엔트로피가 뭔가요", "what is entropy"),
        ("엔트로피가 뭔지 쉽게 설명해줘", "what is entropy"),
        ("미켈란젤로 출생지", "where was michelangelo born"),
        ("마르크스는 어디 출생이야", "where was marx born"),
        ("세종대왕이 태어난 해", "when was sejong great born"),
        ("나폴레옹이 죽은 건 언제야?", "when did napoleon die"),
        ("간디 어떻게 죽었는지 알려줘", "how did gandhi die"),
        ("칭기즈칸 사망 원인이 뭐야", "how did genghis khan die"),
        ("링컨 누구랑 결혼했어?", "who is lincoln married to"),
        ("히포크라테스가 유명한 이유", "what is hippocrates known for"),
        ("스리랑카는 어느 대륙에 있어?", "where is sri lanka"),
        ("스리랑카는 어느 대륙이야?", "where is sri lanka"),
        ("버블티 어느 나라 음식이야", "where is bubble tea from"),
        ("르네상스란 게 뭐야", "what is renaissance"),
        ("자본주의 정의", "what is capitalism"),  # whose last syllable is no "of"
        ("광합성 뜻이 뭐야?", "what does photosynthesis mean"),
        ("엔트로피에 대하여", "what is entropy"),
        ("엔트로피 뭔지 모르겠어", "what is entropy"),
        ("코끼리는 얼마나 무거워?", "how heavy is elephant"),
        ("타이타닉에서 몇 명 죽었어", "how many people died in titanic"),
        ("워털루 전투 이긴 나라", "who won waterloo battle"),
        ("프랑스 혁명은 왜 일어났어?", "cause of french revolution"),
        ("소련이 붕괴한 이유", "why soviet union collapsed"),
        ("르네상스는 언제 시작됐어?", "when renaissance began"),
        ("유네스코 설립 연도", "when was unesco founded"),
        ("에펠탑이 완공된 해", "when was eiffel tower completed"),
        ("고래는물고기야", "is whale fish"),
        ("토마토는 과일이야 채소야?", "is tomato fruit or vegetable"),
        ("악어와 앨리게이터 차이", "difference between crocodile and alligator"),
        ("모나리자 누가 그렸어?", "who painted mona lisa"),
        ("누가 페니실린을 발견했나요?", "who discovered penicillin"),
        ("햄릿은 누가 썼음?", "who wrote hamlet"),  # of one syllable, with what hangs on it
        ("아메리카를 발견한 사람은 누구인가요", "who discovered america"),
        ("로마 제국은 언제 멸망했어?", "when roman empire fell"),
        ("공룡은 왜 멸종했나요?", "why dinosaur extinct"),
        ("독일의 수도는?", "capital of germany"),
        ("독일:수도", "capital of germany"),
        ("독일 인구 얼마나 돼?", "population of germany"),
        ("미국의 초대 대통령", "first president of united states"),
        ("세계 최초 컴퓨터는?", "first computer in the world"),
        ("햄릿 작가는?", "who wrote hamlet"),
        ("나일강 길이 알려줘", "how long is nile river"),
        ("루이 14세 아내", "who is louis xiv married to"),
        ("베를린이 독일 수도야?", "is berlin the capital of germany"),
        ("캐나다 수도는 토론토 아니야?", "is the capital of canada toronto"),
        ("모차르트는 오스트리아 사람이지?", "is mozart from austria"),
        ("햄릿의 작가가 셰익스피어야?", "is hamlet writer shakespeare"),
        ("프랑스의 언어는 뭐가 있어?", "language of france"),
        ("지구가 태양계의 행성이야?", "is earth the planet of solar system"),
        ("미국 초대 대통령 누구야", "first president of united states"),
    ],
)
def test_a_short_question_in_english_order(korean: str, english: str) -> None:
    assert said(korean) == [english]
    assert said(unicodedata.normalize("NFD", korean)) == [english]


def test_a_name_may_be_numbered_in_two_ways() -> None:
    assert said("2차대전은 언제 끝났어?") == ["when did second world war end", "when did world war ii end"]


def test_two_things_of_something_are_asked_for_one_by_one() -> None:
    assert said("스리랑카 수도랑 인구 알려줘") == ["capital of sri lanka", "population of sri lanka"]


def test_a_name_may_be_something_of_something() -> None:
    assert said("프랑스 수도가 어디야?") == ["where is france capital", "capital of france"]
    assert said("프랑스 수도는 어디에 있어?") == ["where is france capital", "capital of france"]
    assert said("햄릿 작가가 누구야") == ["who is hamlet writer", "who wrote hamlet"]


@pytest.mark.parametrize(
    "korean",
    [
        "아인슈타인",  # a name
        "쿠쿠루삥뽕은 언제 태어났나요?",  # unknown
        "쿠쿠루삥뽕의 수도는?",
        "나폴레옹 죽었어",  # a verb, and no attribute
        "쿠쿠루삥뽕이 독일 수도야?",
        "미국 영국 프랑스 대통령 누구야?",
        "독일 프랑스 미국 수도",  # of whom of the three?
        "독일 프랑스 미국 영국 일본 중국 인도 언제 멸망했어?",
        "왜?",
        "",
        "2019년까지 알프레드 히치콕 영화 중 가장 대중적으로 흥행한 영화는 무엇인가?" * 2,
    ],
)
def test_others_are_left_as_they_are(korean: str) -> None:
    assert said(korean) == []


def test_a_name_is_known_by_one_word_and_it_is_said_whose(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("베를리오즈는 언제 죽었어?", threshold=0)
    assert answer.citations[0].title == "Hector Berlioz"
    assert answer.corrections == (("베를리오즈", "Hector Berlioz"),)
    assert answer.foreign


def test_of_a_misspelled_name_it_is_said_once_whose_it_is(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("배를리오즈는 언제 태어났어?", threshold=0)
    assert answer.citations[0].title == "Hector Berlioz"
    assert answer.corrections == (("배를리오즈", "Hector Berlioz"),)


def test_a_misspelled_name_in_latin_letters_is_read_as_what_was_meant(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("Hector Berloiz 언제 죽었어?", threshold=0)
    assert answer.citations[0].title == "Hector Berlioz"
    assert answer.corrections == (("berloiz", "berlioz"),)


def test_a_reading_in_english_order_is_no_surer_than_in_english(encyclopedia: Encyclopedia) -> None:
    english = encyclopedia.ask("when did berlioz die", threshold=0)
    korean = encyclopedia.ask("베를리오즈는 언제 죽었어?", threshold=0)
    assert korean.citations[0].quote == english.citations[0].quote
    assert 0 < korean.confidence <= english.confidence


def test_the_surer_reading_leads_what_was_found_by_the_words_and_is_as_sure_as_both(encyclopedia: Encyclopedia) -> None:
    question = "독일의 수도는?"
    view = encyclopedia.understood(question)

    def found(confidence: float, *passages: int) -> Reading:
        hits = [Hit(Passage(n, "x", 0, 1, "x"), "X", rank, 1.0 / rank) for rank, n in enumerate(passages, 1)]
        return Reading(view, hits, Chosen((), confidence))

    by_words, in_order = found(0.2, 1, 2, 3), found(0.6, 4, 5, 6)

    def best_of(text: str, slips: Mapping[str, str], share: int) -> Reading:
        assert not slips
        assert share in (1, 2)
        return in_order if text == "capital of germany" else by_words

    surest = _surest(question, best_of, lambda _: {}, 1, in_order=True)
    assert surest.chosen.confidence == pytest.approx(0.4)
    assert [(hit.id, hit.rank) for hit in surest.hits] == [(4, 1), (1, 2), (2, 3)]
    assert surest.question.in_english == "capital of germany"
    assert _surest(question, best_of, lambda _: {}, 1, in_order=False) is by_words


def test_a_model_that_reads_korean_needs_no_other_order(tmp_path: Path) -> None:
    source = tmp_path / "entries.jsonl"
    source.write_text(
        "".join(json.dumps({"title": title, "text": text}) + "\n" for title, text in ENTRIES.items()), encoding="utf-8"
    )
    load = loading(HashingEmbedder())
    build([source], tmp_path / "data", model="some/model", load=load)
    with Encyclopedia.open(tmp_path / "data", load=load) as other:
        answer = other.ask("베를리오즈는 언제 죽었어?", threshold=0)
    assert answer.corrections == ()
