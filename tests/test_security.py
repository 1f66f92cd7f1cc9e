"""Every promise in SECURITY.md names a test that is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_tests_that_security_md_names_are_there() -> None:
    rows = (ROOT / "SECURITY.md").read_text("utf-8").split("where it is tested")[1].splitlines()
    promises = [row for row in rows if row.startswith("| ")][2:]
    assert len(promises) > 10
    for row in promises:
        named = re.findall(r"`([\w/*]*test_[\w*]+\.py)?(?:::(test_\w+))?`", row.rpartition("|")[0].rpartition("|")[2])
        assert named, row
        files: list[Path] = []
        for file, function in named:
            if file:
                files = [path for path in ROOT.glob("tests/**/*.py") if path.match(file)]
            assert files, row
            assert not function or f"def {function}(" in "".join(path.read_text("utf-8") for path in files), function
