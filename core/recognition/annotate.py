"""A picture with its faces framed and named."""

from __future__ import annotations

import functools

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.recognition.fonts import font_for
from core.recognition.result import FrameResult, RecognisedFace

# RGB. Told apart without red and green; labels say the same in words.
_COLOURS = {"known": (0, 158, 115), "unknown": (213, 94, 0), "undecided": (110, 110, 110)}
_WHITE = (255, 255, 255)
_SMALLEST_TEXT, _LARGEST_TEXT = 12, 48
# Heights of text, of a picture's shorter side.
_TEXT_SHARE = 1 / 28


def annotate(image_rgb: NDArray[np.uint8], result: FrameResult) -> NDArray[np.uint8]:
    """A copy of a picture with a frame and a label at each face: the name, `unknown`, or `…` while undecided.

    Args:
        image_rgb: (H, W, 3) uint8 RGB, which `result` is about.
    """
    drawn = np.array(image_rgb, np.uint8, order="C")
    short = min(drawn.shape[:2])
    size = int(np.clip(short * _TEXT_SHARE, _SMALLEST_TEXT, _LARGEST_TEXT))
    width = max(1, round(short / 240))
    for face in result.faces:
        left, top, right, bottom = _corners(face, drawn.shape)
        cv2.rectangle(drawn, (left, top), (right, bottom), _COLOURS[face.verdict], width)
    # Labels last: no frame may cross a name.
    for face in result.faces:
        left, top, _, bottom = _corners(face, drawn.shape)
        label = _label(label_of(face), size, _COLOURS[face.verdict])
        above = top - label.shape[0]
        _paste(drawn, label, left=left, top=above if above >= 0 else bottom)
    return drawn


def label_of(face: RecognisedFace) -> str:
    """The words at a face. A name that no font here can write is given by the person's number, as in `#12`."""
    if face.verdict == "undecided":
        return "…"
    if face.name is None:
        return "unknown"
    return face.name if font_for(face.name, _SMALLEST_TEXT) is not None else f"#{face.person_id}"


def _corners(face: RecognisedFace, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    x, y, width, height = (float(value) for value in face.box)
    right, bottom = shape[1] - 1, shape[0] - 1
    left, top = np.clip([x, y], 0, [right, bottom]).round().astype(int).tolist()
    right, bottom = np.clip([x + width, y + height], [left, top], [right, bottom]).round().astype(int).tolist()
    return left, top, right, bottom


@functools.lru_cache(maxsize=256)
def _label(text: str, size: int, colour: tuple[int, int, int]) -> NDArray[np.uint8]:
    """White on `colour`, as high as every other label of this size."""
    font = font_for(text, size)
    if font is None:
        raise ValueError(f"no font can write {text!r}")
    rise, fall = font.getmetrics()
    margin = max(2, size // 5)
    width = int(np.ceil(font.getlength(text))) + 2 * margin
    picture = Image.new("RGB", (width, rise + fall + margin), colour)
    ImageDraw.Draw(picture).text((margin, margin // 2), text, font=font, fill=_WHITE)
    label = np.asarray(picture)
    label.setflags(write=False)
    return label


def _paste(image_rgb: NDArray[np.uint8], label: NDArray[np.uint8], *, left: int, top: int) -> None:
    """Moved into the picture, and cut off where it is larger."""
    height, width = image_rgb.shape[:2]
    left = max(min(left, width - label.shape[1]), 0)
    top = max(min(top, height - label.shape[0]), 0)
    there = image_rgb[top : top + label.shape[0], left : left + label.shape[1]]
    there[:] = label[: there.shape[0], : there.shape[1]]
