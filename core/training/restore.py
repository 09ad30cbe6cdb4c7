"""Taking up a run where its latest whole checkpoint left it."""

from __future__ import annotations

from pathlib import Path

import keras

from core.errors import RunError
from core.training.checkpoints import Checkpoints, RunState
from core.training.events import Notice


def restore_latest(
    checkpoints: Checkpoints, network: keras.Model, optimizer: keras.optimizers.Optimizer, *, run: Path
) -> tuple[RunState, list[Notice]]:
    """Fill network and optimizer from the latest checkpoint that can be read.

    Returns:
        Where the run stands, and what the user should hear: which checkpoint it was, which ones are damaged.

    Raises:
        RunError: There are checkpoints and none can be read, or one is of another network or optimizer.
    """
    notices = []
    for path in checkpoints.paths():
        try:
            state = checkpoints.restore(path, network, optimizer)
        except RunError as error:
            if "damaged" not in error.message:
                raise
            notices.append(Notice("checkpoint_damaged", error.message, "The one before it is used."))
            continue
        return state, [*notices, Notice("restored", f"Restored from {path.name}.")]
    if notices:
        raise RunError(
            f"No checkpoint of {run} can be read: {notices[0].message}",
            hint="Begin a new run; it may start from this one's best model if there is one.",
        )
    # Killed before its first checkpoint: the run begins again, from the same weights and batches.
    return RunState(), [Notice("restored", "The run had no checkpoint yet and begins at its first step.")]
