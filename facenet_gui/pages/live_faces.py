"""What can be done with a face in the picture: enroll it, confirm its name, or say who it is not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from core.recognition.frames import Frame
from core.recognition.result import RecognisedFace
from facenet_gui.icons import icon
from facenet_gui.pages.live_work import chip_of, enroll_face, reject_face
from facenet_gui.services import Services
from facenet_gui.widgets.basics import Banner


class FaceActions(QObject):
    """Offers a menu, and runs what was chosen beside the window.

    Args:
        page: The parent of menus and dialogs.
        banner: Says how it ended.
    """

    def __init__(self, page: QWidget, services: Services, banner: Banner) -> None:
        super().__init__(page)
        self._page, self._services, self._banner = page, services, banner

    def menu(self, frame: Frame, face: RecognisedFace) -> QMenu:
        """What can be done with a face."""
        menu = QMenu(self._page)
        chip = chip_of(frame, face, self._services.detector.template)
        gallery = self._services.gallery.get()
        if chip is None or gallery is None:
            menu.addAction(self.tr("This face cannot be used")).setEnabled(False)
            return menu
        if face.name is not None and face.person_id is not None:
            person_id = face.person_id
            confirm = menu.addAction(icon("check"), self.tr("Yes, add this picture of {0}").format(face.name))
            confirm.triggered.connect(lambda: self._enroll(face.name or "", chip, face.quality.score))
            refuse = menu.addAction(icon("x"), self.tr("Not {0}").format(face.name))
            refuse.triggered.connect(
                lambda: self._run(
                    self.tr("Remembering that this is not {0}").format(face.name),
                    reject_face(self._services, gallery, person_id, chip),
                    self.tr("This face will not be called {0} again.").format(face.name),
                )
            )
            menu.addSeparator()
        other = menu.addAction(icon("user-plus"), self.tr("Enroll as…"))
        other.triggered.connect(lambda: self._ask_name(chip, face.quality.score))
        return menu

    def _ask_name(self, chip: NDArray[np.uint8], quality: float) -> None:
        gallery = self._services.gallery.get()
        names = [person.name for person in gallery.people()] if gallery is not None else []
        name, agreed = QInputDialog.getItem(self._page, self.tr("Enroll"), self.tr("Who is this?"), names, -1, True)
        if agreed and name.strip():
            self._enroll(name.strip(), chip, quality)

    def _enroll(self, name: str, chip: NDArray[np.uint8], quality: float) -> None:
        gallery = self._services.gallery.get()
        if gallery is not None:
            work = enroll_face(self._services, gallery, name, chip, quality=quality)
            self._run(self.tr("Enrolling {0}").format(name), work, self.tr("{0} is enrolled.").format(name))

    def _run(self, title: str, work: Callable[..., object], done: str) -> None:
        def finished(_: object) -> None:
            self._services.gallery.follow()
            self._banner.show_message(done, self.tr("It can be undone on the People page."), tone="good")

        self._services.jobs.start(title, work, page="live", on_done=finished, on_failed=self._banner.show_problem)
