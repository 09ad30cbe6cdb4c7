"""How fast training batches come, against bare tf.data that reads the same records from the first to the last.

Three rivals: decoding alone; decoding and a plain resize into the network's range; the same with antialiasing. Ours
reads in random order and checks every record; it is measured without augmentation, with each kind, and with all.
Rivals take turns, so that whatever else the machine does meets them alike. Processor time tells more than the clock
on a machine that has other work.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf

from benchmarks.growth_plot import growth_svg
from benchmarks.made_up import made_up_dataset
from benchmarks.measuring import machine, machine_line, memory_mb, spread
from core.data.dataset import Dataset
from core.data.pipeline import training_batches
from core.data.record_set import RecordSet
from core.data.sampler import PKSampler
from core.faces.network_input import INCEPTION_CROP, NetworkInput
from core.hyperparameters import Hyperparameters

KINDS: dict[str, dict[str, Any]] = {
    "ours, no augmentation": {},
    "ours, flip": {"flip": True},
    "ours, shift and scale": {"shift": 0.04, "scale": 0.06},
    "ours, colour": {"colour": 0.2},
    "ours, blur": {"blur": 0.1},
}


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks pipeline", description=__doc__)
    parser.add_argument("--data", type=Path, help="a data set's folder; without it, made-up chips are used")
    parser.add_argument("--image-size", type=int, default=160, help="side of the network's input")
    parser.add_argument("--threads", type=int, default=2, help="threads that decode and augment, ours and the rivals'")
    parser.add_argument("--rounds", type=int, default=4, help="turns of each rival; the best one counts")
    parser.add_argument("--steps", type=int, default=15, help="batches of 96 in a turn")
    parser.add_argument(
        "--records",
        type=int,
        nargs="+",
        help="only: batches of data sets of so many records, made by repeating the shards",
    )
    parser.add_argument("--plot", type=Path, metavar="OUT.svg", help="draw how rate and memory grow with --records")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    if chosen.plot and not chosen.records:
        parser.error("--plot draws --records")
    with tempfile.TemporaryDirectory() as folder:
        data = Dataset.open(chosen.data) if chosen.data else made_up_dataset(Path(folder) / "chips")
        if chosen.records:
            _grow(data, chosen)
            return
        rows = _measure(data, chosen)
        sampler = _sampler_rows()
    report = {"machine": platform.processor() or platform.machine(), "cores": os.cpu_count(), "batches": rows} | sampler
    print(json.dumps(report, indent=2) if chosen.json else _table(report))


def _measure(data: Dataset, chosen: argparse.Namespace) -> list[dict[str, Any]]:
    seen = NetworkInput(chosen.image_size, INCEPTION_CROP)
    everything = Hyperparameters(image_size=chosen.image_size)
    nothing = everything.changed(flip=False, shift=0, scale=0, colour=0, blur=0)
    rivals: dict[str, Any] = {
        "bare decoding": _bare(data, seen, chosen.threads, resize=None),
        "bare decoding and resize": _bare(data, seen, chosen.threads, resize="bilinear"),
        "bare decoding and antialiased resize": _bare(data, seen, chosen.threads, resize="antialiased"),
    }
    for name, changes in [
        *((name, nothing.changed(**kind)) for name, kind in KINDS.items()),
        ("ours, all", everything),
    ]:
        rivals[name] = training_batches(
            data.training, hyperparameters=changes, network_input=seen, threads=chosen.threads
        )
    batch = everything.batch_size
    turns: dict[str, list[tuple[float, float]]] = {name: [] for name in rivals}
    for _ in range(chosen.rounds):
        for name, rival in rivals.items():
            turns[name].append(_turn(iter(rival), steps=chosen.steps))
    return [
        {
            "name": name,
            "images_per_second": round(batch / min(wall for wall, _ in measured)),
            "processor_us_per_image": round(min(cpu for _, cpu in measured) / batch * 1e6),
        }
        for name, measured in turns.items()
    ]


def _turn(batches: Iterator[Any], *, steps: int) -> tuple[float, float]:
    """Seconds of clock and of processor for a batch."""
    for _ in range(4):
        next(batches)
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(steps):
        next(batches)
    return (time.perf_counter() - wall) / steps, (time.process_time() - cpu) / steps


def _bare(data: Dataset, seen: NetworkInput, threads: int, *, resize: str | None) -> Any:
    features = {"image_raw": tf.io.FixedLenFeature([], tf.string), "id": tf.io.FixedLenFeature([], tf.int64)}
    side = seen.crop_side(data.chip_size)
    start = (data.chip_size - side) // 2

    def image(payload: Any) -> tuple[Any, Any]:
        record = tf.io.parse_single_example(payload, features)
        chip = tf.io.decode_jpeg(record["image_raw"], channels=3)
        chip = tf.ensure_shape(chip, [data.chip_size, data.chip_size, 3])
        if resize:
            chip = chip[start : start + side, start : start + side]
            chip = tf.image.resize(chip, [seen.size, seen.size], antialias=resize == "antialiased")
            chip = (chip - seen.mean[0]) / seen.divisor
        return chip, record["id"]

    options = tf.data.Options()
    options.autotune.enabled = False
    options.threading.private_threadpool_size = threads
    options.threading.max_intra_op_parallelism = 1
    return (
        tf.data.TFRecordDataset([str(shard) for shard in data.training.shards])
        .repeat()
        .map(image, num_parallel_calls=threads)
        .batch(Hyperparameters().batch_size, drop_remainder=True)
        .prefetch(2)
        .with_options(options)
    )


def _grow(data: Dataset, chosen: argparse.Namespace) -> None:
    """The same batches from data sets that are longer and longer, turn by turn."""
    parameters, seen = Hyperparameters(image_size=chosen.image_size), NetworkInput(chosen.image_size, INCEPTION_CROP)
    iterators, memory = {}, {}
    for count in sorted(chosen.records):
        before = memory_mb()
        begun = time.perf_counter()
        batches = training_batches(
            repeated(data.training, count), hyperparameters=parameters, network_input=seen, threads=chosen.threads
        )
        iterators[count] = iter(batches)
        next(iterators[count])
        memory[count] = (memory_mb() - before, time.perf_counter() - begun)
    turns: dict[int, list[float]] = {count: [] for count in iterators}
    for _ in range(chosen.rounds):
        for count, iterator in iterators.items():
            turns[count].append(parameters.batch_size / _turn(iterator, steps=chosen.steps)[0])
    rows: list[dict[str, Any]] = [
        {
            "records": count,
            "images_per_second": spread(rates).as_json(),
            "memory_mb": round(memory[count][0], 1),
            "begin_s": round(memory[count][1], 2),
        }
        for count, rates in turns.items()
    ]
    if chosen.plot:
        panels = {
            "images a second": {"batches": [(row["records"], row["images_per_second"]["median"]) for row in rows]},
            "MiB": {"held by the batches": [(row["records"], max(row["memory_mb"], 1.0)) for row in rows]},
        }
        chosen.plot.write_text(growth_svg(panels, along="records"), encoding="utf-8")
    if chosen.json:
        print(json.dumps(machine() | {"growth": rows}, indent=2))
        return
    print(machine_line(machine()))
    for row in rows:
        rate = row["images_per_second"]
        quartiles = f"{rate['lower']:,.0f} - {rate['upper']:,.0f}"
        print(
            f"{row['records']:>11,} records: {rate['median']:,.0f} images/s ({quartiles}), "
            f"{row['memory_mb']:.0f} MiB, {row['begin_s']:.2f} s to the first batch"
        )


def repeated(records: RecordSet, count: int) -> RecordSet:
    """So many records, by reading the same bytes again under further identities; what the disk adds is not seen."""
    times = -(-count // len(records))
    index = np.tile(np.asarray(records.index), times)
    index["label"] += np.repeat(np.arange(times, dtype=np.int32) * (int(records.labels.max()) + 1), len(records))
    return RecordSet(records.shards, index[:count], chip_size=records.chip_size)


def _sampler_rows() -> dict[str, Any]:
    """A million records of 100,000 identities."""
    identities = np.random.default_rng(0).integers(0, 100_000, 800_000)
    labels = np.concatenate([np.repeat(np.arange(100_000), 2), identities]).astype(np.int32)
    begin = time.process_time()
    sampler = PKSampler(labels, identities_per_batch=24, images_per_identity=4)
    opened = time.process_time()
    for step in range(200):
        sampler.positions(step)
    return {
        "sampler_million_records": {
            "open_ms": round((opened - begin) * 1e3),
            "step_ms": round((time.process_time() - opened) / 200 * 1e3, 2),
        }
    }


def _table(report: dict[str, Any]) -> str:
    lines = [f"{report['machine']}, {report['cores']} cores", f"{'':38}{'images/s':>10}{'processor µs/image':>20}"]
    lines += [
        f"{row['name']:38}{row['images_per_second']:>10,}{row['processor_us_per_image']:>20,}"
        for row in report["batches"]
    ]
    sampler = report["sampler_million_records"]
    lines.append(f"sampler over a million records: {sampler['open_ms']} ms to begin, {sampler['step_ms']} ms a step")
    return "\n".join(lines)
