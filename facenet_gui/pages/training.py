"""The training page: runs at the left; beside them the form of a new training, or one run with its curves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QInputDialog, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.errors import FacenetError
from core.training.events import CheckpointSaved, EpochEnd, Notice, Phase, TrainEnd, TrainingEvent
from core.training.run_curves import load_history
from core.training.run_list import RunSummary, list_runs, summarise
from facenet_gui import words
from facenet_gui.icons import icon
from facenet_gui.page import Page
from facenet_gui.pages.training_actions import RunActions
from facenet_gui.pages.training_follower import RunFollower
from facenet_gui.pages.training_history import RunCurves
from facenet_gui.pages.training_new import NewTraining
from facenet_gui.pages.training_run_maker import RunViewMaker
from facenet_gui.pages.training_session import TrainingSession, about_to_begin, to_go_on
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.quiet import Quietly
from facenet_gui.threads.training_thread import TrainingOrder
from facenet_gui.widgets.basics import SPACE, Banner, EmptyState, PageHeader, button, column
from facenet_gui.widgets.run_list import RunList
from facenet_gui.words import grouped

if TYPE_CHECKING:
    from facenet_gui.pages.training_run import RunView

# Figures change at every so many-th time that something is told, and in between one plot is drawn.
_FIGURES_EVERY = 6


class TrainingPage(Page):
    """Starts, shows and keeps trainings. One runs at a time in a window."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._quietly = Quietly(self)
        self._session = TrainingSession(services, self)
        self._session.told.connect(self._on_told)
        self._session.moved.connect(self._on_moved)
        self._session.succeeded.connect(self._on_done)
        self._session.ended.connect(self._on_ended)
        self._session.wanted.connect(self.start)
        self._follower = RunFollower(self)
        self._follower.came.connect(self._on_history)
        self._follower.grew.connect(self._on_grown)
        self._follower.finished.connect(self.refresh)
        self._asked_run = ""
        self._turn = 0
        self._build()
        self._actions = self._make_actions()
        self.refresh()
        self._view_maker.begin()

    def _build(self) -> None:
        self._banner = Banner()
        self._session.failed.connect(self._banner.show_problem)
        self._list = RunList(self.services.theme)
        self._list.chosen.connect(self._on_chosen)
        self._new_button = button(self.tr("New training"), self.show_new, icon_name="plus")
        self._new = NewTraining(self.services)
        self._new.wanted.connect(self.start)
        self._new.data_wanted.connect(lambda: self.services.navigator.go("data"))
        self._view_maker = RunViewMaker(self.services, self._place_view, self)
        self._run_actions = RunActions(self.services, self._banner, self)
        self._run_actions.changed.connect(self.refresh)
        self._run_actions.renamed.connect(self._on_renamed)
        self._run_actions.copy_wanted.connect(self._on_copy)
        self._list.menu_wanted.connect(self._on_menu)
        self._no_runs = EmptyState("history", self.tr("No runs yet"), self.tr("What you train is listed here."))
        self._lists = QStackedWidget()
        self._lists.addWidget(self._no_runs)
        self._lists.addWidget(self._list)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._new)
        left = QWidget()
        left.setLayout(column(self._lists))
        left.setMinimumWidth(self.services.theme.px(200))
        right = QWidget()
        right.setLayout(column(self._stack, margins=(6, 0, 0, 0)))
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(left)
        self._splitter.addWidget(right)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([self.services.theme.px(240), 800])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(SPACE)
        header = PageHeader(
            self.tr("Training"),
            self.tr("A network learns from a data set to place one person's faces together, and others apart."),
            actions=[self._new_button],
        )
        layout.addWidget(header)
        layout.addWidget(self._banner)
        layout.addWidget(self._splitter, 1)

    @property
    def _view(self) -> RunView:
        """The run's side of the page, made where it is not yet."""
        return self._view_maker.get()

    def _place_view(self, view: RunView) -> None:
        view.pause_wanted.connect(self._session.pause_or_continue)
        view.stop_wanted.connect(self._session.stop)
        view.resume_wanted.connect(self._on_resume)
        view.use_wanted.connect(self._on_use)
        view.menu_wanted.connect(lambda place: self._on_menu(view.run, place))
        view.change_now.connect(self._on_change_now)
        view.change_next.connect(self._on_change_next)
        view.note_edited.connect(self._run_actions.write_note)
        view.curves_panel.failed.connect(self._banner.show_problem)
        view.curves_panel.saved.connect(self._on_saved)
        self._stack.addWidget(view)

    def _make_actions(self) -> Sequence[QAction]:
        made = []
        for text, keys, then, icon_name in (
            (self.tr("New training"), "Ctrl+N", self.show_new, "plus"),
            (self.tr("Pause or continue"), "Ctrl+Shift+P", self._session.pause_or_continue, "pause"),
            (self.tr("Stop and keep"), "Ctrl+.", self._session.stop, "circle-stop"),
            (self.tr("Look for runs again"), "F5", self.refresh, "refresh-cw"),
        ):
            action = QAction(icon(icon_name), text, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, then=then: then())
            made.append(action)
        return made

    # -- the frame

    def first_control(self) -> QWidget | None:
        return self._new_button

    def menu_actions(self) -> Sequence[QAction]:
        return self._actions

    def open(self, what: Mapping[str, str]) -> None:
        if "run" in what:
            self._asked_run = Path(what["run"]).name
            self.refresh()
            return
        self.show_new()
        if "preset" in what:
            self._new.choose_preset(what["preset"])
        if "dataset" in what:
            further = [str(self._dataset_path(what["further"]))] if "further" in what else []
            self._new.choose_dataset(str(self._dataset_path(what["dataset"])), further)
        if "start" in what:
            self._new.choose_start(what["start"])

    def _dataset_path(self, name: str) -> Path:
        try:
            return self.services.home.dataset(name)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return Path(name)

    def shown(self) -> None:
        self.refresh()
        if self._view_maker.made is not None:
            self._view_maker.made.refresh()

    def closing(self) -> None:
        self._session.close()
        self._follower.stop()
        self._run_actions.close()
        self._view_maker.stop()
        view = self._view_maker.made
        if view is not None:
            view.keep_note()
            view.faces_panel.close_pools()

    # -- the list

    def refresh(self) -> None:
        """Look again which runs, data sets and models there are."""
        runs = self.services.home.runs
        self._quietly.read(lambda: list_runs(runs), self._on_runs)
        self._new.refresh()

    @Slot(object)
    def _on_runs(self, found: Sequence[RunSummary] | Problem) -> None:
        if isinstance(found, Problem):
            self._banner.show_problem(found)
            return
        self._list.set_runs(found)
        self._lists.setCurrentWidget(self._list if found else self._no_runs)
        view = self._view_maker.made
        shown = view.run if view is not None else None
        if view is not None:
            names = [run.name for run in found if shown is None or run.name != shown.name]
            view.curves_panel.set_others(names)
        if self._asked_run:
            wanted = next((run for run in found if run.name == self._asked_run), None)
            if wanted is not None:
                self._asked_run = ""
                self.show_run(wanted)
            return
        if shown is not None and self._stack.currentWidget() is view:
            newer = next((run for run in found if run.path == shown.path), None)
            self._list.choose(shown.name)
            if newer is not None:
                live = self._session.live if self._is_live(newer) else None
                self._view.show_run(newer, self._curves_of(newer), live)
            elif not self._is_live(shown):
                self.show_new()

    def _on_chosen(self, run: RunSummary) -> None:
        self.show_run(run)

    def show_new(self) -> None:
        """The form of a new training."""
        self._stack.setCurrentWidget(self._new)
        self._list.choose("")
        self._follower.stop()

    def show_run(self, run: RunSummary) -> None:
        """Show one run; its history is read beside the window."""
        if self._stack.currentWidget() is not self._view:
            focus = self._new.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self._stack.setCurrentWidget(self._view)
            if focus:
                # What had it is out of sight now; Qt would give it to the first button of the window.
                self._view.setFocus()
        self._list.choose(run.name)
        others = [other.name for other in self._list.runs if other.name != run.name]
        self._view.curves_panel.set_others(others)
        self._follower.stop()
        if self._is_live(run):
            self._view.show_run(run, self._session.curves, self._session.live)
            self._view.set_phase(self._session.phase)
            return
        self._view.show_run(run, None, None)
        self._follower.follow(run)

    @Slot(object, object)
    def _on_history(self, run: RunSummary, found: RunCurves | Problem) -> None:
        shown = self._view.run
        if shown is None or shown.path != run.path or self._is_live(run):
            return
        if isinstance(found, Problem):
            self._banner.show_problem(found)
        else:
            self._view.show_run(shown, found, None)

    @Slot()
    def _on_grown(self) -> None:
        self._view.refresh()

    def _curves_of(self, run: RunSummary) -> RunCurves | None:
        return self._session.curves if self._is_live(run) else self._follower.curves_of(run.path)

    def _is_live(self, run: RunSummary) -> bool:
        return self._session.trains(run.path)

    # -- training

    def start(self, order: TrainingOrder) -> None:
        """Begin, or go on with, a training."""
        if self._session.live is not None:
            self._banner.show_message(
                self.tr("{0} is being trained.").format(self._session.live.order.run.name),
                self.tr("Stop it first, or wait until it ends."),
            )
            return
        self._banner.hide()
        try:
            curves = self._curves_so_far(order)
        except OSError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._session.start(order, curves)
        self._new.set_busy(self.tr("{0} is being trained; one at a time.").format(order.run.name))
        self.show_run(summarise(order.run) if order.restore else about_to_begin(order))

    def _curves_so_far(self, order: TrainingOrder) -> RunCurves:
        """Raises `OSError` where the history of a run that is gone on with cannot be read."""
        if not order.restore:
            return RunCurves()
        return self._follower.curves_of(order.run) or RunCurves.of(load_history(order.run))

    @Slot(object)
    def _on_told(self, events: Sequence[TrainingEvent]) -> None:
        live = self._session.live
        if live is None:
            return
        faces = live.faces.take()
        if self._view.run is not None and self._is_live(self._view.run):
            if any(isinstance(event, Phase) for event in events):
                self._view.set_phase(self._session.phase)
            if self.isVisible():
                self._turn = (self._turn + 1) % _FIGURES_EVERY
                self._view.follow(figures=self._turn == 0)
            if faces is not None:
                self._view.faces_panel.show_faces(faces)
        elif faces is not None:
            live.faces.put(faces)
        if any(isinstance(event, EpochEnd | CheckpointSaved | TrainEnd) for event in events):
            self.refresh()

    @Slot()
    def _on_moved(self) -> None:
        self._view.show_state()

    @Slot(str, object)
    def _on_done(self, name: str, end: TrainEnd) -> None:
        if end.reason == "finished":
            self._banner.show_message(
                self.tr("{0} is trained.").format(name),
                self.tr("It took {0}. Measure it, or use it to recognise people.").format(words.duration(end.seconds)),
                tone="good",
                action=self.tr("Measure it"),
                on_action=lambda: self.services.navigator.go("evaluation", {"model": name}),
            )
        else:
            self._banner.show_message(
                self.tr("{0} was stopped after step {1}, and kept.").format(name, grouped(end.step)),
                self.tr("Resume goes on from there."),
            )

    @Slot(object)
    def _on_ended(self, order: TrainingOrder) -> None:
        self._new.set_busy("")
        if self._view.run is not None and self._view.run.path == order.run:
            self._follower.keep(order.run, self._session.curves)
            self._view.show_run(summarise(order.run), self._session.curves, None)
        self.refresh()

    def _on_resume(self) -> None:
        run = self._view.run
        if run is None or run.hyperparameters is None:
            return
        parameters = run.hyperparameters
        if run.state == "finished":
            epochs, chosen = QInputDialog.getInt(
                self,
                self.tr("Train longer"),
                self.tr("How many epochs in all? It has {0}.").format(parameters.epochs),
                parameters.epochs + 5,
                parameters.epochs + 1,
                100_000,
            )
            if not chosen:
                return
            parameters = parameters.changed(epochs=epochs)
        self.start(to_go_on(run, parameters))

    def _on_change_now(self, notice: Notice) -> None:
        try:
            self._session.change(notice)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))

    def _on_change_next(self, notice: Notice) -> None:
        run = self._view.run
        if run is None or run.hyperparameters is None:
            return
        self.show_new()
        try:
            self._new.use(run.hyperparameters, notice.changes, run)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))

    # -- one run

    def _on_menu(self, run: RunSummary | None, place: QPoint) -> None:
        if run is not None:
            self._run_actions.show_menu(run, place, live=self._is_live(run))

    def _on_use(self) -> None:
        if self._view.run is not None:
            self._run_actions.use(self._view.run)

    def _on_copy(self, run: RunSummary) -> None:
        if run.hyperparameters is not None:
            self.show_new()
            self._new.use(run.hyperparameters, {}, run)

    @Slot(str)
    def _on_renamed(self, name: str) -> None:
        self._asked_run = name
        self.refresh()

    @Slot(str)
    def _on_saved(self, place: str) -> None:
        self._banner.show_message(self.tr("Saved: {0}").format(place), tone="good")
