"""The clock on the wall is set forward and back by hours and days, and the computer sleeps, in the middle of work."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.torture import soak
from tests.torture.counts import Counts
from tests.torture.set_clock import SetClock

ROOT = Path(__file__).parents[2]
_WAIT = 1800.0
# What a run's history says of time; the rest of it must be the same with a clock that jumps.
_TIMES = ("seconds", "seconds_left", "images_per_second", "data_wait")


def window(folder: Path, *, minutes: float) -> Counts:
    """Live recognition and a training in the window; a fault is once that its clock jumped."""
    clock = SetClock(folder)
    samples, problem = soak.watch(folder, minutes, None, **clock.environment)
    counts = judge(samples) if samples else Counts("clock set: live video and training in the window")
    counts.lost += [problem] if problem else soak.idle(samples)
    return counts


def judge(samples: Sequence[soak.Sample]) -> Counts:
    """What became of a soak in which the clock was set all the while."""
    counts = Counts("clock set: live video and training in the window")
    for before, after in itertools.pairwise(samples):
        counts.tries += 1
        if abs((after.wall - before.wall) - (after.seconds - before.seconds)) > 3600:
            counts.fault("; ".join(after.wrong))
    if counts.faults < counts.tries // 2:
        counts.lost.append(f"the clock was set {counts.faults} times only")
    if samples and not samples[-1].named:
        counts.lost.append("nobody was given a name")
    return counts


def training(folder: Path, *, steps: int, pause: float = 0.2) -> Counts:
    """`facenet train`, with a clock that is right and with one that jumps: the same curve to the last digit.

    Args:
        folder: Empty.
        steps: Of the training; a multiple of 4.
        pause: Seconds between two jumps.
    """
    from tests.factories import make_dataset

    counts = Counts("clock set: `facenet train`")
    make_dataset(folder / "data", identities=8, images=4, seed=0)
    clock = SetClock(folder)
    _train(folder, "right", steps).wait(_WAIT)
    process = _train(folder, "jumps", steps, **clock.environment)
    run = folder / "home" / "runs" / "jumps"
    end = time.monotonic() + _WAIT
    while process.poll() is None and time.monotonic() < end:
        time.sleep(pause)
        if _history(run):
            counts.tries += 1
            clock.turn(counts.tries)
    if process.poll() is None:
        process.kill()
        counts.lost.append("it hung")
    process.wait()
    counts.faults = counts.tries
    right, jumps = _history(run.with_name("right")), _history(run)
    done = sum(event["event"] == "StepEnd" for event in jumps)
    if process.returncode or done != steps:
        counts.lost.append(f"it ended with {process.returncode} after {done} of {steps} steps")
    elif _without_times(right) != _without_times(jumps):
        counts.lost.append("its history is another one than with a clock that is right")
    for event in jumps:
        counts.lost += [f"{name} is {event[name]}" for name in _TIMES if not 0 <= (event.get(name) or 0) < _WAIT * 1000]
    if not counts.faults:
        counts.lost.append("it had ended before the clock was set")
    counts.survived = 0 if counts.lost else counts.faults
    return counts


def _train(folder: Path, name: str, steps: int, **more: str) -> subprocess.Popen[bytes]:
    command: list[object] = [
        sys.executable, "-m", "facenet_gui", "train", "--data", folder / "data", "--run", name,
        "--epochs", 4, "--steps-per-epoch", steps // 4, "--set", "network=tiny", "--set", "image_size=32",
        "--set", "embedding_size=16", "--set", "checkpoint_steps=10", "--set", "identities_per_batch=4",
        "--set", "images_per_identity=2", "--json",
    ]  # fmt: skip
    environment = {**os.environ, "FACENET_HOME": str(folder / "home"), "TF_CPP_MIN_LOG_LEVEL": "3", **more}
    return subprocess.Popen(
        [str(word) for word in command],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _history(run: Path) -> list[dict[str, Any]]:
    from core.training.history import read_history

    return list(read_history(run)) if (run / "history.jsonl").exists() else []


def _without_times(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The curves; what the doctor says of speed may differ."""
    curves = [event for event in history if event["event"] in ("StepEnd", "EpochEnd")]
    return [{name: value for name, value in event.items() if name not in _TIMES} for event in curves]
