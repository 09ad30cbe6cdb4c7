"""Curves of any length: numbers that grow, and just as much of them as a screen can show. No Qt in here."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]

# The least and the greatest of so many neighbours are kept, and of so many of those again.
_BLOCK = 64
_LEVELS = 3


class _Growing:
    """An array that doubles when it is full."""

    def __init__(self) -> None:
        self._room: Values = np.empty(1024)
        self.length = 0

    def extend(self, values: Values) -> None:
        needed = self.length + len(values)
        if needed > len(self._room):
            room = np.empty(max(needed, 2 * len(self._room)))
            room[: self.length] = self._room[: self.length]
            self._room = room
        self._room[self.length : needed] = values
        self.length = needed

    @property
    def values(self) -> Values:
        return self._room[: self.length]


class Curve:
    """Points (x, y), x ascending. Adding is cheap, and what a plot draws never has more points than it has pixels.

    A million points are drawn from the least and greatest value of each 64 (or 4,096, …) of them, which are kept as
    they come; the mean over a window comes from running sums, so any window costs the same. NaN is a gap.
    """

    def __init__(self) -> None:
        self._x, self._y = _Growing(), _Growing()
        self._sums, self._counts = _Growing(), _Growing()
        self._least = [_Growing() for _ in range(_LEVELS)]
        self._greatest = [_Growing() for _ in range(_LEVELS)]

    def keep(self, count: int) -> None:
        """Forget all points but the first `count`."""
        x, y = self.x[:count].copy(), self.y[:count].copy()
        for part in (self._x, self._y, self._sums, self._counts, *self._least, *self._greatest):
            part.length = 0
        self.extend(x, y)

    def __len__(self) -> int:
        return self._x.length

    @property
    def x(self) -> Values:
        return self._x.values

    @property
    def y(self) -> Values:
        return self._y.values

    def extend(self, x: ArrayLike, y: ArrayLike) -> None:
        """Add points at the end: (n,) numbers each."""
        xs, ys = np.asarray(x, np.float64), np.asarray(y, np.float64)
        if not len(xs):
            return
        total, count = (self._sums.values[-1], self._counts.values[-1]) if len(self) else (0.0, 0.0)
        finite = np.isfinite(ys)
        self._sums.extend(total + np.cumsum(np.where(finite, ys, 0.0)))
        self._counts.extend(count + np.cumsum(finite))
        self._x.extend(xs)
        self._y.extend(ys)
        least, greatest = self._y.values, self._y.values
        for level in range(_LEVELS):
            done = self._least[level].length
            whole = len(least) // _BLOCK
            if whole == done:
                break
            part = slice(done * _BLOCK, whole * _BLOCK)
            self._least[level].extend(np.fmin.reduce(least[part].reshape(-1, _BLOCK), axis=1))
            self._greatest[level].extend(np.fmax.reduce(greatest[part].reshape(-1, _BLOCK), axis=1))
            least, greatest = self._least[level].values, self._greatest[level].values

    def drawn(self, begin: float, end: float, pixels: int) -> tuple[Values, Values]:
        """What to draw between two x: every point, or the least and the greatest one of each pixel.

        Args:
            pixels: Width of the plot.

        Returns:
            x and y, (n,) each; n ≤ 4 · pixels + a few.
        """
        first, last = self._between(begin, end)
        count = last - first
        if count <= 2 * max(pixels, 1):
            return self.x[first:last], self.y[first:last]
        size, least, greatest = 1, self.y, self.y
        for level in range(_LEVELS):
            following = size * _BLOCK
            if count < following * 2 * pixels or self._least[level].length * following < last - following:
                break
            size, least, greatest = following, self._least[level].values, self._greatest[level].values
        # Values of this level in a pixel's column.
        per = max(1, count // (size * pixels))
        width = size * per
        begin_column, columns = first // width, (last - first // width * width) // width
        part = slice(begin_column * per, (begin_column + columns) * per)
        low = np.fmin.reduce(least[part].reshape(-1, per), axis=1)
        high = np.fmax.reduce(greatest[part].reshape(-1, per), axis=1)
        at = self.x[np.arange(begin_column, begin_column + columns) * width]
        rest = slice((begin_column + columns) * width, last)
        x = np.concatenate([np.repeat(at, 2), self.x[rest][:: max(1, per // 2)]])
        y = np.concatenate([np.column_stack([low, high]).ravel(), self.y[rest][:: max(1, per // 2)]])
        return x, y

    def smoothed(self, begin: float, end: float, pixels: int, *, window: int) -> tuple[Values, Values]:
        """The mean of the last `window` points, at most at one place a pixel: x and y, (n,) each."""
        first, last = self._between(begin, end)
        if last <= first:
            return np.empty(0), np.empty(0)
        at = np.unique(np.linspace(first, last - 1, min(last - first, max(pixels, 2))).round().astype(np.int64))
        return self.x[at], self._means(at, window)

    def at(self, x: float, *, window: int = 1) -> tuple[float, float, float] | None:
        """The point nearest to an x: its x, its value and the mean of the last `window`; None without any."""
        if not len(self):
            return None
        place = int(np.searchsorted(self.x, x))
        if place == len(self) or (place > 0 and x - self.x[place - 1] < self.x[place] - x):
            place -= 1
        return float(self.x[place]), float(self.y[place]), float(self._means(np.array([place]), window)[0])

    def _means(self, at: NDArray[np.int64], window: int) -> Values:
        before = at - window
        sums, counts = self._sums.values, self._counts.values
        total = sums[at] - np.where(before >= 0, sums[np.maximum(before, 0)], 0.0)
        count = counts[at] - np.where(before >= 0, counts[np.maximum(before, 0)], 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            means: Values = np.where(count > 0, total / count, np.nan)
        return means

    def _between(self, begin: float, end: float) -> tuple[int, int]:
        """Positions that show between two x, with one neighbour on each side so that lines reach the border."""
        first = int(np.searchsorted(self.x, begin)) - 1
        last = int(np.searchsorted(self.x, end, side="right")) + 1
        return max(first, 0), min(last, len(self))
