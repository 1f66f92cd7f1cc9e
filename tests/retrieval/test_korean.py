"""Korean questions about Korean entries among English ones, and about English ones alone."""

import json
import re
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from benchmarks.questions import InBothLanguages, in_both_languages, unplaced
from benchmarks.train_korean import learn, measured, with_written
from retrieval import Encyclopedia, build
from retrieval.embedder import LoadEmbedder, load_embedder
from retrieval.korean.glossary import BY_PLACE, Glossary, as_if_english, in_english, names_in_english, words_by_hand
from tests.embedders import HashingEmbedder, loading

ENTRIES = {
    "대한민국": "대한민국은 동아시아의 한반도 남부에 있는 나라이다. 수도는 서울이며, 인구는 약 5,100만 명이다.\n\n"
    "대한민국은 1945. 8. 15.에 일본의 지배에서 벗어났다. 정부는 1948년 8월 15일에 세워졌다.",
    "세종대왕": "세종대왕은 조선의 제4대 국왕이다. 그는 1443년에 훈민정음을 만들고 1446년에 널리 알렸다.\n\n"
    "장영실은 세종의 명을 받아 물시계인 자격루를 만들었다. 세종은 1450년에 세상을 떠났다.",
    "한라산": "한라산은 제주도의 한가운데에 솟은 산이다. 높이는 해발 1,947미터로 남한에서 가장 높다.",
    "이순신": "이순신은 조선의 장군이다. "
    "1598년 노량에서 “싸움이 급하니 내 죽음을 알리지 말라.”라고 말하고 숨을 거두었다.",
}
QUESTIONS = [
    ("한라산의 높이는 몇 미터입니까?", "높이는 해발 1,947미터로 남한에서 가장 높다."),
    (
        "훈민정음은 누가 만들었나요?",
        "세종대왕은 조선의 제4대 국왕이다. 그는 1443년에 훈민정음을 만들고 1446년에 널리 알렸다.",
    ),
    ("자격루를 만든 사람은 누구인가?", "장영실은 세종의 명을 받아 물시계인 자격루를 만들었다."),
    ("서울은 어느 나라의 수도인가요?", "수도는 서울이며, 인구는 약 5,100만 명이다."),
]


def opened(folder: Path, sample_path: Path, model: str, load: LoadEmbedder) -> Encyclopedia:
    source = folder / "korean.jsonl"
    rows = [json.dumps({"title": title, "text": text}) for title, text in ENTRIES.items()]
    source.write_text("\n".join(rows), encoding="utf-8")
    build([source, sample_path], folder / "data", model=model, load=load)
    return Encyclopedia.open(folder / "data", load=load)


def check(encyclopedia: Encyclopedia) -> None:
    for question, expected in QUESTIONS:
        answer = encyclopedia.ask(question, threshold=0)
        assert answer.citations[0].title in ENTRIES
        assert expected in answer.citations[0].quote.text
        for citation in answer.citations:
            assert citation.quote.text.endswith((".", "”"))
    # A stop in a date, and words quoted, are not where a sentence ends.
    for question in ("일본의 지배에서 벗어난 날은 언제인가?", "노량에서 숨을 거둔 장군은 누구인가?"):
        for citation in encyclopedia.ask(question, threshold=0).citations:
            assert not citation.quote.text.startswith(("라고", "에 ", "8. 15", "15."))


def test_korean_entries_answer_korean_questions_in_whole_sentences(tmp_path: Path, sample_path: Path) -> None:
    with opened(tmp_path, sample_path, "hashing", loading(HashingEmbedder())) as encyclopedia:
        check(encyclopedia)
        # English is asked of English entries as before.
        assert encyclopedia.search("Who first climbed Mount Everest?")[0].title == "Mount Everest"


