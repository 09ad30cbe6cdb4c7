"""A pyqtgraph plot in the window's language: the theme's colours, quiet axes, and a legend that can be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from facenet_gui.theme import Theme


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A plot that is drawn anew when the theme changes.

    Args:
        draw: Adds the curves to the emptied plot; called at each `redraw`.
        x, y: What the axes show, with the unit.
        axes: Other axes than pyqtgraph's, by their side.
    """

    def __init__(
        self,
        theme: Theme,
        draw: Callable[[Plot], None],
        *,
        x: str,
        y: str,
        axes: Mapping[str, pg.AxisItem] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, axisItems=dict(axes or {}), enableMenu=False)
        self.theme = theme
        self._draw = draw
        self._names = {"bottom": x, "left": y}
        self.hideButtons()
        self.legend = self.addLegend(offset=(-10, 10))
        self.setAntialiasing(True)
        # Below the axis: its name hangs out of the axis' own place.
        self.getPlotItem().layout.setContentsMargins(1, 1, 1, 6)
        theme.changed.connect(self.redraw)
        self.redraw()

    def redraw(self) -> None:
        """Empty the plot and draw it again in the colours of now."""
        colours = self.theme.colours
        self.clear()
        self.setBackground(colours.surface)
        self.showGrid(x=True, y=True, alpha=0.12)
        for side, name in self._names.items():
            axis = self.getAxis(side)
            axis.setPen(colours.border)
            axis.setTextPen(colours.quiet)
            axis.setLabel(name, color=colours.quiet)
        self.legend.setLabelTextColor(colours.text)
        behind = QColor(colours.surface)
        behind.setAlpha(200)
        self.legend.setBrush(behind)
        self._draw(self)

    def pen(self, number: int, *, width: float = 2, dashed: bool = False) -> QPen:
        """The pen of the n-th curve."""
        curves = self.theme.colours.curves
        pen = QPen(QColor(curves[number % len(curves)]), width)
        pen.setCosmetic(True)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def fill(self, number: int, alpha: int = 90) -> QColor:
        """The n-th curve's colour, to see through."""
        curves = self.theme.colours.curves
        colour = QColor(curves[number % len(curves)])
        colour.setAlpha(alpha)
        return colour
