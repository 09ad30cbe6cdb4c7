"""Small readings that take longer than a window may wait, and are too short to be shown as jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from facenet_gui.threads.jobs import Problem


class _Reading(QRunnable):
    def __init__(self, owner: Quietly, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        super().__init__()
        self._owner, self._work, self._then = owner, work, then

    def run(self) -> None:
        result: Any
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001  it is shown to the user, whatever it is
            result = Problem.of(error)
        try:
            self._owner.came.emit(self._then, result)
        except RuntimeError:
            # The page has gone meanwhile.
            return


class Quietly(QObject):
    """Runs readings in the pool, and hands each result, or a `Problem`, to a function in the window's thread."""

    came = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.came.connect(self._on_came)

    def read(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do `work` in another thread, then call `then` with what it returned, or with the Problem that it met."""
        QThreadPool.globalInstance().start(_Reading(self, work, then))

    @Slot(object, object)
    def _on_came(self, then: Callable[[Any], None], result: Any) -> None:
        then(result)
