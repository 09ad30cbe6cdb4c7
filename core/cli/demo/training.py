"""How the demonstration trains."""

from __future__ import annotations

from core.embedding.start_model import START_MODEL
from core.hyperparameters import Hyperparameters
from core.progress import Progress, ProgressListener
from core.training.events import StepEnd, TrainBegin, TrainingEvent


def demo_hyperparameters(
    *, tiny: bool, identities: int, images: int, epochs: int, steps_per_epoch: int
) -> Hyperparameters:
    """Minutes of training: a few steps from the start network, or more of a toy from nothing.

    Args:
        identities, images: How many there are to learn from.
    """
    steps = epochs * steps_per_epoch
    shared = Hyperparameters(
        triplet_strategy="batch_all",
        identities_per_batch=min(8, max(2, identities)),
        images_per_identity=min(4, images),
        epochs=epochs,
        steps_per_epoch=steps_per_epoch,
        warmup_steps=min(20, steps // 4),
        checkpoint_steps=max(steps, 1),
    )
    if tiny:
        return shared.changed(
            network="tiny",
            image_size=64,
            embedding_size=64,
            identities_per_batch=min(16, max(2, identities)),
            learning_rate=2e-3,
            start="scratch",
        )
    # What batch normalisation knows comes from far more faces than these.
    return shared.changed(
        image_size=112, learning_rate=1e-4, start=START_MODEL, freeze_batch_statistics=True, precision="float32"
    )


class TrainingProgress:
    """Tells of a training's steps as of any other work."""

    def __init__(self, progress: ProgressListener) -> None:
        self._progress, self._total = progress, 0

    def __call__(self, event: TrainingEvent) -> None:
        if isinstance(event, TrainBegin):
            self._total = event.total_steps
            self._progress(Progress("training", 0, self._total))
        elif isinstance(event, StepEnd):
            self._progress(Progress("training", event.step, self._total))
