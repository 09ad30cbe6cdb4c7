"""Whom a training learns from: the names in the data set, or what another model sees."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from core.embedding.model_list import ListedModel
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from facenet_gui.widgets.noted_choice import NotedChoice
from facenet_gui.words import grouped


class TeacherChoice(NotedChoice):
    """Chooses the form's `teacher`, and follows the form where somebody else has chosen it.

    Any model of this machine may teach, whatever its network.
    """

    def __init__(self, form: HyperparameterForm, parent: QWidget | None = None) -> None:
        super().__init__("teacher", parent)
        self._form = form
        self._models: Sequence[ListedModel] = ()
        self.combo.setAccessibleName(self.tr("Learn from"))
        self.combo.currentIndexChanged.connect(self._on_chosen)
        form.changed.connect(self._on_form)

    def set_models(self, models: Sequence[ListedModel]) -> None:
        """The models of now."""
        self._models = models
        self._fill()

    def _fill(self) -> None:
        wanted = self._form.values["teacher"]
        names = [model.name for model in self._models if model.card is not None]
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem(self.tr("The names in the data set"), "")
        for name in [*names, *([wanted] if wanted and wanted not in names else [])]:
            self.combo.addItem(self.tr("What {0} sees").format(name), name)
        self.combo.setCurrentIndex(self.combo.findData(wanted))
        self.combo.blockSignals(False)
        self._say_what()

    def _say_what(self) -> None:
        values = self._form.values
        teacher, steps = values["teacher"], values["teacher_steps"]
        note = ""
        if teacher and not steps and not values["teacher_weight"]:
            note = self.tr(
                "It learns to see each face as {0} does, without names. With “Teacher steps” the triplets take over "
                "after so many."
            ).format(teacher)
        elif teacher:
            note = self.tr("For {0} steps it learns to see each face as {1} does; then the triplets take over.").format(
                grouped(steps), teacher
            )
        self.explain(note)

    def _on_form(self) -> None:
        if self._form.values["teacher"] != (self.combo.currentData() or ""):
            self._fill()
        self._say_what()

    def _on_chosen(self) -> None:
        self._form.set_outside("teacher", self.combo.currentData() or "")
