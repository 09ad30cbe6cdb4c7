"""A list to choose from, with a note below it."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from facenet_gui.widgets.basics import column, label


class NotedChoice(QWidget):
    """Says in words what a choice means; without words there is no note.

    Args:
        name: The list's name as an object.

    Attributes:
        combo: The list.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combo = QComboBox()
        self.combo.setObjectName(name)
        # Long names of models and data sets do not make the page wide.
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(16)
        self._note = label("", "small", wrap=True)
        self.setLayout(column(self.combo, self._note, spacing=4))
        self.setFocusProxy(self.combo)

    def explain(self, words: str) -> None:
        """Say this below the list."""
        self._note.setText(words)
        self._note.setVisible(bool(words))
