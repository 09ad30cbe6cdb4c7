"""Python's search for unreachable objects: in the window's thread, in small bites, and in full when nobody is there.

By itself it runs in whichever thread has just made an object, with Python's lock held. A full search goes through all
objects that there are: 700,000 after TensorFlow's import, 0.2 to 0.4 s each time, and the import alone made seven. In
another thread than the window's it might also destroy widgets, which Qt does not allow.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot

from facenet_gui.threads.jobs import Jobs
from facenet_gui.threads.tensorflow import TensorFlow
from facenet_gui.touches import TOUCHES

_LOOK_MS = 100
# As Python has it: so many new objects make a search among them worth while, and so many of these one among the
# objects that outlived them.
_YOUNG, _MIDDLE = 700, 10
# A search in full where no job ever ends, such as a camera that runs for days.
_OLD = 5000
# A search in full after a training takes half a second: so long nobody may have touched anything.
_QUIET_MS = 3000


class Collector(QObject):
    """Searches instead of Python from now on, while it lives.

    Args:
        camera_runs: Whether somebody looks at a moving picture, which may not stand still.
        quiet_ms: How long nothing may have been touched, and no job have ended, before a search in full.
    """

    def __init__(
        self,
        jobs: Jobs,
        tensorflow: TensorFlow,
        parent: QObject | None = None,
        *,
        camera_runs: Callable[[], bool] = lambda: False,
        quiet_ms: int = _QUIET_MS,
    ) -> None:
        super().__init__(parent)
        gc.disable()
        self._jobs, self._camera_runs = jobs, camera_runs
        # What was imported stays for good: no search need go through it any more.
        tensorflow.when_ready(gc.freeze)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(quiet_ms)
        self._later.timeout.connect(self._between_jobs)
        jobs.ended.connect(self._wait_for_quiet)

    def close(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        self._later.stop()
        self._watch(False)
        gc.enable()

    @Slot()
    def _look(self) -> None:
        young, middle, old = gc.get_count()
        if old > _OLD:
            gc.collect()
        elif young > _YOUNG:
            gc.collect(1 if middle > _MIDDLE else 0)

    @Slot()
    def _wait_for_quiet(self) -> None:
        self._watch(True)
        self._later.start()

    def _watch(self, on: bool) -> None:
        """Look at the application's input; only for as long as it matters, because Python is slow at it."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if on:
                application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in TOUCHES:
            self._later.start()
        return False

    @Slot()
    def _between_jobs(self) -> None:
        """A job that ended leaves networks and graphs behind, which only a search in full finds."""
        if self._camera_runs():
            self._later.start()
            return
        self._watch(False)
        # While another one works, its objects would have to be gone through, and the window would stand still.
        if not self._jobs.running:
            gc.collect()
