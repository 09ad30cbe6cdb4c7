"""Curves of any length: numbers that grow, and just as much of them as a screen can show. No Qt in here."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]

# The least and the greatest of so many neighbours are kept, and of so many of those again.
_BLOCK = 64
_LEVELS = 3
# A running sum is kept for every so many points.
_SUMMED = 8


class Growing:
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

    Args:
        x: Of several curves over the same x, held once; whoever gives it extends it before the curves.
    """

    def __init__(self, x: Growing | None = None) -> None:
        self._shares_x = x is not None
        self._x, self._y = Growing() if x is None else x, Growing()
        self._sums, self._counts = Growing(), Growing()
        for running in (self._sums, self._counts):
            running.extend(np.zeros(1))
        self._least = [Growing() for _ in range(_LEVELS)]
        self._greatest = [Growing() for _ in range(_LEVELS)]

    def keep(self, count: int) -> None:
        """Forget all points but the first `count`."""
        if count >= len(self):
            return
        self._x.length = min(self._x.length, count)
        self._y.length = count
        self._sums.length = self._counts.length = count // _SUMMED + 1
        for level in range(_LEVELS):
            count //= _BLOCK
            self._least[level].length = self._greatest[level].length = count

    def __len__(self) -> int:
        return self._y.length

    @property
    def x(self) -> Values:
        return self._x.values[: len(self)]

    @property
    def y(self) -> Values:
        return self._y.values

    def extend(self, x: ArrayLike, y: ArrayLike) -> None:
        """Add points at the end: (n,) numbers each. Raises `ValueError` where the x are shared."""
        if self._shares_x:
            raise ValueError("A curve that shares its x is extended by extend_y, after the x themselves; got extend.")
        self._x.extend(np.asarray(x, np.float64))
        self.extend_y(y)

    def extend_y(self, y: ArrayLike) -> None:
        """Add points whose x are there already: (n,) numbers."""
        self._y.extend(np.asarray(y, np.float64))
        done = self._sums.length - 1
        summed = self.y[done * _SUMMED : len(self) // _SUMMED * _SUMMED].reshape(-1, _SUMMED)
        finite = np.isfinite(summed)
        self._sums.extend(self._sums.values[-1] + np.cumsum(np.where(finite, summed, 0.0).sum(axis=1)))
        self._counts.extend(self._counts.values[-1] + np.cumsum(finite.sum(axis=1)))
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
        pairs = np.column_stack([low, high])
        # Up one column and down the next: the line between two columns is short, and nothing is painted twice.
        pairs[1::2] = pairs[1::2, ::-1]
        y = np.concatenate([pairs.ravel(), self.y[rest][:: max(1, per // 2)]])
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
        total, count = self._sums_of_first(at + 1)
        before, left_out = self._sums_of_first(np.maximum(at + 1 - window, 0))
        total, count = total - before, count - left_out
        with np.errstate(invalid="ignore", divide="ignore"):
            means: Values = np.where(count > 0, total / count, np.nan)
        return means

    def _sums_of_first(self, ends: NDArray[np.int64]) -> tuple[Values, Values]:
        """Sum and count of the finite ones among the first so many points: (n,) each."""
        blocks = ends // _SUMMED
        places = blocks[:, None] * _SUMMED + np.arange(_SUMMED)
        values = self.y[np.minimum(places, len(self) - 1)]
        counted = (places < ends[:, None]) & np.isfinite(values)
        sums = self._sums.values[blocks] + np.where(counted, values, 0.0).sum(axis=1)
        counts: Values = self._counts.values[blocks] + counted.sum(axis=1)
        return sums, counts

    def _between(self, begin: float, end: float) -> tuple[int, int]:
        """Positions that show between two x, with one neighbour on each side so that lines reach the border."""
        first = int(np.searchsorted(self.x, begin)) - 1
        last = int(np.searchsorted(self.x, end, side="right")) + 1
        return max(first, 0), min(last, len(self))
