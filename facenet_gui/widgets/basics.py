"""Labels, buttons, cards, banners and empty states: the words of the visual language.

What they look like stands in `resources/style/window.qss`, chosen by the properties `role`, `kind` and `tone`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from facenet_gui.icons import ON_ACCENT, icon, pixmap
from facenet_gui.threads.jobs import Problem

Role = Literal["title", "heading", "figure", "quiet", "small", "good", "warning", "bad", "tag", "plain"]
Kind = Literal["primary", "normal", "quiet", "danger", "link"]
Tone = Literal["info", "good", "warning", "bad"]

# Distances between things, in pixels at a text size of 100 %.
GAP, SPACE, WIDE = 8, 16, 24


def label(text: str = "", role: Role = "plain", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """Words. Plain text always: a person's name is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(
    text: str, on_click: Callable[[], object] | None = None, *, kind: Kind = "normal", icon_name: str = ""
) -> QPushButton:
    """A button; a page has at most one `primary` button in sight."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon_name:
        made.setIcon(icon(icon_name, ON_ACCENT if kind == "primary" else None))
        made.setIconSize(QSize(21, 16) if text else QSize(16, 16))
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made


def set_kind(changed: QPushButton, kind: Kind, *, icon_name: str = "") -> None:
    """Make a button the primary one of its page, or an ordinary one again."""
    changed.setProperty("kind", kind)
    if icon_name:
        changed.setIcon(icon(icon_name, ON_ACCENT if kind == "primary" else None))
    restyle(changed)


def tool(icon_name: str, tip: str, on_click: Callable[[], object] | None = None) -> QToolButton:
    """A small button with an icon only; `tip` is its name for the screen reader too."""
    made = QToolButton()
    made.setIcon(icon(icon_name))
    made.setIconSize(QSize(18, 18))
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())
    return made


def row(*things: QWidget | None, spacing: int = GAP, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> QHBoxLayout:
    """Widgets side by side; None is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, things, spacing, margins)
    return layout


