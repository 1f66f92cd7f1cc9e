"""The bot as a process: it is stopped, killed and started again, and its log holds no secrets."""

import asyncio
import os
import shutil
import signal
import socket
import sys
from pathlib import Path

from bot.telegram.flood import MOST_TRIES
from bot.telegram.serving import OK, TOKEN_REFUSED
from tests.running_bot import free_port, quotations
from tests.telegram_server import TelegramServer, TelegramUser, covered_text

ROOT = Path(__file__).parents[2]
TOKEN = "123456:" + "Secret-token_of_this_bot" * 2


async def run_bot(
    server: TelegramServer, data: Path, token: str = TOKEN, *, webhook: bool = False, errors: int | None = None,
    port: int | None = None,
) -> asyncio.subprocess.Process:  # fmt: skip
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "WIPIVERSE_DATA": str(data),
        "WIPIVERSE_LOG_LEVEL": "DEBUG",
        "WIPIVERSE_TELEGRAM_TOKEN": token,
        "WIPIVERSE_TELEGRAM_API_URL": server.base_url.removesuffix("/bot"),
    }
    if webhook:
        port = port or free_port()
        environment["WIPIVERSE_TELEGRAM_WEBHOOK_URL"] = f"http://127.0.0.1:{port}/hook"
        environment["WIPIVERSE_TELEGRAM_WEBHOOK_PORT"] = str(port)
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.bot_process", str(data),
        cwd=ROOT, env=environment, stderr=asyncio.subprocess.PIPE if errors is None else errors,
    )  # fmt: skip


async def test_sigterm_ends_it_with_everything_answered_and_no_token_in_the_log(
    index: Path, tmp_path: Path, *, webhook: bool
) -> None:
    data = shutil.copytree(index, tmp_path / "data")
    async with TelegramServer(TOKEN) as server:
        process = await run_bot(server, data, webhook=webhook)
        user = TelegramUser(server)
        await user.send("Marie Curie")
        assert (await user.reply(20)).text.startswith("Marie Curie")
        server.fail_next("sendMessage", 500, times=MOST_TRIES)
        await user.send("/stats")
        assert (await user.reply(20)).text.startswith("Something went wrong")
        server.fail_next("getUpdates", 502)
        others = [TelegramUser(server, 3000 + n, f"U{n}") for n in range(3)]
        for other in others:
            await other.send("how many letters had the original alphabet hangul")
        while server.updates.pending:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        _, log = await asyncio.wait_for(process.communicate(), 20)
        assert process.returncode == OK
        for other in others:
            assert quotations(await other.reply())
    assert (data / "bot.sqlite").stat().st_mode & 0o777 == 0o600
    written = log.decode()
    assert "@wipiverse_bot answers everybody" in written
    assert "Traceback" in written
    assert TOKEN not in written
    assert TOKEN.partition(":")[2] not in written
    assert "hangul" not in written


async def test_it_survives_being_killed(index: Path, tmp_path: Path, *, webhook: bool) -> None:
    data = shutil.copytree(index, tmp_path / "data")
    async with TelegramServer(TOKEN) as server:
        process = await run_bot(server, data, webhook=webhook)
        user = TelegramUser(server)
        await user.send("/settings")
        await user.reply(20)
        await user.press("한국어")
        await user.reply()
        await user.press("1")
        await user.reply()
        server.hold_next("sendMessage")
        await user.send("Marie Curie")
        assert (await user.reply()).text.startswith("Marie Curie")
        await user.send("when did she die?")
        again = server.updates.made[-1]
        while server.updates.pending:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.1)  # until the bot has read what Telegram has sent it
        process.kill()
        await process.communicate()
        server.updates.pending.append(again)
        process = await run_bot(server, data, webhook=webhook)
        # The card came before the kill, which nobody could know; the follow-up had come, and waited for its turn.
        card, answer = await user.reply(20), await user.reply(20)
        assert card.text.startswith("보내는 도중에 연결이 끊겨")
        assert covered_text(card, "bold") == ["Marie Curie"]
        assert answer.text.startswith("이어서: Marie Curie")
        assert len(quotations(answer)) == 1
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.communicate(), 20)
        assert len(user.private().bot_events) == 6


async def test_a_refused_token_is_said_in_one_line(index: Path, tmp_path: Path) -> None:
    async with TelegramServer("123456:other") as server:
        process = await run_bot(server, shutil.copytree(index, tmp_path / "data"))
        _, log = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == TOKEN_REFUSED
    assert b"Telegram refuses the token" in log
    assert TOKEN.encode() not in log


async def test_why_there_is_no_contact_is_said(index: Path, tmp_path: Path) -> None:
    async with TelegramServer(TOKEN) as server:
        address = server.base_url.removesuffix("/bot").removeprefix("http://")
    process = await run_bot(server, shutil.copytree(index, tmp_path / "data"))
    assert process.stderr is not None
    log = ""
    while "next try" not in log:
        log = (await asyncio.wait_for(process.stderr.readline(), 20)).decode()
        assert log
    assert f"no contact with {address} (httpx.ConnectError: All connection attempts failed), next try in 1 s" in log
    process.terminate()
    await asyncio.wait_for(process.communicate(), 20)


async def test_a_port_that_is_taken_is_said(index: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        async with TelegramServer(TOKEN) as server:
            process = await run_bot(server, shutil.copytree(index, tmp_path / "data"), webhook=True, port=port)
            _, log = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode
    assert f"SettingsUnusable: cannot listen on 127.0.0.1 port {port} (Address already in use)" in log.decode()
