"""One photo becomes one chip, or a reason why not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from core.data.import_journal import FinishedPhoto
from core.data.near_duplicates import perceptual_hash
from core.data.source import SourcePhoto
from core.errors import PhotoError
from core.faces.align import find_faces, main_face, whole_as_chip
from core.faces.face import FaceDetector
from core.faces.photo import FILE_SIZE_LIMIT, decode_photo, encode_jpeg

# Pixels, of the square that becomes the 150×150 template. Photos of 80 people were shrunk until their faces had a
# given size, then compared with the originals by the built-in network; verification AUC at 12, 16, 20, 24, 32 and 48
# pixels: 0.80, 0.92, 0.96, 0.98, 0.988, 0.990 (0.991 unshrunk). Below 20 people blur into one another.
SMALLEST_FACE_SIZE = 20.0


@dataclass(frozen=True, slots=True)
class ChipExtraction:
    """Reads, detects, aligns and crops. Calling it is safe from several threads at once.

    Attributes:
        source: The folder that the photos' paths start from.
        detector: Finds the faces; None where the photos are crops that somebody else aligned, which are taken
            whole and resized.
        chip_size: Side of the chips, in pixels.
    """

    source: Path
    detector: FaceDetector | None
    chip_size: int

    def __call__(self, photo: SourcePhoto) -> FinishedPhoto:
        if photo.size > FILE_SIZE_LIMIT:
            return FinishedPhoto(photo, reason="unreadable", detail=f"The file has {photo.size:,} bytes.")
        try:
            content = (self.source / photo.path).read_bytes()
            image_rgb = decode_photo(content, source="The file")
        except OSError as problem:
            return FinishedPhoto(photo, reason="unreadable", detail=f"{problem.strerror or problem}.")
        except PhotoError as problem:
            return FinishedPhoto(photo, reason="unreadable", detail=problem.message)
        sha256 = hashlib.sha256(content).hexdigest()
        height, width = image_rgb.shape[:2]
        if self.detector is None:
            side = min(height, width)
            if side < SMALLEST_FACE_SIZE:
                return FinishedPhoto(photo, sha256, "too_small", f"The crop has {width}×{height} pixels.", faces=1)
            chip_rgb = whole_as_chip(image_rgb, chip_size=self.chip_size)
            return FinishedPhoto(
                photo,
                sha256,
                faces=1,
                face_size=float(side),
                chip_jpeg=encode_jpeg(chip_rgb),
                perceptual_hash=perceptual_hash(chip_rgb),
            )
        faces = find_faces(image_rgb, self.detector, chip_size=self.chip_size)
        face = main_face(faces, image_rgb.shape)
        if face is None:
            return FinishedPhoto(photo, sha256, "no_face", f"The photo has {width}×{height} pixels.")
        if face.face_size < SMALLEST_FACE_SIZE:
            detail = f"The face has {face.face_size:.0f} pixels, {SMALLEST_FACE_SIZE:.0f} are needed."
            return FinishedPhoto(photo, sha256, "too_small", detail, faces=len(faces), face_size=face.face_size)
        return FinishedPhoto(
            photo,
            sha256,
            faces=len(faces),
            face_size=face.face_size,
            confidence=face.detected.confidence,
            landmarks=face.detected.landmarks,
            chip_jpeg=encode_jpeg(face.chip_rgb),
            perceptual_hash=perceptual_hash(face.chip_rgb),
        )
