"""What the bot remembers, for how long, and what it forgets."""

import asyncio
import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from telegram import CallbackQuery, ChosenInlineResult, InlineQuery, Update, User

from bot.errors import StateDamaged
from bot.memory.state import CONTEXT_SECONDS, TURNS, State
from bot.memory.updates import DAY
from bot.telegram.order import Inbox


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def state(tmp_path: Path, clock: Clock) -> Iterator[State]:
    state = State(tmp_path / "bot.sqlite", clock)
    yield state
    state.close()


def settings_of(state: State, user: int) -> dict[str, object]:
    settings: dict[str, object] = {"stale": True}
    asyncio.run(state.settings.refresh_user_data(user, settings))
    return settings


def ask(state: State, user: int, *titles: str, question_id: int = 5) -> int:
    return state.note_question(1, user, question_id, "q", "searched q", None, titles)


def test_an_edited_question_is_read_in_the_context_of_those_before_it(state: State) -> None:
    ask(state, 1, "Before")
    edited = ask(state, 1, "Edited")
    ask(state, 1, "After")
    assert [turn.titles for turn in state.turns(1, 1, edited)] == [("Before",)]
    assert [turn.titles for turn in state.turns(1, 1)] == [("After",), ("Edited",), ("Before",)]


def test_a_reply_to_an_answer_has_nothing_else_for_its_context_whoever_asked(state: State) -> None:
    state.note_answer(ask(state, 1, "First"), 100)
    ask(state, 1, "Second")
    for user in (1, 2):
        assert [turn.titles for turn in state.turns(1, user, answer=100)] == [("First",)]
    assert [turn.titles for turn in state.turns(1, 1, answer=101)] == [("Second",), ("First",)]
    for _ in range(TURNS):
        ask(state, 1, "Later")
    assert [turn.titles for turn in state.turns(1, 1, answer=100)] == [("First",)]


def test_who_begins_anew_does_so_alone_and_in_this_chat(state: State) -> None:
    for chat, user in ((1, 1), (1, 2), (2, 1)):
        state.note_question(chat, user, 5, "q", "q", None, ["Title"])
    state.start_anew(1, 1)
    assert [len(state.turns(chat, user)) for chat, user in ((1, 1), (1, 2), (2, 1))] == [0, 1, 1]


def test_only_its_owner_may_read_the_file(state: State, tmp_path: Path) -> None:
    assert (tmp_path / "bot.sqlite").stat().st_mode & 0o777 == 0o600
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.glob("bot.sqlite*"))


def test_an_update_is_begun_once_for_a_day(state: State, clock: Clock) -> None:
    updates = state.updates
    assert updates.begin(7)
    assert not updates.begin(7)
    updates.done(7)
    assert not updates.begin(7)
    clock.now += DAY + 3601
    assert updates.begin(7)


def test_nothing_is_kept_longer_where_the_clock_was_ahead(state: State, clock: Clock) -> None:
    set_right = clock.now
    clock.now += 400 * DAY
    ahead = ask(state, 1, "Ahead")
    assert state.updates.begin(7)
    clock.now = set_right
    now = ask(state, 1, "Now")
    state.updates.begin(8)
    assert state.asked(ahead) is None
    assert state.asked(now) is not None
    clock.now += DAY + 3601
    ask(state, 1, "Later")
    assert state.asked(now) is None
    assert state.updates.begin(7)


@pytest.mark.parametrize(
    ("pragma", "advice"),
    [("query_only = ON", "give the bot's user the right to write"), ("max_page_count = 1", "make room on the disk")],
)
def test_what_to_do_where_nothing_can_be_written_is_said(
    state: State, pragma: str, advice: str, caplog: pytest.LogCaptureFixture
) -> None:
    state._db.execute(f"PRAGMA {pragma}")
    for _ in range(50):
        state.note_unanswered(1, "q" * 1_000)
    assert advice in caplog.text


def test_what_is_typed_inline_is_not_written_down(state: State) -> None:
    user = User(42, "Ada", is_bot=False)
    pressed = Update(1, callback_query=CallbackQuery("1", user, "i"))
    typed = Update(2, inline_query=InlineQuery("2", user, "hangul", ""))
    chosen = Update(3, chosen_inline_result=ChosenInlineResult("3", user, "hangul"))

    async def receive() -> None:
        inbox = Inbox(state.updates)
        for update in (pressed, typed, chosen):
            await inbox.put(update)

    asyncio.run(receive())
    assert state.updates.unfinished() == [pressed.to_json()]


def test_an_update_cut_short_by_a_kill_is_begun_again_by_the_next_run(tmp_path: Path) -> None:
    killed, path = State(tmp_path / "s", secret="token"), tmp_path / "s"
    for update_id in (1, 2, 3):
        killed.updates.receive(update_id, 42, f"update {update_id}")
    assert killed.updates.unfinished() == ["update 1", "update 2", "update 3"]
    assert killed.updates.begin(1)
    assert killed.updates.begin(2)
    assert not killed.updates.sending(2)
    killed.updates.done(1)
    (told,) = killed._db.execute("SELECT user, content FROM seen WHERE update_id = 1")
    assert told == (None, None)  # what is answered is forgotten
    assert b"update 2" not in path.read_bytes() + (tmp_path / "s-wal").read_bytes()
    following = State(path, secret="token")
    assert following.updates.unfinished() == ["update 2", "update 3"]
    assert not following.updates.begin(1)
    assert following.updates.begin(2)
    assert following.updates.begin(3)
    assert following.updates.sending(2)
    assert not following.updates.sending(2)
    assert not following.updates.sending(3)
    following.close()
    killed.close()


