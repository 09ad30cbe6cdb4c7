"""The face detector: MTCNN with the weights of the mtcnn package, and the same detections.

Zhang et al., "Joint Face Detection and Alignment using Multi-task Cascaded Convolutional Networks", 2016. A picture
at many scales goes through a network that proposes windows, the windows through a second that judges and moves
them, the remaining ones through a third that also finds five landmarks.
"""

from __future__ import annotations

import functools

import cv2
import numpy as np
from numpy.typing import NDArray

from core.faces.face import DetectedFace
from core.faces.mtcnn_network import Judgements, MtcnnNetworks
from core.faces.mtcnn_pyramid import STRIDE, WINDOW, lay_out
from core.faces.mtcnn_template import MTCNN_TEMPLATE, SMALLEST_FACE, mtcnn_name
from core.faces.mtcnn_weights import load_weights

# Pictures with a longer side are shrunk to it first: memory stays bounded, and very small faces of a very
# large picture are not found.
LONGEST_SIDE = 4096

_PROPOSAL_SCORE, _REFINE_SCORE, _OUTPUT_SCORE = 0.6, 0.7, 0.8
_OVERLAP_IN_SCALE, _OVERLAP_BETWEEN_SCALES, _OVERLAP_REFINED, _OVERLAP_OUTPUT = 0.5, 0.7, 0.7, 0.7
# Boxes compared with all others at once.
_BLOCK = 512

Boxes = NDArray[np.floating]


