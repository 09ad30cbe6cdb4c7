"""The chip: the one stored form of an aligned face, the same for every network.

Five landmarks are brought by a similarity transform onto a 150×150 template (the geometry of dlib's chips) with
a margin of a tenth on each side: 180×180 at the default scale. `alignment_id` names template, scale and margin.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.faces.face import DetectedFace, FaceDetector

TEMPLATE_SIZE = 150
MARGIN = 15
CHIP_SIZE = TEMPLATE_SIZE + 2 * MARGIN

# Crops that came aligned by somebody else. They train; they are never mixed silently with our chips.
FOREIGN = "foreign"


def alignment_id(chip_size: int = CHIP_SIZE) -> str:
    """The name of the geometry: `five-point-150+15@180` for the default chip.

    Chips of another size show the same part of the face at another scale.
    """
    return f"five-point-{TEMPLATE_SIZE}+{MARGIN}@{chip_size}"


def same_geometry(one: str, other: str) -> bool:
    """Whether chips of two alignment ids show the same part of a face, perhaps at different scales."""
    return one.partition("@")[0] == other.partition("@")[0]


@dataclass(frozen=True, slots=True, eq=False)
class AlignedFace:
    """A detected face together with its chip.

    Attributes:
        detected: Where it was found.
        chip_rgb: (S, S, 3) uint8 RGB, S the chip size.
        face_size: Side, in pixels of the picture, of the square that became the 150×150 template: the face's
            true size. Below 150 the chip was upsampled.
    """

    detected: DetectedFace
    chip_rgb: NDArray[np.uint8]
    face_size: float


def similarity(source: NDArray[np.floating], target: NDArray[np.floating]) -> NDArray[np.float64]:
    """The rotation, uniform scale and shift that brings `source` closest to `target` (Umeyama 1991).

    Args:
        source, target: (N, 2) points, N ≥ 2.

    Returns:
        (2, 3) matrix M with target ≈ M @ (x, y, 1).

    Raises:
        ValueError: The source points all coincide, or one is not finite.
    """
    source = np.asarray(source, np.float64)
    target = np.asarray(target, np.float64)
    source_mean, target_mean = source.mean(0), target.mean(0)
    a, b = source - source_mean, target - target_mean
    variance = (a**2).sum()
    if not np.isfinite(variance) or variance < 1e-9:
        raise ValueError(f"landmarks must be finite and spread out, got {source.tolist()}")
    # In two dimensions the rotation and scale are one complex number: the least-squares fit of b on a.
    real = (a * b).sum() / variance
    imaginary = (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / variance
    rotation = np.array([[real, -imaginary], [imaginary, real]])
    return np.column_stack([rotation, target_mean - rotation @ source_mean])


def align(
    image_rgb: NDArray[np.uint8],
    face: DetectedFace,
    *,
    template: NDArray[np.float32],
    chip_size: int = CHIP_SIZE,
) -> AlignedFace:
    """Cut a face out of a picture as a chip.

    Args:
        image_rgb: (H, W, 3) uint8 RGB.
        face: Where the face is in it.
        template: (5, 2), the detector's landmarks on the 150×150 template.
        chip_size: Side of the chip; the default keeps the template's own scale.

    Raises:
        ValueError: The landmarks coincide or are not finite.
    """
    scale = chip_size / CHIP_SIZE
    matrix = similarity(face.landmarks, (template + MARGIN + 0.5) * scale - 0.5)
    shrink = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    chip_rgb = _warp(image_rgb, matrix, shrink, chip_size)
    return AlignedFace(detected=face, chip_rgb=chip_rgb, face_size=TEMPLATE_SIZE * scale / shrink)


def _warp(
    image_rgb: NDArray[np.uint8], matrix: NDArray[np.float64], shrink: float, chip_size: int
) -> NDArray[np.uint8]:
    # warpAffine samples a 2×2 neighbourhood, so a strong reduction would alias: halve the picture first.
    while shrink < 0.5 and min(image_rgb.shape[:2]) > 2:
        height, width = image_rgb.shape[:2]
        smaller = cv2.resize(image_rgb, ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
        step = np.array([width / smaller.shape[1], height / smaller.shape[0]])
        # Pixel centres: x_old = (x_new + 0.5) * step - 0.5
        linear = matrix[:, :2] * step
        matrix = np.column_stack([linear, matrix[:, 2] + matrix[:, :2] @ (0.5 * step - 0.5)])
        image_rgb, shrink = smaller.astype(np.uint8, copy=False), shrink * float(step.mean())
    chip = cv2.warpAffine(
        image_rgb, matrix, (chip_size, chip_size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(chip, np.uint8)


def find_faces(
    image_rgb: NDArray[np.uint8], detector: FaceDetector, *, chip_size: int = CHIP_SIZE
) -> list[AlignedFace]:
    """Detect and align: what import, evaluation, enrolment and the camera all call.

    Faces whose landmarks cannot be aligned are left out. The surest face comes first.
    """
    faces = []
    for found in detector.detect(image_rgb):
        try:
            faces.append(align(image_rgb, found, template=detector.template, chip_size=chip_size))
        except ValueError:
            continue
    return faces


def main_face(faces: list[AlignedFace], image_shape: tuple[int, ...]) -> AlignedFace | None:
    """The most central large face: area less its squared distance from the picture's centre, as in facenet.

    A tiny face exactly in the middle does not win over the portrait beside it, nor a bystander at the edge.
    """
    if not faces:
        return None
    height, width = image_shape[:2]

    def prominence(face: AlignedFace) -> float:
        left, top, w, h = (float(v) for v in face.detected.box)
        off_x, off_y = left + w / 2 - width / 2, top + h / 2 - height / 2
        return w * h - 2.0 * (off_x**2 + off_y**2)

    return max(faces, key=prominence)
