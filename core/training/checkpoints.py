"""Checkpoints: everything a run needs to go on as if it had never stopped, in one file a step.

A checkpoint is a safetensors file `step-00000300.safetensors` with every variable of the network and of the
optimizer; its header holds the run's progress. It is written aside and renamed, so that it is whole or not there.
Batches, augmentation and dropout are functions of (seed, step): no generator's state has to be kept.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save_file

from core import files
from core.embedding.weights import variables_by_path
from core.errors import RunError, StorageError
from core.training.run_folder import checkpoint_paths


@dataclass(frozen=True, slots=True)
class RunState:
    """How far a run has come.

    Attributes:
        step: Steps done.
        best_score: The best held-out AUC so far; None before the first evaluation.
        epoch_losses, epoch_steps: Sum and number of the losses since the last evaluation.
    """

    step: int = 0
    best_score: float | None = None
    epoch_losses: float = 0.0
    epoch_steps: int = 0


class Checkpoints:
    """The checkpoints of one run.

    Args:
        folder: Where they are; made when the first one is saved.
        keep: How many of the latest stay.
    """

    def __init__(self, folder: Path, *, keep: int) -> None:
        self.folder = folder
        self.keep = keep

    def paths(self) -> list[Path]:
        """All checkpoints, the latest first."""
        return checkpoint_paths(self.folder)

    def save(self, state: RunState, network: keras.Model, optimizer: keras.optimizers.Optimizer) -> Path:
        """Write a checkpoint, then remove those that are older than the last `keep`. Raises `StorageError`."""
        arrays = {
            name: np.asarray(variable.numpy(), order="C") for name, variable in named_variables(network, optimizer)
        }
        path = self.folder / f"step-{state.step:08d}.safetensors"
        with files.whole_file(path) as aside:
            try:
                save_file(arrays, aside, metadata={"state": json.dumps(asdict(state))})
            except SafetensorError as error:
                raise StorageError(
                    f"{path} could not be written: {error}.", hint="Look at the disk, and how much room it has."
                ) from error
        for old in self.paths()[self.keep :]:
            with contextlib.suppress(OSError):  # it goes with the next one
                old.unlink()
        return path

    def restore(self, path: Path, network: keras.Model, optimizer: keras.optimizers.Optimizer) -> RunState:
        """Set every variable from a checkpoint. Nothing is changed unless all of it fits.

        Raises:
            RunError: The file is damaged, or of another network or optimizer.
        """
        variables = dict(named_variables(network, optimizer))
        try:
            with safe_open(path, framework="np") as file:
                state = RunState(**json.loads((file.metadata() or {})["state"]))
                arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 (not a mapping)
        except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
            raise RunError(f"The checkpoint {path} is damaged: {error}.") from error
        _check_fit(path, arrays, variables)
        for name, variable in variables.items():
            variable.assign(arrays[name])
        return state


def named_variables(network: keras.Model, optimizer: keras.optimizers.Optimizer | None = None) -> list[tuple[str, Any]]:
    """Everything that a step changes, in one order, under the names that a checkpoint gives it."""
    # An optimizer's variables carry names that differ from build to build; their order does not.
    named = [(f"network/{path}", variable) for path, variable in variables_by_path(network).items()]
    if optimizer is None:
        return named
    return named + [(f"optimizer/{index:05d}", variable) for index, variable in enumerate(optimizer.variables)]


def _check_fit(path: Path, arrays: dict[str, np.ndarray], variables: dict[str, Any]) -> None:
    if missing := sorted(variables.keys() - arrays.keys()):
        raise RunError(
            f"The checkpoint {path} is of another network or optimizer: it lacks {missing[0]} "
            f"and {len(missing) - 1} more of {len(variables)} variables.",
            hint="Continue a run with the hyperparameters that it began with.",
        )
    if extra := sorted(arrays.keys() - variables.keys()):
        raise RunError(
            f"The checkpoint {path} is of another network or optimizer: it holds {extra[0]} "
            f"and {len(extra) - 1} more variables that this run does not have.",
            hint="Continue a run with the hyperparameters that it began with.",
        )
    for name, variable in variables.items():
        if tuple(arrays[name].shape) != tuple(variable.shape):
            raise RunError(
                f"The checkpoint {path} does not fit: {name} should be {tuple(variable.shape)}, "
                f"got {arrays[name].shape}.",
                hint="Continue a run with the hyperparameters that it began with.",
            )
