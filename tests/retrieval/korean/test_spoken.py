"""Korean questions as they are typed among friends are read as they would be written."""

import pytest

from retrieval.korean.spoken import as_written


@pytest.mark.parametrize(
    ("question", "written"),
    [
        ("유튜브 누가만듦", "유튜브 누가 만들었어"),
        ("햄릿 누가쓴거야?", "햄릿 누가 썼어?"),
        ("베를린 장벽 언제 무너짐?", "베를린 장벽 언제 무너졌어?"),
        ("나폴레옹 언제죽음ㅋㅋ", "나폴레옹 언제 죽었어"),
        ("타이타닉 왜 가라앉은 거임", "타이타닉 왜 가라앉았어"),
        ("모차르트 몇살에죽음ㅠㅠ?", "모차르트 몇살에 죽었어?"),
        ("전화기 발명한거 누구야", "전화기 발명한 사람 누구야"),
        ("비트코인 만든사람 누구야", "비트코인 만든 사람 누구야"),
        ("눈은 왜 하얀색인거야?", "눈은 왜 하얀색인가요?"),
        ("파리가 프랑스 수도 맞아?", "파리가 프랑스 수도인가요?"),
        ("파리가 프랑스 수도 맞지 ㅋㅋ", "파리가 프랑스 수도인가요"),
        ("고래가 포유류라는 게 사실이야?", "고래가 포유류인가요?"),
        ("전구 에디슨이 발명한거 맞나요", "전구 에디슨이 발명했어"),
        ("야 모차르트 누구야", "모차르트 누구야"),
        ("비틀즈 멤버 누구누구야", "비틀즈 멤버 누구야"),
    ],
)
def test_a_spoken_question_is_written_out(question: str, written: str) -> None:
    assert as_written(question) == written


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
        "who made youtube?",
        "ㅋㅋㅋ",
    ],
)
def test_any_other_text_stays_as_it_is(question: str) -> None:
    assert as_written(question) == question
