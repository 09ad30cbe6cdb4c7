"""The names of a plot's curves with their values, drawn without a layout: it changes many times a second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facenet_gui.theme import Theme

_DOT, _GAP = 8, 14
# With several runs laid over each other, the curves need the room more.
_MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A curve's name and its value in words; `colour` None for words without a dot, `hollow` for another run's."""

    name: str
    value: str = ""
    colour: str | None = None
    hollow: bool = False


class CurveLegend(QWidget):
    """Entries one after the other, in as many rows as they need, up to some; those that it was given stay free."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[LegendEntry, ...] = ()
        self._rows = self._shown_rows = 1
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_rows(self, rows: int) -> None:
        """How many rows there are at least, so that plots side by side begin at one height."""
        if rows != self._rows:
            self._rows = self._shown_rows = rows
            self._make_room()
            self.updateGeometry()

    def set_entries(self, entries: Sequence[LegendEntry]) -> None:
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self.setAccessibleName(", ".join(f"{entry.name} {entry.value}".strip() for entry in entries))
            self._make_room()
            self.update()

    @property
    def text(self) -> str:
        """Everything that it says."""
        return self.accessibleName()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(100, self._shown_rows * (QFontMetrics(self._small()).lineSpacing() + 2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._shown_rows = self._rows
            self._make_room()
            self.updateGeometry()

    def _make_room(self) -> None:
        """More rows where the entries need them. Never fewer: values that change would make the plot jump."""
        needed = min(max((row for _, _, row in self._places()), default=0) + 1, _MOST_ROWS)
        if needed > self._shown_rows:
            self._shown_rows = needed
            self.updateGeometry()

    def _places(self) -> Iterator[tuple[LegendEntry, int, int]]:
        """Each entry with its left edge and its row."""
        plain, bold = self._fonts()
        x = row = 0
        for entry in self._entries:
            width = _DOT + 5 if entry.colour else 0
            width += QFontMetrics(plain).horizontalAdvance(entry.name)
            if entry.value:
                width += QFontMetrics(bold).horizontalAdvance(entry.value) + 5
            if x and x + width > self.width():
                x, row = 0, row + 1
            yield entry, x, row
            x += width + _GAP

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        plain, bold = self._fonts()
        height = QFontMetrics(plain).lineSpacing() + 2
        for entry, x, row in self._places():
            top = row * height
            dot = _DOT + 5 if entry.colour else 0
            name = QFontMetrics(plain).horizontalAdvance(entry.name)
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

    def _fonts(self) -> tuple[QFont, QFont]:
        """Of names and of values."""
        bold = self._small()
        bold.setBold(True)
        return self._small(), bold

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(12))
        return font
