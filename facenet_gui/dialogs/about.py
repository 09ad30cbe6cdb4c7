"""About: the version, and what this stands on."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from core import __version__
from core.resources import installed_licences, licence_texts
from facenet_gui.widgets.basics import SPACE, WIDE, button, label, row


class About(QDialog):
    """Version, licence, and the licences of others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About FaceNet GUI"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        layout.setSpacing(SPACE)
        layout.addWidget(label("FaceNet GUI", "title"))
        layout.addWidget(
            label(
                self.tr("Version {0} · Python {1} · Qt {2}").format(
                    __version__, platform.python_version(), PySide6.__version__
                ),
                "quiet",
                selectable=True,
            )
        )
        layout.addWidget(
            label(
                self.tr(
                    "Trains a face embedding, measures it, and recognises people with it, on this computer. "
                    "It is not a lock: a photograph held to a camera looks like the person."
                ),
                wrap=True,
            )
        )
        installed = "\n".join(f"{name} {version}: {licence}" for name, version, licence in installed_licences())
        licences = QPlainTextEdit(
            f"{licence_texts()}\n\n{self.tr('Everything that is installed beside it')}\n\n{installed}"
        )
        licences.setReadOnly(True)
        licences.setAccessibleName(self.tr("Licences"))
        licences.setMinimumSize(560, 260)
        layout.addWidget(licences, 1)
        layout.addLayout(row(None, button(self.tr("Close"), self.accept, kind="primary")))
