"""What distances tell when they stand in ascending order: cuts, thresholds, ROC, AUC and EER.

A threshold accepts the distances strictly below it. Between two neighbouring distances it is their midpoint; equal
distances are never cut apart.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_ROC_POINTS = 300


@dataclass(frozen=True, slots=True)
class Roc:
    """The ROC over all pairs, thinned for drawing: finely where the FAR is small.

    Attributes:
        far: Rising from 0 to 1.
        val: The largest VAL at that FAR.
        distance_threshold: Where it is reached.
    """

    far: tuple[float, ...]
    val: tuple[float, ...]
    distance_threshold: tuple[float, ...]


def best_cut(distances: NDArray[np.float64], same: NDArray[np.bool_], *, balanced: bool = False) -> tuple[float, float]:
    """The most accurate threshold, of several the middle one, and its accuracy.

    Args:
        distances: (N,) ascending.
        same: (N,) True for genuine pairs.
        balanced: Weigh genuine and impostor pairs as if they were equally many.
    """
    genuine = np.r_[0, np.cumsum(same)]
    impostor = np.arange(len(same) + 1) - genuine
    # Counts stay integers, so that equally good cuts compare equal. Balanced: each kind times the other's number.
    g, i = int(genuine[-1]), int(impostor[-1])
    genuine_weight, impostor_weight = (i, g) if balanced and g and i else (1, 1)
    right = genuine * genuine_weight + (i - impostor) * impostor_weight
    cuts = _cuts(distances)
    most = right[cuts].max()
    best = cuts[right[cuts] == most]
    cut = int(best[(len(best) - 1) // 2])
    return _threshold_at(distances, cut), float(most / (g * genuine_weight + i * impostor_weight))


def _cuts(distances: NDArray[np.float64]) -> NDArray[np.intp]:
    """The positions at which ascending distances can be cut in two."""
    return np.flatnonzero(np.r_[True, distances[1:] > distances[:-1], True])


def _threshold_at(distances: NDArray[np.float64], cut: int) -> float:
    """The threshold that accepts exactly the first `cut` of ascending distances."""
    if cut == 0:
        return float(distances[0])
    if cut == len(distances):
        return float(np.nextafter(distances[-1], np.inf))
    below, above = float(distances[cut - 1]), float(distances[cut])
    middle = below + (above - below) / 2
    return middle if middle > below else above  # neighbouring numbers have no midpoint


def share_below(distances: NDArray[np.float64], threshold: float) -> float:
    """The share of distances that a threshold accepts; NaN where there is none."""
    return float((distances < threshold).mean()) if len(distances) else math.nan


def auc(distances: NDArray[np.float64], same: NDArray[np.bool_]) -> float:
    """The probability that a genuine distance is below an impostor's, a tie counting half (Mann and Whitney)."""
    impostors = distances[~same]  # ascending, as distances are
    below = np.searchsorted(impostors, distances[same], "left") + np.searchsorted(impostors, distances[same], "right")
    return float(1 - below.mean() / (2 * len(impostors)))


def roc_points(
    distances: NDArray[np.float64], same: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """FAR, VAL and threshold at every cut of ascending distances, from (0, 0) to (1, 1)."""
    cuts = _cuts(distances)
    genuine = np.r_[0, np.cumsum(same)][cuts]
    impostor = cuts - genuine
    thresholds = np.array([_threshold_at(distances, cut) for cut in (0, len(distances))])
    below, above = distances[cuts[1:-1] - 1], distances[cuts[1:-1]]
    middle = below + (above - below) / 2
    inner = np.where(middle > below, middle, above)
    return impostor / impostor[-1], genuine / genuine[-1], np.r_[thresholds[0], inner, thresholds[1]]


def equal_error_rate(far: NDArray[np.float64], val: NDArray[np.float64]) -> float:
    """Where FAR and FRR = 1 − VAL cross, on the straight line between two points of the ROC."""
    excess = far - (1 - val)  # rises from −1 to 1
    after = int(np.argmax(excess >= 0))
    before = after - 1
    part = excess[before] / (excess[before] - excess[after])
    return float(far[before] + part * (far[after] - far[before]))


def thinned_roc(far: NDArray[np.float64], val: NDArray[np.float64], threshold: NDArray[np.float64]) -> Roc:
    """The ROC for drawing: some hundred of its points, every one where there are few."""
    last = np.flatnonzero(np.r_[far[1:] > far[:-1], True])  # the largest VAL of each FAR
    count = len(last)
    if count > 2 * _ROC_POINTS:
        fine = np.geomspace(1, count, _ROC_POINTS).round().astype(int) - 1
        even = np.linspace(0, count - 1, _ROC_POINTS).round().astype(int)
        last = last[np.unique(np.r_[fine, even])]
    return Roc(
        far=tuple(map(float, far[last])),
        val=tuple(map(float, val[last])),
        distance_threshold=tuple(map(float, threshold[last])),
    )
