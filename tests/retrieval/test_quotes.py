"""Which sentences are quoted; the scores of sentences are given, so that only the choice is tested."""

import math
from dataclasses import replace

import numpy as np
import pytest

from retrieval.closer_look import UNREAD, Looked
from retrieval.question import QuestionView
from retrieval.quotes import CONFIDENCE_FEATURES, MOST_WORDS, Span, best_spans, choose_quotes, confidence_features
from retrieval.ranking import analyse, ranker
from retrieval.results import Hit, Passage


def hit(text: str, entry: str = "e", rank: int = 1, start: int = 0) -> Hit:
    return Hit(Passage(rank, entry, start, start + len(text), text), "Title", rank, 1.0 / rank)


def quoted(text: str, scores: list[float], start: int = 0) -> str:
    (span,) = best_spans([analyse(hit(text, start=start))], scores)
    return text[span.start - start : span.end - start]


def test_the_best_sentence_takes_its_better_neighbour_along() -> None:
    text = "Warsaw is a city. Radium was found in 1898. Curie found it."
    assert quoted(text, [0.0, 5.0, 1.0]) == "Radium was found in 1898. Curie found it."
    assert quoted(text, [1.0, 5.0, 0.0]) == "Warsaw is a city. Radium was found in 1898."


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    text = "Curie was born in Warsaw. She found radium. It glows."
    assert quoted(text, [0.0, 5.0, 4.0]) == "Curie was born in Warsaw. She found radium."


def test_two_sentences_do_not_begin_with_one_that_leans() -> None:
    text = "Curie was born in Warsaw. She found radium. So radium glows."
    assert quoted(text, [0.0, 4.9, 5.0]) == "Curie was born in Warsaw. She found radium."
    assert quoted(text, [-9.0, 1.0, 9.0]) == "So radium glows."


def test_a_korean_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    text = "세종은 조선의 국왕이다. 그는 훈민정음을 만들었다. 그릇은 백자이다."
    assert quoted(text, [0.0, 5.0, 4.0]) == "세종은 조선의 국왕이다. 그는 훈민정음을 만들었다."
    assert quoted(text, [0.0, 1.0, 5.0]) == "그릇은 백자이다."


def test_a_quotation_stays_in_its_paragraph() -> None:
    text = "Curie was born in Warsaw.\n\nShe found radium."
    assert quoted(text, [0.0, 5.0]) == "She found radium."


def test_a_long_neighbour_stays_behind() -> None:
    long = "Curie " + "very " * MOST_WORDS + "slowly went."
    assert quoted(f"{long} Radium was found.", [1.0, 5.0]) == "Radium was found."


def test_the_second_half_of_a_cut_sentence_is_quoted_only_for_want_of_better() -> None:
    text = "corporations, denying money to those who need it. Radium was found. It glows."
    assert quoted(text, [9.0, 1.0, 0.0]) == "Radium was found. It glows."
    assert quoted("corporations, denying money to those who need it.", [1.0]).startswith("corporations")


def test_what_is_left_of_a_caption_is_quoted_only_for_want_of_better() -> None:
    text = "of Cairo, seen from the Nile.]] It is a city. Many live there."
    assert quoted(text, [2.0, -1.0, -2.0]) == "It is a city. Many live there."
    assert quoted("seen from the Nile.]]", [2.0]) == "seen from the Nile.]]"


def test_a_sentence_that_leans_on_half_a_sentence_is_quoted_for_want_of_better() -> None:
    assert quoted("corporations, denying money to those who need it. They went.", [9.0, 1.0]) == "They went."


def test_offsets_are_those_of_the_entry() -> None:
    text = "Warsaw is a city. Radium was found."
    (span,) = best_spans([analyse(hit(text, start=1000))], [0.0, 5.0])
    assert (span.start, span.end) == (1000, 1000 + len(text))


def test_quotations_come_best_first_one_a_passage() -> None:
    passages = [analyse(hit("Gold is heavy.", rank=1)), analyse(hit("Tin is light. Tin melts.", rank=2))]
    spans = best_spans(passages, [1.0, 2.0, 3.0])
    assert [span.hit.rank for span in spans] == [2, 1]
    # Odds of e^2 and e^3 that each answers make (1 + e^2)(1 + e^3) - 1 = 175.9 that one of the two does.
    assert [span.score for span in spans] == [pytest.approx(5.17, abs=0.005), pytest.approx(1.0)]


def test_of_two_lines_about_two_years_one_is_quoted_with_the_chance_of_both() -> None:
    question = QuestionView("radium", ("radium",), {"radium": 1.0}, 1.0, "other", 1.0, frozenset(), {"radium": 1.0})
    for text, quoted_of_it in (
        ("1898 – A mine in Ulm falls in. 1903 – Radium is sold dear.", "1903 – Radium is sold dear."),
        ("1898 – A mine in Ulm falls in. In 1903 radium is sold dear.", None),
    ):
        passages = [analyse(hit(text, start=1000))]
        chosen = choose_quotes(question, Looked(passages, np.array([0.0, 1.0]), {}), ranker("default"), 4)
        assert [span.text for span in chosen.spans] == [quoted_of_it or text]
        (pair,) = best_spans(passages, [0.0, 1.0])
        assert (pair.text, pair.score) == (text, chosen.spans[0].score)


