"""What to measure and on what: the left side of the evaluation page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QListWidgetItem, QWidget

from core.embedding.model_list import ListedModel, list_models
from facenet_gui.pages.evaluation_work import PairsMeasured, PeopleMeasured, measure_pairs, measure_people
from facenet_gui.services import Services
from facenet_gui.threads.jobs import JobContext, Problem
from facenet_gui.threads.quiet import Quietly
from facenet_gui.widgets.basics import SPACE, Card, button, column, label
from facenet_gui.widgets.path_field import PathField

Kind = Literal["lfw", "pairs", "people"]

# So many models are in sight at once.
_ROWS = 6


@dataclass(frozen=True, slots=True)
class Measurement:
    """What the user wants measured.

    Attributes:
        models: Names; exactly one where `kind` is "people".
        folder: Of images.
        pairs: The user's own list; None for the one beside the images.
        aligned: The images are crops of aligned faces.
        mirrored: Average each face with its mirror image; None as the model's card says.
    """

    models: tuple[str, ...]
    kind: Kind
    folder: Path
    pairs: Path | None = None
    aligned: bool = False
    mirrored: bool | None = None

    def work(self, services: Services) -> Callable[[JobContext], PairsMeasured | PeopleMeasured]:
        """The job that does it."""
        load = services.model.load
        if self.kind == "people":
            name = self.models[0]
            return measure_people(lambda: load(name, mirrored=self.mirrored), self.folder, detector=services.detector)
        return measure_pairs(
            lambda: [load(name, mirrored=self.mirrored) for name in self.models],
            self.folder,
            self.pairs,
            detector=None if self.aligned else services.detector,
            cache=services.home.cache,
        )


class EvaluationChoice(QWidget):
    """Models to tick, what to measure them on, and the button. `wanted` brings a `Measurement`."""

    wanted = Signal(object)
    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._quietly = Quietly(self)
        self._busy = False
        # What another page asked for, until the models are listed.
        self._asked: set[str] = set()
        self.setLayout(column(self._choice_of_models(), self._choice_of_data(), None, spacing=SPACE))

    def _choice_of_models(self) -> Card:
        card = Card(self.tr("Models"))
        self._models = QListWidget()
        self._models.setAccessibleName(self.tr("Models to measure"))
        self._models.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._models.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._models.itemChanged.connect(self._on_choice)
        self._mirrored = QCheckBox(self.tr("Average with the mirror image"))
        self._mirrored.setToolTip(self.tr("Embeds each face and its mirror image. A little better, twice the time."))
        card.body.addWidget(self._models)
        card.body.addWidget(self._mirrored)
        return card

    def _choice_of_data(self) -> Card:
        card = Card(self.tr("Measured on"))
        remembered = self._services.settings.remembered
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("Measured on"))
        self._kind.addItem(self.tr("LFW"), "lfw")
        self._kind.addItem(self.tr("My own pairs"), "pairs")
        self._kind.addItem(self.tr("A folder of people"), "people")
        self._explanation = label("", "small", wrap=True)
        self._folder = PathField(self.tr("Folder of images"), placeholder=self.tr("Folder of images"))
        self._folder.set_path(remembered("evaluation/folder", "", str) or _downloaded_lfw())
        self._get_lfw = button(self.tr("Get LFW…"), self._on_get_lfw, kind="link")
        self._pairs = PathField(
            self.tr("List of pairs"), folder=False, placeholder=self.tr("pairs.txt or CSV"), filters="(*.txt *.csv)"
        )
        self._pairs.set_path(remembered("evaluation/pairs", "", str))
        self._aligned = QCheckBox(self.tr("Faces are aligned already"))
        self._aligned.setToolTip(self.tr("Takes the pictures whole and looks for no faces."))
        self._measure = button(self.tr("Measure"), self.measure, kind="primary", icon_name="play")
        self._reason = label("", "small", wrap=True)
        for widget in (
            self._kind,
            self._explanation,
            self._folder,
            self._get_lfw,
            self._pairs,
            self._aligned,
            self._measure,
            self._reason,
        ):
            card.body.addWidget(widget)
        self._folder.changed.connect(self._on_choice)
        self._pairs.changed.connect(self._on_choice)
        self._kind.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        return card

    # -- the models

    @Slot()
    def refresh(self) -> None:
        """Look again which models there are; each has a file to be read."""
        home = self._services.home
        self._quietly.read(lambda: list_models(home), self._on_listed)

    def _on_listed(self, found: Sequence[ListedModel] | Problem) -> None:
        if isinstance(found, Problem):
            return  # the list stays as it was; measuring says what is wrong
        chosen = self._asked or (set(self.models) if self._models.count() else {self._services.model.name})
        self._asked = set()
        self._models.blockSignals(True)
        self._models.clear()
        for listed in found:
            item = QListWidgetItem(listed.name)
            item.setData(Qt.ItemDataRole.UserRole, listed.name)
            item.setToolTip(listed.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if listed.name in chosen else Qt.CheckState.Unchecked)
            if listed.problem:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setToolTip(listed.problem)
            self._models.addItem(item)
        # As high as its rows, so that the button below stays in sight in a small window.
        rows = min(max(self._models.count(), 2), _ROWS)
        self._models.setFixedHeight(rows * self._models.sizeHintForRow(0) + self._services.theme.px(12))
        self._models.blockSignals(False)
        self._on_choice()

    @property
    def models(self) -> tuple[str, ...]:
        """The names that are ticked."""
        items = (self._models.item(number) for number in range(self._models.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def choose_model(self, name: str) -> None:
        """Tick this one only; it may have been made a moment ago."""
        items = [self._models.item(number) for number in range(self._models.count())]
        if not any(item.data(Qt.ItemDataRole.UserRole) == name for item in items):
            self._asked = {name}
        else:
            for item in items:
                wanted = item.data(Qt.ItemDataRole.UserRole) == name
                item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
        self.refresh()

    # -- what to measure on

    def choose_lfw(self, folder: str) -> None:
        self._kind.setCurrentIndex(self._kind.findData("lfw"))
        self._folder.set_path(folder)

    def choose_folder(self, folder: Path) -> None:
        self._folder.set_path(folder)

    def choose_pairs(self, file: Path) -> None:
        """A list of pairs; where no folder is chosen yet, its own."""
        self._kind.setCurrentIndex(self._kind.findData("pairs"))
        self._pairs.set_path(file)
        if self._folder.path is None:
            self._folder.set_path(file.parent)

    def set_busy(self, busy: bool) -> None:
        """Whether a measurement runs; there is one at a time."""
        self._busy = busy
        self._on_choice()

    @property
    def ready(self) -> bool:
        return self._measure.isEnabled()

    def measure(self) -> None:
        """Ask for the measurement that is chosen."""
        folder = self._folder.path
        if folder is None or not self.ready:
            return
        remember = self._services.settings.remember
        remember("evaluation/folder", str(folder))
        remember("evaluation/pairs", str(self._pairs.path or ""))
        kind: Kind = self._kind.currentData()
        self.wanted.emit(
            Measurement(
                models=self.models,
                kind=kind,
                folder=folder,
                pairs=self._pairs.path if kind == "pairs" else None,
                aligned=self._aligned.isChecked() and kind != "people",
                mirrored=True if self._mirrored.isChecked() else None,
            )
        )

    def _on_kind(self) -> None:
        kind: Kind = self._kind.currentData()
        explanations = {
            "lfw": self.tr("LFW's folder, with pairs.txt in it or beside it."),
            "pairs": self.tr("path_a,path_b,same in each line, and the folder below which the paths lie."),
            "people": self.tr(
                "One folder per person. Some are enrolled, the others are strangers: who is recognised, and who gets a "
                "name that is not theirs?"
            ),
        }
        self._explanation.setText(explanations[kind])
        self._pairs.setVisible(kind == "pairs")
        self._aligned.setVisible(kind != "people")
        self._on_choice()

    def _on_choice(self) -> None:
        kind: Kind = self._kind.currentData()
        reason = ""
        if self._busy:
            reason = self.tr("A measurement is running.")
        elif not self.models:
            reason = self.tr("Choose a model.")
        elif kind == "people" and len(self.models) > 1:
            reason = self.tr("A folder of people takes one model at a time.")
        elif self._folder.path is None or (kind == "pairs" and self._pairs.path is None):
            reason = self.tr("Choose what to measure on.")
        self._get_lfw.setVisible(kind == "lfw" and self._folder.path is None)
        self._measure.setEnabled(not reason)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason) and not self._busy)
        self.changed.emit()

    def _on_get_lfw(self) -> None:
        self._services.navigator.go("data", {"lfw": "get"})


def _downloaded_lfw() -> str:
    from core.data.lfw_download import find_lfw

    found = find_lfw()
    return "" if found is None else str(found)
