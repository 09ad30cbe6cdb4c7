"""Frames become a video file that plays at the speed at which they came."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import InputError, StorageError
from core.files import storage_errors

# Suffix → the codec's four letters, both of which every OpenCV can write.
CODECS = {".mp4": "mp4v", ".avi": "MJPG"}
FRAMES_PER_SECOND = 25.0
_RATES = (1.0, 60.0)
# A still frame is repeated at most for so long: after a pause of hours the video must not be filled with it.
_LONGEST_STILL = 10.0


class VideoRecorder:
    """Writes a video beside its place and puts it there when it is closed; a context manager.

    Frames are repeated or left out so that the file plays as fast as the frames came. A frame of another size than
    the first is fitted into it, with black at the sides.

    Args:
        path: `.mp4` (MPEG-4) or `.avi` (motion JPEG). A file that is there is replaced.
        frames_per_second: Of the file; None to take it from the times of the first two frames.

    Raises:
        InputError: The suffix is another one.
    """

    def __init__(self, path: Path, *, frames_per_second: float | None = None) -> None:
        if path.suffix.lower() not in CODECS:
            raise InputError(
                f"A video cannot be written as {path.suffix or 'a file without suffix'}: {path}.",
                hint=f"Use one of {', '.join(CODECS)}.",
            )
        self.path = path
        self._aside = path.with_name(f".{path.stem}.part{path.suffix}")
        self._rate = frames_per_second
        self._writer: cv2.VideoWriter | None = None
        self._size = (0, 0)
        self._first: tuple[NDArray[np.uint8], float] | None = None
        self._written = 0
        self._last_time: float | None = None
        self._due = 0.0

    def __enter__(self) -> VideoRecorder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, image_rgb: NDArray[np.uint8], time: float) -> None:
        """Add a frame.

        Args:
            image_rgb: (H, W, 3) uint8 RGB.
            time: Seconds, on the frames' own clock. Where it goes back, the frame follows at once.

        Raises:
            StorageError: The file cannot be made.
        """
        if self._rate is None:
            if self._first is None:
                self._first = (np.array(image_rgb), time)
                return
            self._begin(time - self._first[1])
        self._write(image_rgb, time)

    def close(self) -> None:
        """Finish the file. Without a frame there is none.

        Raises:
            StorageError: It cannot be read again: the disk is full, perhaps.
        """
        if self._rate is None and self._first is not None:
            self._begin(0.0)
        if self._writer is None:
            return
        self._writer.release()
        self._writer = None
        check = cv2.VideoCapture(str(self._aside))
        readable = check.isOpened() and check.read()[0]
        check.release()
        if not readable:
            self._aside.unlink(missing_ok=True)
            raise StorageError(f"The video {self.path} could not be written.", hint="Is the disk full?")
        with storage_errors(self.path):
            self._aside.replace(self.path)

    def _begin(self, interval: float) -> None:
        """Write the first frame, now that the time to the second one is known."""
        self._rate = float(np.clip(round(1 / interval, 2), *_RATES)) if interval > 0 else FRAMES_PER_SECOND
        if self._first is not None:
            self._write(*self._first)
            self._first = None

    def _write(self, image_rgb: NDArray[np.uint8], time: float) -> None:
        rate = self._rate or FRAMES_PER_SECOND
        writer = self._open(image_rgb, rate) if self._writer is None else self._writer
        elapsed = -1.0 if self._last_time is None else time - self._last_time
        self._due += min(elapsed, _LONGEST_STILL) if elapsed >= 0 else 1 / rate
        self._last_time = time
        frame_bgr = np.ascontiguousarray(self._fitted(image_rgb)[:, :, ::-1])
        while self._written < round(self._due * rate):
            writer.write(frame_bgr)
            self._written += 1

    def _open(self, image_rgb: NDArray[np.uint8], rate: float) -> cv2.VideoWriter:
        height, width = image_rgb.shape[:2]
        # Codecs want even sides.
        self._size = (max(width - width % 2, 2), max(height - height % 2, 2))
        with storage_errors(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._aside.write_bytes(b"")
        code = cv2.VideoWriter.fourcc(*CODECS[self.path.suffix.lower()])
        self._writer = cv2.VideoWriter(str(self._aside), code, rate, self._size)
        if not self._writer.isOpened():
            self._writer = None
            self._aside.unlink(missing_ok=True)
            raise StorageError(
                f"The video {self.path} cannot be written by OpenCV.", hint="Try the other one of .mp4 and .avi."
            )
        return self._writer

    def _fitted(self, image_rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        width, height = self._size
        if image_rgb.shape[1] - width in (0, 1) and image_rgb.shape[0] - height in (0, 1):
            return image_rgb[:height, :width]
        share = min(width / image_rgb.shape[1], height / image_rgb.shape[0])
        inner = (max(int(image_rgb.shape[1] * share), 1), max(int(image_rgb.shape[0] * share), 1))
        fitted = np.zeros((height, width, 3), np.uint8)
        top, left = (height - inner[1]) // 2, (width - inner[0]) // 2
        fitted[top : top + inner[1], left : left + inner[0]] = cv2.resize(
            image_rgb, inner, interpolation=cv2.INTER_AREA
        )
        return fitted
