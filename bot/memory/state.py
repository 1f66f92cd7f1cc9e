"""What the bot remembers, in one SQLite file of mode 600: whatever is written survives a kill.

Where nothing can be written, because the disk is full, questions are answered all the same and nothing is remembered.
"""

import json
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.conversation.context import Turn
from bot.memory.sealing import Seal
from bot.memory.tables import forget_user, open_tables
from bot.memory.updates import DAY, Updates
from bot.memory.user_settings import UserSettings

__all__ = ["Asked", "Kind", "State"]

_LOG = logging.getLogger(__name__)
# Turns older than this are no context for a question any more.
CONTEXT_SECONDS = 30 * 60
_ADVICE = {
    sqlite3.SQLITE_FULL: "make room on the disk",
    sqlite3.SQLITE_READONLY: "give the bot's user the right to write there",
    sqlite3.SQLITE_BUSY: "end what else has the file open",
}
TURNS = 8

Kind = Literal["question", "claim", "entry"]
_KINDS: dict[str | bool, Kind] = {"claim": "claim", "entry": "entry", True: "claim"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, a claim or an entry that was asked for, and the message that answers; `searched`: in which words."""

    id: int
    chat: int
    user: int
    question_id: int
    answer_id: int | None
    question: str
    searched: str
    about: str | None
    kind: Kind = "question"


class State:
    """The bot's memory. Raises StateDamaged when the file is not one of its own."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time, secret: str | None = None) -> None:
        """Open the file at `path`, made if it is not there; what users ask is sealed with `secret`."""
        self._clock = clock
        self._seal = Seal(secret)
        self._swept = 0.0
        self.counted: Counter[str] = Counter()  # what was counted since the start
        self._db = open_tables(path)
        self.updates = Updates(self._db, self._write, self._seal, self._clock)
        self.settings = UserSettings(self._db, self._write)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _write(self, statement: str, *values: object) -> sqlite3.Cursor | None:
        """Write; None, and a line in the log, when that cannot be done."""
        try:
            return self._db.execute(statement, values)
        except sqlite3.Error as error:
            self.counted["unwritten"] += 1
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # without what SQLite adds to it
            _LOG.error(
                "the bot's memory cannot be written (%s); %s", error, _ADVICE.get(code, _ADVICE[sqlite3.SQLITE_FULL])
            )
            return None

    def _sweep(self) -> None:
        """Once an hour, delete the questions that are older than a day, and who judged the answers to those.

        A verdict without its question serves to be counted once, as long as there are buttons that do something.
        """
        now = self._clock()
        if abs(now - self._swept) >= 3600:
            self._swept = now
            # What was written before the clock was set back would be kept for longer than is promised.
            self._write("DELETE FROM asked WHERE at NOT BETWEEN ? AND ?", now - DAY, now + DAY)
            self._write("DELETE FROM verdicts WHERE question IS NULL AND asked NOT IN (SELECT id FROM asked)")

    # Questions and their context

    def note_question(
        self, chat: int, user: int, question_id: int, question: str, searched: str, about: str | None,
        titles: Sequence[str], *, kind: Kind = "question",
    ) -> int:  # fmt: skip
        """Remember a question, a claim or the name of an entry, and its answer; the id is good for a day."""
        self._sweep()
        sealed = self._seal.close(json.dumps([question, searched, about, list(titles), kind]))
        cursor = self._write(
            "INSERT INTO asked (at, chat, user, question_id, sealed) VALUES (?, ?, ?, ?, ?)",
            *(self._clock(), chat, user, question_id, sealed),
        )
        return int(cursor.lastrowid or 0) if cursor else 0

    def note_answer(self, asked_id: int, message_id: int) -> None:
        """Remember which message answers a question."""
        self._write("UPDATE asked SET answer_id = ? WHERE id = ?", message_id, asked_id)

    def asked(self, asked_id: int) -> Asked | None:
        """The question with this id, unless it is forgotten."""
        return self._asked("id = ?", asked_id)

    def asked_in(self, chat: int, question_id: int) -> Asked | None:
        """The latest answer to the question in this message."""
        return self._asked("chat = ? AND question_id = ? ORDER BY id DESC LIMIT 1", chat, question_id)

    def latest_asked(self, chat: int, user: int, answer: int | None = None) -> list[Asked]:
        """What this user asked lately here, latest first; only what the message `answer` answers, if that is one."""
        if answer is not None and (replied := self._asked("chat = ? AND answer_id = ?", chat, answer)):
            return [replied]
        rows = self._db.execute(
            "SELECT id FROM asked WHERE chat = ? AND user = ? AND at > ? AND NOT forgotten ORDER BY id DESC LIMIT ?",
            (chat, user, self._clock() - CONTEXT_SECONDS, TURNS),
        ).fetchall()
        return [asked for (asked_id,) in rows if (asked := self.asked(asked_id))]

    def _asked(self, where: str, *values: int) -> Asked | None:
        row = self._db.execute(
            f"SELECT id, chat, user, question_id, answer_id, sealed FROM asked WHERE {where}",  # noqa: S608
            values,
        ).fetchone()
        opened = None if row is None else self._seal.open(row[5])
        if opened is None:
            return None
        question, searched, about, _, *noted = json.loads(opened)  # an older program: whether a claim, or nothing
        kind = _KINDS.get(noted[0] if noted else False, "question")
        asked_id, chat, user, question_id, answer_id, _ = row
        return Asked(asked_id, chat, user, question_id, answer_id, question, searched, about, kind)

    def turns(
        self, chat: int, user: int, before: int | None = None, answer: int | None = None,
        *, seconds: float = CONTEXT_SECONDS,
    ) -> list[Turn]:  # fmt: skip
        """This user's latest questions here, of the last `seconds`, latest first.

        `before` leaves out the question with this id and those after it. Where the message `answer` is an answer,
        there is nothing else but what it answered, whoever asked.
        """
        rows = self._db.execute(
            "SELECT sealed, coalesce(answer_id = ?, 0) FROM asked WHERE chat = ? AND (user = ? OR answer_id = ?) "
            "AND at > ? AND NOT forgotten AND id < ? ORDER BY 2 DESC, id DESC LIMIT ?",
            (answer, chat, user, answer, self._clock() - seconds, before or 1 << 62, TURNS),
        ).fetchall()
        meant = [sealed for sealed, is_it in rows if is_it] or [sealed for sealed, _ in rows]
        opened = (json.loads(turn) for sealed in meant if (turn := self._seal.open(sealed)))
        return [Turn(question, about, tuple(titles)) for question, _, about, titles, *_ in opened if question]

    def start_anew(self, chat: int, user: int) -> None:
        """Let nothing said before be the context of what comes."""
        self._write("UPDATE asked SET forgotten = 1 WHERE chat = ? AND user = ?", chat, user)

    # Verdicts and numbers

    def note_verdict(self, asked: Asked, user: int, *, helpful: bool, keep_question: bool) -> bool:
        """Count a verdict, once for each answer; False if it was counted before.

        The question is kept only of who asked it: another's would outlast the deletion of what is kept about them.
        """
        kept = asked.searched if keep_question and user == asked.user else None
        cursor = self._write(
            "INSERT OR IGNORE INTO verdicts VALUES (?, ?, ?, ?, ?)",
            *(asked.id, self._clock(), user, kept, helpful),
        )
        counted = cursor is not None and cursor.rowcount > 0
        if counted:
            self.count("helpful" if helpful else "unhelpful")
        return counted

    def note_unanswered(self, user: int, question: str) -> None:
        """Keep a question nothing was found for."""
        self._write("INSERT INTO unanswered VALUES (?, ?, ?)", self._clock(), user, question)

    def latest_unanswered(self, number: int) -> list[str]:
        """The latest questions nothing was found for."""
        rows = self._db.execute("SELECT question FROM unanswered ORDER BY at DESC LIMIT ?", (number,))
        return [question for (question,) in rows]

    def count(self, name: str) -> None:
        """One more of something today."""
        self.counted[name] += 1
        self._write(
            "INSERT INTO counts VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET number = number + 1", self._day(), name
        )

    def today(self) -> dict[str, int]:
        """What was counted today."""
        return dict(self._db.execute("SELECT name, number FROM counts WHERE day = ?", (self._day(),)).fetchall())

    def _day(self) -> str:
        return time.strftime("%Y-%m-%d", time.gmtime(self._clock()))

    def forget(self, user: int) -> dict[str, int]:
        """Delete everything kept about a user; how many rows of each table that were. Raises StateUnwritable."""
        return forget_user(self._db, user)
