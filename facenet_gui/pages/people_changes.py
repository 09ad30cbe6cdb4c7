"""Changes of the gallery: done beside the window, told in a banner, and undone from there or with Ctrl+Z."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from core.gallery.gallery import Gallery
from core.gallery.records import Change, ChangeKind, Person
from facenet_gui.icons import icon
from facenet_gui.services import Services
from facenet_gui.threads.background import Background
from facenet_gui.threads.jobs import Problem
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.name_field import short_name
from facenet_gui.words import grouped

T = TypeVar("T")

_DONE: dict[ChangeKind, str] = {
    "add_person": str(QT_TRANSLATE_NOOP("Change", "added {0}")),
    "add_templates": str(QT_TRANSLATE_NOOP("Change", "added pictures of {0}")),
    "rename": str(QT_TRANSLATE_NOOP("Change", "renamed to {0}")),
    "merge": str(QT_TRANSLATE_NOOP("Change", "merged into {0}")),
    "split": str(QT_TRANSLATE_NOOP("Change", "split {0} off")),
    "remove_template": str(QT_TRANSLATE_NOOP("Change", "removed a picture of {0}")),
    "delete_person": str(QT_TRANSLATE_NOOP("Change", "deleted {0}")),
    "set_cover": str(QT_TRANSLATE_NOOP("Change", "chose a cover for {0}")),
    "reject": str(QT_TRANSLATE_NOOP("Change", "said that a face is not {0}")),
    "import": str(QT_TRANSLATE_NOOP("Change", "imported people")),
}


def change_in_words(change: Change) -> str:
    """ "deleted Anna"."""
    name = short_name(change.name, 30) or f"#{change.person_id}"
    return QCoreApplication.translate("Change", _DONE[change.kind]).format(name)


class Changes(QObject):
    """Does changes of the gallery in use, one after the other."""

    person_gone = Signal(int)

    def __init__(self, services: Services, background: Background, banner: Banner, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._background, self._banner = services, background, banner
        # The latest change when the page last looked, and after the last change of ours.
        self._latest: Change | None = None
        self._newest: Change | None = None
        self.undo_action = QAction(icon("undo-2"), "", parent)
        self.undo_action.setShortcut(QKeySequence.StandardKey.Undo)
        self.undo_action.triggered.connect(self.undo)
        self.set_latest(None)

    def set_latest(self, change: Change | None) -> None:
        """What "undo" means now."""
        self._latest = change
        self.undo_action.setEnabled(change is not None)
        words = self.tr("Undo") if change is None else self.tr("Undo: {0}").format(change_in_words(change))
        self.undo_action.setText(words.replace("&", "&&"))

    def do(self, work: Callable[[Gallery], T], then: Callable[[T], object]) -> None:
        """Do something to the gallery beside the window, and tell the other pages.

        Args:
            work: Gets the gallery; touches no widget.
            then: Gets what `work` returned, in the window's thread.
        """
        gallery = self._services.gallery.get()
        if gallery is None:
            return

        def change() -> tuple[T, Change | None]:
            result = work(gallery)
            return result, next(iter(gallery.changes()), None)

        def done(answer: tuple[T, Change | None]) -> None:
            result, self._newest = answer
            self._services.gallery.follow()
            then(result)

        self._background.ask(change, done, self.fail)

    def fail(self, problem: Problem) -> None:
        """Say what went wrong, and look at the gallery anew: somebody else may have changed it."""
        self._banner.show_problem(problem)
        self._services.gallery.follow()

    def undo(self) -> None:
        """Undo the latest change, unless somebody changed something meanwhile."""
        self._undo(self._latest)

    def tell(self, message: str, hint: str = "") -> None:
        """Say what was done, with a way back."""
        newest = self._newest
        self._banner.show_message(
            message, hint, tone="good", action=self.tr("Undo"), on_action=lambda: self._undo(newest)
        )

    def _undo(self, change: Change | None) -> None:
        if change is not None:
            self.do(
                lambda gallery: gallery.undo(change_id=change.id),
                lambda undone: self._banner.show_message(self.tr("Undone: {0}.").format(change_in_words(undone))),
            )

    # -- the changes

    def rename(self, person: Person, name: str) -> None:
        if name != person.name:
            self.do(
                lambda gallery: gallery.rename(person.id, name),
                lambda renamed: self.tell(
                    self.tr("{0} is now {1}.").format(short_name(person.name), short_name(renamed.name))
                ),
            )

    def merge(self, person: Person, into: Person) -> None:
        def then(merged: Person) -> None:
            self.person_gone.emit(person.id)
            self.tell(
                self.tr("{0} is now part of {1}, who has {2} pictures.").format(
                    short_name(person.name), short_name(merged.name), grouped(merged.templates)
                )
            )

        self.do(lambda gallery: gallery.merge(person.id, into=into.id), then)

    def delete(self, person: Person) -> None:
        def then(_: None) -> None:
            self.person_gone.emit(person.id)
            self.tell(
                self.tr("{0} was deleted.").format(short_name(person.name)),
                self.tr("It can be undone until deleted data is erased for good."),
            )

        self.do(lambda gallery: gallery.delete_person(person.id), then)

    def split(self, template_ids: list[int], name: str) -> None:
        self.do(
            lambda gallery: gallery.split(template_ids, name=name),
            lambda new: self.tell(
                self.tr("{0} is a person of their own now, with {1} pictures.").format(
                    short_name(new.name), grouped(new.templates)
                )
            ),
        )

    def remove(self, template_ids: list[int]) -> None:
        """Remove pictures; each is a change of its own, so the banner's undo brings back all of these."""

        def work(gallery: Gallery) -> int:
            for template_id in template_ids:
                gallery.remove_template(template_id)
            return len(template_ids)

        def then(count: int) -> None:
            words = self.tr("1 picture was removed.") if count == 1 else self.tr("{0} pictures were removed.")
            self._banner.show_message(
                words.format(count),
                tone="good",
                action=self.tr("Undo"),
                on_action=lambda: self._undo_several(count),
            )

        self.do(work, then)

    def _undo_several(self, count: int) -> None:
        def work(gallery: Gallery) -> int:
            undone = 0
            for change in gallery.changes()[:count]:
                # Whatever somebody did meanwhile stays.
                if change.kind != "remove_template":
                    break
                gallery.undo(change_id=change.id)
                undone += 1
            return undone

        self.do(
            work,
            lambda undone: self._banner.show_message(
                self.tr("1 picture is back.") if undone == 1 else self.tr("{0} pictures are back.").format(undone)
            ),
        )

    def set_cover(self, person_id: int, template_id: int) -> None:
        self.do(lambda gallery: gallery.set_cover(person_id, template_id), lambda _: None)
