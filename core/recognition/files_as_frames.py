"""Pictures and video files as sources of frames: every one, in order."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import cv2

from core.errors import VideoError
from core.faces.photo import read_photo
from core.progress import StopRequest
from core.recognition.frames import Frame
from core.recognition.pixels import to_rgb

# Containers state their length as an estimate; only what ends well before it is called broken.
_WHOLE_ENOUGH = 0.9
_FRAMES_PER_SECOND = 25.0


class PictureSource:
    """Picture files, one frame each, without a time.

    Args:
        paths: In the order in which they are read.
        name: What the user calls them.
        stop: Ends `read`.
    """

    live = False

    def __init__(self, paths: Sequence[Path], *, name: str, stop: StopRequest | None = None) -> None:
        self.name = name
        self._paths = list(paths)
        self._next = 0
        self._stop = stop

    def read(self) -> Frame | None:
        """The next picture, or None at the end. `PhotoError` for one that cannot be read; the next call goes on."""
        if self._next >= len(self._paths) or (self._stop is not None and self._stop.is_set()):
            return None
        index, self._next = self._next, self._next + 1
        path = self._paths[index]
        return Frame(image_rgb=read_photo(path), source=str(path), index=index, time=None)

    def close(self) -> None:
        """Nothing is open between two pictures; no more are read."""
        self._next = len(self._paths)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()


class VideoSource:
    """A video file, decoded by OpenCV.

    Args:
        path: The file.
        stop: Ends `read`.

    Raises:
        VideoError: It holds no video that can be decoded.
    """

    live = False

    def __init__(self, path: Path, *, stop: StopRequest | None = None) -> None:
        self.name = str(path)
        self._stop = stop
        self._index = 0
        self._time = -1.0
        self._ended = False
        self._capture = _open(path)
        if self._capture is None:
            raise VideoError(
                f"{path} is not a video that can be read: damaged, cut off, or of an unknown format.",
                hint="If it plays elsewhere, convert it to MP4 (H.264). Pictures need their usual suffix, as .jpg.",
            )
        self.frames: int | None = max(int(self._capture.get(cv2.CAP_PROP_FRAME_COUNT)), 0) or None
        rate = self._capture.get(cv2.CAP_PROP_FPS)
        self._rate = rate if 0 < rate < 1000 else _FRAMES_PER_SECOND

    def read(self) -> Frame | None:
        """The next frame, or None at the end.

        Raises:
            VideoError: It breaks off well before the length that it states, or without any frame. The next call
                returns None.
        """
        while self._capture is not None and not self._ended and not (self._stop is not None and self._stop.is_set()):
            image = None
            # A damaged packet raises from some decoders and returns nothing from others.
            with contextlib.suppress(cv2.error):
                image = self._capture.read()[1]
            if image is None:
                self._ended = True
                self._complain_if_broken()
                return None
            index, self._index = self._index, self._index + 1
            time = self._time_of(index)
            with contextlib.suppress(ValueError):  # a frame of no pixels is left out
                return Frame(image_rgb=to_rgb(image), source=self.name, index=index, time=time)
        return None

    def close(self) -> None:
        """Release the file."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None

    def _time_of(self, index: int) -> float:
        """The frame's own time, where the container tells one that goes forward."""
        assumed = index / self._rate
        time = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000 if self._capture is not None else assumed
        if not self._time < time < float("inf"):
            time = max(assumed, self._time + 0.5 / self._rate)
        self._time = time
        return time

    def _complain_if_broken(self) -> None:
        if self._index == 0:
            raise VideoError(f"{self.name} holds no frame that can be decoded.", hint="Copy or download it again.")
        if self.frames is not None and self._index < _WHOLE_ENOUGH * self.frames:
            raise VideoError(
                f"{self.name} breaks off after {self._index:,} of about {self.frames:,} frames; those were read.",
                hint="Copy or download it again if the rest is needed.",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()


def _open(path: Path) -> cv2.VideoCapture | None:
    try:
        # Absolute, so that no name is taken for one of FFmpeg's protocols or for a pattern of picture names.
        capture = cv2.VideoCapture(str(path.absolute()), cv2.CAP_FFMPEG)
    except cv2.error:
        return None
    if capture.isOpened():
        return capture
    capture.release()
    return None
