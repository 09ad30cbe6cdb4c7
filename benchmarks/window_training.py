"""What an open window takes from a training: by the clock, and in processor time.

Two trainings of the same kind take turns in one process: one belongs to the window, which plots it, and one runs beside
the window, which is at rest then.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from benchmarks.measuring import Moment, Spread, now, spread, tell
from benchmarks.real_window import hearing, real_window
from benchmarks.window_ticks import until, wait

if TYPE_CHECKING:
    from core.training.events import StepEnd, TrainingEvent
    from facenet_gui.main_window import MainWindow
    from facenet_gui.pages.training_history import RunCurves

_T = TypeVar("_T")
_RUN_UP = 4
# No evaluation, and no checkpoint but where one is asked for: what is compared is steps.
_STEPS_ONLY: dict[str, Any] = {"validation_images": 0, "steps_per_epoch": 1_000_000, "checkpoint_steps": 1_000_000}


class Beside(NamedTuple):
    """With the window plotting and without, and the ratio, turn by turn.

    Attributes:
        plotted, alone: Images a second. share: The first by the second.
        plotted_ms, alone_ms: Processor time of the whole process for an image.
        processor_share: The second by the first.
    """

    plotted: Spread
    alone: Spread
    share: Spread
    plotted_ms: Spread
    alone_ms: Spread
    processor_share: Spread


class TimeLimit:
    """How long a benchmark may take."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._begun = time.monotonic()

    @property
    def left(self) -> float:
        """Seconds until it has to be over."""
        return self.seconds - (time.monotonic() - self._begun)

    def until(self, done: Callable[[], Any], what: str) -> None:
        """Let the window go on; where the time is up, that ends the program."""
        until(done, what, patience=self.left)


@contextmanager
def with_tensorflow(limit: TimeLimit) -> Iterator[MainWindow]:
    """The real window on its training page, with TensorFlow ready."""
    tell("opening the window")
    with real_window("training") as window:
        services = window.services
        tell("importing TensorFlow")
        services.tensorflow.start()
        limit.until(lambda: services.tensorflow.state in ("ready", "failed"), "TensorFlow")
        yield window


class WindowsTraining:
    """A training of the window, which can stand still.

    Attributes:
        batch: Images in a step.
        curves: What the window has of it.
        last: Its latest step.
    """

    def __init__(self, window: MainWindow, name: str, settings: dict[str, Any], limit: TimeLimit) -> None:
        from core.hyperparameters import Hyperparameters
        from core.training.events import Phase, StepEnd
        from facenet_gui.threads.training_thread import TrainingOrder

        home = window.services.home
        hyperparameters = Hyperparameters(**settings, **_STEPS_ONLY)
        self.batch = hyperparameters.batch_size
        self.last: StepEnd | None = None
        # When the steps of this turn ended; None between turns, so that nothing grows here.
        self._ends: list[Moment] | None = None

        def listen(event: TrainingEvent) -> None:
            match event:
                case StepEnd():
                    self.last = event
                    if self._ends is not None:
                        self._ends.append(now())
                case Phase(doing=doing) if doing not in ("training", "paused"):
                    tell(f"{name}: {doing}")

        self._hearing = ExitStack()
        self._hearing.enter_context(hearing(listen))
        page: Any = window.show_page("training")
        page.start(TrainingOrder(home.new_run(name), home.dataset("sample"), hyperparameters))
        self._jobs, self._limit, self._live = window.services.jobs, limit, page._session.live
        self.curves: RunCurves = page._session.curves
        self._wait(lambda: self.last, f"the first step of {name}")
        self._live.pause()

    def turn(self, steps: int) -> Moment:
        """Go on for so many steps, and a few before them, and stand still again: what a step took."""
        ends: list[Moment] = []
        self._ends = ends
        self._live.resume()
        self._wait(lambda: len(ends) >= _RUN_UP + steps, f"{steps} steps of the window's training")
        self._live.pause()
        wait(0.5)
        self._ends = None
        return _a_step(ends[_RUN_UP - 1], ends[_RUN_UP + steps - 1], steps)

    def go_on(self, *, until_step: int, seconds: float) -> None:
        """Train until a step is done or so many seconds have gone, and stand still again, all of it plotted."""
        end = time.monotonic() + seconds
        self._live.resume()
        self._wait(lambda: self._step >= until_step or time.monotonic() > end, f"step {until_step}")
        self._live.pause()
        wait(0.5)
        self._wait(lambda: self.curves.step >= self._step, "the window to take the steps")

    def put(self, event: TrainingEvent) -> None:
        """Tell the window something as if the training had."""
        self._live.events.put(event)

    def stop(self) -> None:
        self._live.resume()
        self._live.stop()
        self._limit.until(lambda: not self._jobs.running, "the training's end")
        self._hearing.close()

    @property
    def _step(self) -> int:
        return self.last.step if self.last is not None else 0

    def _wait(self, done: Callable[[], Any], what: str) -> None:
        self._limit.until(lambda: done() or not self._jobs.running, what)
        if not done():
            raise SystemExit(f"The window's training ended before {what}.")


