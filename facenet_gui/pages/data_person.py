"""One person of a data set: the chips, what can be done with them, and the changes that wait to be saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from core.data.editing import Place
from facenet_gui.pages.data_changes import PendingChanges, Person
from facenet_gui.theme import Theme
from facenet_gui.widgets.basics import GAP, button, column, label, row, set_kind, tool
from facenet_gui.widgets.face_grid import FaceGrid, FaceItem, ImageLoader
from facenet_gui.words import grouped


class PersonView(QWidget):
    """Sends what the user wants; whoever owns the changes makes them and shows the person again.

    Args:
        loader: Gives the chip of a place.
    """

    left = Signal()
    exclude_wanted = Signal(list)
    restore_wanted = Signal(list)
    move_wanted = Signal(list)
    rename_wanted = Signal(str)

    def __init__(self, theme: Theme, loader: ImageLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: Person | None = None
        self._excluded: frozenset[Place] = frozenset()
        self._name = label("", "heading")
        self._words = label("", "small")
        self.grid = FaceGrid(loader, side=theme.px(96), lines=1, multiple=True)
        self.grid.setAccessibleName(self.tr("Images of this person"))
        self.grid.chosen.connect(self._show_actions)
        back = tool("chevron-left", self.tr("All people"), self.left.emit)
        self._exclude = button(self.tr("Leave out"), self._on_exclude, icon_name="eye-off")
        self._move = button(self.tr("Shows somebody else…"), self._on_move, icon_name="user-x")
        rename = button(self.tr("Rename or merge…"), self._on_rename, kind="quiet", icon_name="pencil")
        self._exclude_all = button(self.tr("Leave out everything"), self._on_exclude_all, kind="quiet")
        top = row(back, spacing=GAP)
        top.addLayout(column(self._name, self._words, spacing=0), 1)
        top.addWidget(rename)
        top.addWidget(self._exclude_all)
        layout = column(margins=(0, GAP, 0, 0))
        layout.addLayout(top)
        layout.addWidget(self.grid, 1)
        layout.addLayout(row(self._exclude, self._move, None))
        self.setLayout(layout)

    def show_person(self, person: Person, changes: PendingChanges) -> None:
        """Show a person with the changes that are not saved yet."""
        if self._person is None or self._person.name != person.name:
            self.grid.clearSelection()
            self.grid.scrollToTop()
        self._person = person
        self._excluded = changes.correction.excluded
        self._name.setText(person.name)
        total = len(person.places)
        if person.kept < total:
            words = [self.tr("{0} of {1} images kept").format(grouped(person.kept), grouped(total))]
        else:
            words = [self.tr("{0} images").format(grouped(total)) if total > 1 else self.tr("1 image")]
        if person.held_out:
            words.append(self.tr("held out for validation"))
        self._words.setText(" · ".join(words))
        self._exclude_all.setText(self.tr("Leave out everything") if person.kept else self.tr("Restore everything"))
        self.grid.set_items([self._item(place, moved=place in changes.correction.moved) for place in person.places])
        self._show_actions()

    def _item(self, place: Place, *, moved: bool) -> FaceItem:
        if place in self._excluded:
            return FaceItem(place, self.tr("left out"), dimmed=True)
        return FaceItem(place, self.tr("moved here") if moved else "")

    def _chosen(self) -> list[Place]:
        return [item.key for item in self.grid.chosen_items() if isinstance(item.key, tuple)]

    def _all_out(self, places: list[Place]) -> bool:
        return bool(places) and self._excluded.issuperset(places)

    def _show_actions(self) -> None:
        places = self._chosen()
        self._exclude.setEnabled(bool(places))
        self._move.setEnabled(bool(places))
        self._exclude.setText(self.tr("Restore") if self._all_out(places) else self.tr("Leave out"))

    def _on_exclude(self) -> None:
        places = self._chosen()
        (self.restore_wanted if self._all_out(places) else self.exclude_wanted).emit(places)

    def _on_exclude_all(self) -> None:
        if self._person is not None:
            places = list(self._person.places)
            (self.restore_wanted if self._all_out(places) else self.exclude_wanted).emit(places)

    def _on_move(self) -> None:
        self.move_wanted.emit(self._chosen())

    def _on_rename(self) -> None:
        if self._person is not None:
            self.rename_wanted.emit(self._person.name)


class ChangesBar(QFrame):
    """How many changes are not saved, and what to do about them; hidden while there are none."""

    undo_wanted = Signal()
    discard_wanted = Signal()
    save_as_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._count = label("")
        self._undo = button(self.tr("Undo"), self.undo_wanted.emit, kind="quiet", icon_name="undo-2")
        self._discard = button(self.tr("Discard"), self.discard_wanted.emit, kind="quiet")
        self._save_as = button(self.tr("Save as…"), self.save_as_wanted.emit)
        self._save = button(self.tr("Save changes"), self.save_wanted.emit, icon_name="save")
        self.setLayout(
            row(self._count, None, self._undo, self._discard, self._save_as, self._save, margins=(16, 8, 8, 8))
        )
        self.hide()

    def show_changes(self, changes: PendingChanges, *, busy: bool) -> None:
        """Show them; while something is being saved or opened, none can be saved."""
        count = changes.count
        self._count.setText(self.tr("Changes not saved: {0}").format(grouped(count)))
        self._undo.setEnabled(changes.can_undo and not busy)
        for action in (self._discard, self._save_as, self._save):
            action.setEnabled(count > 0 and not busy)
        # One primary button in sight: saving, while there is something to save.
        set_kind(self._save, "primary" if count else "normal", icon_name="save")
        self.setVisible(changes.can_undo)
