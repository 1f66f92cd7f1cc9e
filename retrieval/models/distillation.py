"""A static model made from a transformer, once.

Tulkens and van Dongen, "Model2Vec: Fast State-of-the-Art Static Embeddings", 2024: every token of the vocabulary
is embedded on its own, the vectors are reduced by principal components, and frequent tokens are given less
weight (smooth inverse frequency: Arora, Liang and Ma, "A Simple but Tough-to-Beat Baseline", 2017; the place in
the vocabulary stands for the frequency, by Zipf's law). model2vec's own distillation would pin an old transformers.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from retrieval.embedder import Vectors
from retrieval.models.folder import made_once

__all__ = ["static_model"]

DIMENSION = 256
SMOOTHING = 1e-4
# Tokens embedded at a time by each thread: more are no faster, and each batch takes 5 MB a layer.
BATCH = 256
_VERSION = "static-1"


def static_model(teacher: Path, models: Path) -> Path:
    """The folder of the static model of `teacher`, distilled into `models` if it is not there yet (a minute)."""
    return made_once(models / _VERSION, partial(_distill, teacher))


def _distill(teacher: Path, folder: Path) -> None:
    from model2vec import StaticModel  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_file(str(teacher / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    vectors = _reduced(_token_vectors(teacher, tokenizer.get_vocab_size()))
    model = StaticModel(
        vectors=(vectors * _weights(len(vectors))[:, None]).astype(np.float16),
        tokenizer=tokenizer,
        config={"normalize": True},
        normalize=True,
    )
    model.save_pretrained(str(folder))


def _token_vectors(teacher: Path, vocabulary: int) -> Vectors:
    """The mean-pooled output for [CLS] token [SEP], of shape (vocabulary, hidden size)."""
    import torch  # noqa: PLC0415
    from transformers import AutoModel, AutoTokenizer  # noqa: PLC0415
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    tokenizer = AutoTokenizer.from_pretrained(teacher, local_files_only=True)
    model = AutoModel.from_pretrained(teacher, local_files_only=True).eval()
    tokens = torch.arange(vocabulary)
    ends = torch.tensor([tokenizer.cls_token_id, tokenizer.sep_token_id]).repeat(vocabulary, 1)
    inputs = torch.stack([ends[:, 0], tokens, ends[:, 1]], dim=1)

    def means(batch: torch.Tensor) -> torch.Tensor:
        with torch.inference_mode():
            mean: torch.Tensor = model(input_ids=batch).last_hidden_state.mean(dim=1)
            return mean

    # Batches side by side: threads that share one wait for each other in a loop, for minutes on a busy machine.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            parts = list(pool.map(means, torch.split(inputs, BATCH)))
    finally:
        torch.set_num_threads(threads)
    return np.asarray(torch.cat(parts).numpy(), np.float32)


def _reduced(vectors: Vectors) -> Vectors:
    """The first DIMENSION principal components."""
    centred = vectors - vectors.mean(axis=0)
    covariance = centred.T @ centred
    _, axes = np.linalg.eigh(covariance.astype(np.float64))
    reduced: Vectors = centred @ axes[:, ::-1][:, :DIMENSION].astype(np.float32)
    return reduced


def _weights(vocabulary: int) -> Vectors:
    """Smooth inverse frequency of each token, shape (vocabulary,)."""
    frequencies = 1.0 / (np.arange(vocabulary) + 2.0)
    frequencies /= frequencies.sum()
    weights: Vectors = (SMOOTHING / (SMOOTHING + frequencies)).astype(np.float32)
    return weights
