"""The picture with boxes and names over it. A face can be clicked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facenet_gui.theme import Theme


@dataclass(frozen=True, slots=True)
class FaceBox:
    """A face to draw.

    Attributes:
        left, top, width, height: In the picture's pixels.
        label: Above it; note: smaller, below it.
        tone: "known", "unknown", or "undecided".
        key: What `clicked` sends.
    """

    left: float
    top: float
    width: float
    height: float
    label: str
    note: str = ""
    tone: str = "undecided"
    key: object = None


class VideoView(QWidget):
    """Shows one picture as large as fits, on a dark ground, with faces framed.

    Boxes are in the true picture's pixels; mirrored is only the display, and its words stay readable.
    """

    clicked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image: QImage | None = None
        self._boxes: tuple[FaceBox, ...] = ()
        self._mirrored = False
        self._hidden_words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(800, 600)

    @property
    def image(self) -> QImage | None:
        return self._image

    @property
    def boxes(self) -> tuple[FaceBox, ...]:
        return self._boxes

    def show_image(self, image: QImage | None, *, mirrored: bool = False) -> None:
        self._image, self._mirrored = image, mirrored
        self.update()

    def show_boxes(self, boxes: tuple[FaceBox, ...]) -> None:
        self._boxes = boxes
        self.update()

    def cover(self, words: str) -> None:
        """Hide the picture behind words, for privacy; an empty string shows it again."""
        self._hidden_words = words
        self.update()

    def snapshot(self) -> QImage | None:
        """The picture with its boxes, in its own size, unmirrored."""
        if self._image is None:
            return None
        drawn = self._image.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in self._boxes:
            self._draw_box(painter, QRectF(box.left, box.top, box.width, box.height), box)
        painter.end()
        return drawn

    def place(self, box: FaceBox) -> QRectF:
        """Where a box is drawn, in this widget's coordinates."""
        image = self._image
        if image is None or image.isNull():
            return QRectF()
        area = self._area(image)
        scale = area.width() / image.width()
        left = image.width() - box.left - box.width if self._mirrored else box.left
        return QRectF(area.left() + left * scale, area.top() + box.top * scale, box.width * scale, box.height * scale)

    def _area(self, image: QImage) -> QRectF:
        scale = min(self.width() / image.width(), self.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setBrush(QColor("#0b0c0e"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.rect(), 10, 10)
        if self._hidden_words:
            painter.setPen(QColor("#d5d9e0"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._hidden_words)
        elif self._image is not None and not self._image.isNull():
            area = self._area(self._image)
            painter.save()
            if self._mirrored:
                painter.translate(self.width(), 0)
                painter.scale(-1, 1)
            painter.drawImage(area, self._image)
            painter.restore()
            for box in self._boxes:
                self._draw_box(painter, self.place(box), box)
        painter.end()

    def _draw_box(self, painter: QPainter, place: QRectF, box: FaceBox) -> None:
        # The same colours in light and dark: they stand on a picture.
        colour = QColor({"known": "#2ec79b", "unknown": "#f0894a"}.get(box.tone, "#c3c8d0"))
        style = Qt.PenStyle.SolidLine if box.tone != "undecided" else Qt.PenStyle.DashLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2.5, style))
        painter.drawRoundedRect(place, 6, 6)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(box.label, Qt.TextElideMode.ElideRight, max(place.width() * 1.6, 160))
        for words, below in ((text, False), (box.note, True)):
            if not words:
                continue
            width, height = metrics.horizontalAdvance(words) + 14, metrics.height() + 6
            top = place.bottom() + 4 if below else place.top() - height - 4
            if not below and top < 0:
                top = place.top() + 4
            ground = QRectF(place.center().x() - width / 2, top, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour if not below else QColor(11, 12, 14, 190))
            painter.drawRoundedRect(ground, 5, 5)
            painter.setPen(QColor("#0b0c0e" if not below else "#eceef2"))
            painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)
            font.setBold(False)
            painter.setFont(font)

    def _box_at(self, position: QPointF) -> FaceBox | None:
        for box in self._boxes:
            if self.place(box).contains(position):
                return box
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        over = self._box_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        box = self._box_at(event.position())
        if box is not None:
            self.clicked.emit(box.key)
        else:
            super().mousePressEvent(event)
