"""The bot in a process of its own, as `wipiverse bot` runs it; started by test_process.py."""

import sys
from pathlib import Path

from bot.settings import read_settings
from bot.telegram.application import run
from tests.running_bot import Hesitant, load_hashing

if __name__ == "__main__":
    sys.exit(run(read_settings(None), encyclopedia=Hesitant.open(Path(sys.argv[1]), load=load_hashing)))
