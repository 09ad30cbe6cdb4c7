"""What the chief does before anything is built: the run's folder made, or taken up again, and its settings settled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from core.hyperparameters import Hyperparameters
from core.training.events import Notice, Phase
from core.training.precision import choose_precision
from core.training.run_folder import RunFolder


def begin_run(
    folder: RunFolder,
    hyperparameters: Hyperparameters,
    *,
    dataset: Path,
    further: Sequence[Path],
    start: Path | None,
    device: str,
    tell: Callable[[Phase], None],
) -> list[Notice]:
    """Make the folder of a new run, with a precision where it was left to the machine.

    Args:
        device: TensorFlow's name of the device to measure on.
        tell: Hears that something takes a while.

    Raises:
        RunError, StorageError: See `RunFolder.create`.
    """
    folder.check_free()
    if hyperparameters.precision != "auto":
        folder.create(hyperparameters, dataset=dataset, further=further, start=start)
        return []
    tell(Phase("choosing the precision"))
    choice = choose_precision(hyperparameters, device=device)
    settled = hyperparameters.changed(precision=choice.precision)
    folder.create(settled, dataset=dataset, further=further, start=start, precision_seconds=choice.seconds)
    return [Notice("precision", choice.message)]


def take_up_run(folder: RunFolder, hyperparameters: Hyperparameters) -> list[Notice]:
    """Go on with a run's folder. Raises `RunError`: see `RunFolder.change_hyperparameters`."""
    changes = folder.change_hyperparameters(hyperparameters)
    return [Notice("hyperparameters_changed", f"The run goes on with {', '.join(changes)}.")] if changes else []
