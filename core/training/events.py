"""What a training tells its listeners: typed, immutable, in the order
`TrainBegin … (StepEnd … | CheckpointSaved | Notice)* EpochEnd … TrainEnd`.

The terminal is one listener, the history on disk another, the window a third.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from core.evaluation.verification import HeldOut


@dataclass(frozen=True, slots=True)
class TrainBegin:
    """The run is set up and its first step comes next.

    Attributes:
        start_step: 0, or the step of the checkpoint that was restored.
        total_steps: The step at which the run will be finished.
        images, identities: What there is to train on; `held_out_identities` are kept for evaluation.
    """

    run: Path
    device: str
    parameters: int
    start_step: int
    total_steps: int
    steps_per_epoch: int
    images: int
    identities: int
    held_out_identities: int


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch in which no steps come, so that nobody thinks that the program hangs.

    Attributes:
        done, total: How far it is, where that can be said; a total of 0 says nothing.
    """

    doing: Literal[
        "waiting for the other workers",
        "choosing the precision",
        "asking the teacher",
        "reading the gallery",
        "building the network",
        "tracing the first step",
        "evaluating",
        "paused",
        "training",
    ]
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class StepEnd:
    """One step is done. Distances are unsquared L2, over the batch.

    Attributes:
        step: Steps done so far, from 1.
        epoch: The epoch it belongs to, from 1.
        loss: The whole loss, λ·L_match included.
        active_fraction: Active among valid triplets (batch_all), anchors or pairs (the others); 0 without any.
        match: L_match; 0 for strategies without it.
        ap_mean, ap_hardest: Mean and largest anchor-positive distance.
        an_mean, an_hardest: Mean and smallest anchor-negative distance.
        spread: Root mean squared distance of the embeddings from their mean; near 0 they have collapsed.
        gradient_norm: L2 norm of the whole gradient before clipping.
        images_per_second: Over the last steps, evaluation and checkpoints left out.
        data_wait: Share of the step's time spent waiting for images.
        seconds_left: Until the run is finished, evaluations included; an estimate.
        teacher_distance: Root mean squared distance to the teacher's embeddings; 0 without a teacher.
    """

    step: int
    epoch: int
    loss: float
    active_fraction: float
    match: float
    ap_mean: float
    ap_hardest: float
    an_mean: float
    an_hardest: float
    spread: float
    gradient_norm: float
    learning_rate: float
    images_per_second: float
    data_wait: float
    seconds_left: float
    teacher_distance: float = 0.0


@dataclass(frozen=True, slots=True)
class EpochEnd:
    """An epoch is done and evaluated. Epoch 0 is the network before its first step.

    Attributes:
        mean_loss: Over the epoch's steps; None for epoch 0.
        held_out: Verification on identities never trained on; None where the data set holds none out.
    """

    epoch: int
    step: int
    mean_loss: float | None
    held_out: HeldOut | None
    seconds: float


@dataclass(frozen=True, slots=True)
class CheckpointSaved:
    """The run can be taken up again from here. `best` marks the best held-out AUC so far."""

    step: int
    path: Path
    best: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the user should know.

    Attributes:
        code: What it is, for a program to act on.
        changes: Hyperparameters that would help, by name; a window can offer them as one click.
    """

    code: str
    message: str
    hint: str = ""
    changes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrainEnd:
    """The run has ended, its last checkpoint is written.

    Attributes:
        reason: It came to its last step, or it was asked to stop.
        best: The model folder of the best checkpoint; of the last one where none was measured.
    """

    reason: Literal["finished", "stopped"]
    step: int
    best: Path
    seconds: float


TrainingEvent = TrainBegin | Phase | StepEnd | EpochEnd | CheckpointSaved | Notice | TrainEnd
TrainingListener = Callable[[TrainingEvent], None]


def as_record(event: TrainingEvent) -> dict[str, Any]:
    """A mapping for a JSON line, with the event's kind first: `{"event": "StepEnd", "step": 1, …}`."""
    return {"event": type(event).__name__, **{key: _plain(value) for key, value in asdict(event).items()}}


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    # NaN is not JSON; a figure that does not exist is null.
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
