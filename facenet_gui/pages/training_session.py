"""The training that runs in this window: begun, followed, steered, and gone on with. One at a time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.hyperparameters import Hyperparameters
from core.training.events import Notice, Phase, TrainEnd
from core.training.run_folder import still_there
from core.training.run_list import RunSummary
from facenet_gui.pages.training_history import RunCurves
from facenet_gui.services import Services
from facenet_gui.threads.jobs import Problem
from facenet_gui.threads.training_thread import LiveTraining, TrainingOrder

# How often the window takes what the training has told, in milliseconds.
_TAKE_MS = 40


class TrainingSession(QObject):
    """Holds the training, and takes what it tells on a timer.

    Signals:
        told: The events that came since the last time, a list that may be empty; the curves have them already.
        moved: Its job has a new state.
        succeeded: The run's name and its TrainEnd. failed: a Problem.
        ended: The order that has ended, however it did.
        wanted: An order that shall begin now, because the one before it was stopped for it.

    Attributes:
        live: The training; None while there is none.
        curves: Of the training, or of the last one.
        phase: What it is doing, as `Phase` says it.
    """

    told = Signal(object)
    moved = Signal()
    succeeded = Signal(str, object)
    failed = Signal(object)
    ended = Signal(object)
    wanted = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.live: LiveTraining | None = None
        self.curves = RunCurves()
        self.phase = ""
        self._next: TrainingOrder | None = None
        self._take = QTimer(self)
        self._take.setInterval(_TAKE_MS)
        self._take.timeout.connect(self._on_take)

    def start(self, order: TrainingOrder, curves: RunCurves) -> None:
        """Begin; nothing may be running.

        Args:
            curves: What the run has told so far; it grows.
        """
        assert self.live is None
        self.curves, self.phase = curves, ""
        services = self._services
        self.live = live = LiveTraining(services.jobs, order, home=services.home, right_of_way=services.right_of_way)
        live.job.succeeded.connect(self._on_done)
        live.job.failed.connect(self._on_failed)
        live.job.ended.connect(self._on_ended)
        live.job.moved.connect(self.moved)
        self._take.start()

    def trains(self, run: Path) -> bool:
        """Whether it is this run that is being trained."""
        return self.live is not None and self.live.order.run == run

    def pause_or_continue(self) -> None:
        if self.live is None:
            return
        if self.live.paused:
            self.live.resume()
        else:
            self.live.pause()
        self.moved.emit()

    def stop(self) -> None:
        """Finish the step, save, end."""
        if self.live is not None:
            self.live.stop()
            self.moved.emit()

    def change(self, notice: Notice) -> None:
        """Stop, and go on from there with what a notice recommends. Raises `HyperparameterError`."""
        if self.live is None:
            return
        order = self.live.order
        parameters = order.hyperparameters.changed(**notice.changes)
        self._next = TrainingOrder(order.run, order.dataset, parameters, order.start, restore=True)
        self.stop()

    def close(self) -> None:
        """Take nothing more; the job itself ends with the window's jobs."""
        self._take.stop()

    # -- what comes

    def _on_take(self) -> None:
        if self.live is None:
            return
        events = self.live.events.take()
        if events:
            self.curves.add(events)
        phases = [event.doing for event in events if isinstance(event, Phase)]
        if phases:
            self.phase = phases[-1]
        self.told.emit(events)

    @Slot(object)
    def _on_done(self, end: TrainEnd) -> None:
        if self._next is None and self.live is not None:
            self.succeeded.emit(self.live.order.run.name, end)

    @Slot(object)
    def _on_failed(self, problem: Problem) -> None:
        self._next = None
        self.failed.emit(problem)

    @Slot()
    def _on_ended(self) -> None:
        self._on_take()
        self._take.stop()
        live, self.live = self.live, None
        following, self._next = self._next, None
        if live is not None:
            self.ended.emit(live.order)
        if following is not None:
            self.wanted.emit(following)


def to_go_on(run: RunSummary, parameters: Hyperparameters) -> TrainingOrder:
    """What goes on with a run, with these hyperparameters."""
    return TrainingOrder(run.path, Path(run.dataset), parameters, still_there(run.start), restore=True)


def about_to_begin(order: TrainingOrder) -> RunSummary:
    """How a run looks before anything of it has been written."""
    return RunSummary(
        name=order.run.name,
        path=order.run,
        state="running",
        hyperparameters=order.hyperparameters,
        dataset=str(order.dataset),
        further=tuple(str(path) for path in order.further),
        start=str(order.start or ""),
    )
