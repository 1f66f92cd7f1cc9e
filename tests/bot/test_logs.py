"""The token is in no line of the log, whatever way it gets there."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from telegram.error import Conflict, NetworkError, TelegramError

from bot.telegram.logs import redact, set_up_logs

TOKEN = "1234567:" + "AbCdEfGhIj-_" * 3


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up_logs("DEBUG", [TOKEN, "hook-secret"], stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def fail() -> None:
    raise ValueError(f"no answer from bot{TOKEN}") from OSError(TOKEN)


def test_no_argument_and_no_traceback_shows_the_token(log: io.StringIO) -> None:
    logger = logging.getLogger("anything")
    logger.warning("calling https://api.telegram.org/bot%s/getMe with %s", TOKEN, {"secret": "hook-secret"})
    try:
        fail()
    except ValueError:
        logger.exception("failed")
    written = log.getvalue()
    assert "getMe" in written
    assert "ValueError" in written
    assert TOKEN not in written
    assert "hook-secret" not in written


def test_a_token_nobody_named_is_recognised(log: io.StringIO) -> None:
    logging.getLogger("x").error("other bot 7654321:%s", "Z" * 35)
    assert "Z" * 35 not in log.getvalue()


def test_httpx_does_not_log_addresses(log: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST https://example.org")
    logging.getLogger("httpcore.connection").debug("connect")
    assert log.getvalue() == ""


def test_a_second_poller_needs_no_traceback(log: io.StringIO) -> None:
    for error in (Conflict("terminated by other getUpdates request"), NetworkError("gone")):
        try:
            raise error
        except TelegramError:
            logging.getLogger("telegram.ext.Updater").exception("Error while calling `get_updates` one more time")
    assert "Conflict" not in log.getvalue()
    assert "gone" in log.getvalue()


def test_an_update_the_library_cannot_read_is_not_written_out(log: io.StringIO) -> None:
    # What it logs then, in telegram.Bot and in its webhook.
    logging.getLogger("telegram.Bot").critical("Error while parsing updates! Received data was %r", {"text": "private"})
    logging.getLogger("telegram.request.BaseRequest").error('Can not load invalid JSON data: "%s"', "cut off: private")
    assert "Error while parsing updates!" in log.getvalue()
    assert "Can not load invalid JSON data: [not logged: what users write]" in log.getvalue()
    assert "private" not in log.getvalue()


def test_json_on_request_one_object_a_line(log: io.StringIO) -> None:
    stream = io.StringIO()
    set_up_logs("INFO", [TOKEN], stream, "json")
    logging.getLogger("bot.x").warning("two\nlines\u2028 of %s", TOKEN)
    try:
        fail()
    except ValueError:
        logging.getLogger("bot.x").exception("failed")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first.pop("time").endswith("+00:00")
    assert first == {"level": "WARNING", "logger": "bot.x", "message": "two\nlines\u2028 of [token]"}
    assert "ValueError: no answer from bot[token]" in second["error"]
    assert TOKEN not in stream.getvalue()


def test_redact_leaves_other_text_alone() -> None:
    assert redact("12:30 and 1234567:short", ["", "nothing"]) == "12:30 and 1234567:short"
