"""A curve the size of a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


def draw_sparkline(painter: QPainter, place: QRectF, values: Sequence[float], colour: QColor) -> None:
    """Draw finite numbers from left to right, the least at the bottom; nothing for fewer than two."""
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    height = (high - low) or 1.0
    points = [
        QPointF(
            place.left() + number * place.width() / (len(values) - 1),
            place.bottom() - (value - low) / height * place.height(),
        )
        for number, value in enumerate(values)
    ]
    painter.setPen(QPen(colour, 1.5))
    painter.drawPolyline(QPolygonF(points))
