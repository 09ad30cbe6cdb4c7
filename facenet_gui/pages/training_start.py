"""Which weights a training begins with: fresh ones, ImageNet's, or those of a model that fits the network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.embedding.card import TRAINABLE_NETWORKS
from core.embedding.imagenet import HOST, MEGABYTES, weights_path
from core.embedding.model_list import ListedModel
from core.embedding.start_model import START_MODEL
from core.home import Home
from core.hyperparameters import AUTO, IMAGENET, SCRATCH
from facenet_gui.widgets.hyperparameter_form import HyperparameterForm
from facenet_gui.widgets.noted_choice import NotedChoice


class StartChoice(NotedChoice):
    """Chooses the form's `start` from what there is; `chosen` comes when another one is in effect.

    Until the user chooses, it is what the preset begins with.

    Args:
        form: Its network and its size of embeddings decide which models fit. It must be heard here before whoever
            asks this widget in answer to a change of the form.
    """

    chosen = Signal()

    def __init__(self, form: HyperparameterForm, parent: QWidget | None = None) -> None:
        super().__init__("start", parent)
        self._form = form
        self._models: Sequence[ListedModel] = ()
        self._others = 0
        self._network: tuple[str, int] | None = None
        self._wanted = ""
        self._preset_start = AUTO
        # What `auto` stands for; known when the models are.
        self._usual = SCRATCH
        self.combo.setAccessibleName(self.tr("Start from"))
        self.combo.currentIndexChanged.connect(self._on_chosen)
        form.changed.connect(self._on_form)

    @property
    def start(self) -> str:
        """`scratch`, `imagenet`, or the name of a model."""
        return self.combo.currentData() or SCRATCH

    @property
    def knows_faces(self) -> bool:
        """Whether it is a model's weights."""
        return self.start not in (SCRATCH, IMAGENET)

    def set_models(self, models: Sequence[ListedModel]) -> None:
        """The models of now."""
        self._models = models
        self.refresh()

    def choose(self, name: str) -> None:
        """Start from this model, whose network the form then takes, once it is known that there is one.

        Args:
            name: Or its folder.
        """
        model = next((model for model in self._models if model.name == name or str(model.folder) == name), None)
        self._wanted = model.name if model is not None else name
        card = model.card if model is not None else None
        if card is not None and card.network in TRAINABLE_NETWORKS:
            self._form.apply({"network": card.network, "embedding_size": card.embedding_size})
        self.refresh()

    def want(self, start: str) -> None:
        """Begin with this, as soon as it can be chosen."""
        self._wanted = start
        self.refresh()

    def set_preset(self, start: str) -> None:
        """What the preset begins with, before the form shows the preset: who chose nothing else goes on with it."""
        if self.combo.currentData() in (None, self._preset_choice()):
            self._wanted = start
        self._preset_start = start

    def refresh(self) -> None:
        """Offer what fits the form's network, and have the form take what is chosen."""
        values = self._form.values
        chosen = self.combo.currentData()
        wanted = self._wanted or (self._preset_start if chosen in (None, self._preset_choice()) else chosen)
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
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem(self.tr("Fresh weights (from scratch)"), SCRATCH)
        if values["network"] == "inception_v3":
            self.combo.addItem(self.tr("ImageNet (a network that knows pictures, not faces)"), IMAGENET)
        for model in fitting:
            place = {"run": self.tr("run"), "model": self.tr("model"), "built-in": self.tr("built-in")}[model.place]
            self.combo.addItem(f"{model.name} ({place}{_accuracy(model)})", model.name)
        number = self.combo.findData(wanted)
        if number >= 0:
            self._wanted = ""
        self.combo.setCurrentIndex(max(number, 0))
        self.combo.blockSignals(False)
        self._others = len(self._models) - len(fitting)
        self._on_chosen()

    def _preset_choice(self) -> str:
        """What the preset starts from, as the choice calls it."""
        return self._usual if self._preset_start == AUTO else self._preset_start

    def _on_form(self) -> None:
        values = self._form.values
        network = (values["network"], values["embedding_size"])
        if network != self._network:
            self._network = network
            self.refresh()

    def _on_chosen(self) -> None:
        note = ""
        if self.start == IMAGENET and not weights_path().is_file():
            note = self.tr("Starting it fetches {0} MB of weights from {1}, once.").format(MEGABYTES, HOST)
        elif self._others:
            note = (
                self.tr("1 other model has another network or embedding size.")
                if self._others == 1
                else self.tr("{0} other models have another network or embedding size.").format(self._others)
            )
        self.explain(note)
        # Where it is as the preset has it, nothing was changed.
        start = AUTO if self._preset_start == AUTO and self.start == self._usual else self.start
        if self._form.values["start"] != start:
            self._form.set_outside("start", start)
        self.chosen.emit()


def start_path(home: Home, start: str) -> Path | None:
    """Where the first weights lie; None for fresh ones. Raises `ModelError` where the model has gone."""
    if start == IMAGENET:
        return weights_path()
    return None if start in (AUTO, SCRATCH) else home.model(start)


def _accuracy(model: ListedModel) -> str:
    """ ", 98.7 %", measured on faces that it was not trained on; nothing where nobody has measured it."""
    measured = model.card.measured if model.card else ()
    return f", {100 * measured[0].accuracy_mean:.1f} %" if measured else ""
