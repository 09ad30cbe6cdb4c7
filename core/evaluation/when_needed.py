"""A model and a detector that are loaded when they are first used.

An evaluation whose embeddings are all known needs neither, and then not TensorFlow either, which takes seconds.
"""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.embedding.card import ModelCard, read_card
from core.faces.face import DetectedFace
from core.faces.mtcnn_template import MTCNN_TEMPLATE, SMALLEST_FACE, mtcnn_name
from core.tensorflow_environment import load_tensorflow

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder
    from core.faces.mtcnn import MtcnnDetector


class ModelWhenNeeded:
    """An `Embedder` of which only the card is read at first.

    Args:
        folder: The model's folder.
        mirrored: As for `load_model`.

    Raises:
        ModelError: The folder holds no model.
    """

    def __init__(self, folder: Path, *, mirrored: bool | None = None) -> None:
        self.card: ModelCard = read_card(folder)
        if mirrored is not None:
            self.card = self.card.with_mirrored(mirrored)
        self._folder = folder
        self._lock = threading.Lock()

    def embed(self, chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        """As `Embedder.embed`. Raises `ModelError` where the weights cannot be used."""
        with self._lock:
            embedder = self._embedder
        return embedder.embed(chips_rgb)

    @cached_property
    def _embedder(self) -> Embedder:
        load_tensorflow()
        from core.embedding.model_folder import load_model

        return load_model(self._folder, mirrored=self.card.mirrored)


class MtcnnWhenNeeded:
    """The MTCNN detector.

    Args:
        smallest_face: As for `MtcnnDetector`.
    """

    template: NDArray[np.float32] = MTCNN_TEMPLATE

    def __init__(self, smallest_face: int = SMALLEST_FACE) -> None:
        self.name = mtcnn_name(smallest_face)
        self._smallest_face = smallest_face
        self._lock = threading.Lock()

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        """As `FaceDetector.detect`."""
        with self._lock:
            detector = self._detector
        return detector.detect(image_rgb)

    @cached_property
    def _detector(self) -> MtcnnDetector:
        load_tensorflow()
        from core.faces.mtcnn import MtcnnDetector

        return MtcnnDetector(self._smallest_face)
