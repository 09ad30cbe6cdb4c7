"""What the terminal shows of a training: a line for each epoch, and one live line for the steps."""

from __future__ import annotations

import json
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from core.cli.console import notes, say
from core.cli.progress_bar import PLAIN_LINE_SECONDS, time_in_words
from core.training.events import (
    CheckpointSaved,
    EpochEnd,
    Notice,
    Phase,
    StepEnd,
    TrainBegin,
    TrainEnd,
    TrainingEvent,
    as_record,
)

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID


class TrainingDisplay:
    """A training listener for people, on standard error.

    In a terminal a bar with the latest figures moves; elsewhere a plain line comes every half minute.
    """

    def __init__(self) -> None:
        self._bar: RichProgress | None = None
        self._task: TaskID | None = None
        self._last_line = time.monotonic()
        self._phase = ""
        if sys.stderr.isatty():
            from rich.progress import BarColumn, TextColumn
            from rich.progress import Progress as RichProgress

            self._bar = RichProgress(BarColumn(bar_width=24), TextColumn("{task.description}"), console=notes())

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, event: TrainingEvent) -> None:
        match event:
            case TrainBegin():
                self._begin(event)
            case Phase():
                self._show_phase(event)
            case StepEnd():
                self._show_step(event)
            case EpochEnd():
                self._say(epoch_in_words(event))
            case CheckpointSaved(best=True):
                self._say(f"  best so far, kept as a model (step {event.step:,})")
            case Notice():
                self._say(f"{event.message} {event.hint}".rstrip())
            case TrainEnd():
                self._say(f"{event.reason} after step {event.step:,}, {time_in_words(event.seconds)}")
            case _:
                pass

    def _begin(self, event: TrainBegin) -> None:
        self._total = event.total_steps
        self._say(
            f"Training {event.run.name} on {event.device}: {event.images:,} images of {event.identities:,} identities, "
            f"{event.held_out_identities:,} identities held out, {event.parameters:,} parameters, "
            f"{event.total_steps:,} steps ({event.steps_per_epoch:,} an epoch)."
        )
        if self._bar is not None:
            self._task = self._bar.add_task("", total=event.total_steps, completed=event.start_step)

    def _show_phase(self, event: Phase) -> None:
        new = event.doing != self._phase
        self._phase = event.doing
        if self._bar is not None:
            if self._task is not None and event.doing != "training":
                doing = f"{event.doing} {event.done:,}/{event.total:,}" if event.total else event.doing
                self._bar.update(self._task, description=doing)
        elif new and event.doing not in ("training", "evaluating"):
            say(event.doing)

    def _show_step(self, event: StepEnd) -> None:
        line = step_in_words(event, total=self._total)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=event.step, description=line)
        elif time.monotonic() - self._last_line > PLAIN_LINE_SECONDS or event.step == 1:
            self._last_line = time.monotonic()
            say(line)

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line)
        else:
            say(line)


class JsonLines:
    """A training listener for programs: every event as one JSON line on standard output."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.stdout.flush()

    def __call__(self, event: TrainingEvent) -> None:
        sys.stdout.write(json.dumps(as_record(event), ensure_ascii=False) + "\n")
        sys.stdout.flush()


def step_in_words(event: StepEnd, *, total: int) -> str:
    """`step 120/562  loss 0.412  active 38 %  ap 0.61  an 0.98  58 images/s  12 min 3 s left`"""
    return (
        f"step {event.step:,}/{total:,}  loss {event.loss:.4f}  active {event.active_fraction:.0%}  "
        f"ap {event.ap_mean:.2f}  an {event.an_mean:.2f}  {event.images_per_second:.0f} images/s  "
        f"{time_in_words(event.seconds_left)} left"
    )


def epoch_in_words(event: EpochEnd) -> str:
    """One line: the epoch's mean loss and how the held-out identities are told apart."""
    name = f"epoch {event.epoch}" if event.epoch else "untrained"
    words = [name]
    if event.mean_loss is not None:
        words.append(f"loss {event.mean_loss:.4f}")
    if event.held_out is not None:
        held_out = event.held_out
        words.append(f"held-out AUC {held_out.auc:.4f}, accuracy {held_out.accuracy:.2%}, EER {held_out.eer:.2%}")
    return "  ".join(words)
