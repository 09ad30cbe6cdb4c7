"""Long work beside the window: one `Job` for each, all of them known to `Jobs`.

A job's work is a plain function that gets a `JobContext`. It runs in a QThread of its own; its progress goes through
a mailbox that the window empties on a timer, so a thousand reports a second cost the window ten. Cancelling sets a
`StopRequest` that the work looks at: no thread is ever terminated.
"""

from __future__ import annotations

import itertools
import logging
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication, QObject, QThread, QTimer, Signal, Slot

from core.errors import Cancelled, FacenetError, frames_of
from core.progress import Progress, StopRequest
from facenet_gui.threads.mailbox import Mailbox


def _tr(text: str) -> str:
    return QCoreApplication.translate("Problem", text)


State = Literal["running", "stopping", "done", "failed", "cancelled"]
_log = logging.getLogger(__name__)

_POLL_MS = 100
_RATE_SECONDS = 5.0
_number = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Problem:
    """An error as the window shows it.

    Attributes:
        message: What happened, in the user's words.
        hint: What to do next; may be empty.
        details: For whoever wants to know more: the traceback.
        expected: Whether it is one of `core.errors`, and not a mistake of this program.
    """

    message: str
    hint: str = ""
    details: str = ""
    expected: bool = True

    @classmethod
    def of(cls, error: BaseException) -> Problem:
        """What to show for an exception of any kind."""
        details = "".join(traceback.format_exception(error))
        if isinstance(error, FacenetError):
            return cls(error.message, error.window_hint, details)
        if isinstance(error, MemoryError):
            return cls(
                _tr("The computer ran out of memory."),
                _tr("Close other programs, or use a smaller batch or image size."),
                details,
            )
        if isinstance(error, OSError) and error.filename is not None:
            return cls(f"{error.filename}: {error.strerror or error}.", "", details)
        return cls(
            _tr("Something went wrong that should not have: {0}").format(f"{type(error).__name__}: {error}"),
            _tr("What was saved before is untouched. The details help us to mend it."),
            details,
            expected=False,
        )


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a job's work gets.

    Attributes:
        progress: A `core.progress.ProgressListener`.
        stop: Set when the user cancels; the work then ends as soon as it can, or raises `Cancelled`.
    """

    progress: Callable[[Progress], None]
    stop: StopRequest


@dataclass(slots=True)
class _Outcome:
    result: Any = None
    error: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a job is and how fast it goes.

    Attributes:
        progress: The newest report, or None before the first.
        per_second: Items a second over the last seconds; None while unknown.
        seconds_left: Until this stage is done; None while unknown.
    """

    progress: Progress | None = None
    per_second: float | None = None
    seconds_left: float | None = None


class Job(QThread):
    """One piece of long work. Signals arrive in the thread that made it, the window's.

    Attributes:
        title: What it does, in a few words; shown in the status bar.
        page: The page that it belongs to, or an empty string.
        close_question: What to ask before the window closes while it runs; where empty, it is stopped without asking.
        cannot_stop_yet: Shown after the user cancelled, for as long as the work does not answer.
    """

    moved = Signal()
    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(
        self,
        title: str,
        work: Callable[[JobContext], Any],
        *,
        page: str = "",
        close_question: str = "",
        cannot_stop_yet: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.number = next(_number)
        self.title = title
        self.page = page
        self.close_question = close_question
        self.cannot_stop_yet = cannot_stop_yet
        self.state: State = "running"
        self.pace = Pace()
        self.began = time.monotonic()
        self.stop = StopRequest()
        self._work = work
        self._reports: Mailbox[tuple[float, Progress]] = Mailbox()
        self._seen: list[tuple[float, Progress]] = []
        self._outcome = _Outcome()
        self.finished.connect(self._on_finished)

    def run(self) -> None:
        """The thread: nothing in here may touch a widget."""
        context = JobContext(progress=lambda progress: self._reports.put((time.monotonic(), progress)), stop=self.stop)
        try:
            self._outcome.result = self._work(context)
        except Exception as error:  # noqa: BLE001  it is shown to the user, whatever it is
            self._outcome.error = error

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled`, or `succeeded` with what was kept, comes when it has."""
        if self.state == "running":
            self.state = "stopping"
            self.stop.set()
            self.moved.emit()

    @property
    def active(self) -> bool:
        return self.state in ("running", "stopping")

    def look(self) -> None:
        """Take up the newest report; called on a timer in the window's thread."""
        report = self._reports.take()
        if report is None:
            return
        seen = self._seen
        if seen and (seen[-1][1].stage != report[1].stage or report[1].done < seen[-1][1].done):
            seen.clear()
        seen.append(report)
        while len(seen) > 2 and report[0] - seen[0][0] > _RATE_SECONDS:
            seen.pop(0)
        (then, before), (now, after) = seen[0], seen[-1]
        rate = (after.done - before.done) / (now - then) if now - then > 0.5 else None
        left = (after.total - after.done) / rate if rate and after.total is not None else None
        self.pace = Pace(after, rate, left)
        self.moved.emit()

    @Slot()
    def _on_finished(self) -> None:
        self.look()
        error = self._outcome.error
        if error is None:
            self.state = "done"
            self.succeeded.emit(self._outcome.result)
        elif isinstance(error, Cancelled):
            self.state = "cancelled"
            self.cancelled.emit()
        else:
            self.state = "failed"
            problem = Problem.of(error)
            if not problem.expected:
                _log.error("A job failed\n%s", frames_of(error))
            self.failed.emit(problem)
        self.ended.emit()


@dataclass
class _Waiting:
    then: Callable[[], None]
    jobs: set[Job] = field(default_factory=set)


class Jobs(QObject):
    """All jobs of the window. `changed` comes when one begins, moves on or ends."""

    changed = Signal()
    started = Signal(object)
    ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Job] = []
        self._waiting: list[_Waiting] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look)

    def start(
        self,
        title: str,
        work: Callable[[JobContext], Any],
        *,
        page: str = "",
        close_question: str = "",
        cannot_stop_yet: str = "",
        on_done: Callable[[Any], None] | None = None,
        on_failed: Callable[[Problem], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Begin some work. The callbacks come in the window's thread."""
        job = Job(title, work, page=page, close_question=close_question, cannot_stop_yet=cannot_stop_yet, parent=self)
        if on_done:
            job.succeeded.connect(on_done)
        if on_failed:
            job.failed.connect(on_failed)
        if on_cancelled:
            job.cancelled.connect(on_cancelled)
        job.ended.connect(self._on_ended)
        self.running.append(job)
        self._timer.start()
        job.start()
        self.started.emit(job)
        self.changed.emit()
        return job

    def stop_all(self, then: Callable[[], None]) -> None:
        """Ask every job to stop, and call `then` once none runs any more."""
        waiting = _Waiting(then, set(self.running))
        self._waiting.append(waiting)
        for job in list(self.running):
            job.cancel()
        self.changed.emit()
        self._answer()

    @Slot()
    def _look(self) -> None:
        for job in list(self.running):
            job.look()
        self.changed.emit()

    @Slot()
    def _on_ended(self) -> None:
        job = self.sender()
        if not isinstance(job, Job):
            return
        self.running.remove(job)
        if not self.running:
            self._timer.stop()
        self.ended.emit(job)
        self.changed.emit()
        job.deleteLater()
        self._answer()

    def _answer(self) -> None:
        for waiting in list(self._waiting):
            waiting.jobs &= set(self.running)
            if not waiting.jobs:
                self._waiting.remove(waiting)
                QTimer.singleShot(0, waiting.then)