@pytest.mark.model
@pytest.mark.parametrize("model", ["minilm", "static"])
def test_models_without_korean_do_not_stand_in_the_way(
    tmp_path: Path, sample_path: Path, with_static: Path, model: str
) -> None:
    with opened(tmp_path, sample_path, model, lambda model, _: load_embedder(model, with_static)) as encyclopedia:
        check(encyclopedia)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("베를린 장벽은 언제 무너졌는가?", "Fall of the Berlin Wall"),
        ("파나마 운하는 언제 건설되었나요?", "Panama Canal"),
        ("한글은 누가 만들었나요?", "Hangul"),
        ("베를린장벽은언제무너졌는가?", "Fall of the Berlin Wall"),
        ("한글은누가만들었나요", "Hangul"),
        ("Panama Canal은 언제 만들었어?", "Panama Canal"),
        ("태양에서 가장 가까운 행성은 무엇인가요?", "Mercury (planet)"),
    ],
)
def test_a_korean_question_is_looked_up_in_english_where_no_entry_is_korean(
    sample: Encyclopedia, question: str, title: str
) -> None:
    answer = sample.ask(question, threshold=0)
    assert answer.foreign
    assert answer.citations[0].title == title
    assert sample.search(question)[0].lexical_rank is not None


def test_a_question_of_unknown_korean_words_is_near_nothing(tmp_path: Path, sample_path: Path) -> None:
    build([sample_path], tmp_path, model="minilm", load=loading(HashingEmbedder()))
    with Encyclopedia.open(tmp_path, load=loading(HashingEmbedder())) as encyclopedia:
        answer = encyclopedia.ask("쿠쿠루삥뽕은 누구인가?")
        assert answer.foreign
        assert answer.abstained
        assert answer.nearest == ()
        assert not encyclopedia.ask("Who was Zzyzx?").foreign


FOREIGN = {
    "Who was Zzyzx?": False,
    "Who was Francisco José de Goya y Lucientes?": False,
    "What does 黑洞 mean?": False,
    "¿Quién fue Zzyzx Curie?": True,
    "Wer war Zzyzx?": True,
    "什么是黑洞": True,
    "ブラックホールとは何ですか": True,
}


def test_a_question_in_any_other_language_is_foreign_to_english_entries(tmp_path: Path, sample_path: Path) -> None:
    build([sample_path], tmp_path, model="minilm", load=loading(HashingEmbedder()))
    with Encyclopedia.open(tmp_path, load=loading(HashingEmbedder())) as encyclopedia:
        assert {question: encyclopedia.ask(question).foreign for question in FOREIGN} == FOREIGN


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Ein schwarzes Loch ist ein Objekt, das von außen nicht zu sehen ist und mit der Masse wächst.",
         "Wer war Zzyzx?"),
        ("黑洞是时空展现出极端强大的引力，以致于所有粒子都不能逃逸的区域。", "什么是黑洞"),
    ],
)  # fmt: skip
def test_no_question_is_foreign_to_entries_in_its_language(tmp_path: Path, text: str, question: str) -> None:
    source = tmp_path / "entries.jsonl"
    source.write_text(json.dumps({"title": "黑洞", "text": text}) + "\n", encoding="utf-8")
    build([source], tmp_path / "data", model="minilm", load=loading(HashingEmbedder()))
    with Encyclopedia.open(tmp_path / "data", load=loading(HashingEmbedder())) as encyclopedia:
        assert not encyclopedia.ask(question).foreign


def test_the_english_words_of_a_korean_question() -> None:
    said, terms = in_english("NASA는 프랑스의 호수를 1969년에 언제 찍었나요?")
    assert {"nasa", "france", "lake", "1969"} <= set(said.split())
    assert terms["nasa"] == terms["lake"] == terms["1969"] == 1.0
    assert all(0 < share <= 1 for share in terms.values())
    assert in_english("쿠쿠루삥뽕은 누구인가?")[0] == ""


def test_a_name_that_an_english_entry_gives_in_korean_is_found_by_it(tmp_path: Path) -> None:
    rows = [("Kkuttol", "Kkuttol (꾸똘) was a minister."), ("Tea", "Tea is a drink."), ("Rice", "Rice is a grain.")]
    source = tmp_path / "entries.jsonl"
    source.write_text("\n".join(json.dumps({"title": t, "text": x}) for t, x in rows), encoding="utf-8")
    build([source], tmp_path / "data", model="minilm", load=loading(HashingEmbedder()))
    with Encyclopedia.open(tmp_path / "data", load=loading(HashingEmbedder())) as encyclopedia:
        answer = encyclopedia.ask("꾸똘은 누구인가?", threshold=0)
        assert answer.nearest[0] == "Kkuttol"
        assert answer.citations[0].quote.text == "Kkuttol (꾸똘) was a minister."


