"""An embedder without weights, so that tests build and ask real indexes in milliseconds."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from retrieval import Encyclopedia, build
from retrieval.analysis import analyze
from retrieval.embedder import Embedder, LoadEmbedder, Vectors, load_embedder
from retrieval.sentence_cross_encoder import load_sentence_cross_encoder

__all__ = ["HashingEmbedder", "encyclopedia_of", "loading"]

DIMENSION = 64


class HashingEmbedder:
    """The sum of one random sign vector a word: texts that share words are near, others about orthogonal.

    The same text has the same vector in every process. `embedded` counts the passages it was given; `name`
    stands for the weights, so another name is another model; `before` is called ahead of every batch.
    """

    def __init__(self, name: str = "hashing", *, before: Callable[[int], None] | None = None) -> None:
        self.name = name
        self.embedded = 0
        self.queries = 0
        self._before = before or (lambda _: None)

    @property
    def fingerprint(self) -> str:
        return hashlib.blake2b(self.name.encode(), digest_size=8).hexdigest()

    @property
    def dimension(self) -> int:
        return DIMENSION

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self._before(len(texts))
        self.embedded += len(texts)
        return np.stack([self._vector(text) for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.queries += len(texts)
        return np.stack([self._vector(text) for text in texts])

    def _vector(self, text: str) -> Vectors:
        total = np.zeros(DIMENSION, np.float32)
        for term in analyze(text) or [""]:
            seed = hashlib.blake2b(f"{self.name}:{term}".encode(), digest_size=DIMENSION // 8).digest()
            total += np.unpackbits(np.frombuffer(seed, np.uint8)).astype(np.float32) * 2 - 1
        length = float(np.linalg.norm(total))
        if length == 0:  # the signs of two words may cancel out
            total[0] = length = 1.0
        return (total / length).astype(np.float32)


def loading(embedder: Embedder) -> LoadEmbedder:
    """What `build` and `Encyclopedia.open` take as `load`: this embedder, whatever model is asked for."""

    def load(model: str, models: Path) -> Embedder:
        return embedder

    return load


@contextmanager
def encyclopedia_of(texts: Mapping[str, str], folder: Path, models: Path | None = None) -> Iterator[Encyclopedia]:
    """An encyclopedia of these texts, by their titles, built in `folder`.

    With the hashing embedder and nothing that reads sentences or, given a folder of `models`, as the product has it.
    """
    rows = [json.dumps({"title": title, "text": text}) for title, text in texts.items()]
    (folder / "entries.jsonl").write_text("\n".join(rows), encoding="utf-8")
    load = loading(HashingEmbedder()) if models is None else lambda model, _: load_embedder(model, models)
    load_sentences = None if models is None else lambda _: load_sentence_cross_encoder(models)
    build([folder / "entries.jsonl"], folder / "data", load=load)
    with Encyclopedia.open(folder / "data", load=load, load_sentences=load_sentences) as opened:
        yield opened
