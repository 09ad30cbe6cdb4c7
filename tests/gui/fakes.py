"""A detector and an embedder that need no network: they understand drawn faces on a grey background."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.embedding.card import ModelCard
from core.faces.chip import MARGIN, alignment_id
from core.faces.face import DetectedFace
from core.faces.mtcnn_template import MTCNN_TEMPLATE
from core.faces.network_input import NetworkInput
from tests.factories import draw_face

GREY = 128
SIZE = 48


def scene(
    faces: Sequence[tuple[int, int, int, int]], *, width: int = 640, height: int = 480, image: int = 0
) -> NDArray[np.uint8]:
    """A picture, (H, W, 3) uint8 RGB, with drawn faces: (identity, left, top, side) each."""
    picture = np.full((height, width, 3), GREY, np.uint8)
    for identity, left, top, side in faces:
        face = cv2.resize(draw_face(identity, image), (side, side), interpolation=cv2.INTER_AREA)
        # No pixel inside a face is the background's grey.
        picture[top : top + side, left : left + side] = np.where(face == GREY, GREY + 1, face)
    return picture


class DrawnFaceDetector:
    """Finds what `scene` painted."""

    name = "drawn faces"
    template = MTCNN_TEMPLATE

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        painted = (image_rgb != GREY).any(axis=2).astype(np.uint8)
        count, _, stats, _ = cv2.connectedComponentsWithStats(painted)
        faces = []
        for left, top, width, height, area in stats[1:count]:
            if area < 400:
                continue
            scale = np.array([width, height], np.float32) / 180
            landmarks = (self.template + MARGIN) * scale + np.array([left, top], np.float32)
            faces.append(DetectedFace(np.array([left, top, width, height], np.float32), landmarks, 0.999))
        return faces


class DrawnFaceEmbedder:
    """Tells drawn people apart by their colours: a coarse picture, without its mean, of length 1."""

    def __init__(self, name: str = "drawn") -> None:
        self.card = ModelCard(
            name=name,
            network="tiny",
            embedding_size=SIZE,
            normalised=True,
            input=NetworkInput(size=64, crop=150 / 180),
            alignment_id=alignment_id(),
            distance_threshold=0.5,
            weights_sha256="0" * 64,
        )

    def embed(self, chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        coarse = [cv2.resize(chip[30:150, 30:150], (4, 4), interpolation=cv2.INTER_AREA) for chip in chips_rgb]
        vectors = np.array(coarse, np.float32).reshape(-1, SIZE)
        vectors = vectors - vectors.mean(1, keepdims=True) if len(vectors) else vectors
        return (vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)).astype(np.float32)
