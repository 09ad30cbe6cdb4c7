"""What the doctor says about a training, as cards with the one change that would help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from core.training.events import Notice
from facenet_gui.core_words import in_words
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
        compact: Where there is little room: the message, and one change beside it; the rest is told by the tool tip.
    """

    change_now = Signal(object)
    change_next = Signal(object)
    dismissed = Signal()

    def __init__(
        self,
        theme: Theme,
        notice: Notice,
        *,
        may_go_on: bool,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.notice = notice
        tone = "info" if notice.code in QUIET else "bad" if notice.code in _BAD else "warning"
        self.setProperty("role", "banner")
        self.setProperty("tone", tone)
        name = {"info": "info", "bad": "circle-alert", "warning": "stethoscope"}[tone]
        buttons = self._buttons(may_go_on)
        message, hint = in_words(notice.message), in_words(notice.hint)
        words = column(label(message, wrap=True, selectable=True), spacing=4)
        layout = QHBoxLayout(self)
        layout.setSpacing(12)
        if compact:
            self.setToolTip("\n".join(text for text in (message, hint) if text))
            layout.setContentsMargins(12, 4, 4, 4)
            layout.addWidget(IconLabel(name, 20, lambda: theme.colours.text))
            layout.addLayout(words, 1)
            for made in buttons[:1]:
                layout.addWidget(made)
            layout.addWidget(tool("x", self.tr("Dismiss"), self.dismissed.emit))
        else:
            if hint:
                words.addWidget(label(hint, "quiet", wrap=True, selectable=True))
            if buttons:
                words.addSpacing(4)
                words.addLayout(row(*buttons, None))
            layout.setContentsMargins(SPACE, 12, 8, 12)
            layout.addLayout(column(IconLabel(name, 20, lambda: theme.colours.text), None))
            layout.addLayout(words, 1)
            layout.addLayout(column(tool("x", self.tr("Dismiss"), self.dismissed.emit), None))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _buttons(self, may_go_on: bool) -> list[QPushButton]:
        if not self.notice.changes:
            return []
        change = changes_in_words(self.notice.changes)
        made = []
        if may_go_on:
            made.append(button(self.tr("Stop, set {0}, go on").format(change), self._on_now))
        text = self.tr("New training with {0}") if not may_go_on else self.tr("New training with it")
        made.append(button(text.format(change), self._on_next, kind="quiet" if may_go_on else "normal"))
        return made

    def _on_now(self) -> None:
        self.change_now.emit(self.notice)

    def _on_next(self) -> None:
        self.change_next.emit(self.notice)
