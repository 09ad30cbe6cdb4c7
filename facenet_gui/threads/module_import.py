"""Modules that take a moment are imported beside the window, which is drawn meanwhile."""

from __future__ import annotations

import contextlib
import importlib

from PySide6.QtCore import QObject, QThread


class ModuleImport(QThread):
    """Imports one module; `finished` comes when it is there."""

    def __init__(self, module: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._module = module

    def run(self) -> None:
        # Whoever uses the module meets the same error, in a place where it is shown.
        with contextlib.suppress(ImportError):
            importlib.import_module(self._module)
