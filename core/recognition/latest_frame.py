"""A mailbox with one slot: the newest frame wins."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.recognition.frames import Frame


class LatestFrame:
    """One thread puts, one takes. A frame that was not taken in time is dropped for the next one.

    Attributes:
        dropped: How many were.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._frame: Frame | None = None
        self._closed = False
        self._changed = threading.Condition()

    def put(self, frame: Frame) -> None:
        """Replace what lies there. Never waits."""
        with self._changed:
            self.dropped += self._frame is not None
            self._frame = frame
            self._changed.notify()

    def take(self, timeout: float) -> Frame | None:
        """The newest frame not taken yet; None after `timeout` seconds, or at once when closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._frame is not None or self._closed, timeout)
            frame, self._frame = self._frame, None
            return frame

    def close(self) -> None:
        """No more frames will come: `take` no longer waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def waiting(self) -> bool:
        """Whether a frame lies there that somebody may take yet."""
        with self._changed:
            return self._frame is not None and not self._closed

    @property
    def closed(self) -> bool:
        with self._changed:
            return self._closed
