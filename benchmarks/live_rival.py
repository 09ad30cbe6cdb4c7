"""What a user would write first: the mtcnn package on every frame, the network on every face, the nearest template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.detect import package_detector
from benchmarks.measuring import Moment, now
from core.faces.align import align
from core.faces.chip import chip_size_of
from core.faces.face import DetectedFace
from core.faces.mtcnn_template import MTCNN_TEMPLATE

if TYPE_CHECKING:
    from core.embedding.embedder import Embedder


class PlainLoop:
    """Knows one person by `templates`, (T, D)."""

    def __init__(self, embedder: Embedder, templates: NDArray[np.float32]) -> None:
        self._detect = package_detector()
        self._embedder, self._templates = embedder, templates
        self._size = chip_size_of(embedder.card.alignment_id)

    def time_a_frame(self, frames: Sequence[NDArray[np.uint8]]) -> Moment:
        """For frames of (H, W, 3) uint8 RGB, one after the other."""
        begin = now()
        for frame_rgb in frames:
            self._names(frame_rgb)
        taken = now().since(begin)
        return Moment(taken.clock / len(frames), taken.processor / len(frames))

    def _names(self, frame_rgb: NDArray[np.uint8]) -> list[int]:
        nearest = []
        for row in self._detect(frame_rgb):
            face = DetectedFace(
                box=np.r_[row[1:3], row[3:5] - row[1:3]].astype(np.float32),
                landmarks=row[6:16].reshape(2, 5).T.astype(np.float32),
                confidence=float(row[5]),
            )
            chip_rgb = align(frame_rgb, face, template=MTCNN_TEMPLATE, chip_size=self._size).chip_rgb
            embedding = self._embedder.embed(chip_rgb[None])[0]
            nearest.append(int(np.linalg.norm(self._templates - embedding, axis=1).argmin()))
        return nearest
