"""The face detector, of which nothing is imported before it is asked for something: the window is drawn first."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.faces.face import DetectedFace, FaceDetector


class MtcnnWhenAsked:
    """A `FaceDetector`: MTCNN. Any thread may use it.

    Args:
        video: Look for no faces that are too small to be recognised in a video; faster.
    """

    def __init__(self, *, video: bool = False) -> None:
        self._video = video
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._loaded().name

    @property
    def template(self) -> NDArray[np.float32]:
        return self._loaded().template

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        """As `FaceDetector.detect`."""
        return self._loaded().detect(image_rgb)

    def _loaded(self) -> FaceDetector:
        with self._lock:
            return self._detector

    @cached_property
    def _detector(self) -> FaceDetector:
        from core.evaluation.when_needed import MtcnnWhenNeeded
        from core.recognition.settings import VIDEO_SMALLEST_FACE

        return MtcnnWhenNeeded(VIDEO_SMALLEST_FACE) if self._video else MtcnnWhenNeeded()
