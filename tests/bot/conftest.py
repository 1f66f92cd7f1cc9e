"""Coroutine tests, one index of the sample encyclopedia for all of them, and a bot started on it."""

import asyncio
import inspect
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.running_bot import RunningBot, build_index, running_bot

Start = Callable[..., AbstractAsyncContextManager[RunningBot]]


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine function in an event loop of its own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = inspect.signature(pyfuncitem.obj).parameters
    arguments = {name: pyfuncitem.funcargs[name] for name in names}
    seconds = 3_600 if pyfuncitem.get_closest_marker("faults") else 60
    asyncio.run(asyncio.wait_for(pyfuncitem.obj(**arguments), seconds))
    return True


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample encyclopedia, built once; not to be written to."""
    return build_index(tmp_path_factory.mktemp("encyclopedia"))


@pytest.fixture
def start(index: Path, tmp_path: Path) -> Start:
    """Start the bot on the sample encyclopedia."""
    return partial(running_bot, index, tmp_path)


@pytest.fixture(params=[False, True], ids=["polling", "webhook"])
def webhook(request: pytest.FixtureRequest) -> bool:
    """Whether the bot has its updates pushed; it fetches them first, then has them pushed."""
    return bool(request.param)


@pytest.fixture
def start_both(start: Start, *, webhook: bool) -> Start:
    """Start the bot on the sample encyclopedia by polling, then by webhook."""
    return partial(start, webhook=webhook)
