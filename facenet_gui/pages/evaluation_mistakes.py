"""The pairs that a model gets wrong, as pictures."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from core.evaluation.verification_result import VerificationResult, WorstPair
from facenet_gui.pages.evaluation_model import ModelChoice
from facenet_gui.pages.evaluation_work import mistakes, pair_picture
from facenet_gui.widgets.basics import EmptyState, column, label, row
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem


class MistakesPanel(QWidget):
    """False rejects and false accepts at the threshold of the moment, the hardest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs: dict[Hashable, WorstPair] = {}
        self._threshold = 0.0
        self._model = ModelChoice()
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("Kind of mistake"))
        self._kind.addItem(self.tr("One person, refused (false rejects)"), True)
        self._kind.addItem(self.tr("Two people, accepted (false accepts)"), False)
        self._note = label("", "small", wrap=True)
        self._grid = FaceGrid(self._picture, side=110, aspect=2.0)
        self._grid.setAccessibleName(self.tr("Mistaken pairs"))
        self._none = EmptyState("circle-check", self.tr("No mistakes of this kind"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._none)
        self._model.chosen.connect(self._on_model)
        self._kind.currentIndexChanged.connect(self._fill)
        layout = column(spacing=8, margins=(0, 8, 0, 0))
        layout.addLayout(row(self._model, self._kind, None))
        layout.addWidget(self._note)
        layout.addWidget(self._stack, 1)
        self.setLayout(layout)

    def show_results(self, results: Sequence[VerificationResult]) -> None:
        self._model.set_results(results)

    def set_threshold(self, distance: float) -> None:
        if distance != self._threshold:
            self._threshold = distance
            self._fill()

    def _on_model(self) -> None:
        result = self._model.result
        if result is not None:
            self._threshold = result.figures.distance_threshold
            self._grid.reload()
            self._fill()

    def _fill(self) -> None:
        result = self._model.result
        if result is None:
            return
        found = mistakes(result, threshold=self._threshold, same=bool(self._kind.currentData()))
        self._pairs = {(self._model.currentIndex(), pair.first, pair.second): pair for pair in found}
        self._grid.set_items(
            [
                FaceItem(key, _people(pair), self.tr("distance {0}").format(f"{pair.distance:.3f}"))
                for key, pair in self._pairs.items()
            ]
        )
        self._stack.setCurrentWidget(self._grid if found else self._none)
        self._note.setText(
            self.tr("{0} at a threshold of {1}; the hardest pairs first.").format(len(found), f"{self._threshold:.3f}")
        )

    def _picture(self, key: Hashable) -> QImage | None:
        pair = self._pairs.get(key)
        return None if pair is None else pair_picture(pair)


def _people(pair: WorstPair) -> str:
    return f"{_picture_name(pair.first)} · {_picture_name(pair.second)}"


def _picture_name(image: str) -> str:
    """ "Ada Example 0001" for Ada_Example/Ada_Example_0001.jpg, and "Ada 001" for Ada/001.jpg."""
    folder, _, file = image.rpartition("/")
    stem, person = file.rpartition(".")[0] or file, folder.rpartition("/")[2]
    return (stem if stem.startswith(person) else f"{person} {stem}").replace("_", " ")
