"""Making a model better at the gallery's people: asked for, run beside the window, and told when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.errors import FacenetError
from core.gallery.gallery import Gallery
from core.home import Home
from core.progress import Progress
from facenet_gui.pages.people_improve_dialogs import (
    ImproveChoices,
    ImproveDialog,
    ImprovementDialog,
    ImproveOrder,
    improvement_in_words,
)
from facenet_gui.services import Services
from facenet_gui.threads.background import Background
from facenet_gui.threads.jobs import Job, JobContext, Problem
from facenet_gui.threads.right_of_way import RightOfWay
from facenet_gui.threads.training_progress import ProgressOfTraining
from facenet_gui.widgets.basics import Banner
from facenet_gui.widgets.job_line import JobLine

if TYPE_CHECKING:
    from core.training.improvement_result import Improvement


class Improving(QObject):
    """One at a time.

    Signals:
        embed_wanted: The new model is in use now, and everybody wants an embedding of it.
    """

    embed_wanted = Signal()

    def __init__(
        self, services: Services, background: Background, banner: Banner, line: JobLine, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services, self._background, self._banner, self._line = services, background, banner, line
        self._widget = parent
        self._job: Job | None = None

    def ask(self) -> None:
        """Ask what is needed, then begin."""
        gallery = self._services.gallery.get()
        if gallery is None:
            return
        if self._job is not None:
            self._banner.show_message(self.tr("One thing after the other: {0} still runs.").format(self._job.title))
            return
        home, in_use = self._services.home, self._services.model.name
        self._background.ask(
            lambda: ImproveChoices.of(gallery, home, in_use=in_use),
            lambda choices: self._on_choices(gallery, choices),
            self._banner.show_problem,
            topic="improve",
        )

    def _on_choices(self, gallery: Gallery, choices: ImproveChoices) -> None:
        navigator = self._services.navigator
        if not choices.models:
            self._banner.show_message(
                self.tr("No model here can be trained further."),
                self.tr("The built-in one comes without a way to train it. Train a model that learns from it first."),
                action=self.tr("Train a model"),
                on_action=lambda: navigator.go("training"),
            )
            return
        if not choices.datasets:
            self._banner.show_message(
                self.tr("A data set of other people is needed, some of them held out."),
                self.tr("It keeps the model from forgetting everybody else, and tells whether it did."),
                action=self.tr("Import photos"),
                on_action=lambda: navigator.go("data"),
            )
            return
        dialog = ImproveDialog(self._services, choices, self._widget)

        def begin() -> None:
            if dialog.order is not None:
                self._begin(gallery, dialog.order)

        dialog.accepted.connect(begin)
        dialog.open()

    def _begin(self, gallery: Gallery, order: ImproveOrder) -> None:
        services = self._services
        self._banner.hide()
        self._job = services.jobs.start(
            self.tr("Making {0}").format(order.name),
            make_better(order, gallery, home=services.home, right_of_way=services.right_of_way),
            page="people",
            close_question=self.tr("{0} is still being made; leaving now keeps nothing of it.").format(order.name),
            cannot_stop_yet=self.tr("finishing the step …"),
            on_done=self._on_done,
            on_failed=self._on_failed,
            on_cancelled=self._on_cancelled,
        )
        self._job.ended.connect(self._on_ended)
        self._line.follow(self._job)

    def _on_done(self, result: Improvement) -> None:
        message, hint = improvement_in_words(result)
        self._banner.show_message(
            message,
            hint,
            tone="good" if result.kept else "info",
            action=self.tr("Before and after…"),
            on_action=lambda: self._show(result),
        )

    def _on_failed(self, problem: Problem) -> None:
        self._banner.show_problem(problem)

    def _on_cancelled(self) -> None:
        self._banner.show_message(self.tr("Stopped. Nothing was kept, and the gallery is as it was."))

    def _on_ended(self) -> None:
        self._job = None

    def _show(self, result: Improvement) -> None:
        dialog = ImprovementDialog(self._services, result, self._widget)
        dialog.accepted.connect(lambda: self._use(result))
        dialog.open()

    def _use(self, result: Improvement) -> None:
        """The gallery's people are recognised with the new model from now on."""
        if result.model is None:
            return
        try:
            self._services.model.choose(result.model.name)
        except FacenetError as error:
            self._banner.show_problem(Problem.of(error))
            return
        self._banner.hide()
        self.embed_wanted.emit()


def make_better(
    order: ImproveOrder, gallery: Gallery, *, home: Home, right_of_way: RightOfWay
) -> Callable[[JobContext], Improvement]:
    """A job that trains the model, measures it, and keeps it if it is better. Recognition goes first meanwhile."""

    def work(context: JobContext) -> Improvement:
        from core.tensorflow_environment import load_tensorflow

        context.progress(Progress("getting ready", 0, None))
        load_tensorflow()
        from core.embedding.card import read_card
        from core.training.control import TrainingControl
        from core.training.improvement import improve
        from core.training.improvement_start import improvement_hyperparameters, new_model_folder

        return improve(
            gallery=gallery,
            start=order.start,
            dataset=order.dataset,
            folder=new_model_folder(home, order.name),
            hyperparameters=improvement_hyperparameters(read_card(order.start)),
            listeners=[ProgressOfTraining(context, right_of_way)],
            control=TrainingControl(context.stop),
        )

    return work
