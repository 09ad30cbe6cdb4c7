"""Chips as PNG, without loss: the model that enrolled them gives the same embedding again."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

from core.errors import GalleryError, PhotoError
from core.faces.photo import decode_photo

LARGEST_CHIP = 1024


def check_chip(chip_rgb: NDArray[np.uint8]) -> None:
    """Raise ValueError unless it is a square (S, S, 3) uint8 picture of a sensible size."""
    if chip_rgb.dtype != np.uint8 or chip_rgb.ndim != 3 or chip_rgb.shape[2] != 3:
        raise ValueError(f"a chip must be (S, S, 3) uint8, got {chip_rgb.shape} {chip_rgb.dtype}")
    height, width = chip_rgb.shape[:2]
    if height != width or not 1 <= height <= LARGEST_CHIP:
        raise ValueError(f"a chip must be square and 1..{LARGEST_CHIP} px, got {width}×{height}")


def encode_chip(chip_rgb: NDArray[np.uint8]) -> bytes:
    """A chip as PNG. Raises ValueError, see `check_chip`."""
    from PIL import Image

    check_chip(chip_rgb)
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(chip_rgb)).save(buffer, "PNG")
    return buffer.getvalue()


def decode_chip(png: bytes, *, source: str) -> NDArray[np.uint8]:
    """(S, S, 3) uint8 RGB. Raises `GalleryError` where it is no chip."""
    try:
        chip_rgb = decode_photo(png, source=source)
        check_chip(chip_rgb)
    except (PhotoError, ValueError) as error:
        raise GalleryError(f"{source} cannot be read: {error}.") from error
    return chip_rgb
