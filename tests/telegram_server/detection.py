"""Entities Telegram finds by itself in what people write."""

import re
from collections.abc import Iterator

from tests.telegram_server.entities import utf16_length
from tests.telegram_server.refusals import JsonObject

_PATTERNS = (
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")),
    ("bot_command", re.compile(r"(?<![\w/@.])/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


def detect_entities(text: str) -> list[JsonObject]:
    """Return links, commands, mentions and hashtags, in order, none inside another."""
    taken = 0
    found = []
    for start, end, kind in sorted(_matches(text)):
        if start < taken:
            continue
        taken = end
        found.append({"type": kind, "offset": utf16_length(text[:start]), "length": utf16_length(text[start:end])})
    return found


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), kind


def addressed_to(text: str, username: str) -> bool:
    """Say whether a bot in privacy mode gets this text: a command not meant for another bot, or a mention."""
    command = re.match(r"/[A-Za-z0-9_]{1,32}(?:@(\w+))?(?!\w)", text)
    if command:
        return (command.group(1) or username).lower() == username.lower()
    return re.search(rf"(?<!\w)@{re.escape(username)}(?!\w)", text, re.IGNORECASE) is not None
