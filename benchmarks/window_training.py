"""What an open window takes from a training, and whether a long training makes it grow.

Two trainings of the same kind take turns in one process: one belongs to the window, which plots it, and one runs beside
the window, which is at rest then.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.measuring import Spread, memory_mb, spread
from benchmarks.real_window import real_window
from benchmarks.window_ticks import now, until, wait

if TYPE_CHECKING:
    from core.training.events import StepEnd
    from facenet_gui.main_window import MainWindow

_RUN_UP = 4


class Beside(NamedTuple):
    """Images a second with the window plotting and without, and the ratio, turn by turn."""

    plotted: Spread
    alone: Spread
    share: Spread


@contextmanager
def with_tensorflow() -> Iterator[MainWindow]:
    """The real window on its training page, with TensorFlow ready."""
    with real_window("training") as window:
        services = window.services
        services.tensorflow.start()
        until(lambda: services.tensorflow.state in ("ready", "failed"), "TensorFlow")
        yield window


class _WindowsTraining:
    """A training of the window, which can stand still."""

    def __init__(self, window: MainWindow, name: str, settings: dict[str, Any]) -> None:
        from core.hyperparameters import Hyperparameters
        from core.training.events import StepEnd
        from facenet_gui.threads.training_thread import TrainingOrder

        home = window.services.home
        hyperparameters = Hyperparameters(**settings, steps_per_epoch=1_000_000, checkpoint_steps=1_000_000)
        page: Any = window.show_page("training")
        page.start(TrainingOrder(home.new_run(name), home.dataset("sample"), hyperparameters))
        self._jobs, self._live = window.services.jobs, page._session.live
        self.batch = hyperparameters.batch_size
        self.steps: list[tuple[float, StepEnd]] = []
        put = self._live.events.put

        def listen(event: object) -> None:
            """In the training's thread, when it happens."""
            if isinstance(event, StepEnd):
                self.steps.append((now(), event))
            put(event)

        self._live.events.put = listen
        until(lambda: self.steps or not self._jobs.running, "the first step")

    def seconds_a_step(self, steps: int) -> float:
        """Go on for so many steps and a few before them, and stand still again."""
        del self.steps[:]
        self._live.resume()
        until(lambda: len(self.steps) >= _RUN_UP + steps or not self._jobs.running, "the steps")
        self._live.pause()
        begin, end = self.steps[_RUN_UP - 1][0], self.steps[_RUN_UP + steps - 1][0]
        wait(0.5)
        return (end - begin) / steps

    def stop(self) -> None:
        self._live.resume()
        self._live.stop()
        until(lambda: not self._jobs.running, "the training's end")


def beside_a_window(settings: dict[str, Any], *, rounds: int, steps: int) -> Beside:
    """A training that the window plots, turn by turn with one that it does not know of."""
    from benchmarks.paused_trainer import PausedTrainer
    from core.hyperparameters import Hyperparameters

    with with_tensorflow() as window, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        theirs = _WindowsTraining(window, "plotted", settings)
        theirs.seconds_a_step(1)
        made: list[PausedTrainer] = []
        hyperparameters = Hyperparameters(**settings, steps_per_epoch=1_000_000, checkpoint_steps=4)

        def in_thread(work: Any) -> None:
            """The window goes on answering meanwhile."""
            thread = threading.Thread(target=work)
            thread.start()
            until(lambda: not thread.is_alive(), "the other training")

        dataset = window.services.home.dataset("sample")
        in_thread(lambda: made.append(PausedTrainer(Path(folder), dataset, hyperparameters)))
        plotted, alone = [], []
        for number in range(rounds + 1):
            ours = theirs.seconds_a_step(steps)
            moments: list[Any] = []
            in_thread(lambda moments=moments: moments.extend(made[0].turn(_RUN_UP + steps)))
            if number:
                plotted.append(ours)
                alone.append((moments[-1].clock - moments[_RUN_UP - 1].clock) / steps)
        made[0].end()
        theirs.stop()
    return Beside(
        spread(theirs.batch / seconds for seconds in plotted),
        spread(theirs.batch / seconds for seconds in alone),
        spread(bare / ours for bare, ours in zip(alone, plotted, strict=True)),
    )


def growth_of_memory(settings: dict[str, Any], *, steps: int, parts: int = 10) -> list[tuple[int, float]]:
    """(steps done, MiB of the process) while the window plots a long training, from the end of its first part on."""
    found = []
    with with_tensorflow() as window:
        training = _WindowsTraining(window, "long", settings)
        for _ in range(parts):
            training.seconds_a_step(steps // parts)
            found.append((training.steps[-1][1].step, round(memory_mb(), 1)))
        training.stop()
    return found
