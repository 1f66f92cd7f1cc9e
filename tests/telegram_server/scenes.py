"""A server, a bot and somebody who has written to it, for the tests of the fake Telegram itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)

from tests.telegram_server import OFFICIAL_SCHEMA, TelegramServer, TelegramUser
from tests.telegram_server.schema import read_official_schema

KEYBOARD = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Read", callback_data="read:1"),
            InlineKeyboardButton("Share", switch_inline_query="x"),
        ],
        [InlineKeyboardButton("Open", url="https://t.me/wipiverse_bot?start=abc_1")],
    ]
)


ARTICLE = InlineQueryResultArticle("1", "Baltic states", InputTextMessageContent("Three countries."), KEYBOARD)


RICH = {"html": "<h2>Baltic states</h2><blockquote>Three &amp; free.<cite>[1]</cite></blockquote>"}


official = pytest.mark.skipif(not OFFICIAL_SCHEMA.exists(), reason="the official schema is not beside the checkout")


@dataclass
class Scene:
    """A server, a bot that is no application, and somebody who has written to it."""

    server: TelegramServer
    bot: Bot
    ada: TelegramUser


@asynccontextmanager
async def scene(**settings: Any) -> AsyncIterator[Scene]:
    async with TelegramServer(**settings) as server:
        ada = TelegramUser(server, 1001, "Ada", "en")
        await ada.send("hello world")
        async with Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
            yield Scene(server, bot, ada)


def play(part: Callable[[Scene], Awaitable[None]], **settings: Any) -> None:
    """Play a part in a scene; correct calls only, so no violation may come of it."""

    async def whole() -> None:
        async with scene(**settings) as stage:
            await part(stage)
            assert stage.server.violations == []
            assert _unlike_telegram(stage.server) == []

    asyncio.run(whole())


def _unlike_telegram(server: TelegramServer) -> list[str]:
    """Say which updates the official schema does not know."""
    if not OFFICIAL_SCHEMA.exists():
        return []
    schema = read_official_schema(OFFICIAL_SCHEMA)
    return [line for update in server.updates.made for line in schema.problems(["Update"], update, "update")]
