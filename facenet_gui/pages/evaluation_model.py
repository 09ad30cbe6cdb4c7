"""Which of the measured models a panel shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from core.evaluation.verification_result import VerificationResult


class ModelChoice(QComboBox):
    """`chosen` comes when another model, or another measurement, is to be shown."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._results: Sequence[VerificationResult] = ()
        self.setAccessibleName(self.tr("Model"))
        self.currentIndexChanged.connect(self.chosen)

    @property
    def result(self) -> VerificationResult | None:
        """Of the model that is chosen; None before anything was measured."""
        index = self.currentIndex()
        return self._results[index] if 0 <= index < len(self._results) else None

    def set_results(self, results: Sequence[VerificationResult]) -> None:
        """A new measurement; its first model is chosen."""
        self._results = results
        self.blockSignals(True)
        self.clear()
        self.addItems([result.model for result in results])
        self.blockSignals(False)
        self.chosen.emit()
