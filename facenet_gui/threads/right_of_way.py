"""Recognition goes first: a training waits between two steps while a frame is being recognised."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# A training is never held up for longer at a time, however slow recognition is.
_LONGEST_SECONDS = 0.5


class RightOfWay:
    """Shared by the recognition's thread and the training's. A step that is under way is not interrupted."""

    def __init__(self) -> None:
        self._free = threading.Event()
        self._free.set()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Around the recognition of one frame."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    def give(self) -> None:
        """Between two training steps: return when no frame is being recognised."""
        self._free.wait(_LONGEST_SECONDS)
