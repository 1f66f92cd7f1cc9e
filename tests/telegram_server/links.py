"""Deep links to a bot: `https://t.me/BOT?start=PAYLOAD`."""

import re
from urllib.parse import parse_qs, urlsplit

from tests.telegram_server.refusals import ViolationError

START_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_HOSTS = {"t.me", "telegram.me", "www.t.me"}


def deep_link(url: str) -> tuple[str, str] | None:
    """Return the bot's name and the payload of a deep link; None for any other link."""
    parts = urlsplit(url)
    query = parse_qs(parts.query, keep_blank_values=True)
    payloads = query.get("start") or query.get("startgroup")
    if not payloads:
        return None
    payload = payloads[0]
    if parts.scheme == "tg" and parts.netloc == "resolve":
        return (query.get("domain") or [""])[0], payload
    if parts.netloc.lower() in _HOSTS:
        return parts.path.strip("/"), payload
    return None


def check_start_payload(url: str) -> None:
    """Refuse a deep link with a payload Telegram would not hand on."""
    link = deep_link(url)
    if link and not START_PAYLOAD.fullmatch(link[1]):
        raise ViolationError(f"Bad Request: START_PARAM_INVALID: {link[1]!r} in a deep link")