def test_words_are_learned_from_questions_asked_in_both_languages() -> None:
    asked = [
        ("고래는 어디에 사는가?", "Where does the whale live?"),
        ("고래의 무게는 얼마인가?", "What is the weight of the whale?"),
        ("사자의 무게는 얼마인가?", "What is the weight of the lion?"),
        ("사자는 어디에 사는가?", "Where does the lion live?"),
    ]
    glossary = learn([InBothLanguages("", korean, english, ()) for korean, english in asked])
    assert next(iter(glossary["고래"])) == "whale"
    assert next(iter(glossary["사자"])) == "lion"
    assert next(iter(glossary["무게"])) == "weight"
    assert "lion" not in glossary["고래"]


def test_english_twins_are_questions_whose_entry_is_not_known(tmp_path: Path) -> None:
    twins, others = tmp_path / "twins.jsonl", tmp_path / "others.jsonl"
    korean, english = "고래는 어디에 사는가?", "Where do whales live?"
    row = {"id": "1", "question": korean, "question_en": english, "answers": ["the sea"]}
    twins.write_text(json.dumps(row) + "\n", encoding="utf-8")
    others.write_text(json.dumps({"question": "Who?", "answers": ["he"], "title": "He"}) + "\n", encoding="utf-8")
    assert in_both_languages(twins) == [InBothLanguages("1", korean, english, ("the sea",))]
    assert [(one.question, one.answers, one.title) for one in unplaced(twins)] == [(english, ("the sea",), "")]
    assert unplaced(others) == []


def test_unsure_words_weigh_less(sample: Encyclopedia) -> None:
    sure, unsure = (sample.lexical.search({"wall": share}, 1)[0][1] for share in (1.0, 0.25))
    assert unsure == pytest.approx(sure / 4)
    assert sample.lexical.search({"wall": 1.0}, 5) == sample.lexical.search(["wall"], 5)


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("레오나르도 다빈치는 언제 태어났나요?", "leonardo vinci"),  # one name in the glossary, two words here
        ("나폴레옹군은 언제 졌나요?", "napoleon"),  # a part of a word
        ("세상에서 가장 큰 호수는 무엇인가?", "lake"),
        ("상하이 면적은 얼마인가?", "shanghai area"),  # what looks like a particle is the end of the name
        ("쌀은 어디에서 왔나요?", "rice"),  # one syllable and a particle
        ("알고리즘이란 무엇인가?", "algorithm"),  # "what is called", and not Iran
        ("뮤지컬 배우들은 누구인가?", "musical actors"),
        ("호수에도 고래가 사는가?", "lake whale"),  # a rarer particle
        ("임진왜란은 언제 일어났나요?", "imjin"),  # what looks like an ending is the end of the name
        ("상하이면적은 얼마인가?", "shanghai area"),  # run together
        ("상하이의면적은 얼마인가?", "shanghai area"),  # with the particle of the first
        ("시리아의지도자는누구인가?", "syria leader"),  # and not 의지, a will
        ("레오나르도다빈치는언제태어났나요?", "leonardo vinci born"),
        ("냉전은언제시작되었는가?", "cold war began"),
    ],
)
def test_names_in_pieces_and_pieces_of_names(question: str, english: str) -> None:
    said = in_english(question)[0].split()
    assert set(english.split()) <= set(said)
    assert "most" not in said  # it says nothing
    assert "iran" not in said


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("마리 퀴리", ["Marie Curie"]),
        ("자동차", ["Car"]),  # not what else it may be
        ("제2차 세계 대전", ["Second World War", "World War Ii"]),
        ("제1차 십자군", ["First Crusade", "Crusade I"]),
        ("루이 14세", ["Louis Xiv"]),
        ("세컨드 라이프", ["Second Life"]),
        ("쿠쿠루삥뽕", []),
        ("마리 쿠쿠루삥뽕", []),  # half a name is none
        ("마리 퀴리는 누구인가?", []),
        ("Marie Curie", []),
        ("Tesla 자동차", ["Tesla Car"]),
        ("", []),
    ],
)
def test_what_a_korean_name_is_in_english(name: str, english: list[str]) -> None:
    assert names_in_english(name) == english


