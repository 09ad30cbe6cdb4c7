"""Video is searched in a smaller copy of its frames: faces that are large enough are found there as well, sooner."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from core.faces.face import DetectedFace, FaceDetector


class ReducedDetector:
    """A `FaceDetector` that searches a smaller copy of large pictures; what it finds lies in the large one.

    Args:
        detector: Searches the copy.
        longest_side: Of the copy, in pixels. Smaller pictures are searched as they are.
    """

    def __init__(self, detector: FaceDetector, longest_side: int) -> None:
        self._detector = detector
        self._longest_side = longest_side
        self.template = detector.template

    @property
    def name(self) -> str:
        return f"{self._detector.name}-in-{self._longest_side}"

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        height, width = image_rgb.shape[:2]
        share = self._longest_side / max(height, width)
        if share >= 1:
            return self._detector.detect(image_rgb)
        size = (max(round(width * share), 1), max(round(height * share), 1))
        smaller = np.asarray(cv2.resize(image_rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
        back = np.array([width / size[0], height / size[1]])
        return [
            replace(
                face,
                box=(face.box * np.tile(back, 2)).astype(np.float32),
                # Landmarks are pixel centres.
                landmarks=((face.landmarks + 0.5) * back - 0.5).astype(np.float32),
            )
            for face in self._detector.detect(smaller)
        ]
