"""A training that runs for some steps, then stands still until it is its turn again."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import Moment, now
from core.hyperparameters import Hyperparameters
from core.training.control import TrainingControl
from core.training.events import CheckpointSaved, EpochEnd, Phase, StepEnd, TrainingEvent
from core.training.trainer import train


class PausedTrainer:
    """A training in a thread, which stands still but in its turns."""

    def __init__(self, folder: Path, dataset: Path, hyperparameters: Hyperparameters) -> None:
        self.control = TrainingControl()
        self.events: list[tuple[float, TrainingEvent]] = []
        self.problem: BaseException | None = None
        self._moments: list[Moment] = []
        # The first turn ends with a checkpoint, and so do all that are as long: none lies inside of one.
        self._steps = hyperparameters.checkpoint_steps
        self._done = threading.Event()
        self._begun = time.perf_counter()
        # A daemon: a program that gives up does not wait for it.
        self._thread = threading.Thread(
            target=self._train, args=(folder / "run", dataset, hyperparameters), name="trainer", daemon=True
        )
        self._thread.start()
        self._wait()

    def turn(self, steps: int) -> list[Moment]:
        """The ends of so many steps."""
        self._moments, self._steps = [], steps
        self._done.clear()
        self.control.resume()
        self._wait()
        return self._moments

    def end(self) -> None:
        self.control.stop()
        self._thread.join()

    def first_step(self, step_s: float) -> dict[str, float]:
        """Seconds from the call to the first step's end, and of what. An ordinary step takes `step_s`."""
        at = {
            "build_s": self._first(lambda event: isinstance(event, EpochEnd), before=True),
            "evaluate_s": self._first(lambda event: event == Phase("tracing the first step")),
            "trace_and_optimise_s": self._first(lambda event: isinstance(event, StepEnd)),
        }
        begin, parts = self._begun, {}
        for name, end in at.items():
            parts[name] = end - begin
            begin = end
        parts["trace_and_optimise_s"] -= step_s
        return {"first_step_s": begin - self._begun, **parts, "step_s": step_s}

    def checkpoint_seconds(self) -> list[float]:
        """How long each checkpoint in the middle of an epoch held the training up."""
        pairs = zip(self.events, self.events[1:], strict=False)
        return [
            after - before
            for (before, one), (after, other) in pairs
            if isinstance(one, StepEnd) and isinstance(other, CheckpointSaved)
        ]

    @property
    def data_wait(self) -> float:
        return next(event.data_wait for _, event in reversed(self.events) if isinstance(event, StepEnd))

    def _first(self, is_it: Callable[[TrainingEvent], bool], *, before: bool = False) -> float:
        """When the first such event came, or the one before it."""
        number = next(number for number, (_, event) in enumerate(self.events) if is_it(event))
        return self.events[number - before][0]

    def _wait(self) -> None:
        self._done.wait()
        if self.problem is not None:
            raise self.problem

    def _train(self, run: Path, dataset: Path, hyperparameters: Hyperparameters) -> None:
        try:
            train(
                run=run,
                dataset=dataset,
                hyperparameters=hyperparameters,
                listeners=[self._listen],
                control=self.control,
            )
        except BaseException as problem:  # noqa: BLE001  raised again in the thread that waits
            self.problem = problem
        finally:
            self._done.set()

    def _listen(self, event: TrainingEvent) -> None:
        moment = now()
        self.events.append((moment.clock, event))
        if isinstance(event, StepEnd):
            self._moments.append(moment)
            if len(self._moments) == self._steps:
                self.control.pause()
        elif event == Phase("paused"):
            # Only here, so that a checkpoint after the turn's last step is not in the rival's turn.
            self._done.set()
