"""What users have chosen, as python-telegram-bot asks a persistence for it.

It is read before each update of a user, and written when it is chosen; so what the library has of it in its memory may
be dropped at any time.
"""

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from telegram.ext import BasePersistence, PersistenceInput

__all__ = ["UserSettings"]

Json = dict[str, Any]


class UserSettings(BasePersistence[Json, Json, Json]):
    """The table `preferences`: a row for every user who has chosen something."""

    def __init__(self, tables: sqlite3.Connection, write: Callable[..., object]) -> None:
        """Keep them in `tables`, to which `write` writes."""
        super().__init__(PersistenceInput(bot_data=False, chat_data=False, callback_data=False))
        self._tables = tables
        self._write = write

    def keep(self, user: int, settings: Json) -> None:
        """Keep what a user has chosen."""
        self._write("INSERT OR REPLACE INTO preferences VALUES (?, ?)", user, json.dumps(settings))

    async def get_user_data(self) -> dict[int, Json]:
        """None is read at the start."""
        return {}

    async def refresh_user_data(self, user_id: int, user_data: Json) -> None:
        """A user's settings as they are kept now; another process may have deleted them (`wipiverse forget`)."""
        row = self._tables.execute("SELECT data FROM preferences WHERE user = ?", (user_id,)).fetchone()
        user_data.clear()
        user_data.update(json.loads(row[0]) if row else {})

    async def update_user_data(self, user_id: int, data: Json) -> None:
        """They are written already."""

    async def drop_user_data(self, user_id: int) -> None:
        """They stay in the file."""

    async def get_chat_data(self) -> dict[int, Json]:
        """None is kept."""
        return {}

    async def update_chat_data(self, chat_id: int, data: Json) -> None:
        """None is kept."""

    async def drop_chat_data(self, chat_id: int) -> None:
        """None is kept."""

    async def refresh_chat_data(self, chat_id: int, chat_data: Json) -> None:
        """None is kept."""

    async def get_bot_data(self) -> Json:
        """None is kept."""
        return {}

    async def update_bot_data(self, data: Json) -> None:
        """None is kept."""

    async def refresh_bot_data(self, bot_data: Json) -> None:
        """None is kept."""

    async def get_callback_data(self) -> None:
        """None is kept."""

    async def update_callback_data(self, data: object) -> None:
        """None is kept."""

    async def get_conversations(self, name: str) -> dict[tuple[int | str, ...], object]:  # noqa: ARG002
        """None is kept."""
        return {}

    async def update_conversation(self, name: str, key: tuple[int | str, ...], new_state: object | None) -> None:
        """None is kept."""

    async def flush(self) -> None:
        """Everything is written already."""
