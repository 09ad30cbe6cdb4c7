"""Export and import of a whole gallery: the dialogs that ask for a passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from facenet_gui.widgets.basics import GAP, SPACE, WIDE, button, column, label, row
from facenet_gui.words import grouped

SUFFIX = ".facenet"
# Shorter ones are guessed by trying.
SHORTEST_PASSPHRASE = 8


def _secret(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    return made


class ExportDialog(QDialog):
    """Asks for a new passphrase, twice. `passphrase` is None where the file shall be written in clear."""

    def __init__(self, people: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        self.passphrase: str | None = None
        self._first = _secret(self.tr("Passphrase"))
        self._second = _secret(self.tr("The same passphrase again"))
        self._plain = QCheckBox(self.tr("Write names and faces in clear, for anybody to read"))
        self._words = label("", "small", wrap=True)
        self._export = button(self.tr("Export…"), self._on_export, kind="primary", icon_name="download")
        for field in (self._first, self._second):
            field.textChanged.connect(self._on_changed)
        self._plain.toggled.connect(self._on_changed)
        layout = column(
            label(self.tr("Export everybody"), "heading"),
            label(
                self.tr(
                    "{0} people with names, faces and embeddings go into one file that another computer can import. "
                    "Nobody can open it without the passphrase, and nobody can restore a lost one."
                ).format(grouped(people)),
                "quiet",
                wrap=True,
            ),
            self._first,
            self._second,
            self._plain,
            self._words,
            spacing=GAP,
            margins=(WIDE, WIDE, WIDE, WIDE),
        )
        layout.addSpacing(SPACE)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject, kind="quiet"), self._export))
        self.setLayout(layout)
        self.setMinimumWidth(460)
        self._on_changed()

    def _on_changed(self) -> None:
        plain = self._plain.isChecked()
        first, second = self._first.text(), self._second.text()
        self._first.setEnabled(not plain)
        self._second.setEnabled(not plain)
        words = ""
        if not plain and first and len(first) < SHORTEST_PASSPHRASE:
            words = self.tr("At least {0} characters.").format(SHORTEST_PASSPHRASE)
        elif not plain and second and first != second:
            words = self.tr("The two differ.")
        self._words.setText(words)
        self._export.setEnabled(plain or (len(first) >= SHORTEST_PASSPHRASE and first == second))

    def _on_export(self) -> None:
        self.passphrase = None if self._plain.isChecked() else self._first.text()
        self.accept()


class ImportDialog(QDialog):
    """Asks for the passphrase of a sealed file, and what becomes of names that are taken."""

    def __init__(self, path: Path, *, sealed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        self._sealed = sealed
        self._secret = _secret(self.tr("Passphrase"))
        self._secret.setVisible(sealed)
        self._secret.textChanged.connect(self._on_changed)
        self._join = QCheckBox(self.tr("Where a name is taken, add the pictures to that person"))
        self._join.setToolTip(self.tr("Otherwise nothing is imported when a name is taken."))
        self._import = button(self.tr("Import"), self.accept, kind="primary", icon_name="upload")
        text = label(str(path), "quiet", wrap=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = column(
            label(self.tr("Import people"), "heading"),
            text,
            self._secret,
            self._join,
            label(self.tr("All of them come in, or where anything is wrong nobody. It can be undone."), "small"),
            spacing=GAP,
            margins=(WIDE, WIDE, WIDE, WIDE),
        )
        layout.addSpacing(SPACE)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject, kind="quiet"), self._import))
        self.setLayout(layout)
        self.setMinimumWidth(460)
        self._on_changed()

    @property
    def passphrase(self) -> str | None:
        return self._secret.text() if self._sealed else None

    @property
    def join(self) -> bool:
        return self._join.isChecked()

    def _on_changed(self) -> None:
        self._import.setEnabled(not self._sealed or bool(self._secret.text()))
