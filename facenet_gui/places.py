"""Where a file dialog begins when nothing was chosen before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def pictures() -> str:
    """The system's folder of pictures, or the user's home where there is none."""
    return _existing(QStandardPaths.StandardLocation.PicturesLocation)


def documents() -> str:
    """Where somebody looks for what a program wrote."""
    return _existing(QStandardPaths.StandardLocation.DocumentsLocation)


def _existing(kind: QStandardPaths.StandardLocation) -> str:
    folder = QStandardPaths.writableLocation(kind)
    return folder if folder and Path(folder).is_dir() else str(Path.home())
