"""Beginning a training: the loss, the data set, the start, the name, and every hyperparameter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from core import hyperparameters, resources
from core.data.dataset_card import DatasetCard
from core.embedding.imagenet import HOST, MEGABYTES, weights_path
from core.embedding.model_list import ListedModel
from core.embedding.start_model import START_MODEL
from core.errors import FacenetError
from core.hyperparameters import AUTO, IMAGENET, SCRATCH, Hyperparameters
from core.training.run_list import RunSummary
from facenet_gui.pages.training_choices import SMALL, Choices, in_figures, start_path
from facenet_gui.pages.training_name import RunName
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.quiet import Quietly
from facenet_gui.threads.training_thread import TrainingOrder
from facenet_gui.widgets.basics import GAP, SPACE, WIDE, Banner, Card, button, column, label, row, scrolled
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from facenet_gui.widgets.loss_cards import LossCards
from facenet_gui.words import grouped


class NewTraining(QWidget):
    """`wanted` brings the order; the page starts it. `data_wanted`: there is no data set yet."""

    wanted = Signal(object)
    data_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._quietly = Quietly(self)
        self._datasets: dict[str, DatasetCard] = {}
        self._models: Sequence[ListedModel] = ()
        self._others = 0
        self._busy = ""
        self._asked_dataset = services.settings.remembered("training/dataset", "", str)
        self._asked_start = ""
        self._preset_start = AUTO
        # What `auto` stands for; known when the models are.
        self._usual = SCRATCH
        self._banner = Banner()
        self._cards = LossCards(services.theme)
        self._cards.chosen.connect(self._on_card)
        self._preset = QComboBox()
        self._preset.setAccessibleName(self.tr("Preset"))
        for name in resources.preset_names():
            self._preset.addItem(name, name)
        self._form = HyperparameterForm()
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
        self._dataset = QComboBox()
        self._dataset.setAccessibleName(self.tr("Data set"))
        self._dataset.setObjectName("dataset")
        self._dataset.currentIndexChanged.connect(self._on_dataset)
        self._dataset_note = label("", "small", wrap=True)
        self._make_data = button(self.tr("Import photos, or make sample faces"), self.data_wanted.emit, kind="link")
        self._begin = QComboBox()
        self._begin.setAccessibleName(self.tr("Start from"))
        self._begin.currentIndexChanged.connect(self._on_begin)
        self._begin_note = label("", "small", wrap=True)
        self._teacher = QComboBox()
        self._teacher.setAccessibleName(self.tr("Learn from"))
        self._teacher.setObjectName("teacher")
        self._teacher.currentIndexChanged.connect(self._on_teacher)
        self._teacher_note = label("", "small", wrap=True)
        self._name = RunName(self._services.home.runs)
        self._name.edited.connect(self._sum_up)
        for combo in (self._dataset, self._begin, self._teacher):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(16)
        for number, (title, things) in enumerate(
            (
                (self.tr("Data set"), (self._dataset, self._dataset_note, self._make_data)),
                (self.tr("Start from"), (self._begin, self._begin_note)),
                (self.tr("Learn from"), (self._teacher, self._teacher_note)),
                (self.tr("Name"), (self._name,)),
            )
        ):
            text = label(title)
            text.setBuddy(things[0])
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
        chosen = self._asked_dataset or self._dataset.currentData() or ""
        self._datasets = {str(path): card for path, card in found.datasets}
        self._models = found.models
        self._dataset.blockSignals(True)
        self._dataset.clear()
        for path, card in found.datasets:
            images = card.totals.training.images + card.totals.validation.images
            self._dataset.addItem(self.tr("{0} ({1} images)").format(card.name, grouped(images)), str(path))
        number = self._dataset.findData(chosen)
        if number >= 0:
            self._asked_dataset = ""
        self._dataset.setCurrentIndex(max(number, 0) if found.datasets else -1)
        self._dataset.blockSignals(False)
        self._fill_starts()
        self._fill_teachers()
        self._on_dataset()

    def choose_dataset(self, path: str) -> None:
        """Train on this one; it may have been made a moment ago."""
        self._asked_dataset = path
        number = self._dataset.findData(path)
        if number >= 0:
            self._asked_dataset = ""
            self._dataset.setCurrentIndex(number)
        self.refresh()

    def choose_start(self, name: str) -> None:
        """Start from this model, once it is known that it fits."""
        model = next((model for model in self._models if model.name == name or str(model.folder) == name), None)
        self._asked_start = model.name if model else name
        if model is not None and model.card is not None:
            self._fit_to(model)
        self._fill_starts()

    def use(self, parameters: Hyperparameters, changes: Mapping[str, Any], run: RunSummary | None = None) -> None:
        """Show an earlier run's settings with changes, as a new training."""
        preset = run.preset if run else self._preset.currentText()
        self._preset.blockSignals(True)
        self._preset.setCurrentIndex(max(0, self._preset.findData(preset)))
        self._preset.blockSignals(False)
        usual = hyperparameters.load(resources.preset(self._preset.currentText()))
        self._preset_start = usual.start
        self._form.set_preset(usual, parameters)
        self._form.apply(changes)
        self._asked_start = parameters.start
        self._fill_starts()
        if run is not None and run.dataset:
            self.choose_dataset(run.dataset)
        self._name.begin_anew()
        self._propose()

    def set_busy(self, why: str) -> None:
        """Why no training can be started now; empty where one can."""
        self._busy = why
        self._on_readiness()

    def _fit_to(self, model: ListedModel) -> None:
        """A start decides the network and the size of the embeddings."""
        assert model.card is not None  # the caller looked
        if model.card.network in ("inception_v3", "tiny"):
            changes = {"network": model.card.network, "embedding_size": model.card.embedding_size}
            self._form.apply(changes)

    def _fill_starts(self) -> None:
        chosen = self._begin.currentData()
        wanted = self._asked_start or (self._preset_start if chosen in (None, self._preset_choice()) else chosen)
        values = self._form.values
        fitting = [
            model
            for model in self._models
            if model.card is not None
            and model.card.network == values["network"]
            and model.card.embedding_size == values["embedding_size"]
        ]
        fitting.sort(key=lambda model: model.place != "built-in")
        self._usual = START_MODEL if any(model.name == START_MODEL for model in fitting) else SCRATCH
        if wanted == AUTO:
            wanted = self._usual
        self._begin.blockSignals(True)
        self._begin.clear()
        self._begin.addItem(self.tr("Fresh weights (from scratch)"), SCRATCH)
        if values["network"] == "inception_v3":
            self._begin.addItem(self.tr("ImageNet (a network that knows pictures, not faces)"), IMAGENET)
        for model in fitting:
            place = {"run": self.tr("run"), "model": self.tr("model"), "built-in": self.tr("built-in")}[model.place]
            self._begin.addItem(f"{model.name} ({place}{_accuracy(model)})", model.name)
        number = self._begin.findData(wanted)
        if number >= 0:
            self._asked_start = ""
        self._begin.setCurrentIndex(max(number, 0))
        self._begin.blockSignals(False)
        self._others = len(self._models) - len(fitting)
        self._on_begin()

    def _preset_choice(self) -> str:
        """What the preset starts from, as the choice calls it: whoever chose nothing else goes on with it."""
        return self._usual if self._preset_start == AUTO else self._preset_start

    def _fill_teachers(self) -> None:
        """Any model of this machine may teach, whatever its network."""
        wanted = self._form.values["teacher"]
        names = [model.name for model in self._models if model.card is not None]
        self._teacher.blockSignals(True)
        self._teacher.clear()
        self._teacher.addItem(self.tr("The names in the data set"), "")
        for name in [*names, *([wanted] if wanted and wanted not in names else [])]:
            self._teacher.addItem(self.tr("What {0} sees").format(name), name)
        self._teacher.setCurrentIndex(self._teacher.findData(wanted))
        self._teacher.blockSignals(False)
        self._explain_teacher()

    def _explain_teacher(self) -> None:
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
        self._teacher_note.setText(note)
        self._teacher_note.setVisible(bool(note))

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
        preset = hyperparameters.load(resources.preset(name))
        if self._begin.currentData() in (None, self._preset_choice()):
            self._asked_start = preset.start
        self._preset_start = preset.start
        self._form.set_preset(preset)
        self._form.apply(kept)
        self._services.settings.remember("training/preset", name)
        self._fill_starts()
        self._propose()

    def _on_teacher(self) -> None:
        self._form.set_outside("teacher", self._teacher.currentData() or "")

    def _on_form(self) -> None:
        values = self._form.values
        if values["teacher"] != (self._teacher.currentData() or ""):
            self._fill_teachers()
        self._explain_teacher()
        self._cards.set_chosen(values["triplet_strategy"])
        network = (values["network"], values["embedding_size"])
        if network != getattr(self, "_network", None):
            self._network = network
            self._fill_starts()
        self._advise()
        self._propose()
        self._sum_up()

    def _on_dataset(self) -> None:
        path = self._dataset.currentData()
        card = self._datasets.get(path or "")
        self._make_data.setVisible(card is None)
        self._dataset.setVisible(card is not None)
        self._dataset_note.setVisible(card is not None)
        if card is not None:
            self._services.settings.remember("training/dataset", path)
            totals = card.totals
            self._dataset_note.setText(
                self.tr("{0} people with {1} images to learn from; {2} people are held out to measure.").format(
                    grouped(totals.training.identities),
                    grouped(totals.training.images),
                    grouped(totals.validation.identities),
                )
            )
        self._propose()
        self._sum_up()

    def _on_begin(self) -> None:
        note = ""
        if self._begin.currentData() == IMAGENET and not weights_path().is_file():
            note = self.tr("Starting it fetches {0} MB of weights from {1}, once.").format(MEGABYTES, HOST)
        elif self._others:
            note = (
                self.tr("1 other model has another network or embedding size.")
                if self._others == 1
                else self.tr("{0} other models have another network or embedding size.").format(self._others)
            )
        self._begin_note.setText(note)
        self._begin_note.setVisible(bool(note))
        self._set_form_start()
        self._advise()
        self._sum_up()

    def _set_form_start(self) -> None:
        start = self._begin.currentData() or SCRATCH
        if self._preset_start == AUTO and start == self._usual:
            # As the preset has it, so nothing was changed.
            start = AUTO
        if self._form.values["start"] != start:
            self._form.set_outside("start", start)

    def _propose(self) -> None:
        card = self._datasets.get(self._dataset.currentData() or "")
        values = self._form.values
        what = "distilled" if values["teacher"] else values["triplet_strategy"].removeprefix("batch_")
        self._name.propose(card.name if card else "", what)

    # -- starting

    def _sum_up(self) -> None:
        problem = self._form.problem
        card = self._datasets.get(self._dataset.currentData() or "")
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
            self._summary.setText(in_figures(self._form.hyperparameters(), card))

    def _on_readiness(self) -> None:
        loading = self._services.tensorflow.state == "loading"
        self._start_button.setText(self.tr("Getting ready …") if loading else self.tr("Start training"))
        self._advise()
        self._sum_up()

    def _advise(self) -> None:
        """Without a GPU, say what the large network costs from nothing, and offer the small one."""
        on_cpu = self._services.tensorflow.device.startswith("CPU")
        blind = self._begin.currentData() in (None, SCRATCH, IMAGENET)
        if not (on_cpu and blind and self._form.values["network"] == "inception_v3"):
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
        start = self._begin.currentData() or SCRATCH
        try:
            parameters = self._form.hyperparameters().changed(start=start)
            model = start_path(self._services.home, start)
            run = self._services.home.new_run(self._name.text)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._banner.hide()
        self._name.begin_anew()
        self.wanted.emit(TrainingOrder(run, Path(self._dataset.currentData()), parameters, model))


def _accuracy(model: ListedModel) -> str:
    """ ", 98.7 %", measured on faces that it was not trained on; nothing where nobody has measured it."""
    measured = model.card.measured if model.card else ()
    return f", {100 * measured[0].accuracy_mean:.1f} %" if measured else ""
