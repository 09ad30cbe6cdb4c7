"""How fast a training goes, against Keras' own `fit` doing as little as it can.

Ours is the real trainer: it reads, decodes and augments a data set, computes every figure of a step, tells its
listeners, writes history and checkpoints. The rival is a bare `Model.fit` of the same network, batch, optimizer and
loss on one batch that lies in memory. They take turns in one process: the trainer runs in a thread of its own and
pauses while the rival trains. The first steps of a turn are not counted, so what was read ahead during a pause helps
nobody. Compiled with XLA, which Keras chooses unless told otherwise, `fit` is a rival of its own (`--xla`).
Evaluations and checkpoints lie between two steps and are told apart from them.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# As the program itself sets it; it changes both rivals.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")

import keras
import numpy as np
import tensorflow as tf

from benchmarks.made_up import made_up_dataset
from benchmarks.measuring import Moment, machine, machine_line, now, spread
from benchmarks.paused_trainer import PausedTrainer
from core.embedding.network import build_network
from core.hyperparameters import Hyperparameters
from core.training.keras_losses import AdaptiveTripletLoss
from core.training.optimizers import build_optimizer

# Steps at the start of a turn that are not counted.
RUN_UP = 4
NAMES = {"trainer": "facenet train", "fit": "Keras fit", "xla": "Keras fit, XLA"}


class Fit(keras.callbacks.Callback):  # type: ignore[misc]  # Keras comes without types
    """Keras' `fit` on one batch in memory, a turn at a time."""

    def __init__(self, hyperparameters: Hyperparameters, *, xla: bool) -> None:
        super().__init__()
        self._moments: list[Moment] = []
        begin = time.perf_counter()
        network = build_network(hyperparameters)
        network.compile(
            optimizer=build_optimizer(hyperparameters, total_steps=100_000),
            loss=AdaptiveTripletLoss(margin=hyperparameters.margin, match_weight=hyperparameters.match_weight),
            jit_compile=xla,
        )
        size, dice = hyperparameters.image_size, np.random.default_rng(0)
        images = dice.uniform(-1, 1, (hyperparameters.batch_size, size, size, 3)).astype(np.float32)
        labels = np.repeat(np.arange(hyperparameters.identities_per_batch), hyperparameters.images_per_identity)
        self._network = network
        self._batches = tf.data.Dataset.from_tensors((images, labels)).repeat()
        self.turn(1)
        self.first_step_s = time.perf_counter() - begin

    def turn(self, steps: int) -> list[Moment]:
        """The ends of so many steps."""
        self._moments = []
        self._network.fit(self._batches, steps_per_epoch=steps, shuffle=False, verbose=0, callbacks=[self])
        return self._moments

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._moments.append(now())


