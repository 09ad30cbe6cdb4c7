"""One compiled training step: forward, loss, backward, update, and the figures that describe it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import keras
import numpy as np
import tensorflow as tf

from core.embedding.network import seed_generators
from core.training.distillation import teacher_loss
from core.training.distribution import Distribution
from core.training.losses import LossTerms
from core.training.statistics import batch_statistics


class StepFigures(NamedTuple):
    """What a step returns, as Python floats; `core.training.events.StepEnd` says what they mean."""

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
    teacher_distance: float


class TrainStep:
    """Calling it with a batch changes the network's weights by one step.

    Args:
        network: (B, s, s, 3) float32 → (B, D) float32.
        optimizer: Keras optimizer, built for the network's trainable variables.
        loss: (labels (B,), embeddings (B, D), targets, step) → `LossTerms`; the step is a scalar int64 tensor, the
            targets are the teacher's embeddings (B, D), or (B, 0) without one.
        seed: With the step number it decides dropout, so that a resumed run drops the same activations.
        distribution: Where the network and the optimizer live; each device sees a slice of the batch, the loss all.
    """

    def __init__(
        self,
        *,
        network: keras.Model,
        optimizer: keras.optimizers.Optimizer,
        loss: Callable[[Any, Any, Any, Any], LossTerms],
        seed: int,
        distribution: Distribution,
    ) -> None:
        self._network = network
        self._optimizer = optimizer
        self._loss = loss
        self._seed = seed
        self._distribution = distribution
        distribution.prepare(optimizer)
        self._generators = seed_generators(network)
        self._compiled = tf.function(self._on_all_devices, reduce_retracing=True)

    def __call__(self, images: tf.Tensor, labels: tf.Tensor, targets: tf.Tensor, *, step: int) -> StepFigures:
        """Train on one batch.

        Args:
            images: (B, s, s, 3) float32, preprocessed; in a cluster this worker's slice of them.
            labels: (B,) integers.
            targets: (B, D) float32, the teacher's embeddings; (B, 0) without a teacher.
            step: Number of the step, from 0.
        """
        figures: np.ndarray = self._compiled(images, labels, targets, tf.constant(step, tf.int64)).numpy()
        return StepFigures(*figures.tolist())

    def _on_all_devices(self, images: tf.Tensor, labels: tf.Tensor, targets: tf.Tensor, step: tf.Tensor) -> tf.Tensor:
        return self._distribution.run(self._step, (images, labels, targets), step)

    def seed_dropout(self, step: tf.Tensor) -> None:
        """Inside a step, before the network: let dropout depend on the step and the replica alone."""
        # Each replica has a state of its own, and so drops other activations than the others do.
        replica = tf.cast(self._distribution.replica(), tf.uint32)
        for index, generator in enumerate(self._generators):
            seed = tf.constant(self._seed + 7919 * index, tf.uint32) + 104_729 * replica
            generator.state.assign(tf.stack([tf.cast(step, tf.uint32), seed]))

    def _step(self, images: tf.Tensor, labels: tf.Tensor, targets: tf.Tensor, step: tf.Tensor) -> tf.Tensor:
        self.seed_dropout(step)
        variables = self._network.trainable_variables
        labels = self._distribution.gather(labels)
        if targets.shape[-1]:
            # What is empty is not sent: TensorFlow's sum of nothing over several devices crashes.
            targets = self._distribution.gather(targets)
        with tf.GradientTape() as tape:
            embeddings = self._distribution.gather(self._network(images, training=True))
            terms = self._loss(labels, embeddings, targets, step)
            scaled = self._optimizer.scale_loss(terms.loss)
        gradients = self._distribution.sum(tape.gradient(scaled, variables))
        learning_rate = self._optimizer.learning_rate
        # One vector, one transfer: ten separate reads would wait for the device ten times.
        norm = tf.linalg.global_norm(gradients) * (terms.loss / tf.where(scaled == 0.0, 1.0, scaled))
        self._optimizer.apply(gradients, variables)
        statistics = batch_statistics(labels, tf.stop_gradient(embeddings))
        figures = [
            terms.loss,
            terms.active_fraction,
            terms.match,
            statistics.ap_mean,
            statistics.ap_hardest,
            statistics.an_mean,
            statistics.an_hardest,
            statistics.spread,
            norm,
            learning_rate,
            tf.sqrt(teacher_loss(embeddings, targets)) if targets.shape[-1] else 0.0,
        ]
        return tf.stack([tf.cast(figure, tf.float32) for figure in figures])
