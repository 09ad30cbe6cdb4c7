"""The three losses as cards: a drawn picture and two sentences each."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import Card, label, row


@dataclass(frozen=True, slots=True)
class LossWords:
    """One card."""

    strategy: str
    title: str
    text: str


def loss_words() -> list[LossWords]:
    """In the order of the cards."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("LossCards", text)

    return [
        LossWords(
            "batch_all",
            tr("All triplets"),
            tr("Every triplet that breaks the margin teaches, each as much as any other. The one for fresh weights."),
        ),
        LossWords(
            "batch_hard",
            tr("Hardest triplets"),
            tr(
                "Each face learns from the farthest one of its own person and the nearest stranger only. Fresh weights "
                "collapse under it."
            ),
        ),
        LossWords(
            "batch_adaptive",
            tr("Adaptive triplets"),
            tr("The hardest ones, held to the batch's own means. The one for a start that knows faces."),
        ),
    ]


class LossPicture(QWidget):
    """An anchor, its positives and the negatives around, and the triplets that the strategy lets teach."""

    _POSITIVES = ((0.31, 0.30), (0.47, 0.74), (0.14, 0.66))
    _NEGATIVES = ((0.55, 0.34), (0.72, 0.64), (0.84, 0.24), (0.92, 0.78))
    _ANCHOR = (0.28, 0.53)

    def __init__(self, theme: Theme, strategy: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._strategy = theme, strategy
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.px(160), self._theme.px(84))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(self.width(), self._theme.px(200))
        self._place = QRectF((self.width() - width) / 2, 0, width, self.height()).adjusted(6, 6, -6, -6)
        near, far = (QColor(self._theme.colours.curves[number]) for number in (0, 1))
        quiet = QColor(self._theme.colours.border)
        anchor = self._at(self._ANCHOR)
        positives = [self._at(place) for place in self._POSITIVES]
        negatives = [self._at(place) for place in self._NEGATIVES]
        farthest = max(positives, key=lambda place: _distance(anchor, place))
        nearest = min(negatives, key=lambda place: _distance(anchor, place))
        if self._strategy == "batch_all":
            for places, colour in ((positives, near), (negatives[:3], far)):
                for place in places:
                    self._tie(painter, anchor, place, colour, 1.4)
        else:
            if self._strategy == "batch_adaptive":
                self._cloud(painter, [anchor, *positives], near)
                self._cloud(painter, negatives, far)
            self._tie(painter, anchor, farthest, near, 2.4)
            self._tie(painter, anchor, nearest, far, 2.4)
        chosen = [farthest, nearest] if self._strategy != "batch_all" else [*positives, *negatives[:3]]
        for places, colour in ((positives, near), (negatives, far)):
            for place in places:
                self._dot(painter, place, colour if place in chosen else _between(colour, quiet), 4.5)
        self._dot(painter, anchor, near, 6.5)
        painter.setPen(QPen(QColor(self._theme.colours.text), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(anchor, 9, 9)

    def _at(self, place: tuple[float, float]) -> QPointF:
        area = self._place
        return QPointF(area.left() + place[0] * area.width(), area.top() + place[1] * area.height())

    @staticmethod
    def _tie(painter: QPainter, start: QPointF, end: QPointF, colour: QColor, width: float) -> None:
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(start, end)

    @staticmethod
    def _dot(painter: QPainter, place: QPointF, colour: QColor, radius: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(place, radius, radius)

    @staticmethod
    def _cloud(painter: QPainter, places: list[QPointF], colour: QColor) -> None:
        """The mean of some points and a ring around it."""
        middle = QPointF(
            sum(place.x() for place in places) / len(places), sum(place.y() for place in places) / len(places)
        )
        pale = QColor(colour)
        pale.setAlpha(34)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        painter.setBrush(pale)
        painter.drawEllipse(middle, 44, 32)
        painter.setPen(QPen(colour, 2))
        for dx, dy in ((4, 4), (4, -4)):
            painter.drawLine(middle - QPointF(dx, dy), middle + QPointF(dx, dy))


def _distance(first: QPointF, second: QPointF) -> float:
    return math.hypot(first.x() - second.x(), first.y() - second.y())


def _between(first: QColor, second: QColor) -> QColor:
    return QColor(
        (first.red() + second.red()) // 2, (first.green() + second.green()) // 2, (first.blue() + second.blue()) // 2
    )


class LossCards(QWidget):
    """Choose one of three; `chosen` brings its strategy."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, Card] = {}
        for words in loss_words():
            card = Card(clickable=True)
            card.setAccessibleName(f"{words.title}: {words.text}")
            card.setObjectName(words.strategy)
            card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            card.body.setContentsMargins(12, 10, 12, 12)
            card.body.addWidget(LossPicture(theme, words.strategy))
            title = label(words.title)
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            card.body.addWidget(title)
            card.body.addWidget(label(words.strategy, "small"))
            card.body.addWidget(label(words.text, "quiet", wrap=True))
            card.body.addStretch(1)
            card.clicked.connect(lambda strategy=words.strategy: self.chosen.emit(strategy))
            self._cards[words.strategy] = card
        cards = row(*self._cards.values(), spacing=12)
        for place in range(cards.count()):
            cards.setStretch(place, 1)
        self.setLayout(cards)

    def set_chosen(self, strategy: str) -> None:
        """Draw the card of this strategy as the chosen one; none where there is no such card."""
        for name, card in self._cards.items():
            card.set_chosen(name == strategy)
