"""Drawn photos in identity folders, and a detector that finds their faces without a network."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.faces.chip import MARGIN
from core.faces.face import DetectedFace
from core.faces.photo import encode_jpeg
from tests.factories import draw_face

# Five points on the 150×150 template, roughly where they are in a drawn face.
TEMPLATE = np.array([[55, 65], [95, 65], [75, 90], [60, 110], [90, 110]], np.float32)


class DrawnFaceDetector:
    """Finds one face that fills the picture, none in a dark one, and a small second one where the corner is red."""

    def __init__(self) -> None:
        self.calls = 0
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return "drawn"

    @property
    def template(self) -> NDArray[np.float32]:
        return TEMPLATE

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        with self._lock:
            self.calls += 1
        if image_rgb.mean() < 8:
            return []
        height, width = image_rgb.shape[:2]
        scale = min(height, width) / 180
        faces = [face_at(0.0, 0.0, scale)]
        if image_rgb[0, 0, 0] > 200 and image_rgb[0, 0, 1:].max() < 60:
            faces.insert(0, face_at(0.0, 0.0, scale / 5))
        return faces


def face_at(left: float, top: float, scale: float) -> DetectedFace:
    return DetectedFace(
        box=np.array([left, top, 180 * scale, 180 * scale], np.float32),
        landmarks=(TEMPLATE + MARGIN) * np.float32(scale) + np.array([left, top], np.float32),
        confidence=0.99,
    )


def write_photo(path: Path, identity: int, image: int, *, size: int = 180) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_jpeg(draw_face(identity, image, chip_size=size)))
    return path


def write_photos(source: Path, *, people: int = 6, images: int = 3) -> Path:
    """`people` folders person_00, person_01, … with 0.jpg, 1.jpg, … each."""
    for person in range(people):
        for image in range(images):
            write_photo(source / f"person_{person:02d}" / f"{image}.jpg", person, image)
    return source
