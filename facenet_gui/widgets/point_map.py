"""A map of points, one colour an identity; hover names a point, a click chooses its identity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolTip, QWidget

from facenet_gui.theme import Theme

# Points further from the mouse than this, in pixels, are not meant.
_REACH = 12


class PointMap(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph comes without types
    """Points in the plane. `chosen` brings the number of a point that was clicked, or -1 for the empty plane."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, enableMenu=False)
        self._theme = theme
        self._points: NDArray[np.float32] = np.empty((0, 2), np.float32)
        self._labels: NDArray[np.integer] = np.empty(0, np.int32)
        self._names: Sequence[str] = ()
        self._marked: int | None = None
        self.hideButtons()
        self.setAspectLocked(True)
        for side in ("bottom", "left"):
            self.hideAxis(side)
        self._dots = pg.ScatterPlotItem(size=7, pxMode=True)
        self.addItem(self._dots)
        self.scene().sigMouseClicked.connect(self._on_click)
        self.scene().sigMouseMoved.connect(self._on_move)
        theme.changed.connect(self._draw)
        self._draw()

    def set_points(
        self, points: NDArray[np.float32], labels: NDArray[np.integer], names: Sequence[str], *, fit: bool
    ) -> None:
        """Show points: (n, 2) float32, the label of each, and the name for each label.

        Args:
            fit: Show all of them, instead of the part that is shown now.
        """
        self._points, self._labels, self._names = points, labels, names
        self._draw()
        if fit and len(points):
            # Goes on fitting while the network learns, until the user zooms.
            self.enableAutoRange()

    def mark(self, label: int | None) -> None:
        """Let one identity stand out; None for none."""
        self._marked = label
        self._draw()

    def _draw(self) -> None:
        colours = self._theme.colours
        self.setBackground(colours.surface)
        # Neighbouring labels get far hues: the golden angle.
        people, which = np.unique(self._labels, return_inverse=True)
        value = 0.95 if self._theme.dark else 0.72
        brushes = []
        for number, person in enumerate(people.tolist()):
            colour = QColor.fromHsvF((number * 0.381966) % 1.0, 0.62, value)
            if self._marked is not None and person != self._marked:
                colour = QColor(colours.border)
            brushes.append(pg.mkBrush(colour))
        order = np.argsort(self._labels == self._marked, kind="stable") if self._marked is not None else slice(None)
        points = self._points[order]
        self._dots.setData(
            x=points[:, 0],
            y=points[:, 1],
            brush=[brushes[place] for place in which[order].tolist()],
            pen=pg.mkPen(colours.surface, width=0.5),
        )

    def _nearest(self, position: QPointF) -> int:
        """The number of the point under the mouse, or -1."""
        if not len(self._points):
            return -1
        box = self.getViewBox()
        if not box.sceneBoundingRect().contains(position):
            return -1
        place = box.mapSceneToView(position)
        across, down = box.viewPixelSize()
        away = np.hypot((self._points[:, 0] - place.x()) / across, (self._points[:, 1] - place.y()) / down)
        nearest = int(away.argmin())
        return nearest if away[nearest] <= _REACH else -1

    def _on_click(self, event: object) -> None:
        if event.button() == Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            self.chosen.emit(self._nearest(event.scenePos()))  # type: ignore[attr-defined]

    def _on_move(self, position: QPointF) -> None:
        found = self._nearest(position)
        if found < 0:
            QToolTip.hideText()
            return
        name = self._names[int(self._labels[found])]
        QToolTip.showText(self.mapToGlobal(self.mapFromScene(position)), name, self)
