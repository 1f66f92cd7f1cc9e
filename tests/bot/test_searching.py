import asyncio
import io
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.errors import Busy
from bot.telegram.searching import THREADS, SearchThreads
from corpus.entry import Entry
from retrieval import Encyclopedia
from retrieval.build import build
from tests.embedders import HashingEmbedder, loading

Write = Callable[[str], Path]


@pytest.fixture
def made(tmp_path: Path) -> Write:
    """Build the encyclopedia of one entry with this text, over the one before."""

    def make(text: str) -> Path:
        source = tmp_path / "tea.md"
        source.write_text(f"# Tea\n\n{text}\n", encoding="utf-8")
        build([source], tmp_path / "data", load=loading(HashingEmbedder()))
        return tmp_path / "data"

    return make


def opened(data: Path) -> Encyclopedia:
    return Encyclopedia.open(data, load=loading(HashingEmbedder()))


def text_of(encyclopedia: Encyclopedia) -> str:
    entry = encyclopedia.find("Tea").entry
    assert isinstance(entry, Entry)
    return entry.text


async def test_searches_run_side_by_side_and_the_others_wait_their_turn(made: Write) -> None:
    with opened(made("Tea is a drink.")) as encyclopedia:
        search = SearchThreads(encyclopedia, THREADS + 2)
        together = threading.Barrier(THREADS)
        began: list[int] = []

        def meet(number: int, _: Encyclopedia) -> int:
            began.append(number)
            if number < THREADS:
                together.wait(10)
            return number

        calls = [search.call(partial(meet, number)) for number in range(THREADS + 2)]
        assert await asyncio.gather(*calls) == list(range(THREADS + 2))
        assert sorted(began[:THREADS]) == list(range(THREADS))
        assert began[-1] == THREADS + 1 or began[-2:] == [THREADS + 1, THREADS]
        search.close()


async def test_more_than_may_wait_are_turned_away(made: Write) -> None:
    with opened(made("Tea is a drink.")) as encyclopedia:
        search, go = SearchThreads(encyclopedia, 3), threading.Event()
        calls = [asyncio.create_task(search.call(lambda _: go.wait(10))) for _ in range(3)]
        await asyncio.sleep(0)
        assert search.waiting == 3
        with pytest.raises(Busy, match="3 questions wait already"):
            await search.call(len)
        go.set()
        assert all(await asyncio.gather(*calls))
        assert await search.call(len) == 1
        search.close()


async def test_a_search_of_several_steps_sees_one_index_while_another_takes_over_the_next(made: Write) -> None:
    with opened(made("Tea is a drink.")) as encyclopedia:
        search, began, go = SearchThreads(encyclopedia, 10, refresh_seconds=0.0), threading.Event(), threading.Event()

        def slowly(encyclopedia: Encyclopedia) -> tuple[str, str]:
            first = text_of(encyclopedia)
            began.set()
            assert go.wait(10)
            return first, text_of(encyclopedia)

        under_way = asyncio.create_task(search.call(slowly))
        await asyncio.to_thread(began.wait, 10)
        made("Tea is made of leaves.")
        assert await search.call(text_of) == "Tea is made of leaves."
        go.set()
        assert await under_way == ("Tea is a drink.", "Tea is a drink.")
        assert search.manifest == encyclopedia.manifest
        search.close()


@pytest.mark.parametrize("name", ["manifest.json", "index-000002/entries.sqlite"])
async def test_the_old_index_answers_where_the_new_one_may_not_be_read(
    made: Write, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    really_open = io.open
    with opened(data := made("Tea is a drink.")) as encyclopedia:
        made("Tea is a plant.")

        def deny(file: object, *how: Any, **more: Any) -> Any:
            if file == data / name:
                raise PermissionError(13, "Permission denied", str(file))  # as root, the mode would deny nothing
            return really_open(file, *how, **more)  # type: ignore[call-overload]

        monkeypatch.setattr("io.open", deny)
        search = SearchThreads(encyclopedia, 10, refresh_seconds=0.0)
        for _ in range(2):
            assert await search.call(text_of) == "Tea is a drink."
        search.close()
    assert "the new index cannot be used, the old one answers on" in caplog.text


async def test_it_is_not_alive_while_one_of_the_threads_hangs(made: Write) -> None:
    with opened(made("Tea is a drink.")) as encyclopedia:
        search, go = SearchThreads(encyclopedia, 10), threading.Event()
        await asyncio.wait_for(search.alive(), 5)
        hanging = asyncio.create_task(search.call(lambda _: go.wait(10)))
        await asyncio.sleep(0)
        hanging.cancel()  # who asked has gone; the thread hangs all the same
        assert await search.call(len) == 1
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(search.alive(), 0.2)
        go.set()
        await asyncio.wait_for(search.alive(), 5)
        search.close()


async def test_questions_that_wait_are_embedded_meanwhile(made: Write) -> None:
    embedder = HashingEmbedder()
    with Encyclopedia.open(made("Tea is a drink."), load=loading(embedder)) as encyclopedia:
        encyclopedia.ask("What is tea?")
        search, go = SearchThreads(encyclopedia, 10), threading.Event()
        busy = [asyncio.create_task(search.call(lambda _: go.wait(10))) for _ in range(THREADS)]
        await asyncio.sleep(0)
        asked = asyncio.create_task(search.call(lambda e: e.ask("Who drinks it?"), question="Who drinks it?"))
        for _ in range(500):
            if embedder.queries == 2:
                break
            await asyncio.sleep(0.01)
        assert embedder.queries == 2
        assert not asked.done()
        go.set()
        await asyncio.gather(*busy, asked)
        assert embedder.queries == 2
        search.close()
