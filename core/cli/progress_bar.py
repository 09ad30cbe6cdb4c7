"""Progress on standard error: a bar with rate and time left in a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from core.cli.console import notes, say
from core.progress import Progress, ProgressListener

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

PLAIN_LINE_SECONDS = 30.0


@contextlib.contextmanager
def progress_bar() -> Iterator[ProgressListener]:
    """Yield a listener for work that reports `core.progress.Progress`; it may be called from any thread."""
    if not sys.stderr.isatty():
        yield PlainLines()
        return
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress
    from rich.table import Column

    bar = RichProgress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]}", table_column=Column(no_wrap=True)),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=notes(),
    )
    with bar:
        yield _Bar(bar)


class _Bar:
    """Shows each stage as one bar, the current one below those before it."""

    def __init__(self, bar: RichProgress) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, progress: Progress) -> None:
        task = self._tasks.get(progress.stage)
        if task is None:
            for other in self._tasks.values():
                self._bar.stop_task(other)
            task = self._tasks[progress.stage] = self._bar.add_task(
                progress.stage, total=progress.total, rate="", count=""
            )
        speed = self._bar.tasks[self._bar.task_ids.index(task)].speed
        self._bar.update(
            task,
            completed=progress.done,
            total=progress.total,
            count=_count(progress),
            rate=rate_in_words(speed, progress.unit) if speed else "",
        )


class PlainLines:
    """A line at the end of each stage, and one every `PLAIN_LINE_SECONDS` in between.

    Args:
        clock: Seconds that only go up.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage: str | None = None
        self._start = self._last = clock()
        self._first = 0

    def __call__(self, progress: Progress) -> None:
        now = self._clock()
        if progress.stage != self._stage:
            self._stage, self._start, self._last, self._first = progress.stage, now, now, progress.done
        finished = progress.total is not None and progress.done >= progress.total
        if not finished and now - self._last < PLAIN_LINE_SECONDS:
            return
        self._last = now
        say(self._line(progress, seconds=now - self._start))

    def _line(self, progress: Progress, *, seconds: float) -> str:
        line = f"{progress.stage}: {_count(progress)}"
        done = progress.done - self._first
        if seconds < 1 or done <= 0:
            return line
        rate = done / seconds
        line += f", {rate_in_words(rate, progress.unit)}"
        if progress.total is not None and progress.done < progress.total:
            line += f", {time_in_words((progress.total - progress.done) / rate)} left"
        return line


def _count(progress: Progress) -> str:
    """ "1,200 of 29,097", or "12.0 of 181.0 MB"."""
    if progress.unit == "bytes":
        done = f"{progress.done / 1e6:.1f}"
        return f"{done} MB" if progress.total is None else f"{done} of {progress.total / 1e6:.1f} MB"
    return f"{progress.done:,}" if progress.total is None else f"{progress.done:,} of {progress.total:,}"


def rate_in_words(per_second: float, unit: str = "items") -> str:
    """`12.3/s`, `4.5/min` for what takes longer than a second, or `3.4 MB/s`."""
    if unit == "bytes":
        return f"{per_second / 1e6:.1f} MB/s"
    return f"{per_second:.1f}/s" if per_second >= 1 else f"{per_second * 60:.1f}/min"


def time_in_words(seconds: float) -> str:
    """`45 s`, `3 min 20 s` or `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
