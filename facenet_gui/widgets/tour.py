"""A tour: a frame around one control of the window after the other, and a card beside it that says what it is for.

Nothing is blocked: clicks go through to the window, and what runs goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import GAP, SPACE, button, column, label, row

# How often the frame looks where its control is now: pages fill themselves when their lists are read.
_LOOK_MS = 200
_ROOM, _ROUND = 6, 10


@dataclass(frozen=True, slots=True)
class TourStep:
    """One stop.

    Attributes:
        title, text: On the card, in the language of the window.
        target: What the frame is around, asked again and again; None for nothing.
        begin: Brings it to the front; called once, before `target`.
    """

    title: str
    text: str
    target: Callable[[], QWidget | None]
    begin: Callable[[], object] = lambda: None


class Tour(QWidget):
    """Lies over a window from `start` until it is left (`over`) with its last button, *Skip* or Escape."""

    over = Signal()

    def __init__(self, theme: Theme, steps: Sequence[TourStep], window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._steps, self._over = theme, steps, window
        self._number = -1
        self._framed = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self.card = QFrame(window)
        self.card.setProperty("role", "card")
        self.card.setProperty("chosen", True)
        self.card.hide()
        self._count, self._title = label("", "small"), label("", "heading", wrap=True)
        self._text = label("", wrap=True)
        self._skip = button(self.tr("Skip the tour"), self.leave, kind="quiet")
        self._back = button(self.tr("Back"), lambda: self._show(self._number - 1))
        self._next = button("", self._on_next, kind="primary")
        self._inside = whole = column(self._count, self._title, self._text, spacing=GAP, margins=(SPACE, 12, SPACE, 12))
        whole.addLayout(row(self._skip, None, self._back, self._next))
        self.card.setLayout(whole)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.card)
        escape.activated.connect(self.leave)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._place)
        window.installEventFilter(self)

    @property
    def number(self) -> int:
        """Which step is shown, from 0; -1 before the first and after the last."""
        return self._number

    @property
    def framed(self) -> QRect:
        """Where the frame is, in the window's pixels; empty where there is none."""
        return self._framed

    def start(self) -> None:
        """Begin, or begin anew."""
        self.show()
        self.card.show()
        self._timer.start()
        self._show(0)

    def leave(self) -> None:
        """End it wherever it is."""
        if self._number < 0:
            return
        self._number = -1
        self._timer.stop()
        self.card.hide()
        self.hide()
        self.over.emit()

    def _on_next(self) -> None:
        if self._number + 1 == len(self._steps):
            self.leave()
        else:
            self._show(self._number + 1)

    def _show(self, number: int) -> None:
        self._number = number
        step = self._steps[number]
        step.begin()
        last = number + 1 == len(self._steps)
        self._count.setText(self.tr("{0} of {1}").format(number + 1, len(self._steps)))
        self._title.setText(step.title)
        self._text.setText(step.text)
        self._skip.setVisible(not last)
        self._back.setVisible(number > 0)
        self._next.setText(self.tr("Done") if last else self.tr("Next"))
        # A screen reader says the name of what gets the focus; the words belong to it.
        self._next.setAccessibleDescription(f"{step.title}. {step.text}")
        self.card.setAccessibleName(step.title)
        self._place()
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- where it is

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Resize and self._number >= 0:
            self._place()
        elif event.type() == QEvent.Type.Hide:
            # A window that leaves is not looked at again and again.
            self._timer.stop()
        elif event.type() == QEvent.Type.Show and self._number >= 0:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self._over
        target = self._steps[self._number].target()
        framed = QRect()
        if target is not None and target.isVisible():
            corner = target.mapTo(window, QPoint(0, 0))
            framed = QRect(corner, target.size()).adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM).intersected(window.rect())
        if framed != self._framed or self.geometry() != window.rect():
            self._framed = framed
            self.setGeometry(window.rect())
            self.update()
        width = min(self._theme.px(340), window.width() - 2 * SPACE)
        size_wanted = self._inside.totalHeightForWidth(width)
        self.card.setGeometry(beside(framed, width, size_wanted, window.rect()))
        self.raise_()
        self.card.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        hole = QPainterPath()
        if not self._framed.isEmpty():
            hole.addRoundedRect(QRectF(self._framed), _ROUND, _ROUND)
        painter.fillPath(shade.subtracted(hole), QColor(0, 0, 0, 90 if self._theme.dark else 60))
        colours = self._theme.colours
        # The light ring inside keeps the frame apart from a control of its own colour.
        painter.setPen(QPen(QColor(colours.accent), 3))
        painter.drawPath(hole)
        painter.setPen(QPen(QColor(colours.surface), 1))
        inner = QPainterPath()
        if not self._framed.isEmpty():
            inner.addRoundedRect(QRectF(self._framed).adjusted(2, 2, -2, -2), _ROUND - 2, _ROUND - 2)
        painter.drawPath(inner)


def beside(framed: QRect, width: int, height: int, room: QRect) -> QRect:
    """Where a card goes so that it covers nothing of what is framed: below, above, at the right or the left of it.

    Args:
        framed: What it is about; empty for the middle of the room.
        room: What it must stay inside.
    """
    inside = room.adjusted(SPACE, SPACE, -SPACE, -SPACE)
    card = QRect(0, 0, width, height)
    card.moveCenter(room.center())
    if framed.isEmpty():
        return card
    ways: tuple[tuple[int, int], ...] = (
        (framed.left(), framed.bottom() + GAP),
        (framed.left(), framed.top() - GAP - height),
        (framed.right() + GAP, framed.top()),
        (framed.left() - GAP - width, framed.top()),
    )
    for left, top in ways:
        card.moveTo(left, top)
        # Along the side it may slide as far as it takes to stay inside.
        card.moveLeft(max(inside.left(), min(card.left(), inside.right() - width)))
        card.moveTop(max(inside.top(), min(card.top(), inside.bottom() - height)))
        if not card.intersects(framed):
            return card
    # What fills the window leaves no place beside it.
    card.moveBottomRight(inside.bottomRight())
    return card
