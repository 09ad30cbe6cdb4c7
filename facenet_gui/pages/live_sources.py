"""Choosing what to look at: a camera, a video, pictures, or an address."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMenu, QWidget

from core.faces.photo import PHOTO_SUFFIXES
from core.recognition.cameras import CameraInfo
from core.recognition.sources import VIDEO_SUFFIXES
from facenet_gui import places
from facenet_gui.dialogs.cameras import CameraDialog
from facenet_gui.icons import icon
from facenet_gui.settings import Settings
from facenet_gui.threads.camera_thread import OpenSource
from facenet_gui.widgets.basics import Banner

_SUFFIXES = " ".join(f"*{suffix}" for suffix in sorted(VIDEO_SUFFIXES | PHOTO_SUFFIXES))


class SourceChoice(QObject):
    """Asks, and calls `start` with what `core.recognition.sources.open_source` takes.

    Args:
        page: The parent of menus and dialogs.
        banner: Says when there is no camera.
        list_cameras: `core.recognition.cameras.cameras`, or another one in tests.
        opener: Opens a camera for its picture.
    """

    def __init__(
        self,
        page: QWidget,
        settings: Settings,
        banner: Banner,
        list_cameras: Callable[[], list[CameraInfo]],
        start: Callable[[str], None],
        *,
        opener: OpenSource,
    ) -> None:
        super().__init__(page)
        self.list_cameras = list_cameras
        self._opener = opener
        self._page, self._settings, self._banner, self._start = page, settings, banner, start

    def choose(self, corner: QPoint) -> None:
        """A menu of everything that can be started, at a place of the screen."""
        menu = QMenu(self._page)
        found = self.list_cameras()
        for camera in found:
            action = menu.addAction(icon("camera"), camera.name)
            action.triggered.connect(lambda _=False, number=camera.number: self._start(str(number)))
        if len(found) > 1:
            menu.addAction(icon("images"), self.tr("Show what they see…")).triggered.connect(lambda: self._show(found))
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
            self._show(found)

    def _show(self, found: Sequence[CameraInfo]) -> None:
        dialog = CameraDialog(found, self._opener, self._page)
        dialog.wanted.connect(lambda number: self._start(str(number)))
        dialog.open()

    def file(self) -> None:
        """A video or a picture."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._page,
            self.tr("A video or a picture"),
            self._folder(),
            self.tr("Videos and pictures ({0});;All files (*)").format(_SUFFIXES),
        )
        if chosen:
            self._settings.remember("live/folder", str(Path(chosen).parent))
            self._start(chosen)

    def _on_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._page, self.tr("A folder of pictures"), self._folder())
        if chosen:
            self._settings.remember("live/folder", str(Path(chosen).parent))
            self._start(chosen)

    def _folder(self) -> str:
        return str(self._settings.remembered("live/folder", places.pictures(), str))

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
