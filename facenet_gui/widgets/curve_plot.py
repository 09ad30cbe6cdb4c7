"""One plot of a training: curves that grow, with hover values, log axis, zoom, and earlier runs laid over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QByteArray, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import GAP, label, tool
from facenet_gui.widgets.curve_data import Curve, Values
from facenet_gui.widgets.curve_legend import CurveLegend, LegendEntry
from facenet_gui.widgets.step_axis import StepAxis
from facenet_gui.words import grouped

# Pixels of a saved picture for each one on the screen.
_PICTURE_SCALE = 2
# How much of its colour a curve has that is drawn faintly.
_FAINT = 80 / 255


@dataclass(frozen=True, slots=True)
class Line:
    """One curve of a plot.

    Attributes:
        colour: Its number among the theme's curve colours.
        smooth: Draw its running mean. raw: And what was measured, faintly behind.
        dots: Draw points, for curves of a few.
        overlay: Of another run: dashed, and only its mean where it is smooth.
    """

    name: str
    curve: Curve
    colour: int = 0
    smooth: bool = False
    raw: bool = True
    dots: bool = False
    overlay: bool = False


class CurvePlot(QFrame):
    """A card with a heading, a legend that shows the values under the mouse, and the plot.

    Args:
        title: What is plotted.
        percent: Values are shares, shown as percentages.
    """

    enlarge = Signal()
    moved_over = Signal(object)

    def __init__(self, theme: Theme, title: str, *, percent: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.title = title
        self.window_size = 50
        # Whether points are coming: the view then keeps room for them.
        self.growing = False
        self._theme, self._percent = theme, percent
        self._lines: Sequence[Line] = ()
        self._items: list[tuple[pg.PlotDataItem, pg.PlotDataItem | None]] = []
        self._follow = True
        self._logarithmic = False
        self._stale = True
        self._legend = CurveLegend(theme)
        self._plot = pg.PlotWidget(enableMenu=False, axisItems={"bottom": StepAxis("bottom")})
        self._plot.hideButtons()
        self._plot.setMinimumSize(theme.px(200), theme.px(110))
        self._plot.setAccessibleName(title)
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.setZValue(10)
        self.expand = tool("maximize", self.tr("Show this plot alone"), self.enlarge.emit)
        heading = label(title, "plain")
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self.expand)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 8)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addWidget(self._legend)
        layout.addWidget(self._plot, 1)
        self._box = self._plot.getViewBox()
        self._box.disableAutoRange()
        self._box.setLimits(xMin=-1e9)
        self._box.sigRangeChangedManually.connect(self._on_manual_range)
        self._box.sigXRangeChanged.connect(self._on_range)
        self._plot.scene().sigMouseMoved.connect(self._on_mouse)
        theme.changed.connect(self._rebuild)
        self._rebuild()

    # -- what is shown

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show these from now on."""
        self._lines = lines
        self._legend.set_rows(1 if len(lines) < 3 else 2)
        self._rebuild()

    def set_window(self, window: int) -> None:
        """Steps over which the smooth curves are averaged."""
        self.window_size = window
        self.refresh()

    def set_logarithmic(self, logarithmic: bool) -> None:
        self._logarithmic = logarithmic
        self._plot.setLogMode(y=logarithmic)
        self.refresh()

    def reset_view(self) -> None:
        """Show everything, and follow what comes."""
        self._follow = True
        self._box.setXRange(0, 1e-3, padding=0)
        self.refresh()

    @property
    def follows(self) -> bool:
        """Whether the view shows everything, and not a part that the user chose."""
        return self._follow

    def refresh(self) -> None:
        """Draw what the curves hold now; nothing where the plot is out of sight."""
        if not self.isVisible() or self.visibleRegion().isEmpty():
            self._stale = True
            return
        self._stale = False
        if self._follow:
            ends = [(line.curve.x[0], line.curve.x[-1]) for line in self._lines if len(line.curve)]
            begin = min((end[0] for end in ends), default=0.0)
            end = max((end[1] for end in ends), default=1.0)
            self._widen(begin, max(end, begin + 1))
        self._draw()
        self._show_values(None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self._stale:
            # It came into sight: by scrolling, or because its page did.
            QTimer.singleShot(0, self, self.refresh)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.refresh()

    # -- drawing

    def _rebuild(self) -> None:
        colours = self._theme.colours
        self._plot.clear()
        self._plot.setBackground(colours.surface)
        for side in ("bottom", "left"):
            axis = self._plot.getAxis(side)
            axis.setPen(colours.border)
            axis.setTextPen(colours.quiet)
            axis.enableAutoSIPrefix(False)
        if self._percent:
            self._plot.getAxis("left").setScale(100)
        self._plot.getAxis("left").setWidth(self._theme.px(44))
        self._cursor.setPen(pg.mkPen(colours.strong_border, width=1))
        self._plot.addItem(self._cursor, ignoreBounds=True)
        self._cursor.hide()
        self._items = [self._items_of(line) for line in self._lines]
        self.refresh()

    def _items_of(self, line: Line) -> tuple[pg.PlotDataItem, pg.PlotDataItem | None]:
        colour = self._colour(line)
        # A wide, smooth outline that crosses itself takes Qt 0.1 s, as it does where the mean of a long training goes
        # up and down at every pixel: so single lines for ours, and thin dashes, which must hang together.
        pen = pg.mkPen(colour, width=1, style=Qt.PenStyle.DashLine) if line.overlay else pg.mkPen(colour, width=1.5)
        main = self._plot.plot(pen=pen, connect="finite", antialias=True)
        if not line.overlay:
            main.curve.setSegmentedLineMode("on")
        if line.dots:
            main.setSymbol("o")
            main.setSymbolSize(5)
            main.setSymbolBrush(colour)
            main.setSymbolPen(None)
        faint = None
        if line.smooth and line.raw and not line.overlay:
            # Mixed beforehand: a see-through pen takes ten times as long.
            pale = _mixed(colour, QColor(self._theme.colours.surface), _FAINT)
            faint = self._plot.plot(pen=pg.mkPen(pale, width=1), connect="finite")
            faint.setZValue(-1)
        for item in (main, faint):
            if item is not None:
                item.setLogMode(False, self._logarithmic)
        return main, faint

    def _set_segmented(self, mode: str) -> None:
        for line, (main, _) in zip(self._lines, self._items, strict=True):
            if not line.overlay:
                main.curve.setSegmentedLineMode(mode)

    def _colour(self, line: Line) -> QColor:
        curves = self._theme.colours.curves
        return QColor(curves[line.colour % len(curves)])

    def _draw(self) -> None:
        begin, end = self._box.viewRange()[0]
        pixels = max(50, int(self._box.width()))
        seen: list[Values] = []
        for line, (main, faint) in zip(self._lines, self._items, strict=True):
            x, y = (
                line.curve.smoothed(begin, end, pixels, window=self.window_size)
                if line.smooth
                else line.curve.drawn(begin, end, pixels)
            )
            if not np.isfinite(y).any():
                # Nobody is held out, say. pyqtgraph warns of dots without a place at every picture.
                x, y = x[:0], y[:0]
            main.setData(x, y)
            seen.append(y)
            if faint is not None:
                x, y = line.curve.drawn(begin, end, pixels)
                faint.setData(x, y)
                seen.append(y)
        if self._follow:
            self._fit(seen)

    def _widen(self, begin: float, end: float) -> None:
        """Show from begin to end, with some room ahead: axes that move with every step cost more than the curves."""
        low, high = self._box.viewRange()[0]
        room = end - begin
        if low <= begin and begin - low < 0.1 * room and high >= end and high - end < 0.16 * room:
            return
        ahead = 0.12 if self.growing else 0.01
        self._box.setXRange(begin - 0.01 * room, end + ahead * room, padding=0)

    def _fit(self, seen: Sequence[Values]) -> None:
        values = np.concatenate(seen) if seen else np.empty(0)
        values = values[np.isfinite(values)]
        if self._logarithmic:
            values = np.log10(values[values > 0])
        if not len(values):
            return
        low, high = float(values.min()), float(values.max())
        if high - low < 1e-9:
            # A level curve lies in the middle.
            room = max(abs(high) * 0.1, 1e-6)
            low, high = low - room, high + room
        room = high - low
        bottom, top = self._box.viewRange()[1]
        if bottom <= low and low - bottom < 0.25 * room and top >= high and top - high < 0.25 * room:
            return
        self._box.setYRange(low - 0.06 * room, high + 0.1 * room, padding=0)

    def _on_range(self) -> None:
        if not self._follow:
            self._draw()

    def _on_manual_range(self) -> None:
        self._follow = False
        self._draw()

    # -- the mouse

    def _on_mouse(self, position: QPointF) -> None:
        inside = self._box.sceneBoundingRect().contains(position)
        x = float(self._box.mapSceneToView(position).x()) if inside else None
        self.show_cursor(x)
        self.moved_over.emit(x)

    def show_cursor(self, x: float | None) -> None:
        """Show the values at a step; None for the newest ones."""
        self._cursor.setVisible(x is not None)
        if x is not None:
            self._cursor.setValue(x)
        self._show_values(x)

    def leaveEvent(self, event: object) -> None:  # noqa: N802
        super().leaveEvent(event)  # type: ignore[arg-type]
        self.show_cursor(None)
        self.moved_over.emit(None)

    def _show_values(self, x: float | None) -> None:
        entries = []
        step: float | None = None
        for line in self._lines:
            found = line.curve.at(x if x is not None else np.inf, window=self.window_size)
            value = ""
            if found is not None:
                if not line.overlay or step is None:
                    step = found[0]
                value = self._in_words(found[2] if line.smooth else found[1])
                if line.smooth and x is not None and line.raw:
                    value = self.tr("{0} (mean {1})").format(self._in_words(found[1]), value)
            entries.append(LegendEntry(line.name, value, self._colour(line).name(), hollow=line.overlay))
        if x is not None and step is not None:
            entries.insert(0, LegendEntry(self.tr("step {0}").format(grouped(f"{step:,.0f}"))))
        self._legend.set_entries(entries)

    def _in_words(self, value: float) -> str:
        if not np.isfinite(value):
            return "–"
        if self._percent:
            return f"{value * 100:.1f} %"
        return f"{value:.3g}" if abs(value) < 1e-2 else f"{value:.3f}"

    # -- taking away

    def save_picture(self, path: Path) -> None:
        """Write the plot with its legend as it is shown, as PNG or SVG by the path's ending. Raises `OSError`."""
        # Not pyqtgraph's exporters: its SVG fails on paths as this Qt writes them.
        self.expand.hide()
        content = QBuffer()
        if path.suffix.lower() == ".svg":
            generator = QSvgGenerator()
            generator.setOutputDevice(content)
            generator.setTitle(self.title)
            generator.setSize(self.size())
            generator.setViewBox(QRectF(self.rect()))
            # One path a curve, which a drawing program can take hold of.
            self._set_segmented("off")
            painter = QPainter(generator)
            self.render(painter, QPoint())
            painter.end()
            self._set_segmented("on")
        else:
            image = QImage(self.size() * _PICTURE_SCALE, QImage.Format.Format_ARGB32_Premultiplied)
            image.setDevicePixelRatio(_PICTURE_SCALE)
            image.fill(QColor(self._theme.colours.window))
            painter = QPainter(image)
            self.render(painter, QPoint())
            painter.end()
            content.open(QBuffer.OpenModeFlag.WriteOnly)
            QImageWriter(content, QByteArray(b"png")).write(image)
        self.expand.show()
        path.write_bytes(bytes(content.data().data()))


def _mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """What `share` of a colour looks like on a ground."""
    red, green, blue = (
        share * over + (1 - share) * under
        for over, under in (
            (colour.redF(), ground.redF()),
            (colour.greenF(), ground.greenF()),
            (colour.blueF(), ground.blueF()),
        )
    )
    return QColor.fromRgbF(red, green, blue)
