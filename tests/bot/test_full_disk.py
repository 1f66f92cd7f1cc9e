"""A disk that is really full, a small one mounted for the test: a build stops, the old index and the bot answer on.

As a program (`python -m tests.bot.test_full_disk FOLDER`) this mounts the disk on FOLDER, where no other process sees
it, and breaks things on it.
"""

import asyncio
import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.command_line.building import BAD_INPUT_FILE
from retrieval import Encyclopedia
from tests.command_line import wipiverse
from tests.retrieval.test_index_faults import everything, write_entries
from tests.running_bot import build_index, load_hashing, running_bot

ROOT = Path(__file__).parents[2]
# A name space of its own, of which root needs no leave.
ALONE = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
MOUNT = ["mount", "-t", "tmpfs", "-o", "size=4m", "none"]
# What is left when the disk is all but full; how far a build comes depends on it.
ROOMS = (0, 8_192, 65_536, 200_000, 500_000)


def may_mount(folder: Path) -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*ALONE, *MOUNT, folder], capture_output=True, check=False).returncode == 0


def test_a_full_disk_stops_a_build_and_no_answer(tmp_path: Path) -> None:
    if not may_mount(tmp_path):
        pytest.skip("nothing can be mounted here")
    command = [*ALONE, sys.executable, "-m", "tests.bot.test_full_disk", str(tmp_path)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stderr[-3_000:]
    assert run.stdout.splitlines()[-1] == "done"
    assert "make room on the disk" in run.stderr  # the bot's log


def test_a_list_of_bad_input_without_room_costs_a_line(tmp_path: Path) -> None:
    data, source = tmp_path / "data", write_entries(tmp_path / "few.jsonl", 40, "1")
    with source.open("a", encoding="utf-8") as file:
        file.write("no JSON\n")  # so little is written when the list is closed
    data.mkdir()
    (data / BAD_INPUT_FILE).symlink_to("/dev/full")
    result = wipiverse(data, "build", "--model", "hashing", str(source))
    assert (result.exit_code, "40 new" in result.stdout) == (0, True)
    last = result.stderr.splitlines()[-1]
    assert last.startswith(f"{data / BAD_INPUT_FILE} cannot be written ([Errno 28] No space left on device); make room")


class Filler:
    """A file that takes all the room but a little."""

    def __init__(self, disk: Path) -> None:
        self._path = disk / "filler"

    def fill(self, room: int = 0) -> None:
        self.empty()
        written = 0
        with self._path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                written += file.write(bytes(4_096))
        os.truncate(self._path, max(written - room, 0))

    def empty(self) -> None:
        self._path.unlink(missing_ok=True)


def build_without_room(disk: Path, data: Path, source: Path) -> None:
    old, filler = everything(data), Filler(disk)
    for room in ROOMS:
        filler.fill(room)
        result = wipiverse(data, "build", "--model", "hashing", str(source))
        assert result.exit_code == 2, (room, result.output)
        said = result.stderr.splitlines()[-1]
        assert said.startswith("wipiverse: the build stopped ("), (room, said)
        assert "the live index is as it was" in said, (room, said)
        assert everything(data) == old, room
    filler.empty()
    assert wipiverse(data, "build", "--model", "hashing", str(source)).exit_code == 0
    with Encyclopedia.open(data, load=load_hashing) as opened:
        assert len(opened) == 1_000


async def serve_without_room(disk: Path, data: Path) -> None:
    filler = Filler(disk)
    async with running_bot(data, data) as bot:
        assert "kind 5" in (await bot.ask("What kind is widget 5?")).text
        filler.fill()
        for number in range(400):  # until the file that SQLite writes ahead has no room left either
            assert f"Widget {number}" in (await bot.ask(f"What kind is widget {number}?")).text
            if bot.state.counted["unwritten"]:
                break
        assert bot.state.counted["unwritten"]
        assert "Widget 7" in (await bot.ask("Widget 7")).text
        refused = wipiverse(data, "forget", "1001")
        assert (refused.exit_code, refused.stderr[:11]) == (2, "wipiverse: ")
        filler.empty()
        assert bot.state.asked_in(bot.user.id, (await bot.user.send("Widget 8")).message_id) is None
        await bot.user.reply()
        assert bot.state.today().get("errors", 0) == 0
        asked = await bot.user.send("Widget 9")
        await bot.user.reply()
        assert bot.state.asked_in(bot.user.id, asked.message_id) is not None  # it remembers again


def start_and_copy_without_room(disk: Path, data: Path) -> None:
    filler = Filler(disk)
    filler.fill()
    os.environ["WIPIVERSE_TELEGRAM_TOKEN"] = "123456:" + "A" * 35
    os.environ["WIPIVERSE_TELEGRAM_API_URL"] = "http://127.0.0.1:9"
    for room in (0, 16_384, 65_536):
        filler.fill(room)
        refused = wipiverse(data, "backup", str(disk / "copy"))
        assert (refused.exit_code, refused.stderr[:11]) == (2, "wipiverse: "), room
        assert "move it away" not in refused.stderr, room
        assert not list(disk.glob("copy*")), room
    filler.fill()
    for name in data.glob("bot.*"):
        name.unlink()
    refused = wipiverse(data, "bot")
    assert refused.exit_code == 2
    assert "make room on the disk" in refused.stderr


def main(disk: Path) -> None:
    """Break things on a small disk mounted on `disk`."""
    subprocess.run([*MOUNT, disk], check=True)
    data = build_index(disk / "data", write_entries(disk / "few.jsonl", 40, "1"))
    build_without_room(disk, data, write_entries(disk / "many.jsonl", 1_000, "2"))
    asyncio.run(serve_without_room(disk, data))
    start_and_copy_without_room(disk, data)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
