"""How many people of a folder have how many images. Apart from the page, which is shown before pyqtgraph is needed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from facenet_gui.theme import Theme
from facenet_gui.widgets.plot import Plot

_MOST_BARS = 30


class ImagesHistogram(Plot):
    """How many people have how many images."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._counts: Sequence[int] = ()
        super().__init__(theme, self._bars, x=self.tr("images of a person"), y=self.tr("people"), parent=parent)
        self.setMouseEnabled(x=False, y=False)
        self.setAccessibleName(self.tr("Histogram of images per person"))

    def show_counts(self, counts: Sequence[int]) -> None:
        self._counts = counts
        self.redraw()

    def _bars(self, plot: Plot) -> None:
        if not self._counts:
            return
        centres, heights, width = bars_of(self._counts)
        bars = pg.BarGraphItem(
            x=centres, height=heights, width=width * 0.86, brush=plot.fill(0, 200), pen=plot.pen(0, width=0)
        )
        plot.addItem(bars)
        plot.setXRange(0, max(self._counts) + 1, padding=0.02)
        plot.setYRange(0, max(heights) * 1.08, padding=0)


def bars_of(counts: Sequence[int]) -> tuple[list[float], list[int], int]:
    """The middles, heights and common width of at most some thirty bars for these counts of images."""
    width = -(-max(counts) // _MOST_BARS)
    bars = sorted(Counter((count - 1) // width for count in counts).items())
    return [number * width + (width + 1) / 2 for number, _ in bars], [people for _, people in bars], width
