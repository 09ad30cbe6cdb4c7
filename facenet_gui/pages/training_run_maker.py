"""The view of a run, ready before somebody looks at one."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from facenet_gui.services import Services
from facenet_gui.threads.quiet import Quietly

if TYPE_CHECKING:
    from facenet_gui.pages.training_run import RunView
    from facenet_gui.widgets.curve_plot import CurvePlot

# Between two plots the window answers.
_PAUSE_MS = 20


class RunViewMaker(QObject):
    """Makes one `RunView` bit by bit: its modules and its plots take longer than a window may stand still.

    Args:
        then: Called once with the view, to connect and to place it.

    Attributes:
        made: The view; None before.
    """

    def __init__(self, services: Services, then: Callable[[RunView], None], parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._then = services, then
        self.made: RunView | None = None
        self._plots: dict[str, CurvePlot] = {}
        self._coming: Iterator[tuple[str, CurvePlot]] | None = None
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_timer)
        self._quietly = Quietly(self)

    def begin(self) -> None:
        """Make it while nobody needs it."""
        self._quietly.read(
            lambda: importlib.import_module("facenet_gui.pages.training_run"), lambda _: self._on_imported()
        )

    def get(self) -> RunView:
        """The view; what it lacks yet is made at once."""
        if self.made is None:
            from facenet_gui.pages.training_run import RunView

            self._plots.update(self._plots_to_come())
            self.made = RunView(self._services, self._plots)
            self._then(self.made)
        return self.made

    def stop(self) -> None:
        """Make nothing more."""
        self._stopped = True
        self._timer.stop()

    def _on_imported(self) -> None:
        if not self._stopped:
            self._timer.start()

    def _on_timer(self) -> None:
        plot = next(self._plots_to_come(), None) if self.made is None else None
        if plot is not None:
            self._plots[plot[0]] = plot[1]
            return
        self._timer.stop()
        self.get()

    def _plots_to_come(self) -> Iterator[tuple[str, CurvePlot]]:
        from facenet_gui.pages.training_curves import make_plots

        if self._coming is None:
            self._coming = make_plots(self._services.theme)
        return self._coming
