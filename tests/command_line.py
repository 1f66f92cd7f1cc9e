"""`wipiverse` as the tests run it: in this process, or in its own, where it can have a terminal.

As a program (`python -m tests.command_line ...`) this is `wipiverse` with an embedder without weights.
"""

import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from fcntl import ioctl
from pathlib import Path

from click.testing import CliRunner, Result

from bot.cli import main
from retrieval.embedder import LoadEmbedder
from tests.embedders import HashingEmbedder, loading

ROOT = Path(__file__).parents[1]
PROGRAM = (sys.executable, "-m", "tests.command_line")
WIDTH, HEIGHT = 80, 24


def wipiverse(data: Path, *arguments: str, load: LoadEmbedder | None = None, typed: str = "") -> Result:
    """Run a verb on `data` in this process; what is not meant to be caught stays an exception."""
    runner = CliRunner(env={"WIPIVERSE_DATA": None})
    load = load or loading(HashingEmbedder())
    return runner.invoke(
        main,
        ["--data", str(data), *arguments],
        obj=load,
        input=typed,
        catch_exceptions=False,
        prog_name="wipiverse",
    )


def in_own_process(data: Path, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    """Run a verb on `data` through pipes."""
    command = (*PROGRAM, "--data", str(data), *arguments)
    return subprocess.run(command, cwd=ROOT, input=typed, capture_output=True, text=True, timeout=60, check=False)


def in_terminal(data: Path, *arguments: str, typed: Sequence[tuple[str, str]] = ()) -> tuple[int, str]:
    """Run a verb in a terminal of 80 by 24: the exit code and everything it wrote.

    `typed` holds pairs: once the first has been written since the last one, the second is typed.
    """
    ours, its = pty.openpty()
    ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    environment = {**os.environ, "TERM": "xterm", "PAGER": "cat", "PROMPT_TOOLKIT_NO_CPR": "1"}
    command = (*PROGRAM, "--data", str(data), *arguments)
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=its, stdout=its, stderr=its, env=environment, start_new_session=True
    )
    os.close(its)
    try:
        return _converse(process, ours, list(typed))
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _converse(process: "subprocess.Popen[bytes]", terminal: int, typed: list[tuple[str, str]]) -> tuple[int, str]:
    written, seen, deadline = b"", 0, time.monotonic() + 60
    while True:
        if typed and (found := written.find(typed[0][0].encode(), seen)) >= 0:
            seen = found + len(typed[0][0].encode())
            os.write(terminal, typed.pop(0)[1].encode())
            continue
        if not select.select([terminal], [], [], max(deadline - time.monotonic(), 0))[0]:
            raise TimeoutError(written.decode(errors="replace"))
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says so when the last one who wrote to the terminal is gone
            piece = b""
        if not piece:
            return process.wait(10), written.decode()
        written += piece


if __name__ == "__main__":
    main(obj=loading(HashingEmbedder()), prog_name="wipiverse")