def beside_a_window(settings: dict[str, Any], *, rounds: int, steps: int, limit: TimeLimit) -> Beside:
    """A training that the window plots, turn by turn with one that it does not know of.

    Rounds that would begin in the last third of the time are left out, but for the first one that counts.
    """
    tell(f"share: it ends within {limit.seconds:.0f} s; no round begins in the last third of them")
    with with_tensorflow(limit) as window, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # They need TensorFlow, which the window has loaded in its own way now.
        from benchmarks.paused_trainer import PausedTrainer
        from core.hyperparameters import Hyperparameters

        theirs = WindowsTraining(window, "plotted", settings, limit)
        theirs.turn(1)
        # Its checkpoints lie between its turns, which are as long.
        hyperparameters = Hyperparameters(**settings, **{**_STEPS_ONLY, "checkpoint_steps": _RUN_UP + steps})
        dataset = window.services.home.dataset("sample")
        tell("the same training beside the window: its first steps")
        other = _in_thread(lambda: PausedTrainer(Path(folder), dataset, hyperparameters), "the other training", limit)
        plotted: list[Moment] = []
        alone: list[Moment] = []
        for number in range(rounds + 1):
            if limit.left < limit.seconds / 3 and plotted:
                tell(f"no time for more than {len(plotted)} of {rounds} rounds")
                break
            ours = theirs.turn(steps)
            moments = _in_thread(lambda: other.turn(_RUN_UP + steps), "the other training's steps", limit)
            bare = _a_step(moments[_RUN_UP - 1], moments[-1], steps)
            which = f"round {number}" if number else "a round that does not count"
            tell(f"{which}: {ours.clock:.3f} s a step with the window plotting, {bare.clock:.3f} s without")
            if number:
                plotted.append(ours)
                alone.append(bare)
        tell("ending both")
        _in_thread(other.end, "the other training's end", limit)
        theirs.stop()
    batch, pairs = theirs.batch, list(zip(alone, plotted, strict=True))
    return Beside(
        spread(batch / ours.clock for ours in plotted),
        spread(batch / bare.clock for bare in alone),
        spread(bare.clock / ours.clock for bare, ours in pairs),
        spread((ours.processor / batch for ours in plotted), scale=1e3),
        spread((bare.processor / batch for bare in alone), scale=1e3),
        spread(bare.processor / ours.processor for bare, ours in pairs),
    )


def _a_step(begin: Moment, end: Moment, steps: int) -> Moment:
    between = end.since(begin)
    return Moment(between.clock / steps, between.processor / steps)


def _in_thread(work: Callable[[], _T], what: str, limit: TimeLimit) -> _T:
    """The window goes on answering meanwhile."""
    future: Future[_T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as problem:  # noqa: BLE001  raised again in the thread that waits
            future.set_exception(problem)

    threading.Thread(target=run, daemon=True).start()
    limit.until(future.done, what)
    return future.result()