def compare(
    folder: Path, dataset: Path, hyperparameters: Hyperparameters, *, rounds: int, steps: int, xla: bool
) -> dict[str, Any]:
    """Let trainer and rivals take turns."""
    trainer = PausedTrainer(folder, dataset, hyperparameters)
    try:
        fits = {"fit": Fit(hyperparameters, xla=False)} | ({"xla": Fit(hyperparameters, xla=True)} if xla else {})
        turns: dict[str, Callable[[int], list[Moment]]] = {"trainer": trainer.turn}
        turns |= {name: fit.turn for name, fit in fits.items()}
        seconds: dict[str, list[float]] = {name: [] for name in turns}
        processor: dict[str, list[float]] = {name: [] for name in turns}
        for number in range(rounds + 1):
            for name, turn in turns.items():
                moments = turn(RUN_UP + steps)[RUN_UP - 1 :]
                if number:  # the first round settles caches and threads
                    seconds[name].append((moments[-1].clock - moments[0].clock) / steps)
                    processor[name].append((moments[-1].processor - moments[0].processor) / steps)
        data_wait = trainer.data_wait
    finally:
        trainer.end()
    batch = hyperparameters.batch_size
    speeds = {name: spread(batch / value for value in values) for name, values in seconds.items()}
    checkpoints = trainer.checkpoint_seconds()
    first = trainer.first_step(statistics.median(seconds["trainer"]))
    return {
        "images_per_second": {name: speed.as_json() for name, speed in speeds.items()},
        "processor_ms_per_image": {name: round(1e3 * min(values) / batch, 3) for name, values in processor.items()},
        # Turn by turn, so that a load that comes and goes meets both.
        "share_of_fit": statistics.median(
            theirs / ours for ours, theirs in zip(seconds["trainer"], seconds["fit"], strict=True)
        ),
        "data_wait": data_wait,
        "checkpoint_s": statistics.median(checkpoints) if checkpoints else None,
        "first_step": {name: round(value, 3) for name, value in first.items()},
        "first_step_of_rivals_s": {name: round(fit.first_step_s, 3) for name, fit in fits.items()},
    }


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks train", description=__doc__)
    parser.add_argument("--data", type=Path, help="a data set's folder; without it, made-up chips are used")
    parser.add_argument("--network", choices=("inception_v3", "tiny"), default="inception_v3")
    parser.add_argument("--image-size", type=int, default=112, help="side of the network's input (default 112)")
    parser.add_argument("--identities", type=int, default=12, help="of a batch (default 12)")
    parser.add_argument("--images", type=int, default=4, help="of each identity in a batch (default 4)")
    parser.add_argument("--precision", choices=("float32", "bfloat16", "float16"), default="float32")
    parser.add_argument("--rounds", type=int, default=7, help="turns of each rival (default 7)")
    parser.add_argument("--steps", type=int, default=8, help="steps counted in a turn (default 8)")
    parser.add_argument("--xla", action="store_true", help="also a Keras fit that XLA compiles")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    hyperparameters = Hyperparameters(
        network=chosen.network,
        image_size=chosen.image_size,
        identities_per_batch=chosen.identities,
        images_per_identity=chosen.images,
        precision=chosen.precision,
        batch_all_steps=0,
        steps_per_epoch=100_000,
        # One in a round: its time is told apart.
        checkpoint_steps=RUN_UP + chosen.steps,
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        held_out, path = 8, Path(folder)
        if chosen.data is None:
            made_up_dataset(path / "chips", identities=100 + held_out, held_out=held_out)
        report = {**machine(), "network": chosen.network, "image_size": chosen.image_size}
        report |= {"batch": hyperparameters.batch_size, "precision": chosen.precision}
        dataset = chosen.data or path / "chips"
        report |= compare(path, dataset, hyperparameters, rounds=chosen.rounds, steps=chosen.steps, xla=chosen.xla)
    print(json.dumps(report, indent=2) if chosen.json else _table(report))


def _table(report: dict[str, Any]) -> str:
    lines = [
        machine_line(report),
        f"{report['network']}, {report['image_size']} px, batches of {report['batch']}, {report['precision']}",
        f"{'':18}{'images/s':>10}{'quartiles':>20}{'processor ms/image':>21}{'first step s':>14}",
    ]
    firsts = {"trainer": report["first_step"]["first_step_s"], **report["first_step_of_rivals_s"]}
    for name, speed in report["images_per_second"].items():
        quartiles = f"{speed['lower']:,.1f} - {speed['upper']:,.1f}"
        lines.append(
            f"{NAMES[name]:18}{speed['median']:>10,.1f}{quartiles:>20}"
            f"{report['processor_ms_per_image'][name]:>21,.2f}{firsts[name]:>14.1f}"
        )
    lines.append(
        f"the trainer gives {report['share_of_fit']:.1%} of the images of Keras' fit; {report['data_wait']:.2%} of its "
        "time waits for data"
    )
    parts = report["first_step"]
    lines.append(
        f"its first step: building {parts['build_s']:.1f} s, "
        f"measuring the untrained network {parts['evaluate_s']:.1f} s, "
        f"tracing and optimising {parts['trace_and_optimise_s']:.1f} s, the step itself {parts['step_s']:.2f} s"
    )
    if report["checkpoint_s"] is not None:
        lines.append(f"a checkpoint holds the training up for {report['checkpoint_s']:.2f} s")
    return "\n".join(lines)
