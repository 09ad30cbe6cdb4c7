"""What a detector finds, and what every detector promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class DetectedFace:
    """One face in a picture, in that picture's pixels.

    Attributes:
        box: (4,) float32: left, top, width, height. May reach past the border.
        landmarks: (5, 2) float32, x and y: eye, eye, nose, mouth corner, mouth corner; the image's left first.
        confidence: The detector's own, in [0, 1].
    """

    box: NDArray[np.float32]
    landmarks: NDArray[np.float32]
    confidence: float


class FaceDetector(Protocol):
    """Finds faces. MTCNN is one; anything with these three members is another."""

    @property
    def name(self) -> str:
        """Kind and settings: what was found under one name need not be looked for again."""
        ...

    @property
    def template(self) -> NDArray[np.float32]:
        """(5, 2) float32: where this detector's landmarks lie on the 150×150 template of `core.faces.chip`."""
        ...

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        """All faces of an (H, W, 3) uint8 RGB picture, the surest first; an empty list where there is none."""
        ...
