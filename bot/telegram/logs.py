"""Logs that hold no secrets: the bot's token is replaced wherever it would stand, in tracebacks too."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal, TextIO

from telegram.error import Conflict

__all__ = ["redact", "set_up_logs"]

# What looks like a bot's token: its id, a colon, and 30 or more characters.
_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
REDACTED = "[token]"


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """`text` without these secrets, nor anything that looks like a bot's token."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, REDACTED)
    return _TOKEN.sub(REDACTED, text)


class _Lines(logging.Formatter):
    """Records as lines for people."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        # The finished line is redacted, so that no argument and no traceback escapes it.
        return redact(self._write(record), self._secrets)

    def _write(self, record: logging.LogRecord) -> str:
        return super().format(record)


class _Json(_Lines):
    """Records as JSON, one object a line: time, level, logger, message, and error with its traceback."""

    def _write(self, record: logging.LogRecord) -> str:
        said: dict[str, str] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said)  # as ASCII: no line separator of any script divides an object


def without_updates(record: logging.LogRecord) -> bool:
    """Let every record pass, but for what came from Telegram, which the library writes out when it cannot read it."""
    library, said = record.name.startswith("telegram"), str(record.msg)
    if library and record.args and ("eceived data was" in said or "invalid JSON data" in said):
        record.msg, record.args = re.sub('"?%[rs]"?', "[not logged: what users write]", said), None
    return True


def without_conflicts(record: logging.LogRecord) -> bool:
    """Let every record pass, but for the library's tracebacks of a second poller: `serving` says that in one line."""
    return not (record.name == "telegram.ext.Updater" and record.exc_info and isinstance(record.exc_info[1], Conflict))


def set_up_logs(
    level: str,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
    form: Literal["text", "json"] = "text",
    *,
    updates: bool = False,
) -> None:
    """Log to `stream` (standard error) from `level` up in this form, every line redacted.

    `updates` lets what users wrote into the log where an update cannot be read.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter((_Json if form == "json" else _Lines)(secrets))
    handler.addFilter(without_conflicts)
    if not updates:
        handler.addFilter(without_updates)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore"):
        # Their INFO lines hold whole addresses, and with them the token.
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(max(logging.getLevelName(level), logging.INFO))
