"""Embedding models. Most of it loads weights, which is slow: `pytest -m model`."""

import json
import logging
import shutil
import socket
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedder import (
    DEFAULT_MODEL,
    STATIC_MODEL,
    Embedder,
    SentenceTransformerEmbedder,
    StaticEmbedder,
    Vectors,
    fingerprint,
    load_embedder,
    minilm_folder,
    prompts_of,
)
from retrieval.errors import ModelUnavailable
from retrieval.models.distillation import BATCH, DIMENSION, _token_vectors, static_model
from retrieval.models.onnx_model import LEAST_COSINE, OnnxEmbedder
from tests.embedders import HashingEmbedder

model = pytest.mark.model

TEXTS = [
    "Mount Everest is the highest mountain above sea level.",
    "The Danube flows through ten countries.",
    "Bread is baked from a dough of flour and water.",
    "Johann Sebastian Bach wrote the St Matthew Passion.",
    "The mitochondrion supplies the cell with energy. " * 3,
    "한글은 세종대왕이 만들었다.",
    "A",
]


def lengths(vectors: Vectors) -> Vectors:
    norms: Vectors = np.linalg.norm(vectors, axis=-1)
    return norms


# Without weights


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("all-MiniLM-L6-v2", {}, ("", "")),
        ("intfloat/e5-small-v2", {}, ("query: ", "passage: ")),
        ("/models/multilingual-E5-base", {"query": "", "document": ""}, ("query: ", "passage: ")),
        ("/e5/all-MiniLM", {}, ("", "")),
        ("intfloat/e5-instruct", {"query": "Instruct: "}, ("Instruct: ", "")),
        ("some-model", {"query": "q: ", "passage": "p: ", "document": "d: "}, ("q: ", "p: ")),
        ("some-model", {"query": "q: ", "document": "d: "}, ("q: ", "d: ")),
        ("some-model", {"query": None, "passage": None}, ("", "")),
        ("some-model", {"clustering": "c: "}, ("", "")),
    ],
)
def test_prompts_are_the_models_own_or_those_of_its_family(
    name: str, own: dict[str, str | None], expected: tuple[str, str]
) -> None:
    prompts = prompts_of(name, own)
    assert (prompts["query"], prompts["passage"]) == expected


def test_prompts_of_one_model_are_not_those_of_the_next() -> None:
    prompts_of("e5-small", {})["query"] = "changed"
    assert prompts_of("e5-small", {})["query"] == "query: "


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    (folder / "pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(bytes(range(256)) * 16_384)  # 4 MB
    (folder / "pooling" / "config.json").write_text("{}", encoding="utf-8")
    (folder / "README.md").write_text("words", encoding="utf-8")
    return folder


def test_a_fingerprint_is_that_of_contents_and_prompts_wherever_they_lie(weights: Path, tmp_path: Path) -> None:
    base = fingerprint(weights, {})
    assert len(base) == 16
    shutil.copytree(weights, tmp_path / "elsewhere")
    assert fingerprint(tmp_path / "elsewhere", {}) == base
    assert fingerprint(weights, {"query": "q: "}) != base
    (weights / "README.md").write_text("other words", encoding="utf-8")
    assert fingerprint(weights, {}) == base


@pytest.mark.parametrize("at", [0, 1_000, 4 * 2**20 - 1])
def test_a_fingerprint_changes_with_the_first_and_last_megabyte_of_the_weights(weights: Path, at: int) -> None:
    base = fingerprint(weights, {})
    content = bytearray((weights / "model.safetensors").read_bytes())
    content[at] ^= 1
    (weights / "model.safetensors").write_bytes(content)
    assert fingerprint(weights, {}) != base


def test_a_fingerprint_changes_with_size_name_and_number_of_files(weights: Path) -> None:
    seen = {fingerprint(weights, {})}
    (weights / "model.safetensors").write_bytes((weights / "model.safetensors").read_bytes() + b"\0")
    seen.add(fingerprint(weights, {}))
    (weights / "pooling" / "config.json").rename(weights / "pooling" / "other.json")
    seen.add(fingerprint(weights, {}))
    (weights / "vocab.txt").write_text("", encoding="utf-8")
    seen.add(fingerprint(weights, {}))
    assert len(seen) == 4


def test_the_name_stands_for_weights_that_are_in_no_folder() -> None:
    assert fingerprint(Path("intfloat/e5"), {}) == fingerprint(Path("intfloat/e5"), {})
    assert fingerprint(Path("intfloat/e5"), {}) != fingerprint(Path("intfloat/e6"), {})


def test_the_hashing_embedder_of_the_tests_keeps_its_promises() -> None:
    embedder: Embedder = HashingEmbedder()
    vectors = embedder.embed_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimension) == (7, 64)
    np.testing.assert_allclose(lengths(vectors), 1, atol=1e-6)
    np.testing.assert_array_equal(vectors[0], embedder.embed_queries([TEXTS[0]])[0])
    np.testing.assert_array_equal(vectors, HashingEmbedder().embed_passages(TEXTS))
    assert not np.allclose(vectors, HashingEmbedder("other").embed_passages(TEXTS))
    near = embedder.embed_queries(["the highest mountain"])[0] @ vectors.T
    assert int(np.argmax(near)) == 0