def test_an_update_that_ends_every_bot_is_left_alone_in_the_end(tmp_path: Path) -> None:
    for left in (["update"], ["update"], ["update"], []):
        state = State(tmp_path / "s", secret="token")
        state.updates.receive(1, None, "update")
        assert state.updates.unfinished() == left
        state.updates.begin(1)
        state.close()


def test_a_memory_of_an_older_program_is_taken_over(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "s") as old:
        old.execute("CREATE TABLE seen (update_id INTEGER PRIMARY KEY, at REAL, run TEXT, done INTEGER)")
        old.execute("INSERT INTO seen VALUES (1, ?, 'old', 1)", (time.time(),))
    old.close()
    state = State(tmp_path / "s")
    assert not state.updates.begin(1)
    state.updates.receive(2, 42, "update")
    assert state.updates.unfinished() == ["update"]
    assert state.forget(42)["preferences"] == 0
    assert state.updates.unfinished() == []
    state.close()


def titles_of(state: State) -> list[str]:
    return [title for turn in state.turns(1, 1) for title in turn.titles]


def test_the_context_expires_after_half_an_hour(state: State, clock: Clock) -> None:
    ask(state, 1, "Old")
    ask(state, 2, "Another's")
    ask(state, 1, "New", "Second")
    assert titles_of(state) == ["New", "Second", "Old"]
    clock.now += CONTEXT_SECONDS + 1
    assert titles_of(state) == []


def test_starting_anew_keeps_the_buttons(state: State) -> None:
    asked = ask(state, 1, "Title")
    state.start_anew(1, 1)
    assert titles_of(state) == []
    assert state.asked(asked) is not None


def test_the_latest_answer_to_a_message_is_found(state: State) -> None:
    ask(state, 1, "One")
    latest = ask(state, 1, "Two")
    state.note_answer(latest, 99)
    found = state.asked_in(1, 5)
    assert found is not None
    assert (found.id, found.answer_id) == (latest, 99)
    assert state.asked_in(1, 6) is None


def test_what_an_older_program_noted_is_a_claim_or_a_question(state: State) -> None:
    for noted, kind in (([True], "claim"), ([False], "question"), ([], "question"), (["entry"], "entry")):
        asked = ask(state, 1)
        sealed = state._seal.close(json.dumps(["q", "s", None, [], *noted]))
        state._write("UPDATE asked SET sealed = ? WHERE id = ?", sealed, asked)
        found = state.asked(asked)
        assert found is not None
        assert found.kind == kind


def test_forget_leaves_nothing_of_a_user_in_the_file(tmp_path: Path) -> None:
    state = State(tmp_path / "s")
    asked_id = state.note_question(1, 42, 5, "my private question", "my private question", None, ["Title"])
    asked = state.asked(asked_id)
    assert asked is not None
    state.note_verdict(asked, 42, helpful=False, keep_question=True)
    state.note_unanswered(42, "my private question")
    state.settings.keep(42, {"language": "ko"})
    assert settings_of(state, 42) == {"language": "ko"}
    state.forget(42)
    assert settings_of(state, 42) == {}
    # While the bot runs, its latest changes stand in a file beside it.
    assert b"my private question" not in b"".join(path.read_bytes() for path in tmp_path.glob("s*"))
    state.close()


def test_forget_leaves_nothing_of_a_user_whose_answer_another_judged(tmp_path: Path) -> None:
    state = State(tmp_path / "s")
    for asker in (42, 43):
        asked = state.asked(state.note_question(1, asker, 5, f"asked by {asker}", f"asked by {asker}", None, []))
        assert asked is not None
        assert state.note_verdict(asked, 43, helpful=True, keep_question=True)
    assert state.today() == {"helpful": 2}
    state.forget(42)
    state.close()
    kept = (tmp_path / "s").read_bytes()
    assert b"asked by 42" not in kept
    assert b"asked by 43" in kept


@pytest.mark.parametrize("keep_question", [False, True])
def test_who_judged_is_kept_as_long_as_the_buttons_or_the_question(
    state: State, clock: Clock, *, keep_question: bool
) -> None:
    asked = state.asked(ask(state, 42))
    assert asked is not None
    assert state.note_verdict(asked, 42, helpful=True, keep_question=keep_question)
    clock.now += DAY
    ask(state, 1)
    assert state.asked(asked.id) == asked
    assert not state.note_verdict(asked, 43, helpful=True, keep_question=keep_question)
    clock.now += 3601
    ask(state, 1)
    assert state.asked(asked.id) is None
    assert state.forget(42)["verdicts"] == keep_question


def test_the_latest_unanswered_questions_come_first(state: State, clock: Clock) -> None:
    for question in ("one", "two", "three"):
        clock.now += 1
        state.note_unanswered(1, question)
    assert state.latest_unanswered(2) == ["three", "two"]


def test_numbers_are_of_today(state: State, clock: Clock) -> None:
    state.count("questions")
    state.count("questions")
    assert state.today() == {"questions": 2}
    clock.now += DAY
    assert state.today() == {}


def test_a_file_that_is_no_memory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StateDamaged, match="move it away"):
        State(tmp_path / "s")


def test_where_nothing_can_be_written_nothing_is_remembered_and_nothing_fails(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = State(tmp_path / "s")
    ask(state, 1, "Before")
    state._db.execute("PRAGMA max_page_count = 1")  # what SQLite says then is what it says of a full disk
    for number in range(1_000):
        assert state.updates.begin(number)
        asked = ask(state, 1, "Long" * 1_000)
        state.note_answer(asked, 7)
        state.count("questions")
        state.updates.done(number)
        if not asked:
            break
    assert asked == 0
    assert state.asked(asked) is None
    assert titles_of(state)[-1] == "Before"
    assert "make room on the disk" in caplog.text
    state.close()
