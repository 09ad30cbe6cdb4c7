"""Make a model better at the people of a gallery: a short training on their faces and a general data set.

Three things keep it honest. A third of the people's pictures is never learnt from, and decides; people of the general
data set who are never learnt from say whether everybody else is still told apart; and a model that did not improve,
or forgot, is not written at all (`core.training.improvement_figures` has the rule).

Three things keep it gentle. Most of each batch comes from the general data set; batch normalisation stays as it is;
and the start itself, as it sees the same augmented images, holds the embeddings (`teacher_weight`).

The faces of the gallery are in memory only, from the beginning to the end. The card of the new model says how many
people and pictures it was made from, not who they are. The weights themselves hold something of these faces all the
same: such a model is personal data.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from core.data.dataset import Dataset
from core.embedding.card import read_card
from core.embedding.embedder import compile_embedding
from core.embedding.model_folder import load_network, load_weights_into, save_model
from core.embedding.network import build_network, freeze
from core.errors import Cancelled, InputError, RunError
from core.evaluation.verification_error import VerificationErrors
from core.gallery.gallery import Gallery
from core.hyperparameters import Hyperparameters
from core.training.cluster import cluster_from_environment
from core.training.control import TrainingControl
from core.training.distribution import Distribution, find_distribution
from core.training.events import EpochEnd, Phase, StepEnd, TrainBegin, TrainingEvent, TrainingListener
from core.training.improvement_data import ImprovementData, check_share, gather
from core.training.improvement_figures import Measurement, Measuring, general_kept, is_kept, judge
from core.training.improvement_result import Improvement, improved_card
from core.training.memory import out_of_memory
from core.training.optimizers import build_optimizer
from core.training.pace import Pace
from core.training.scheduled_loss import scheduled_loss
from core.training.train_step import TrainStep

# Of the identities of a batch so many are the gallery's people.
PEOPLE_SHARE = 3 / 8
# After so many equal parts of the training the model is measured.
_MOMENTS = 3


def improve(
    *,
    gallery: Gallery,
    start: Path,
    dataset: Path,
    folder: Path,
    hyperparameters: Hyperparameters,
    people_share: float = PEOPLE_SHARE,
    listeners: Sequence[TrainingListener] = (),
    control: TrainingControl | None = None,
) -> Improvement:
    """Train `start` on the people of a gallery, and write the result to `folder` if it is better.

    The gallery is only read, at the beginning, and goes on using the model that it uses.

    Args:
        gallery: Open.
        start: A model folder whose network can be trained (`improvement_start.check_trainable`).
        dataset: The general data set's folder, with held-out identities.
        folder: Where the new model goes; nothing is written before it is known to be better.
        hyperparameters: See `improvement_hyperparameters`; `steps_per_epoch` × `epochs` steps are taken.
        people_share: Which part of a batch's identities are the gallery's people, in (0, 1).
        listeners: Called in this thread with `TrainBegin`, `Phase`, `StepEnd`, and `EpochEnd` at each measurement.
        control: To pause and stop from another thread.

    Raises:
        Cancelled: It was stopped. Nothing was written.
        InputError: There is too little in the gallery, no number of steps, or TF_CONFIG names a cluster.
        DatasetError: The data set cannot be read, is too small, is aligned in another way, or holds nobody out.
        ModelError: The start cannot be read, or its embeddings overflowed.
        RunError: The loss became NaN. OutOfMemoryError: The batch does not fit the device.
        GalleryError, StorageError: A face is damaged; the disk refused.
    """
    if cluster_from_environment().workers > 1:
        raise InputError("A model is made better on one machine; TF_CONFIG names several.", hint="Unset TF_CONFIG.")
    if hyperparameters.steps_per_epoch < 1:
        raise InputError("How many steps? steps_per_epoch must be 1 or more here, got 0.")
    check_share(people_share)
    improving = _Improving(start, hyperparameters, listeners, control or TrainingControl())
    return improving.run(gallery, Dataset.open(dataset), folder, people_share=people_share)


class _Judged(NamedTuple):
    """A moment of the training: after so many steps, its figures, and the weights where they may be kept."""

    step: int
    measurement: Measurement
    weights: list[NDArray[Any]]


class _Improving:
    """The state of one call of `improve`."""

    def __init__(
        self,
        start: Path,
        hyperparameters: Hyperparameters,
        listeners: Sequence[TrainingListener],
        control: TrainingControl,
    ) -> None:
        self.start, self.parameters = start, hyperparameters
        self.listeners, self.control = listeners, control
        self.card = read_card(start)
        self.total_steps = hyperparameters.steps_per_epoch * hyperparameters.epochs

    def emit(self, event: TrainingEvent) -> None:
        for listener in self.listeners:
            listener(event)

    def run(self, gallery: Gallery, general: Dataset, folder: Path, *, people_share: float) -> Improvement:
        began = time.monotonic()
        parameters = self.parameters
        data = gather(gallery, general, self.card, parameters, tell=self.emit, stop=self.control.stop_request)
        batches = data.batches(self.card, parameters, people_share=people_share)
        self.emit(Phase("building the network"))
        distribution = find_distribution(batch_size=parameters.batch_size)
        distribution.check_batch(parameters.batch_size)
        self._build(distribution)
        self._begin(folder, distribution.device, data)
        measuring = Measuring(
            compile_embedding(
                self.network, self.card.input, mirrored=self.card.mirrored, normalised=self.card.normalised
            ),
            people=data.people,
            split=data.split,
            general=data.data.validation,
            strangers=data.strangers,
            seed=parameters.seed,
        )
        before = self._measure(measuring, moment=0, step=0, mean_loss=None)
        tolerance = measuring.tolerance(before)
        judged = self._train(measuring, iter(batches), before, tolerance)
        after = judged.measurement
        errors = measuring.errors(before, after)
        reason = judge(before.figures, after.figures, errors=errors, tolerance=tolerance)
        result = Improvement(
            model=folder if is_kept(reason) else None,
            reason=reason,
            start=self.card.name,
            people=data.people.people,
            pictures=len(data.split.learning),
            held_out=len(data.split.held_out),
            general_identities=len(data.general_labels),
            strangers=data.stranger_identities,
            same_names=data.same_names,
            step=judged.step,
            steps=self.total_steps,
            before=before.figures,
            after=after.figures,
            errors=errors,
            tolerance=tolerance,
            seconds=time.monotonic() - began,
        )
        if is_kept(reason):
            self.network.set_weights(judged.weights)
            save_model(folder, self.network, improved_card(folder.name, self.card, result, data, parameters))
        return result

    # -- the network

    def _build(self, distribution: Distribution) -> None:
        parameters = self.parameters
        with distribution.scope():
            self.network = build_network(parameters, synchronised=not distribution.is_alone)
            load_weights_into(self.network, self.start, self.card)
            freeze(self.network, until=parameters.freeze_until, batch_statistics=parameters.freeze_batch_statistics)
            optimizer = build_optimizer(parameters, total_steps=self.total_steps)
            optimizer.build(self.network.trainable_variables)
        self.step = TrainStep(
            network=self.network,
            optimizer=optimizer,
            loss=scheduled_loss(parameters),
            seed=parameters.seed,
            distribution=distribution,
        )
        self.targets = self._targets()

    def _targets(self) -> Callable[[tf.Tensor], tf.Tensor]:
        """What the start says of a batch's images, (B, D); (B, 0) where the hyperparameters name no teacher."""
        if not self.parameters.teacher:
            return lambda images: tf.zeros((len(images), 0))
        start: keras.Model = load_network(self.start)[0]
        compiled: Callable[[tf.Tensor], tf.Tensor] = tf.function(lambda images: start(images, training=False))
        return compiled

    def _begin(self, folder: Path, device: str, data: ImprovementData) -> None:
        self.emit(
            TrainBegin(
                run=folder,
                device=device,
                parameters=self.network.count_params(),
                start_step=0,
                total_steps=self.total_steps,
                steps_per_epoch=math.ceil(self.total_steps / _MOMENTS),
                images=len(data.general) + len(data.split.learning),
                identities=len(data.general_labels) + data.people.people,
                held_out_identities=data.stranger_identities,
            )
        )

    # -- training and measuring

    def _train(
        self, measuring: Measuring, batches: Iterator[Any], before: Measurement, tolerance: VerificationErrors
    ) -> _Judged:
        """To the end; the last measured moment that keeps the general figures, else the last of all."""
        moments = sorted({math.ceil(self.total_steps * part / _MOMENTS) for part in range(1, _MOMENTS + 1)})
        kept: _Judged | None = None
        last: _Judged | None = None
        first = 0
        self.emit(Phase("tracing the first step"))
        for number, moment in enumerate(moments, start=1):
            losses = self._steps(range(first, moment), batches)
            first = moment
            now = self._measure(measuring, moment=number, step=moment, mean_loss=float(np.mean(losses)))
            last = _Judged(moment, now, [])
            if general_kept(before.figures.general, now.figures.general, tolerance):
                kept = last._replace(weights=self.network.get_weights())
        judged = kept or last
        assert judged is not None  # there is a moment, the last step
        return judged

    def _steps(self, steps: range, batches: Iterator[Any]) -> list[float]:
        """Their losses."""
        pace = Pace(self.parameters.batch_size)
        losses = []
        for step in steps:
            self._may_go_on()
            losses.append(self._one_step(step, batches, pace))
            if step == 0:
                pace.forget()
                self.emit(Phase("training"))
        return losses

    def _one_step(self, step: int, batches: Iterator[Any], pace: Pace) -> float:
        begin = time.perf_counter()
        images, labels, _ = next(batches)
        ready = time.perf_counter()
        try:
            figures = self.step(images, labels, self.targets(images), step=step)
        except tf.errors.ResourceExhaustedError as error:
            raise out_of_memory(self.parameters, try_identities=None) from error
        pace.add(seconds=time.perf_counter() - begin, waited=ready - begin)
        if not math.isfinite(figures.loss):
            raise RunError(
                f"The loss became {figures.loss} at step {step + 1}; nothing was kept.",
                hint="Use a smaller learning_rate.",
            )
        self.emit(
            StepEnd(
                step=step + 1,
                epoch=1,
                **figures._asdict(),
                images_per_second=pace.images_per_second,
                data_wait=pace.data_wait,
                seconds_left=(self.total_steps - step - 1) * pace.seconds_per_step,
            )
        )
        return figures.loss

    def _measure(self, measuring: Measuring, *, moment: int, step: int, mean_loss: float | None) -> Measurement:
        self._may_go_on()
        self.emit(Phase("evaluating"))
        begin = time.monotonic()
        measured = measuring.measure()
        self.emit(EpochEnd(moment, step, mean_loss, measured.figures.general, time.monotonic() - begin))
        if 0 < step < self.total_steps:
            self.emit(Phase("training"))
        return measured

    def _may_go_on(self) -> None:
        """Wait while somebody has paused; raise `Cancelled` where somebody has asked to stop."""
        if self.control.paused and not self.control.stopping:
            self.emit(Phase("paused"))
            self.control.wait_while_paused()
            self.emit(Phase("training"))
        if self.control.stopping:
            raise Cancelled("Stopped. Nothing was written; the gallery goes on with the model that it has.")
