"""Korean words and forms that go on about what was said before: "그는", "거기", "언제 끝났어?", "인구는?"."""

import re

__all__ = ["ASKING", "GOING_ON", "PERSON", "is_written_in", "pointing_words", "points_back"]

# A longer question says by itself what it is about.
LONGEST_POINTING = 8
# What goes on with what was said, before what is asked.
GOING_ON = r"(?:(?:그럼|그러면|그렇다면|그리고|그런데|근데|그래서|또)[\s,]+)"
# How what asks begins.
ASKING = "누구|누가|누군|언제|어디|어딘|무엇|무슨|뭐|뭔|뭘|왜|어떤|어떻|몇|얼마"
# What is asked of nobody but a person.
_OF_PERSONS = "나이|생일|국적|고향|직업|남편|아내|부인|자식|자녀|부모|학력|유언|출생|사망"
PERSON = re.compile(
    r"(?:^|\s)(?:그(?:녀|분|\s?사람|가|는)|이\s?사람|걔)|태어|죽었|죽음|돌아가셨|결혼|몇\s?살|어디\s?(?:사람|출신)"
    rf"|{_OF_PERSONS}"
)
# What points back, and its particles.
_POINTING = (
    r"(?:그(?:는|가|의|를|것|건|게|거|곳|때|녀|분|들|후|사람|전쟁|도시|나라)|이(?:것|건|게|곳|분|사람)|저것|거[기긴]|여[기긴]"
    r"|[그이저]\s(?:사람|분|곳|나라|도시|전쟁|사건|책|영화|동물|식물|밴드|그룹|노래|회사|단체|섬|산|강|그림|작품|건물|탑|호수|행성|별"
    r"|병|약|게임|드라마|왕|여자|남자|배|대회|팀|선수|학교|단어|음식|이론|문서|항목|글))"
    r"[들은는이가을를의도만에서와과랑로께한테부터까지보다처럼요]*"
)
# Before no other letters, but of what is asked where the space is left out: many names begin so.
_BACK = re.compile(
    rf"(?:^|\s)(?:{_POINTING}(?=\W|$|{ASKING})"
    r"|거기|(?:그럼|그리고|그런데|그래서|또)요?(?=\W|$))"
)
# A question word with no subject or object beside it, but what it is itself asked of; and what is asked of anybody or
# anything.
_EMPTY = re.compile(
    r"(?:(?:왜|언제|어디서?|어떻게|누가|누구|몇|무슨|무엇을?|뭘|뭐(?=\s)|얼마나)[^\s]*(?:\s+(?!\S*[은는이가을를의](?:\s|$))\S{1,6}){0,2}"
    r"|(?:무슨|어떤|어느)\s\S{1,6}[을를에로서]\s\S{1,6}|(?:어느|어떤)(?:\s나라)?\s(?:사람|분|출신)\S*"
    r"|(?:어느|어떤)\s?(?:나라|대륙|도시)(?:\s(?:거|것|음식|회사|작품|노래|영화|팀|밴드))?(?:이?야|임|이?에요|예요|인가요?|이?죠|인데))\W*"
)
# What was done to it, and of that the day, the place, the reason: 태어난 곳, 끝난 해.
_DONE = (
    "(?:태어난|죽은|돌아가신|사망한|결혼한|유명한|끝난|시작된|시작한|일어난|멸망한|망한|만들어진|만든|지어진|지은|세워진|세운|생긴|나온|개봉한|쓰인|쓴"
    r"|그린|발명한|발견한|침몰한|무너진|멸종한)\s(?:곳|해|날|연도|년도|때|시기|나라|도시|이유|원인|사람)"
)
_ATTRIBUTE = re.compile(
    r"(?:(?:제일|가장)\s)?(?:(?:유명한|대표적인|중요한|주요|첫|마지막|다른|본|초대|현재|지금|역대)\s)?"
    rf"(?:{_OF_PERSONS}|{_DONE}|(?:설립|창립|창단|완공|개봉|출시|발매|시작|종료)\s?(?:연도|년도|일)|(?:사망|죽음의|발생)\s(?:원인|이유)|"
    r"이름|생년월일|출생지|사망일|배우자|아들|딸|부모님|아버지|어머니|가족|형제|자매|동생|형|누나|오빠|언니|친구|후계자|사망자|희생자|업적|"
    r"작품|대표작|대표곡|히트곡|책|소설|영화|노래|앨범|곡|상|키|높이|길이|크기|넓이|면적|무게|깊이|속도|온도|인구|수도|언어|공용어|화폐|"
    r"통화|종교|국기|국가|위치|날씨|기후|역사|원인|이유|결과|증상|치료법?|예방법?|부작용|효과|특징|장점|단점|종류|먹이|수명|서식지|천적|"
    r"뜻|의미|어원|유래|기원|원리|용도|재료|구조|기능|역할|감독|작가|저자|주연|주인공|등장인물|줄거리|내용|결말|설립자|창립자|설립일|"
    r"설립연도|본사|사장|회장|별명|본명|데뷔작?|데뷔곡|스승|제자|사인|무덤|취미|사진|멤버|구성원|시장|왕|여왕|황제|국왕|대통령|총리|위성|"
    r"계절|성분|주민|대학교?|관광지|심장|뇌|다리|눈|이빨|날개|꼬리|새끼|인구\s?수|소재지|출연진|배우|장단점|전체|문서|항목|더|좀\s더|자세히|간단히|쉽게|요약\S*"
    r")(?:은|는|이|가|을|를|도)?"
    rf"(?:\s+(?:{ASKING}|있|되|돼|됩|명|자세|알려|설명|보여|열어|읽어)\S*)*\W*"
)
_WORDS = re.compile(rf"{GOING_ON}?(?P<words>{_POINTING})(?=\s)")
_WITHOUT_SUBJECT = re.compile(
    rf"{GOING_ON}?(?:왜|언제|어디서?|어떻게|누가)"
    r"(?:\s*(?:끝|시작|죽|태어|그랬|그래|그런|했|됐|되|일어|생겼|만들|있|없|사망|갔|왔|살)[^\s]{0,5})?\W*"
)
_HANGUL = re.compile("[가-힣]")


def is_written_in(text: str) -> bool:
    """Whether any of a text is Korean."""
    return _HANGUL.search(text) is not None


def points_back(question: str) -> bool:
    """Whether a Korean question, by its words, goes on about what was said before."""
    return bool(_BACK.search(question) or _EMPTY.fullmatch(question) or _ATTRIBUTE.fullmatch(question))


def pointing_words(question: str) -> str | None:
    """The words of a Korean question that point at something not said; all of it where it is nothing but a verb."""
    pointing = _WORDS.match(question)
    if pointing is not None and len(question.split()) <= LONGEST_POINTING:
        return str(pointing["words"])
    return question if _WITHOUT_SUBJECT.fullmatch(question) else None
