"""Updates of every type Telegram describes: no unhandled error, and nothing said that the server would refuse."""

import asyncio

import pytest

from tests.bot.conftest import Start
from tests.random_updates import RandomUpdates
from tests.telegram_server import OFFICIAL_SCHEMA
from tests.telegram_server.schema import read_official_schema

# What Telegram answers to a press that came too late, to an edit of what is gone or is the same, and in a topic that
# is gone.
EXPECTED = (
    "message to edit not found",
    "query is too old",
    "message is not modified",
    "message can't be edited",
    "message thread not found",
)


@pytest.mark.shared
@pytest.mark.skipif(not OFFICIAL_SCHEMA.exists(), reason="the official description is not beside the project")
@pytest.mark.parametrize("number", [200, pytest.param(10_000, marks=pytest.mark.faults)])
async def test_any_updates(start: Start, number: int) -> None:
    async with start() as bot:
        made = RandomUpdates(bot.server, read_official_schema(OFFICIAL_SCHEMA), seed=number)
        kinds = {made.deliver(kind) for kind in made.kinds}
        for _ in range(number - len(kinds)):
            made.deliver()
            while len(bot.server.updates.pending) > 50:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        await bot.user.settled(300, quiet=0.5)
        await bot.user.send("/stats")
        assert (await bot.user.reply(60)).text.startswith("Currently")
        assert bot.state.today().get("errors", 0) == 0
        assert [line for line in bot.server.refusals if not any(known in line for known in EXPECTED)] == []
        assert bot.server.violations == []
        assert len(kinds) > 20


async def test_an_update_that_cannot_be_read_holds_up_no_other(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    async with start() as bot:
        for kind, payload in (("message", {"message_id": 1}), ("message", "text"), ("callback_query", {}), ("x", {})):
            bot.server.updates.pending.append({"update_id": bot.server.updates.next_id, kind: payload})
            bot.server.updates.next_id += 1
        assert (await bot.ask("/stats")).text.startswith("Currently")
        assert "cannot be read (TypeError) and is passed over" in caplog.text
        assert len(bot.server.calls("getUpdates")) < 10
        # Behind one that comes alone there is nothing that would show Telegram that it was received.
        bot.user._deliver("message", {"message_id": 1})
        await bot.user.settled(5)
        assert bot.server.updates.pending == []
