"""What a job shows of its progress while it trains."""

from __future__ import annotations

from core.progress import Progress
from core.training.events import Phase, StepEnd, TrainBegin, TrainingEvent
from facenet_gui.threads.jobs import JobContext
from facenet_gui.threads.right_of_way import RightOfWay


class ProgressOfTraining:
    """A listener of a training: tells the job how far it is, and lets recognition go first between two steps.

    Attributes:
        step: The latest one.
    """

    def __init__(self, context: JobContext, right_of_way: RightOfWay) -> None:
        self._context, self._right_of_way = context, right_of_way
        self._total: int | None = None
        self.step = 0

    def __call__(self, event: TrainingEvent) -> None:
        match event:
            case TrainBegin():
                self._total, self.step = event.total_steps, event.start_step
            case StepEnd():
                self.step = event.step
                self._context.progress(Progress("training", self.step, self._total))
                self._right_of_way.give()
            case Phase() if event.total:
                self._context.progress(Progress(event.doing, event.done, event.total))
            case Phase():
                self._context.progress(Progress(event.doing, self.step, self._total))
