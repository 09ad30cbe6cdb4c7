"""The names of a plot's curves with their values, drawn without a layout: it changes many times a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facenet_gui.theme import Theme

_DOT, _GAP = 8, 14


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A curve's name and its value in words; `colour` None for words without a dot, `hollow` for another run's."""

    name: str
    value: str = ""
    colour: str | None = None
    hollow: bool = False


class CurveLegend(QWidget):
    """Entries one after the other, in as many rows as it was given."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[LegendEntry, ...] = ()
        self._rows = 1
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: int) -> None:
        """How many rows there is room for."""
        if rows != self._rows:
            self._rows = rows
            self.updateGeometry()

    def set_entries(self, entries: Sequence[LegendEntry]) -> None:
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.setAccessibleName(", ".join(f"{entry.name} {entry.value}".strip() for entry in entries))
            self.update()

    @property
    def text(self) -> str:
        """Everything that it says."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(100, self._rows * (QFontMetrics(self._small()).lineSpacing() + 2))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        plain, bold = self._small(), self._small()
        bold.setBold(True)
        height = QFontMetrics(plain).lineSpacing() + 2
        x = top = 0
        for entry in self._entries:
            name, value = QFontMetrics(plain).horizontalAdvance(entry.name), 0
            if entry.value:
                value = QFontMetrics(bold).horizontalAdvance(entry.value) + 5
            dot = _DOT + 5 if entry.colour else 0
            if x and x + dot + name + value > self.width():
                x, top = 0, top + height
                if top >= self.height():
                    break
            if entry.colour:
                colour = QColor(entry.colour)
                painter.setPen(QPen(colour, 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush if entry.hollow else colour)
                painter.drawEllipse(QPointF(x + _DOT / 2, top + height / 2), _DOT / 2 - 1, _DOT / 2 - 1)
            for font, text, tint, start in (
                (plain, entry.name, colours.quiet, x + dot),
                (bold, entry.value, colours.text, x + dot + name + 5),
            ):
                painter.setFont(font)
                painter.setPen(QColor(tint))
                place = QRect(start, top, max(self.width() - start, 0), height)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            x += dot + name + value + _GAP

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(12))
        return font
