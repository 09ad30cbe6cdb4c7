"""How strict the live page is with strangers: the card with the slider, and the calibration behind it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from core.errors import FacenetError
from core.gallery.calibration import Calibration, store, threshold_for
from facenet_gui.pages.live_session import LiveSession
from facenet_gui.pages.live_side import StrictnessCard
from facenet_gui.pages.live_work import calibrated
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, Problem
from facenet_gui.widgets.basics import Banner


class Strictness(QObject):
    """Calibrates when the slider is moved, and recognises with the outcome at once; it is kept when asked to."""

    def __init__(self, services: Services, session: LiveSession, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._session, self._banner = services, session, banner
        self._calibration: Calibration | None = None
        self._job: Job | None = None
        self.card = StrictnessCard()
        self.card.wanted.connect(self._on_wanted)
        self.card.keep_wanted.connect(self._on_keep)

    @Slot()
    def refresh(self) -> None:
        """Show the threshold that is in use, unless a calibration waits to be kept."""
        in_use = self._services.gallery
        # After a failure only the user's wish opens it again.
        gallery = None if in_use.problem is not None else in_use.get()
        if gallery is None or self._calibration is not None:
            return
        try:
            threshold = threshold_for(gallery, self._services.model.embedder().card)
        except FacenetError as error:
            self.card.show_problem(_in_words(Problem.of(error)))
            return
        self.card.show_threshold(threshold)
        self._session.set_threshold(threshold.distance_threshold)

    @Slot(int)
    def _on_wanted(self, one_in: int) -> None:
        gallery = self._services.gallery.get()
        if gallery is None or self._job is not None:
            return
        self._job = self._services.jobs.start(
            self.tr("Calibrating"),
            calibrated(self._services, gallery, one_in),
            page="live",
            on_done=self._on_calibrated,
            on_failed=lambda problem: self.card.show_problem(_in_words(problem)),
        )
        self._job.ended.connect(self._on_ended)

    @Slot()
    def _on_ended(self) -> None:
        self._job = None

    def _on_calibrated(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self.card.show_calibration(calibration)
        self._session.set_threshold(calibration.distance_threshold)

    def _on_keep(self) -> None:
        gallery = self._services.gallery.get()
        if gallery is None or self._calibration is None:
            return
        try:
            store(gallery, self._calibration)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._calibration = None
        self.refresh()


def _in_words(problem: Problem) -> str:
    return f"{problem.message} {problem.hint}".strip()
