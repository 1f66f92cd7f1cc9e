import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.building.process_lock import AlreadyHeld, holder, process_lock

HOLD = """
import sys
from pathlib import Path
from retrieval.building.process_lock import process_lock

with process_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_process_holds_it_and_says_which(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    assert holder(lock) is None
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        held_by = holder(lock)
        assert held_by is not None
        assert (held_by.process, held_by.touched) == (other.pid, lock.stat().st_mtime)
        with pytest.raises(AlreadyHeld, match=f"^{other.pid}$"), process_lock(lock):
            pass
        other.kill()
        other.wait()
        assert lock.read_text("ascii") == str(other.pid)  # left behind
    assert holder(lock) is None
    with process_lock(lock, mode=0o600):
        assert lock.read_text("ascii") == str(os.getpid())
    assert lock.read_bytes() == b""


def test_it_goes_with_what_is_done_under_it(tmp_path: Path) -> None:
    lock = tmp_path / "some.lock"
    with pytest.raises(KeyError), process_lock(lock, mode=0o600):
        raise KeyError
    assert holder(lock) is None
    assert lock.stat().st_mode & 0o777 == 0o600
    (tmp_path / "folder.lock").mkdir()
    with pytest.raises(IsADirectoryError), process_lock(tmp_path / "folder.lock"):
        pass
