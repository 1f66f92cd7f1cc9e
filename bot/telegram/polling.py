"""Polling that no single update can hold up."""

import logging
from http import HTTPStatus
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

__all__ = ["SteadyRequest", "TokenRevokedError"]

_LOG = logging.getLogger(__name__)


class TokenRevokedError(TelegramError):
    """Telegram refuses a token that it took before."""


class SteadyRequest(HTTPXRequest):
    """Passes over updates that the library cannot read, and hands on that the token was revoked.

    The library itself would ask for the same updates for ever, and read none of those behind it; and of a token that is
    revoked it would tell nobody, ask no more and keep the bot waiting.
    """

    async def do_request(self, *request: Any, **options: Any) -> tuple[int, bytes]:
        """Ask for updates."""
        status, payload = await super().do_request(*request, **options)
        if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND}:  # which the library takes for a wrong token, too
            raise TokenRevokedError(HTTPStatus(status).phrase)
        return status, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What Telegram answers; an update that cannot be read is an empty one, so that it counts as received."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [_readable(update) for update in answer["result"]]
        return answer


def _readable(update: Any) -> Any:
    try:
        Update.de_json(update, None)
    except Exception as error:  # noqa: BLE001  whatever it is, the next update is to be read
        _LOG.error(
            "the update %s cannot be read (%s) and is passed over", update.get("update_id"), type(error).__name__
        )
        return {"update_id": update["update_id"]}
    return update
