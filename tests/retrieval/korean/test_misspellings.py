"""Korean names spelled as they sound are read as what was meant, and said to be; those that are right stay."""

import pytest

from retrieval import Encyclopedia
from retrieval.korean.misspellings import korean_corrected, korean_corrections, well_asked

ENTRIES = {
    "Napoleon": "Napoleon was an emperor of the French. He died on an island.",
    "Eiffel Tower": "The Eiffel Tower is a tower of iron in Paris. It was built in 1889.",
    "Penguin": "A penguin is a bird that lives in the south. It swims.",
    "Egypt": "Egypt is a land on the Nile. Its capital is Cairo.",
    "Quantum mechanics": "Quantum mechanics is a part of physics.",
    "Fyodor Dostoevsky": "Dostoevsky wrote a book about an idiot.",
    "Transport ship": "A transport ship is a ship that carries.",
}


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("나폴래옹은 누구야?", {"나폴래옹": "나폴레옹"}),
        ("에팰탑은 언제 지어졌어?", {"에팰탑": "에펠탑"}),
        ("팽귄 어디에 살아", {"팽귄": "펭귄"}),  # short, but the vowels sound alike
        ("빠리 인구", {"빠리": "파리"}),  # a consonant as it is heard
        ("이집뜨 수도", {"이집뜨": "이집트"}),
        ("양자역확이 뭐야", {"양자역확": "양자역학"}),
        ("도스토에프스키가 쓴 책", {"도스토에프스키": "도스토예프스키"}),
        ("나폴레옹은 누구야?", {}),
        ("나폴레옹이 에펠탑에서 뭐 했어?", {}),
        ("에펠탑높이", {}),  # run together
        ("수소선은 어디서 왔나요", {}),  # a word of the glossary, and one syllable behind it
        ("펭귄은 언제 태어났었던가요?", {}),  # a verb has many endings
        ("서이집트는 어디야", {}),  # and one before it
        ("쿠쿠루삥뽕이 누구야", {}),  # like nothing
        ("셰익스피아 언제 태어났어", {}),  # of whom no entry speaks
        ("나폴래옹 에팰탑 이집뜨", {}),  # too many
        ("나폴래옹 쿠쿠루삥 뽕삥뽕 삥뽕삥", {"나폴래옹": "나폴레옹"}),
        ("나폴래옹 쿠쿠루삥 뽕삥뽕 삥뽕삥 삥삥뽕", {}),
        ("who was napolean", {}),
    ],
)
def test_a_misspelled_name_is_the_nearest_word_of_the_glossary(
    encyclopedia: Encyclopedia, question: str, meant: dict[str, str]
) -> None:
    assert korean_corrections(question, encyclopedia.lexical, encyclopedia._index.store) == meant


def test_particles_stay_on_a_corrected_name() -> None:
    assert (
        korean_corrected("나폴래옹은 에팰탑에", {"나폴래옹": "나폴레옹", "에팰탑": "에펠탑"}) == "나폴레옹은 에펠탑에"
    )
    assert korean_corrected("구나폴래옹", {"나폴래옹": "나폴레옹"}) == "구나폴래옹"


def test_the_answer_says_how_the_name_was_read(encyclopedia: Encyclopedia) -> None:
    answer = encyclopedia.ask("나폴래옹은 누구야?", threshold=0)
    assert answer.corrections == (("나폴래옹", "나폴레옹"),)
    assert answer.citations[0].title == "Napoleon"
    assert encyclopedia.ask("나폴레옹은 누구야?", threshold=0).corrections == ()


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("블랙홀이 머야?", "블랙홀이 뭐야?"),
        ("블랙홀 모에요", "블랙홀 뭐에요"),
        ("언재 죽었어", "언제 죽었어"),
        ("어케 만들어", "어떻게 만들어"),
        ("에펠탑 언제 지엇어?", "에펠탑 언제 지었어?"),
        ("언제 태어낫어?", "언제 태어났어?"),
        ("어디서 죽엇나요", "어디서 죽었나요"),
        ("왜 웃어?", "왜 웃어?"),
        ("왜 옷을 벗어요?", "왜 옷을 벗어요?"),
        ("무엇이 있어?", "무엇이 있어?"),
        ("머리가 모야에 있어", "머리가 모야에 있어"),
        ("세모야", "세모야"),
        ("what is 모야", "what is 뭐야"),
    ],
)
def test_question_words_and_verbs_typed_in_haste(typed: str, spelled: str) -> None:
    assert well_asked(typed) == spelled
