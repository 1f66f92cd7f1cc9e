"""The file `.env`, of which the verbs read a name or two and the bot all."""

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingsUnusable

if TYPE_CHECKING:
    from dotenv.parser import Binding

__all__ = ["PREFIX", "read_env_file"]

# What every setting is called first.
PREFIX = "WIPIVERSE_"
# Nothing in it means everybody, which nobody who wrote something there has meant.
EVERYBODY_IF_EMPTY = f"{PREFIX}TELEGRAM_ALLOWED"
_COMMENT_ONLY = re.compile(r"[^=]*=\s*#")
_NO_COMMENT = re.compile(r"[^=]*=#")
_VARIABLE = re.compile(r"\$\{([^}:]*)\}")  # without a default, ${NAME:-default}


def read_env_file(path: Path) -> Mapping[str, str | None]:
    """What the file at `path` sets; nothing if there is none.

    Raises SettingsUnusable where it cannot be read, and where the library would read something else than is meant.
    """
    from dotenv import dotenv_values  # noqa: PLC0415  seldom needed, and not free
    from dotenv.parser import parse_stream  # noqa: PLC0415

    try:
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                for binding, wrong in _wrong(list(parse_stream(lines))):
                    written = binding.original
                    blank = len(written.string) - len(written.string.lstrip())
                    line = written.line + written.string.count("\n", 0, blank)
                    raise SettingsUnusable(f"{path}, line {line}: {wrong}")
        return dotenv_values(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsUnusable(f"{path} cannot be read ({error}); save it as UTF-8, readable by you") from None


def _wrong(bindings: "list[Binding]") -> "Iterable[tuple[Binding, str]]":
    """What is wrong, line by line; the library would warn of some of it, and go on with a line left out or empty."""
    known = set(os.environ)
    set_before: set[str] = set()
    for binding in bindings:
        name, value = binding.key, binding.value
        if binding.error or (name and value is None):
            yield binding, "not NAME=value; correct it, or put # before it"
        if name is None or value is None:
            continue
        if name.startswith(PREFIX):
            if name in set_before:  # as where lines were written above a copy of .env.example
                yield binding, f"{name} is set a second time, and the last would count; take one out"
            if name == EVERYBODY_IF_EMPTY and _COMMENT_ONLY.match(binding.original.string):
                yield binding, f"{name} holds only a comment, and empty means everybody; put the comment above it"
            elif _NO_COMMENT.match(binding.original.string):
                yield binding, f"the value of {name} begins with #, which is no comment there; put it above the line"
            unset = [variable for variable in _VARIABLE.findall(value) if variable not in known]
            if unset:
                yield binding, f"{name} speaks of ${{{unset[0]}}}, which is not set; write its value"
            set_before.add(name)
        known.add(name)
