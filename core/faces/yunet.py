"""Another face detector: YuNet, through OpenCV, for a user who has its model file.

Wu, Peng and Yu, "YuNet: A Tiny Millisecond-level Face Detector", 2023. The file is `face_detection_yunet_2023mar.onnx`
of OpenCV's model zoo (`models/face_detection_yunet`); it does not come with this program.
"""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import ModelError
from core.faces.face import DetectedFace

# Where its landmarks lie on the 150×150 template. They are the same five points of a face as MTCNN's (centres of the
# eyes, tip of the nose, corners of the mouth), and yet each network has its habits. Measured against MTCNN's with the
# authors' own build of this network (libfacedetection 0.0.3, from the wheel yuface 2023.5.1), for want of the ONNX
# file: the mean over 80 images of LFW's development test at twice their size, each also mirrored; the standard error
# is 0.5 px or less.
YUNET_TEMPLATE: NDArray[np.float32] = np.array(
    [[48.05, 44.56], [99.85, 44.38], [73.02, 76.02], [52.02, 100.65], [96.72, 100.40]], np.float32
)

# Pictures with a longer side are shrunk to it: the network finds faces of some 10 to 300 pixels.
LONGEST_SIDE = 1280
# As in the authors' demonstrations; OpenCV's own default of 0.9 leaves out faces that a human sees at once.
_LEAST_CONFIDENCE = 0.6
_OVERLAP, _MOST_CANDIDATES = 0.3, 5000
# It is never as sure as MTCNN, whose clear faces have 0.99 and more: on 120 images of LFW's development test the scores
# of the same build were 0.90, 0.92 and 0.94 (5th, 50th and 95th percentile). So that limits on the confidence mean the
# same with every detector, the median counts as sure.
_SURE_SCORE = 0.92
# Left, top, width, height; five points; the confidence.
_COLUMNS = 15


class YuNetDetector:
    """A `FaceDetector`. Safe to call from several threads at once; they take turns.

    OpenCV gives the person's right eye first, which is the image's left, as `DetectedFace` has it.

    Args:
        model_path: The ONNX file.

    Raises:
        ModelError: It is missing, not an ONNX file, or another network.
    """

    template: NDArray[np.float32] = YUNET_TEMPLATE

    def __init__(self, model_path: Path) -> None:
        self.path = model_path
        content = _content(model_path)
        self._digest = hashlib.sha256(content).hexdigest()
        self._lock = threading.Lock()
        try:
            # From memory: on Windows OpenCV opens no path with letters beyond ASCII.
            self._network = cv2.FaceDetectorYN.create(
                "onnx",
                np.frombuffer(content, np.uint8),
                np.empty(0, np.uint8),
                (64, 64),
                score_threshold=_LEAST_CONFIDENCE,
                nms_threshold=_OVERLAP,
                top_k=_MOST_CANDIDATES,
            )
        except cv2.error as error:
            raise ModelError(f"{model_path} is not an ONNX file that OpenCV can read.", hint=_WHERE) from error
        try:
            # Any network can be loaded; whether it is this one shows when it runs.
            self._rows(np.zeros((64, 64, 3), np.uint8))
        except (cv2.error, ValueError) as error:
            raise ModelError(f"{model_path} is another network than YuNet.", hint=_WHERE) from error

    @property
    def name(self) -> str:
        """As `FaceDetector.name`: the kind, and which weights, for instance `yunet-8f2383e4`."""
        return f"yunet-{self._digest[:8]}"

    def detect(self, image_rgb: NDArray[np.uint8]) -> list[DetectedFace]:
        """All faces of a picture, the surest first.

        Args:
            image_rgb: (H, W, 3) uint8 RGB, any size.

        Raises:
            ValueError: The array is not such a picture.
            ModelError: OpenCV fails on it.
        """
        if image_rgb.ndim != 3 or image_rgb.shape[2] != 3 or image_rgb.dtype != np.uint8:
            raise ValueError(f"image_rgb must be (H, W, 3) uint8, got {image_rgb.shape} {image_rgb.dtype}")
        height, width = image_rgb.shape[:2]
        share = min(LONGEST_SIDE / max(height, width), 1.0)
        size = (max(round(width * share), 1), max(round(height * share), 1))
        back = np.array([width / size[0], height / size[1]])
        if share < 1:
            image_rgb = np.asarray(cv2.resize(image_rgb, size, interpolation=cv2.INTER_AREA), np.uint8)
        try:
            rows = self._rows(image_rgb)
        except (cv2.error, ValueError) as error:
            raise ModelError(f"YuNet failed on a picture of {width}×{height} pixels: {error}") from error
        return [
            DetectedFace(
                box=(row[:4] * np.tile(back, 2)).astype(np.float32),
                # Landmarks are pixel centres.
                landmarks=((row[4:14].reshape(5, 2) + 0.5) * back - 0.5).astype(np.float32),
                confidence=float(np.clip(row[14] / _SURE_SCORE, 0, 1)),
            )
            for row in rows[np.argsort(-rows[:, 14], kind="stable")]
        ]

    def _rows(self, image_rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
        """(N, 15) of what `cv2.FaceDetectorYN.detect` gives."""
        image_bgr = cv2.cvtColor(image_rgb, cv2.COLOR_RGB2BGR)
        with self._lock:
            self._network.setInputSize((image_bgr.shape[1], image_bgr.shape[0]))
            _, found = self._network.detect(image_bgr)
        rows = np.empty((0, _COLUMNS)) if found is None else np.asarray(found, np.float64)
        if rows.ndim != 2 or rows.shape[1] != _COLUMNS:
            raise ValueError(f"expected rows of {_COLUMNS} numbers, got an array of {rows.shape}")
        return rows[np.isfinite(rows).all(1)]


_WHERE = "It is face_detection_yunet_2023mar.onnx of OpenCV's model zoo."


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise ModelError(f"The face detector's file {path} {reason}.", hint=f"{_WHERE} Check the path.") from error
    if content.startswith(b"version https://git-lfs"):
        # What one gets by cloning the model zoo without Git LFS: a note of three lines instead of the file.
        raise ModelError(f"{path} is Git's note about the file, not the file.", hint="Download it itself: git lfs pull")
    if not content:
        raise ModelError(f"{path} is empty.", hint=_WHERE)
    return content
