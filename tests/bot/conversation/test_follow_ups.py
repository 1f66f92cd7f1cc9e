"""Questions read in the context of the turns before them, with the sample encyclopedia."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.context import LONGEST_FOLLOW_UP, Turn, Understood
from bot.conversation.follow_ups import read_in_context
from bot.conversation.lookup import AnsweredTopic, MaybeMeant, look_up
from corpus.entry import Entry
from retrieval import Encyclopedia
from retrieval.results import Answer
from tests.embedders import HashingEmbedder, encyclopedia_of, loading

WALL = Turn("When did the Berlin Wall fall?", None, ("Fall of the Berlin Wall",))
RADIUM = Turn("Who discovered radium?", None, ("Marie Curie",))
KOREA = Turn("How did the Korean War end?", None, ("Korean War",))


@pytest.fixture(scope="module")
def encyclopedia(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as opened:
        yield opened


def test_what_the_talk_is_of_takes_the_place_of_the_pronoun_where_its_entry_has_that_name(
    encyclopedia: Encyclopedia,
) -> None:
    assert read_in_context(encyclopedia, "who ended it?", [KOREA]) == Understood("who ended Korean War?", "Korean War")


def test_a_person_may_be_known_from_the_answer_alone(encyclopedia: Encyclopedia) -> None:
    read = read_in_context(encyclopedia, "When did she die?", [RADIUM])
    assert read == Understood("When did Marie Curie die?", "Marie Curie")


def test_he_is_nobody_who_is_a_thing(tmp_path: Path) -> None:
    texts = {
        "Hamlet": "Hamlet is a play with Ophelia.",
        "William Shakespeare": "William Shakespeare (1564 – 1616) was a playwright.",
    }
    with encyclopedia_of(texts, tmp_path) as encyclopedia:
        for asked, about in (
            ("who wrote Hamlet", "William Shakespeare"),
            ("who is Hamlet", "Hamlet"),
            ("hey, who is Ophelia?", "Ophelia"),
        ):
            turn = Turn(asked, None, ("Hamlet", "William Shakespeare"))
            assert read_in_context(encyclopedia, "when did he die?", [turn]).about in {about, None}


def test_a_talk_of_what_has_no_entry_is_of_no_part_of_its_name(tmp_path: Path) -> None:
    texts = {
        "Honey": "Honey is food that bees make.",
        "Country for Old Men": "Country for Old Men is an album, and no film.",
        "The Battle of Hastings (film)": "The Battle of Hastings is a film.",
        "Battle of Hastings": "The Battle of Hastings was fought in 1066.",
    }
    with encyclopedia_of(texts, tmp_path) as encyclopedia:
        for asked, title, about in (
            ("tell me about honey", "Honey", "Honey"),
            ("tell me about honey bees", "Honey", "honey, bees"),
            ("do you know no country for old men", "Country for Old Men", "country, old, men"),
            ("tell me about the battle of hastings", "Battle of Hastings", "Battle of Hastings"),
        ):
            assert read_in_context(encyclopedia, "who won", [Turn(asked, None, (title,))]).about == about


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("thanks! and who won", "who won Korean War"),
        ("wait, how many people died?", "how many people died in Korean War"),
        ("hm ok and what was the cause", "what was the cause of Korean War"),
        ("thx, and what is chess", "what is chess"),
        ("and who was Marie Curie?", "who was Marie Curie?"),
        ("hello kitty", "hello kitty"),
    ],
)
def test_what_is_asked_behind_small_talk_is_read_without_it(
    encyclopedia: Encyclopedia, text: str, read_as: str
) -> None:
    assert (
        read_in_context(encyclopedia, text, [Turn("what was the Korean War", None, ("Korean War",))]).question
        == read_as
    )


def test_so_it_is_where_the_entry_has_more_than_the_name_that_was_asked_about(encyclopedia: Encyclopedia) -> None:
    built = Turn("When was the Berlin Wall built?", None, ("Fall of the Berlin Wall",))
    assert read_in_context(encyclopedia, "when did it end?", [built]).about == "Fall of the Berlin Wall"


def test_else_the_rarest_words_the_talk_began_with_are_added(encyclopedia: Encyclopedia) -> None:
    read = read_in_context(encyclopedia, "What is it used for?", [RADIUM])
    assert read == Understood("What is it used for? discovered radium", "discovered, radium")
    # Of five words three are left, in their order: high and long are everywhere.
    unanswered = Turn("How long do guillemots and emperor penguins fast on high ice?")
    read = read_in_context(encyclopedia, "And why do they do it?", [unanswered])
    assert read.about == "emperor, penguins, fast"


def test_a_question_without_a_pronoun_is_read_so_where_one_passage_has_both(encyclopedia: Encyclopedia) -> None:
    assert read_in_context(encyclopedia, "Which officer opened the barrier?", [WALL]).about == "Berlin, Wall, fall"
    for question in (
        "Who wrote Hamlet?",
        "Which element boils at the lowest temperature?",
        "Which officer in Bonn opened the barrier?",
        "how many eggs does a penguin lay",
    ):
        assert read_in_context(encyclopedia, question, [WALL]) == Understood(question)


@pytest.mark.parametrize("opened", ["Where was Marie Curie born?", "who was marie curie", "Marie Curie"])
def test_a_talk_stays_about_whom_it_was_opened_with(encyclopedia: Encyclopedia, opened: str) -> None:
    first = Turn(opened, None, ("Radioactivity",))
    assert read_in_context(encyclopedia, "when did she die?", [first]).about == "Marie Curie"
    second = Turn("when did she die?", "Marie Curie", ("Radioactivity",))
    assert read_in_context(encyclopedia, "and her husband?", [second, first]).about == "Marie Curie"


@pytest.mark.parametrize(
    "question",
    [
        "언제 태어났어?",
        "몇 살에 죽었어",
        "국적은?",
        "그 사람 직업이 뭐야",
        "뭘 발견했어?",
        "더 알려줘",
        "뭐 발견했어?",
        "무슨 상을 받았어?",
        "어느 나라 사람이야?",
        "제일 유명한 업적은?",
        "대표작은 뭐예요?",
        "전체 보여줘",
        "그 문서 보여줘",
        "대학교는 어디야?",
        "그 회사 언제 망했어?",
    ],
)
def test_a_talk_in_korean_is_about_whom_it_was_opened_with(encyclopedia: Encyclopedia, question: str) -> None:
    opened = Turn("마리 퀴리가 누구야?", None, ("Chess",))
    assert read_in_context(encyclopedia, question, [opened]).about == "Marie Curie"
    found = look_up(encyclopedia, question, Understood(f"Marie Curie: {question}", "Marie Curie"), 3)
    assert isinstance(found, Entry if "보여줘" in question else Answer)


@pytest.mark.parametrize(
    "text",
    ["햄릿 전체 보여줘", "햄릿 문서", "햄릿 항목 열어줘", "햄릿의 전체 내용을 보여주세요", "햄릿에 대한 글 다 보여줘"],
)
def test_who_wants_to_see_all_of_an_entry_is_shown_it(encyclopedia: Encyclopedia, text: str) -> None:
    found = look_up(encyclopedia, text, Understood(text), 3)
    assert isinstance(found, Entry)
    assert found.title == "Hamlet"
    for other in ("쿠쿠루 전체 보여줘", "전체 보여줘", "햄릿 보여줘", "햄릿 문서가 뭐야"):
        assert not isinstance(look_up(encyclopedia, other, Understood(other), 3), Entry)


def test_the_whole_is_of_what_is_spoken_of_before_it_is_a_name(tmp_path: Path) -> None:
    texts = {"Hamlet": "Hamlet is a play.", "Total (album)": "Total is an album."}
    with encyclopedia_of(texts, tmp_path) as encyclopedia:
        for about, title in (("Hamlet", "Hamlet"), (None, "Total (album)")):
            found = look_up(encyclopedia, "전체", Understood("전체", about), 3)
            assert isinstance(found, Entry)
            assert found.title == title


def test_what_is_asked_in_korean_without_a_question_word_is_asked_of_another(encyclopedia: Encyclopedia) -> None:
    read = read_in_context(encyclopedia, "햄릿은", [Turn("마리 퀴리 국적", None, ("Marie Curie",))])
    assert read == Understood("햄릿 국적", "Hamlet")
    assert isinstance(look_up(encyclopedia, "햄릿은", read, 3), Answer)
    tall = read_in_context(encyclopedia, "독일은?", [Turn("프랑스가 크니?")])
    assert tall.question == "독일이 크니?"  # the particle is that of the other name
    assert read_in_context(encyclopedia, "둘째는?", [Turn("프랑스가 크니?")]) == Understood("둘째는?")
    assert read_in_context(encyclopedia, "햄릿은", [Turn("마리 퀴리", None, ("Marie Curie",))]) == Understood("햄릿은")


@pytest.mark.parametrize(
    "question",
    [
        "하늘은 왜 파란가요?",
        "누가 전화기를 발명했나요?",
        "한글은 누가 만들었나요?",
        "베를린 장벽",
        "뭐야?",
        "어느 나라에서 월드컵을 했어?",
        "어떤 새가 못 날아?",
        "제일 유명한 화가는?",
    ],
)
def test_a_korean_question_of_its_own_stands_alone(encyclopedia: Encyclopedia, question: str) -> None:
    opened = Turn("마리 퀴리가 누구야?", None, ("Chess",))
    assert read_in_context(encyclopedia, question, [opened]) == Understood(question)


def test_what_is_read_in_context_is_no_misspelled_name_and_no_name_if_it_is_a_question(
    encyclopedia: Encyclopedia,
) -> None:
    for text in ("hamlit", "chess?"):
        assert isinstance(look_up(encyclopedia, text, Understood(f"Hamlet: {text}", "Hamlet"), 3), Answer)
    assert isinstance(look_up(encyclopedia, "hamlit", Understood("hamlit"), 3), MaybeMeant)
    for text, about in (("chess?", None), ("chess", "Hamlet")):
        found = look_up(encyclopedia, text, Understood(text, about), 3)
        assert isinstance(found, Entry)
        assert found.title == "Chess"


def test_a_part_of_a_name_may_mean_those_that_have_it(encyclopedia: Encyclopedia) -> None:
    found = look_up(encyclopedia, "curie", Understood("curie"), 3)
    assert isinstance(found, MaybeMeant)
    assert found.entries[0].title == "Marie Curie"


def test_nothing_before_is_no_context(encyclopedia: Encyclopedia) -> None:
    for turns in ([], [Turn("hello")], [Turn("when did it end?")]):
        assert read_in_context(encyclopedia, " and why did it end? ", turns) == Understood("and why did it end?")


@pytest.mark.parametrize(
    ("question", "alone"),
    [
        ("then what is chess?", "what is chess?"),
        ("그럼 파나마 운하는 언제 열렸어?", "파나마 운하는 언제 열렸어?"),
    ],
)
def test_what_goes_on_with_a_name_of_its_own_stands_alone(
    encyclopedia: Encyclopedia, question: str, alone: str
) -> None:
    opened = Turn("마리 퀴리가 누구야?", None, ("Marie Curie",))
    assert read_in_context(encyclopedia, question, [opened]) == Understood(alone)
    # A noun is of what is spoken of.
    assert read_in_context(encyclopedia, "그럼 국적은 어디야?", [opened]).about == "Marie Curie"


def test_a_title_that_begins_as_what_points_back_is_a_title(tmp_path: Path) -> None:
    texts = {"It Was the Sea": "It Was the Sea is a play.", "Chess": "Chess is a game."}
    with encyclopedia_of(texts, tmp_path) as encyclopedia:
        turns = [Turn("what is chess", None, ("Chess",))]
        assert read_in_context(encyclopedia, "It Was the Sea", turns) == Understood("It Was the Sea")
        assert read_in_context(encyclopedia, "it was the sea", turns).about == "Chess"


def test_of_a_long_question_the_beginning_is_read(encyclopedia: Encyclopedia) -> None:
    long = Turn(f"How many people live in Seoul, {'and some words of it ' * 200}", None, ("Seoul",))
    assert len(read_in_context(encyclopedia, "and Istanbul?", [long]).question) <= LONGEST_FOLLOW_UP + len("Istanbul")


@settings(max_examples=30, deadline=None)
@given(question=st.text(max_size=80), before=st.text(max_size=80), about=st.none() | st.text(max_size=20))
def test_any_text_is_read(encyclopedia: Encyclopedia, question: str, before: str, about: str | None) -> None:
    read = read_in_context(encyclopedia, question, [Turn(before, about, ("Chess",))])
    assert read.about is not None or read.question == question.encode("utf-8", "replace").decode().strip()


def test_a_korean_talk_is_about_a_name_that_no_entry_has(encyclopedia: Encyclopedia) -> None:
    opened = Turn("쿠쿠루", None, ())
    first = read_in_context(encyclopedia, "언제 죽었어?", [opened])
    assert first == Understood("쿠쿠루: 언제 죽었어?", "쿠쿠루")
    died = Turn("언제 죽었어?", "쿠쿠루", ("Chess",))
    assert read_in_context(encyclopedia, "그럼 아내는?", [died, opened]) == Understood("쿠쿠루: 아내는?", "쿠쿠루")
    asked = Turn("쿠쿠루가 누구야?", None, ())
    assert read_in_context(encyclopedia, "사망자는 몇 명이야?", [asked]).about == "쿠쿠루"
    assert read_in_context(encyclopedia, "왜?", [Turn("왜?", None, ())]).about is None


def test_a_korean_question_is_no_misspelled_name(encyclopedia: Encyclopedia) -> None:
    for text in ("Marie Curie 언제 죽었어", "Hamlet 누가 썼어"):
        assert isinstance(look_up(encyclopedia, text, Understood(text), 3), Answer)
    assert isinstance(look_up(encyclopedia, "Hamlit", Understood("Hamlit"), 3), MaybeMeant)


def test_what_a_korean_name_is_in_english_is_no_misspelling_of_another(encyclopedia: Encyclopedia) -> None:
    for text in ("대한항공", "한류"):  # Korean Air and the Korean Wave are no Korean War
        assert isinstance(look_up(encyclopedia, text, Understood(text), 3), Answer)
    assert isinstance(look_up(encyclopedia, "Marie Curier", Understood("Marie Curier"), 3), MaybeMeant)


def test_a_misspelled_korean_name_is_listed(encyclopedia: Encyclopedia) -> None:
    found = look_up(encyclopedia, "마추픽츄", Understood("마추픽츄"), 3)
    assert isinstance(found, MaybeMeant)
    assert found.entries[0].title == "Machu Picchu"
    assert isinstance(look_up(encyclopedia, "햄릿", Understood("햄릿"), 3), Entry)


def test_what_was_asked_of_one_entry_is_asked_of_another(encyclopedia: Encyclopedia) -> None:
    asked = Turn("한국 전쟁은 언제 끝났어?", None, ("Korean War",))
    read = read_in_context(encyclopedia, "그럼 파나마 운하는?", [asked])
    assert read == Understood("파나마 운하는 언제 끝났어?", "Panama Canal")
    # And of a third one, in the words of the first question.
    assert read_in_context(encyclopedia, "체스는요?", [Turn("그럼 파나마 운하는?"), asked]).about == "Chess"
    # What may be asked of anything is asked of what the talk is of; and a name that no entry has is no other entry.
    assert read_in_context(encyclopedia, "높이는?", [asked]).about == "Korean War"
    assert "쿠쿠루는?" in read_in_context(encyclopedia, "쿠쿠루는?", [asked]).question
    # What is asked in two words has no question word either.
    read = read_in_context(encyclopedia, "파나마 운하는?", [Turn("체스 역사는?", None, ("Chess",))])
    assert read == Understood("파나마 운하 역사는?", "Panama Canal")


def test_small_talk_is_no_talk_of_an_entry(encyclopedia: Encyclopedia) -> None:
    assert read_in_context(encyclopedia, "누가 만들었어?", [Turn("이름이 뭐야?", None, ("Chess",))]).about is None


@pytest.mark.parametrize(
    ("opened", "titles", "question", "about"),
    [
        # Of the capital of something, or where it is, that is asked and not what it was answered from.
        ("한국 전쟁 원인이 뭐야", ("Chess",), "사망자는 몇 명이야?", "Korean War"),
        ("부산 어디야", ("Busan High School",), "시장은 누구야?", "부산"),
        ("파나마 운하에 섬 있어?", ("Chess",), "길이는?", "Panama Canal"),
        # Whoever did something is asked for, and goes on being spoken of where that shows.
        ("햄릿 누가 썼어?", ("Marie Curie",), "언제 죽었어?", "Marie Curie"),
        ("햄릿 누가 썼어?", ("Marie Curie",), "줄거리는?", "Hamlet"),
        ("체스 누가 만들었어?", ("History of chess",), "언제?", "Chess"),
        # A word of a name is all of it.
        ("퀴리 어디 사람이야", ("Marie Curie",), "대표작은?", "Marie Curie"),
    ],
)
def test_a_korean_talk_is_of_what_something_was_asked(
    encyclopedia: Encyclopedia, opened: str, titles: tuple[str, ...], question: str, about: str
) -> None:
    assert read_in_context(encyclopedia, question, [Turn(opened, None, titles)]).about == about


def test_what_a_follow_up_asked_in_korean_is_asked_of_another(encyclopedia: Encyclopedia) -> None:
    turns = [Turn("사망자는?", "Korean War", ("Korean War",)), Turn("한국 전쟁 언제 끝났어", None, ("Korean War",))]
    read = read_in_context(encyclopedia, "파나마 운하는?", turns)
    assert read == Understood("Panama Canal: 사망자는?", "Panama Canal")


def test_the_only_entry_of_a_name_that_many_passages_have_is_listed_with_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.lookup.MANY", 3)
    entries = {
        "Vannoy (song)": "Vannoy is a song.",
        "Brond, Ulm": "Brond is a town.",
        "Brond Lake": "Brond Lake is a lake, as are Brond Pond and Brond Water.",
        "Vannoy Bridge": "The bridge is in Vannoy.",
        "Mellow Lake": "The lake is near Vannoy.",
        "Frell (song)": "Frell is a song.",
    }
    with encyclopedia_of(entries, tmp_path) as opened:
        listed = look_up(opened, "Vannoy", Understood("Vannoy"), 3)
        assert isinstance(listed, MaybeMeant)
        assert [entry.title for entry in listed.entries] == ["Vannoy (song)", "Vannoy Bridge"]
        for name in ("Vannoy (song)", "Frell", "Brond"):
            assert isinstance(look_up(opened, name, Understood(name), 3), Entry)


PLACES = {
    "Ada Moor": "Ada Moor (born 1850) was a painter. She painted the river in Russia. She was from Rome.",
    "Rome": "Rome is a city. The population of Rome is large.",
    "Russia": "Maps of Russia show Russia, with Russia in red. Ships of Estonia, from Estonia, see Estonia.",
    "Population": "A population is all that live in a place. The population grows.",
    "Gravity": "All things fall by gravity.",
    "Climate": "The climate is weather.",
}


def test_a_name_written_small_is_another(tmp_path: Path) -> None:
    moor = Turn("who was ada moor", None, ("Ada Moor",))
    with encyclopedia_of(PLACES, tmp_path) as encyclopedia:
        assert read_in_context(encyclopedia, "what river is in russia", [moor]).about is None
        assert read_in_context(encyclopedia, "what river is it", [moor]).about == "Ada Moor"
        big = Turn("how big is russia", None, ("Russia",))
        assert read_in_context(encyclopedia, "and estonia?", [big]) == Understood("how big is Estonia", "Estonia")
        assert read_in_context(encyclopedia, "and atlantis?", [big]).about == "Russia"


def test_a_noun_alone_is_asked_of_what_has_a_name(tmp_path: Path) -> None:
    with encyclopedia_of(PLACES, tmp_path) as encyclopedia:
        read = read_in_context(encyclopedia, "population", [Turn("Rome", None, ("Rome",))])
        assert read == Understood("what is the population of Rome", "Rome")
        found = look_up(encyclopedia, "population", read, 1)
        assert isinstance(found, AnsweredTopic)
        assert [entry.title for entry in found.entries] == ["Population"]
        # Who looks up one after the other asks nothing of the last.
        assert read_in_context(encyclopedia, "climate", [Turn("Gravity", None, ("Gravity",))]).about is None


def test_what_is_asked_of_another_year_goes_on(encyclopedia: Encyclopedia) -> None:
    before = [Turn("and in 1969", "1969", ()), Turn("Who won the Nobel Prize in 1903?", None, ("Marie Curie",))]
    read = read_in_context(encyclopedia, "where was it given", before)
    assert {"Nobel", "1969"} <= set((read.about or "").split(", "))


@pytest.mark.parametrize(
    "question", ["which is the biggest", "and who was the first?", "which came last", "what's the oldest"]
)
def test_the_biggest_is_one_of_what_was_spoken_of(encyclopedia: Encyclopedia, question: str) -> None:
    assert read_in_context(encyclopedia, question, [KOREA]).about == "Korean War"


def test_a_talk_of_what_has_no_entry_is_of_no_part_of_it_and_of_no_year(tmp_path: Path) -> None:
    texts = PLACES | {
        "Economy of Estonia": "The economy of Estonia is small. All of Estonia trades.",
        "1969": "In 1969 men were on the Moon.",
    }
    with encyclopedia_of(texts, tmp_path) as encyclopedia:
        asked = Turn("tell me about estonia", None, ("Economy of Estonia",))
        assert read_in_context(encyclopedia, "who ruled it", [asked]) == Understood("who ruled Estonia", "Estonia")
        rome = Turn("who ruled Rome in 1903", None, ("Rome",))
        read = read_in_context(encyclopedia, "who followed him there", [Turn("and in 1969?", "1969", ("1969",)), rome])
        assert read.about != "1969"
        assert "Rome" in read.question
