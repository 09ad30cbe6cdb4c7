"""Icons: line drawings from `resources/icons`, tinted in the theme's colours and sharp at every size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from core.resources import resources_folder

# Stands for the colour of words on a primary button, whatever the theme.
ON_ACCENT = "on accent"


@cache
def _drawing(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


class _Engine(QIconEngine):
    """Draws the SVG at the size and in the colour of the moment, so that an icon follows the theme by itself."""

    def __init__(self, name: str, colour: str | None) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        palette = QApplication.palette()
        # Left in a wider place: a button's icon keeps a distance from its words that way.
        side = min(rect.width(), rect.height())
        place = QRectF(rect.left(), rect.top() + (rect.height() - side) / 2, side, side)
        if mode == QIcon.Mode.Disabled:
            colour = palette.dark().color().name()
        elif self._colour == ON_ACCENT:
            colour = palette.highlightedText().color().name()
        elif self._colour:
            colour = self._colour
        elif state == QIcon.State.On or mode == QIcon.Mode.Selected:
            colour = palette.link().color().name()
        else:
            colour = palette.windowText().color().name()
        renderer = QSvgRenderer(QByteArray(_drawing(self._name).replace("currentColor", colour).encode()))
        renderer.render(painter, place)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # noqa: N802
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon of a file in `resources/icons`, in the colour of the text, or in one of its own ("#rrggbb", ON_ACCENT).

    Raises:
        OSError: There is no such icon.
    """
    _drawing(name)
    return QIcon(_Engine(name, colour))


def pixmap(name: str, size: int, *, colour: str, widget: QWidget) -> QPixmap:
    """A tinted icon of `size` device-independent pixels, as sharp as the widget's screen."""
    ratio = widget.devicePixelRatioF()
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    renderer.render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
