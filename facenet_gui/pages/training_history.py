"""The curves of one run, from its history on disk or as they come. No Qt in here."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core import files
from core.training.events import EpochEnd, Notice, StepEnd, TrainBegin, TrainEnd, TrainingEvent
from core.training.run_curves import STEP_COLUMNS, RunHistory
from facenet_gui.widgets.curve_data import Curve, Growing

_STEPS = tuple(name for name in STEP_COLUMNS if name != "step")
_EPOCHS = ("mean_loss", "auc", "accuracy", "eer")


class RunCurves:
    """Everything that is plotted of a run, and its newest figures.

    Attributes:
        steps: A curve over the steps for each figure of a step; epochs: for each figure of an evaluation.
        notices: What the doctor said, in order.
        begin, last, end: The latest events of their kind in this session; None before.
    """

    def __init__(self) -> None:
        # All figures of a step come together: their curves have the same x.
        self._steps_done = Growing()
        self.steps = {name: Curve(self._steps_done) for name in _STEPS}
        self.epochs = {name: Curve() for name in _EPOCHS}
        self.notices: list[Notice] = []
        self.begin: TrainBegin | None = None
        self.last: StepEnd | None = None
        self.end: TrainEnd | None = None
        self.version = 0

    @property
    def has_teacher(self) -> bool:
        """Whether the steps tell a distance to a teacher."""
        distances = self.steps["teacher_distance"].y
        return len(distances) > 0 and bool(distances[0] > 0)

    @classmethod
    def of(cls, history: RunHistory) -> RunCurves:
        """The curves of a history that was read."""
        made = cls()
        made.add_history(history)
        return made

    def add_history(self, history: RunHistory) -> None:
        """What a reader found, after what was there, or instead of it where the history was begun anew."""
        if history.anew and len(self.steps["loss"]):
            self.cut(-1)
        self._steps_done.extend(history.steps["step"])
        for name, curve in self.steps.items():
            curve.extend_y(history.steps[name])
        for name, curve in self.epochs.items():
            curve.extend(history.epochs["step"], history.epochs[name])
        for record in history.notices:
            changes = record.get("changes")
            self.notices.append(
                Notice(
                    str(record.get("code", "")),
                    str(record.get("message", "")),
                    str(record.get("hint", "")),
                    changes if isinstance(changes, dict) else {},
                )
            )
        self.version += 1

    def add(self, events: Sequence[TrainingEvent]) -> list[Notice]:
        """Take up events of a training that runs. Returns the notices among them."""
        notices: list[Notice] = []
        for kind, group in itertools.groupby(events, key=type):
            if kind is StepEnd:
                self._add_steps([event for event in group if isinstance(event, StepEnd)])
                continue
            for event in group:
                match event:
                    case TrainBegin():
                        # What was done after the checkpoint that the run goes on from is done again.
                        self.cut(event.start_step if event.start_step else -1)
                        self.begin, self.end = event, None
                    case EpochEnd():
                        self._add_epoch(event)
                    case Notice():
                        notices.append(event)
                    case TrainEnd():
                        self.end = event
        self.notices += notices
        if events:
            self.version += 1
        return notices

    def cut(self, step: int) -> None:
        """Forget everything after a step."""
        for curve in (*self.steps.values(), *self.epochs.values()):
            kept = int(np.searchsorted(curve.x, step, side="right"))
            if kept < len(curve):
                curve.keep(kept)
        self.version += 1

    def save_csv(self, path: Path) -> None:
        """Every step as a row, and the evaluations in columns of their own. Raises `StorageError`."""
        evaluated = {int(step): number for number, step in enumerate(self.epochs["auc"].x) if len(self.epochs["auc"])}
        with files.storage_errors(path), path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["step", *_STEPS, *(f"held_out_{name}" for name in _EPOCHS)])
            columns = [self.steps[name].y for name in _STEPS]
            for row, step in enumerate(self.steps["loss"].x.astype(int).tolist()):
                figures: list[object] = [_number(column[row]) for column in columns]
                number = evaluated.get(step)
                held_out = ["" if number is None else _number(self.epochs[name].y[number]) for name in _EPOCHS]
                writer.writerow([step, *figures, *held_out])

    @property
    def step(self) -> int:
        """Steps done."""
        steps = self.steps["loss"].x
        return int(steps[-1]) if len(steps) else 0

    @property
    def best_auc(self) -> float | None:
        """Of the evaluations after training began; epoch 0 is the untrained network."""
        curve = self.epochs["auc"]
        values = curve.y[(curve.x > 0) & np.isfinite(curve.y)]
        return float(values.max()) if len(values) else None

    def _add_steps(self, events: Sequence[StepEnd]) -> None:
        self._steps_done.extend(np.array([event.step for event in events], np.float64))
        for name, curve in self.steps.items():
            curve.extend_y([getattr(event, name) for event in events])
        self.last = events[-1]

    def _add_epoch(self, event: EpochEnd) -> None:
        held_out = event.held_out
        figures = {
            "mean_loss": event.mean_loss,
            "auc": held_out.auc if held_out else None,
            "accuracy": held_out.accuracy if held_out else None,
            "eer": held_out.eer if held_out else None,
        }
        for name, value in figures.items():
            self.epochs[name].extend([event.step], [np.nan if value is None else value])


def _number(value: float) -> str:
    return f"{value:.9g}" if np.isfinite(value) else ""
