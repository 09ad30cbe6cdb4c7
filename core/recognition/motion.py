"""Where a face will be: constant velocity, and how well a box fits what was predicted."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Box = NDArray[np.floating]

# Half of each new velocity is the one before: a detector's boxes tremble.
_INERTIA = 0.5
# A head keeps its speed no longer than this, in seconds.
_KEEPS_SPEED = 0.3
# Two boxes may be one face if they overlap by this, or if their centres lie within this many face sides and, for
# every second between them, so many more. One may be at most twice as large as the other.
_LEAST_OVERLAP = 0.15
_NEAR = 0.6
_NEAR_PER_SECOND = 1.5
_LARGEST_RATIO = 2.0
# Below this overlap with the prediction a face is looked at again: it jumped.
SURE_OVERLAP = 0.3


class Motion:
    """One face's way through a video.

    Args:
        box: (4,) left, top, width, height.
        time: Seconds.
    """

    def __init__(self, box: Box, time: float) -> None:
        self.box: NDArray[np.float64] = np.asarray(box, np.float64)
        self.time = time
        self._velocity = np.zeros(2)
        self._before = (self.box, time, self._velocity)

    def move(self, box: Box, time: float) -> None:
        """It was seen there."""
        there = np.asarray(box, np.float64)
        self._before = (self.box, self.time, self._velocity)
        elapsed = time - self.time
        if elapsed > 0:
            velocity = (centre(there) - centre(self.box)) / elapsed
            self._velocity = _INERTIA * self._velocity + (1 - _INERTIA) * velocity
        self.box, self.time = there, time

    def take_back(self) -> None:
        """The last move was somebody else's."""
        self.box, self.time, self._velocity = self._before

    def predict(self, time: float) -> NDArray[np.float64]:
        """(4,): where it should be."""
        elapsed = float(np.clip(time - self.time, 0, _KEEPS_SPEED))
        return np.concatenate([self.box[:2] + self._velocity * elapsed, self.box[2:]])


def centre(box: Box) -> NDArray[np.float64]:
    """(2,) x and y of a box's middle."""
    return np.asarray(box[:2] + box[2:] / 2, np.float64)


def overlap(one: Box, other: Box) -> float:
    """Intersection over union, in [0, 1]."""
    corner = np.maximum(one[:2], other[:2])
    sides = np.minimum(one[:2] + one[2:], other[:2] + other[2:]) - corner
    both = float(np.prod(np.maximum(sides, 0)))
    whole = float(np.prod(one[2:]) + np.prod(other[2:])) - both
    return both / whole if whole > 0 else 0.0


def cost(predicted: Box, found: Box, *, elapsed: float) -> float:
    """How badly a found box fits a predicted one, in [0, 1]; infinite where it cannot be the same face.

    Args:
        elapsed: Seconds since the face was last seen.
    """
    side = _side(predicted)
    ratio = _side(found) / side
    if not 1 / _LARGEST_RATIO <= ratio <= _LARGEST_RATIO:
        return float("inf")
    shared = overlap(predicted, found)
    away = float(np.hypot(*(centre(predicted) - centre(found)))) / side
    if shared < _LEAST_OVERLAP and away > _NEAR + _NEAR_PER_SECOND * max(elapsed, 0):
        return float("inf")
    return 0.5 * (1 - shared) + 0.5 * min(away, 1.0)


def _side(box: Box) -> float:
    """Of the square of the same area; above 0."""
    return math.sqrt(max(float(np.prod(box[2:])), 1e-6))
