"""How long the triplet losses take, forward and backward, and what memory a large batch needs.

batch_all is held against the B×B×B cube that it replaces, the mined losses against the plainest matrix of pairwise
distances. Rivals are measured turn by turn, so that whatever else the machine does meets them alike.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

from core.training.losses import batch_adaptive_loss, batch_all_loss, batch_hard_loss, batch_semi_hard_loss

MARGIN = 0.3
EMBEDDING_SIZE = 128
IMAGES_PER_IDENTITY = 4
CUBE_BATCHES = (128, 256, 512, 1024)
MINED_BATCHES = (96, 512, 1024)
LARGE_BATCH = 8192

Loss = Callable[[Any, Any], Any]


class Timing(NamedTuple):
    """Milliseconds: the median, and the first and third quartile."""

    name: str
    batch: int
    median_ms: float
    lower_ms: float
    upper_ms: float


def cube(labels: Any, embeddings: Any) -> Any:
    """batch_all as it is usually written, over all B³ triplets at once."""
    distances = plain_distances(embeddings)
    same = labels[:, None] == labels[None, :]
    positive = tf.logical_and(same, tf.logical_not(tf.eye(tf.shape(labels)[0], dtype=tf.bool)))
    valid = tf.logical_and(positive[:, :, None], tf.logical_not(same)[:, None, :])
    violations = distances[:, :, None] - distances[:, None, :] + MARGIN
    violations = tf.maximum(tf.where(valid, violations, 0.0), 0.0)
    active = tf.reduce_sum(tf.cast(violations > 0.0, tf.float32))
    return tf.reduce_sum(violations) / tf.maximum(active, 1.0)


def plain_distances(embeddings: Any) -> Any:
    """The usual float32 matrix of distances, √ guarded by a mask."""
    products = tf.matmul(embeddings, embeddings, transpose_b=True)
    squares = tf.linalg.diag_part(products)
    squared = tf.maximum(squares[:, None] - 2.0 * products + squares[None, :], 0.0)
    zero = tf.cast(squared == 0.0, tf.float32)
    return tf.sqrt(squared + zero * 1e-16) * (1.0 - zero)


def sum_of_distances(labels: Any, embeddings: Any) -> Any:
    """The bare distances, with the cheapest loss on top that has a gradient for each of them."""
    return tf.reduce_sum(plain_distances(embeddings))


MINED: dict[str, Loss] = {
    "distances only": sum_of_distances,
    "batch_hard": lambda labels, x: batch_hard_loss(labels, x, margin=MARGIN).loss,
    "batch_adaptive": lambda labels, x: batch_adaptive_loss(labels, x, margin=MARGIN, match_weight=1.0).loss,
    "batch_semi_hard": lambda labels, x: batch_semi_hard_loss(labels, x, margin=MARGIN).loss,
}
EVERY: dict[str, Loss] = {
    "cube": cube,
    "batch_all": lambda labels, x: batch_all_loss(labels, x, margin=MARGIN).loss,
}


def batch_of(size: int) -> tuple[Any, Any]:
    """Labels and embeddings of length 1, as a training's first steps see them."""
    embeddings = np.random.default_rng(0).normal(size=(size, EMBEDDING_SIZE)).astype(np.float32)
    embeddings /= np.linalg.norm(embeddings, axis=1, keepdims=True)
    return tf.constant(np.arange(size) // IMAGES_PER_IDENTITY), tf.constant(embeddings)


def compiled_step(loss: Loss) -> Callable[[Any, Any], tuple[Any, Any]]:
    @tf.function
    def step(labels: Any, embeddings: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            tape.watch(embeddings)
            value = loss(labels, embeddings)
        return value, tape.gradient(value, embeddings)

    return step  # type: ignore[no-any-return]


def compare(losses: dict[str, Loss], size: int, *, rounds: int) -> list[Timing]:
    """Time the losses on one batch, one after the other in each round."""
    labels, embeddings = batch_of(size)
    steps = {name: compiled_step(loss) for name, loss in losses.items()}
    times: dict[str, list[float]] = {name: [] for name in losses}
    for number in range(rounds + 1):
        for name, step in steps.items():
            begin = time.perf_counter()
            step(labels, embeddings)[1].numpy()
            if number > 0:  # the first round traces the graphs
                times[name].append(1000 * (time.perf_counter() - begin))
    return [
        Timing(name, size, statistics.median(values), *np.percentile(values, [25, 75]).tolist())
        for name, values in times.items()
    ]


def peak_memory_mb() -> float:
    """The most memory this process has held, in MiB; 0 where the system does not tell (Windows)."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def large_batch() -> dict[str, float]:
    """One step of batch_all at B = 8,192, in this process, which should be a fresh one."""
    step = compiled_step(EVERY["batch_all"])
    step(*batch_of(64))
    before = peak_memory_mb()
    labels, embeddings = batch_of(LARGE_BATCH)
    begin = time.perf_counter()
    step(labels, embeddings)[1].numpy()
    return {
        "batch": LARGE_BATCH,
        "seconds": time.perf_counter() - begin,
        "peak_mb": peak_memory_mb(),
        "peak_before_mb": before,
    }


def in_a_process_of_its_own() -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks", "losses", "--large-batch-only"]
    result: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return result


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks losses", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--rounds", type=int, default=15, help="turns of each rival (default 15)")
    parser.add_argument(
        "--largest-cube",
        type=int,
        default=1024,
        help="skip the cube above this batch size; at 1,024 it takes about 15 GB of memory (default 1024)",
    )
    parser.add_argument("--large-batch-only", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.large_batch_only:
        print(json.dumps(large_batch()))
        return

    timings = [timing for size in MINED_BATCHES for timing in compare(MINED, size, rounds=options.rounds)]
    for size in CUBE_BATCHES:
        rivals = EVERY if size <= options.largest_cube else {"batch_all": EVERY["batch_all"]}
        timings += compare(rivals, size, rounds=options.rounds if size < 1024 else min(options.rounds, 5))
    large = in_a_process_of_its_own()
    if options.json:
        machine = {"processor": platform.machine(), "cores": os.cpu_count(), "tensorflow": tf.__version__}
        print(json.dumps({"machine": machine, "timings": [t._asdict() for t in timings], "large": large}, indent=2))
        return
    print("forward + backward, ms: median (quartiles)")
    for t in timings:
        print(f"B={t.batch:5d}  {t.name:16s} {t.median_ms:9.1f}  ({t.lower_ms:.1f} - {t.upper_ms:.1f})")
    print(
        f"B={large['batch']:5d}  batch_all: {large['seconds']:.1f} s, peak memory {large['peak_mb']:.0f} MiB, "
        f"of which {large['peak_before_mb']:.0f} MiB is TensorFlow after a step at B=64"
    )
