"""The people of a data set as a grid that can be searched and sorted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from facenet_gui.pages.data_changes import PendingChanges, Person
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import GAP, EmptyState, column, row
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem, ImageLoader
from facenet_gui.words import grouped


class PeopleGrid(QWidget):
    """One picture each, with the number of images; `opened` brings a name.

    Args:
        loader: Gives the chip of a place.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, loader: ImageLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Mapping[str, Person] = {}
        self._changes = PendingChanges({})
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Search people"))
        self._search.setAccessibleName(self.tr("Search people"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._fill)
        self._sort = QComboBox()
        self._sort.setAccessibleName(self.tr("Order"))
        self._sort.addItem(self.tr("By name"), "name")
        self._sort.addItem(self.tr("Most images first"), "most")
        self._sort.addItem(self.tr("Fewest images first"), "fewest")
        self._sort.currentIndexChanged.connect(self._fill)
        self.grid = FaceGrid(loader, side=theme.px(96))
        self.grid.setAccessibleName(self.tr("People of the data set"))
        self.grid.opened.connect(lambda item: self.opened.emit(str(item.title)))
        self._nobody = EmptyState("search", self.tr("Nobody of this name"))
        self._found = QStackedWidget()
        self._found.addWidget(self.grid)
        self._found.addWidget(self._nobody)
        layout = column(margins=(0, GAP, 0, 0))
        layout.addLayout(row(self._search, self._sort))
        layout.addWidget(self._found, 1)
        self.setLayout(layout)

    def show_people(self, people: Mapping[str, Person], changes: PendingChanges) -> None:
        """Show these, with what is changed about them."""
        self._people, self._changes = people, changes
        self._fill()

    def begin_anew(self) -> None:
        """Another data set: nothing is searched for, and every picture is loaded."""
        self.grid.reload()
        self._search.clear()

    def _fill(self) -> None:
        wanted = self._search.text().strip().casefold()
        people = [
            person
            for person in self._people.values()
            if wanted in person.name.casefold() or wanted in person.name.replace("_", " ").casefold()
        ]
        match self._sort.currentData():
            case "most":
                people.sort(key=lambda person: -person.kept)
            case "fewest":
                people.sort(key=lambda person: person.kept)
        self.grid.set_items([self._item(person) for person in people])
        self._found.setCurrentWidget(self.grid if people else self._nobody)

    def _item(self, person: Person) -> FaceItem:
        first = next((place for place in person.places if not self._changes.is_excluded(place)), person.places[0])
        notes = []
        if not person.kept:
            notes.append(self.tr("left out"))
        elif person.changed:
            notes.append(self.tr("changed"))
        if person.held_out and person.kept:
            notes.append(self.tr("held out"))
        return FaceItem(first, person.name, " · ".join(notes), grouped(person.kept), dimmed=not person.kept)
