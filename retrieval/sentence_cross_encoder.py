"""The cross-encoder that comes with this package: it reads the question and one sentence together.

It is the default model, changed by what was learned from questions and their answering sentences
(`benchmarks/train_cross_encoder.py`): to each matrix one of a low rank is added (Hu et al., "LoRA: Low-Rank Adaptation
of Large Language Models", 2021), so that what was learned is a small file beside weights that are installed anyway.
The score compares what stands at the question's tokens with what stands at the sentence's; both have seen each other.
"""

import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.embedder import LoadEmbedder, load_embedder, minilm_folder
from retrieval.errors import ModelUnavailable
from retrieval.models.folder import made_once
from retrieval.models.onnx_export import export, open_session
from retrieval.reranking import CrossEncoder

__all__ = [
    "LENGTH",
    "LoadSentenceCrossEncoder",
    "OnDemand",
    "add_learned",
    "beside",
    "load_sentence_cross_encoder",
    "pair_model",
    "sentence_text",
    "whole",
]

# Tokens of question and sentence together; what is beyond is cut off from the longer of the two.
LENGTH = 80
# Learned numbers, by the names of the weights they are added to: a matrix as two, its rank between them.
LEARNED = "sentence_cross_encoder.npz"
# Raised when the way of exporting changes, so that older exports are not used.
_VERSION = "1"

_LOG = logging.getLogger(__name__)

Learned = Mapping[str, npt.NDArray[np.float16]]


def load_sentence_cross_encoder(models: Path, learned: Path | None = None) -> CrossEncoder:
    """The cross-encoder for sentences, by way of its export in `models`, made if it is not there yet (some seconds).

    `learned` is the file of what was learned, by default the one in this package. Raises ModelUnavailable.
    """
    path = learned or Path(str(files("retrieval").joinpath(LEARNED)))
    name = f"sentences-{blake2b(path.read_bytes(), digest_size=8).hexdigest()}-{_VERSION}"
    return _SentenceCrossEncoder(made_once(models / name, partial(_export, path)))


# What makes the cross-encoder for sentences; the seam by which tests put their own in its place.
LoadSentenceCrossEncoder = Callable[[Path], CrossEncoder]


def beside(load: LoadEmbedder) -> LoadSentenceCrossEncoder | None:
    """What makes it beside the models that `load` loads: beside the package's own, the package's own; no other."""
    return load_sentence_cross_encoder if load is load_embedder else None


class OnDemand:
    """The cross-encoder for sentences, loaded by whoever needs it first. Safe to use from several threads."""

    def __init__(self, load: LoadSentenceCrossEncoder | None, models: Path) -> None:
        """Load it with `load` by way of `models`; there is none without."""
        self._load = load
        self._models = models
        self._lock = threading.Lock()
        self._loaded: CrossEncoder | None = None

    def get(self) -> CrossEncoder | None:
        """It, or None where there is none or, as is said once, it cannot be had: all can be answered without."""
        with self._lock:
            if self._loaded is None and self._load is not None:
                try:
                    self._loaded = self._load(self._models)
                except (ModelUnavailable, OSError) as error:
                    _LOG.warning("quotations are chosen without a closer look: %s", error)
                    self._load = None
            return self._loaded


def sentence_text(title: str, sentence: str) -> str:
    """How a sentence of an entry is shown to the cross-encoder."""
    return f"{title}: {sentence}"


class _SentenceCrossEncoder:
    """An exported cross-encoder: ONNX Runtime and the model's own tokenizer."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            self._tokenizer = Tokenizer.from_file(str(minilm_folder() / "tokenizer.json"))
            self._session = open_session(folder / "model.onnx")
        except Exception as error:
            raise ModelUnavailable(
                f"cannot load the cross-encoder in {folder} ({error}); delete that folder, and it is made again"
            ) from error
        self._tokenizer.enable_truncation(LENGTH)
        self._tokenizer.no_padding()
        # Two pairs side by side are faster than one on two processors.
        self._threads = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="sentences")

    def scores(self, question: str, passages: Sequence[str]) -> list[float]:
        """One score a sentence, greater is better; it does not depend on the other sentences."""
        return list(self._threads.map(partial(self._score, question), passages))

    def _score(self, question: str, sentence: str) -> float:
        encoded = self._tokenizer.encode(question, sentence)
        inputs = {"input_ids": encoded.ids, "attention_mask": encoded.attention_mask, "second": encoded.type_ids}
        scores = self._session.run(None, {name: np.array([values], np.int64) for name, values in inputs.items()})[0]
        return float(scores[0])


def _export(path: Path, folder: Path) -> None:
    import torch  # noqa: PLC0415

    try:
        model = pair_model(minilm_folder())
    except Exception as error:
        raise ModelUnavailable(
            f"the cross-encoder for sentences cannot be made ({type(error).__name__}: {error})"
        ) from error
    with np.load(path) as learned:
        add_learned(model, learned)
    ids = torch.ones(2, 8, dtype=torch.long)
    second = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 1]] * 2)
    export(model, {"input_ids": ids, "attention_mask": ids, "second": second}, "scores", folder / "model.onnx")


def pair_model(folder: Path) -> Any:
    """The transformer in `folder` as a cross-encoder that has learned nothing yet, a torch module.

    Of token ids, attention mask and which tokens are the sentence's (each of shape (pairs, tokens)) it makes scores
    of shape (pairs,): the cosine of both means, as when they are embedded apart, and a head of zeros.
    """
    import torch  # noqa: PLC0415
    from torch.nn import functional  # noqa: PLC0415
    from transformers import AutoModel  # noqa: PLC0415
    from transformers.utils import logging as loading  # noqa: PLC0415

    loading.disable_progress_bar()  # type: ignore[no-untyped-call]

    class Pairs(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = AutoModel.from_pretrained(folder, attn_implementation="eager")
            self.scale = torch.nn.Parameter(torch.tensor(8.0))
            self.head = torch.nn.Linear(2 * self.transformer.config.hidden_size, 1)
            torch.nn.init.zeros_(self.head.weight)
            torch.nn.init.zeros_(self.head.bias)

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
            hidden = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=second
            ).last_hidden_state
            question, sentence = (
                functional.normalize((hidden * of.unsqueeze(-1)).sum(1) / of.sum(1, keepdim=True), dim=-1)
                for of in (attention_mask * (1 - second), attention_mask * second)
            )
            alike = question * sentence
            # Numbers about as great as those of a layer, so that the head learns no slower.
            compared = torch.cat([alike, (question - sentence).abs()], dim=-1) * 20
            scores: torch.Tensor = self.scale * alike.sum(-1) + self.head(compared).squeeze(-1)
            return scores

    return Pairs()


def add_learned(model: Any, learned: Learned) -> None:
    """Add to the weights of a `pair_model` what was learned."""
    import torch  # noqa: PLC0415

    with torch.no_grad():
        for name, weight in model.named_parameters():
            if name in learned or f"{name}.up" in learned:
                weight.add_(torch.from_numpy(whole(learned, name)))


def whole(learned: Learned, name: str) -> npt.NDArray[np.float32]:
    """What is to be added to the weight called `name`, in its shape."""
    if name in learned:
        return learned[name].astype(np.float32)
    up, down = (learned[f"{name}.{half}"].astype(np.float32) for half in ("up", "down"))
    added: npt.NDArray[np.float32] = up @ down
    return added
