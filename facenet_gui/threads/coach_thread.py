"""Looks for good faces to enroll in the newest frame, again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QThread, Signal

from core.faces.align import find_faces
from core.faces.face import FaceDetector
from core.faces.quality import judge
from core.gallery.enrolment import FaceToEnroll
from core.progress import StopRequest
from core.recognition.collector import Collector, Offer
from core.recognition.frames import Frame
from core.recognition.latest_frame import LatestFrame
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.mailbox import Mailbox

# Makes a detector load what it needs.
_NOBODY = np.full((96, 96, 3), 128, np.uint8)


@dataclass(frozen=True, slots=True, eq=False)
class Coached:
    """What became of one frame, and the faces chosen so far."""

    frame: Frame
    offer: Offer
    chosen: tuple[FaceToEnroll, ...]


class CoachThread(QThread):
    """One loop: take the newest frame, offer its faces to the collector, lay the answer into the mailbox.

    `ready` comes before the first frame, when the networks are loaded: a video need not begin before.

    Args:
        frames: Where the newest frame lies.
        make: Makes the collector, in this thread: it reads the gallery and loads the embedder's network.
    """

    ready = Signal()
    failed = Signal(object)

    def __init__(
        self,
        frames: LatestFrame,
        detector: FaceDetector,
        make: Callable[[], Collector],
        *,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.stop = StopRequest()
        self.answers: Mailbox[Coached] = Mailbox()
        self._frames, self._detector, self._make = frames, detector, make
        self._collector: Collector | None = None

    @property
    def chosen(self) -> tuple[FaceToEnroll, ...]:
        """The faces so far; any thread may ask."""
        return () if self._collector is None else tuple(self._collector.chosen)

    def remove(self, face: FaceToEnroll) -> None:
        """Give up one of the chosen faces; nothing where a better one has taken its place meanwhile."""
        collector = self._collector
        if collector is None:
            return
        for index, one in enumerate(collector.chosen):
            if one is face:
                collector.remove(index)
                return

    def run(self) -> None:
        try:
            collector = self._collector = self._make()
            self._detector.detect(_NOBODY)
            if not self.stop.is_set():
                self.ready.emit()
            while not self.stop.is_set():
                frame = self._frames.take(0.1)
                if frame is None:
                    if self._frames.closed:
                        return
                    continue
                faces = find_faces(frame.image_rgb, self._detector)
                template = self._detector.template
                qualities = [judge(face, image_shape=frame.image_rgb.shape, template=template) for face in faces]
                offer = collector.offer(frame, faces, qualities)
                self.answers.put(Coached(frame, offer, tuple(collector.chosen)))
        except Exception as error:  # noqa: BLE001  shown to the user, whatever it is
            if not self.stop.is_set():
                self.failed.emit(Problem.of(error))
