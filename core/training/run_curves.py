"""A run's history as columns for plots, whole or followed while it is being trained.

Nothing here needs TensorFlow: a window draws the curves of old runs before it is loaded.
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.training.events import StepEnd
from core.training.run_folder import RunFolder

Columns = dict[str, NDArray[np.float64]]

STEP_COLUMNS = tuple(field.name for field in dataclasses.fields(StepEnd))
_HELD_OUT = ("auc", "eer", "accuracy", "distance_threshold")
EPOCH_COLUMNS = ("epoch", "step", "mean_loss", "seconds", *_HELD_OUT)


@dataclass(frozen=True, slots=True)
class RunHistory:
    """What a history holds, or what came to it since it was last read.

    Attributes:
        steps: One float64 array (n,) for each of `STEP_COLUMNS`, in the order of the steps; NaN for what a record
            does not have.
        epochs: The same for `EPOCH_COLUMNS`, epoch 0 (the untrained network) first. The held-out figures are NaN
            where nothing is held out.
        begin: The latest TrainBegin record, or None.
        notices: The Notice records, each with the step at which it was given.
        end: The TrainEnd record where the run has ended, or None.
        anew: The file was begun again or cut since the last reading: what was read before does not count any more.
    """

    steps: Columns
    epochs: Columns
    begin: dict[str, Any] | None
    notices: tuple[dict[str, Any], ...]
    end: dict[str, Any] | None
    anew: bool = True


def load_history(run: Path) -> RunHistory:
    """Everything in a run's history; empty columns where it has none yet.

    Raises:
        OSError: The file is there and cannot be read.
    """
    return HistoryReader(run).read()


class HistoryReader:
    """Reads a history piece by piece, also while the run is being trained.

    A last line that is not finished yet is left for the next time. Restoring a run cuts its history; the reader
    notices, begins again, and says so with `anew`.

    Args:
        run: The run's folder.
    """

    def __init__(self, run: Path) -> None:
        self._path = RunFolder(run).history
        self._offset = 0
        self._file = (0, 0)

    def read(self) -> RunHistory:
        """What is new since the last call; everything at the first one. Raises `OSError`."""
        anew = self._offset == 0
        content = b""
        try:
            with self._path.open("rb") as file:
                status = os.fstat(file.fileno())
                identity = (status.st_dev, status.st_ino)
                if identity != self._file or status.st_size < self._offset:
                    self._offset, self._file, anew = 0, identity, True
                file.seek(self._offset)
                content = file.read()
        except FileNotFoundError:
            # Not begun yet, or the run was deleted.
            self._offset, self._file, anew = 0, (0, 0), True
        whole = content[: content.rfind(b"\n") + 1]
        self._offset += len(whole)
        return _history(parse(whole.splitlines()), anew=anew)


def parse(lines: Iterable[bytes]) -> list[dict[str, Any]]:
    """The records of lines of JSON; what is damaged is left out."""
    records = []
    for line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict) and isinstance(record.get("event"), str):
            records.append(record)
    return records


def _history(records: Sequence[dict[str, Any]], *, anew: bool) -> RunHistory:
    def of(kind: str) -> list[dict[str, Any]]:
        return [record for record in records if record["event"] == kind]

    epochs = [_flat(record) for record in of("EpochEnd")]
    begins, ends = of("TrainBegin"), of("TrainEnd")
    return RunHistory(
        steps=_columns(of("StepEnd"), STEP_COLUMNS),
        epochs=_columns(epochs, EPOCH_COLUMNS),
        begin=begins[-1] if begins else None,
        notices=tuple(of("Notice")),
        end=ends[-1] if ends else None,
        anew=anew,
    )


def _flat(epoch: dict[str, Any]) -> dict[str, Any]:
    held_out = epoch.get("held_out")
    return {**epoch, **held_out} if isinstance(held_out, dict) else epoch


def _columns(records: Sequence[dict[str, Any]], names: Sequence[str]) -> Columns:
    return {name: np.array([number(record.get(name)) for record in records], np.float64) for name in names}


def number(value: Any) -> float:
    """`value` where it is a number, NaN for anything else (null stands for what is not finite)."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")
