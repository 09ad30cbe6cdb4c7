"""How long the triplet losses take, forward and backward, and what memory a large batch needs.

batch_all is held against the B×B×B cube that it replaces, the mined losses against the plainest matrix of pairwise
distances, and where pytorch-metric-learning is installed, its batch_all on the same batches too. Rivals are measured
turn by turn, so that whatever else the machine does meets them alike; on a busy one the processor time (all cores
together, the least of the turns) tells more than the clock.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from benchmarks.growth_plot import growth_svg
from benchmarks.measuring import machine, machine_line, peak_memory_mb, tell
from core.training.losses import batch_adaptive_loss, batch_all_loss, batch_hard_loss, batch_semi_hard_loss

MARGIN = 0.3
EMBEDDING_SIZE = 128
IMAGES_PER_IDENTITY = 4
CUBE_BATCHES = (128, 256, 512, 1024)
MINED_BATCHES = (96, 512, 1024)
LARGE_BATCH = 8192
GROWTH_BATCHES = (128, 256, 512, 1024, 2048, 4096, 8192)

Loss = Callable[[Any, Any], Any]


class Timing(NamedTuple):
    """Milliseconds: by the clock the median, the first and the third quartile; the least processor time."""

    name: str
    batch: int
    median_ms: float
    lower_ms: float
    upper_ms: float
    processor_ms: float


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
    @tf.function  # type: ignore[untyped-decorator]  # TensorFlow comes without types
    def step(labels: Any, embeddings: Any) -> tuple[Any, Any]:
        with tf.GradientTape() as tape:
            tape.watch(embeddings)
            value = loss(labels, embeddings)
        return value, tape.gradient(value, embeddings)

    return step  # type: ignore[no-any-return]


def compare(losses: dict[str, Loss], size: int, *, rounds: int, library: bool = False) -> list[Timing]:
    """Time the losses on one batch, one after the other in each round.

    Args:
        library: pytorch-metric-learning's batch_all too, where it is installed.
    """
    labels, embeddings = batch_of(size)
    turns: dict[str, Callable[[], None]] = {
        name: partial(_turn, compiled_step(loss), labels, embeddings) for name, loss in losses.items()
    }
    theirs = metric_learning(labels.numpy(), embeddings.numpy()) if library else None
    if theirs is not None:
        turns["pytorch-metric-learning"] = theirs
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in turns}
    for number in range(rounds + 1):
        for name, turn in turns.items():
            begin, processor = time.perf_counter(), time.process_time()
            turn()
            if number > 0:  # the first round traces the graphs
                times[name].append((1e3 * (time.perf_counter() - begin), 1e3 * (time.process_time() - processor)))
    timings = []
    for name, pairs in times.items():
        clock, used = zip(*pairs, strict=True)
        lower, median, upper = np.percentile(clock, [25, 50, 75]).tolist()
        timings.append(Timing(name, size, median, lower, upper, min(used)))
        tell(_line(timings[-1]))
    return timings


def _turn(step: Callable[[Any, Any], tuple[Any, Any]], labels: Any, embeddings: Any) -> None:
    step(labels, embeddings)[1].numpy()


def one_batch(size: int, name: str) -> dict[str, float]:
    """One step at this size, in this process, which should be a fresh one."""
    step = compiled_step(EVERY[name])
    step(*batch_of(64))
    before = peak_memory_mb()
    labels, embeddings = batch_of(size)
    step(labels, embeddings)[1].numpy()  # traces the graph
    begin = time.perf_counter()
    step(labels, embeddings)[1].numpy()
    return {
        "batch": size,
        "seconds": time.perf_counter() - begin,
        "peak_mb": peak_memory_mb(),
        "peak_before_mb": before,
    }


def in_a_process_of_its_own(size: int, name: str = "batch_all") -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks", "losses", "--one-batch", str(size), name]
    tell(f"one step of {name} at B={size:,}")
    result: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return result


def growth(sizes: Sequence[int], *, largest_cube: int) -> dict[str, list[dict[str, float]]]:
    """Time and memory of a step by batch size."""
    rows: dict[str, list[dict[str, float]]] = {name: [] for name in EVERY}
    for size in sizes:
        for name in EVERY:
            if name != "cube" or size <= largest_cube:
                rows[name].append(in_a_process_of_its_own(size, name))
    return rows


def plot(rows: dict[str, list[dict[str, float]]]) -> str:
    """`growth` as an SVG: seconds, and MiB beyond what a step at B=64 needs."""
    return growth_svg(
        {
            "seconds, forward and backward": {
                name: [(row["batch"], row["seconds"]) for row in line] for name, line in rows.items() if line
            },
            "memory, MiB": {
                name: [(row["batch"], max(row["peak_mb"] - row["peak_before_mb"], 1.0)) for row in line]
                for name, line in rows.items()
                if line
            },
        },
        along="batch size",
    )


def metric_learning(labels: NDArray[np.int64], embeddings: NDArray[np.float32]) -> Callable[[], None] | None:
    """pytorch-metric-learning's batch_all on the same batch, forward and backward; None where it is not installed."""
    try:
        torch = importlib.import_module("torch")
        library = importlib.import_module("pytorch_metric_learning.losses")
        reducers = importlib.import_module("pytorch_metric_learning.reducers")
    except ImportError:
        return None
    numbers, vectors = torch.tensor(labels), torch.tensor(embeddings, requires_grad=True)
    loss = library.TripletMarginLoss(margin=MARGIN, triplets_per_anchor="all", reducer=reducers.AvgNonZeroReducer())

    def turn() -> None:
        vectors.grad = None
        loss(vectors, numbers).backward()

    return turn


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
    parser.add_argument("--plot", type=Path, metavar="OUT.svg", help="only draw how time and memory grow with B")
    parser.add_argument("--one-batch", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one_batch:
        print(json.dumps(one_batch(int(options.one_batch[0]), options.one_batch[1])))
        return
    if options.plot:
        rows = growth(GROWTH_BATCHES, largest_cube=options.largest_cube)
        options.plot.write_text(plot(rows), encoding="utf-8")
        print(json.dumps(rows, indent=2) if options.json else f"{options.plot} is written.")
        return

    timings = [timing for size in MINED_BATCHES for timing in compare(MINED, size, rounds=options.rounds)]
    for size in CUBE_BATCHES:
        rivals = EVERY if size <= options.largest_cube else {"batch_all": EVERY["batch_all"]}
        rounds = options.rounds if size < 1024 else min(options.rounds, 5)
        timings += compare(rivals, size, rounds=rounds, library=True)
    large = in_a_process_of_its_own(LARGE_BATCH)
    if options.json:
        report = machine() | {"tensorflow": tf.__version__, "timings": [t._asdict() for t in timings], "large": large}
        print(json.dumps(report, indent=2))
        return
    print(f"{machine_line(machine())}; forward + backward, ms")
    print("\n".join(_line(timing) for timing in timings))
    print(
        f"B={large['batch']:5d}  batch_all: {large['seconds']:.1f} s, peak memory {large['peak_mb']:.0f} MiB, "
        f"of which {large['peak_before_mb']:.0f} MiB is TensorFlow after a step at B=64"
    )


def _line(t: Timing) -> str:
    return (
        f"B={t.batch:5d}  {t.name:24s} {t.median_ms:9.1f}  ({t.lower_ms:.1f} - {t.upper_ms:.1f}), "
        f"processor {t.processor_ms:.1f}"
    )
