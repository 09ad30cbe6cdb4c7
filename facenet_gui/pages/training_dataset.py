"""What a training learns from: a data set, and further ones behind it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from core.data.dataset_card import DatasetCard
from facenet_gui.services import Services
from facenet_gui.widgets.basics import button, column, label, row
from facenet_gui.words import grouped


class DatasetChoice(QWidget):
    """`changed` comes with every other choice. `data_wanted`: there is no data set yet.

    Attributes:
        combo: The data set whose held-out people are measured.
        people, images: What all the chosen ones have to learn from; 0 while there is none.
    """

    changed = Signal()
    data_wanted = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = services.settings
        self._cards: dict[str, DatasetCard] = {}
        self._further: tuple[str, ...] = ()
        # What is to be chosen as soon as it is listed.
        self._asked = services.settings.remembered("training/dataset", "", str)
        self._asked_further: tuple[str, ...] = ()
        self.people = self.images = 0
        self.combo = QComboBox()
        self.combo.setAccessibleName(self.tr("Data set"))
        self.combo.setObjectName("dataset")
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(16)
        self.combo.currentIndexChanged.connect(self._on_chosen)
        self._menu = QMenu(self)
        self._more = button(self.tr("More data sets"))
        self._more.setObjectName("further")
        self._more.setToolTip(self.tr("Learn from others as well. Who is held out comes from the first one alone."))
        self._more.setMenu(self._menu)
        self._note = label("", "small", wrap=True)
        self._make_data = button(self.tr("Import photos, or make sample faces"), self.data_wanted.emit, kind="link")
        beside = row(self.combo, self._more)
        beside.setStretch(0, 1)
        whole = column(spacing=4)
        whole.addLayout(beside)
        whole.addWidget(self._note)
        whole.addWidget(self._make_data)
        self.setLayout(whole)

    @property
    def card(self) -> DatasetCard | None:
        """Of the data set; None while there is none."""
        return self._cards.get(self._path)

    @property
    def path(self) -> Path:
        """The data set's folder; only where there is a `card`."""
        return Path(self._path)

    @property
    def further(self) -> tuple[Path, ...]:
        """The folders of the others."""
        return tuple(Path(path) for path in self._further)

    def set_datasets(self, found: Sequence[tuple[Path, DatasetCard]]) -> None:
        """The data sets of now; the choice stays."""
        chosen = self._asked or self._path
        further = self._asked_further if self._asked else self._further
        self._cards = {str(path): card for path, card in found}
        self.combo.blockSignals(True)
        self.combo.clear()
        for path, card in self._cards.items():
            images = card.totals.training.images + card.totals.validation.images
            self.combo.addItem(self.tr("{0} ({1} images)").format(card.name, grouped(images)), path)
        number = self.combo.findData(chosen)
        if number >= 0:
            self._asked, self._asked_further = "", ()
        self.combo.setCurrentIndex(max(number, 0) if self._cards else -1)
        self.combo.blockSignals(False)
        self._further = further if number >= 0 else ()
        self._show()

    def choose(self, path: str, further: Sequence[str] = ()) -> None:
        """Train on these; they may have been made a moment ago, and come with the next `set_datasets`."""
        self._asked, self._asked_further = path, tuple(further)
        number = self.combo.findData(path)
        if number >= 0:
            self.combo.blockSignals(True)
            self.combo.setCurrentIndex(number)
            self.combo.blockSignals(False)
            self._further = self._asked_further
            self._asked, self._asked_further = "", ()
            self._show()

    @property
    def _path(self) -> str:
        return self.combo.currentData() or ""

    def _on_chosen(self) -> None:
        self._further = ()
        self._show()

    def _on_further(self, path: str, taken: bool) -> None:
        self._further = (*(each for each in self._further if each != path), *((path,) if taken else ()))
        self._sum_up()

    def _show(self) -> None:
        """The choice, and what can be added to it: faces that were aligned otherwise cannot."""
        card = self.card
        fitting = [] if card is None else [path for path, other in self._cards.items() if self._fits(card, other, path)]
        self._further = tuple(path for path in self._further if path in fitting)
        self._menu.clear()
        for path in fitting:
            action = self._menu.addAction(self._cards[path].name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(path in self._further)
            action.toggled.connect(lambda taken, path=path: self._on_further(path, taken))
        self._more.setVisible(bool(fitting))
        self._make_data.setVisible(card is None)
        self.combo.setVisible(card is not None)
        self._note.setVisible(card is not None)
        if card is not None:
            self._settings.remember("training/dataset", self._path)
        self._sum_up()

    def _fits(self, card: DatasetCard, other: DatasetCard, path: str) -> bool:
        same = (other.alignment_id, other.chip_size) == (card.alignment_id, card.chip_size)
        return same and path != self._path and other.totals.training.images > 0

    def _sum_up(self) -> None:
        """What it amounts to."""
        card = self.card
        others = [self._cards[path] for path in self._further]
        cards = [] if card is None else [card, *others]
        # Of the same name is the same person.
        names = {each.name for one in cards for each in one.identities if each.split == "training"}
        self.people, self.images = len(names), sum(one.totals.training.images for one in cards)
        if card is not None:
            words = self.tr("{0} people with {1} images to learn from; {2} people are held out to measure.").format(
                grouped(self.people), grouped(self.images), grouped(card.totals.validation.identities)
            )
            if others:
                words = self.tr("{0} Together with {1}.").format(words, ", ".join(one.name for one in others))
            self._note.setText(words)
        self.changed.emit()
