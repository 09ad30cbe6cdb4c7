"""NumPy pictures for Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage


def to_qimage(image_rgb: NDArray[np.uint8]) -> QImage:
    """An (H, W, 3) uint8 RGB picture as a QImage that owns its bytes. Any thread may call it."""
    height, width, _ = image_rgb.shape
    whole = np.ascontiguousarray(image_rgb)
    return QImage(whole.data, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
