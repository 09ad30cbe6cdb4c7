"""Making a model better at the gallery's people: the dialog that asks, and the one that shows what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.data.dataset_card import CARD, DatasetCard, load_card
from core.embedding.model_list import ListedModel
from core.errors import FacenetError
from core.gallery.gallery import Gallery
from core.home import Home
from facenet_gui.services import Services
from facenet_gui.widgets.basics import GAP, SPACE, WIDE, button, column, label, row
from facenet_gui.words import duration, percent

if TYPE_CHECKING:
    from core.training.improvement_result import Improvement

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class ImproveChoices:
    """What there is to choose from.

    Attributes:
        models: Those that can be trained.
        datasets: Those that hold people out, with their cards.
        start: The name of the model to propose: the one in use, else the one that knows most of the gallery's faces,
            else the first.
    """

    models: Sequence[ListedModel]
    datasets: Sequence[tuple[Path, DatasetCard]]
    start: str

    @classmethod
    def of(cls, gallery: Gallery, home: Home, *, in_use: str) -> ImproveChoices:
        """Read them; beside the window, as there may be many."""
        from core.training.improvement_start import start_for_gallery, trainable_models

        models = trainable_models(home)
        start = in_use if any(listed.name == in_use for listed in models) else ""
        if models and not start:
            try:
                start = start_for_gallery(gallery, home).name
            except FacenetError:
                start = models[0].name
        found = []
        for path in sorted(home.datasets.iterdir()) if home.datasets.is_dir() else ():
            if (path / CARD).is_file() and not path.name.startswith("."):
                try:
                    card = load_card(path)
                except FacenetError:
                    continue  # the data page lists it with its problem
                if card.totals.validation.images:
                    found.append((path, card))
        return cls(models, found, start)


@dataclass(frozen=True, slots=True)
class ImproveOrder:
    """What the user wants: from this model folder, with this data set, under this name."""

    start: Path
    dataset: Path
    name: str


class ImproveDialog(QDialog):
    """Asks for the model to begin from, the general data set, and a name. `order` holds the answer once accepted."""

    def __init__(self, services: Services, choices: ImproveChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Make it better at these people"))
        self.order: ImproveOrder | None = None
        self._services = services
        self._typed = False
        self._start, self._dataset = QComboBox(), QComboBox()
        for listed in choices.models:
            self._start.addItem(listed.name, str(listed.folder))
        for path, card in choices.datasets:
            people = len(card.identities)
            self._dataset.addItem(self.tr("{0} ({1} people)").format(card.name, f"{people:,}"), str(path))
        self._start.setCurrentIndex(max(self._start.findText(choices.start), 0))
        remembered = services.settings.remembered("people/general data", "", str)
        self._dataset.setCurrentIndex(max(self._dataset.findData(remembered), 0))
        self._name = QLineEdit()
        self._name.setObjectName("model_name")
        self._problem = label("", "bad", wrap=True)
        self._problem.hide()
        self._make = button(self.tr("Make it better"), self._on_make, kind="primary", icon_name="sparkles")
        layout = column(
            label(self.tr("Make it better at these people"), "heading"),
            label(
                self.tr(
                    "A model is trained on for some minutes with the faces of your gallery and those of other people. "
                    "A third of your people's pictures is kept back to measure on: the new model is kept only if it "
                    "recognises them better and tells everybody else apart no worse. The gallery itself stays as it "
                    "is until you say otherwise."
                ),
                "quiet",
                wrap=True,
            ),
            spacing=GAP,
            margins=(WIDE, WIDE, WIDE, WIDE),
        )
        layout.addLayout(self._form())
        layout.addWidget(self._problem)
        layout.addWidget(
            label(
                self.tr("Its weights hold something of these faces: treat it as you treat the gallery."),
                "small",
                wrap=True,
            )
        )
        layout.addSpacing(SPACE)
        layout.addStretch(1)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject, kind="quiet"), self._make))
        self.setLayout(layout)
        _fit(self, services.theme.px(520))
        self._start.currentIndexChanged.connect(self._propose)
        self._name.textEdited.connect(self._on_typed)
        self._propose()

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setColumnStretch(1, 1)
        form.setHorizontalSpacing(WIDE)
        fields = (
            (self.tr("Start from"), self._start),
            (self.tr("Other people"), self._dataset),
            (self.tr("Name"), self._name),
        )
        for number, (title, field) in enumerate(fields):
            field.setAccessibleName(title)
            if isinstance(field, QComboBox):
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                field.setMinimumContentsLength(16)
            text = label(title)
            text.setBuddy(field)
            form.addWidget(text, number, 0)
            form.addWidget(field, number, 1)
        return form

    def _propose(self) -> None:
        from core.training.improvement_start import free_model_name

        if not self._typed:
            self._name.setText(free_model_name(self._services.home, self._start.currentText()))

    def _on_typed(self, text: str) -> None:
        self._typed = bool(text)
        self._problem.hide()

    def _on_make(self) -> None:
        from core.training.improvement_start import new_model_folder

        try:
            new_model_folder(self._services.home, self._name.text())
        except FacenetError as error:
            self._problem.setText(error.message)
            self._problem.show()
            return
        self._services.settings.remember("people/general data", self._dataset.currentData())
        self.order = ImproveOrder(Path(self._start.currentData()), Path(self._dataset.currentData()), self._name.text())
        self.accept()


class ImprovementDialog(QDialog):
    """Before and after in a table. Accepted where the user wants to use the new model."""

    def __init__(self, services: Services, result: Improvement, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Before and after"))
        message, hint = improvement_in_words(result)
        layout = column(
            label(message, "heading", wrap=True),
            label(hint, "quiet", wrap=True),
            spacing=GAP,
            margins=(WIDE, WIDE, WIDE, WIDE),
        )
        layout.addWidget(self._table(result))
        layout.addWidget(label(self._notes(result), "small", wrap=True))
        layout.addSpacing(SPACE)
        close = button(self.tr("Close"), self.reject, kind="quiet" if result.kept else "normal")
        use = button(self.tr("Use it for this gallery"), self.accept, kind="primary", icon_name="check")
        layout.addStretch(1)
        layout.addLayout(row(None, close, use) if result.kept else row(None, close))
        self.setLayout(layout)
        _fit(self, services.theme.px(640))
        (use if result.kept else close).setFocus()

    def _table(self, result: Improvement) -> QTableWidget:
        rows = self._rows(result)
        table = QTableWidget(len(rows), 4)
        table.setObjectName("improvement")
        table.setAccessibleName(self.tr("Before and after"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        headings = ["", self.tr("Before"), self.tr("After"), self.tr("Chance")]
        for place, heading in enumerate(headings):
            item = QTableWidgetItem(heading)
            item.setTextAlignment(_RIGHT if place else _LEFT)
            table.setHorizontalHeaderItem(place, item)
        for number, texts in enumerate(rows):
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT if place else _LEFT)
                table.setItem(number, place, item)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(self.fontMetrics().horizontalAdvance("0" * 10))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        heights = sum(table.rowHeight(number) for number in range(len(rows)))
        table.setFixedHeight(header.sizeHint().height() + heights + 6)
        return table

    def _rows(self, result: Improvement) -> list[tuple[str, str, str, str]]:
        before, after, errors, tolerance = result.before, result.after, result.errors, result.tolerance
        rows = [
            (
                self.tr("Missed, where {0} of strangers get a name").format(percent(before.people.fpir, 0)),
                percent(before.people.fnir),
                percent(after.people.fnir),
                percent(errors.fnir),
            ),
            (
                self.tr("The nearest person is the right one"),
                percent(before.people.rank1),
                percent(after.people.rank1),
                "",
            ),
            (
                self.tr("Separation of your people from strangers"),
                f"{before.people.separation:.2f}",
                f"{after.people.separation:.2f}",
                f"{errors.separation:.2f}",
            ),
            (
                self.tr("Everybody else told apart (AUC)"),
                f"{before.general.auc:.4f}",
                f"{after.general.auc:.4f}",
                f"{tolerance.auc:.4f}",
            ),
            (
                self.tr("Everybody else confused (EER)"),
                percent(before.general.eer, 2),
                percent(after.general.eer, 2),
                percent(tolerance.eer, 2),
            ),
        ]
        for one, other in zip(before.general.val_at_far, after.general.val_at_far, strict=True):
            if one.supported:
                words = self.tr("Everybody else: VAL at FAR {0}").format(f"{100 * one.far:g} %")
                rows.append((words, percent(one.val), percent(other.val), ""))
        return rows

    def _notes(self, result: Improvement) -> str:
        notes = [
            self.tr(
                "Measured on {0} pictures of your people and {1} of {2} strangers, none of which was learnt from. "
                "A gain must be larger than chance, a loss must not. It took {3}."
            ).format(
                f"{result.held_out:,}",
                f"{result.before.people.strangers:,}",
                f"{result.strangers:,}",
                duration(result.seconds),
            )
        ]
        if not result.before.people.supported:
            notes.append(
                self.tr("There were too few pictures of strangers to speak of {0} of them.").format(
                    percent(result.before.people.fpir, 0)
                )
            )
        if result.same_names:
            notes.append(
                self.tr("Left out of the data set, because the gallery has people of their names: {0}.").format(
                    f"{result.same_names:,}"
                )
            )
        return "\n".join(notes)


def _fit(dialog: QDialog, width: int) -> None:
    """As wide as asked, and as high as its wrapped words then need."""
    dialog.setMinimumWidth(width)
    layout = dialog.layout()
    if layout is not None:
        dialog.resize(width, layout.totalHeightForWidth(width))


def improvement_in_words(result: Improvement) -> tuple[str, str]:
    """What came of it, and what to do next."""
    from PySide6.QtCore import QCoreApplication

    def tr(text: str) -> str:
        return QCoreApplication.translate("ImprovementDialog", text)

    name = result.model.name if result.model is not None else ""
    match result.reason:
        case "recognises_more":
            return (
                tr("{0} recognises your people better.").format(name),
                tr("Everybody else is told apart as before. Use it, and the faces are embedded anew."),
            )
        case "separates_better":
            return (
                tr("{0} recognises at least as many of your people's pictures as before, and more clearly.").format(
                    name
                ),
                tr("Everybody else is told apart as before. Use it, and the faces are embedded anew."),
            )
        case "general_dropped":
            return (
                tr("It did not get better: everybody else was told apart worse than before."),
                tr("Nothing was kept. A larger data set of other people helps it not to forget them."),
            )
        case "no_gain":
            return (
                tr("It did not get better, or not by more than chance."),
                tr("Nothing was kept. More pictures of your people help most, on other days and in other light."),
            )
