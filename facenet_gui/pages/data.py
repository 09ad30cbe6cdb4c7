"""The data page: photos become data sets, and data sets are browsed and corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.data.dataset_card import CARD
from core.errors import FacenetError
from facenet_gui import places
from facenet_gui.icons import icon
from facenet_gui.page import Page
from facenet_gui.pages import data_work
from facenet_gui.pages.data_browse import BrowsePanel
from facenet_gui.pages.data_chores import DataChores
from facenet_gui.pages.data_dialogs import ask_about_unsaved
from facenet_gui.pages.data_found import FoundPanel
from facenet_gui.pages.data_list import DatasetList, Entry, entry_of
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Job, Problem
from facenet_gui.widgets.basics import SPACE, Banner, EmptyState, PageHeader, button, column, set_kind
from facenet_gui.widgets.job_line import JobLine

_ARCHIVES = frozenset({".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar"})


class DataPage(Page):
    """The data sets of the home at the left, the chosen one beside them; a folder of photos takes the whole page."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._listed: list[data_work.ListedDataset] = []
        self._panels: list[FoundPanel] = []
        self._listing: Job | None = None
        self._list_again = False
        self._wanted: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.refresh)
        self._build()
        self._actions = self._make_actions()
        self.refresh()

    # -- building

    def _build(self) -> None:
        self._banner = Banner()
        self._line = JobLine()
        self._chores = DataChores(self.services, self._banner, self._line, self)
        self._chores.made.connect(self._on_made)
        self._chores.gone.connect(self._on_gone)
        self._chores.folder_wanted.connect(self._open_folder)
        self._import = button(self.tr("Import photos…"), self._on_import, kind="primary", icon_name="folder-plus")
        self._sample = button(self.tr("Make sample faces…"), self._chores.ask_for_sample, icon_name="sparkles")
        self._lfw = button(self.tr("Get LFW…"), self._chores.ask_for_lfw, kind="quiet", icon_name="download")
        self._list = DatasetList(self.services.theme)
        self._list.chosen.connect(self._on_chosen)
        self._list.menu_wanted.connect(self._on_menu)
        self._browse = BrowsePanel(self.services)
        self._browse.delete_wanted.connect(self._chores.ask_to_delete)
        self._browse.blends_wanted.connect(self._chores.ask_for_blends)
        self._browse.saved.connect(self._on_saved)
        self._browse.failed.connect(self._on_problem)
        self._browse.message.connect(self._banner.show_message)
        self._browse.changed.connect(self._show_right)
        self._choose = EmptyState("database", self.tr("Choose a data set"), self.tr("Its people are shown here."))
        self._right = QStackedWidget()
        self._right.addWidget(self._choose)
        self._right.addWidget(self._browse)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._list.setMinimumWidth(self.services.theme.px(180))
        right = QWidget()
        right.setLayout(column(self._right, margins=(10, 0, 0, 0)))
        self._splitter.addWidget(self._list)
        self._splitter.addWidget(right)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.services.theme.px(230), 800])
        self._empty_import = button(self.tr("Import photos…"), self._on_import, kind="primary", icon_name="folder-plus")
        self._empty = EmptyState(
            "database",
            self.tr("No data sets yet"),
            self.tr(
                "Import a folder with one folder of photos per person, or make faces of people who do not exist to try "
                "everything out."
            ),
            actions=[
                self._empty_import,
                button(self.tr("Make sample faces…"), self._chores.ask_for_sample, icon_name="sparkles"),
                button(self.tr("Get LFW…"), self._chores.ask_for_lfw, kind="quiet", icon_name="download"),
            ],
        )
        self._library = QStackedWidget()
        self._library.addWidget(self._empty)
        self._library.addWidget(self._splitter)
        self._header = PageHeader(
            self.tr("Data"),
            self.tr("Photos become aligned faces to train on."),
            actions=[self._lfw, self._sample, self._import],
        )
        self._whole = QStackedWidget()
        self._whole.addWidget(self._library)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(SPACE)
        layout.addWidget(self._header)
        layout.addWidget(self._banner)
        layout.addWidget(self._line)
        layout.addWidget(self._whole, 1)

    def _make_actions(self) -> Sequence[QAction]:
        made = []
        for text, keys, then, icon_name in (
            # Ctrl+I is the file menu's, on every page.
            (self.tr("Import photos…"), "", self._on_import, "folder-plus"),
            (self.tr("Make sample faces…"), "", self._chores.ask_for_sample, "sparkles"),
            (self.tr("Get LFW…"), "", self._chores.ask_for_lfw, "download"),
            (self.tr("Undo change"), "Ctrl+Z", self._browse.undo, "undo-2"),
            (self.tr("Look for data sets again"), "F5", self.refresh, "refresh-cw"),
        ):
            action = QAction(icon(icon_name), text, self)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, then=then: then())
            made.append(action)
        return made

    # -- what the frame asks

    def open(self, what: Mapping[str, str]) -> None:
        if "folder" in what:
            self._open_folder(Path(what["folder"]))
        elif "dataset" in what:
            try:
                path = self.services.home.dataset(what["dataset"])
            except FacenetError as error:
                self._on_problem(Problem.of(error))
                return
            self._show_dataset(path, person=what.get("identity", ""))
        elif "sample" in what:
            self._chores.ask_for_sample()
        elif "lfw" in what:
            self._chores.ask_for_lfw()

    def first_control(self) -> QWidget | None:
        panel = self._whole.currentWidget()
        if isinstance(panel, FoundPanel):
            return panel
        return self._import if self._library.currentWidget() is self._splitter else self._empty_import

    def menu_actions(self) -> Sequence[QAction]:
        return self._actions

    def drop_words(self, paths: Sequence[Path]) -> str:
        if len(paths) == 1 and (paths[0] / CARD).is_file():
            return self.tr("Browse this data set")
        if all(path.is_dir() or path.suffix.lower() in _ARCHIVES for path in paths):
            return self.tr("Look at these photos")
        return ""

    def drop(self, paths: Sequence[Path]) -> None:
        if len(paths) > 1:
            self._banner.show_message(
                self.tr("One folder at a time, please."),
                self.tr("To import several people, drop the folder that holds their folders."),
                tone="warning",
            )
        elif (paths[0] / CARD).is_file():
            self._show_dataset(paths[0])
        elif paths[0].is_dir():
            self._open_folder(paths[0])
        else:
            self._banner.show_message(
                self.tr("{0} is an archive.").format(paths[0].name),
                self.tr("Unpack it, and drop the folder with one folder of photos per person."),
                tone="warning",
            )

    def shown(self) -> None:
        self.refresh()

    def may_close(self) -> bool:
        unsaved = self._browse.unsaved
        if not unsaved:
            return True
        answer = ask_about_unsaved(unsaved, self)
        if answer == "save":
            self._browse.save_all(self.window().close)
        return answer == "discard"

    def closing(self) -> None:
        # What was saved at the last moment changes the folder, and nobody is there any more to see the list.
        self._watcher.directoryChanged.disconnect(self.refresh)
        self._list_again = False
        self._browse.close_pool()
        for panel in self._panels:
            panel.close_pool()

    # -- the list

    def refresh(self) -> None:
        """Look for data sets again."""
        if self._listing is not None:
            self._list_again = True
            return
        folder = self.services.home.datasets
        if folder.is_dir() and not self._watcher.directories():
            self._watcher.addPath(str(folder))
        self._listing = self.services.jobs.start(
            self.tr("Looking for data sets"),
            data_work.list_datasets(folder),
            page="data",
            on_done=self._on_listed,
            on_failed=self._on_problem,
        )
        self._listing.ended.connect(self._on_listing_ended)

    def _on_listing_ended(self) -> None:
        self._listing = None
        if self._list_again:
            self._list_again = False
            self.refresh()

    def _on_listed(self, listed: list[data_work.ListedDataset]) -> None:
        self._listed = listed
        shown = self._browse.path
        if shown is not None and not (shown / CARD).is_file():
            self._browse.clear()
            self._wanted = None
            self._banner.show_message(
                self.tr("The data set {0} is no longer there.").format(shown.name),
                self.tr("Its folder was deleted or moved: {0}").format(shown),
                tone="warning",
            )
        usable = [entry for entry in listed if not entry.problem and entry.unfinished is None]
        if self._browse.path is None and self._wanted is None and usable:
            self._wanted = usable[0].path
            self._browse.show_dataset(usable[0].path)
        self._show_list()
        for panel in self._panels:
            panel.refresh()

    def _show_list(self) -> None:
        entries = [Entry(panel, panel.title, (panel.state_in_words,), str(panel.folder)) for panel in self._panels]
        # The import that a panel is about is not listed a second time.
        at_work = {panel.target for panel in self._panels}
        entries += [
            entry_of(listed) for listed in self._listed if listed.unfinished is None or listed.path not in at_work
        ]
        panel = self._whole.currentWidget()
        current: object = panel if isinstance(panel, FoundPanel) else (self._wanted or self._browse.path)
        self._list.set_entries(entries, current=current)
        self._show_right()

    def _show_right(self) -> None:
        if isinstance(self._whole.currentWidget(), FoundPanel):
            self._header.hide()
            return
        self._header.show()
        nothing = not self._listed and not self._panels
        self._library.setCurrentWidget(self._empty if nothing else self._splitter)
        shown = self._browse.path is not None
        self._right.setCurrentWidget(self._browse if shown else self._choose)
        for action in (self._import, self._sample, self._lfw):
            action.setVisible(not nothing)
        # One primary button in sight: the data set's own, while one is shown.
        set_kind(self._import, "normal" if shown else "primary", icon_name="folder-plus")

    def _on_chosen(self, key: object) -> None:
        if isinstance(key, FoundPanel):
            self._show_panel(key)
        elif isinstance(key, Path):
            self._show_dataset(key)
        elif isinstance(key, tuple):
            for listed in self._listed:
                if listed.path == key[1] and listed.unfinished is not None:
                    self._open_folder(listed.unfinished, name=listed.name)

    def _on_menu(self, key: object, place: QPoint) -> None:
        menu = QMenu(self)
        if isinstance(key, FoundPanel):
            if not key.busy:
                menu.addAction(self.tr("Close"), lambda: self._close_panel(key))
        elif isinstance(key, Path):
            menu.addAction(
                self.tr("Train on it"), lambda: self.services.navigator.go("training", {"dataset": key.name})
            )
            menu.addAction(self.tr("Blend its faces…"), lambda: self._chores.ask_for_blends(key))
            menu.addAction(self.tr("Delete data set…"), lambda: self._chores.ask_to_delete(key))
        elif isinstance(key, tuple):
            menu.addAction(self.tr("Go on with it"), lambda: self._on_chosen(key))
            menu.addAction(self.tr("Delete what is kept"), lambda: self._chores.forget_import(key[1]))
        if not menu.isEmpty():
            menu.popup(place)

    def _show_dataset(self, path: Path, *, person: str = "") -> None:
        damaged = next((listed.problem for listed in self._listed if listed.path == path and listed.problem), "")
        self._wanted = path
        self._whole.setCurrentWidget(self._library)
        self._sweep()
        if damaged:
            self._browse.clear()
            self._choose.set("circle-alert", self.tr("{0} is damaged").format(path.name), damaged)
        else:
            self._choose.set("database", self.tr("Opening …"), "")
            self._browse.show_dataset(path, person=person)
        self._show_list()

    def _on_problem(self, problem: Problem) -> None:
        self._choose.set("database", self.tr("Choose a data set"), self.tr("Its people are shown here."))
        self._banner.show_problem(problem)

    # -- a folder of photos

    def _on_import(self) -> None:
        start = self.services.settings.remembered("data/photos", places.pictures(), str)
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder with one folder per person"), start)
        if folder:
            self.services.settings.remember("data/photos", folder)
            self._open_folder(Path(folder))

    def _open_folder(self, folder: Path, *, name: str = "") -> None:
        self._banner.hide()
        for panel in self._panels:
            if panel.folder == folder and not panel.done and (not name or name == panel.title):
                self._show_panel(panel)
                return
        panel = FoundPanel(self.services, folder, name=name)
        panel.left.connect(self._on_left)
        panel.other_wanted.connect(self._on_import)
        panel.changed.connect(self._show_list)
        panel.imported.connect(self._on_imported)
        panel.browse_wanted.connect(self._on_browse_wanted)
        self._panels.append(panel)
        self._whole.addWidget(panel)
        self._show_panel(panel)

    def _show_panel(self, panel: FoundPanel) -> None:
        self._whole.setCurrentWidget(panel)
        self._sweep()
        panel.setFocus()
        self._show_list()

    def _on_left(self) -> None:
        self._whole.setCurrentWidget(self._library)
        self._sweep()
        self._show_list()

    def _sweep(self) -> None:
        """Close what was only looked at, or is done, and is not in front; what is in work or checked stays listed."""
        for panel in list(self._panels):
            if panel is not self._whole.currentWidget() and not panel.worth_keeping:
                self._close_panel(panel)

    def _close_panel(self, panel: FoundPanel) -> None:
        panel.cancel()
        panel.close_pool()
        self._panels.remove(panel)
        self._whole.removeWidget(panel)
        panel.deleteLater()
        self.refresh()

    def _on_imported(self, _path: Path) -> None:
        self.refresh()

    def _on_browse_wanted(self, path: Path) -> None:
        self._show_dataset(path)

    # -- data sets that come and go

    def _on_made(self, path: Path) -> None:
        self.refresh()
        self._show_dataset(path)

    def _on_gone(self, path: Path) -> None:
        if self._browse.path == path:
            self._browse.clear()
            self._wanted = None
            self._choose.set("database", self.tr("Choose a data set"), self.tr("Its people are shown here."))
        self.refresh()

    def _on_saved(self, path: Path) -> None:
        self._wanted = path
        self._banner.show_message(self.tr("The changes are saved in {0}.").format(path.name), tone="good")
        self.refresh()
