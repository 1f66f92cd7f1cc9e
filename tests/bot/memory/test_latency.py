"""How long answers took, kept through a restart."""

from pathlib import Path

from bot.memory.latency import note_seconds, percentile
from bot.memory.state import State


def test_percentiles_of_the_day_outlive_a_restart(tmp_path: Path) -> None:
    state = State(tmp_path / "s")
    for milliseconds in (*range(10, 29), 1234):
        note_seconds(state, milliseconds / 1000)
    state.close()
    again = State(tmp_path / "s")
    counts = again.today()
    assert percentile(counts, 0.5) == 19
    assert percentile(counts, 0.95) == 28
    assert percentile(counts, 1.0) == 1200
    again.close()


def test_without_answers_there_is_nothing_to_measure() -> None:
    assert percentile({"questions": 3}, 0.95) == 0


def test_less_than_a_millisecond_is_counted(tmp_path: Path) -> None:
    state = State(tmp_path / "s")
    note_seconds(state, 0.0)
    note_seconds(state, 0.0004)
    assert percentile(state.today(), 0.5) == 0
    state.close()
