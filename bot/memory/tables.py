"""The tables of the bot's memory; times are seconds since 1970.

What users asked, and the entries they were answered from, is sealed (bot.memory.sealing) where it is kept without their
operator's asking for it; in `verdicts` and `unanswered` it is kept plainly, because he asked to read it.
"""

import os
import sqlite3
from pathlib import Path

from bot.errors import StateDamaged, StateUnwritable

__all__ = ["MEMORY", "forget_user", "open_tables"]

# The file of the bot's memory in the data folder.
MEMORY = "bot.sqlite"

# An older program kept questions plainly. The table is changed, not made anew, so that no id is given out twice.
_SEALED = """
DELETE FROM asked;
ALTER TABLE asked DROP COLUMN question;
ALTER TABLE asked DROP COLUMN searched;
ALTER TABLE asked DROP COLUMN about;
ALTER TABLE asked DROP COLUMN titles;
ALTER TABLE asked ADD COLUMN sealed BLOB NOT NULL DEFAULT x'';
PRAGMA wal_checkpoint(TRUNCATE);
"""

# And did not keep updates until they were answered.
_KEPT = """
ALTER TABLE seen ADD COLUMN runs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE seen ADD COLUMN user INTEGER;
ALTER TABLE seen ADD COLUMN content BLOB;
ALTER TABLE seen ADD COLUMN sending TEXT;
"""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS preferences (user INTEGER PRIMARY KEY, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS seen (
    update_id INTEGER PRIMARY KEY, at REAL NOT NULL, run TEXT NOT NULL, done INTEGER NOT NULL,
    runs INTEGER NOT NULL DEFAULT 0, user INTEGER, content BLOB, sending TEXT
);
CREATE TABLE IF NOT EXISTS asked (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, chat INTEGER NOT NULL, user INTEGER NOT NULL,
    question_id INTEGER NOT NULL, answer_id INTEGER, sealed BLOB NOT NULL, forgotten INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS asked_in_chat ON asked (chat, user, at);
CREATE TABLE IF NOT EXISTS verdicts (
    asked INTEGER PRIMARY KEY, at REAL NOT NULL, user INTEGER NOT NULL, question TEXT,
    helpful INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS unanswered (at REAL NOT NULL, user INTEGER NOT NULL, question TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS counts (
    day TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (day, name)
);
"""


def open_tables(path: Path) -> sqlite3.Connection:
    """Open the file at `path`, made of mode 600 if it is not there.

    Raises StateDamaged when it is another's, StateUnwritable when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        tables = sqlite3.connect(path, isolation_level=None)
        tables.execute("PRAGMA journal_mode = WAL")
        tables.execute("PRAGMA synchronous = NORMAL")
        tables.execute("PRAGMA secure_delete = ON")
        if tables.execute("SELECT 1 FROM pragma_table_info('asked') WHERE name = 'question'").fetchone():
            tables.executescript(_SEALED)
        columns = [name for (name,) in tables.execute("SELECT name FROM pragma_table_info('seen')")]
        if columns and "content" not in columns:
            tables.executescript(_KEPT)
        tables.executescript(_SCHEMA)
    except (OSError, sqlite3.OperationalError) as error:
        raise StateUnwritable(path, error) from error
    except sqlite3.DatabaseError as error:
        raise StateDamaged(f"{path} is not the bot's memory ({error}); move it away and start again") from error
    return tables


def forget_user(tables: sqlite3.Connection, user: int) -> dict[str, int]:
    """Delete all rows about a user; how many of each table. Raises StateUnwritable, as when the disk is full."""
    names = ("preferences", "asked", "verdicts", "unanswered")
    try:
        rows = {name: tables.execute(f"DELETE FROM {name} WHERE user = ?", (user,)).rowcount for name in names}  # noqa: S608
        tables.execute("UPDATE seen SET user = NULL, content = NULL WHERE user = ?", (user,))
        tables.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise StateUnwritable("the bot's memory", error) from error
    return rows
