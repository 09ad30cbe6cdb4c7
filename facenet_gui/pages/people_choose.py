"""Dialogs about people: whom to merge with, and pairs who may be one person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from core.gallery.duplicates import SuspectedDuplicate
from core.gallery.records import Person
from facenet_gui.pages.people_list import in_order
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import GAP, SPACE, WIDE, Card, EmptyState, button, column, label, row, scrolled
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem, ImageLoader
from facenet_gui.widgets.name_field import short_name

_SHOWN = 50


class ChoosePerson(QDialog):
    """Chooses one of many people; `chosen` holds them once the dialog was accepted."""

    def __init__(
        self,
        title: str,
        text: str,
        *,
        people: Sequence[Person],
        loader: ImageLoader,
        accept: str,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.chosen: Person | None = None
        self._people = {person.id: person for person in people}
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search people"))
        self._search.textChanged.connect(self._show)
        self._grid = FaceGrid(loader, side=theme.px(80), lines=1)
        self._grid.setAccessibleName(title)
        self._grid.chosen.connect(self._on_chosen)
        self._grid.opened.connect(lambda _: self._on_accept())
        self._accept = button(accept, self._on_accept, kind="primary", icon_name="merge")
        self._accept.setEnabled(False)
        layout = column(
            label(title, "heading", wrap=True),
            label(text, "quiet", wrap=True),
            self._search,
            spacing=GAP,
            margins=(WIDE, WIDE, WIDE, WIDE),
        )
        layout.addWidget(self._grid, 1)
        layout.addLayout(row(None, button(self.tr("Cancel"), self.reject, kind="quiet"), self._accept))
        self.setLayout(layout)
        self.resize(theme.px(600), theme.px(520))
        self._show()

    def choose(self, person_id: int) -> None:
        """Choose somebody, as a click does."""
        for number, item in enumerate(self._grid.items):
            if item.key[0] == person_id:  # type: ignore[index]
                self._grid.setCurrentIndex(self._grid.model().index(number, 0))

    def done(self, result: int) -> None:
        self._grid.close_pool()
        super().done(result)

    def _show(self) -> None:
        found = in_order(list(self._people.values()), order="name", search=self._search.text())
        self._grid.set_items([FaceItem(key=(person.id, person.cover), title=person.name) for person in found])
        self._on_chosen(self._grid.chosen_items())

    def _on_chosen(self, items: list[FaceItem]) -> None:
        self.chosen = self._people[items[0].key[0]] if items else None  # type: ignore[index]
        self._accept.setEnabled(self.chosen is not None)

    def _on_accept(self) -> None:
        if self.chosen is not None:
            self.accept()


class DuplicatesPanel(QWidget):
    """Pairs who look like one person, side by side. Ids of both go with the signals."""

    merge_wanted = Signal(int, int)
    apart_wanted = Signal(int, int)
    left = Signal()

    def __init__(self, theme: Theme, loader: ImageLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._loader = theme, loader
        self._list = QWidget()
        self._body = QVBoxLayout(self._list)
        self._body.setContentsMargins(0, 0, GAP, 0)
        self._body.setSpacing(GAP)
        back = button(self.tr("Everybody"), self.left.emit, kind="quiet", icon_name="chevron-left")
        self._words = label("", "quiet", wrap=True)
        layout = column(spacing=SPACE)
        layout.addLayout(row(back, label(self.tr("Suspected duplicates"), "heading"), None))
        layout.addWidget(self._words)
        layout.addWidget(scrolled(self._list), 1)
        self.setLayout(layout)

    def show_pairs(self, pairs: Sequence[SuspectedDuplicate], pictures: dict[int, QImage]) -> None:
        """These pairs, with the covers of those in them by person id."""
        while (item := self._body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for pair in pairs[:_SHOWN]:
            self._body.addWidget(self._pair(pair, pictures))
        if not pairs:
            self._body.addWidget(
                EmptyState("circle-check", self.tr("No duplicates"), self.tr("Nobody looks like somebody else here.")),
                1,
            )
        else:
            self._body.addStretch(1)
        words = self.tr("These people lie closer together than the threshold: one person under two names?")
        if len(pairs) > _SHOWN:
            words += " " + self.tr("The nearest {0} of {1} are shown.").format(_SHOWN, len(pairs))
        self._words.setText(words if pairs else "")

    def _pair(self, pair: SuspectedDuplicate, pictures: dict[int, QImage]) -> Card:
        card = Card()
        sides = [self._side(person, pictures.get(person.id)) for person in (pair.first, pair.second)]
        middle = label(self.tr("distance {0}").format(f"{pair.distance:.2f}"), "small")
        first, second = pair.first.id, pair.second.id
        same = button(self.tr("Same person: merge"), lambda: self.merge_wanted.emit(second, first), icon_name="merge")
        apart = button(self.tr("Different people"), lambda: self.apart_wanted.emit(first, second), kind="quiet")
        apart.setToolTip(self.tr("Remembers it: neither will get the other's name from these faces again."))
        card.body.addLayout(row(sides[0], middle, sides[1], None, apart, same, spacing=SPACE))
        return card

    def _side(self, person: Person, picture: QImage | None) -> QWidget:
        side = self._theme.px(72)
        face = QLabel()
        face.setFixedSize(side, side)
        face.setScaledContents(True)
        if picture is not None:
            face.setPixmap(QPixmap.fromImage(picture))
        name = label(short_name(person.name, 24))
        name.setToolTip(person.name)
        count = label(
            self.tr("1 picture") if person.templates == 1 else self.tr("{0} pictures").format(person.templates),
            "small",
        )
        widget = QWidget()
        words = column(None, name, count, None, spacing=2)
        whole = row(face, spacing=GAP)
        whole.addLayout(words)
        widget.setLayout(whole)
        return widget
