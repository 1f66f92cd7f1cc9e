"""What speaks for a sentence, worked out by hand."""

import pytest

from retrieval.question import QuestionView
from retrieval.ranking import analyse
from retrieval.related_words import related
from retrieval.results import Hit, Passage
from retrieval.sentence_features import SENTENCE_FEATURES, sentence_features


def hit(text: str, rank: int = 1) -> Hit:
    return Hit(Passage(rank, "e", 0, len(text), text), "Title", rank, 1.0 / rank)


def test_other_words_count_by_how_near_they_are() -> None:
    near = related("won")["winner"]
    assert 0 < near < 1
    question = QuestionView(
        *("who won title", ("won", "titl"), {"won": 1.0, "titl": 3.0}, 4.0, "person", True, frozenset()),
        {"won": 1.0, "titl": 1.0},
    )
    passage = analyse(hit("The title is held by some. Curie won it. The winner of a title. Nobody."))
    rows = sentence_features(question, [passage])
    at = SENTENCE_FEATURES.index("said")
    said, of_untitled, of_missing, times = ([row[place] for row in rows] for place in (at, at + 2, at + 4, at + 6))
    assert said == [0.75, 0.25, pytest.approx((3 + near) / 4), 0]
    assert [row[at + 1] for row in rows] == [pytest.approx(share - (3 + near) / 4) for share in said]
    assert of_untitled == [0, 1, near, 0]  # "title" is one
    # Of what stands there word for word nothing is missing.
    assert of_missing == [0, 0, near, 0]
    assert times == [0, 0, 1, 0]


def test_terms_that_every_sentence_has_do_not_tell_which_one_answers() -> None:
    question = QuestionView(
        *("iqbal critic", ("iqbal", "critic"), {"iqbal": 3.0, "critic": 1.0}, 4.0, "person", True, frozenset()),
        {"iqbal": 1.0, "critic": 1.0},
    )
    texts = "Iqbal read law. Iqbal was a critic.", "Iqbal came home. Iqbal died."
    passages = [analyse(hit(text, rank=rank)) for rank, text in enumerate(texts, 1)]
    at = SENTENCE_FEATURES.index("telling")
    rows = [row[at : at + 7] for row in sentence_features(question, passages)]
    # Of the four sentences all have one term, which weighs nothing then, and one has the other.
    assert rows[0] == [0, -1, 0, -1, 0, -0.25, 1]
    assert rows[1] == [1, 0, 1, 0, 0.25, 0, 2]
    # In the second passage no term tells one sentence from the other.
    assert rows[2] == rows[3] == [0, -1, 0.5, -0.5, 0, -0.25, 1]
