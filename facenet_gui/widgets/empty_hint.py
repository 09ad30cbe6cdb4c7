"""What a list or a table says while there is nothing in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout

from facenet_gui.widgets.basics import SPACE


class EmptyHint(QLabel):
    """Quiet words in the middle of a view, as long as its model has no rows."""

    def __init__(self, view: QAbstractItemView, text: str = "") -> None:
        super().__init__(text, view.viewport())
        self._model = view.model()
        self.setProperty("role", "small")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # The view keeps the mouse.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout = QVBoxLayout(view.viewport())
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(self)
        for changed in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        self.setVisible(self._model.rowCount() == 0)
