"""Short work beside the window, one piece after the other: reading from a file, a small change. No progress, no stop.

For work that takes longer than a second or two there are jobs (`facenet_gui.threads.jobs`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import frames_of
from facenet_gui.threads.jobs import Problem

T = TypeVar("T")
_log = logging.getLogger(__name__)


class Background(QObject):
    """One thread that does what it is asked in the order of asking; answers come in the window's thread.

    An answer never comes after `close`, nor to an asker whose question was replaced by a newer one of its `topic`.
    """

    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._waiting: dict[Future[object], tuple[str, Callable[..., object], Callable[[Problem], object]]] = {}
        self._newest: dict[str, Future[object]] = {}
        self._asked: list[Future[object]] = []
        self._answered.connect(self._on_answered)

    def ask(
        self,
        work: Callable[[], T],
        on_done: Callable[[T], object],
        on_failed: Callable[[Problem], object],
        *,
        topic: str = "",
    ) -> None:
        """Do something beside the window.

        Args:
            work: Touches no widget.
            topic: A newer question of the same topic makes the answer to this one worthless; it is then dropped.
        """
        future: Future[object] = self._pool.submit(self._run, work)
        self._asked = [*(asked for asked in self._asked if not asked.done()), future]
        if topic:
            stale = self._newest.get(topic)
            if stale is not None and stale.cancel():
                self._waiting.pop(stale, None)
            self._newest[topic] = future
        self._waiting[future] = (topic, on_done, on_failed)
        future.add_done_callback(self._tell)

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    def close(self) -> None:
        """Drop what waits; what is in hand goes on beside the window until `closed`."""
        self._waiting.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)

    @property
    def closed(self) -> bool:
        """Whether nothing is in hand any more, after `close`."""
        return all(future.done() for future in self._asked)

    @staticmethod
    def _run(work: Callable[[], T]) -> tuple[T | None, BaseException | None]:
        try:
            return work(), None
        except Exception as error:  # noqa: BLE001  it is shown to the user, whatever it is
            return None, error

    def _tell(self, future: Future[object]) -> None:
        if future.cancelled():
            return
        try:
            self._answered.emit(future, future.result())
        except RuntimeError:
            return  # the window has gone

    @Slot(object, object)
    def _on_answered(self, future: Future[object], answer: tuple[object, BaseException | None]) -> None:
        topic, on_done, on_failed = self._waiting.pop(future, ("", None, None))
        if on_done is None or on_failed is None or (topic and self._newest.get(topic) is not future):
            return
        result, error = answer
        if error is None:
            on_done(result)
            return
        problem = Problem.of(error)
        if not problem.expected:
            _log.error("Work beside the window failed\n%s", frames_of(error))
        on_failed(problem)
