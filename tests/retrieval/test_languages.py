"""Which language a text is taken for, and how words without spaces, or with particles, are cut."""
# ruff: noqa: E501  a language a line

import json
import unicodedata
from pathlib import Path

import pytest

from corpus.entry import Entry
from retrieval.languages import (
    CODES,
    ENGLISH,
    LANGUAGES,
    has_cjk,
    in_bigrams,
    is_english,
    language_of,
    without_asking,
)
from retrieval.passages import split

PARAGRAPHS = {
    "danish": "Roskilde er en by på Sjælland. Den blev grundlagt af en konge, og efter reformationen var den ikke længere rig.",
    "dutch": "De Rijn is een rivier die door zes landen stroomt. Het water komt van gletsjers en wordt niet warm.",
    "finnish": "Helsinki on Suomen pääkaupunki, ja se perustettiin vuonna 1550. Hän oli kuningas, joka ei käynyt siellä.",
    "french": "La Loire est le plus long fleuve de France. Elle coule par des villes qui sont connues pour les châteaux.",
    "german": "Die Elbe ist ein Fluss, der im Riesengebirge entspringt und bei Cuxhaven in die Nordsee mündet.",
    "hungarian": "Budapest az ország fővárosa, és a Duna két partján fekszik. Nem volt mindig egy város, csak 1873 után.",
    "italian": "Il Po è il fiume più lungo del paese. Nasce nelle Alpi e si getta nel mare Adriatico con una foce che cresce.",
    "norwegian": "Bergen ble grunnlagt av en konge og er også kjent for regn. Det regner ikke hver dag, men det er nesten sant.",
    "portuguese": "O Tejo nasce em Espanha e é o maior rio da península. Não foi fácil construir uma ponte sobre as águas do rio.",
    "romanian": "Dunărea este un fluviu și se varsă la Marea Neagră. După ce a fost mic, ajunge cu apele sale din munți mare.",
    "spanish": "El Ebro es un río que nace en las montañas y desemboca en el mar. Los romanos lo llamaron Iberus por su gente.",
    "swedish": "Vänern är den största sjön i Sverige, och det är inte lätt att segla på den när vinden kommer från norr.",
    "turkish": "Van Gölü bir sodalı göldür ve çok derindir. Balıklar için zor olan bu su ile yaşayan bir tür vardır.",
    "arabic": "القاهرة هي عاصمة مصر وأكبر مدنها.",
    "greek": "Η Αθήνα είναι η πρωτεύουσα της Ελλάδας.",
    "russian": "Нева вытекает из Ладожского озера и впадает в Финский залив.",
    "korean": "서울은 대한민국의 수도이다.",
    "tamil": "சென்னை தமிழ்நாட்டின் தலைநகரம் ஆகும்.",
}


@pytest.mark.parametrize(("language", "text"), PARAGRAPHS.items())
def test_a_paragraph_tells_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


def test_every_language_is_tried_and_has_a_code() -> None:
    assert set(PARAGRAPHS) == set(LANGUAGES)
    assert set(CODES) == {ENGLISH, *LANGUAGES}
    assert len(set(CODES.values())) == len(CODES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1944: 12, 13.",
        "The opera Der Rosenkavalier by Richard Strauss was first given in Dresden.",
        "Among his works are Le nozze di Figaro, Die Entführung aus dem Serail and Così fan tutte.",
        "Moscow (Москва) is a city.",
        "京都は日本の都市である。",
        "la la land",
        "Lima, Peru; Quito, Ecuador; La Paz, Bolivia; Los Angeles",
    ],
)
def test_what_does_not_tell_its_language_clearly_is_taken_for_english(text: str) -> None:
    assert language_of(text) == ENGLISH


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("", True),
        ("Kyoto (京都, Kyōto) is a city in Japan.", True),
        ("Kyoto: 京都は日本の都市である。", False),
        ("京都是日本的一座城市。", False),
        ("Seoul: 서울은 대한민국의 수도이다.", False),
        ("Le roi est mort et la reine est dans le palais.", False),
    ],
)
def test_english_is_told_from_other_languages(text: str, *, english: bool) -> None:
    assert is_english(text) == english


def test_every_passage_of_the_sample_is_english(sample_path: Path) -> None:
    for line in sample_path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        entry = Entry(row["id"], row["title"], row["text"])
        assert {language_of(passage.text) for passage in split(entry)} == {ENGLISH}


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wann wurde Goethe geboren?", "german"),
        ("Wer schrieb Faust?", "german"),
        ("¿Quién escribió Don Quijote?", "spanish"),
        ("Qual é a capital do Brasil?", "portuguese"),
        ("Кто написал Войну и мир?", "russian"),
        ("who directed das boot", ENGLISH),
        ("When did de Gaulle die?", ENGLISH),
        ("la la land cast", ENGLISH),
        ("한글은 누가 만들었나?", "korean"),
        ("Alexander Fleming은 언제 죽었어?", "korean"),
        ("what does 한글 mean", ENGLISH),
    ],
)
def test_a_question_tells_its_language_by_few_words(question: str, language: str) -> None:
    assert language_of(question, question=True) == language


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("대한민국", "대한 한민 민국"),
        ("한국의 수도는", "한국 수도"),
        ("서울에서", "서울"),
        ("산의 물", "산의 물"),  # too short to tell a particle
        ("NASA는 1958년에", "NASA 1958 년에"),
        ("세종(世宗)은", "세종 ( 世宗 )"),
        ("富士山", "富士 士山"),
        ("東京タワー", "東京 京タ タワ ワー"),
        ("Mozart (모차르트) died", "Mozart ( 모차 차르 르트 ) died"),
        ("no such word, déjà vu", "no such word, déjà vu"),
    ],
)
def test_words_are_cut_into_pairs_of_characters_without_their_particles(text: str, terms: str) -> None:
    assert in_bigrams(text).split() == terms.split()
    assert in_bigrams(unicodedata.normalize("NFD", text)).split() == in_bigrams(text).split() or not has_cjk(text)


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("냉전은 언제 시작되었는가?", "냉전은 시작"),
        ("팔레스타인 수도는 어딘가요?", "팔레스타인 수도는 ?"),
        ("이 책을 누가 썼습니까?", "이 책을 썼 ?"),
        ("왜구는 왜 왔는가", "왜구는 왔"),
        ("하루는 몇 시간입니까?", "하루는 시간 ?"),
        ("냉전은언제시작되었는가?", "냉전은 시작"),  # without the spaces
        ("수도는어디야", "수도는"),
        ("이책은누구의작품인가요?", "이책은 작품 ?"),
        ("아이누가 믿는 종교는?", "아이누가 믿는 종교는?"),  # the Ainu, and no child
        ("생일이언제야", "생일이"),
        ("얼마동안 살았는가", "살"),
        ("어느나라의수도인가", "나라의수도"),
        ("얼마나지속되었나요", "지속"),
        ("그는언제일어났습니까", "그는 일어났"),  # 일 is no "be" here
        ("왕은누구였습니까?", "왕은 ?"),
        ("뭐예요?", "?"),
        ("블랙홀을 좀 설명해 주세요", "블랙홀을"),
        ("달에 대해 알려줘", "달에"),
        ("하늘이 왜 파란지 궁금해요", "하늘이 파란지"),
        ("언제나 어디나", ""),
        ("바나나", "바나나"),
        ("Why is that?", "Why is that?"),
    ],
)
def test_korean_question_words_and_endings_are_left_out(question: str, left: str) -> None:
    assert without_asking(question).replace("?", "").split() == left.replace("?", "").split()
