"""The file `.env`, of which the verbs read a name or two and the bot all."""

from collections.abc import Mapping
from pathlib import Path

from bot.errors import SettingsUnusable

__all__ = ["read_env_file"]


def read_env_file(path: Path) -> Mapping[str, str | None]:
    """What the file at `path` sets; nothing if there is none. Raises SettingsUnusable where it cannot be read."""
    from dotenv import dotenv_values  # noqa: PLC0415  seldom needed, and not free

    try:
        return dotenv_values(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsUnusable(f"{path} cannot be read ({error}); save it as UTF-8, readable by you") from None
