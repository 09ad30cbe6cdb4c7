"""Whether a long training makes the window's process grow.

A real training goes on for as long as there is time; the steps that are missing then are told to the window as the
training tells its own, by the same door. What the window keeps of a step is the same; what TensorFlow and the run's
files keep is seen in the real ones only.
"""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.measuring import memory_mb, tell
from benchmarks.window_ticks import wait
from benchmarks.window_training import TimeLimit, WindowsTraining, with_tensorflow

if TYPE_CHECKING:
    from facenet_gui.pages.training_history import RunCurves

# Steps that are told at once, and how long the window then has until the next ones: 2,500 a second.
_AT_ONCE, _PAUSE_S = 100, 0.04
_PARTS = 10


class Held(NamedTuple):
    """MiB of the process after so many steps; `told` is whether they were told, not trained."""

    steps: int
    memory_mb: float
    told: bool


def growth_of_memory(settings: dict[str, Any], *, steps: int, limit: TimeLimit) -> list[Held]:
    """The window plots a training of so many steps.

    Of the real ones there are as many as a third of the time allows, of the told ones as another third does.
    """
    found: list[Held] = []
    tell(f"memory: it ends within {limit.seconds:.0f} s; a third for the training, a third for the steps that are told")
    with with_tensorflow(limit) as window:
        training = WindowsTraining(window, "long", settings, limit)
        curves = training.curves
        part, trained_until = max(1, steps // _PARTS), 2 * limit.seconds / 3

        def look(told: bool) -> None:
            gc.collect()
            found.append(Held(curves.step, round(memory_mb(), 1), told))
            tell(f"{curves.step:,} steps{' (told)' if told else ''}: {found[-1].memory_mb:,.1f} MiB")

        # What a training takes up once it runs; then piece by piece what it adds.
        training.go_on(until_step=part // 10, seconds=limit.left - trained_until)
        look(told=False)
        while curves.step < steps and limit.left > trained_until:
            training.go_on(until_step=min(steps, curves.step + part), seconds=limit.left - trained_until)
            look(told=False)
        last = training.last
        assert last is not None  # it has trained
        step = last.step
        while step < steps and limit.left > limit.seconds / 3:
            end = min(steps, (step // part + 1) * part)
            while step < end:
                for number in range(step + 1, min(end, step + _AT_ONCE) + 1):
                    training.put(replace(last, step=number))
                step = min(end, step + _AT_ONCE)
                wait(_PAUSE_S)
            limit.until(partial(_has, curves, end), "the window to take the steps")
            look(told=True)
        training.stop()
    return found


def _has(curves: RunCurves, step: int) -> bool:
    return curves.step >= step
