"""Steps below a plot, short enough that a million of them do not run into each other."""

from __future__ import annotations

from collections.abc import Sequence

import pyqtgraph as pg


class StepAxis(pg.AxisItem):  # type: ignore[misc]
    """Writes 200,000 as 200k and 1,500,000 as 1.5M."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:  # noqa: N802
        return [steps_in_short(value * scale, spacing * scale) for value in values]


def steps_in_short(steps: float, spacing: float) -> str:
    """A number of steps on an axis.

    Args:
        spacing: Between two numbers; they are written so that they differ.
    """
    for unit, letter in ((1e6, "M"), (1e3, "k")):
        if abs(steps) >= max(unit, 10_000):
            digits = 0 if spacing >= unit else 1 if spacing >= unit / 10 else 3
            return f"{steps / unit:.{digits}f}{letter}"
    return f"{steps:g}"
