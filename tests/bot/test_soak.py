"""Many updates of many chats while everything goes wrong: each is answered, once, in its order, in the same memory."""

import asyncio
import json
import os
import random
import re
import shutil
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.wording.en import WORDING
from corpus.store import EntryStore
from tests.bot.test_process import TOKEN, run_bot
from tests.telegram_server import TelegramServer, TelegramUser
from tests.telegram_server.server import Fault

# How many people wait at once: fewer than the bot turns away.
AT_ONCE = 80
# A bot that says nothing for so long says nothing any more.
PATIENCE = 300.0
TOLD = (WORDING.busy, WORDING.went_wrong)


@dataclass(slots=True)
class Person:
    """Asks for one entry after the other, and reads what comes."""

    user: TelegramUser
    titles: list[str]
    asked: dict[str, float] = field(default_factory=dict)  # when, by title
    answers: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))  # with a notice or without
    events: list[str | None] = field(default_factory=list)  # a title at its first answer, None where told
    read: int = 0

    async def ask(self) -> None:
        title = self.titles[len(self.asked)]
        self.asked[title] = time.monotonic()
        await self.user.send(title)

    def look(self) -> Iterator[float]:
        """Read what has come; the seconds that each first answer took."""
        events = self.user.private().bot_events
        for message in events[self.read :]:
            _, notice, text = message.text.rpartition(f"{WORDING.perhaps_twice}\n\n")
            if text.startswith(TOLD):
                self.events.append(None)
                continue
            title = max((title for title in self.asked if text.startswith(title)), key=len)
            if title not in self.answers:
                self.events.append(title)
                yield time.monotonic() - self.asked[title]
            self.answers[title].append(bool(notice))
        self.read = len(events)

    @property
    def told(self) -> int:
        """How often they read that there is no answer."""
        return self.events.count(None)

    @property
    def waits(self) -> bool:
        """Whether something asked is neither answered nor refused."""
        return len(self.answers) + self.told < len(self.asked)


@dataclass(slots=True)
class Figures:
    """What a soak showed."""

    seconds: list[float] = field(default_factory=list)
    # After how many updates it took how many MB, by the run between two kills.
    memory: list[list[tuple[int, int]]] = field(default_factory=lambda: [[]])
    twice: int = 0
    told: int = 0

    def lines(self, updates: int) -> str:
        ordered = sorted(self.seconds)
        sizes = [[size for _, size in run] for run in self.memory if run]
        runs = [f"{run[len(run) // 4]} -> {run[-1]} (most {max(run)})" for run in sizes]
        return (
            f"{updates} updates: {len(ordered)} answered, {self.told} told, {self.twice} twice, saying so; "
            f"p50 {statistics.median(ordered):.2f} s, p95 {ordered[len(ordered) * 95 // 100]:.2f} s; "
            f"memory of each run, MB: {', '.join(runs)}"
        )


def chance(chances: random.Random, method: str, *, timeouts: bool) -> Fault | None:
    """5 % each of 429, 5xx, a connection dropped before and after, and, of what is sent, one that is never answered."""
    if method.startswith("setMy"):
        return None
    faults = [
        Fault(429, retry_after=1),
        Fault(chances.choice((500, 502))),
        Fault(0),
        Fault(0, after_processing=True),
    ]
    if timeouts and method == "sendMessage":
        faults.append(Fault(0, after_processing=chances.random() < 0.5, held=True))
    return next((fault for fault in faults if chances.random() < 0.05), None)


def disorder(server: TelegramServer, chances: random.Random) -> None:
    """5 % of updates come twice, 5 % after one of another chat that came later."""
    pending = server.updates.pending
    if len(pending) > 1 and chances.random() < 0.05:
        chat = [str(update["message"]["chat"]["id"]) for update in pending[-2:]]
        if chat[0] != chat[1]:
            pending[-2:] = pending[:-3:-1]
    if pending and chances.random() < 0.05:
        pending.append(pending[-1])