class MtcnnDetector:
    """A `FaceDetector`. Safe to call from several threads at once.

    Args:
        smallest_face: Side, in the picture's pixels, of the smallest face that is looked for; at least 12.
            Doubling it makes the search nearly four times as fast.

    Raises:
        ValueError: `smallest_face` is below 12.
        ModelError: The weights of the mtcnn package are missing or not the expected ones.
    """

    template: NDArray[np.float32] = MTCNN_TEMPLATE

    def __init__(self, smallest_face: int = SMALLEST_FACE) -> None:
        if smallest_face < WINDOW:
            raise ValueError(f"smallest_face must be {WINDOW} pixels or more, got {smallest_face}")
        self.smallest_face = smallest_face
        self._networks = _networks()

    @property
    def name(self) -> str:
        """As `FaceDetector.name`, for instance `mtcnn-20`."""
        return mtcnn_name(self.smallest_face)

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        """All faces of a picture, the surest first.

        Args:
            image_rgb: (H, W, 3) uint8 RGB, any size.

        Raises:
            ValueError: The array is not such a picture.
        """
        if image_rgb.ndim != 3 or image_rgb.shape[2] != 3 or image_rgb.dtype != np.uint8:
            raise ValueError(f"image_rgb must be (H, W, 3) uint8, got {image_rgb.shape} {image_rgb.dtype}")
        longest = max(image_rgb.shape[:2])
        if longest > LONGEST_SIDE:
            height, width = (max(side * LONGEST_SIDE // longest, 1) for side in image_rgb.shape[:2])
            smaller = np.asarray(cv2.resize(image_rgb, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
            back = np.array(image_rgb.shape[1::-1]) / smaller.shape[1::-1]
            smallest = max(self.smallest_face / float(back.max()), WINDOW)
            return self._detect(smaller, smallest=smallest, back=back)
        return self._detect(image_rgb, smallest=float(self.smallest_face), back=np.ones(2))

    def _detect(
        self, image_rgb: NDArray[np.uint8], *, smallest: float, back: NDArray[np.float64]
    ) -> list[DetectedFace]:
        image_rgb = np.ascontiguousarray(image_rgb)
        boxes = self._propose(image_rgb, smallest)
        if not len(boxes):
            return []
        judged = self._networks.refine(image_rgb, boxes)
        boxes = _moved(boxes, judged)
        boxes = _squares(boxes[_sure_and_apart(boxes, judged.scores, _REFINE_SCORE, overlap=_OVERLAP_REFINED)])
        if not len(boxes):
            return []
        judged = self._networks.output(image_rgb, boxes)
        points = _points(boxes, judged)
        boxes, scores = _moved(boxes, judged), judged.scores
        kept = _sure_and_apart(boxes, scores, _OUTPUT_SCORE, overlap=_OVERLAP_OUTPUT, of_smaller=True)
        height, width = image_rgb.shape[:2]
        faces = []
        for box, score, five in zip(boxes[kept], scores[kept], points[kept], strict=True):
            left, top, right, bottom = np.clip(box, 0, [width - 1, height - 1] * 2)
            faces.append(
                DetectedFace(
                    box=(np.array([left, top, right - left, bottom - top]) * np.tile(back, 2)).astype(np.float32),
                    landmarks=(five * back).astype(np.float32),
                    confidence=float(score),
                )
            )
        return faces

    def _propose(self, image_rgb: NDArray[np.uint8], smallest: float) -> Boxes:
        sheet = lay_out(image_rgb, smallest=smallest)
        if sheet is None:
            return np.empty((0, 4))
        found = self._networks.propose(sheet.pixels, least_score=_PROPOSAL_SCORE)
        level_of = sheet.level_of(found.cells)
        boxes: list[Boxes] = [np.empty((0, 4))]
        scores = [np.empty(0, np.float32)]
        for index, level in enumerate(sheet.levels):
            here = np.flatnonzero(level_of == index)
            corners = (found.cells[here] - (level.top, level.left))[:, ::-1] * STRIDE
            # From 1 to 12 and so 11 wide: as the package has it.
            windows = np.concatenate([corners + 1.0, corners + WINDOW], 1) + found.offsets[here] * (WINDOW - 1)
            kept = _apart(windows, found.scores[here], overlap=_OVERLAP_IN_SCALE)
            boxes.append(windows[kept] / level.scale)
            scores.append(found.scores[here[kept]])
        together = np.concatenate(boxes)
        return _squares(together[_apart(together, np.concatenate(scores), overlap=_OVERLAP_BETWEEN_SCALES)])


@functools.lru_cache(maxsize=1)
def _networks() -> MtcnnNetworks:
    return MtcnnNetworks(load_weights())


def _moved(boxes: Boxes, judged: Judgements) -> Boxes:
    # The package counts a box's last pixel in here, and nowhere else.
    sides = boxes[:, 2:] - boxes[:, :2] + 1
    return boxes + judged.offsets * np.tile(sides, 2)


def _points(boxes: Boxes, judged: Judgements) -> Boxes:
    sides = boxes[:, 2:] - boxes[:, :2] + 1
    five = judged.points.reshape(-1, 2, 5).transpose(0, 2, 1)
    return five * sides[:, None] + boxes[:, None, :2] - 1


def _squares(boxes: Boxes) -> Boxes:
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = (boxes[:, 2:] - boxes[:, :2]).max(1, keepdims=True, initial=0) / 2
    return np.concatenate([centres - half, centres + half], 1)


def _sure_and_apart(
    boxes: Boxes, scores: NDArray[np.float32], least_score: float, *, overlap: float, of_smaller: bool = False
) -> NDArray[np.intp]:
    sure = np.flatnonzero(scores > least_score)
    return sure[_apart(boxes[sure], scores[sure], overlap=overlap, of_smaller=of_smaller)]


def _apart(boxes: Boxes, scores: NDArray[np.float32], *, overlap: float, of_smaller: bool = False) -> NDArray[np.intp]:
    """Indices, the highest score first, of the boxes that no box with a higher score overlaps by more than `overlap`.

    Unlike the usual suppression, a box that is itself suppressed still suppresses others: so the package has it.

    Args:
        boxes: (N, 4) left, top, right, bottom.
        scores: (N,).
        overlap: Intersection over union or, when `of_smaller`, over the smaller of the two areas.
    """
    order = np.argsort(-scores, kind="stable")
    left, top, right, bottom = boxes[order].T
    areas = (right - left) * (bottom - top)
    kept = []
    for start in range(0, len(order), _BLOCK):
        end = min(start + _BLOCK, len(order))
        here = slice(start, end)
        width = np.minimum(right[:end, None], right[here]) - np.maximum(left[:end, None], left[here])
        height = np.minimum(bottom[:end, None], bottom[here]) - np.maximum(top[:end, None], top[here])
        both = np.maximum(width, 0) * np.maximum(height, 0)
        mine, its = areas[here], areas[:end, None]
        whole = np.minimum(mine, its) if of_smaller else mine + its - both
        above = np.arange(end)[:, None] < np.arange(start, end)
        kept.append(start + np.flatnonzero(~((both > overlap * whole) & above).any(0)))
    return order[np.concatenate(kept)] if kept else order
