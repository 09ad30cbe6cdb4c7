"""The way from pictures to an enrolment: which are chosen, who is in them, read, reviewed, written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.faces.photo import PHOTO_SUFFIXES
from core.gallery.matching import Matcher
from core.gallery.records import Person
from facenet_gui import places
from facenet_gui.pages.people_many import ManyPanel
from facenet_gui.pages.people_review import ReviewPanel, skipped_in_words
from facenet_gui.pages.people_work import FacesRead, Outcome, Pictures, enroll_many, people_in, read
from facenet_gui.services import Services
from facenet_gui.threads.background import Background
from facenet_gui.threads.jobs import Job, Problem
from facenet_gui.threads.mailbox import Mailbox
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.job_line import JobLine
from facenet_gui.widgets.name_field import short_name
from facenet_gui.words import grouped


class Enrolling(QObject):
    """One enrolment at a time. `show_review` and `show_many` ask the page to bring a panel to the front; `over` that
    there is nothing more to show.
    """

    show_review = Signal()
    show_many = Signal()
    over = Signal()

    def __init__(
        self,
        services: Services,
        background: Background,
        banner: Banner,
        line: JobLine,
        matcher: Callable[[], tuple[Matcher, float] | Problem],
        known: Callable[[], list[str]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._services, self._background, self._banner, self._line = services, background, banner, line
        self._matcher, self._known, self._widget = matcher, known, parent
        self._job: Job | None = None
        self._outcomes: Mailbox[tuple[Outcome, ...]] = Mailbox()
        self.review = ReviewPanel(services.theme, background, matcher)
        self.review.enrolled.connect(self._on_enrolled)
        self.review.left.connect(self._on_review_left)
        self.many = ManyPanel(services.theme)
        self.many.start_wanted.connect(self._on_many)
        self.many.review_wanted.connect(self._read)
        self.many.left.connect(self._on_many_left)

    # -- the ways in

    def choose_photos(self, name: str = "") -> None:
        """Ask for pictures of one person."""
        wanted = " ".join(f"*{suffix}" for suffix in sorted(PHOTO_SUFFIXES))
        chosen, _ = QFileDialog.getOpenFileNames(
            self._widget,
            self.tr("Photos of one person"),
            self._folder(),
            self.tr("Photos ({0})").format(f"{wanted} {wanted.upper()}"),
        )
        if chosen:
            self._remember(Path(chosen[0]).parent)
            self.enroll([Path(path) for path in chosen], name=name)

    def choose_folder(self) -> None:
        """Ask for a folder of one person's pictures, or with one folder per person."""
        chosen = QFileDialog.getExistingDirectory(
            self._widget, self.tr("A folder of one person, or with one folder per person"), self._folder()
        )
        if chosen:
            self._remember(Path(chosen).parent)
            self.enroll([Path(chosen)])

    def enroll(self, paths: Sequence[Path], *, name: str = "") -> None:
        """Begin with files and folders.

        Args:
            name: Of the person they show, where it is known.
        """
        if self._refused():
            return
        self._background.ask(
            lambda: people_in(paths),
            lambda people: self._on_people([replace(one, name=name) for one in people] if name else people),
            self._banner.show_problem,
            topic="people in pictures",
        )

    def enroll_faces(self, faces: FacesRead) -> None:
        """Begin with faces that were read already, from a camera."""
        if not self._refused():
            self._on_read(faces)

    @property
    def busy(self) -> bool:
        return self._job is not None

    def _refused(self) -> bool:
        if self._job is not None:
            self._banner.show_message(
                self.tr("Pictures are being read already."), self.tr("Wait until they are, or stop it."), tone="info"
            )
            return True
        return False

    def _folder(self) -> str:
        return str(self._services.settings.remembered("people/folder", places.pictures(), str))

    def _remember(self, folder: Path) -> None:
        self._services.settings.remember("people/folder", str(folder))

    # -- reading and reviewing one person

    def _on_people(self, people: list[Pictures]) -> None:
        self._banner.hide()
        if len(people) == 1:
            self._read(people[0])
            return
        self.review.forget()
        self.many.show_people(people, self._known())
        self.show_many.emit()

    def _read(self, pictures: Pictures) -> None:
        if self._refused():
            return
        found = self._matcher()
        if isinstance(found, Problem):
            self._banner.show_problem(found)
            return
        self._start(
            self._services.jobs.start(
                self.tr("Looking at {0} pictures").format(grouped(len(pictures.paths))),
                read(pictures, detector=self._services.detector, embedder=self._services.model.embedder),
                page="people",
                cannot_stop_yet=self.tr("finishing the pictures in hand …"),
                on_done=self._on_read,
                on_failed=self._banner.show_problem,
            )
        )

    def _on_read(self, faces: FacesRead) -> None:
        reasons = skipped_in_words(faces.found)
        if reasons or not faces.found:
            self._banner.show_message(self.tr("There is no face to enroll in these pictures."), reasons, tone="warning")
            return
        if self.review.busy and self.review.isVisible():
            self.review.add(faces)
        else:
            self.review.start(faces, self._known())
        self.show_review.emit()

    def _on_enrolled(self, done: tuple[Person | None, str]) -> None:
        person, advice = done
        self._services.gallery.follow()
        if person is not None:
            self._banner.show_message(
                self.tr("{0} is enrolled, with {1} pictures.").format(
                    short_name(person.name), grouped(person.templates)
                )
                if person.templates != 1
                else self.tr("{0} is enrolled, with 1 picture.").format(short_name(person.name)),
                advice,
                tone="good",
                action=self.tr("Recognise live"),
                on_action=lambda: self._services.navigator.go("live"),
            )
        self._after_review()

    def _on_review_left(self) -> None:
        self.review.forget()
        self._after_review()

    def _after_review(self) -> None:
        if self.many.busy:
            self.show_many.emit()
        else:
            self.over.emit()

    # -- many people

    def _on_many(self, people: list[Pictures]) -> None:
        found = self._matcher()
        if self._refused() or isinstance(found, Problem):
            if isinstance(found, Problem):
                self._banner.show_problem(found)
            self.many.ended()
            return
        matcher, threshold = found
        self._banner.hide()
        job = self._services.jobs.start(
            self.tr("Enrolling {0} people").format(grouped(len(people))),
            enroll_many(
                people,
                detector=self._services.detector,
                embedder=self._services.model.embedder,
                matcher=matcher,
                distance_threshold=threshold,
                outcomes=self._outcomes,
            ),
            page="people",
            cannot_stop_yet=self.tr("finishing the person in hand …"),
            on_done=self.many.show_outcomes,
            on_failed=self._banner.show_problem,
        )
        job.moved.connect(self._on_moved)
        job.ended.connect(self._on_many_ended)
        self._start(job)

    def _on_moved(self) -> None:
        outcomes = self._outcomes.take()
        if outcomes is not None:
            self.many.show_outcomes(outcomes)

    def _on_many_ended(self) -> None:
        self._on_moved()
        self.many.ended()
        self._services.gallery.follow()

    def _on_many_left(self) -> None:
        self.many.forget()
        self.over.emit()

    def _start(self, job: Job) -> None:
        self._job = job
        job.ended.connect(self._on_ended)
        self._line.follow(job)

    def _on_ended(self) -> None:
        self._job = None
