"""An embedding model exported to ONNX: the transformer in eager attention, its pooling and normalisation."""

import json
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.embedder import Embedder, SentenceTransformerEmbedder, Vectors, fingerprint, prompts_of
from retrieval.errors import ModelUnavailable
from retrieval.models.folder import made_once
from retrieval.models.onnx_export import export, open_session

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["OnnxEmbedder", "exported_embedder"]

# Raised when the way of exporting changes, so that older exports are not used.
_VERSION = "int8-2"
# An export is used only if its vectors of these sentences have this cosine with the original's, on average.
LEAST_COSINE = 0.99
_PROBES = (
    "The Soviet Union occupied the Baltic states in June 1940.",
    "who wrote the well-tempered clavier",
    "Photosynthesis turns light, water and carbon dioxide into sugar and oxygen.",
    "A passage of several sentences. It names people, places and dates, such as Reykjavík in 1786. It goes on.",
    "How tall is Mount Everest?",
)
# What makes one vector of those of all tokens: their mean, or the first token, in which such a model says all.
POOLINGS = ("mean", "cls")
# Left in place of an export that was too far from its original, so that it is not tried at every start.
_REFUSED = "refused"

_log = logging.getLogger(__name__)


def exported_embedder(folder: Path, models: Path) -> Embedder:
    """The model in `folder` by way of its export in `models`, made if it is not there yet (half a minute).

    Falls back to the model itself, and says so, where it is no transformer pooled in one of POOLINGS or the export is
    not close enough. Raises ModelUnavailable.
    """
    exported = models / f"{fingerprint(folder, _prompts(folder))}-{_VERSION}"
    if not exported.exists():
        original = SentenceTransformerEmbedder(str(folder))  # what cannot be loaded leaves no folder behind
        made_once(exported, partial(_make, original, folder))
    if (exported / _REFUSED).exists():
        _log.warning("%s runs with PyTorch: %s", folder, (exported / _REFUSED).read_text(encoding="utf-8"))
        return SentenceTransformerEmbedder(str(folder))
    return OnnxEmbedder(exported)


class OnnxEmbedder:
    """An exported model: ONNX Runtime and the model's own tokenizer."""

    def __init__(self, folder: Path) -> None:
        """Load the export in `folder`; raises ModelUnavailable."""
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = open_session(folder / "model.onnx")
        except Exception as error:
            raise ModelUnavailable(
                f"cannot load the exported model in {folder} ({error}); delete that folder and build again"
            ) from error
        self._tokenizer.enable_truncation(settings["max_tokens"])
        self._tokenizer.no_padding()
        self._prompts: dict[str, str] = settings["prompts"]
        self._dimension = int(self._session.get_outputs()[0].shape[1])
        self._fingerprint = fingerprint(folder, self._prompts)

    @property
    def fingerprint(self) -> str:
        """Of graph, tokenizer and prompts."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            vectors = list(threads.map(lambda text: self._embed(self._prompts["passage"] + text), texts))
        return np.array(vectors, np.float32).reshape(-1, self._dimension)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, of shape (len(texts), dimension)."""
        return np.array([self._embed(self._prompts["query"] + text) for text in texts]).reshape(-1, self._dimension)

    def _embed(self, text: str) -> Vectors:
        """Embed one text on its own: its 8-bit scales, and so its vector, would depend on others in a batch."""
        encoded = self._tokenizer.encode(text)
        inputs = {
            "input_ids": np.array([encoded.ids], np.int64),
            "attention_mask": np.array([encoded.attention_mask], np.int64),
        }
        vector: Vectors = self._session.run(None, inputs)[0][0]
        return vector


def _prompts(folder: Path) -> dict[str, str]:
    """The prompts of the model in `folder`, without loading it."""
    try:
        settings = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        settings = {}
    return prompts_of(str(folder), settings.get("prompts") or {})


def _make(original: SentenceTransformerEmbedder, source: Path, exported: Path) -> None:
    """Export `original` into the folder `exported`, or leave there why it cannot be used."""
    refusal = _not_exported(original.modules)
    if refusal is None:
        _export(original.modules, exported, _prompts(source))
        cosines = np.sum(original.embed_passages(_PROBES) * OnnxEmbedder(exported).embed_passages(_PROBES), axis=1)
        if (mean := float(cosines.mean())) < LEAST_COSINE:
            refusal = f"its 8-bit vectors have a mean cosine of only {mean:.3f} with its own"
    if refusal is not None:
        (exported / _REFUSED).write_text(refusal, encoding="utf-8")


def _not_exported(model: "SentenceTransformer") -> str | None:
    """Why this model is more, or other, than a transformer pooled in one of POOLINGS; None if it is just that."""
    kinds = [type(module).__name__ for module in model]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return f"it consists of {', '.join(kinds)}"
    return None if (mode := _pooling(model)) in POOLINGS else f"its pooling is {mode}"


def _pooling(model: "SentenceTransformer") -> str:
    pooling: Any = model[1]
    return str(pooling.get_config_dict().get("pooling_mode"))


def _export(model: "SentenceTransformer", folder: Path, prompts: dict[str, str]) -> None:
    tokenizer = model.tokenizer
    settings = {
        "max_tokens": model.max_seq_length or tokenizer.model_max_length,
        "prompts": prompts,
    }
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    import torch  # noqa: PLC0415

    transformer: Any = model[0].auto_model
    ids = torch.ones(2, 8, dtype=torch.long)
    before = transformer.config._attn_implementation  # noqa: SLF001  there is no public way to read it
    transformer.set_attn_implementation("eager")
    try:
        pooled = _pooled(transformer, _pooling(model))
        export(pooled, {"input_ids": ids, "attention_mask": ids}, "vectors", folder / "model.onnx")
    finally:
        transformer.set_attn_implementation(before)


def _pooled(transformer: Any, pooling: str) -> Any:
    import torch  # noqa: PLC0415

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            hidden = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            if pooling == "cls":
                return torch.nn.functional.normalize(hidden[:, 0], dim=1)
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
            return torch.nn.functional.normalize(mean, dim=1)

    return Pooled()
