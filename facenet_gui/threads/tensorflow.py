"""TensorFlow comes behind the window: its import takes seconds, and the window is drawn first."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QThread, Signal, Slot

from facenet_gui.threads.jobs import Problem

_log = logging.getLogger(__name__)

# What the pages use, so that their first click does not wait for an import.
_WARM = (
    "keras",
    "core.training.trainer",
    "core.embedding.model_folder",
    "core.faces.mtcnn",
)


class _Loader(QThread):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.error: BaseException | None = None
        self.device = ""

    def run(self) -> None:
        try:
            from core.tensorflow_environment import load_tensorflow

            load_tensorflow()
            for name in _WARM:
                importlib.import_module(name)
            from core.training.device import find_device

            self.device = find_device().name
        except Exception as error:  # noqa: BLE001  it is shown on every page that waits for TensorFlow
            self.error = error


class TensorFlow(QObject):
    """Whether TensorFlow is there yet.

    Attributes:
        state: "waiting" until `start`, then "loading", then "ready" or "failed".
        device: What it computes on, in words; empty until it is ready.
        problem: Why it could not be loaded.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: Literal["waiting", "loading", "ready", "failed"] = "waiting"
        self.device = ""
        self.problem: Problem | None = None
        self._then: list[Callable[[], None]] = []
        self._loader = _Loader(self)
        self._loader.finished.connect(self._on_loaded)

    def start(self) -> None:
        """Begin to load; a second call does nothing."""
        if self.state == "waiting":
            self.state = "loading"
            self._loader.start(QThread.Priority.LowPriority)
            self.changed.emit()

    def when_ready(self, then: Callable[[], None]) -> None:
        """Call `then` in the window's thread, now or as soon as TensorFlow is there; never if it cannot be loaded."""
        if self.state == "ready":
            then()
        else:
            self._then.append(then)

    def wait(self) -> None:
        """Return when the thread has ended; for leaving the program."""
        self._loader.wait()

    @property
    def loading(self) -> bool:
        return self._loader.isRunning()

    @Slot()
    def _on_loaded(self) -> None:
        if self._loader.error is not None:
            self.state = "failed"
            self.problem = Problem.of(self._loader.error)
            _log.error("TensorFlow cannot be loaded", exc_info=self._loader.error)
        else:
            self.state, self.device = "ready", self._loader.device
        waiting, self._then = self._then, []
        self.changed.emit()
        if self.state == "ready":
            for then in waiting:
                then()