def test_a_static_model_that_is_not_one(tmp_path: Path) -> None:
    (tmp_path / "static-1").mkdir()
    (tmp_path / "static-1" / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelUnavailable, match=r"cannot load the static model in .*delete that folder and build again"):
        load_embedder(STATIC_MODEL, tmp_path)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_export_that_is_not_one(tmp_path: Path) -> None:
    with pytest.raises(
        ModelUnavailable, match=r"cannot load the exported model in .*delete that folder and build again"
    ):
        OnnxEmbedder(tmp_path)


# With weights


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a model asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="session")
def original() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder(str(minilm_folder()))


@pytest.fixture
def minilm(models: Path, offline: None) -> Embedder:
    return load_embedder(DEFAULT_MODEL, models)


@pytest.fixture
def static(with_static: Path, offline: None) -> Embedder:
    return load_embedder(STATIC_MODEL, with_static)


@model
def test_minilm_runs_from_its_export_and_says_what_the_original_says(
    minilm: Embedder, original: SentenceTransformerEmbedder
) -> None:
    assert isinstance(minilm, OnnxEmbedder)
    assert minilm.dimension == original.dimension == 384
    ours, theirs = minilm.embed_passages(TEXTS), original.embed_passages(TEXTS)
    assert ours.shape == (7, 384)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(lengths(ours), 1, atol=1e-5)
    cosines = np.sum(ours * theirs, axis=1)
    assert cosines.mean() >= LEAST_COSINE == 0.99
    assert cosines.min() >= 0.97


@model
def test_a_vector_does_not_depend_on_the_company_of_its_text(minilm: Embedder) -> None:
    for embed in (minilm.embed_passages, minilm.embed_queries):
        np.testing.assert_array_equal(embed(TEXTS), np.stack([embed([text])[0] for text in TEXTS]))
        assert embed([]).shape == (0, 384)
    np.testing.assert_array_equal(minilm.embed_queries(TEXTS[:1]), minilm.embed_passages(TEXTS[:1]))


@model
def test_a_text_without_end_is_cut_not_refused(minilm: Embedder) -> None:
    vectors = minilm.embed_passages(["word " * 20_000, "", "\0"])
    assert vectors.shape == (3, 384)
    np.testing.assert_allclose(lengths(vectors), 1, atol=1e-5)


