"""From a data set to batches: read by position, decode and augment in parallel, in TensorFlow's tf.data.

Step n's batch is the same bits wherever the iteration began: the sampler names its records, the augmentation throws
its dice from (seed, step), and tf.data only computes. So resuming is starting at the next step.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

import numpy as np
import tensorflow as tf
from numpy.typing import ArrayLike, NDArray

from core.data.augmentation import Augmentation
from core.data.record_set import RecordSet
from core.data.sampler import worker_slots
from core.data.uniform_sampler import Sampler, sampler_for
from core.errors import DatasetError
from core.faces.network_input import NetworkInput
from core.hyperparameters import Hyperparameters
from core.parallel import cores

# Batches made ahead: two, but not more memory than this.
_AHEAD_BYTES = 512 * 2**20
_MOST_THREADS = 8


class Records(Protocol):
    """What batches are made of: a part of a data set (`RecordSet`), or something that can be read like one.

    Attributes:
        chip_size: Side of the chips, in pixels.
        resized: Whether pictures of other sizes are resized to `chip_size` instead of refused.
    """

    chip_size: int
    resized: bool

    @property
    def labels(self) -> NDArray[np.int32]:
        """(N,) the label of each record."""
        ...

    def read(self, positions: ArrayLike) -> list[bytes]:
        """The payloads at `positions`: each a `tf.train.Example` with a picture. Raises `DatasetError`."""
        ...

    def where(self, position: int) -> str:
        """The place of a record in words, for a message."""
        ...


class TrainingBatches:
    """The batches of a training, one step after the other, without end.

    Each is `(images, labels, positions)`: (B, size, size, 3) float32 in the network's range, (B,) int32 and (B,)
    int64, B = P·K / workers; an identity's K images lie side by side, except while a teacher teaches alone. Every
    iteration begins at `start_step` again.

    Iterating raises `DatasetError` when a record is damaged, naming shard and byte.

    Attributes:
        sampler: Names the records of each step.
        dataset: The same as a `tf.data.Dataset`, for strategies that distribute one. Its errors are TensorFlow's.
    """

    def __init__(
        self,
        records: Records,
        *,
        hyperparameters: Hyperparameters,
        network_input: NetworkInput,
        sampler: Sampler,
        start_step: int,
        worker: int,
        workers: int,
        threads: int | None,
    ) -> None:
        self._records = records
        self._start_step = start_step
        self._worker, self._workers = worker, workers
        self.sampler = sampler
        self._slots = worker_slots(
            hyperparameters.identities_per_batch,
            hyperparameters.images_per_identity,
            worker=worker,
            workers=workers,
        )
        self._augmentation = Augmentation(hyperparameters, network_input, chip_size=records.chip_size)
        self._image_bytes = network_input.size**2 * 3 * 4
        self.dataset = self._build(threads or min(cores(), _MOST_THREADS))

    def __iter__(self) -> Iterator[tuple[Any, Any, Any]]:
        step = self._start_step
        batches = iter(self.dataset)
        while True:
            try:
                batch = next(batches)
            except tf.errors.ResourceExhaustedError:
                raise
            except tf.errors.OpError:
                # What happened inside tf.data comes out as text. The records of the step tell it properly.
                _raise_for_damage(self._records, self._positions(step))
                raise
            yield batch
            step += 1

    def _positions(self, step: int) -> NDArray[np.int64]:
        return self.sampler.positions(step, worker=self._worker, workers=self._workers)

    def _build(self, threads: int) -> Any:
        batch = len(self._slots)
        ahead = max(1, min(2, _AHEAD_BYTES // (batch * self._image_bytes)))
        options = tf.data.Options()
        options.deterministic = True
        options.autotune.enabled = False
        options.threading.private_threadpool_size = threads
        options.threading.max_intra_op_parallelism = 1
        return (
            tf.data.Dataset.range(self._start_step, np.iinfo(np.int64).max)
            .map(self._read)
            .prefetch(1)
            .unbatch()
            .map(self._image, num_parallel_calls=threads)
            .batch(batch, drop_remainder=True)
            .prefetch(ahead)
            .with_options(options)
        )

    def _read(self, step: Any) -> tuple[Any, ...]:
        """The encoded chips of a step with what shall happen to them."""

        def read(step: NDArray[np.int64]) -> tuple[NDArray[np.object_], NDArray[np.int32], NDArray[np.int64]]:
            positions = self._positions(int(step))
            payloads = np.array(self._records.read(positions), dtype=object)
            return payloads, self._records.labels[positions], positions

        payloads, labels, positions = tf.numpy_function(read, [step], (tf.string, tf.int32, tf.int64))
        payloads, labels, positions = (tf.ensure_shape(t, [len(self._slots)]) for t in (payloads, labels, positions))
        plan = tf.nest.map_structure(lambda part: tf.gather(part, self._slots), self._augmentation.plan(step))
        return _encoded_chips(payloads), plan, labels, positions

    def _image(self, encoded: Any, plan: Any, label: Any, position: Any) -> tuple[Any, Any, Any]:
        chip = _decode(encoded, self._records.chip_size, resized=self._records.resized)
        return self._augmentation.apply(chip, plan), label, position


def training_batches(
    records: Records,
    *,
    hyperparameters: Hyperparameters,
    network_input: NetworkInput,
    sampler: Sampler | None = None,
    start_step: int = 0,
    worker: int = 0,
    workers: int = 1,
    threads: int | None = None,
) -> TrainingBatches:
    """The batches of a training from `start_step` on.

    Args:
        records: Usually the training part of a data set.
        hyperparameters: Batch, augmentation and seed are used.
        network_input: What the network wants to see.
        sampler: Names the records of each step; the one that the hyperparameters ask for where it is None.
        start_step: The first step.
        worker, workers: Yield the part of worker 0…workers-1 of each step's batch.
        threads: How many threads decode and augment; by default one for each core, eight at most.

    Raises:
        DatasetError: There are too few identities; while iterating, a record is damaged.
        InputError: P cannot be shared out evenly among the workers.
    """
    return TrainingBatches(
        records,
        hyperparameters=hyperparameters,
        network_input=network_input,
        sampler=sampler or sampler_for(records.labels, hyperparameters),
        start_step=start_step,
        worker=worker,
        workers=workers,
        threads=threads,
    )


def chip_batches(records: RecordSet, positions: ArrayLike, *, batch_size: int) -> Iterator[NDArray[np.uint8]]:
    """The chips at `positions` in order, `batch_size` at a time, each (n, S, S, 3) uint8 RGB.

    The next batch is read and decoded in another thread while the caller works on this one; two batches are in
    memory. The thread ends with the iteration, also one that is given up.

    Raises:
        DatasetError: While iterating: a shard or a record is damaged.
    """
    positions = np.asarray(positions, np.int64)
    parts = [positions[start : start + batch_size] for start in range(0, len(positions), batch_size)]
    with ThreadPoolExecutor(1, thread_name_prefix="chips") as reader:
        ahead = reader.submit(records.chips, parts[0]) if parts else None
        for following in [*parts[1:], None]:
            if ahead is None:
                return
            chips = ahead.result()
            ahead = None if following is None else reader.submit(records.chips, following)
            yield chips


def _encoded_chips(payloads: Any) -> Any:
    """(n,) serialised examples to (n,) JPEG strings."""
    feature = {"image_raw": tf.io.FixedLenFeature([], tf.string)}
    return tf.io.parse_example(payloads, feature)["image_raw"]


def _decode(encoded: Any, chip_size: int, *, resized: bool) -> Any:
    """A JPEG string to (S, S, 3) uint8 RGB, the same numbers as OpenCV's and Pillow's.

    With `resized`, a picture of another size is brought to S.
    """
    # TensorFlow's default, the fast DCT, is off by up to 14 levels and saves nothing.
    chip = tf.io.decode_jpeg(encoded, channels=3, dct_method="INTEGER_ACCURATE")
    if resized:
        fits = tf.reduce_all(tf.shape(chip)[:2] == chip_size)
        chip = tf.cond(fits, lambda: chip, lambda: _brought_to(chip, chip_size))
    return tf.ensure_shape(chip, [chip_size, chip_size, 3])


def _brought_to(chip: Any, side: int) -> Any:
    image = tf.image.resize(chip, [side, side], antialias=True)
    return tf.cast(tf.clip_by_value(tf.round(image), 0.0, 255.0), tf.uint8)


def _raise_for_damage(records: Records, positions: NDArray[np.int64]) -> None:
    """Raise `DatasetError` for the first of these records that cannot be read or decoded; return where all can."""
    payloads = records.read(positions)
    for position, payload in zip(positions, payloads, strict=True):
        try:
            _decode(_encoded_chips([payload])[0], records.chip_size, resized=records.resized)
        except (tf.errors.InvalidArgumentError, ValueError) as error:
            raise DatasetError(
                f"The record in {records.where(position)} does not hold a JPEG picture of "
                f"{records.chip_size}×{records.chip_size} pixels.",
                hint="Import the photos again.",
            ) from error
