"""How a running training is asked to pause, go on or stop, from any thread."""

from __future__ import annotations

import math
import threading
import time

from core.progress import StopRequest


class TrainingControl:
    """Cooperative: the trainer looks here between two steps and finishes the step it is in.

    Args:
        stop: Set to stop; one of its own where none is given.
    """

    def __init__(self, stop: StopRequest | None = None) -> None:
        self._stop = stop or StopRequest()
        self._go_on = threading.Event()
        self._go_on.set()

    def pause(self) -> None:
        self._go_on.clear()

    def resume(self) -> None:
        self._go_on.set()

    def stop(self) -> None:
        """Finish the step, save a checkpoint, end. Also ends a pause."""
        self._stop.set()
        self._go_on.set()

    @property
    def paused(self) -> bool:
        return not self._go_on.is_set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    @property
    def stop_request(self) -> StopRequest:
        """For work that is asked to stop in another way than a training."""
        return self._stop

    def wait_while_paused(self, *, seconds: float = math.inf) -> None:
        """Return when the training may go on or shall stop, or after so many seconds."""
        end = time.monotonic() + seconds
        # The stop request may be somebody else's event, which does not wake this one.
        while not self.stopping and time.monotonic() < end and not self._go_on.wait(timeout=0.1):
            pass
