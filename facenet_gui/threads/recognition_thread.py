"""Recognises the newest frame, again and again, while the picture goes on at its own rate."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal

from core.progress import StopRequest
from core.recognition.frames import Frame
from core.recognition.latest_frame import LatestFrame
from core.recognition.result import FrameResult
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.mailbox import Mailbox
from facenet_gui.threads.right_of_way import RightOfWay

if TYPE_CHECKING:
    from core.recognition.recogniser import Recogniser


@dataclass(frozen=True, slots=True, eq=False)
class Recognised:
    """A frame and who is in it.

    Attributes:
        delay: Seconds from the frame's coming to its names.
    """

    frame: Frame
    result: FrameResult
    delay: float


class RecognitionThread(QThread):
    """One loop: take the newest frame, recognise it, lay the result into the mailbox.

    Args:
        frames: Where the newest frame lies.
        make: Makes the recogniser, in this thread: it may have to load a network.
        right_of_way: Taken while a frame is recognised.
    """

    ready = Signal()
    failed = Signal(object)

    def __init__(
        self,
        frames: LatestFrame,
        make: Callable[[], Recogniser],
        *,
        right_of_way: RightOfWay,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.stop = StopRequest()
        self.results: Mailbox[Recognised] = Mailbox()
        self.distance_threshold: float | None = None
        self._frames, self._make, self._right_of_way = frames, make, right_of_way
        self._paused = False

    def set_paused(self, paused: bool) -> None:
        """While paused, frames are thrown away unseen."""
        self._paused = paused

    def run(self) -> None:
        try:
            recogniser = self._make()
            ready = False
            while not self.stop.is_set():
                frame = self._frames.take(0.2)
                if frame is None:
                    if self._frames.closed:
                        return
                    continue
                if self._paused:
                    recogniser.reset()
                    continue
                if self.distance_threshold is not None:
                    recogniser.distance_threshold = self.distance_threshold
                begin = time.perf_counter()
                with self._right_of_way.taken():
                    result = recogniser.photo(frame) if frame.time is None else recogniser.process(frame)
                if not ready:
                    ready = True
                    self.ready.emit()
                self.results.put(Recognised(frame, result, time.perf_counter() - begin))
        except Exception as error:  # noqa: BLE001  shown to the user, whatever it is
            if not self.stop.is_set():
                self.failed.emit(Problem.of(error))
        finally:
            # Nobody takes frames any more, so nobody should wait until they are taken.
            self._frames.close()
