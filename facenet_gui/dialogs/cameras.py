"""Several cameras, each with a picture of what it sees, to tell them apart."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from core.errors import FacenetError
from core.progress import StopRequest
from core.recognition.cameras import CameraInfo
from facenet_gui.images import to_qimage
from facenet_gui.threads.camera_thread import OpenSource
from facenet_gui.widgets.basics import SPACE, WIDE, button, label, row
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem

# A camera's first pictures are often black: it is still looking for the right exposure.
_PICTURES = 5


class CameraDialog(QDialog):
    """Sends the number of the chosen camera with `wanted`, once all of them are free again.

    Args:
        opener: Opens a camera; each is open only for its picture.
    """

    wanted = Signal(int)

    def __init__(self, cameras: Sequence[CameraInfo], opener: OpenSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Which camera?"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._opener = opener
        self._stop = StopRequest()
        self._chosen: int | None = None
        self._grid = FaceGrid(self._picture, side=150, aspect=4 / 3, lines=1)
        self._grid.setAccessibleName(self.tr("Cameras"))
        self._grid.set_items([FaceItem(camera.number, camera.name) for camera in cameras])
        self._grid.clicked.connect(lambda index: self._choose(self._grid.items[index.row()]))
        self._grid.opened.connect(self._choose)
        self._words = label(self.tr("Each is open only for its picture."), "quiet", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.setSpacing(SPACE)
        layout.addWidget(label(self.tr("Which camera?"), "heading"))
        layout.addWidget(self._words)
        layout.addWidget(self._grid, 1)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject)))
        self.resize(500, 400)
        # A camera that is being opened cannot be interrupted; the window goes on meanwhile.
        self._wait = QTimer(self)
        self._wait.setInterval(50)
        self._wait.timeout.connect(self._leave)

    def _picture(self, key: Hashable) -> QImage | None:
        """In a pool's thread: what a camera sees."""
        if self._stop.is_set():
            return None
        image: QImage | None = None
        try:
            with self._opener(str(key), stop=self._stop, on_state=None) as source:
                for _ in range(_PICTURES):
                    frame = None if self._stop.is_set() else source.read()
                    if frame is None:
                        break
                    image = to_qimage(frame.image_rgb).scaledToHeight(300, Qt.TransformationMode.SmoothTransformation)
        except FacenetError:
            # In use by another program, say: it stays without a picture, and starting it says why.
            return None
        return image

    def _choose(self, item: FaceItem) -> None:
        if isinstance(item.key, int):
            self._chosen = item.key
            self._words.setText(self.tr("Waiting until the cameras are free …"))
            self.reject()

    def reject(self) -> None:
        """Escape, Cancel, or the end of a choice."""
        self._stop.set()
        self._grid.setEnabled(False)
        self._wait.start()
        self._leave()

    def _leave(self) -> None:
        if self._grid.loading:
            return
        self._wait.stop()
        super().reject()
        if self._chosen is not None:
            self.wanted.emit(self._chosen)
