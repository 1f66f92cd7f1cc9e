"""Numbers for Prometheus: what the bot has counted since its start, how long answers took, and what waits.

prometheus-client writes the format and serves it; it is needed only where WIPIVERSE_METRICS_PORT is set.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.errors import SettingsUnusable
from bot.memory.latency import by_milliseconds
from bot.telegram.desk import Desk
from corpus.errors import MissingExtra

if TYPE_CHECKING:
    from prometheus_client import Metric

__all__ = ["COUNTERS", "serve_metrics"]

# What is counted (see State.count) and under which name it is read, with what is said of it.
COUNTERS = {
    "questions": "Questions answered, or said not to be answered.",
    "unanswered": "Questions nothing was found for.",
    "checks": "Claims checked.",
    "chosen": "Inline results that were chosen.",
    "helpful": "Answers judged helpful.",
    "unhelpful": "Answers judged not helpful.",
    "errors": "Updates that could not be handled.",
    "unwritten": "What could not be written into the bot's memory, as when the disk is full.",
}
BUCKETS = (50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800)  # milliseconds


@contextmanager
def serve_metrics(desk: Desk, listen: str, port: int) -> Iterator[int]:
    """Serve the numbers at http://LISTEN:PORT/metrics meanwhile; nothing where `port` is 0. Gives the port.

    Raises MissingExtra without prometheus-client and SettingsUnusable when the port cannot be had.
    """
    if not port:
        yield 0
        return
    try:
        from prometheus_client import CollectorRegistry, start_http_server  # noqa: PLC0415  an extra
    except ImportError:
        raise MissingExtra("WIPIVERSE_METRICS_PORT needs the extra: pip install 'wipiverse[metrics]'") from None
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Numbers(desk))
    try:
        server, thread = start_http_server(port, listen, registry)
    except OSError as error:
        raise SettingsUnusable(
            f"metrics cannot be served at {listen} port {port} ({error.strerror}); change WIPIVERSE_METRICS_PORT"
        ) from error
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Numbers:
    """Reads the numbers when they are asked for, in the thread that serves them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> "Iterator[Metric]":
        """Every number there is; none is about a single user."""
        from prometheus_client.core import (  # noqa: PLC0415  an extra
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        counted = dict(self._desk.state.counted)
        for name, text in COUNTERS.items():
            yield CounterMetricFamily(f"wipiverse_{name}", text, counted.get(name, 0))
        buckets, total = _buckets(counted)
        yield HistogramMetricFamily("wipiverse_answer_seconds", "How long answers took.", buckets, total)
        yield GaugeMetricFamily("wipiverse_waiting", "Searches that wait.", self._desk.search.waiting)
        manifest = self._desk.search.manifest
        yield GaugeMetricFamily("wipiverse_entries", "Entries of the encyclopedia.", manifest.entries)
        yield GaugeMetricFamily("wipiverse_passages", "Passages of the encyclopedia.", manifest.passages)


def _buckets(counted: Mapping[str, int]) -> tuple[list[tuple[str, float]], float]:
    """How many answers took at most so many seconds, for each bound, and the seconds of all."""
    times = by_milliseconds(counted)
    within = [(str(b / 1000), float(sum(n for ms, n in times if ms <= b))) for b in BUCKETS]
    return [*within, ("+Inf", float(sum(n for _, n in times)))], sum(ms * n for ms, n in times) / 1000
