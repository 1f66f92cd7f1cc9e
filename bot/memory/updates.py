"""Which updates came, which are being answered and which are: so that each is answered once, whatever ends the bot.

Telegram forgets an update as soon as it is told that it came. So it is written down before that, and what a bot that
was killed has not answered, the next one takes up.
"""

import sqlite3
import uuid
from collections.abc import Callable

from bot.memory.sealing import Seal

__all__ = ["DAY", "Updates"]

DAY = 24 * 3600
# An update that as many bots did not survive is left alone.
MOST_RUNS = 3


class Updates:
    """The table `seen`: a row for every update of the last day."""

    def __init__(
        self, tables: sqlite3.Connection, write: Callable[..., object], seal: Seal, clock: Callable[[], float]
    ) -> None:
        """Keep them in `tables`, to which `write` writes, what they say sealed; `clock`: seconds since 1970."""
        self._tables = tables
        self._write = write
        self._seal = seal
        self._clock = clock
        self._run = uuid.uuid4().hex
        self._left: set[int] = set()
        self._swept = 0.0

    def receive(self, update_id: int, user: int | None, content: str) -> None:
        """Write down an update that came; `content` is kept until it is answered."""
        self._write(
            "INSERT OR IGNORE INTO seen (update_id, at, run, done, user, content) VALUES (?, ?, '', 0, ?, ?)",
            *(update_id, self._clock(), user, self._seal.close(content)),
        )

    def unfinished(self) -> list[str]:
        """What came in the last day and was not answered, because the bot was killed."""
        rows = self._tables.execute(
            "SELECT content FROM seen WHERE NOT done AND content IS NOT NULL AND runs < ? AND at > ? "
            "ORDER BY update_id",
            (MOST_RUNS, self._clock() - DAY),
        ).fetchall()
        return [content for (sealed,) in rows if (content := self._seal.open(sealed)) is not None]

    def begin(self, update_id: int) -> bool:
        """Take an update up; False if it was taken up before and need not be again.

        One that another run took up and did not finish, because it was killed, is taken up again.
        """
        self._sweep()
        row = self._tables.execute("SELECT run, done FROM seen WHERE update_id = ?", (update_id,)).fetchone()
        if row is not None and (row[1] or row[0] == self._run):
            return False
        self._write(
            "INSERT INTO seen (update_id, at, run, done, runs) VALUES (?, ?, ?, 0, 1) "
            "ON CONFLICT DO UPDATE SET run = excluded.run, runs = runs + 1",
            *(update_id, self._clock(), self._run),
        )
        return True

    def sending(self, update_id: int) -> bool:
        """A message is about to be sent; True if one that answers this update may have arrived before a kill."""
        row = self._tables.execute("SELECT sending FROM seen WHERE update_id = ?", (update_id,)).fetchone()
        self._write("UPDATE seen SET sending = ? WHERE update_id = ?", self._run, update_id)
        return row is not None and row[0] not in {None, self._run}

    def leave(self, update_id: int) -> None:
        """An update that was taken up cannot be answered now; the next run is to take it up again."""
        self._left.add(update_id)

    def done(self, update_id: int) -> None:
        """An update that was taken up is finished, and what it said is forgotten; not if it is left to the next run."""
        if update_id in self._left:
            self._left.remove(update_id)
            return
        self._write("UPDATE seen SET done = 1, user = NULL, content = NULL WHERE update_id = ?", update_id)

    def _sweep(self) -> None:
        """Once an hour, delete what is older than a day."""
        now = self._clock()
        if abs(now - self._swept) >= 3600:
            self._swept = now
            self._write(
                "DELETE FROM seen WHERE at NOT BETWEEN ? AND ?", now - DAY, now + DAY
            )  # the clock may be set back
