"""A path: typed, chosen or dropped, and found again the next time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from facenet_gui.widgets.basics import row, tool


class _Line(QLineEdit):
    """A line that takes a dropped file as its text."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.setText(urls[0].toLocalFile())
            event.acceptProposedAction()
        else:
            super().dropEvent(event)


class PathField(QWidget):
    """One path.

    Args:
        name: What it is, for the dialog's title and the screen reader.
        folder: Whether a folder is wanted, and not a file.
        filters: For a file, as QFileDialog wants them.
        placeholder: Shown while it is empty.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        *,
        folder: bool = True,
        filters: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._folder, self._filters = name, folder, filters
        self._line = _Line()
        self._line.setPlaceholderText(placeholder)
        self._line.setAccessibleName(name)
        self._line.textChanged.connect(self._on_text)
        choose = tool("folder-open" if folder else "file", self.tr("Choose {0}").format(name), self._on_choose)
        self.setLayout(row(self._line, choose, spacing=4))
        self.setFocusProxy(self._line)

    @property
    def path(self) -> Path | None:
        text = self._line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | str | None) -> None:
        self._line.setText("" if path is None else str(path))

    def _on_text(self, text: str) -> None:
        self._line.setToolTip(text)
        self.changed.emit()

    def _on_choose(self) -> None:
        start = str(self.path or "")
        if self._folder:
            chosen = QFileDialog.getExistingDirectory(self, self._name, start)
        else:
            chosen, _ = QFileDialog.getOpenFileName(self, self._name, start, self._filters)
        if chosen:
            self._line.setText(chosen)
