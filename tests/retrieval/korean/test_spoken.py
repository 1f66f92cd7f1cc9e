"""Korean questions as they are typed among friends are read as they would be written."""

import unicodedata

import pytest

from retrieval.korean.spoken import as_written
from retrieval.reading import cleaned


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("유튜브 누가만듦", "유튜브 누가 만들었어"),
        ("햄릿 누가쓴거야?", "햄릿 누가 썼어?"),
        ("베를린 장벽 언제 무너짐?", "베를린 장벽 언제 무너졌어?"),
        ("나폴레옹 언제죽음ㅋㅋ", "나폴레옹 언제 죽었어"),
        ("타이타닉 왜 가라앉은 거임", "타이타닉 왜 가라앉았어"),
        ("르네상스가 도대체 뭐야", "르네상스가 뭐야"),
        ("광합성 그게 뭐야?", "광합성 뭐야?"),
        ("모차르트 몇살에죽음ㅠㅠ?", "모차르트 몇살에 죽었어?"),
        ("전화기 발명한거 누구야", "전화기 발명한 사람 누구야"),
        ("비트코인 만든사람 누구야", "비트코인 만든 사람 누구야"),
        ("눈은 왜 하얀색인거야?", "눈은 왜 하얀색인가요?"),
        ("파리가 프랑스 수도 맞아?", "파리가 프랑스 수도인가요?"),
        ("파리가 프랑스 수도 맞지 ㅋㅋ", "파리가 프랑스 수도인가요"),
        ("고래가 포유류라는 게 사실이야?", "고래가 포유류인가요?"),
        ("전구 에디슨이 발명한거 맞나요", "전구 에디슨이 발명했어"),
        ("야 모차르트 누구야", "모차르트 누구야"),
        ("ㄹㅇ 에펠탑 누가만든거야", "에펠탑 누가 만들었어"),
        ("비틀즈 멤버 누구누구야", "비틀즈 멤버 누구야"),
        ("ㅋㅋ왜구름은 하얀색이야ㅎ", "왜 구름은 하얀색이야"),
        ("화성에 물이 있다는 게 사실이야?", "화성에 물이 있다?"),
        ("내일 지구가 망할 거 맞아", "내일 지구가 망할"),
        ("한국이 4강에 간 게 진짜야", "한국이 4강에 갔어"),
    ],
)
def test_a_spoken_question_is_written_out(question: str, written: str) -> None:
    assert as_written(question) == written
    assert cleaned(question) == written
    assert as_written(unicodedata.normalize("NFD", question)) == written


@pytest.mark.parametrize(
    "question",
    [
        "맞아?",
        "이거 맞아",  # asks for what was said
        "언제부터 시작됐어",
        "언제인가요?",
        "야 타이타닉",  # asks nothing
        "죽음",
        "사람은 왜 죽음을 두려워해",
        "바람이 왜 부는",
        "왜소행성은 몇 개야?",
        "명왕성은 왜소행성이야?",
        "누가복음의 저자는 누구야?",
        "국가는왜실패하는가 누가 썼어?",  # a book
        "왜군은 부산에 상륙했어?",
        "독감 백신은 언제 맞아?",
        "달 착륙이 사실이야?",
        "이 그림이 진짜인가요?",
        "대통령 선거 누구야",
        "그의 신분은 누구야",
        "달에 처음 간 사람은 누구야?",
        "그 사람 누구야",
        "미국사람 누구야",
        "영어로 ㅋㅋㅋ는 뭐야?",
        "자음 ㅎ 발음",
        "ㅎ은 어떻게 읽어?",
        "who made youtube?",
        "ㅋㅋㅋ",
    ],
)
def test_any_other_text_stays_as_it_is(question: str) -> None:
    assert as_written(question) == question
