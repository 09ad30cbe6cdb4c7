"""The history of a run that is not trained in this window: read, and read on while another program trains it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from core.training.run_curves import HistoryReader, RunHistory
from core.training.run_list import RunSummary
from facenet_gui.pages.training_history import RunCurves
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.quiet import Quietly

# How often a run that another program trains is looked at.
_LOOK_MS = 2000


class RunFollower(QObject):
    """Follows one run at a time.

    Signals:
        came: The run and its RunCurves, or the Problem that reading them met.
        grew: There are more figures.
        finished: The other program's training has ended.
    """

    came = Signal(object, object)
    grew = Signal()
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quietly = Quietly(self)
        self._followed: tuple[Path, HistoryReader, RunCurves] | None = None
        self._wanted: Path | None = None
        self._reading = False
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._on_look)

    def follow(self, run: RunSummary) -> None:
        """Read this run from its first step; `came` tells when."""
        self.stop()
        self._followed, self._wanted = None, run.path
        reader = HistoryReader(run.path)
        self._quietly.read(lambda: RunCurves.of(reader.read()), partial(self._on_read, run, reader))

    def keep(self, run: Path, curves: RunCurves) -> None:
        """These are a run's curves, which need not be read."""
        self._followed = (run, HistoryReader(run), curves)

    def curves_of(self, run: Path) -> RunCurves | None:
        """What is known of a run; None where it is not the one that is followed, or not read yet."""
        return self._followed[2] if self._followed is not None and self._followed[0] == run else None

    def stop(self) -> None:
        """Look no more, and forget what is being read."""
        self._look.stop()
        self._wanted = None

    def _on_read(self, run: RunSummary, reader: HistoryReader, found: RunCurves | Problem) -> None:
        if run.path != self._wanted:
            # Another run is looked at by now.
            return
        if isinstance(found, RunCurves):
            self._followed = (run.path, reader, found)
            if run.state == "running":
                self._look.start()
        self.came.emit(run, found)

    def _on_look(self) -> None:
        if self._followed is None or self._reading:
            return
        path, reader, curves = self._followed
        self._reading = True

        def then(found: RunHistory | Problem) -> None:
            self._reading = False
            if not isinstance(found, RunHistory) or self.curves_of(path) is not curves:
                return
            curves.add_history(found)
            self.grew.emit()
            if found.end is not None:
                self.stop()
                self.finished.emit()

        self._quietly.read(reader.read, then)
