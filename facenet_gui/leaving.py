"""How the window closes: asks what would be lost, has everything stopped, and waits until it has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from facenet_gui.page import Page
from facenet_gui.services import Services
from facenet_gui.widgets.basics import Banner

# How often a window that leaves looks whether it may.
_LOOK_AGAIN_MS = 50


class Leaving(QObject):
    """Answers the window's close events. Nothing is ever broken off by force.

    Args:
        pages: Those that were made so far; asked each time.
        show_page: Brings a page to the front by its name.
        banner: Says that the window waits.

    Signals:
        begun: Nobody objects; the pages have not been told yet.
    """

    begun = Signal()

    def __init__(
        self,
        services: Services,
        pages: Mapping[str, Page],
        show_page: Callable[[str], Page],
        banner: Banner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._services, self._pages, self._show_page = services, pages, show_page
        self._banner, self._window = banner, window
        self._under_way = False

    def answer(self, event: QCloseEvent) -> None:
        """Accept it where all has ended; else begin to leave, and close the window when it may."""
        if self._under_way:
            event.setAccepted(not self._busy())
            return
        for key, page in self._pages.items():
            if not page.may_close():
                self._show_page(key)
                event.ignore()
                return
        jobs = self._services.jobs
        questions = [job.close_question for job in jobs.running if job.close_question]
        if questions and not self._may_stop(questions):
            event.ignore()
            return
        self.begun.emit()
        self._under_way = True
        for page in self._pages.values():
            page.closing()
        if jobs.running:
            event.ignore()
            self._banner.show_message(
                self.tr("Saving what was done, then closing …"),
                self.tr("Nothing is broken off by force; the step or file in hand is finished first."),
            )
            jobs.stop_all(self._leave)
        elif self._busy():
            # An import of TensorFlow or a camera that is being opened cannot be interrupted; the window goes away now
            # and the process a moment later.
            event.ignore()
            self._window.hide()
            QTimer.singleShot(_LOOK_AGAIN_MS, self._leave)
        else:
            event.accept()

    def _busy(self) -> bool:
        """Whether something that cannot be interrupted goes on yet."""
        return (
            bool(self._services.jobs.running)
            or self._services.tensorflow.loading
            or not all(page.settled() for page in self._pages.values())
        )

    def _may_stop(self, questions: list[str]) -> bool:
        box = QMessageBox(self._window)
        box.setWindowTitle(self.tr("Close the window?"))
        box.setText("\n".join(dict.fromkeys(questions)))
        box.setInformativeText(self.tr("What was done so far is saved, and can be taken up again."))
        leave = box.addButton(self.tr("Stop, save and close"), QMessageBox.ButtonRole.AcceptRole)
        stay = box.addButton(self.tr("Keep working"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def _leave(self) -> None:
        if self._busy():
            self._window.hide()
            QTimer.singleShot(_LOOK_AGAIN_MS, self._leave)
            return
        self._window.close()
