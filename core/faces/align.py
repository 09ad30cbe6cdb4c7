"""Align: five landmarks and a picture become a chip.

Import, evaluation, enrolment and the camera all call `find_faces`, so that every network sees faces cut the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.faces.chip import CHIP_SIZE, MARGIN, TEMPLATE_SIZE
from core.faces.face import DetectedFace, FaceDetector

# Landmarks that describe a face smaller than this, or this many times larger than the picture, are no face.
_SMALLEST_FACE_SIZE = 2.0
_LARGEST_FACE_TO_PICTURE = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class AlignedFace:
    """A detected face together with its chip.

    Attributes:
        detected: Where it was found.
        chip_rgb: (S, S, 3) uint8 RGB, S the chip size.
        face_size: Side, in pixels of the picture, of the square that became the 150×150 template: the face's
            true size. Below 150 the default chip was upsampled.
    """

    detected: DetectedFace
    chip_rgb: NDArray[np.uint8]
    face_size: float


def similarity(source: NDArray[np.floating], target: NDArray[np.floating]) -> NDArray[np.float64]:
    """The rotation, uniform scale and shift that brings `source` closest to `target` (Umeyama 1991).

    A mirrored target is not reached by mirroring: the rotation is always a proper one.

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
    variance = source.var(0).sum() * len(source) if np.isfinite(source).all() else 0.0
    if variance < 1e-9:
        raise ValueError(f"landmarks must be finite and spread out, got {source.tolist()}")
    a, b = source - source_mean, target - target_mean
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

    What lies beyond the picture's border repeats the border's pixels.

    Args:
        image_rgb: (H, W, 3) uint8 RGB.
        face: Where the face is in it.
        template: (5, 2), the detector's landmarks on the 150×150 template.
        chip_size: Side of the chip; the default keeps the template's own scale.

    Raises:
        ValueError: The landmarks coincide, are not finite, or describe a face that cannot be in this picture.
    """
    scale = chip_size / CHIP_SIZE
    # Scaled about the chip's corner, not about the centre of its first pixel, hence the halves.
    matrix = similarity(face.landmarks, (template + MARGIN + 0.5) * scale - 0.5)
    zoom = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    face_size = TEMPLATE_SIZE * scale / max(zoom, 1e-12)
    if not _SMALLEST_FACE_SIZE <= face_size <= _LARGEST_FACE_TO_PICTURE * max(image_rgb.shape[:2]):
        raise ValueError(f"landmarks describe a face of {face_size:.3g} px in a picture of {image_rgb.shape[:2]}")
    chip_rgb = _warp(image_rgb, matrix, zoom=zoom, chip_size=chip_size)
    return AlignedFace(detected=face, chip_rgb=chip_rgb, face_size=face_size)


def _warp(
    image_rgb: NDArray[np.uint8], matrix: NDArray[np.float64], *, zoom: float, chip_size: int
) -> NDArray[np.uint8]:
    """Warp `image_rgb` by `matrix`, whose scale is `zoom`, onto a square of `chip_size`."""
    image_rgb, matrix = _surroundings(image_rgb, matrix, guard=int(np.ceil(2 / zoom)) + 2, chip_size=chip_size)
    # warpAffine samples a 2×2 neighbourhood, so a strong reduction would alias: halve the picture first.
    while zoom < 0.5 and min(image_rgb.shape[:2]) > 2:
        height, width = image_rgb.shape[:2]
        smaller = cv2.resize(image_rgb, ((width + 1) // 2, (height + 1) // 2), interpolation=cv2.INTER_AREA)
        step = np.array([width / smaller.shape[1], height / smaller.shape[0]])
        # Pixel centres: old = (new + 0.5) * step - 0.5
        matrix = np.column_stack([matrix[:, :2] * step, matrix[:, 2] + matrix[:, :2] @ (0.5 * step - 0.5)])
        image_rgb, zoom = np.asarray(smaller, np.uint8), zoom * float(step.mean())
    chip = cv2.warpAffine(
        image_rgb, matrix, (chip_size, chip_size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(chip, np.uint8)


def _surroundings(
    image_rgb: NDArray[np.uint8], matrix: NDArray[np.float64], *, guard: int, chip_size: int
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The part of the picture that the chip shows, with `guard` pixels around it, and the matrix for that part.

    Halving a large picture for each of two hundred faces is slow, and OpenCV warps nothing above 32,767 pixels.
    """
    height, width = image_rgb.shape[:2]
    end = chip_size - 1
    corners = np.array([[0, 0], [end, 0], [0, end], [end, end]], np.float64)
    there = np.linalg.solve(matrix[:, :2], (corners - matrix[:, 2]).T).T
    # A chip wholly outside the picture still shows the nearest pixels of its border.
    left, top = np.clip(np.floor(there.min(0)) - guard, 0, [width - 1, height - 1]).astype(int)
    right, bottom = np.clip(np.ceil(there.max(0)) + guard + 1, [left + 1, top + 1], [width, height]).astype(int)
    shifted = np.column_stack([matrix[:, :2], matrix[:, 2] + matrix[:, :2] @ [left, top]])
    return image_rgb[top:bottom, left:right], shifted


def whole_as_chip(image_rgb: NDArray[np.uint8], *, chip_size: int = CHIP_SIZE) -> NDArray[np.uint8]:
    """A crop that somebody else aligned, whole, as a chip: (H, W, 3) uint8 RGB → (S, S, 3)."""
    shrinks = min(image_rgb.shape[:2]) > chip_size
    method = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image_rgb, (chip_size, chip_size), interpolation=method), np.uint8)


def find_faces(
    image_rgb: NDArray[np.uint8], detector: FaceDetector, *, chip_size: int = CHIP_SIZE
) -> list[AlignedFace]:
    """Detect and align: what import, evaluation, enrolment and the camera all call.

    Faces whose landmarks cannot be aligned are left out. The surest face comes first.

    Args:
        image_rgb: (H, W, 3) uint8 RGB.
        detector: Brings its own template points.
        chip_size: Side of the chips.
    """
    faces = []
    for found in detector.detect(image_rgb):
        try:
            faces.append(align(image_rgb, found, template=detector.template, chip_size=chip_size))
        except ValueError:
            continue
    return faces


def main_face(faces: list[AlignedFace], image_shape: tuple[int, ...]) -> AlignedFace | None:
    """The most central large face: area less twice its squared distance from the picture's centre, as in facenet.

    A tiny face exactly in the middle does not win over the portrait beside it, nor a bystander at the edge.

    Args:
        faces: All faces of one picture.
        image_shape: The picture's (H, W, ...).

    Returns:
        One of `faces`, or None where there is none.
    """
    if not faces:
        return None
    height, width = image_shape[:2]

    def prominence(face: AlignedFace) -> float:
        left, top, w, h = (float(v) for v in face.detected.box)
        off_x, off_y = left + w / 2 - width / 2, top + h / 2 - height / 2
        return w * h - 2.0 * (off_x**2 + off_y**2)

    return max(faces, key=prominence)
