"""A data set, browsed and corrected: its people, the chips of each, and changes that wait to be saved."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from core.data.editing import Place
from facenet_gui.pages import data_work
from facenet_gui.pages.data_changes import PendingChanges, Person
from facenet_gui.pages.data_dialogs import NameDialog
from facenet_gui.pages.data_people import PeopleGrid
from facenet_gui.pages.data_person import ChangesBar, PersonView
from facenet_gui.pages.data_problems import ProblemTree, saved_report_groups
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, Problem
from facenet_gui.widgets.basics import GAP, button, column, label, row, set_kind, tool
from facenet_gui.widgets.elided import Elided
from facenet_gui.widgets.job_line import JobLine
from facenet_gui.words import grouped


class BrowsePanel(QWidget):
    """One data set at a time; see `show_dataset`."""

    delete_wanted = Signal(Path)
    blends_wanted = Signal(Path)
    saved = Signal(Path)
    failed = Signal(object)
    message = Signal(str)
    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._opened: data_work.OpenedDataset | None = None
        self._pending = PendingChanges({})
        self._kept: dict[tuple[Path, str], tuple[data_work.OpenedDataset, PendingChanges]] = {}
        # What is called when everything that waits is saved.
        self._then: Callable[[], object] | None = None
        self._people: dict[str, Person] = {}
        self._person = ""
        self._asked: tuple[Path, str] | None = None
        self._done = False
        self._job: Job | None = None
        self._build()

    @property
    def path(self) -> Path | None:
        """The data set that is shown."""
        return self._opened.dataset.path if self._opened is not None else None

    @property
    def pending(self) -> int:
        """How many changes of the one that is shown wait to be saved."""
        return self._pending.count

    @property
    def unsaved(self) -> dict[str, int]:
        """How many changes wait to be saved, by the name of their data set."""
        found = {path.name: kept.count for (path, _), (_, kept) in self._kept.items() if path.is_dir()}
        if self._opened is not None and not self._done:
            found[self._opened.dataset.path.name] = self._pending.count
        return {name: count for name, count in found.items() if count}

    def save_all(self, then: Callable[[], object]) -> None:
        """Save the changes of every data set into it, and call `then` when all are saved."""
        self._then = then
        if self._job is None:
            self._save_next()

    def _save_next(self) -> None:
        if self._pending.count and not self._done:
            self._on_save()
            return
        for (path, _), (opened, pending) in self._kept.items():
            if pending.count and path.is_dir():
                self._opened, self._pending, self._person = opened, pending, ""
                self._on_save()
                return
        then, self._then = self._then, None
        if then is not None:
            then()

    # -- building

    def _build(self) -> None:
        self._title = Elided("heading")
        self._words = label("", "quiet", wrap=True)
        self._train = button(self.tr("Train on it"), self._on_train, kind="primary", icon_name="graduation-cap")
        self._more = tool("ellipsis", self.tr("More"), self._on_more)
        top = row(spacing=GAP)
        top.addLayout(column(self._title, self._words, spacing=2), 1)
        top.addWidget(self._more)
        top.addWidget(self._train)
        self._line = JobLine()
        self._bar = ChangesBar()
        self._bar.undo_wanted.connect(self.undo)
        self._bar.discard_wanted.connect(self._on_discard)
        self._bar.save_as_wanted.connect(self._on_save_as)
        self._bar.save_wanted.connect(self._on_save)
        self._tree = ProblemTree()
        self._tree.setAccessibleName(self.tr("What the import left out"))
        self._report_words = label("", "small", wrap=True, selectable=True)
        report = QWidget()
        report.setLayout(column(self._report_words, self._tree, margins=(0, GAP, 0, 0)))
        self._view = PersonView(self._services.theme, self._picture)
        self._view.left.connect(self._close_person)
        self._view.exclude_wanted.connect(self._on_exclude)
        self._view.restore_wanted.connect(self._on_restore)
        self._view.move_wanted.connect(self._on_move)
        self._view.rename_wanted.connect(self._on_rename)
        self._stack = QStackedWidget()
        self._grid = PeopleGrid(self._services.theme, self._picture)
        self._grid.opened.connect(self._open_person)
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._view)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._stack, self.tr("People"))
        self._tabs.addTab(report, self.tr("Import report"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._line)
        layout.addWidget(self._tabs, 1)
        layout.addWidget(self._bar)

    # -- showing

    def show_dataset(self, path: Path, *, person: str = "") -> None:
        """Open a data set; what is shown stays until it is there.

        Changes that are not saved wait until their data set is shown again.
        """
        self._asked = (path, person)
        self._services.jobs.start(
            self.tr("Opening {0}").format(path.name),
            data_work.open_dataset(path),
            page="data",
            on_done=self._on_opened,
            on_failed=self._on_open_failed,
        )

    def _on_open_failed(self, problem: Problem) -> None:
        self._asked = None
        self._show_changes()
        self.failed.emit(problem)

    def _on_opened(self, opened: data_work.OpenedDataset) -> None:
        if self._asked is None or opened.dataset.path != self._asked[0]:
            return  # Another one was asked for meanwhile.
        person = self._asked[1]
        self._asked = None
        self._keep_changes()
        self._opened = opened
        _, self._pending = self._kept.pop((opened.dataset.path, opened.dataset.content_id), (opened, opened.changes))
        self._services.settings.add_recent(Path(f"dataset:{opened.dataset.path}"))
        self._grid.begin_anew()
        self._view.grid.reload()
        self._person = person  # of whom nothing is shown where there is none
        self._title.set_words(opened.dataset.path.name)
        self._words.setText(self._in_words(opened))
        groups = saved_report_groups(opened.report)
        self._tree.show_groups(groups)
        source = str(opened.report.get("source", "")) or opened.dataset.card.source
        self._report_words.setText(
            self.tr("Made from {0}.").format(source)
            + (" " + self.tr("Nothing was left out.") if opened.report and not groups else "")
            + ("" if opened.report else " " + self.tr("There is no import report."))
        )
        self._show_changes()

    def _keep_changes(self) -> None:
        if self._opened is not None and self._pending.can_undo and not self._done:
            key = (self._opened.dataset.path, self._opened.dataset.content_id)
            self._kept[key] = (self._opened, self._pending)
        self._done = False

    def clear(self) -> None:
        """Show nothing: the data set has gone."""
        self._opened = None
        self._asked = None
        self._pending = PendingChanges({})
        self._show_changes()

    def _in_words(self, opened: data_work.OpenedDataset) -> str:
        totals = opened.dataset.card.totals
        parts = [
            self.tr("{0} people").format(grouped(len(opened.dataset.identities))),
            self.tr("{0} images").format(grouped(totals.training.images + totals.validation.images)),
            self.tr("{0} people held out").format(grouped(totals.validation.identities)),
            self.tr("{0} pixels").format(opened.dataset.chip_size),
        ]
        if opened.dataset.alignment_id == "foreign":
            parts.append(self.tr("aligned by somebody else"))
        return " · ".join(parts)

    def _picture(self, key: Hashable) -> QImage | None:
        opened = self._opened
        if opened is None or not isinstance(key, tuple):
            return None
        return data_work.chip_picture(opened.dataset, key)

    # -- people and their chips

    def _open_person(self, name: str) -> None:
        self._person = name
        self._show_changes()
        self._view.grid.setFocus()

    def _close_person(self) -> None:
        self._person = ""
        self._show_changes()
        self._grid.grid.setFocus()

    def _show_changes(self) -> None:
        self._people = self._pending.people()
        person = self._people.get(self._person)
        if person is None:
            self._person = ""
            # Only while they are in sight: thousands of people take a moment.
            self._grid.show_people(self._people, self._pending)
        else:
            self._view.show_person(person, self._pending)
        self._stack.setCurrentIndex(0 if person is None else 1)
        self._bar.show_changes(self._pending, busy=self._job is not None or self._asked is not None)
        if self._done:
            self._bar.hide()
        self._train.setEnabled(self._opened is not None)
        # One primary button in sight: saving, while there is something to save.
        set_kind(self._train, "normal" if self._pending.count else "primary", icon_name="graduation-cap")
        self.changed.emit()

    # -- changing

    def _on_exclude(self, places: list[Place]) -> None:
        self._pending.exclude(places)
        self._show_changes()

    def _on_restore(self, places: list[Place]) -> None:
        self._pending.restore(places)
        self._show_changes()

    def _on_move(self, places: list[Place]) -> None:

        def move(name: str) -> None:
            self._pending.move(places, name)
            self._show_changes()

        self._ask_name(
            self.tr("Who is it?"),
            self.tr("The name of somebody in the data set, or a new one."),
            accept=self.tr("Move {0}").format(grouped(len(places))),
            then=move,
        )

    def _on_rename(self, before: str) -> None:

        def rename(name: str) -> None:
            self._pending.rename(before, name)
            self._person = name
            self._show_changes()

        self._ask_name(
            self.tr("Another name for {0}").format(before),
            self.tr("The name of somebody else merges the two."),
            accept=self.tr("Rename"),
            then=rename,
            name=before,
        )

    def _ask_name(self, title: str, text: str, *, accept: str, then: Callable[[str], None], name: str = "") -> None:
        known = [other for other in self._people if other != self._person]
        dialog = NameDialog(
            title,
            text,
            name=name,
            known=known,
            accept=accept,
            check=lambda typed: (
                "" if typed and typed.isprintable() and typed != self._person else self.tr("Type another name.")
            ),
            note=lambda typed: (
                self.tr("{0} is in the data set already.").format(typed)
                if typed in known
                else self.tr("{0} will be new.").format(typed)
            ),
            parent=self,
        )
        dialog.named.connect(then)
        dialog.open()

    def undo(self) -> None:
        """Take the last change that is not saved back."""
        self._pending.undo()
        self._show_changes()

    def _on_discard(self) -> None:
        self._pending.discard()
        self._show_changes()

    # -- saving

    def _on_save(self) -> None:
        if self._opened is not None:
            self._start_saving(self._opened.dataset.path)

    def _on_save_as(self) -> None:
        if self._opened is None:
            return
        home = self._services.home
        dialog = NameDialog(
            self.tr("Save as a new data set"),
            self.tr("The one that is shown stays as it is."),
            name=data_work.free_name(self._opened.dataset.path.name, home),
            accept=self.tr("Save"),
            check=lambda name: data_work.name_problem(name, home),
            parent=self,
        )
        dialog.named.connect(lambda name: self._start_saving(home.new_dataset(name)))
        dialog.open()

    def _start_saving(self, target: Path) -> None:
        if self._opened is None or self._job is not None:
            return
        self._job = self._services.jobs.start(
            self.tr("Saving {0}").format(target.name),
            data_work.save_changes(self._opened.dataset, target, self._pending.correction),
            page="data",
            on_done=self._on_saved,
            on_failed=self._on_save_failed,
            on_cancelled=self._on_save_cancelled,
        )
        self._job.ended.connect(self._on_save_ended)
        self._line.follow(self._job)
        self._tabs.setEnabled(False)
        self._show_changes()

    def _on_saved(self, path: Path) -> None:
        # What was shown stays until the corrected one is open; its changes are in there now.
        self._done = True
        if self._then is not None:
            # The window closes after this: nothing needs to be shown.
            assert self._opened is not None  # it was saved
            self._kept.pop((self._opened.dataset.path, self._opened.dataset.content_id), None)
            return
        self.saved.emit(path)
        self.show_dataset(path, person=self._person)

    def _on_save_failed(self, problem: Problem) -> None:
        self._then = None
        self.failed.emit(problem)

    def _on_save_cancelled(self) -> None:
        self._then = None
        self.message.emit(self.tr("Stopped; the data set is as it was, and your changes still wait to be saved."))

    def _on_save_ended(self) -> None:
        self._job = None
        self._tabs.setEnabled(True)
        if self._then is not None:
            self._save_next()
            return
        self._show_changes()

    # -- the rest

    def _on_train(self) -> None:
        if self.path is not None:
            self._services.navigator.go("training", {"dataset": self.path.name})

    def _on_more(self) -> None:
        path = self.path
        if path is None:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Blend its faces…"), lambda: self.blends_wanted.emit(path))
        menu.addAction(self.tr("Delete data set…"), lambda: self.delete_wanted.emit(path))
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def close_pool(self) -> None:
        """Wait for pictures in work."""
        self._grid.grid.close_pool()
        self._view.grid.close_pool()
