"""What Telegram shows about the bot before a word is said: commands and descriptions, in each language."""

import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.wording import DEFAULT, Wording, languages

__all__ = ["register"]

_LOG = logging.getLogger(__name__)


async def register(bot: Bot, admins: Iterable[int]) -> None:
    """Register commands and descriptions; a refusal is logged, for the bot answers without them."""
    for words in languages().values():
        # What is registered without a language is shown to speakers of all others.
        for code in {words.code, "" if words.code == DEFAULT else words.code}:
            try:
                await _register(bot, words, code or None, admins)
            except TelegramError as error:
                _LOG.warning("commands and descriptions are not registered (%s): %s", code or "all", error)


async def _register(bot: Bot, words: Wording, code: str | None, admins: Iterable[int]) -> None:
    everywhere = [
        BotCommand("ask", words.command_ask),
        BotCommand("entry", words.command_entry),
        BotCommand("check", words.command_check),
        BotCommand("random", words.command_random),
    ]
    private = [
        *everywhere,
        BotCommand("new", words.command_new),
        BotCommand("settings", words.command_settings),
        BotCommand("rich", words.command_rich),
        BotCommand("stats", words.command_stats),
        BotCommand("help", words.command_help),
    ]
    scopes: list[tuple[BotCommandScope, list[BotCommand]]] = [
        (BotCommandScopeAllPrivateChats(), private),
        (BotCommandScopeAllGroupChats(), everywhere),
    ]
    admin = BotCommand("admin", words.command_admin)
    scopes += [(BotCommandScopeChat(user), [*private, admin]) for user in admins]
    for scope, commands in scopes:
        try:
            await bot.set_my_commands(commands, scope, code)
        except TelegramError as error:
            # An admin who has never written to the bot has no chat with it yet.
            _LOG.info("commands are not registered for %s: %s", scope.to_dict(), error)
    await bot.set_my_description(words.description, code)
    await bot.set_my_short_description(words.short_description, code)
