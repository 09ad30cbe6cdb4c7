"""A process of a distributed training, for `test_distribution`: `python -m tests.training.worker TASK`.

TASK is JSON: the environment, what `train` is given, how many CPUs TensorFlow shall see, and the trainings to do
one after the other. Each writes what came of it as one JSON line on standard output. Several CPUs answer before that
whether dropout differs among them.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    task = json.loads(sys.argv[1])
    os.environ.update(task["environment"])
    from core.tensorflow_environment import load_tensorflow

    load_tensorflow()
    import tensorflow as tf

    if task["cpus"] > 1:
        cpu = tf.config.list_physical_devices("CPU")[0]
        tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * task["cpus"])
        print(json.dumps(_dropout(task)), flush=True)
    for training in task["trainings"]:
        print(json.dumps(_train(task, **training)), flush=True)


def _dropout(task: dict[str, Any]) -> dict[str, Any]:
    """What each of two CPUs makes of the same picture in two steps, with dropout."""
    import tensorflow as tf

    from core.embedding.network import build_network
    from core.hyperparameters import from_mapping
    from core.training.distribution import find_distribution
    from core.training.optimizers import build_optimizer
    from core.training.scheduled_loss import scheduled_loss
    from core.training.train_step import TrainStep

    parameters = from_mapping({**task["hyperparameters"], "dropout": 0.5})
    distribution = find_distribution(["CPU:0", "CPU:1"], batch_size=2)
    with distribution.scope():
        network = build_network(parameters, synchronised=True)
        optimizer = build_optimizer(parameters, total_steps=9)
    step = TrainStep(
        network=network,
        optimizer=optimizer,
        loss=scheduled_loss(parameters),
        seed=0,
        distribution=distribution,
    )

    def embed(images: tf.Tensor, _: tf.Tensor, number: tf.Tensor) -> tf.Tensor:
        step.seed_dropout(number)
        return distribution.gather(network(images, training=True))

    picture = tf.random.stateless_uniform((1, 32, 32, 3), (1, 2))
    pictures = tf.concat([picture, picture], axis=0)
    run = tf.function(lambda number: distribution.run(embed, (pictures, tf.zeros(2)), number))
    return {"dropout": [run(tf.constant(number, tf.int64)).numpy().tolist() for number in (0, 1, 0)]}


def _train(
    task: dict[str, Any], *, run: str, restore: bool, evaluate: bool, stop_after: int, dies: bool
) -> dict[str, Any]:
    from core.errors import FacenetError
    from core.hyperparameters import from_mapping
    from core.training.control import TrainingControl
    from core.training.events import EpochEnd, StepEnd, TrainBegin, TrainingEvent
    from core.training.trainer import train

    control = TrainingControl()
    heard: dict[str, Any] = {"losses": [], "norms": [], "device": "", "events": [], "measured": []}

    def listener(event: TrainingEvent) -> None:
        heard["events"].append(type(event).__name__)
        if isinstance(event, TrainBegin):
            heard["device"] = event.device
            if dies:
                os._exit(9)
        if isinstance(event, EpochEnd):
            heard["measured"].append(event.held_out is not None)
        if isinstance(event, StepEnd):
            heard["losses"].append(event.loss)
            heard["norms"].append(event.gradient_norm)
            if event.step == stop_after:
                control.stop()

    try:
        end = train(
            run=Path(run),
            dataset=Path(task["dataset"]),
            hyperparameters=from_mapping({**task["hyperparameters"], **({} if evaluate else {"validation_images": 0})}),
            restore=restore,
            listeners=[listener],
            control=control,
            devices=[f"CPU:{i}" for i in range(task["cpus"])] if task["cpus"] > 1 else (),
        )
    except FacenetError as error:
        return {**heard, "error": type(error).__name__, "message": error.message}
    return {**heard, "reason": end.reason, "step": end.step}


if __name__ == "__main__":
    main()
