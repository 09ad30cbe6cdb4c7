"""A camera or a stream: a thread reads it, and the newest frame wins.

Drivers and networks block for as long as they like, so only that thread ever touches the capture. Whoever reads or
closes waits a second at most.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

import cv2
import numpy as np
from numpy.typing import NDArray

from core.errors import CameraError
from core.progress import StopRequest
from core.recognition.frames import Frame, SourceState, StateListener
from core.recognition.latest_frame import LatestFrame
from core.recognition.pixels import to_rgb

_OPEN_TIMEOUT_MS, _READ_TIMEOUT_MS = 10_000, 5_000
_RETRY_SECONDS = 1.0
_POLL_SECONDS = 0.2
# A driver that does not answer is left to its thread, which ends when it does.
_CLOSE_SECONDS = 0.5
# One bad frame is nothing; a camera that was pulled out fails at once, each time.
_FAILURES_TO_LOSE = 5
_FAILURE_PAUSE_SECONDS = 0.05


class Capture(Protocol):
    """What is used of `cv2.VideoCapture`."""

    def isOpened(self) -> bool: ...  # noqa: N802 - OpenCV's name

    def read(self) -> tuple[bool, NDArray[np.generic] | None]: ...

    def release(self) -> None: ...


def open_capture(address: int | str) -> Capture:
    """Open a camera by number or a stream by address, with time limits where the backend knows them."""
    if isinstance(address, int):
        camera = cv2.VideoCapture(address)
        # Not every driver knows it; those that do otherwise hand out frames that are old already.
        camera.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        return camera
    limits = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, _OPEN_TIMEOUT_MS, cv2.CAP_PROP_READ_TIMEOUT_MSEC, _READ_TIMEOUT_MS]
    return cv2.VideoCapture(address, cv2.CAP_FFMPEG, limits)


class LiveSource:
    """A `FrameSource` over a camera or a stream.

    The first opening has to succeed, or `read` raises. A source that is lost later is waited for and taken up again.

    Args:
        address: Number of a camera, or an address.
        stop: Ends `read`.
        on_state: Hears of states, from the reading thread.
        capture: Opens the address; tests give their own.
        retry_seconds: Pause between two attempts to take a lost source up again.
    """

    live = True

    def __init__(
        self,
        address: int | str,
        *,
        stop: StopRequest | None = None,
        on_state: StateListener | None = None,
        capture: Callable[[int | str], Capture] = open_capture,
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self.name = f"camera:{address}" if isinstance(address, int) else without_password(address)
        self._address = address
        self._stop = stop
        self._on_state = on_state
        self._open_capture = capture
        self._retry_seconds = retry_seconds
        self._latest = LatestFrame()
        self._closing = threading.Event()
        self._error: CameraError | None = None
        self._began = time.monotonic()
        self._count = 0
        self._thread = threading.Thread(target=self._run, name=f"frames of {self.name}", daemon=True)
        self._thread.start()

    def read(self) -> Frame | None:
        """The newest frame that was not read yet; waits for one. None once stopped or closed.

        Raises:
            CameraError: It could not be opened at all.
        """
        while not self._stopped():
            frame = self._latest.take(_POLL_SECONDS)
            if frame is not None:
                return frame
            if self._latest.closed:
                if self._error is not None:
                    raise self._error
                return None
        return None

    def close(self) -> None:
        """Stop reading. The device is let go as soon as its driver answers, normally at once."""
        self._closing.set()
        self._latest.close()
        if self._thread is not threading.current_thread():
            self._thread.join(_CLOSE_SECONDS)

    @property
    def dropped(self) -> int:
        """How many frames came and were not asked for."""
        return self._latest.dropped

    def _stopped(self) -> bool:
        return self._closing.is_set() or (self._stop is not None and self._stop.is_set())

    def _run(self) -> None:
        """The reading thread: open, read until lost, open again."""
        try:
            capture = self._open()
            if capture is None:
                self._error = _cannot_open(self._address, self.name)
                return
            while capture is not None:
                self._tell(SourceState("connected", f"{self.name} is connected."))
                try:
                    self._read_until_lost(capture)
                finally:
                    capture.release()
                if self._stopped():
                    return
                self._tell(SourceState("waiting", f"{self.name} gives no more frames; waiting for it to come back."))
                capture = self._open_again()
        finally:
            self._latest.close()

    def _open(self) -> Capture | None:
        try:
            capture = self._open_capture(self._address)
        except cv2.error:
            return None
        if capture.isOpened():
            return capture
        capture.release()
        return None

    def _open_again(self) -> Capture | None:
        while not self._stopped():
            capture = self._open()
            if capture is not None:
                return capture
            end = time.monotonic() + self._retry_seconds
            while not self._stopped() and (left := end - time.monotonic()) > 0:
                self._closing.wait(min(left, _POLL_SECONDS))
        return None

    def _read_until_lost(self, capture: Capture) -> None:
        failures = 0
        while not self._stopped() and failures < _FAILURES_TO_LOSE:
            image_rgb = _read(capture)
            if image_rgb is None:
                failures += 1
                self._closing.wait(_FAILURE_PAUSE_SECONDS)
                continue
            failures = 0
            seconds = time.monotonic() - self._began
            self._latest.put(Frame(image_rgb=image_rgb, source=self.name, index=self._count, time=seconds))
            self._count += 1

    def _tell(self, state: SourceState) -> None:
        if self._on_state is not None:
            self._on_state(state)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()


def without_password(address: str) -> str:
    """An address as it may be shown: `rtsp://user:secret@host/1` becomes `rtsp://host/1`."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.rpartition("@")[2]
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _read(capture: Capture) -> NDArray[np.uint8] | None:
    with contextlib.suppress(cv2.error, ValueError):  # a frame that cannot be used counts as none
        done, pixels = capture.read()
        if done and pixels is not None:
            return to_rgb(pixels)
    return None


def _cannot_open(address: int | str, name: str) -> CameraError:
    if isinstance(address, str):
        return CameraError(
            f"{name} cannot be opened: nothing answers there within {_OPEN_TIMEOUT_MS // 1000} seconds, or no video.",
            hint="Check the address, the name and password in it, and the network.",
        )
    device = Path(f"/dev/video{address}")
    if sys.platform == "linux" and not device.exists():
        from core.recognition.cameras import cameras

        found = ", ".join(f"{camera.number} ({camera.name})" for camera in cameras())
        return CameraError(
            f"There is no camera {address}.", hint=f"There are: {found}." if found else "No camera is connected."
        )
    hint = "Close the other program, or allow this one to use the camera in the system's privacy settings."
    if sys.platform == "darwin":
        # OpenCV asks for the permission, but off the main thread it does not wait for the answer.
        hint += " If the system has just asked for it: answer, then try again."
    return CameraError(
        f"Camera {address} cannot be opened: it is not there, in use by another program, or not permitted.", hint=hint
    )
