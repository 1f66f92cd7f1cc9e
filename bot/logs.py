"""Logs that hold no secrets: the bot's token is replaced wherever it would stand, in tracebacks too."""

import logging
import re
import sys
from collections.abc import Iterable
from typing import TextIO

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


class _Redacting(logging.Formatter):
    """Redacts the finished line, so that no argument and no traceback escapes it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secrets)


def set_up_logs(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error) from `level` up, every line redacted."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Redacting(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore"):
        # Their INFO lines hold whole addresses, and with them the token.
        logging.getLogger(chatty).setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(max(logging.getLevelName(level), logging.INFO))
