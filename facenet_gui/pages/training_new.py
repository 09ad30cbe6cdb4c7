"""Beginning a training: the loss, the data set, the start, the name, and every hyperparameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from core import resources
from core.errors import FacenetError
from core.hyperparameter_files import load_preset
from core.hyperparameters import Hyperparameters
from core.training.run_list import RunSummary
from facenet_gui.pages.training_choices import SMALL, Choices, in_figures
from facenet_gui.pages.training_dataset import DatasetChoice
from facenet_gui.pages.training_name import RunName
from facenet_gui.pages.training_start import StartChoice, start_path
from facenet_gui.pages.training_teacher import TeacherChoice
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.quiet import Quietly
from facenet_gui.threads.training_thread import TrainingOrder
from facenet_gui.widgets.basics import GAP, SPACE, WIDE, Banner, Card, button, column, label, row, scrolled
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from facenet_gui.widgets.loss_cards import LossCards


class NewTraining(QWidget):
    """`wanted` brings the order; the page starts it. `data_wanted`: there is no data set yet."""

    wanted = Signal(object)
    data_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._quietly = Quietly(self)
        self._busy = ""
        self._banner = Banner()
        self._cards = LossCards(services.theme)
        self._cards.chosen.connect(self._on_card)
        self._preset = QComboBox()
        self._preset.setAccessibleName(self.tr("Preset"))
        for name in resources.preset_names():
            self._preset.addItem(name, name)
        self._form = HyperparameterForm()
        # These two hear of a change before this widget asks them.
        self._start = StartChoice(self._form)
        self._start.chosen.connect(self._on_start_chosen)
        self._teacher = TeacherChoice(self._form)
        self._form.changed.connect(self._on_form)
        inside = QWidget()
        # On a wide screen a field stays near its name.
        inside.setMaximumWidth(services.theme.px(1200))
        inside.setLayout(
            column(
                self._cards,
                self._basics(),
                self._settings(),
                None,
                spacing=SPACE,
                margins=(0, 0, GAP, 0),
            )
        )
        # A new user on a computer without a GPU should not wait for hours for the first curve.
        self._advice = Banner()
        self._advised = False
        self._summary = label("", "quiet", wrap=True)
        self._start_button = button(self.tr("Start training"), self._on_start, kind="primary", icon_name="play")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        layout.addWidget(self._banner)
        layout.addWidget(self._advice)
        layout.addWidget(scrolled(inside), 1)
        bottom = row(spacing=SPACE)
        bottom.addWidget(self._summary, 1)
        bottom.addWidget(self._start_button)
        layout.addLayout(bottom)
        services.tensorflow.changed.connect(self._on_readiness)
        kept = services.settings.remembered("training/preset", "batch_adaptive", str)
        self._preset.setCurrentIndex(max(0, self._preset.findData(kept)))
        self._preset.currentIndexChanged.connect(self._on_preset)
        self._on_preset()
        self._on_readiness()

    def _basics(self) -> Card:
        card = Card()
        form = QGridLayout()
        form.setColumnStretch(1, 1)
        form.setHorizontalSpacing(WIDE)
        form.setVerticalSpacing(12)
        self._dataset = DatasetChoice(self._services)
        self._dataset.changed.connect(self._on_dataset)
        self._dataset.data_wanted.connect(self.data_wanted)
        self._name = RunName(self._services.home.runs)
        self._name.edited.connect(self._sum_up)
        for number, (title, things) in enumerate(
            (
                (self.tr("Data set"), (self._dataset,)),
                (self.tr("Start from"), (self._start,)),
                (self.tr("Learn from"), (self._teacher,)),
                (self.tr("Name"), (self._name,)),
            )
        ):
            text = label(title)
            # No focus proxy there: with more than one control below it, the tabulator would not get past.
            text.setBuddy(self._dataset.combo if things[0] is self._dataset else things[0])
            text.setMinimumHeight(self._services.theme.px(34))
            form.addWidget(text, number, 0, Qt.AlignmentFlag.AlignTop)
            form.addLayout(column(*things, spacing=4), number, 1)
        card.body.addLayout(form)
        return card

    def _settings(self) -> Card:
        card = Card()
        card.body.addLayout(
            row(label(self.tr("Settings"), "heading"), None, label(self.tr("Preset"), "small"), self._preset)
        )
        card.body.addWidget(self._form)
        return card

    # -- what there is to choose

    def refresh(self) -> None:
        """Look again which data sets and models there are."""
        home = self._services.home
        self._quietly.read(lambda: Choices.of(home), self._on_choices)

    def _on_choices(self, found: Choices | Problem) -> None:
        if isinstance(found, Problem):
            self._banner.show_problem(found)
            return
        self._start.set_models(found.models)
        self._teacher.set_models(found.models)
        self._dataset.set_datasets(found.datasets)

    def choose_dataset(self, path: str, further: Sequence[str] = ()) -> None:
        """Train on this one, and on further ones; they may have been made a moment ago."""
        self._dataset.choose(path, further)
        self.refresh()

    def choose_preset(self, name: str) -> None:
        """Begin from this preset's values."""
        self._preset.setCurrentIndex(max(0, self._preset.findData(name)))

    def choose_start(self, name: str) -> None:
        """Start from this model, once it is known."""
        self._start.choose(name)

    def use(self, parameters: Hyperparameters, changes: Mapping[str, Any], run: RunSummary | None = None) -> None:
        """Show an earlier run's settings with changes, as a new training."""
        preset = run.preset if run else self._preset.currentText()
        self._preset.blockSignals(True)
        self._preset.setCurrentIndex(max(0, self._preset.findData(preset)))
        self._preset.blockSignals(False)
        usual = load_preset(self._preset.currentText())
        self._start.set_preset(usual.start)
        self._form.set_preset(usual, parameters)
        self._form.apply(changes)
        self._start.want(parameters.start)
        if run is not None and run.dataset:
            self.choose_dataset(run.dataset, run.further)
        self._name.begin_anew()
        self._propose()

    def set_busy(self, why: str) -> None:
        """Why no training can be started now; empty where one can."""
        self._busy = why
        self._on_readiness()

    # -- choices

    def _on_card(self, strategy: str) -> None:
        self._preset.setCurrentIndex(self._preset.findData(strategy))
        if self._form.values["triplet_strategy"] != strategy:
            self._form.apply({"triplet_strategy": strategy})

    def _on_preset(self) -> None:
        """Another preset; what was changed by hand stays changed."""
        name = self._preset.currentText()
        kept = self._form.changes
        kept.pop("triplet_strategy", None)
        preset = load_preset(name)
        self._start.set_preset(preset.start)
        self._form.set_preset(preset)
        self._form.apply(kept)
        self._services.settings.remember("training/preset", name)
        self._start.refresh()
        self._propose()

    def _on_form(self) -> None:
        self._cards.set_chosen(self._form.values["triplet_strategy"])
        self._advise()
        self._propose()
        self._sum_up()

    def _on_dataset(self) -> None:
        self._propose()
        self._sum_up()

    def _on_start_chosen(self) -> None:
        self._advise()
        self._sum_up()

    def _propose(self) -> None:
        card = self._dataset.card
        values = self._form.values
        what = "distilled" if values["teacher"] else values["triplet_strategy"].removeprefix("batch_")
        self._name.propose(card.name if card else "", what)

    # -- starting

    def _sum_up(self) -> None:
        problem = self._form.problem
        card = self._dataset.card
        name_is_free = self._name.check()
        ready = self._services.tensorflow.state != "loading" and self._services.tensorflow.state != "failed"
        self._start_button.setEnabled(card is not None and not problem and name_is_free and not self._busy and ready)
        if self._busy:
            self._summary.setText(self._busy)
        elif card is None:
            self._summary.setText(self.tr("There is no data set yet."))
        elif problem:
            self._summary.setText(problem)
        else:
            self._summary.setText(
                in_figures(self._form.hyperparameters(), people=self._dataset.people, images=self._dataset.images)
            )

    def _on_readiness(self) -> None:
        loading = self._services.tensorflow.state == "loading"
        self._start_button.setText(self.tr("Getting ready …") if loading else self.tr("Start training"))
        self._advise()
        self._sum_up()

    def _advise(self) -> None:
        """Without a GPU, say what the large network costs from nothing, and offer the small one."""
        on_cpu = self._services.tensorflow.device.startswith("CPU")
        from_nothing = not self._start.knows_faces
        if not (on_cpu and from_nothing and self._form.values["network"] == "inception_v3"):
            self._advice.hide()
        elif not self._advised:
            self._advised = True
            self._advice.show_message(
                self.tr("Without a GPU, InceptionV3 learns for many hours from nothing."),
                self.tr("The small network shows within minutes how a training goes; it never gets as good."),
                action=self.tr("Take the small one"),
                on_action=lambda: self._form.apply(SMALL),
            )

    def _on_start(self) -> None:
        start = self._start.start
        try:
            parameters = self._form.hyperparameters().changed(start=start)
            model = start_path(self._services.home, start)
            run = self._services.home.new_run(self._name.text)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._banner.hide()
        self._name.begin_anew()
        self.wanted.emit(TrainingOrder(run, self._dataset.path, parameters, model, further=self._dataset.further))
