"""How fast a training goes."""

from __future__ import annotations

from collections import deque


class Pace:
    """How fast the last steps went.

    Args:
        batch_size: Images of a step, over all devices.
    """

    def __init__(self, batch_size: int) -> None:
        self._batch_size = batch_size
        self._steps: deque[tuple[float, float]] = deque(maxlen=50)

    def add(self, *, seconds: float, waited: float) -> None:
        self._steps.append((seconds, waited))

    def forget(self) -> None:
        """The first step holds the tracing; it says nothing about the pace."""
        self._steps.clear()

    @property
    def seconds_per_step(self) -> float:
        return sum(seconds for seconds, _ in self._steps) / max(len(self._steps), 1)

    @property
    def images_per_second(self) -> float:
        return self._batch_size / self.seconds_per_step if self._steps else 0.0

    @property
    def data_wait(self) -> float:
        total = sum(seconds for seconds, _ in self._steps)
        return sum(waited for _, waited in self._steps) / total if total else 0.0
