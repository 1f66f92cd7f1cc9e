"""From the first contact with Telegram to the last answer: receive updates until told to stop."""

import asyncio
import contextlib
import json
import logging
import secrets
import time
from collections.abc import Callable, Coroutine
from urllib.parse import urlsplit

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Updater
from tornado.httpserver import HTTPServer

from bot.errors import SettingsUnusable
from bot.settings import Settings
from bot.telegram.desk import App, Desk
from bot.telegram.polling import TokenRevokedError
from bot.telegram.profile import register

__all__ = ["CONFLICT", "OK", "TOKEN_REFUSED", "serve"]

_LOG = logging.getLogger(__name__)
# Exit codes: stopped as asked; the token is refused; another process polls with the same token.
OK, TOKEN_REFUSED, CONFLICT = 0, 3, 4
# No update is nearly as large, nor takes so long to come.
LARGEST_UPDATE, BODY_SECONDS = 2**20, 30.0
UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.CHOSEN_INLINE_RESULT,
    UpdateType.GUEST_MESSAGE,
)


async def serve(application: App, settings: Settings, stop: asyncio.Event, *, conflict_seconds: float = 30.0) -> int:
    """Answer updates until `stop` is set; the exit code. A second poller is borne for `conflict_seconds`.

    Raises SettingsUnusable when Telegram refuses the webhook, or its port cannot be listened on.
    """
    desk: Desk = application.bot_data["desk"]
    code = await _initialize(application, settings, stop)
    if code is not None:
        await application.bot.shutdown()
        desk.search.close()
        return code
    try:
        await _unless(stop, register(application.bot, desk.access.admins))
        await application.start()
        for content in desk.state.updates.unfinished():
            await application.update_queue.put(Update.de_json(json.loads(content), application.bot))
        failures = _PollFailures(stop, conflict_seconds)
        await _unless(stop, _receive(application, settings, failures))
        if not stop.is_set():
            whom = f"{len(settings.telegram_allowed)} ids" if settings.telegram_allowed else "everybody"
            _LOG.info("@%s answers %s", application.bot.username, whom)
        await stop.wait()
        _LOG.info("stopping: what was received is answered first")
        return failures.code
    finally:
        if application.updater is not None and application.updater.running:
            await application.updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
        desk.search.close()


async def _initialize(application: App, settings: Settings, stop: asyncio.Event) -> int | None:
    """Make contact with Telegram, as often as it takes; an exit code if there will be none."""
    pause = 1.0
    server = urlsplit(settings.telegram_api_url).netloc.rpartition("@")[2]  # without a password
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            _LOG.error("Telegram refuses the token; check WIPIVERSE_TELEGRAM_TOKEN")
            return TOKEN_REFUSED
        except NetworkError as error:
            _LOG.warning("no contact with %s (%s), next try in %.0f s", server, error, pause)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), pause)
            pause = min(60.0, pause * 2)
        else:
            return None
    return OK


async def _unless(stop: asyncio.Event, step: Coroutine[None, None, None]) -> None:
    """Take a step that takes for ever while Telegram is silent; leave off when told to stop."""
    task, stopped = asyncio.ensure_future(step), asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not task.done():
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def _receive(application: App, settings: Settings, on_poll_error: Callable[[TelegramError], None]) -> None:
    """Start to receive updates: by webhook if one is set, by polling if not."""
    updater = application.updater
    if updater is None:
        raise RuntimeError("the application was built without an updater")
    if not settings.telegram_webhook_url:
        await updater.start_polling(
            allowed_updates=UPDATES, bootstrap_retries=-1, error_callback=on_poll_error, timeout=30
        )
        return
    await _receive_webhook(updater, settings)


async def _receive_webhook(updater: Updater, settings: Settings) -> None:
    url, secret = settings.telegram_webhook_url, settings.telegram_webhook_secret
    port, token = settings.telegram_webhook_port, secret.get_secret_value() if secret else secrets.token_urlsafe(32)
    try:
        # The library sets it again, and would do so for ever where Telegram refuses it.
        await updater.bot.set_webhook(url, allowed_updates=UPDATES, secret_token=token)
    except BadRequest as error:
        raise SettingsUnusable(
            f"Telegram refuses the webhook ({error}); check WIPIVERSE_TELEGRAM_WEBHOOK_URL"
        ) from error
    except TelegramError as error:
        _LOG.warning("the webhook is not set (%s), it is tried again", type(error).__name__)
    # The library does not hand this on; unless told otherwise, tornado takes 100 MB from anybody.
    HTTPServer.configure(HTTPServer, max_body_size=LARGEST_UPDATE, body_timeout=BODY_SECONDS)
    try:
        await updater.start_webhook(
            listen=settings.telegram_webhook_listen, port=port, url_path=urlsplit(url).path.strip("/"),
            webhook_url=url, secret_token=token, allowed_updates=UPDATES, bootstrap_retries=-1,
        )  # fmt: skip
    except OSError as error:
        raise SettingsUnusable(
            f"cannot listen on {settings.telegram_webhook_listen} port {port} ({error.strerror}); "
            "choose another WIPIVERSE_TELEGRAM_WEBHOOK_PORT"
        ) from error


class _PollFailures:
    """Ends the bot when its token is revoked, and when a second poller with the same token stays; the exit code."""

    def __init__(self, stop: asyncio.Event, seconds: float) -> None:
        self.code = OK
        self._stop = stop
        self._seconds = seconds
        self._first = self._latest = -1e9

    def __call__(self, error: TelegramError) -> None:
        """Take note of an error of polling."""
        if isinstance(error, TokenRevokedError):
            if self.code != TOKEN_REFUSED:
                _LOG.error(
                    "Telegram refuses the token, which was revoked; put the new one into WIPIVERSE_TELEGRAM_TOKEN"
                )
            self.code = TOKEN_REFUSED
            self._stop.set()
            return
        if not isinstance(error, Conflict):
            _LOG.warning("polling failed (%s), it is tried again", type(error).__name__)
            return
        now = time.monotonic()
        if now - self._latest > 2 * max(self._seconds, 30.0):
            self._first = now
            _LOG.error("another process polls with this token; this one waits %.0f s, then ends", self._seconds)
        self._latest = now
        if now - self._first >= self._seconds:
            self.code = CONFLICT
            self._stop.set()
