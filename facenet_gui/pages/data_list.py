"""The list at the left of the data page: what is in work, data sets, and imports that were interrupted."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from facenet_gui.pages.data_work import ListedDataset
from facenet_gui.theme import Theme
from facenet_gui.widgets.choice_list import ITEM, ChoiceDelegate, ChoiceList, ChoiceModel, Index
from facenet_gui.words import day, grouped


def _tr(text: str) -> str:
    return QCoreApplication.translate("DatasetList", text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row.

    Attributes:
        key: What it stands for.
        lines: Quieter ones below the title.
        bad: Whether the lines tell of a problem.
    """

    key: Hashable
    title: str
    lines: tuple[str, ...] = ()
    tip: str = ""
    bad: bool = False


class _Model(ChoiceModel):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry: Entry = self.items[index.row()]
        if role == ITEM:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.tip or entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((entry.title, *entry.lines))
        return None


class _Delegate(ChoiceDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        entry: Entry = index.data(ITEM)
        return QSize(120, QFontMetrics(option.font).lineSpacing() * (1 + len(entry.lines)) + self._theme.px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(ITEM)
        colours = self._theme.colours
        painter.save()
        place = self.ground(painter, option)
        inner = place.adjusted(10, self._theme.px(6), -10, 0)
        bold = QFont(option.font)
        bold.setBold(True)
        height = QFontMetrics(option.font).lineSpacing()
        quiet = QColor(colours.bad if entry.bad else colours.quiet)
        rows = [(entry.title, bold, QColor(colours.text)), *((line, option.font, quiet) for line in entry.lines)]
        for number, (text, font, colour) in enumerate(rows):
            painter.setFont(font)
            painter.setPen(colour)
            line = inner.adjusted(0, number * height, 0, 0)
            line.setHeight(height)
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class DatasetList(ChoiceList):
    """One row each; `chosen` comes with a row's key when the user picks another one."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        model = _Model()
        super().__init__(model, _Delegate(theme), parent)
        self._model = model
        self.setAccessibleName(self.tr("Data sets"))
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def told(self, item: Entry) -> Hashable:
        return item.key

    def set_entries(self, entries: Sequence[Entry], *, current: Hashable | None) -> None:
        """Show these, with one of them chosen; nothing is sent."""
        if entries != self._model.items:
            self._model.set_items(entries)
        self.selectionModel().blockSignals(True)
        self.selectionModel().clear()
        for number, entry in enumerate(self._model.items):
            if entry.key == current:
                self.selectionModel().setCurrentIndex(
                    self._model.index(number), self.selectionModel().SelectionFlag.ClearAndSelect
                )
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    @property
    def entries(self) -> list[Entry]:
        return list(self._model.items)

    def _on_selection(self) -> None:
        for index in self.selectedIndexes():
            self.chosen.emit(self.told(index.data(ITEM)))


def entry_of(listed: ListedDataset) -> Entry:
    """The row of a data set, or of an interrupted import."""
    if listed.problem:
        return Entry(listed.path, listed.name, (_tr("damaged"),), listed.problem, bad=True)
    if listed.unfinished is not None:
        return Entry(("unfinished", listed.path), listed.name, (_tr("import not finished"),), str(listed.unfinished))
    lines = [_tr("{0} images, {1} people").format(grouped(listed.images), grouped(listed.identities))]
    if listed.created is not None:
        lines.append(day(listed.created.timestamp()))
    return Entry(listed.path, listed.name, tuple(lines), str(listed.path))
