"""What can be said of MTCNN's faces without loading its networks, and so without TensorFlow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Where its landmarks lie on the 150×150 template. Measured against dlib's own chips; see core.faces.chip.
MTCNN_TEMPLATE: NDArray[np.float32] = np.array(
    [[47.38, 44.93], [100.61, 44.74], [73.64, 77.70], [49.86, 100.36], [98.97, 100.16]], np.float32
)

SMALLEST_FACE = 20


def mtcnn_name(smallest_face: int = SMALLEST_FACE) -> str:
    """`mtcnn-20`: the kind, and the smallest face that is looked for, in pixels."""
    return f"mtcnn-{smallest_face}"
