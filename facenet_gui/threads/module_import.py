"""Modules that take a moment are imported beside the window, which is drawn meanwhile."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Sequence

from PySide6.QtCore import QObject, QThread


class ModuleImport(QThread):
    """Imports modules in their order; `finished` comes when they are there."""

    def __init__(self, modules: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = modules

    def run(self) -> None:
        # Whoever uses the module meets the same error, in a place where it is shown.
        with contextlib.suppress(ImportError):
            for module in self._modules:
                importlib.import_module(module)
