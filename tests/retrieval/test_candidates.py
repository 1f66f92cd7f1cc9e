"""What both rankings bring, before it is ranked."""

from pathlib import Path

import pytest

from retrieval import Encyclopedia, build
from retrieval.candidates import on_default_scale
from retrieval.results import Hit
from tests.embedders import HashingEmbedder, loading


def test_cosines_of_the_multilingual_model_are_put_on_the_scale_of_the_default_one() -> None:
    assert [on_default_scale(model, 0.8) for model in ("minilm", "static", "some/model")] == [0.8] * 3
    low, high = (on_default_scale("multilingual", cosine) for cosine in (0.81, 0.87))
    assert [low, high] == pytest.approx([0.345, 0.615])
    assert on_default_scale("multilingual", 0.87, translated=True) < high


def found(folder: Path, sample_path: Path, model: str, question: str) -> dict[int, Hit]:
    load = loading(HashingEmbedder())
    build([sample_path], folder / model, model=model, load=load)
    with Encyclopedia.open(folder / model, load=load) as encyclopedia:
        return {hit.id: hit for hit in encyclopedia.candidates(question)}


def test_candidates_have_cosines_of_one_scale_whatever_the_model(tmp_path: Path, sample_path: Path) -> None:
    question = "Who first climbed Mount Everest?"
    plain, scaled = (found(tmp_path, sample_path, model, question) for model in ("hashing", "multilingual"))
    assert plain.keys() == scaled.keys()
    for passage, hit in plain.items():
        assert hit.dense_score is not None
        assert scaled[passage].dense_score == pytest.approx(on_default_scale("multilingual", hit.dense_score))
        assert (scaled[passage].dense_rank, scaled[passage].lexical_score) == (hit.dense_rank, hit.lexical_score)
