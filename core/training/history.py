"""A run's history on disk: one JSON line an event, and the same figures for TensorBoard."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from core import files
from core.training.events import EpochEnd, Notice, StepEnd, TrainBegin, TrainEnd, TrainingEvent, as_record

# Shown as curves; the rest of a step's record is bookkeeping.
CURVES = (
    "loss", "active_fraction", "match", "ap_mean", "ap_hardest", "an_mean", "an_hardest", "spread",
    "teacher_distance", "gradient_norm", "learning_rate", "images_per_second", "data_wait",
)  # fmt: skip


class History:
    """A training listener that appends to `history.jsonl` and to TensorBoard's event files.

    Lines are flushed at least at the end of each epoch and checkpoint, not at every step.

    Args:
        run: The run's folder.
        from_step: Steps already in the checkpoint that the run continues from. Later lines of an interrupted
            attempt are cut off, so that the curve goes on exactly where the weights do.
    """

    def __init__(self, run: Path, *, from_step: int) -> None:
        self.path = run / "history.jsonl"
        _cut(self.path, from_step)
        self._file = self.path.open("a", encoding="utf-8")
        self._step = from_step
        self._board = _Board(run / "tensorboard")

    def __call__(self, event: TrainingEvent) -> None:
        if isinstance(event, StepEnd | EpochEnd):
            self._step = event.step
        if isinstance(event, Notice):
            # With its step, so that it goes with the lines around it when an attempt is cut off.
            self._file.write(json.dumps({**as_record(event), "step": self._step}) + "\n")
        elif isinstance(event, TrainBegin | StepEnd | EpochEnd | TrainEnd):
            self._file.write(json.dumps(as_record(event)) + "\n")
            self._board.add(event)
        if not isinstance(event, StepEnd):
            self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._board.close()


def read_history(run: Path) -> Iterator[dict[str, Any]]:
    """The records of a run's history, oldest first; a line cut short by a power cut is left out.

    `core.training.run_curves` reads the same as arrays, and follows a run that is being trained.
    """
    path = run / "history.jsonl"
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                record = json.loads(line)
            except json.JSONDecodeError:
                continue
            if isinstance(record, dict):
                yield record


def _cut(path: Path, from_step: int) -> None:
    if not path.is_file():
        return
    kept = [
        record
        for record in read_history(path.parent)
        if record.get("step", 0) <= from_step and (record.get("event") != "TrainEnd")
    ]
    if from_step == 0:
        kept = []
    files.write_bytes(path, "".join(json.dumps(record) + "\n" for record in kept).encode())


class TensorBoardLog:
    """A training listener that writes TensorBoard's event files to a folder of the user's choice.

    A run has its own in its folder; this is for those who gather the logs of many runs in one place.

    Args:
        folder: Made when the first figures come.
    """

    def __init__(self, folder: Path) -> None:
        self._board = _Board(folder)

    def __call__(self, event: TrainingEvent) -> None:
        self._board.add(event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._board.close()


class _Board:
    """TensorBoard's own writer: event files that `tensorboard --logdir RUN` shows."""

    def __init__(self, folder: Path) -> None:
        from tensorboard.summary import Writer

        self._writer = Writer(str(folder))

    def add(self, event: TrainingEvent) -> None:
        if isinstance(event, StepEnd):
            for curve in CURVES:
                self._writer.add_scalar(f"train/{curve}", getattr(event, curve), event.step)
        elif isinstance(event, EpochEnd) and event.held_out is not None:
            for name, value in as_record(event)["held_out"].items():
                if isinstance(value, float):
                    self._writer.add_scalar(f"held_out/{name}", value, event.step)
            self._writer.flush()

    def close(self) -> None:
        self._writer.close()
