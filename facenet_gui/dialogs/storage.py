"""The settings' part about where everything is stored."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import StorageError
from core.home import choose_place, chosen_place, usual_place
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Problem
from facenet_gui.widgets.basics import GAP, Banner, button, column, label, row


class StorageSection(QWidget):
    """Says where the home is, and chooses another one for the next start."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        where = self.tr("Data sets, runs, models and the gallery are in {0}.").format(services.home.path)
        self._next = label("", "quiet", wrap=True, selectable=True)
        self._banner = Banner()
        self._other = button(self.tr("Another place…"), self._on_other, icon_name="folder")
        self._back = button(self.tr("The usual place"), lambda: self._choose(None), kind="quiet")
        self._back.setToolTip(str(usual_place()))
        show = button(self.tr("Open that folder"), self._on_show, kind="quiet", icon_name="folder-open")
        whole = column(label(where, "quiet", wrap=True, selectable=True), self._next, self._banner, spacing=GAP)
        whole.addLayout(row(self._other, self._back, show, None, spacing=GAP))
        self.setLayout(whole)
        self._say()

    def _say(self) -> None:
        """What the next start will use, where that is another place than now."""
        chosen, now = chosen_place(), self._services.home.path
        named = bool(os.environ.get("FACENET_HOME"))
        following = chosen or usual_place()
        text = ""
        if named:
            text = self.tr("FACENET_HOME, or --home, says so; without it the next start uses {0}.").format(following)
        elif following != now:
            text = self.tr(
                "From the next start on everything is kept in {0}. What is here stays here; to take it along, close "
                "the program and copy the folder's content."
            ).format(following)
        self._next.setText(text)
        self._next.setVisible(bool(text))
        self._back.setVisible(chosen is not None)

    def _on_other(self) -> None:
        begin = chosen_place() or self._services.home.path
        found = QFileDialog.getExistingDirectory(self, self.tr("Keep everything in"), str(begin))
        if found:
            self._choose(Path(found))

    def _choose(self, place: Path | None) -> None:
        try:
            choose_place(place)
        except StorageError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._banner.hide()
        self._say()

    def _on_show(self) -> None:
        self._services.home.path.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._services.home.path)))