def test_no_more_are_quoted_than_are_asked_for() -> None:
    question = QuestionView("radium", ("radium",), {"radium": 1.0}, 1.0, "other", 1.0, frozenset(), {"radium": 1.0})
    texts = ("Radium glows in the dark.", "Coal is black and burns.", "Gold was found up the river.")
    looked = Looked([analyse(hit(text, rank=n)) for n, text in enumerate(texts, 1)], np.array([3.0, 2.0, 1.0]), {})
    for most in (1, 2, 4):
        chosen = choose_quotes(question, looked, ranker("default"), most)
        assert [span.text for span in chosen.spans] == list(texts[:most])
    again = hit(texts[0].upper(), entry="other", rank=4)
    looked = Looked([*looked.passages, analyse(again)], np.array([3.0, 2.0, 1.0, 2.5]), {})
    assert [span.text for span in choose_quotes(question, looked, ranker("default"), 4).spans] == list(texts)


def test_of_what_is_equally_likely_the_first_is_quoted() -> None:
    assert quoted("Tin melts.\n\nGold shines.", [1.0, 1.0]) == "Tin melts."
    passages = [analyse(hit("Gold is heavy.", rank=2)), analyse(hit("Tin is light.", rank=1))]
    assert [span.hit.rank for span in best_spans(passages, [1.0, 1.0])] == [1, 2]


@pytest.mark.parametrize(
    ("other", "same"), [("Gold is a heavy metal.", True), ("gold is a HEAVY metal", True), ("Tin melts soon.", False)]
)
def test_near_duplicates_say_the_same(other: str, same: bool) -> None:  # noqa: FBT001
    from retrieval.quotes import _say_the_same, _words  # noqa: PLC0415

    one, two = hit("Gold is a heavy metal."), hit(other, rank=2)
    first = Span(one, 0, len(one.passage.text), 1.0)
    second = Span(two, 0, len(two.passage.text), 1.0)
    assert _say_the_same(_words(first), _words(second)) is same


def test_a_neighbour_counts_with_its_own_chance() -> None:
    text = "Tin melts. Curie found radium. Radium glows. Radium was sold dear."
    assert quoted(text, [-3.0, 1.0, 0.5, 1.2]) == "Radium glows. Radium was sold dear."


def test_confidence_looks_at_the_quotation_and_the_entry_it_is_from() -> None:
    question = QuestionView(
        *("Who sold radium in Warsaw in 1903?", ("sold", "radium"), {"sold": 1.0, "radium": 3.0}, 4.0),
        *("person", False, frozenset(), {"sold": 1.0, "radium": 1.0}),
    )
    hits = [
        replace(hit("Tin is sold. It melts.", "tin"), score=1.0, lexical_score=4.0),
        replace(hit("Radium glows. It was sold dear in Warsaw.", "radium", rank=2), score=0.0, lexical_score=6.0),
        replace(hit("Radium was found in 1898.", "radium", rank=3), score=0.0, lexical_score=8.0),
    ]
    passages = [analyse(one) for one in hits]
    scores = [-2.0, -2.0, 1.0, 0.0, -1.0]
    spans = best_spans(passages, scores)
    assert spans[0].hit == hits[1]
    row = dict(zip(CONFIDENCE_FEATURES, confidence_features(question, passages, scores, spans, {}), strict=True))
    assert row["coverage_quote"] == 1.0
    assert row["names_missing"] == 0.5  # Warsaw is there, 1903 is not
    assert row["fits_quote"] == pytest.approx(1 / 3)  # one name that the question has not got
    # "Radium glows. It was sold dear in Warsaw."
    assert (row["capitals_quote"], row["commas_quote"], row["verbs_quote"]) == (3 / 8, 0, 1)
    assert row["entry_share"] == pytest.approx(2 / (2 + math.e))
    assert row["entry_lexical_lead"] == pytest.approx((6 - 4) / 4)
    assert row["any_sentence"] == pytest.approx(math.log(math.prod(1 + math.exp(score) for score in scores) - 1))
    names = [replace(hit("Radium, Polonium, Thorium, Radon", "radium"), score=1.0)]
    listed = confidence_features(
        question, [analyse(one) for one in names], [1.0], best_spans([analyse(names[0])], [1.0]), {}
    )
    at = CONFIDENCE_FEATURES.index("capitals_quote")
    assert listed[at : at + 3] == [1, 3 / 4, 0]
    for foreign in ("라듐은 1898년에 발견되었다.", "El radio fue descubierto por los Curie en la ciudad de París."):
        spoken = [analyse(replace(hit(foreign, "radium"), score=1.0))]
        row_of = confidence_features(question, spoken, [1.0], best_spans(spoken, [1.0]), {})
        assert row_of[at : at + 3] == [0.2, 0.05, 1.0]  # as any sentence
    unnamed = replace(question, text="who sold it")
    assert confidence_features(unnamed, passages, scores, spans, {})[CONFIDENCE_FEATURES.index("names_missing")] == -1
    assert (row["read_quote"], row["read_others"], row["read_sentences"]) == (UNREAD, UNREAD, 0)
    # Of what was read, the third and fourth sentence are quoted.
    closely = confidence_features(question, passages, scores, spans, {0: 2.0, 2: 4.0, 3: 5.0})
    assert closely[-3:] == [5.0, 2.0, 3.0]
