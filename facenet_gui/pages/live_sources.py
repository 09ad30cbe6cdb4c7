"""Choosing what to look at: a camera, a video, pictures, or an address."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMenu, QWidget

from core.recognition.cameras import CameraInfo
from facenet_gui.icons import icon
from facenet_gui.settings import Settings
from facenet_gui.widgets.basics import Banner


class SourceChoice(QObject):
    """Asks, and calls `start` with what `core.recognition.frames.open_source` takes.

    Args:
        page: The parent of menus and dialogs.
        banner: Says when there is no camera.
        list_cameras: `core.recognition.cameras.cameras`, or another one in tests.
    """

    def __init__(
        self,
        page: QWidget,
        settings: Settings,
        banner: Banner,
        list_cameras: Callable[[], list[CameraInfo]],
        start: Callable[[str], None],
    ) -> None:
        super().__init__(page)
        self.list_cameras = list_cameras
        self._page, self._settings, self._banner, self._start = page, settings, banner, start

    def choose(self, corner: QPoint) -> None:
        """A menu of everything that can be started, at a place of the screen."""
        menu = QMenu(self._page)
        found = self.list_cameras()
        for camera in found:
            action = menu.addAction(icon("camera"), camera.name)
            action.triggered.connect(lambda _=False, number=camera.number: self._start(str(number)))
        if not found:
            menu.addAction(icon("camera-off"), self.tr("No camera was found")).setEnabled(False)
        menu.addSeparator()
        menu.addAction(icon("file"), self.tr("A video or picture…")).triggered.connect(self.file)
        menu.addAction(icon("folder"), self.tr("A folder of pictures…")).triggered.connect(self._on_folder)
        menu.addAction(icon("link"), self.tr("An address (RTSP or HTTP)…")).triggered.connect(self._on_address)
        menu.popup(corner)

    def camera(self) -> None:
        """The only camera; a menu of several; what to do without any."""
        found = self.list_cameras()
        if not found:
            self._banner.show_message(
                self.tr("No camera was found."),
                self.tr("Plug one in and try again, or open a video: everything works with it just the same."),
                action=self.tr("Open a video…"),
                on_action=self.file,
            )
        elif len(found) == 1:
            self._start(str(found[0].number))
        else:
            self.choose(QCursor.pos())

    def file(self) -> None:
        """A video or a picture."""
        chosen, _ = QFileDialog.getOpenFileName(self._page, self.tr("A video or a picture"))
        if chosen:
            self._start(chosen)

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._page, self.tr("A folder of pictures"))
        if chosen:
            self._start(chosen)

    def _on_address(self) -> None:
        kept = self._settings.remembered("live/address", "rtsp://", str)
        text, agreed = QInputDialog.getText(
            self._page, self.tr("An address"), self.tr("Address of the stream:"), QLineEdit.EchoMode.Normal, kept
        )
        if agreed and text.strip():
            # A password in it is not kept.
            if "@" not in text:
                self._settings.remember("live/address", text.strip())
            self._start(text.strip())
