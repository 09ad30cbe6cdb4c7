"""The people page: who is in the gallery, how they got there, and keeping it in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QThread
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from core.gallery.duplicates import tell_apart
from facenet_gui.dialogs.unlock import open_or_unlock
from facenet_gui.icons import icon
from facenet_gui.images import to_qimage
from facenet_gui.page import Page
from facenet_gui.pages.people_actions import PeopleActions
from facenet_gui.pages.people_asking import Asking
from facenet_gui.pages.people_changes import Changes
from facenet_gui.pages.people_choose import DuplicatesPanel
from facenet_gui.pages.people_enrolling import Enrolling
from facenet_gui.pages.people_gallery import ShownGallery
from facenet_gui.pages.people_improving import Improving
from facenet_gui.pages.people_list import PeopleList
from facenet_gui.pages.people_model import ModelBanner
from facenet_gui.pages.people_person import PersonView
from facenet_gui.pages.people_transfer import Transfer
from facenet_gui.pages.people_work import GallerySeen, find_duplicates, look, look_at_person, readable
from facenet_gui.services import Services
from facenet_gui.threads.background import Background
from facenet_gui.threads.jobs import Problem
from facenet_gui.widgets.basics import SPACE, Banner, EmptyState, PageHeader, button, tool
from facenet_gui.widgets.job_line import JobLine

_GALLERY_SUFFIX = ".sqlite"


class PeoplePage(Page):
    """Everybody, one person, an enrolment, or the suspected duplicates: one of them at a time."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._background = Background(self)
        self._shown = ShownGallery(services, self)
        self._wanted_person: int | None = None
        self._build()
        services.gallery.changed.connect(self._on_gallery)
        services.model.changed.connect(self._on_model)

    # -- building

    def _build(self) -> None:
        self._banner, self._model_banner = Banner(), ModelBanner()
        self._enrolling_line, self._transfer_line, self._improving_line = JobLine(), JobLine(), JobLine()
        self._changes = Changes(self.services, self._background, self._banner, self)
        self._changes.person_gone.connect(self._on_person_gone)
        self._enrolling = Enrolling(
            self.services,
            self._background,
            self._banner,
            self._enrolling_line,
            self._shown.matching,
            self._shown.names,
            self,
        )
        self._transfer = Transfer(self.services, self._banner, self._transfer_line, self)
        self._transfer.idle.connect(self._on_gallery)
        self._improving = Improving(self.services, self._background, self._banner, self._improving_line, self)
        self._improving.embed_wanted.connect(self._on_embed)
        self._asking = Asking(self._changes, self._shown.everybody, self._shown.picture, self.services.theme, self)
        self._list = PeopleList(self.services, self._shown.picture)
        self._person = PersonView(self.services.theme, self._shown.picture)
        self._duplicates = DuplicatesPanel(self.services.theme, self._shown.picture)
        self._again = button(self.tr("Try again"), self._on_again, icon_name="refresh-cw")
        self._closed = EmptyState(
            "lock",
            "",
            actions=[
                self._again,
                button(self.tr("Use my own gallery"), self._on_own_gallery, icon_name="users"),
            ],
        )
        self._stack = QStackedWidget()
        for widget in (
            self._list,
            self._person,
            self._enrolling.review,
            self._enrolling.many,
            self._duplicates,
            self._closed,
        ):
            self._stack.addWidget(widget)
        self._connect()
        self._actions = PeopleActions(
            self,
            undo=self._changes.undo_action,
            photos=self._enrolling.choose_photos,
            folder=self._enrolling.choose_folder,
            camera=self._on_camera,
            find=self._on_find,
            strangers=self._on_strangers,
            duplicates=self._on_duplicates,
            improve=self._improving.ask,
            export=lambda: self._transfer.ask_export(len(self._shown.everybody())),
            import_=self._transfer.choose_import,
            own=self._on_own_gallery,
            purge=self._transfer.ask_purge,
        )
        self._enroll = button(self.tr("Enroll"), kind="primary", icon_name="user-plus")
        self._enroll.setMenu(self._actions.enroll_menu())
        self._more = tool("ellipsis", self.tr("More"), lambda: self._actions.popup_more(self._more))
        self._header = PageHeader(self.tr("People"), actions=[self._enroll, self._more])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(SPACE)
        lines = (self._enrolling_line, self._transfer_line, self._improving_line)
        for above in (self._header, self._banner, self._model_banner, *lines):
            layout.addWidget(above)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        people, person, enrolling = self._list, self._person, self._enrolling
        people.opened.connect(self.show_person)
        people.photos_wanted.connect(enrolling.choose_photos)
        people.folder_wanted.connect(enrolling.choose_folder)
        people.camera_wanted.connect(self._on_camera)
        people.duplicates_wanted.connect(self._on_duplicates)
        for view in (people, person):
            view.rename_wanted.connect(self._asking.rename)
            view.merge_wanted.connect(self._asking.merge)
            view.delete_wanted.connect(self._asking.delete)
        person.left.connect(self._show_everybody)
        person.more_wanted.connect(enrolling.choose_photos)
        person.remove_wanted.connect(self._changes.remove)
        person.split_wanted.connect(self._asking.split)
        person.cover_wanted.connect(self._changes.set_cover)
        enrolling.show_review.connect(lambda: self._front(enrolling.review))
        enrolling.show_many.connect(lambda: self._front(enrolling.many))
        enrolling.over.connect(self._on_enrolling_over)
        enrolling.many.person_wanted.connect(self.show_person)
        self._duplicates.left.connect(self._show_everybody)
        self._duplicates.merge_wanted.connect(self._asking.merge_now)
        self._duplicates.apart_wanted.connect(self._on_apart)

    # -- what the frame asks

    def open(self, what: Mapping[str, str]) -> None:
        if "gallery" in what:
            self._use_gallery(Path(what["gallery"]))
        if "person" in what:
            self.show_person(int(what["person"]))
        if "enroll" in what:
            self._enrolling.enroll([Path(line) for line in what["enroll"].split("\n") if line])

    def first_control(self) -> QWidget | None:
        return self._enroll if self._enroll.isVisible() else self._stack

    def menu_actions(self) -> Sequence[QAction]:
        return self._actions.all

    def drop_words(self, paths: Sequence[Path]) -> str:
        if len(paths) == 1 and paths[0].suffix.lower() == _GALLERY_SUFFIX:
            return self.tr("Open this gallery")
        if len(paths) == 1 and self._transfer.takes(paths[0]):
            return self.tr("Import these people")
        return self.tr("Enroll from these pictures") if paths and all(readable(path) for path in paths) else ""

    def drop(self, paths: Sequence[Path]) -> None:
        if len(paths) == 1 and paths[0].suffix.lower() == _GALLERY_SUFFIX:
            self._use_gallery(paths[0])
        elif len(paths) == 1 and self._transfer.takes(paths[0]):
            self._transfer.ask_import(paths[0])
        else:
            # What is dropped while a person is shown is theirs.
            name = self._person.name if self._stack.currentWidget() is self._person else ""
            self._enrolling.enroll(paths, name=name)

    def shown(self) -> None:
        self._on_gallery()

    def closing(self) -> None:
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self._background.close()
        for grid in (self._list.grid, self._person.grid):
            grid.close_pool()

    def settled(self) -> bool:
        # A camera that is being opened, or a network that is being loaded, takes its time.
        return self._background.closed and not any(thread.isRunning() for thread in self.findChildren(QThread))

    # -- following the gallery

    def _on_gallery(self) -> None:
        if self._shown.follow():
            self._list.grid.reload()
            self._person.grid.reload()
        gallery = self._shown.gallery
        if gallery is None:
            self._show_closed()
            return
        if self._stack.currentWidget() is self._closed:
            self._show_everybody()
            if self._enrolling.review.busy:
                self._front(self._enrolling.review)
        embedder = self.services.model.embedder
        self._background.ask(lambda: look(gallery, embedder()), self._on_seen, self._on_look_failed, topic="look")
        self._look_at_person()

    def _on_model(self) -> None:
        self._shown.forget_matcher()
        self._on_gallery()

    def _on_seen(self, seen: GallerySeen) -> None:
        self._shown.seen = seen
        self._list.show_people(seen.people)
        self._changes.set_latest(seen.latest)
        for action in self._actions.needs_people:
            action.setEnabled(bool(seen.people))
        own = self.services.gallery.path == self.services.home.gallery
        self._actions.own.setVisible(not own)
        self._header.set_text(
            self.tr("Whom the live page knows by name.")
            if own
            else self.tr("Gallery: {0}").format(self.services.gallery.path)
        )
        if self._transfer.busy:
            self._model_banner.hide()
        else:
            self._model_banner.follow(seen, self._on_embed)
        if self._enrolling.review.busy:
            self._enrolling.review.set_known([person.name for person in seen.people])
        self._look_for_duplicates(always=False)

    def _on_look_failed(self, problem: Problem) -> None:
        self._banner.show_problem(problem, action=self.tr("Try again"), on_action=self._on_gallery)

    def _show_closed(self) -> None:
        problem = self.services.gallery.problem
        message = problem.message if problem else self.tr("The gallery is closed.")
        hint = problem.hint if problem else ""
        self._closed.set("lock", message, hint)
        locked = self.services.gallery.locked
        self._again.setText(self.tr("Unlock…") if locked else self.tr("Try again"))
        self._again.setIcon(icon("lock-open" if locked else "refresh-cw"))
        self._again.setVisible(not self.services.gallery.waiting)
        self._shown.seen = None
        self._front(self._closed)

    def _look_at_person(self) -> None:
        gallery, person_id = self._shown.gallery, self._wanted_person
        if gallery is None or person_id is None:
            return
        self._background.ask(
            lambda: look_at_person(gallery, person_id),
            self._person.show_person,
            lambda _: self._on_person_gone(person_id),
            topic="person",
        )

    def _look_for_duplicates(self, *, always: bool) -> None:
        found = self._shown.matching()
        if isinstance(found, Problem):
            if always:
                self._banner.show_problem(found)
            return
        matcher, threshold = found

        def work() -> tuple[list[object], dict[int, QImage]]:
            pairs = find_duplicates(matcher, threshold, always=always)
            shown = {person.id: person for pair in pairs[:50] for person in (pair.first, pair.second)}
            covers = {
                person.id: to_qimage(matcher.gallery.chip(person.cover))
                for person in shown.values()
                if person.cover is not None
            }
            return list(pairs), covers

        self._background.ask(work, self._on_pairs, self._on_look_failed, topic="duplicates")

    def _on_pairs(self, found: tuple[list[object], dict[int, QImage]]) -> None:
        pairs, covers = found
        self._list.show_suspected(len(pairs))
        self._duplicates.show_pairs(pairs, covers)  # type: ignore[arg-type]

    # -- what is in front

    def _front(self, widget: QWidget) -> None:
        self._stack.setCurrentWidget(widget)
        enrolling = widget in (self._enrolling.review, self._enrolling.many)
        # One primary button in sight.
        self._enroll.setVisible(widget in (self._list, self._duplicates))
        self._more.setVisible(not enrolling)

    def _show_everybody(self) -> None:
        self._wanted_person = None
        self._person.forget()
        self._front(self._list)

    def show_person(self, person_id: int) -> None:
        """Bring one person to the front."""
        if self._shown.gallery is None:
            self._on_gallery()
        if self._shown.gallery is None:
            return
        self._wanted_person = person_id
        self._front(self._person)
        self._look_at_person()

    def _on_person_gone(self, person_id: int) -> None:
        if self._wanted_person == person_id:
            self._show_everybody()

    def _on_enrolling_over(self) -> None:
        if self._wanted_person is not None:
            self.show_person(self._wanted_person)
        else:
            self._show_everybody()

    def _on_find(self) -> None:
        self._show_everybody()
        self._list.find_action.trigger()

    # -- what the user does

    def _use_gallery(self, path: Path) -> None:
        self._show_everybody()
        self.services.gallery.open(path)
        in_use = self.services.gallery
        if (in_use.problem is None or in_use.waiting) and path != self.services.home.gallery:
            self.services.settings.add_recent(Path(f"gallery:{path}"))

    def _on_again(self) -> None:
        open_or_unlock(self.services, self)

    def _on_own_gallery(self) -> None:
        self._use_gallery(self.services.home.gallery)

    def _on_camera(self) -> None:
        from facenet_gui.pages.people_coach import CoachDialog

        found = self._shown.matching()
        if isinstance(found, Problem):
            self._banner.show_problem(found)
            return
        dialog = CoachDialog(self.services, *found, parent=self)
        dialog.finished_with.connect(self._enrolling.enroll_faces)
        dialog.open()

    def _on_strangers(self) -> None:
        from facenet_gui.pages.people_calibration import CalibrationDialog

        if self._shown.gallery is not None:
            dialog = CalibrationDialog(self.services, self._shown.gallery, self)
            dialog.changed.connect(self.services.gallery.follow)
            dialog.open()

    def _on_embed(self) -> None:
        self._model_banner.hide()
        self._transfer.embed_anew()

    def _on_duplicates(self) -> None:
        self._wanted_person = None
        self._front(self._duplicates)
        self._look_for_duplicates(always=True)

    def _on_apart(self, person_id: int, other_id: int) -> None:
        found = self._shown.matching()
        if not isinstance(found, Problem):
            matcher = found[0]
            self._changes.do(
                lambda _: tell_apart(matcher, person_id, other_id),
                lambda _: self._changes.tell(self.tr("Remembered: they are different people.")),
            )