def test_a_particle_behind_latin_letters_or_a_quotation_is_no_word() -> None:
    assert in_english("LG가 만든 휴대폰은?")[1].keys() == in_english("LG 만든 휴대폰은?")[1].keys()
    for particle in ("랑", "에게서", "까지만"):
        assert in_english(f"HIV{particle} AIDS는?")[1].keys() == in_english("HIV AIDS는?")[1].keys()
    assert in_english("CO2가 무엇인가?")[0] == "co2"
    assert in_english("《햄릿》의 작가는 누구인가?") == in_english("《햄릿》 작가는 누구인가?")


def test_a_word_is_not_taken_apart_into_what_was_learned_of_pairs_of_characters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = Glossary({"음악": "music"}, {"그리": {"greece": 0.9}})
    monkeypatch.setattr("retrieval.korean.glossary.glossary", lambda: known)
    assert in_english("그리지움은 누구인가?")[0] == ""
    assert in_english("그리는 누구인가?")[0] == "greece"
    assert in_english("락음악은 언제 나왔나요?")[0] == "music"
    assert in_english("데데음악데데데는 누구인가?")[0] == ""  # too little of a name to be what it is about


def test_what_is_written_by_hand_goes_before_what_one_question_taught(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Glossary({"음악": "music", "작곡": "composed"}, {"음악인": {"band": 0.3}, "작곡가": {"composer": 0.6}})
    monkeypatch.setattr("retrieval.korean.glossary.glossary", lambda: known)
    assert in_english("음악인은 누구인가?")[0] == "music"
    assert in_english("작곡가는 누구인가?")[0] == "composer"  # several taught this


def test_a_written_word_stands_for_all_the_words_of_a_name_and_less_for_what_else_it_may_be() -> None:
    glossary = Glossary({"미국": "united states / american", "가장": ""}, {"나라": {"country": 0.8}})
    assert glossary.shares("미국") == {"united": 1.0, "states": 1.0, "american": 0.7}
    assert glossary.shares("가장") == {}  # known, and says nothing
    assert "가장" in glossary
    assert glossary.shares("나라") == {"country": 0.8}
    assert "호수" not in glossary


def test_questions_show_what_a_written_word_is_worth() -> None:
    asked = [
        ("나라의 이름은?", "What is the name of the country?"),
        ("나라는 언제 세워졌는가?", "When was the country founded?"),
        ("큰 나라는?", "Which nation is large?"),
    ]
    rows = [InBothLanguages("", korean, english, ()) for korean, english in asked]
    written = {"나라": "nation / country / realm", "고래": "whale"}
    shares = measured(with_written({"나라": {"state": 0.1, "land": 0.5}, "왕국": {"kingdom": 0.4}}, written), rows)
    assert shares["나라"] == {"nation": 0.5, "country": 0.68}  # of three questions, and one more as was written
    assert "고래" not in shares  # nobody asked for one: it is what is written
    assert shares["왕국"] == {"kingdom": 0.4}
    likely = with_written({"나라": {"state": 0.1, "land": 0.5}}, written).shares("나라")
    assert likely == {"nation": 1.0, "country": 0.7, "realm": 0.5, "land": 0.4}


def test_every_line_of_the_glossary_has_one_korean_word_and_english_index_terms() -> None:
    lines = files("retrieval.korean").joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    words = words_by_hand()
    assert len(words) == len(lines)
    assert lines == sorted(lines, key=lambda line: line.partition(" ")[0])
    assert all(re.fullmatch("[가-힣]+", korean) for korean in words)
    for english in filter(None, words.values()):
        alternatives = english.split(" / ")
        assert len(alternatives) <= len(BY_PLACE)
        assert all(re.fullmatch("[a-z0-9]+(?: [a-z0-9]+)*", one) for one in alternatives), english


def test_a_vector_as_if_english_is_one_of_length_1() -> None:
    korean, english = np.random.default_rng(3).normal(size=(2, 384)).astype(np.float32)
    english /= np.linalg.norm(english)
    turned = as_if_english(korean / np.linalg.norm(korean), None)
    both = as_if_english(korean / np.linalg.norm(korean), english)
    for vector in (turned, both):
        assert vector.shape == (384,)
        assert float(np.linalg.norm(vector)) == pytest.approx(1, abs=1e-5)
    assert float(both @ english) == pytest.approx(float(both @ turned), abs=1e-5)  # half way between the two
