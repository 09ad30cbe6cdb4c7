"""Reads frames from a camera, a stream, a video or pictures, at their own pace."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from core.errors import PhotoError
from core.progress import StopRequest
from core.recognition.frames import Frame, FrameSource, SourceState
from core.recognition.latest_frame import LatestFrame
from core.recognition.sources import open_source
from facenet_gui.threads.jobs import Problem

OpenSource = Callable[..., FrameSource]
# How long a photo of a folder stays in view, at least; and how often it is looked whether it was recognised.
_PHOTO_SECONDS = 1.5
_LOOK_SECONDS = 0.02


class CameraThread(QThread):
    """One loop: read a frame, put it where the picture and the recognition take theirs.

    Args:
        source: As for `core.recognition.sources.open_source`.
        targets: Each gets every frame; a slow reader sees fewer.
        opener: Opens the source; another one in tests.
    """

    state_changed = Signal(str)
    failed = Signal(object)
    ended = Signal()

    def __init__(
        self,
        source: str,
        targets: tuple[LatestFrame, ...],
        *,
        opener: OpenSource = open_source,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.stop = StopRequest()
        self.frames = 0
        self._source, self._targets, self._opener = source, targets, opener

    def run(self) -> None:
        try:
            with self._opener(self._source, stop=self.stop, on_state=self._on_state) as source:
                self._read(source)
        except Exception as error:  # noqa: BLE001  shown to the user, whatever it is
            if not self.stop.is_set():
                self.failed.emit(Problem.of(error))
        finally:
            for target in self._targets:
                target.close()
            self.ended.emit()

    def _read(self, source: FrameSource) -> None:
        began: float | None = None
        while not self.stop.is_set():
            try:
                frame = source.read()
            except PhotoError as error:
                self.state_changed.emit(error.message)
                continue
            if frame is None:
                return
            if not source.live:
                began = time.monotonic() - (frame.time or 0) if began is None else began
                self._wait_for(frame, began)
            self.frames += 1
            for target in self._targets:
                target.put(frame)
            if frame.time is None:
                # A picture that does not move is looked at before the next one comes.
                self.stop.wait(_PHOTO_SECONDS)
                while any(target.waiting for target in self._targets) and not self.stop.is_set():
                    self.stop.wait(_LOOK_SECONDS)

    def _wait_for(self, frame: Frame, began: float) -> None:
        """A video is shown at its own speed, not as fast as it can be read."""
        if frame.time is not None:
            self.stop.wait(max(0.0, began + frame.time - time.monotonic()))

    def _on_state(self, state: SourceState) -> None:
        # From the source's own thread; the signal brings it to the window's.
        self.state_changed.emit(state.text)
