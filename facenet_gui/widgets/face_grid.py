"""A grid of pictures with a name and a line below each: identities, chips, people, pairs' faces.

Ten thousand items cost what is in sight: pictures are loaded when they come into view, in a pool beside the window,
and the newest wish goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRunnable,
    QSize,
    Qt,
    QThreadPool,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPainterPath, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from facenet_gui.widgets.basics import quiet_colour

_CACHED = 2000
_PADDING = 8
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FaceItem:
    """One picture of the grid.

    Attributes:
        key: Names the picture; two items of one key show the same picture.
        title: Below the picture. note: a second, quieter line.
        badge: A few characters in the picture's corner, such as a count.
        dimmed: Drawn faintly, for what is left out.
    """

    key: Hashable
    title: str = ""
    note: str = ""
    badge: str = ""
    dimmed: bool = False


# From a key to its picture, in a pool's thread; None where there is none.
ImageLoader = Callable[[Hashable], QImage | None]

_ITEM = Qt.ItemDataRole.UserRole
_PICTURE = Qt.ItemDataRole.UserRole + 1


class _Arrival(QObject):
    came = Signal(object, object, int)


class _Load(QRunnable):
    def __init__(self, key: Hashable, loader: ImageLoader, arrival: _Arrival, generation: int) -> None:
        super().__init__()
        self._key, self._loader, self._arrival, self._generation = key, loader, arrival, generation

    def run(self) -> None:
        try:
            image = self._loader(self._key)
        except Exception:  # noqa: BLE001  a picture that cannot be had is drawn as a blank; its page reports problems
            image = None
        # The grid may have been closed meanwhile.
        try:
            self._arrival.came.emit(self._key, image, self._generation)
        except RuntimeError:
            return


class _Model(QAbstractListModel):
    def __init__(self, loader: ImageLoader, parent: QObject, *, keep_unshown: bool) -> None:
        super().__init__(parent)
        self.items: list[FaceItem] = []
        self._loader = loader
        self._keep_unshown = keep_unshown
        self._pixmaps: OrderedDict[Hashable, QPixmap | None] = OrderedDict()
        self._rows: dict[Hashable, list[int]] = {}
        self._asked: set[Hashable] = set()
        self._generation = 0
        self._priority = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._arrival = _Arrival(self)
        self._arrival.came.connect(self._on_came)

    def set_items(self, items: Sequence[FaceItem]) -> None:
        self.beginResetModel()
        self.items = list(items)
        self._rows = {}
        for number, item in enumerate(self.items):
            self._rows.setdefault(item.key, []).append(number)
        if not self._keep_unshown:
            for key in [key for key in self._pixmaps if key not in self._rows]:
                del self._pixmaps[key]
        self.endResetModel()

    def forget(self) -> None:
        """Load every picture anew."""
        self._generation += 1
        self._pixmaps.clear()
        self._asked.clear()
        if self.items:
            self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))

    @property
    def loading(self) -> bool:
        return self._pool.activeThreadCount() > 0

    def close(self) -> None:
        self._pool.clear()
        self._pool.waitForDone()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802
        return 0 if parent is not None and parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role == _ITEM:
            return item
        if role == _PICTURE:
            return self._picture(item.key)
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(text for text in (item.title, item.note) if text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (item.title, item.note, item.badge) if text)
        return None

    def _picture(self, key: Hashable) -> QPixmap | None:
        if key in self._pixmaps:
            self._pixmaps.move_to_end(key)
            return self._pixmaps[key]
        if key not in self._asked:
            self._asked.add(key)
            self._priority += 1
            self._pool.start(_Load(key, self._loader, self._arrival, self._generation), self._priority)
        return None

    @Slot(object, object, int)
    def _on_came(self, key: Hashable, image: QImage | None, generation: int) -> None:
        if generation != self._generation:
            return
        self._asked.discard(key)
        if not self._keep_unshown and key not in self._rows:
            return
        self._pixmaps[key] = None if image is None else QPixmap.fromImage(image)
        while len(self._pixmaps) > _CACHED:
            self._pixmaps.popitem(last=False)
        for number in self._rows.get(key, ()):
            self.dataChanged.emit(self.index(number), self.index(number), [_PICTURE])


class _Delegate(QStyledItemDelegate):
    def __init__(self, side: int, aspect: float, lines: int, parent: QObject) -> None:
        super().__init__(parent)
        self.picture = QSize(round(side * aspect), side)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        text = QFontMetrics(option.font).lineSpacing() * self._lines
        below = text + 6 if self._lines else 0
        return QSize(self.picture.width() + 2 * _PADDING, self.picture.height() + 2 * _PADDING + below)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: FaceItem = index.data(_ITEM)
        picture: QPixmap | None = index.data(_PICTURE)
        palette: QPalette = option.palette
        whole: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        inner = whole.adjusted(2, 2, -2, -2)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            colour = palette.link().color()
            colour.setAlpha(46 if state & QStyle.StateFlag.State_Selected else 20)
            painter.setBrush(colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(inner, 8, 8)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(palette.link().color())
            painter.drawRoundedRect(inner, 8, 8)
        if item.dimmed:
            painter.setOpacity(0.35)
        left = whole.left() + (whole.width() - self.picture.width()) // 2
        place = QRect(QPoint(left, whole.top() + _PADDING), self.picture)
        clip = QPainterPath()
        clip.addRoundedRect(place, 6, 6)
        painter.setClipPath(clip)
        painter.fillRect(place, palette.alternateBase())
        if picture is not None and not picture.isNull():
            _draw_filling(painter, place, picture)
        painter.setClipping(False)
        if item.badge:
            self._draw_badge(painter, place, item.badge, palette)
        self._draw_text(painter, whole, place.bottom() + 6, item, palette)
        painter.restore()

    @staticmethod
    def _draw_badge(painter: QPainter, place: QRect, text: str, palette: QPalette) -> None:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(text) + 12
        badge = QRect(place.right() - width - 4, place.bottom() - metrics.height() - 6, width, metrics.height() + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.base())
        painter.drawRoundedRect(badge, 6, 6)
        painter.setPen(palette.windowText().color())
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_text(self, painter: QPainter, whole: QRect, top: int, item: FaceItem, palette: QPalette) -> None:
        metrics = painter.fontMetrics()
        for text, colour in (
            (item.title, palette.windowText().color()),
            (item.note, QColor(quiet_colour())),
        )[: self._lines]:
            painter.setPen(colour)
            # A little wider than the picture, so that few words need to be cut.
            line = QRect(whole.left() + 2, top, whole.width() - 4, metrics.lineSpacing())
            painter.drawText(
                line,
                Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width()),
            )
            top += metrics.lineSpacing()


def _draw_filling(painter: QPainter, place: QRect, picture: QPixmap) -> None:
    """Fill the place with the middle of the picture."""
    scale = min(picture.width() / place.width(), picture.height() / place.height())
    width, height = round(place.width() * scale), round(place.height() * scale)
    middle = QRect((picture.width() - width) // 2, (picture.height() - height) // 2, width, height)
    painter.drawPixmap(place, picture, middle)


class FaceGrid(QListView):
    """The grid.

    Args:
        loader: Called in a pool's thread with the key of an item that came into view.
        side: The pictures' height in pixels.
        aspect: Their width over their height; 2 for two chips side by side.
        lines: Lines of text below a picture: 0, 1 (title) or 2 (and note).
        multiple: Whether several items can be chosen at once.
        keep_unshown: Keep pictures of items that are gone, for when they come again; else they are forgotten at once.
    """

    opened = Signal(object)
    chosen = Signal(list)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        loader: ImageLoader,
        *,
        side: int = 96,
        aspect: float = 1.0,
        lines: int = 2,
        multiple: bool = False,
        keep_unshown: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = _Model(loader, self, keep_unshown=keep_unshown)
        self.setModel(self._model)
        self._delegate = _Delegate(side, aspect, lines, self)
        self.setItemDelegate(self._delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setSelectionMode(
            QAbstractItemView.SelectionMode.ExtendedSelection
            if multiple
            else QAbstractItemView.SelectionMode.SingleSelection
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.activated.connect(lambda index: self.opened.emit(index.data(_ITEM)))
        self.selectionModel().selectionChanged.connect(self._on_selection)

    def set_items(self, items: Sequence[FaceItem]) -> None:
        """Show these; the scroll position and the choice stay where their keys are still there."""
        kept = {item.key for item in self.chosen_items()}
        position = self.verticalScrollBar().value()
        self._model.set_items(items)
        self.selectionModel().blockSignals(True)
        for number, item in enumerate(items):
            if item.key in kept:
                self.selectionModel().select(self._model.index(number), self.selectionModel().SelectionFlag.Select)
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(position)
        if kept:
            self._on_selection()

    def chosen_items(self) -> list[FaceItem]:
        return [index.data(_ITEM) for index in sorted(self.selectedIndexes(), key=lambda index: index.row())]

    def reload(self) -> None:
        """Load all pictures anew."""
        self._model.forget()

    def close_pool(self) -> None:
        """Wait for pictures that are being loaded; to be called before what the loader reads is closed."""
        self._model.close()

    @property
    def loading(self) -> bool:
        """Whether a picture is being loaded at this moment."""
        return self._model.loading

    @property
    def items(self) -> list[FaceItem]:
        return list(self._model.items)

    def _on_selection(self) -> None:
        self.chosen.emit(self.chosen_items())

    def _on_menu(self, position: QPoint) -> None:
        index = self.indexAt(position)
        if index.isValid():
            self.menu_wanted.emit(index.data(_ITEM), self.viewport().mapToGlobal(position))
