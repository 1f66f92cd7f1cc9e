"""What several tests of this folder share: the sample encyclopedia, built once with the hashing embedder."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from retrieval import Encyclopedia, build
from tests.embedders import HashingEmbedder, encyclopedia_of, loading
from tests.retrieval.builds import Write

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def encyclopedia(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Encyclopedia]:
    """The encyclopedia of the module's own ENTRIES, texts by their titles."""
    with encyclopedia_of(request.module.ENTRIES, tmp_path_factory.mktemp("encyclopedia")) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_path() -> Path:
    return ROOT / "corpus" / "sample.jsonl"


@pytest.fixture(scope="session")
def sample_questions() -> list[dict[str, Any]]:
    lines = (ROOT / "tests" / "data" / "sample-questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory, sample_path: Path) -> Path:
    """The folder of the built sample; read it, copy it, but leave it as it is."""
    data = tmp_path_factory.mktemp("sample")
    build([sample_path], data, load=loading(HashingEmbedder()))
    return data


@pytest.fixture(scope="session")
def sample(sample_data: Path) -> Iterator[Encyclopedia]:
    with Encyclopedia.open(sample_data, load=loading(HashingEmbedder())) as encyclopedia:
        yield encyclopedia


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write entries, or lines as they are, to the one input file."""

    def write(*lines: dict[str, Any] | str) -> Path:
        path = tmp_path / "entries.jsonl"
        text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"
