"""The bot as a whole: built from its settings, run until it is told to stop."""

import asyncio
import contextlib
import os
import signal
from pathlib import Path

from telegram import LinkPreviewOptions, Update
from telegram.ext import (
    ApplicationBuilder,
    BaseRateLimiter,
    CallbackQueryHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.errors import SettingsUnusable
from bot.heartbeat import beat, only_bot
from bot.memory.state import State
from bot.memory.tables import MEMORY
from bot.settings import Settings
from bot.telegram import handlers, options
from bot.telegram.access import Access, Pace
from bot.telegram.buttons import on_button
from bot.telegram.desk import App, Desk
from bot.telegram.failures import on_error
from bot.telegram.flood import PatientLimiter
from bot.telegram.guest import on_guest
from bot.telegram.inline import on_chosen, on_inline
from bot.telegram.logs import set_up_logs
from bot.telegram.metrics import serve_metrics
from bot.telegram.order import Inbox, InOrder
from bot.telegram.polling import SteadyRequest
from bot.telegram.searching import SearchThreads
from bot.telegram.serving import serve
from retrieval import Encyclopedia
from retrieval.reranking import load_cross_encoder

__all__ = ["build_application", "run"]

# Letters typed inline are queries too.
INLINE_QUERIES_A_QUESTION = 10
# Requests beyond these wait for a free connection; an answer that comes late is better than none.
CONNECTIONS, POOL_SECONDS, READ_SECONDS = 64, 60.0, 20.0


def build_application(
    settings: Settings,
    encyclopedia: Encyclopedia,
    state: State,
    *,
    limiter: BaseRateLimiter[int] | None = None,
    refresh_seconds: float = 2.0,
) -> App:
    """Put the bot together; `limiter` keeps the flood limits.

    Raises SettingsUnusable when there is no token.
    """
    token = _token(settings)
    # Otherwise the library warns, whenever Telegram asks for patience, of what it will be called later.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    desk = Desk(
        SearchThreads(encyclopedia, settings.telegram_most_waiting, refresh_seconds),
        state,
        Access(settings.telegram_allowed, settings.telegram_admins),
        Pace(settings.telegram_questions_a_minute),
        Pace(settings.telegram_questions_a_minute * INLINE_QUERIES_A_QUESTION),
        keep_questions=settings.telegram_keep_questions,
        log_questions=settings.log_questions,
    )
    api = settings.telegram_api_url.rstrip("/")
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api}/bot")
        .base_file_url(f"{api}/file/bot")
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .connection_pool_size(CONNECTIONS)
        .pool_timeout(POOL_SECONDS)
        .read_timeout(READ_SECONDS)
        .get_updates_request(SteadyRequest(connection_pool_size=1))
        .rate_limiter(limiter or PatientLimiter())
        .persistence(state.settings)
        .update_queue(Inbox(state.updates))
        .concurrent_updates(InOrder(state.updates))
        .job_queue(None)
        .build()
    )
    application.bot_data["desk"] = desk
    _add_handlers(application)
    return application


def _add_handlers(application: App) -> None:
    """Every handler, in the order in which they are tried."""
    message, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
    words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    other = private & ~filters.StatusUpdate.ALL & ~filters.VIA_BOT
    commands = {
        "start": handlers.on_start, "help": handlers.on_help, "ask": handlers.on_ask, "entry": handlers.on_entry,
        "check": handlers.on_check, "random": handlers.on_random, "new": handlers.on_new,
        "stats": handlers.on_stats, "settings": options.on_settings, "rich": options.on_rich,
        "admin": options.on_admin,
    }  # fmt: skip
    application.add_handler(TypeHandler(Update, handlers.pass_gate), group=-1)
    application.add_handlers(
        [
            *(CommandHandler(name, action, filters=message) for name, action in commands.items()),
            MessageHandler(filters.UpdateType.EDITED_MESSAGE & (filters.TEXT | filters.CAPTION), handlers.on_edit),
            MessageHandler(message & private & filters.COMMAND, handlers.on_unknown_command),
            MessageHandler(message & words, handlers.on_text),
            MessageHandler(message & other, handlers.on_other),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE, on_guest),
            CallbackQueryHandler(on_button),
            InlineQueryHandler(on_inline),
            ChosenInlineResultHandler(on_chosen),
        ]
    )
    application.add_error_handler(on_error)


def run(settings: Settings, *, encyclopedia: Encyclopedia | None = None) -> int:
    """Run the bot until SIGTERM or SIGINT; the exit code. What was received before is answered.

    Raises EncyclopediaError when the settings, the index or the bot's memory cannot be used.
    """
    token = _token(settings)
    hidden = [token]
    if settings.telegram_webhook_secret is not None:
        hidden.append(settings.telegram_webhook_secret.get_secret_value())
    set_up_logs(settings.log_level, hidden, form=settings.log_format, updates=settings.log_questions)
    opened = encyclopedia or _opened(settings)
    with opened if encyclopedia is None else contextlib.nullcontext(), only_bot(settings.data) as lock:
        return asyncio.run(_run(settings, token, opened, lock))


def _token(settings: Settings) -> str:
    if settings.telegram_token is None:
        raise SettingsUnusable(
            f"WIPIVERSE_TELEGRAM_TOKEN is not set; put the token from @BotFather into {Path('.env').absolute()}"
        )
    return settings.telegram_token.get_secret_value()


def _opened(settings: Settings) -> Encyclopedia:
    cross_encoder = load_cross_encoder(settings.cross_encoder) if settings.cross_encoder else None
    opened = Encyclopedia.open(settings.data, cross_encoder=cross_encoder)
    opened.check()
    return opened


async def _run(settings: Settings, token: str, encyclopedia: Encyclopedia, lock: int) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    state = State(settings.data / MEMORY, secret=token)
    try:
        application = build_application(settings, encyclopedia, state)
        desk: Desk = application.bot_data["desk"]
        with serve_metrics(desk, settings.metrics_listen, settings.metrics_port):
            life = asyncio.create_task(beat(lock, desk.search.alive))
            try:
                return await serve(application, settings, stop)
            finally:
                life.cancel()
                with contextlib.suppress(asyncio.CancelledError, RuntimeError):
                    await life  # a RuntimeError, if it came to beat when the search threads had ended
    finally:
        state.close()
