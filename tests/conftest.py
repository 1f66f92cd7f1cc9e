"""What tests of every package share."""

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from retrieval import build
from retrieval.embedder import minilm_folder
from retrieval.models.distillation import static_model
from tests.embedders import HashingEmbedder, loading

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "corpus" / "sample.jsonl"


def pytest_configure(config: pytest.Config) -> None:
    """Try the same examples in every run, lest one fail by chance, unless `--hypothesis-profile` says otherwise."""
    settings.register_profile("repeatable", derandomize=True)
    if config.getoption("--hypothesis-profile") is None:
        settings.load_profile("repeatable")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless `-m` speaks of it: `make test-faults`, `make test-multilingual`.

    What is left of the slow comes first, so that no process of the run ends long after the others.
    """
    for marker in ("faults", "multilingual"):
        if marker not in config.option.markexpr:
            long = [item for item in items if item.get_closest_marker(marker)]
            items[:] = [item for item in items if item not in long]
            config.hook.pytest_deselected(items=long)
    items.sort(key=lambda item: not (item.get_closest_marker("model") or item.path.name == "test_types.py"))


@pytest.fixture(scope="session", autouse=True)
def no_certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing here is encrypted, and reading all certificates takes a third of the time of each test of the bot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SSL_CERT_FILE", raising=False)  # it would be read instead
        patch.setenv("SSL_CERT_DIR", str(tmp_path_factory.mktemp("certificates")))
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The sample with the real models, built by `wipiverse` in its own process, once for all processes of a test run.

    Not to be built into. What the build said is in `built.txt` beside it.
    """
    temporary = tmp_path_factory.getbasetemp()
    folder = (temporary if worker_id == "master" else temporary.parent) / "built"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock, (folder / "built.txt").open("a+") as said:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "data" / "manifest.json").exists():
            command = (sys.executable, "-m", "bot.cli", "--data", folder / "data", "build", SAMPLE)
            subprocess.run(command, cwd=ROOT, stdout=said, timeout=300, check=True)
    return folder / "data"


@pytest.fixture(scope="session")
def models(built: Path) -> Path:
    """Where the exports of the real models are kept."""
    return built / "models"


@pytest.fixture(scope="session")
def with_static(models: Path) -> Path:
    """The same with the static model in it, which takes both processors a minute to distil: once is enough."""
    with (models / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        static_model(minilm_folder(), models)
    return models


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample encyclopedia, built once; not to be written to."""
    data = tmp_path_factory.mktemp("sample")
    build([SAMPLE], data, model="hashing", load=loading(HashingEmbedder()))
    return data