@model
def test_the_export_is_made_once_and_has_the_same_fingerprint_again(
    minilm: Embedder, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was exported again")

    monkeypatch.setattr("retrieval.models.onnx_model._make", refuse)
    assert load_embedder(DEFAULT_MODEL, models).fingerprint == minilm.fingerprint
    assert len(list(models.glob("*-int8-*"))) == 1


@model
@pytest.mark.parametrize("name", [DEFAULT_MODEL, STATIC_MODEL])
def test_what_is_meant_is_nearer_than_what_is_not(with_static: Path, offline: None, name: str) -> None:
    embedder = load_embedder(name, with_static)
    passages = embedder.embed_passages(TEXTS)
    for question, right in [
        ("Which mountain is the tallest?", 0),
        ("a long river in Europe", 1),
        ("How do bakers make loaves?", 2),
        ("German composer of church music", 3),
        ("biology of cells", 4),
    ]:
        assert int(np.argmax(passages @ embedder.embed_queries([question])[0])) == right, question


@model
def test_the_static_model_is_distilled_once(static: Embedder, models: Path) -> None:
    assert isinstance(static, StaticEmbedder)
    assert static.dimension == DIMENSION == 256
    vectors = static.embed_passages(TEXTS)
    assert vectors.shape == (7, 256)
    np.testing.assert_allclose(lengths(vectors), 1, atol=1e-5)
    before = (models / "static-1" / "config.json").stat().st_mtime_ns
    assert static_model(Path("there is no such teacher"), models) == models / "static-1"
    assert (models / "static-1" / "config.json").stat().st_mtime_ns == before
    assert sorted(path.name for path in models.glob("static-*")) == ["static-1"]


@model
def test_tokens_are_embedded_in_their_order_and_the_threads_of_torch_are_as_before(offline: None) -> None:
    import torch  # noqa: PLC0415  slow to import
    from transformers import AutoModel  # noqa: PLC0415

    torch.set_num_threads(2)
    vectors = _token_vectors(minilm_folder(), 2 * BATCH + 3)
    assert torch.get_num_threads() == 2
    assert vectors.shape == (2 * BATCH + 3, 384)
    model = AutoModel.from_pretrained(minilm_folder(), local_files_only=True).eval()
    for token in (0, BATCH, 2 * BATCH + 2):
        with torch.inference_mode():
            expected = model(input_ids=torch.tensor([[101, token, 102]])).last_hidden_state[0].mean(dim=0)
        np.testing.assert_allclose(vectors[token], expected.numpy(), atol=1e-5)


@model
def test_a_text_without_known_words_has_a_vector_of_zeros(static: Embedder) -> None:
    np.testing.assert_array_equal(static.embed_passages([""])[0], np.zeros(256, np.float32))


def fake(tmp_path: Path, name: str, **changes: object) -> Path:
    """The default model under another name, with other settings."""
    folder = tmp_path / name
    shutil.copytree(minilm_folder(), folder)
    path = folder / "config_sentence_transformers.json"
    settings = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.write_text(json.dumps(settings | changes), encoding="utf-8")
    return folder


@model
def test_an_e5_model_gets_its_prompts(original: SentenceTransformerEmbedder, tmp_path: Path, offline: None) -> None:
    embedder = SentenceTransformerEmbedder(str(fake(tmp_path, "e5-tiny")))
    np.testing.assert_allclose(
        embedder.embed_passages(TEXTS[:1]), original.embed_passages([f"passage: {TEXTS[0]}"]), atol=1e-5
    )
    np.testing.assert_allclose(
        embedder.embed_queries([TEXTS[0]])[0], original.embed_queries([f"query: {TEXTS[0]}"])[0], atol=1e-5
    )
    assert embedder.fingerprint != original.fingerprint


@model
def test_an_exported_model_keeps_its_own_prompts(minilm: Embedder, tmp_path: Path, offline: None) -> None:
    folder = fake(tmp_path, "prompted", prompts={"query": "Frage: ", "document": "Text: "})
    embedder = load_embedder(str(folder), tmp_path / "models")
    assert isinstance(embedder, OnnxEmbedder)
    np.testing.assert_allclose(embedder.embed_queries(["Tee"])[0], minilm.embed_queries(["Frage: Tee"])[0], atol=1e-4)
    np.testing.assert_allclose(embedder.embed_passages(["Tee"]), minilm.embed_passages(["Text: Tee"]), atol=1e-4)
    assert embedder.fingerprint != minilm.fingerprint


def pooled(folder: Path, mode: str) -> Path:
    """The model in `folder`, pooled in another way."""
    (pooling,) = folder.glob("*_Pooling/config.json")
    settings = json.loads(pooling.read_text(encoding="utf-8"))
    others = {key: False for key in settings if key.startswith("pooling_mode_")}
    pooling.write_text(json.dumps(settings | others | {"pooling_mode": mode}), encoding="utf-8")
    return folder


@model
def test_a_model_that_says_all_in_its_first_token_is_exported_too(
    minilm: Embedder, tmp_path: Path, offline: None
) -> None:
    folder = pooled(fake(tmp_path, "first-token"), "cls")
    embedder = load_embedder(str(folder), tmp_path / "models")
    assert isinstance(embedder, OnnxEmbedder)
    vectors = embedder.embed_passages(TEXTS)
    cosines = np.sum(vectors * SentenceTransformerEmbedder(str(folder)).embed_passages(TEXTS), axis=1)
    assert cosines.min() > 0.98
    assert np.sum(vectors * minilm.embed_passages(TEXTS), axis=1).max() < 0.9  # not the mean of the same model


@model
def test_a_model_that_is_pooled_otherwise_runs_as_it_is_and_says_so(
    tmp_path: Path, offline: None, caplog: pytest.LogCaptureFixture
) -> None:
    folder = pooled(fake(tmp_path, "greatest"), "max")
    for _ in range(2):  # the second time it is known
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            embedder = load_embedder(str(folder), tmp_path / "models")
        assert isinstance(embedder, SentenceTransformerEmbedder)
        assert "greatest runs with PyTorch: its pooling is max" in caplog.text


@model
def test_a_folder_without_a_model(tmp_path: Path, offline: None) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelUnavailable, match=r"^cannot load the model '.*empty'; give the path .* \(\w+: .*empty\)$"):
        load_embedder(str(tmp_path / "empty"), tmp_path / "models")
    assert not (tmp_path / "models").exists()
