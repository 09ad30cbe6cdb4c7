"""Everybody in the gallery: a grid with a search, an order, and who may be there twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QStackedWidget, QWidget

from core.gallery.records import Person
from facenet_gui.icons import icon
from facenet_gui.services import Services
from facenet_gui.widgets.basics import SPACE, EmptyState, button, column, label, row
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem, ImageLoader
from facenet_gui.words import grouped

_NAME, _NEWEST, _TEMPLATES = "name", "newest", "templates"


def searchable(text: str) -> str:
    """A text as it is searched: without regard to case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if not unicodedata.combining(character))


def in_order(people: Sequence[Person], *, order: str, search: str) -> list[Person]:
    """Those whose name holds all words of the search, in an order. Ids rise, so the newest has the largest."""
    words = searchable(search).split()
    found = [one for one in people if all(word in searchable(one.name) for word in words)]
    if order == _NEWEST:
        return sorted(found, key=lambda one: -one.id)
    if order == _TEMPLATES:
        return sorted(found, key=lambda one: (-one.templates, searchable(one.name)))
    return sorted(found, key=lambda one: (searchable(one.name), one.id))


class PeopleList(QWidget):
    """The grid. `opened` sends a person's id; the other signals say what the user wants."""

    opened = Signal(int)
    rename_wanted = Signal(int)
    merge_wanted = Signal(int)
    delete_wanted = Signal(int)
    photos_wanted = Signal()
    folder_wanted = Signal()
    camera_wanted = Signal()
    duplicates_wanted = Signal()

    def __init__(self, services: Services, loader: ImageLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = services.settings
        self._people: tuple[Person, ...] = ()
        px = services.theme.px
        self._search = QLineEdit()
        self._search.setObjectName("search")
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setAccessibleName(self.tr("Search people"))
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setMaximumWidth(px(320))
        self._search.textChanged.connect(self._show)
        self._order = QComboBox()
        self._order.setAccessibleName(self.tr("Order"))
        for text, key in (
            (self.tr("By name"), _NAME),
            (self.tr("Newest first"), _NEWEST),
            (self.tr("Most pictures first"), _TEMPLATES),
        ):
            self._order.addItem(text, key)
        self._order.setCurrentIndex(max(0, self._order.findData(self._settings.remembered("people/order", _NAME, str))))
        self._order.currentIndexChanged.connect(self._on_order)
        self._count = label("", "small")
        self._duplicates = button("", self.duplicates_wanted.emit, kind="quiet", icon_name="merge")
        self._duplicates.hide()
        self.grid = FaceGrid(loader, side=px(112))
        self.grid.setAccessibleName(self.tr("People"))
        self.grid.opened.connect(lambda item: self.opened.emit(item.key[0]))
        self.grid.clicked.connect(lambda index: self._on_clicked(index.row()))
        self.grid.menu_wanted.connect(self._on_menu)
        nobody = EmptyState(
            "users",
            self.tr("Nobody is enrolled yet"),
            self.tr(
                "Drop a few photos of somebody here, or a folder with one folder per person. Three to five pictures "
                "in different light are enough. Names and faces stay on this computer, encrypted."
            ),
            actions=[
                button(self.tr("Choose photos…"), self.photos_wanted.emit, icon_name="images"),
                button(self.tr("Choose a folder…"), self.folder_wanted.emit, icon_name="folder-plus"),
                button(self.tr("Use the camera…"), self.camera_wanted.emit, icon_name="camera"),
            ],
        )
        nothing = EmptyState("search", self.tr("Nobody of that name"), self.tr("Try fewer letters."))
        self._stack = QStackedWidget()
        for widget in (self.grid, nobody, nothing):
            self._stack.addWidget(widget)
        self._bar = QWidget()
        self._bar.setLayout(row(self._search, self._order, self._count, None, self._duplicates))
        layout = column(self._bar, self._stack, spacing=SPACE)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.find_action = QAction(self.tr("Find somebody"), self)
        self.find_action.triggered.connect(self._search.setFocus)

    def show_people(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self._show()

    def show_suspected(self, count: int) -> None:
        """How many pairs may be one person each."""
        self._duplicates.setVisible(count > 0)
        self._duplicates.setText(
            self.tr("1 suspected duplicate")
            if count == 1
            else self.tr("{0} suspected duplicates").format(grouped(count))
        )

    def _show(self) -> None:
        shown = in_order(self._people, order=self._order.currentData(), search=self._search.text())
        self.grid.set_items(
            [
                FaceItem(
                    key=(person.id, person.cover),
                    title=person.name,
                    note=self.tr("1 picture")
                    if person.templates == 1
                    else self.tr("{0} pictures").format(grouped(person.templates)),
                )
                for person in shown
            ]
        )
        everybody = len(self._people)
        if len(shown) < everybody:
            self._count.setText(self.tr("{0} of {1}").format(grouped(len(shown)), grouped(everybody)))
        else:
            self._count.setText(
                self.tr("1 person") if everybody == 1 else self.tr("{0} people").format(grouped(everybody))
            )
        self._bar.setVisible(bool(everybody))
        self._stack.setCurrentIndex(0 if shown else (2 if everybody else 1))

    def _on_order(self) -> None:
        self._settings.remember("people/order", str(self._order.currentData()))
        self._show()

    def _on_clicked(self, number: int) -> None:
        self.opened.emit(self.grid.items[number].key[0])  # type: ignore[index]

    def _on_menu(self, item: FaceItem, place: QPoint) -> None:
        person_id: int = item.key[0]  # type: ignore[index]
        menu = QMenu(self)
        for icon_name, text, signal in (
            ("eye", self.tr("Show"), self.opened),
            ("pencil", self.tr("Rename…"), self.rename_wanted),
            ("merge", self.tr("Merge with…"), self.merge_wanted),
            ("trash-2", self.tr("Delete"), self.delete_wanted),
        ):
            action = menu.addAction(icon(icon_name), text)
            action.triggered.connect(lambda _=False, signal=signal: signal.emit(person_id))
        menu.exec(place)
        menu.deleteLater()
