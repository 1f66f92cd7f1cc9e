"""What tests of every package share."""

from pathlib import Path

import pytest

from retrieval import build
from tests.embedders import HashingEmbedder, loading

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample.jsonl"


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample encyclopedia, built once; not to be written to."""
    data = tmp_path_factory.mktemp("sample")
    build([SAMPLE], data, model="hashing", load=loading(HashingEmbedder()))
    return data
