"""Questions before a change: which name, merge with whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from core.gallery.records import Person
from facenet_gui.pages.people_changes import Changes
from facenet_gui.pages.people_choose import ChoosePerson
from facenet_gui.theme import Theme
from facenet_gui.widgets.face_grid import ImageLoader
from facenet_gui.widgets.name_field import NameDialog, short_name


class Asking(QObject):
    """Opens a dialog and hands the answer on.

    Args:
        everybody: The people of now.
        loader: Gives the picture of a (person id, template id).
    """

    def __init__(
        self,
        changes: Changes,
        everybody: Callable[[], Sequence[Person]],
        loader: ImageLoader,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._changes, self._everybody, self._loader = changes, everybody, loader
        self._theme, self._widget = theme, parent

    def rename(self, person_id: int) -> None:
        person = self._find(person_id)
        if person is None:
            return
        dialog = NameDialog(
            self.tr("Rename"),
            self.tr("{0} gets another name.").format(short_name(person.name)),
            known=self._names(),
            name=person.name,
            accept=self.tr("Rename"),
            parent=self._widget,
        )
        dialog.accepted.connect(lambda: self._changes.rename(person, dialog.name))
        dialog.open()

    def merge(self, person_id: int) -> None:
        person = self._find(person_id)
        if person is None:
            return
        dialog = ChoosePerson(
            self.tr("Merge with"),
            self.tr("All pictures of {0} go to the person whom you choose, whose name and cover remain.").format(
                short_name(person.name)
            ),
            people=[one for one in self._everybody() if one.id != person_id],
            loader=self._loader,
            accept=self.tr("Merge"),
            theme=self._theme,
            parent=self._widget,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def merge() -> None:
            if dialog.chosen is not None:
                self._changes.merge(person, dialog.chosen)

        dialog.accepted.connect(merge)
        dialog.open()

    def delete(self, person_id: int) -> None:
        """No question: it can be undone."""
        person = self._find(person_id)
        if person is not None:
            self._changes.delete(person)

    def split(self, template_ids: list[int]) -> None:
        dialog = NameDialog(
            self.tr("Split off"),
            self.tr("1 picture becomes a person of its own.")
            if len(template_ids) == 1
            else self.tr("{0} pictures become a person of their own.").format(len(template_ids)),
            known=self._names(),
            accept=self.tr("Split off"),
            parent=self._widget,
        )
        dialog.accepted.connect(lambda: self._changes.split(template_ids, dialog.name))
        dialog.open()

    def merge_now(self, person_id: int, into_id: int) -> None:
        """Two entries are one person, as suspected."""
        person, into = self._find(person_id), self._find(into_id)
        if person is not None and into is not None:
            self._changes.merge(person, into)

    def _find(self, person_id: int) -> Person | None:
        return next((person for person in self._everybody() if person.id == person_id), None)

    def _names(self) -> list[str]:
        return [person.name for person in self._everybody()]