def column(
    *things: QWidget | None, spacing: int = GAP, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Widgets one below the other; None is a stretch."""
    layout = QVBoxLayout()
    _fill(layout, things, spacing, margins)
    return layout


def _fill(
    layout: QBoxLayout, things: Sequence[QWidget | None], spacing: int, margins: tuple[int, int, int, int]
) -> None:
    layout.setSpacing(spacing)
    layout.setContentsMargins(*margins)
    for thing in things:
        if thing is None:
            layout.addStretch(1)
        else:
            layout.addWidget(thing)


def give_room(field: QAbstractSpinBox) -> None:
    """Keep a spin box's words from its edge, where a style sheet's padding does not reach."""
    field.lineEdit().setTextMargins(7, 0, 0, 0)


def line() -> QFrame:
    """A thin horizontal line."""
    made = QFrame()
    made.setProperty("role", "line")
    return made


def restyle(widget: QWidget) -> None:
    """Make the style sheet look again at a property that has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Card(QFrame):
    """A surface with a border and some room. `body` is its column.

    Args:
        title: A heading, or nothing.
        clickable: Clicking it, or pressing space or return on it, sends `clicked`.
    """

    clicked = Signal()

    def __init__(self, title: str = "", *, clickable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._clickable = clickable
        if clickable:
            self.setProperty("clickable", True)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        self.body.setSpacing(GAP)
        if title:
            self.body.addWidget(label(title, "heading"))

    def set_chosen(self, chosen: bool) -> None:
        """Draw it as the chosen one of several."""
        self.setProperty("chosen", chosen)
        restyle(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        if (
            self._clickable
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self._clickable and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)


class Figure(QWidget):
    """A number with its name above it; `tip` says what it means."""

    def __init__(self, name: str, value: str = "–", *, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = label(value, "figure")
        self._value.setAccessibleName(name)
        layout = column(label(name, "small"), self._value, spacing=2)
        self.setLayout(layout)
        self.setToolTip(tip)
        self._value.setAccessibleDescription(tip)

    def set(self, value: str) -> None:
        if value != self._value.text():
            self._value.setText(value)

    @property
    def value(self) -> str:
        return self._value.text()


class IconLabel(QLabel):
    """A tinted icon that follows the theme.

    Args:
        colour: What the colour is, asked again after each change of the palette.
    """

    def __init__(self, name: str, size: int, colour: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._colour = name, size, colour
        self.setFixedSize(size, size)
        self._draw()

    def set_icon(self, name: str) -> None:
        self._name = name
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def _draw(self) -> None:
        self.setPixmap(pixmap(self._name, self._size, colour=self._colour(), widget=self))


def quiet_colour() -> str:
    """The colour of words that step back."""
    return QApplication.palette().placeholderText().color().name()


class EmptyState(QWidget):
    """What a place shows while there is nothing: a picture, what will be here, and what to do for it."""

    def __init__(
        self,
        icon_name: str,
        title: str,
        text: str = "",
        *,
        actions: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = label(title, "heading", wrap=True)
        self._text = label(text, "quiet", wrap=True)
        for words in (self._title, self._text):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setMaximumWidth(460)
        self._icon = IconLabel(icon_name, 48, quiet_colour)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        layout.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(GAP)
        for words in (self._title, self._text):
            # A wrapped label needs the width that it is given, so it is centred by stretches, not by alignment.
            layout.addLayout(_centred(words))
        layout.addSpacing(GAP)
        if actions:
            layout.addLayout(row(None, *actions, None))
        layout.addStretch(3)

    def set(self, icon_name: str, title: str, text: str) -> None:
        self._icon.set_icon(icon_name)
        self._title.setText(title)
        self._text.setText(text)


def _centred(widget: QWidget) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.addStretch(1)
    layout.addWidget(widget, 20)
    layout.addStretch(1)
    return layout


class Banner(QFrame):
    """A calm message in the page: what happened, what to do next, an action, and details that fold out.

    Hidden until `show_message` or `show_problem`.
    """

    _ICONS: ClassVar[dict[Tone, str]] = {
        "info": "info",
        "good": "circle-check",
        "warning": "triangle-alert",
        "bad": "circle-alert",
    }

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._icon = IconLabel("info", 20, lambda: QApplication.palette().windowText().color().name())
        self._message = label("", wrap=True, selectable=True)
        self._hint = label("", "quiet", wrap=True, selectable=True)
        self._action = button("", self._on_action)
        self._more = button(self.tr("Details"), self._on_more, kind="link")
        self._close = tool("x", self.tr("Dismiss"), self.hide)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setMaximumHeight(180)
        self._copy = button(self.tr("Copy details"), self._on_copy, kind="link")
        self._then: Callable[[], object] | None = None
        words = column(self._message, self._hint, self._more, self._details, self._copy, spacing=4)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, 12, GAP, 12)
        layout.setSpacing(12)
        layout.addWidget(self._icon, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self._action, alignment=Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._close, alignment=Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_message(
        self,
        message: str,
        hint: str = "",
        *,
        tone: Tone = "info",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        details: str = "",
    ) -> None:
        """Show a message in place of the one before."""
        self.setProperty("tone", tone)
        self._icon.set_icon(self._ICONS[tone])
        self._message.setText(message)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._then = on_action
        self._details.setPlainText(details)
        self._details.hide()
        self._copy.hide()
        self._more.setVisible(bool(details))
        restyle(self)
        self.show()

    def show_problem(
        self, problem: Problem, *, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Show an error in the user's words."""
        self.show_message(
            problem.message,
            problem.hint,
            tone="bad",
            details=problem.details,
            action=action,
            on_action=on_action,
        )

    @property
    def message(self) -> str:
        return self._message.text()

    def _on_action(self) -> None:
        if self._then is not None:
            self._then()

    def _on_more(self) -> None:
        shown = not self._details.isVisible()
        self._details.setVisible(shown)
        self._copy.setVisible(shown)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())


class PageHeader(QWidget):
    """A page's title, one line of what it is for, and its main actions at the right."""

    def __init__(
        self, title: str, text: str = "", *, actions: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text = label(text, "quiet", wrap=True)
        self._text.setVisible(bool(text))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(column(label(title, "title"), self._text, spacing=2), 1)
        for action in actions:
            layout.addWidget(action, alignment=Qt.AlignmentFlag.AlignTop)

    def set_text(self, text: str) -> None:
        self._text.setText(text)
        self._text.setVisible(bool(text))


def scrolled(widget: QWidget) -> QScrollArea:
    """A widget that may be taller than its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    widget.setObjectName("scrolled")
    area.setWidget(widget)
    return area
