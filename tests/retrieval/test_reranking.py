"""The operator's cross-encoder: what it reorders, within what time, and what stays."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval import Encyclopedia
from retrieval.errors import ModelUnavailable
from retrieval.reranking import AT_ONCE, RERANKED, load_cross_encoder, rerank
from retrieval.results import Hit, Passage
from tests.embedders import HashingEmbedder, loading


class Longest:
    """Takes the longest passage for the best; counts what it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        self.read += passages
        return [float(len(passage)) for passage in passages]


def ranked(lengths: Sequence[int]) -> list[Hit]:
    return [
        Hit(Passage(number, "e", 0, length, "x" * length), "T", number, float(-number))
        for number, length in enumerate(lengths, 1)
    ]


def test_it_reorders_the_first_and_keeps_the_scale_of_the_scores() -> None:
    hits = ranked([3, 9, 5])
    again = rerank("?", hits, Longest(), 1.0)
    assert [len(hit.passage.text) for hit in again] == [9, 5, 3]
    assert [(hit.rank, hit.score) for hit in again] == [(1, -1.0), (2, -2.0), (3, -3.0)]


def test_it_reads_the_first_only() -> None:
    hits = ranked(range(1, RERANKED + 6))
    encoder = Longest()
    again = rerank("?", hits, encoder, 1.0)
    assert len(encoder.read) == RERANKED
    assert [hit.passage.id for hit in again] == [*range(RERANKED, 0, -1), *range(RERANKED + 1, RERANKED + 6)]


def test_it_stops_when_its_time_is_over() -> None:
    hits = ranked(range(1, 13))
    encoder = Longest()
    seconds = iter([0.0, 0.0, 0.6, 1.2])  # the start, and before each lot
    again = rerank("?", hits, encoder, 1.0, lambda: next(seconds))
    assert len(encoder.read) == 2 * AT_ONCE
    assert [hit.passage.id for hit in again] == [8, 7, 6, 5, 4, 3, 2, 1, 9, 10, 11, 12]


def test_no_time_and_no_passage_change_nothing() -> None:
    hits = ranked([3, 9, 5])
    assert rerank("?", hits, Longest(), 0.0) == hits
    assert rerank("?", [], Longest(), 1.0) == []


def test_an_encyclopedia_asks_it(sample_data: Path) -> None:
    encoder = Longest()
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder()), cross_encoder=encoder) as encyclopedia:
        hits = encyclopedia.search("Which river flows through Vienna?")
    texts = [f"{hit.title}. {hit.passage.text}" for hit in hits]
    assert len(encoder.read) == RERANKED
    assert texts == sorted(encoder.read, key=len, reverse=True)[: len(texts)]


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=rf"cross-encoder .*; give the folder .* \(\w+: .*{tmp_path.name}\)$"):
        load_cross_encoder(str(tmp_path))


@pytest.mark.model
@pytest.mark.parametrize("outputs", [1, 3])
def test_a_real_one_of_one_output_is_loaded_from_its_folder(tmp_path: Path, outputs: int) -> None:
    """Random weights, large enough to tell texts apart: there is no trained cross-encoder to be had here."""
    import torch  # noqa: PLC0415  slow to import
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer  # noqa: PLC0415  slow to import

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "radium", "glows", "who", "found", "it"]
    (tmp_path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    config.initializer_range = 1.0
    config.num_labels = outputs
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    BertTokenizer(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    if outputs != 1:
        with pytest.raises(ModelUnavailable, match="3 numbers a pair"):
            load_cross_encoder(str(tmp_path))
        return
    encoder = load_cross_encoder(str(tmp_path))
    one, other = encoder.scores("who found it", ["radium glows", "glows glows glows"])
    assert abs(one - other) > 0.01
    assert encoder.scores("who found it", ["radium glows"]) == [pytest.approx(one, abs=1e-5)]
