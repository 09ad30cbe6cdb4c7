"""A training beside the window: it runs in a job's thread, and the window takes what it tells on a timer."""

from __future__ import annotations

import sys
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from core.embedding.imagenet import download_weights, weights_path
from core.evaluation.embedding_map import HardTriplet, hardest_triplets, principal_plane
from core.home import Home
from core.hyperparameters import IMAGENET, Hyperparameters
from core.progress import Progress
from facenet_gui.threads.jobs import Job, JobContext, Jobs
from facenet_gui.threads.mailbox import Mailbox
from facenet_gui.threads.right_of_way import RightOfWay
from facenet_gui.threads.training_progress import ProgressOfTraining

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.training.control import TrainingControl
    from core.training.events import TrainEnd, TrainingEvent
    from core.training.held_out import HeldOutEmbeddings

# Events that wait for the window at most; at a thousand steps a second that is some minutes.
_MOST_WAITING = 200_000
_TRIPLETS = 24


@dataclass(frozen=True, slots=True)
class TrainingOrder:
    """What is to be trained.

    Attributes:
        run: The run's folder. dataset: the data set's.
        start: The model to start from; None for what the hyperparameters say otherwise.
        restore: Go on with the run.
        further: More data sets; a run that is gone on with knows its own.
    """

    run: Path
    dataset: Path
    hyperparameters: Hyperparameters
    start: Path | None = None
    restore: bool = False
    further: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class HeldOutFaces:
    """The held-out people as the network sees them, ready to be shown.

    Attributes:
        step: After how many steps.
        positions: (n,) int64, in the data set's validation records. labels: (n,).
        embeddings: (n, D) float32. plane: (n, 2) float32, their PCA.
        triplets: The hardest; their numbers count in these arrays.
    """

    step: int
    positions: NDArray[np.int64]
    labels: NDArray[np.int32]
    embeddings: NDArray[np.float32]
    plane: NDArray[np.float32]
    triplets: tuple[HardTriplet, ...]

    @classmethod
    def of(cls, seen: HeldOutEmbeddings, *, step: int) -> HeldOutFaces:
        """Any thread; some tens of milliseconds for 2,000 pictures."""
        return cls(
            step=step,
            positions=seen.positions,
            labels=seen.labels,
            embeddings=seen.embeddings,
            plane=principal_plane(seen.embeddings),
            triplets=tuple(hardest_triplets(seen.embeddings, seen.labels, most=_TRIPLETS)),
        )


class EventBuffer:
    """Between the training's thread, which puts, and the window's, which takes everything that has come."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: deque[TrainingEvent] = deque(maxlen=_MOST_WAITING)

    def put(self, event: TrainingEvent) -> None:
        with self._lock:
            self._events.append(event)

    def take(self) -> list[TrainingEvent]:
        with self._lock:
            events = list(self._events)
            self._events.clear()
        return events


class LiveTraining:
    """A training that runs, or has ended, in this window. To be used from the window's thread.

    Attributes:
        order: What is trained.
        events: What it told and nobody took yet.
        faces: The newest look at the held-out people.
        job: Its job; `succeeded` brings a TrainEnd.
    """

    def __init__(self, jobs: Jobs, order: TrainingOrder, *, home: Home, right_of_way: RightOfWay) -> None:
        self.order = order
        self._home = home
        self._right_of_way = right_of_way
        self.events = EventBuffer()
        self.faces: Mailbox[HeldOutFaces] = Mailbox()
        self._control: TrainingControl | None = None
        handed: SimpleQueue[TrainingControl] = SimpleQueue()
        tr = QCoreApplication.translate
        self.job: Job = jobs.start(
            tr("LiveTraining", "Training {0}").format(order.run.name),
            lambda context: self._work(context, handed),
            page="training",
            close_question=tr("LiveTraining", "The training of {0} is still going on.").format(order.run.name),
            cannot_stop_yet=tr("LiveTraining", "finishing the step and saving …"),
        )
        from core.training.control import TrainingControl

        # The control has to stop where the job stops, and the job's stop request comes with the job.
        self._control = TrainingControl(self.job.stop)
        handed.put(self._control)

    def pause(self) -> None:
        if self._control is not None:
            self._control.pause()

    def resume(self) -> None:
        if self._control is not None:
            self._control.resume()

    @property
    def paused(self) -> bool:
        return self._control is not None and self._control.paused

    def stop(self) -> None:
        """Finish the step, save, end; `job` tells when."""
        self.job.cancel()

    # -- the training's thread

    def _work(self, context: JobContext, handed: SimpleQueue[TrainingControl]) -> TrainEnd:
        from core.tensorflow_environment import load_tensorflow

        context.progress(Progress("getting ready", 0, None))
        load_tensorflow()
        from core.training.teacher import find_teacher
        from core.training.trainer import train

        progress = ProgressOfTraining(context, self._right_of_way)
        order = self.order
        if order.hyperparameters.start == IMAGENET and not order.restore and not weights_path().is_file():
            # The page has said so where the start is chosen.
            context.progress(Progress("fetching the ImageNet weights", 0, None))
            download_weights()
        return train(
            run=order.run,
            dataset=order.dataset,
            further=order.further,
            hyperparameters=order.hyperparameters,
            start=order.start,
            teacher=find_teacher(order.hyperparameters, self._home),
            restore=order.restore,
            listeners=[self.events.put, progress],
            control=handed.get(),
            held_out_watcher=lambda seen: self.faces.put(HeldOutFaces.of(seen, step=progress.step)),
        )


def resident_memory() -> int | None:
    """Bytes of memory that this process holds now; its peak where the system tells no more; None where it does not."""
    if sys.platform.startswith("linux"):
        import os

        try:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        except (OSError, ValueError, IndexError):
            return None
        return pages * os.sysconf("SC_PAGE_SIZE")
    try:
        resource: Any = __import__("resource")
    except ImportError:
        return None
    # macOS counts bytes.
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
