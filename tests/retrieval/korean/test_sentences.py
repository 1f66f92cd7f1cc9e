"""Longer Korean questions in English order: what is read of them, and what is asked with it."""

import pytest

from retrieval import Encyclopedia
from retrieval.korean.sentences import sentence_in_english
from retrieval.question_types.singled_out import RANKED

ENTRIES = {
    "Blue whale": "The blue whale is a marine mammal. It is the largest animal in the world.",
    "Okapi": "The okapi is a mammal. It is the 88th largest animal in the world.",
}


@pytest.mark.parametrize(
    ("korean", "english"),
    [
        ("명왕성은 왜 행성이 아니야?", "why is pluto planet"),
        ("반 고흐는 왜 귀를 잘랐어?", "why van gogh cut ear"),
        ("미국 초대 대통령은 누구야?", "who is first president of united states"),
        ("미국과 최초의 컴퓨터는 언제 만들어졌어?", "when united states and first computer made founded"),
        ("화성이 만든 것은 지구가 만든 나라야", "what earth make mars make"),  # of no sense, but no error
        ("세상에서 가장 큰 동물은 무엇인가?", "what is largest animal in world"),
        ("일본에서 제일 높은 산 이름 알려줘", "highest mountain in japan"),
        ("공룡 중에 제일 큰 게 뭐야", "what is largest dinosaur"),
        ("노벨상을 처음 받은 여성은 누구인가요", "which woman first received nobel prize"),
        ("최초로 스마트폰을 만든 회사는 어디야?", "which company first make smartphone"),
        ("마이크로소프트를 창업한 사람들은 누구야?", "who founded microsoft"),
        ("로마 제국이 멸망한 때는 언제인가?", "when roman empire fell"),
        ("광주학생운동이 일어난 이유는 무엇인가?", "why gwangju student movement occur"),
        ("케네디 대통령은 누가 암살했어?", "who assassinated john kennedy"),
        ("김대중은 언제 노벨 평화상을 수상했나요?", "when kim dae jung won nobel peace prize"),
        ("만리장성은 얼마나 길어요?", "how long is great wall china"),
        ("달은 지구에서 얼마나 멀리 있는가?", "how far is moon from earth"),
        ("태양에서 지구까지 거리가 얼마예요?", "distance from sun to earth"),
        ("스칸디나비아에는 얼마나 많은 사람들이 살고 있는가?", "how many people live in scandinavia"),
        ("인간의 뼈는 몇 개야?", "how many bone of human"),
        ("일본에는 몇 개의 공항이 있는가?", "how many airport are in japan"),
        ("최초의 올림픽은 몇 종목이 있었나?", "how many event are in first olympic"),
        ("유비는 제갈량을 몇 번 찾아갔는가?", "how many times liu bei visited zhuge liang"),
        ("올림픽은 몇 년마다 열려?", "how often olympic held"),
        ("지구의 나이는 몇 살이에요?", "how old is the earth"),
        ("프랑스 혁명은 몇년도에 일어났어?", "when french revolution occurred"),
        ("아마존강은 어느 바다로 흘러가?", "which sea amazon river flow"),
        ("스위스에서는 무슨 언어를 쓰나요?", "what language used in switzerland"),
        ("골프는 스크린 스포츠 범주에 포함될 수 있는가?", "can golf included in screen sport category"),
        ("호주의 수도는 시드니인가요?", "is capital of australia sydney"),
        ("미국의 2대 대통령은 누구인가?", "who is second president of united states"),
        ("아프리카에서 가장 큰 나라", "largest country in africa"),
        ("악어랑 앨리게이터 차이가 뭐야", "difference between crocodile and alligator"),
        ("현진건이 쓴 소설의 이름은 무엇인가?", "what is novel written of hyun jin geon"),
        ("NBA는 언제 설립 되었나요?", "when nba founded"),
        ("히틀러는 언제 총리가 됐어?", "when hitler become prime minister"),
        ("월드컵 우승을 가장 많이 한 나라는 어디야?", "which country most world cup winners"),
        ("에이즈를 일으키는 바이러스는 뭔가요?", "which virus caused aids hiv"),
        ("히말라야 산맥은 몇 개 나라에 걸쳐 있나요?", "how many country are in himalayas spans"),
        ("Germany: 수도는?", "capital of germany"),  # a follow-up, and what it is about
        ("Mercury (planet): 얼마나 뜨거워?", "how hot is mercury"),
        ("2018년 일본에서 가장 많이 팔린 책은 뭐야", "which book most sold in 2018 in japan"),
    ],
)
def test_a_sentence_in_english_order(korean: str, english: str) -> None:
    assert sentence_in_english(korean) == english


@pytest.mark.parametrize(
    "korean",
    [
        "아인슈타인",  # a name
        "쿠쿠루삥뽕은 언제 태어났나요?",  # unknown
        "독일 프랑스 미국 영국 일본 중국 인도 스페인 호주 캐나다 브라질 멕시코 칠레 언제 멸망했어?",
        "왜?",
        "",
    ],
)
def test_others_are_not_read(korean: str) -> None:
    assert sentence_in_english(korean) == ""


def test_a_question_is_looked_up_by_its_words_and_read_in_english_order(encyclopedia: Encyclopedia) -> None:
    view = encyclopedia.understood("세상에서 가장 큰 동물은 무엇인가?")
    assert view.in_english == "what is largest animal in world"
    assert {"largest", "anim", "world"} <= set(view.terms)
    assert "what" not in view.terms
    # What answers questions of this form in English answers them as well.
    asked = "세상에서 가장 큰 동물은 무엇인가?"
    assert encyclopedia.ask(asked, threshold=0, without="Blue whale").confidence <= RANKED
    # Where a word is unknown, its words as they stand.
    assert encyclopedia.understood("쿠쿠루삥뽕의 동물은 무엇인가?").in_english == "animal"
