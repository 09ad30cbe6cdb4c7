"""From an image file to the chips that the models are measured on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import PhotoError
from core.faces.align import align, find_faces, main_face, whole_as_chip
from core.faces.face import DetectedFace, FaceDetector
from core.faces.photo import FILE_SIZE_LIMIT, decode_photo


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why an image gives no chip: `missing`, `unreadable` or `no_face`, and the same in words."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True, eq=False)
class CutFace:
    """The main face of one image.

    Attributes:
        face: Where it is; None for a crop that was taken whole.
        face_size: Side, in pixels of the image, of the square that became the 150×150 template.
        faces: How many faces the detector found; 1 where it was not asked.
        chips_rgb: The chip, (S, S, 3) uint8 RGB, for each size S asked for.
    """

    face: DetectedFace | None
    face_size: float
    faces: int
    chips_rgb: dict[int, NDArray[np.uint8]]


class FaceReader:
    """Reads, detects, aligns and crops as the import does. Safe from several threads if the detector is.

    Args:
        detector: Finds the faces; None where the images are crops that somebody else aligned: they are taken whole.
        chip_sizes: Sides of the chips to cut.
    """

    def __init__(self, detector: FaceDetector | None, chip_sizes: Sequence[int]) -> None:
        self._detector = detector
        self._chip_sizes = tuple(chip_sizes)

    def cut(self, path: Path, face: DetectedFace | None = None) -> CutFace | Unusable:
        """The chips of an image; `face` is its main face where that is known already."""
        content = read_content(path)
        if isinstance(content, Unusable):
            return content
        try:
            image_rgb = decode_photo(content, source="The file")
        except PhotoError as problem:
            return Unusable("unreadable", problem.message)
        if self._detector is None:
            chips_rgb = {size: whole_as_chip(image_rgb, chip_size=size) for size in self._chip_sizes}
            return CutFace(None, face_size=float(min(image_rgb.shape[:2])), faces=1, chips_rgb=chips_rgb)
        count = 1
        if face is None:
            faces = find_faces(image_rgb, self._detector)
            main = main_face(faces, image_rgb.shape)
            if main is None:
                height, width = image_rgb.shape[:2]
                return Unusable("no_face", f"No face was found in the {width}×{height} pixels.")
            face, count = main.detected, len(faces)
        aligned = {
            size: align(image_rgb, face, template=self._detector.template, chip_size=size) for size in self._chip_sizes
        }
        face_size = next(iter(aligned.values())).face_size
        chips_rgb = {size: one.chip_rgb for size, one in aligned.items()}
        return CutFace(face, face_size=face_size, faces=count, chips_rgb=chips_rgb)


def read_content(path: Path) -> bytes | Unusable:
    """The bytes of an image file that is not absurdly large."""
    try:
        size = path.stat().st_size
        if size > FILE_SIZE_LIMIT:
            return Unusable("unreadable", f"The file has {size:,} bytes.")
        return path.read_bytes()
    except OSError as problem:
        return Unusable("unreadable", f"{problem.strerror or problem}.")


def content_hash(path: Path) -> bytes | Unusable:
    """SHA-256 of an image file."""
    content = read_content(path)
    return content if isinstance(content, Unusable) else hashlib.sha256(content).digest()
