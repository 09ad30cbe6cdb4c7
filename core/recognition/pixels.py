"""What cameras and videos deliver becomes (H, W, 3) uint8 RGB."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_TO_RGB = {2: cv2.COLOR_YUV2RGB_YUYV, 3: cv2.COLOR_BGR2RGB, 4: cv2.COLOR_BGRA2RGB}


def to_rgb(pixels: NDArray[np.generic]) -> NDArray[np.uint8]:
    """Any frame of OpenCV as RGB.

    Args:
        pixels: (H, W) or (H, W, 1) grey, (H, W, 2) YUYV, (H, W, 3) BGR or (H, W, 4) BGRA; uint8, or uint16 of which
            the upper eight bits are kept.

    Returns:
        (H, W, 3) uint8 RGB, C-contiguous.

    Raises:
        ValueError: It is empty, or none of these.
    """
    frame = np.asarray(pixels)
    if frame.dtype == np.uint16:
        frame = (frame >> 8).astype(np.uint8)
    if frame.ndim == 3 and frame.shape[2] == 1:
        frame = frame[:, :, 0]
    if frame.dtype != np.uint8 or frame.size == 0 or frame.ndim not in (2, 3):
        raise ValueError(f"a frame must be grey, YUYV, BGR or BGRA of 8 or 16 bits, got {frame.shape} {frame.dtype}")
    if frame.ndim == 2:
        return np.repeat(frame[:, :, None], 3, axis=2)
    if frame.shape[2] not in _TO_RGB or (frame.shape[2] == 2 and frame.shape[1] % 2):
        raise ValueError(f"a frame must have 1, 2, 3 or 4 channels, got {frame.shape}")
    return np.ascontiguousarray(cv2.cvtColor(frame, _TO_RGB[frame.shape[2]]), np.uint8)
