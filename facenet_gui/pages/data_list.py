"""The list at the left of the data page: what is in work, data sets, and imports that were interrupted."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facenet_gui.pages.data_work import ListedDataset
from facenet_gui.theme import Theme
from facenet_gui.words import grouped

Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole


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


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == _ENTRY:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.tip or entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((entry.title, *entry.lines))
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        entry: Entry = index.data(_ENTRY)
        return QSize(120, QFontMetrics(option.font).lineSpacing() * (1 + len(entry.lines)) + self._theme.px(18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(_ENTRY)
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = option.rect.adjusted(4, 2, -4, -2)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if chosen else colours.raised))
            painter.drawRoundedRect(place, 8, 8)
        inner = place.adjusted(10, self._theme.px(6), -10, 0)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
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


class DatasetList(QListView):
    """One row each; `chosen` comes when the user picks another one."""

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Data sets"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def set_entries(self, entries: Sequence[Entry], *, current: Hashable | None) -> None:
        """Show these, with one of them chosen; nothing is sent."""
        if entries != self._model.entries:
            self._model.set_entries(entries)
        self.selectionModel().blockSignals(True)
        self.selectionModel().clear()
        for number, entry in enumerate(self._model.entries):
            if entry.key == current:
                self.selectionModel().setCurrentIndex(
                    self._model.index(number), self.selectionModel().SelectionFlag.ClearAndSelect
                )
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    @property
    def entries(self) -> list[Entry]:
        return list(self._model.entries)

    def _on_selection(self) -> None:
        for index in self.selectedIndexes():
            self.chosen.emit(index.data(_ENTRY).key)

    def _on_menu(self, position: QPoint) -> None:
        index = self.indexAt(position)
        if index.isValid():
            self.menu_wanted.emit(index.data(_ENTRY).key, self.viewport().mapToGlobal(position))


def entry_of(listed: ListedDataset) -> Entry:
    """The row of a data set, or of an interrupted import."""
    if listed.problem:
        return Entry(listed.path, listed.name, (_tr("damaged"),), listed.problem, bad=True)
    if listed.unfinished is not None:
        return Entry(("unfinished", listed.path), listed.name, (_tr("import not finished"),), str(listed.unfinished))
    lines = [_tr("{0} images, {1} people").format(grouped(listed.images), grouped(listed.identities))]
    if listed.created is not None:
        moment = QDateTime.fromMSecsSinceEpoch(round(listed.created.timestamp() * 1000))
        lines.append(QLocale().toString(moment, _tr("d MMM yyyy")))
    return Entry(listed.path, listed.name, tuple(lines), str(listed.path))
