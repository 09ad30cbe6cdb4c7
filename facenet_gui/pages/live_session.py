"""What the live page looks at: the threads that read and recognise it, and how fast they are."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.gallery.gallery import Gallery
from core.recognition.frames import Frame
from core.recognition.latest_frame import LatestFrame
from core.recognition.sources import VIDEO_SUFFIXES
from facenet_gui.pages.live_work import recogniser_maker
from facenet_gui.services import Services
from facenet_gui.threads.camera_thread import CameraThread, OpenSource
from facenet_gui.threads.recognition_thread import Recognised, RecognitionThread


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """Rates since the figures before.

    Attributes:
        pictures, recognised: A second.
        delay: Seconds from a picture to its names, the median; None where nothing was recognised.
    """

    pictures: float
    recognised: float
    delay: float | None


class LiveSession(QObject):
    """One source at a time. Pictures and results are pulled; nothing waits for the page.

    `ended`: the source has no more pictures. `over`: the last of them is recognised too.

    Args:
        opener: Opens a source.
    """

    failed = Signal(object)
    ended = Signal()
    over = Signal()
    state_changed = Signal(str)

    def __init__(self, services: Services, opener: OpenSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services, self._opener = services, opener
        self._camera: CameraThread | None = None
        self._recognition: RecognitionThread | None = None
        # Threads that were asked to stop and have not ended yet.
        self._ending: list[CameraThread | RecognitionThread] = []
        self._display = LatestFrame()
        self._paused = False
        self._pictures = self._recognised = 0
        self._delays: list[float] = []
        self._counted_from = time.monotonic()
        self.source = ""

    @property
    def running(self) -> bool:
        """Whether more pictures may come."""
        return self._camera is not None

    @property
    def recognising(self) -> bool:
        """Whether names may come yet."""
        return self._recognition is not None

    @property
    def settled(self) -> bool:
        """Whether every thread that was asked to stop has ended."""
        return not any(thread.isRunning() for thread in self._ending)

    def start(self, source: str, gallery: Gallery) -> None:
        """Read and recognise a source, in place of the one before.

        Raises:
            ModelError: The model in use cannot be read.
        """
        self.stop()
        make = recogniser_maker(self._services, gallery, photos=not moves(source))
        self.source = source
        self._display, to_recognise = LatestFrame(), LatestFrame()
        self._recognition = RecognitionThread(to_recognise, make, right_of_way=self._services.right_of_way, parent=self)
        self._recognition.failed.connect(self.failed)
        self._recognition.set_paused(self._paused)
        self._camera = CameraThread(source, (self._display, to_recognise), opener=self._opener, parent=self)
        self._camera.failed.connect(self.failed)
        self._camera.ended.connect(self._on_ended)
        self._camera.state_changed.connect(self.state_changed)
        self._pictures = self._recognised = 0
        self._delays.clear()
        self._counted_from = time.monotonic()
        for thread in (self._camera, self._recognition):
            thread.finished.connect(self._on_finished)
            thread.start()

    def stop(self) -> None:
        """Let go of the source, without waiting."""
        for thread in (self._camera, self._recognition):
            if thread is not None:
                thread.stop.set()
                self._ending.append(thread)
        self._camera = self._recognition = None

    def set_paused(self, paused: bool) -> None:
        """While paused nothing is recognised."""
        self._paused = paused
        if self._recognition is not None:
            self._recognition.set_paused(paused)

    def set_threshold(self, distance: float) -> None:
        """Recognise with another threshold from the next picture on."""
        if self._recognition is not None:
            self._recognition.distance_threshold = distance

    # -- what came

    def picture(self) -> Frame | None:
        """The newest picture that has not been taken."""
        frame = self._display.take(0)
        self._pictures += frame is not None
        return frame

    def result(self) -> Recognised | None:
        """The newest result that has not been taken."""
        recognised = self._recognition.results.take() if self._recognition is not None else None
        if recognised is not None:
            self._recognised += 1
            self._delays.append(recognised.delay)
        return recognised

    def figures(self, *, every: float) -> LiveFigures | None:
        """The rates of the last `every` seconds; None where they are not over yet."""
        now = time.monotonic()
        seconds = now - self._counted_from
        if seconds < every:
            return None
        delay = sorted(self._delays)[len(self._delays) // 2] if self._delays else None
        figures = LiveFigures(self._pictures / seconds, self._recognised / seconds, delay)
        self._pictures = self._recognised = 0
        self._delays.clear()
        self._counted_from = now
        return figures

    # -- the threads' ends

    @Slot()
    def _on_ended(self) -> None:
        camera = self._camera
        if camera is None or self.sender() is not camera:
            return
        self._camera = None
        self._ending.append(camera)
        self.ended.emit()

    @Slot()
    def _on_finished(self) -> None:
        thread = self.sender()
        if not isinstance(thread, CameraThread | RecognitionThread):
            return
        if thread in self._ending:
            self._ending.remove(thread)
        if thread is self._recognition:
            # Its last result is taken by whoever hears of it.
            self.over.emit()
            self._recognition = None
        thread.deleteLater()


def is_camera(source: str) -> bool:
    return source.removeprefix("camera:").isdecimal()


def moves(source: str) -> bool:
    """Whether it is a video, a camera or a stream, and not pictures."""
    return is_camera(source) or "://" in source or Path(source).suffix.lower() in VIDEO_SUFFIXES
