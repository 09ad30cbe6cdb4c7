"""What the doctor says about a training, as cards with the one change that would help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from core.training.events import Notice
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import SPACE, IconLabel, button, column, label, row, tool

# News that asks for nothing.
QUIET = ("restored", "hyperparameters_changed")
_BAD = ("collapse", "divergence", "not_finite", "one_identity", "checkpoint_failed")


def changes_in_words(changes: Mapping[str, Any]) -> str:
    """ "learning_rate 0.0001, clip_norm 1"."""
    parts = []
    for name, value in changes.items():
        parts.append(f"{name} {value:g}" if isinstance(value, float) else f"{name} {value}")
    return ", ".join(parts)


class AdviceCard(QFrame):
    """One notice.

    Args:
        may_go_on: Whether the training that runs can go on with the changes after a stop.
    """

    change_now = Signal(object)
    change_next = Signal(object)
    dismissed = Signal()

    def __init__(self, theme: Theme, notice: Notice, *, may_go_on: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notice = notice
        tone = "info" if notice.code in QUIET else "bad" if notice.code in _BAD else "warning"
        self.setProperty("role", "banner")
        self.setProperty("tone", tone)
        name = {"info": "info", "bad": "circle-alert", "warning": "stethoscope"}[tone]
        words = column(label(notice.message, wrap=True, selectable=True), spacing=4)
        if notice.hint:
            words.addWidget(label(notice.hint, "quiet", wrap=True, selectable=True))
        if notice.changes:
            change = changes_in_words(notice.changes)
            buttons = []
            if may_go_on:
                buttons.append(button(self.tr("Stop, set {0}, go on").format(change), self._on_now))
            text = self.tr("New training with {0}") if not may_go_on else self.tr("New training with it")
            buttons.append(button(text.format(change), self._on_next, kind="quiet" if may_go_on else "normal"))
            words.addSpacing(4)
            words.addLayout(row(*buttons, None))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, 12, 8, 12)
        layout.setSpacing(12)
        top = column(IconLabel(name, 20, lambda: theme.colours.text), None)
        layout.addLayout(top)
        layout.addLayout(words, 1)
        layout.addLayout(column(tool("x", self.tr("Dismiss"), self.dismissed.emit), None))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _on_now(self) -> None:
        self.change_now.emit(self.notice)

    def _on_next(self) -> None:
        self.change_next.emit(self.notice)
