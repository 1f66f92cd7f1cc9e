"""A model by a name that nobody has is refused before anything is loaded, and one that is there is not asked for."""

import sys
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled, RepositoryNotFoundError

from retrieval.embedder import load_embedder
from retrieval.errors import ModelUnavailable
from retrieval.models.hub import missing_model
from retrieval.reranking import load_cross_encoder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that the hub is asked for; it knows those of "known", and is not reached for others."""
    names: list[str] = []

    def model_info(_: object, name: str, **__: object) -> str:
        names.append(name)
        if not name.startswith("known/"):
            raise OfflineModeIsEnabled("the cable is cut")
        return name

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", model_info)
    return names


@pytest.mark.parametrize(
    ("model", "said"),
    [
        (
            "some/misspelled-name",
            "'some/misspelled-name'; give the path .* the Hugging Face hub is not reached: ",
        ),
        ("minlm", "'minlm'; did you mean minilm[?] If not, give the path .*, or use minilm, static or multilingual "),
        ("MiniLM", "'MiniLM'; did you mean minilm[?] If not, "),
        ("./no/folder", "'./no/folder'; give the path .* it is no name that a model may have"),
    ],
)
def test_a_name_that_nobody_has_is_refused_before_anything_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], model: str, said: str
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelUnavailable, match=f"^cannot load the model {said}"):
        load_embedder(model, tmp_path)
    with pytest.raises(ModelUnavailable, match=f"^cannot load the cross-encoder '{model}'; give the folder of"):
        load_cross_encoder(model)


@pytest.mark.parametrize("file", ["config.json", "modules.json"])
def test_what_is_there_is_not_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str], file: str
) -> None:
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    kept = tmp_path / "models--owner--kept"
    (kept / "snapshots" / "1").mkdir(parents=True)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text("1", encoding="utf-8")
    (kept / "snapshots" / "1" / file).write_text("{}", encoding="utf-8")
    assert missing_model(str(tmp_path), "owner") is None
    assert missing_model("kept", "owner") is None
    assert asked == []
    assert missing_model("one", "known") is None
    assert asked == ["known/one"]
    assert missing_model("another", "owner") is not None


def test_a_hub_that_is_out_of_order_leaves_it_to_who_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    def model_info(*_: object, **__: Any) -> None:
        raise HfHubHTTPError.__new__(HfHubHTTPError)  # it is made of a response that says 503

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", model_info)
    assert missing_model("owner/one", "owner") is None


def test_a_name_is_looked_for_with_its_owner_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def model_info(_: object, name: str, **__: Any) -> None:
        asked.append(name)
        raise RepositoryNotFoundError.__new__(RepositoryNotFoundError)  # it is made of a response that says 404

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", model_info)
    assert missing_model("one", "owner") == "there is no such folder, and no model of this name on the Hugging Face hub"
    assert asked == ["owner/one", "one"]