def resident(process: int) -> int:
    """The memory of a process, MB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text("ascii"))
    return int(found[1]) // 1024 if found else 0


def titles_of(data: Path) -> list[str]:
    """The names of entries that mean one entry, and nothing else."""
    store = EntryStore(next(data.glob("index-*")) / "entries.sqlite")
    titles = [title for _, _, title, _, _ in store.leads(range(1, 73), 1) if re.fullmatch("[A-Za-z ]+", title)]
    store.close()
    return titles


async def soak(data: Path, updates: int, chats: int, kills: int, log: Path) -> tuple[Figures, list[Person]]:
    """Send updates while faults happen, kill the bot in between; what it showed, and to whom."""
    chances, figures = random.Random(updates), Figures()
    titles = titles_of(data)
    deaths = sorted(chances.sample(range(updates // 5, updates), kills))
    at_once = min(AT_ONCE, chats * 2 // 3)
    async with TelegramServer(TOKEN) as server:
        people = [
            Person(TelegramUser(server, 10_000 + n, f"P{n}"), chances.sample(titles, len(titles))) for n in range(chats)
        ]
        waiting: set[int] = set()
        with log.open("ab") as errors:
            process = await run_bot(server, data, errors=errors.fileno())
            # A time-out takes 20 seconds; the fast form has no time for that.
            server.chance = lambda method: chance(chances, method, timeouts=updates > 1_000)
            for number in range(updates):
                waiting.add(await ask_somebody(people, waiting, chances))
                disorder(server, chances)
                if number in deaths:  # some have been answered, others wait
                    await asyncio.wait_for(read_answers(people, waiting, len(waiting) // 2, figures), PATIENCE)
                    process.kill()
                    await process.wait()
                    hold_no_secret(data, log, people)
                    figures.memory.append([])
                    process = await run_bot(server, data, errors=errors.fileno())
                await asyncio.wait_for(read_answers(people, waiting, at_once, figures), PATIENCE)
                if number % 20 == 0:
                    figures.memory[-1].append((number, resident(process.pid)))
            await asyncio.wait_for(read_answers(people, waiting, 0, figures), PATIENCE)
            await asyncio.sleep(1)
            process.terminate()
            await asyncio.wait_for(process.wait(), 60)
        assert not server.violations
    hold_no_secret(data, log, people)
    for person in people:
        figures.seconds += person.look()
        figures.twice += sum(len(noticed) - 1 for noticed in person.answers.values())
        figures.told += person.told
    return figures, people


async def ask_somebody(people: list[Person], waiting: set[int], chances: random.Random) -> int:
    """Let somebody ask who has something left to ask; who it is."""
    while True:
        number = chances.randrange(len(people))
        # Two at once now and then: their answers have to come in order.
        if len(people[number].asked) < len(people[number].titles) and (number not in waiting or chances.random() < 0.2):
            await people[number].ask()
            return number


async def read_answers(people: list[Person], waiting: set[int], most: int, figures: Figures) -> None:
    """Read what comes until at most so many wait."""
    while True:
        for number in list(waiting):
            figures.seconds += people[number].look()
            if not people[number].waits:
                waiting.discard(number)
        if len(waiting) <= most:
            return
        await asyncio.sleep(0.01)


def judge(person: Person) -> None:
    """Every question was answered, or its user told in its place; in order; twice only where the answer says so."""
    asked = list(person.asked)
    next_one, told = 0, 0  # told since the latest answer, which may be about it or about what was asked after it
    for title in person.events:
        if title is None:
            told += 1
            continue
        place = asked.index(title)
        assert next_one <= place <= next_one + told, (asked, person.events)
        next_one, told = place + 1, 0
    assert len(asked) <= next_one + told, (asked, person.events)
    for title, noticed in person.answers.items():
        assert noticed.count(False) <= 1, title


def hold_no_secret(data: Path, log: Path, people: list[Person]) -> None:
    """Neither the log with its tracebacks nor anything the bot keeps names the token or what was asked."""
    # A short name may come about by chance in what is sealed.
    asked = {title for person in people for title in person.asked if len(title) > 7}
    secrets = [secret.lower().encode() for secret in (TOKEN.partition(":")[2], *asked)]
    kept = [path for path in data.iterdir() if path.is_file()]  # the index itself is in folders
    assert data / "bot.sqlite" in kept
    for path in (log, *kept):
        content = path.read_bytes().lower()
        assert not [secret for secret in secrets if secret in content], path


@pytest.mark.parametrize(
    ("updates", "chats", "kills"),
    [(90, 60, 1), pytest.param(20_000, 500, 3, marks=pytest.mark.faults)],
)
def test_soak(index: Path, tmp_path: Path, updates: int, chats: int, kills: int) -> None:
    data = Path(shutil.copytree(index, tmp_path / "data"))
    figures, people = asyncio.run(soak(data, updates, chats, kills, tmp_path / "log"))
    report = figures.lines(updates)
    if folder := os.environ.get("SOAK_FIGURES"):
        Path(folder, f"soak-{updates}.json").write_text(json.dumps({"report": report, "memory": figures.memory}))
    for person in people:
        judge(person)
    assert len(figures.seconds) > 0.9 * updates, report
    for run in figures.memory:
        if len(run) > 40:  # the first quarter is warming up
            sizes = [size for _, size in run]
            assert statistics.median(sizes[-10:]) < 1.1 * statistics.median(sizes[len(run) // 4 :][:10]) + 10, report
