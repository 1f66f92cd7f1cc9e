"""Korean verbs: which stems a form may have, and that another form of a known verb is known."""

import pytest

from retrieval.korean.glossary import glossary, in_english
from retrieval.korean.verbs import Verbs, stems


@pytest.mark.parametrize(
    ("form", "stem"),
    [
        ("먹고", "먹"),  # eat
        ("먹어", "먹"),
        ("먹었나요", "먹"),
        ("끓습니다", "끓"),  # boil
        ("생겨", "생기"),  # what melts into its ending: come about
        ("써요", "쓰"),  # write
        ("와서", "오"),  # come
        ("배웠어", "배우"),  # learn
        ("만든", "만들"),  # what loses its l: make
        ("사는지", "살"),  # live
        ("흘러", "흐르"),  # flow
        ("추워", "춥"),  # cold
        ("지은", "지"),
        ("걸었던", "걷"),  # walk
        ("발견할", "발견하"),  # discover
        ("발견해", "발견하"),
        ("큽니다", "크"),  # big
        ("갈까요", "가"),  # go
    ],
)
def test_stems_of_forms(form: str, stem: str) -> None:
    assert stem in stems(form)


def test_what_is_no_verb_has_no_other_form() -> None:
    verbs = Verbs(["먹었", "먹는", "물었", "나라"])  # ate, eats, asked; country
    assert verbs.form("나라") is None
    assert Verbs(["날랐", "나르는", "나라"]).form("나라") is None  # nor "carry"
    assert verbs.form("물은") is None  # rather "the water" than "that asked"
    assert verbs.form("먹다가") is None


def test_the_form_that_is_written_is_of_the_same_time() -> None:
    verbs = Verbs(["먹었", "먹는", "높았"])
    assert (verbs.form("먹나요"), verbs.form("먹었지")) == ("먹는", "먹었")
    assert verbs.form("높아요") == "높았"  # high, which has no other present
    assert verbs.acts("먹어")
    assert not verbs.acts("높아")


@pytest.mark.parametrize(("question", "english"), [("물이 끓어?", "boil"), ("개는 왜 짖어?", "bark")])
def test_a_form_that_is_not_written_is_looked_up_by_its_stem(question: str, english: str) -> None:
    assert english in in_english(question)[0]
    assert glossary().knows("짖어")
