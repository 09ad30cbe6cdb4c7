"""The event loop's ticks: how long the window stood still, and waiting while it goes on."""

from __future__ import annotations

import bisect
import statistics
import time
from collections.abc import Callable
from typing import Any, NamedTuple

TICK_MS = 5
# For a machine that is busy with other things; nothing here takes a minute on an idle one, but for tracing.
PATIENCE = 600.0


class Gaps(NamedTuple):
    """Milliseconds between two ticks of the window's event loop, while something ran."""

    phase: str
    seconds: float
    ticks: int
    median_ms: float
    p99_ms: float
    longest_ms: float
    within_20_ms: float
    within_100_ms: float


class Ticks:
    """Records when the event loop came round, and what ran when."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._times: list[float] = []
        self._marks: list[tuple[float, str]] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(lambda: self._times.append(time.perf_counter()))
        self._timer.start()

    def mark(self, phase: str) -> None:
        """From now on this runs; empty for nothing that matters. Any thread may call it."""
        self._marks.append((time.perf_counter(), phase))

    def stop(self) -> list[Gaps]:
        self._timer.stop()
        starts = [at for at, _ in self._marks]
        found: dict[str, list[float]] = {}
        for begin, end in zip(self._times, self._times[1:], strict=False):
            # A gap belongs to what had begun when it ended: whatever begins may be what holds the window up.
            number = bisect.bisect_right(starts, end) - 1
            phase = self._marks[number][1] if number >= 0 else ""
            if phase:
                found.setdefault(phase, []).append(1000 * (end - begin))
        return [_summary(phase, gaps) for phase, gaps in found.items()]


def _summary(phase: str, gaps: list[float]) -> Gaps:
    ordered = sorted(gaps)
    return Gaps(
        phase,
        sum(gaps) / 1000,
        len(gaps),
        statistics.median(gaps),
        ordered[int(0.99 * (len(ordered) - 1))],
        ordered[-1],
        sum(gap < 20 for gap in gaps) / len(gaps),
        sum(gap < 100 for gap in gaps) / len(gaps),
    )


def wait(seconds: float) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def until(done: Callable[[], Any], what: str, *, patience: float = PATIENCE) -> None:
    """Let the window go on until something is done; after so many seconds that ends the program."""
    end = time.monotonic() + patience
    while not done():
        if time.monotonic() > end:
            raise SystemExit(f"Waited {max(patience, 0):.0f} s in vain for {what}.")
        wait(0.05)
