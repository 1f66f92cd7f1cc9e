"""The file `.env`, of which the verbs read a name or two and the bot all."""

from collections.abc import Mapping
from pathlib import Path

from bot.errors import SettingsUnusable

__all__ = ["read_env_file"]


def read_env_file(path: Path) -> Mapping[str, str | None]:
    """What the file at `path` sets; nothing if there is none. Raises SettingsUnusable where it cannot be read."""
    from dotenv import dotenv_values  # noqa: PLC0415  seldom needed, and not free
    from dotenv.parser import parse_stream  # noqa: PLC0415

    try:
        if path.is_file():
            with path.open(encoding="utf-8") as lines:
                bindings = list(parse_stream(lines))
            wrong = next((b.original for b in bindings if b.error or (b.key and b.value is None)), None)
            if wrong is not None:  # the library would warn, or not, and leave the line out
                blank = len(wrong.string) - len(wrong.string.lstrip())
                line = wrong.line + wrong.string.count("\n", 0, blank)
                raise SettingsUnusable(f"{path}, line {line}: not NAME=value; correct it, or put # before it")
        return dotenv_values(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsUnusable(f"{path} cannot be read ({error}); save it as UTF-8, readable by you") from None
