"""A scripted conversation with the real bot through the fake Telegram, printed as a person would see it.

Run as `python -m tests.telegram_demo`; with the name of a folder it writes the chats there as pictures, too.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.telegram.logs import set_up_logs
from retrieval import Encyclopedia, build
from tests.running_bot import SAMPLE, RunningBot, running_bot
from tests.telegram_pictures import photograph
from tests.telegram_server import Chat, TelegramUser, render_transcript


async def talk(bot: RunningBot) -> list[Chat]:
    """Hold the conversation; the chats it was held in."""
    ada = bot.user
    return [await _questions(bot, ada), await _entry(bot), await _group(bot, ada), await _korean(bot), await _rich(bot)]


async def _questions(bot: RunningBot, ada: TelegramUser) -> Chat:
    await bot.ask("/start")
    await bot.ask("How long does Mercury take to go around the Sun?")
    await bot.ask("Marie Curie")
    await bot.ask("and when did she die?")
    await bot.ask("Macchu Pichu")
    await bot.ask("What is the best recipe for apple pie?")
    await bot.ask("thank you!")
    return ada.private()


async def _entry(bot: RunningBot) -> Chat:
    bo = TelegramUser(bot.server, 1002, "Bo")
    await bo.send("Which spacecraft entered orbit around Mercury in 2011?")
    answer = await bo.reply()
    link = next(entity["url"] for entity in answer.entities if entity["type"] == "text_link")
    await bo.open_link(link)
    await bo.reply()
    await bo.send("Hangul")
    card = await bo.reply()
    await bo.press("What about “Origin”?", card)
    await bo.reply()
    return bo.private()


async def _group(bot: RunningBot, ada: TelegramUser) -> Chat:
    club, cleo = bot.server.create_group("History club"), TelegramUser(bot.server, 1003, "Cleo")
    bot.server.privacy_mode = False
    claim = await cleo.send("I think the Berlin Wall came down in 1991.", club)
    await ada.send("@wipiverse_bot is this true?", club, reply_to=claim)
    await ada.reply(chat=club)
    await cleo.send("@wipiverse_bot Who built the Berlin Wall, and when?", club)
    await cleo.reply(chat=club)
    found = await ada.inline_query("hangul alphabet letters")
    await ada.choose_inline(found.results[0], club)
    return club


async def _korean(bot: RunningBot) -> Chat:
    jiho = TelegramUser(bot.server, 1004, "지호", "ko")
    for text in ("/start", "그는 언제 태어났나요?", "세종대왕", "/stats"):
        await jiho.send(text)
        await jiho.reply()
    return jiho.private()


async def _rich(bot: RunningBot) -> Chat:
    dee = TelegramUser(bot.server, 1005, "Dee")
    for text in ("/rich on", "How did Marie Curie die?"):
        await dee.send(text)
        answer = await dee.reply()
    await dee.press("📖 Read 1", answer)
    await dee.reply()
    return dee.private()


async def main(data: Path, pictures: Path | None) -> None:
    """Build the sample encyclopedia in `data`, talk about it, print the chats."""
    build([SAMPLE], data)
    with Encyclopedia.open(data) as encyclopedia:
        async with running_bot(data, data, encyclopedia=encyclopedia) as bot:
            chats = await talk(bot)
    for chat in chats:
        sys.stdout.write(render_transcript(chat) + "\n")
    if pictures is not None:
        for name, chat in zip(("questions", "entry", "group", "korean", "rich"), chats, strict=True):
            sys.stdout.write(f"{photograph(chat, pictures / f'{name}.png')}\n")


if __name__ == "__main__":
    set_up_logs("WARNING")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder), Path(sys.argv[1]) if len(sys.argv) > 1 else None))
