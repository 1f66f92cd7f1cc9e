import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from retrieval.embedder import Vectors
from retrieval.models.micro_batches import LARGEST, MOST_EXPECTED, MicroBatches
from tests.embedders import HashingEmbedder


class Held(HashingEmbedder):
    """Notes its batches, and takes none before it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[list[str]] = []
        self.begun, self.let = threading.Semaphore(0), threading.Semaphore(0)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.begun.release()
        assert self.let.acquire(timeout=10)
        self.batches.append(list(texts))
        return super().embed_queries(texts)


def test_questions_that_wait_are_embedded_together_and_each_gets_its_own_vector() -> None:
    held = Held()
    model = MicroBatches(held)
    texts = [f"question {number}" for number in range(LARGEST + 3)]
    model.expect("the first")
    assert held.begun.acquire(timeout=10)
    for text in texts:
        model.expect(text)
    held.let.release(3)
    with ThreadPoolExecutor(4) as askers:
        vectors = list(askers.map(model.query, texts))
    np.testing.assert_array_equal(vectors, HashingEmbedder().embed_queries(texts))
    assert held.batches == [["the first"], texts[:LARGEST], texts[LARGEST:]]


def test_an_expected_question_is_embedded_once_and_forgotten_when_it_was_asked() -> None:
    embedder = HashingEmbedder()
    model = MicroBatches(embedder)
    model.expect("tea")
    model.expect("tea")
    np.testing.assert_array_equal(model.query("tea"), HashingEmbedder().embed_queries(["tea"])[0])
    assert embedder.queries == 1
    model.query("tea")
    assert embedder.queries == 2


def test_questions_nobody_comes_for_are_not_kept_for_ever() -> None:
    embedder = HashingEmbedder()
    model = MicroBatches(embedder)
    for number in range(MOST_EXPECTED + 1):
        model.expect(str(number))
    model.query("1")
    model.query(str(MOST_EXPECTED))
    assert embedder.queries == MOST_EXPECTED + 1
    model.query("0")
    assert embedder.queries == MOST_EXPECTED + 2


def test_an_error_reaches_all_of_its_batch_and_nobody_after_it() -> None:
    class Failing(Held):
        def embed_queries(self, texts: Sequence[str]) -> Vectors:
            vectors = super().embed_queries(texts)
            if "bad" in texts:
                raise MemoryError("too long")
            return vectors

    failing = Failing()
    model = MicroBatches(failing)
    model.expect("the first")
    assert failing.begun.acquire(timeout=10)
    model.expect("bad")
    model.expect("beside it")
    failing.let.release(3)
    for text in ("bad", "beside it"):
        with pytest.raises(MemoryError, match="too long"):
            model.query(text)
    np.testing.assert_array_equal(model.query("beside it"), HashingEmbedder().embed_queries(["beside it"])[0])
