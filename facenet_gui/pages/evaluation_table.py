"""The evaluation's figures as a table and in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from core.evaluation.identification import IdentificationFigures
from core.evaluation.verification_result import VerificationResult
from facenet_gui.core_words import in_words
from facenet_gui.words import grouped, percent

_SHOWN = 6
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _tr(text: str) -> str:
    return QCoreApplication.translate("evaluation", text)


class FiguresTable(QTableWidget):
    """A row a model; as high as its rows.

    Where the names would have no room, the thresholds make way: a tab below shows them too.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width = 0
        self.setAccessibleName(_tr("Results"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2)
        self.setShowGrid(False)

    def show_results(self, results: Sequence[VerificationResult]) -> None:
        """Show the figures of models on the same pairs."""
        headings = [
            _tr("Model"),
            _tr("Accuracy"),
            *(_tr("VAL at\nFAR {0}").format(f"{100 * at.far:g} %") for at in results[0].figures.val_at_far),
            _tr("AUC"),
            _tr("EER"),
            _tr("Threshold"),
        ]
        self.setColumnCount(len(headings))
        self.setRowCount(len(results))
        for place, heading in enumerate(headings):
            item = QTableWidgetItem(heading)
            item.setTextAlignment(_RIGHT if place else _LEFT)
            self.setHorizontalHeaderItem(place, item)
        for number, result in enumerate(results):
            for place, text in enumerate(_cells(result)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT if place else _LEFT)
                if place == 1:
                    item.setToolTip(
                        _tr("Mean ± standard deviation over the folds; the standard error is {0} points.").format(
                            f"{100 * result.figures.accuracy_sem:.2f}"
                        )
                    )
                self.setItem(number, place, item)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setColumnHidden(len(headings) - 1, False)
        self._width = sum(
            max(self.sizeHintForColumn(place), header.sectionSizeHint(place)) for place in range(len(headings))
        )
        self._make_room()
        rows = sum(self.rowHeight(number) for number in range(min(len(results), _SHOWN)))
        self.setFixedHeight(header.sizeHint().height() + rows + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        if self.columnCount():
            self.setColumnHidden(self.columnCount() - 1, self._width > self.viewport().width())


def _cells(result: VerificationResult) -> list[str]:
    figures = result.figures
    return [
        result.model + (_tr(" (mirrored)") if result.mirrored else ""),
        f"{100 * figures.accuracy_mean:.1f} ± {100 * figures.accuracy_std:.1f} %",
        *(percent(at.val) + ("" if at.supported else " *") for at in figures.val_at_far),
        f"{figures.auc:.4f}",
        percent(figures.eer),
        f"{figures.distance_threshold:.3f}",
    ]


def notes_on(results: Sequence[VerificationResult]) -> list[str]:
    """What must be said beside the figures, in sentences."""
    first = results[0]
    figures = first.figures
    notes = [
        _tr("{0} pairs in {1} folds; {2} skipped because an image is missing or shows no face.").format(
            grouped(figures.pairs), len(figures.folds), grouped(first.skipped_pairs)
        )
    ]
    notes += [
        _tr("* {0} impostor pairs cannot speak of a FAR of {1}; that takes {2}.").format(
            grouped(figures.impostors), f"{100 * at.far:g} %", grouped(at.impostors_needed)
        )
        for at in figures.val_at_far
        if not at.supported
    ]
    return [*notes, *dict.fromkeys(in_words(warning) for result in results for warning in result.warnings)]


def open_set_in_words(figures: IdentificationFigures) -> list[str]:
    """An open-set evaluation, a line for each figure."""
    lines = [
        _tr(
            "{0} people enrolled from up to {1} pictures each; {2} more pictures of them; "
            "{3} pictures of {4} strangers."
        ).format(
            grouped(figures.enrolled),
            figures.templates,
            grouped(figures.mated),
            grouped(figures.non_mated),
            grouped(figures.strangers),
        ),
        _tr("The nearest person is the right one (rank 1): {0} ± {1}").format(
            percent(figures.rank1), percent(figures.rank1_std)
        ),
    ]
    for at in figures.fnir_at_fpir:
        line = _tr("Not recognised, where {0} of the strangers' pictures get a name (FNIR): {1} ± {2}").format(
            percent(at.fpir), percent(at.fnir), percent(at.fnir_std)
        )
        if not at.supported:
            line += _tr("; to be sure of that takes {0} pictures of strangers").format(grouped(at.non_mated_needed))
        lines.append(line)
    return lines
