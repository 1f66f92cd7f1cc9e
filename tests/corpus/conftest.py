"""What several tests of this folder share: an empty entry store that can be written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.writer import EntryWriter


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EntryWriter]:
    with EntryWriter(tmp_path / "entries.sqlite") as store:
        yield store
