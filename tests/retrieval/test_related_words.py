"""Words that may stand for others: what the program knows of them, and how that was found."""

import numpy as np
import pytest

from benchmarks.relate_words import relate, word_vectors
from retrieval.languages import ENGLISH
from retrieval.related_words import related

TERMS = ["meal", "food", "eat", "sea"]
VECTORS = np.array([[1.0, 0.0], [0.8, 0.6], [0.6, 0.8], [-1.0, 0.0]], np.float32)


def test_the_nearest_come_first_and_none_that_is_far() -> None:
    assert relate(TERMS, VECTORS, most=12, least=0.7) == {
        "eat": {"food": 0.96},
        "food": {"eat": 0.96, "meal": 0.8},
        "meal": {"food": 0.8},
    }
    assert relate(TERMS, VECTORS, most=1, least=0.0)["food"] == {"eat": 0.96}


def test_words_of_other_languages_have_no_others() -> None:
    assert related("food")["meal"] > related("food")["diet"] > 0.4
    assert "food" not in related("food")
    assert related("food", "german") == related("brzlk") == {}


@pytest.mark.model
def test_what_is_written_down_is_what_the_model_says() -> None:
    terms, vectors = word_vectors()
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert {"food", "build"} <= set(terms)
    assert not {"the", "building"} & set(terms)  # a stop word, and a word that is not its own term
    for term, other in (("food", "meal"), ("build", "construct"), ("wrote", "written")):
        cosine = float(vectors[terms.index(term)] @ vectors[terms.index(other)])
        assert related(term, ENGLISH)[other] == pytest.approx(cosine, abs=0.01)
