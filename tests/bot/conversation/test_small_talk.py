"""What is small talk, and what is not: no name of an entry, and no question, may be swallowed."""

import pytest

from bot.conversation.small_talk import Kind, asks_for_more, small_talk

SAID: dict[Kind, str] = {
    "greeting": "hiii|Helllloooo!|hey man|hey bot|hola|yo|goooood morning|하이요|안녕 봇|ㅎㅇ|안녕 ㅋㅋ|"
    "뭐해?|밥먹었어?",
    "thanks": "thank u|thx|thanks, that helped|Thank you for your help!|okkk|ok bye|ㄱㅅ|고마워ㅎㅎ|네 정말 감사합니다",
    "help": "help me please|Hi bot, can you help me?|who made you|what can i ask|do you speak korean|너 뭐야|"
    "넌 뭐 할 수 있어?|뭐할수있어|이름이 뭐야?|네 이름이 뭐야|안녕하세요, 질문 있어요|오늘 날씨 어때?|지금 몇시야",
    "reply": "but wait|hm and now?|hold on|잠깐만|yes|No.|nooo|oh no|yes please|넵|네|네네네|아니",
    "feeling": "lol|haha|hahahahah|wow|I love you|ㅋㅋㅋ|ㅋ|ㅠㅠ|잘가|잘자|나 오늘 우울해|재밌는 얘기 해줘",
    "translation": "translate this|Can you translate it?|in Korean|한국어로 답해줘|번역 좀 해줘|한국어로 해주세요!",
    "complaint": "that's wrong|no, that's wrong!|답이 틀렸어|바보야|뭔 소리야?",
    "source": "Are you sure?|really??|source?|says who|출처는?|확실해?|정말?",
    "shorter": "shorter please|too long|TL;DR|요약해줘|더 짧게",
    "wordless": "?|👍|ㅁㄴㅇㄹ",
}
NAMES = (
    "Yes (band)|Yes Man|Yes Minister|No Man's Land|No Doubt|No-Man|Dr. No|No, No, Nanette|Hello Kitty|Hello, Dolly!|"
    "Hey Jude|Hey Ya!|Hi-hat|Hi-Fi|Hi Bye Mama|Yo La Tengo|Yo-Yo Ma|Hola Mexico|Thank You (film)|"
    "Thank You for Smoking|Thanks for the Memory|Thanksgiving|Help! (album)|The Help|Help desk|Helper|Nice, France|"
    "Nice Guys|Cool Runnings|Cool jazz|Cool Man|Great Man|Good Man|Great man theory|Perfect Day|Perfect number|"
    "World of Warcraft|Wow signal|LOL Surprise|Lola|Lolita|Haha (entertainer)|Haaland|Please Please Me|Please|Bot|"
    "Chatbot|Man|Man of Steel|Amazing Grace|Awesome God|Goodbye, Lenin!|Goodbye Mr. Chips|Good Morning, Vietnam|"
    "Good Night, and Good Luck|Who Are You Really|Love|I Love Lucy|I Love You, Man|I Love New York|Bye Bye Birdie|"
    "See You Again|Sure Thing|Maybe Baby|Wrong Turn|Wrong number|Right and wrong|OK Computer|OK Go|O.K. Corral|Oh|"
    "Oh, Calcutta!|Well|Wells|Welles|XD Pictures|XXX|XXXTentacion|III|WWW|AAA|1000|Mississippi|Hawaii|Hallo Spaceboy|"
    "안녕 나의 소녀|안녕하세요 감독님|네이버|네팔|예수|어머니|응답하라 1988|아니메|너의 이름은|너구리|봇|"
    "하이델베르크|하이킹|하하호호 마을|ㄱ과 ㅋ의 차이|최고재판소|좋아하는 사람|대박이 난 영화|이상|그래미상|감사원|"
    "사랑의 불시착|바보 이반|밥 딜런"
)
QUESTIONS = (
    "Who made the Mona Lisa?|Who created Superman?|What can I ask of a judge?|What does lol mean?|"
    "What does thank you mean?|Where does hello come from?|Is yes a word?|Who sang Hello?|Who says no?|"
    "Can you help me find Paris?|Can I ask who Napoleon was?|How are you spelled?|Hi, who was Marie Curie?|"
    "Hello, when did the Berlin Wall fall?|Thanks, and when did it end?|Thank you. Where is Nice?|"
    "ok and who was his wife|몇 살이야?|날씨 어때?|오늘의 날씨|"
    "no, the other one|yes, the planet|no I mean the city|that's wrong, it was 1989|"
    "wow, how old is it?|haha, why?|are you a bot or is Turing human?|do you speak korean in Hawaii?|"
    "help me with photosynthesis|please explain gravity|what is love|what is a bot|how does this work in a cell?|"
    "please|who are the Yes|안녕, 한글은 누가 만들었어?|네, 언제 끝났어?|아니 그 도시 말고|"
    "고마워 그런데 언제 죽었어?|이름이 뭐야 그 왕|너 세종대왕 알아?|누가 만들었어?|사랑이란 무엇인가요?|넌센스란?|"
    "봇이 뭐야?|도움말이 뭐예요 파이썬|ㅋㅋㅋ 세종대왕|ㅠㅠ 베를린 장벽은?|왜?|뭐야|감사의 뜻은?"
)


@pytest.mark.parametrize("kind", SAID)
def test_small_talk_is_known_with_drawn_out_letters_and_in_several_phrases(kind: Kind) -> None:
    said = SAID[kind].split("|")
    assert {text: small_talk(text) for text in said} == dict.fromkeys(said, kind)


def test_no_longer_name_and_no_question_is_swallowed() -> None:
    texts = [*NAMES.split("|"), *QUESTIONS.split("|")]
    assert len(texts) > 140
    assert [text for text in texts if small_talk(text)] == []


def test_a_name_is_small_talk_only_as_a_phrase_that_is_listed() -> None:
    for text in ("yes", "Hello", "thank you"):
        assert small_talk(text, exactly=True) == small_talk(text)
    for text in ("Hello, Goodbye", "Yes, Yes, Yes", "Hiii", "Please, no", "please", "너"):
        assert small_talk(text, exactly=True) is None


def test_who_wants_more_of_what_was_shown_says_nothing_else() -> None:
    assert all(map(asks_for_more, ("more", "More, please!", "what else?", "tell me more", "더 보여줘", "계속")))
    assert not any(map(asks_for_more, ("", "more moons", "Thomas More", "what else did he write", "더 큰 건", "moor")))
