"""How long answers take: counted by the day in the bot's memory, so that a restart forgets none of it."""

from collections.abc import Mapping

from bot.memory.state import State

__all__ = ["by_milliseconds", "note_seconds", "percentile"]

_NAME = "ms "


def note_seconds(state: State, seconds: float) -> None:
    """Count an answer that took so long, in milliseconds of two significant digits."""
    state.count(f"{_NAME}{float(f'{1000 * seconds:.2g}'):.0f}")


def by_milliseconds(counts: Mapping[str, int]) -> list[tuple[int, int]]:
    """How many answers took how many milliseconds, the shortest first."""
    return sorted((int(name.removeprefix(_NAME)), n) for name, n in counts.items() if name.startswith(_NAME))


def percentile(counts: Mapping[str, int], share: float) -> int:
    """The milliseconds within which this share of the day's answers came; 0 if there was none."""
    times = by_milliseconds(counts)
    wanted = share * sum(n for _, n in times)
    for milliseconds, n in times:
        wanted -= n
        if wanted <= 0:
            return milliseconds
    return 0
