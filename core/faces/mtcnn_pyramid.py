"""A picture at all the scales MTCNN looks at, laid out on one sheet.

One large convolution instead of ten small ones: the small scales cost more in overhead than in arithmetic. Windows
that lie across two scales mean nothing and are recognised by their cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

# The proposal network looks through windows of this side, in pixels, ...
WINDOW = 12
# ... at every second pixel: a cell.
STRIDE = 2

# Each scale is this share of the one before it.
_SCALE_STEP = 0.709
_HALVED_FROM = 8
# Sides of a sheet are multiples of this: TensorFlow prepares its convolutions for every new shape anew.
_GRAIN = 16

_Pixels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Level:
    """One scale of the picture.

    Attributes:
        scale: Its size as a share of the picture's.
        top, left: Its corner on the sheet, in cells.
        rows, columns: How many windows it has.
    """

    scale: float
    top: int
    left: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """All scales of one picture.

    Attributes:
        pixels: (H, W, 3) float32 RGB in 0..255; both sides even.
        levels: The scales, the largest first.
    """

    pixels: _Pixels
    levels: list[Level]

    def level_of(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        """For (N, 2) cells (row, column) of the sheet, the index of their level; -1 for one between two levels."""
        owner = np.full(np.array(self.pixels.shape[:2]) // STRIDE, -1)
        for index, level in enumerate(self.levels):
            owner[level.top : level.top + level.rows, level.left : level.left + level.columns] = index
        return owner[cells[:, 0], cells[:, 1]]


def lay_out(image_rgb: NDArray[np.uint8], *, smallest: float) -> Sheet | None:
    """The sheet of a picture, or None when it is smaller than the smallest face.

    Args:
        image_rgb: (H, W, 3) uint8 RGB.
        smallest: Side in pixels of the face that fills a window at the first scale.
    """
    scaled = list(_scaled(image_rgb, WINDOW / smallest))
    if not scaled:
        return None
    corners, (height, width) = _pack([(_even(image.shape[0]), _even(image.shape[1])) for _, image in scaled])
    pixels = np.zeros((-(-height // _GRAIN) * _GRAIN, width, 3), np.float32)
    levels = []
    for (scale, image), (top, left) in zip(scaled, corners, strict=True):
        rows, columns = image.shape[:2]
        pixels[top : top + rows, left : left + columns] = image
        # The last window of an odd side reaches one pixel beyond it.
        if rows % 2:
            pixels[top + rows, left : left + columns] = image[-1]
        if columns % 2:
            pixels[top : top + _even(rows), left + columns] = pixels[top : top + _even(rows), left + columns - 1]
        levels.append(Level(scale, top // STRIDE, left // STRIDE, _windows(rows), _windows(columns)))
    return Sheet(pixels, levels)


def _scaled(image_rgb: NDArray[np.uint8], scale: float) -> Iterator[tuple[float, _Pixels]]:
    # Not rounded to whole values between the scales: that alone moves one landmark in fifty by 3 % of a face.
    source: _Pixels = image_rgb.astype(np.float32)
    height, width = image_rgb.shape[:2]
    while (rows := int(height * scale)) >= WINDOW and (columns := int(width * scale)) >= WINDOW:
        # Averaging over areas can be done in steps; from the full picture every scale would cost as much as the first.
        while min(source.shape[0] / rows, source.shape[1] / columns) >= _HALVED_FROM:
            source = _resized(source, source.shape[0] // 2, source.shape[1] // 2)
        yield scale, _resized(source, rows, columns)
        scale *= _SCALE_STEP


def _resized(image: _Pixels, rows: int, columns: int) -> _Pixels:
    return np.asarray(cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA), np.float32)


def _even(side: int) -> int:
    return side + side % 2


def _windows(side: int) -> int:
    return _even(side) // STRIDE - WINDOW // STRIDE + 1


def _pack(sizes: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], tuple[int, int]]:
    """Places for rectangles (height, width) of falling size on a sheet as wide as the first.

    Each goes into the smallest free rectangle that takes it, whose rest is cut into two; or below everything.

    Returns:
        The corners (top, left) and the sheet's (height, width).
    """
    sheet_height, sheet_width = 0, -(-sizes[0][1] // _GRAIN) * _GRAIN
    free: list[tuple[int, int, int, int]] = []  # top, left, height, width
    corners = []
    for height, width in sizes:
        fitting = [place for place in free if place[2] >= height and place[3] >= width]
        if fitting:
            place = min(fitting, key=lambda place: place[2] * place[3])
            free.remove(place)
        else:
            place = (sheet_height, 0, height, sheet_width)
            sheet_height += height
        top, left, place_height, place_width = place
        corners.append((top, left))
        free.append((top, left + width, height, place_width - width))
        free.append((top + height, left, place_height - height, place_width))
    return corners, (sheet_height, sheet_width)
