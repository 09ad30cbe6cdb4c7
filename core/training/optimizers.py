"""The optimizer and its learning-rate schedule, from the hyperparameters. Keras' own throughout."""

from __future__ import annotations

from typing import Any

import keras
from keras import ops

from core.hyperparameters import Hyperparameters


@keras.saving.register_keras_serializable(package="facenet")
class LinearWarmup(keras.optimizers.schedules.LearningRateSchedule):  # type: ignore[misc]
    """Rise linearly from 1/n of the rate over the first n steps, then follow another schedule from its start.

    Args:
        after: The rate that follows: a number or a schedule, which sees steps counted from the warm-up's end.
        warmup_steps: n; 0 leaves `after` as it is.
    """

    def __init__(self, after: float | keras.optimizers.schedules.LearningRateSchedule, *, warmup_steps: int) -> None:
        super().__init__()
        self.after = after
        self.warmup_steps = warmup_steps

    def __call__(self, step: Any) -> Any:
        step = ops.cast(step, "float32")
        later = ops.maximum(step - self.warmup_steps, 0.0)
        rate = self.after(later) if callable(self.after) else ops.convert_to_tensor(self.after, dtype="float32")
        return rate * ops.minimum((step + 1.0) / max(self.warmup_steps, 1), 1.0)

    def get_config(self) -> dict[str, Any]:
        after = self.after if isinstance(self.after, float) else keras.saving.serialize_keras_object(self.after)
        return {"after": after, "warmup_steps": self.warmup_steps}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> LinearWarmup:
        after = config["after"]
        if not isinstance(after, float):
            after = keras.saving.deserialize_keras_object(after)
        return cls(after, warmup_steps=config["warmup_steps"])


def build_schedule(
    hyperparameters: Hyperparameters, *, total_steps: int
) -> keras.optimizers.schedules.LearningRateSchedule:
    """The learning rate by step. A cosine ends at 1 % of the rate at `total_steps`."""
    rate = hyperparameters.learning_rate
    after: float | keras.optimizers.schedules.LearningRateSchedule = rate
    if hyperparameters.schedule == "cosine":
        steps = max(total_steps - hyperparameters.warmup_steps, 1)
        after = keras.optimizers.schedules.CosineDecay(rate, decay_steps=steps, alpha=0.01)
    elif hyperparameters.schedule == "staircase":
        after = keras.optimizers.schedules.ExponentialDecay(
            rate, hyperparameters.decay_steps, hyperparameters.decay_rate, staircase=True
        )
    return LinearWarmup(after, warmup_steps=hyperparameters.warmup_steps)


def build_optimizer(hyperparameters: Hyperparameters, *, total_steps: int) -> keras.optimizers.Optimizer:
    """The optimizer, with loss scaling around it where the network computes in float16."""
    rate = build_schedule(hyperparameters, total_steps=total_steps)
    clip = hyperparameters.clip_norm or None
    epsilon = hyperparameters.epsilon
    optimizer: keras.optimizers.Optimizer
    match hyperparameters.optimizer:
        case "adam":
            optimizer = keras.optimizers.Adam(rate, epsilon=epsilon, global_clipnorm=clip)
        case "adamw":
            decay = hyperparameters.weight_decay
            optimizer = keras.optimizers.AdamW(rate, weight_decay=decay, epsilon=epsilon, global_clipnorm=clip)
            # As usual, not on biases and batch normalisation.
            optimizer.exclude_from_weight_decay(var_names=["bias", "beta", "gamma"])
        case "adagrad":
            optimizer = keras.optimizers.Adagrad(rate, epsilon=epsilon, global_clipnorm=clip)
        case "sgd":
            momentum = hyperparameters.momentum
            optimizer = keras.optimizers.SGD(rate, momentum=momentum, nesterov=momentum > 0, global_clipnorm=clip)
    if hyperparameters.precision == "float16":
        optimizer = keras.optimizers.LossScaleOptimizer(optimizer)
    return optimizer
