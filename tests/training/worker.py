"""A process of a distributed training, for `test_distribution`: `python -m tests.training.worker TASK`.

TASK is JSON: the environment, what `train` is given, how many CPUs TensorFlow shall see, and the trainings to do
one after the other. Each is told what to do at its end as one JSON line on standard output.
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
    for training in task["trainings"]:
        print(json.dumps(_train(task, **training)), flush=True)


def _train(task: dict[str, Any], *, run: str, restore: bool, stop_after: int, die_after: int) -> dict[str, Any]:
    from core.errors import FacenetError
    from core.hyperparameters import from_mapping
    from core.training.control import TrainingControl
    from core.training.events import StepEnd, TrainBegin, TrainingEvent
    from core.training.trainer import train

    control = TrainingControl()
    heard: dict[str, Any] = {"losses": [], "norms": [], "device": "", "events": []}

    def listener(event: TrainingEvent) -> None:
        heard["events"].append(type(event).__name__)
        if isinstance(event, TrainBegin):
            heard["device"] = event.device
        if isinstance(event, StepEnd):
            heard["losses"].append(event.loss)
            heard["norms"].append(event.gradient_norm)
            if event.step == stop_after:
                control.stop()
            if event.step == die_after:
                os._exit(9)

    try:
        end = train(
            run=Path(run),
            dataset=Path(task["dataset"]),
            hyperparameters=from_mapping(task["hyperparameters"]),
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
