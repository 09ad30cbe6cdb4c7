"""One training on many devices: all GPUs of a machine, several machines, or both.

Each replica (a GPU, or the CPU of a machine without one) has the whole network and a slice of each step's batch.
The embeddings of all slices are gathered on every replica, so that triplets are mined over the whole batch;
gradients are summed over the replicas, and batch normalisation uses the statistics of the whole batch. So the
number of devices changes how fast a run goes and, but for rounding, nothing else. One exception: under `dropout`
every replica draws masks of its own, which are not those that one device would draw.

With one device there is no strategy, and every method here does nothing.

Between machines, worker 0 is the chief. What it alone knows or decides it shares; before each step all agree
whether to go on, so that nobody waits for a worker that has stopped.
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import keras
import numpy as np
import tensorflow as tf

from core.errors import FacenetError, InputError, RunError
from core.hyperparameters import Hyperparameters
from core.training.cluster import Cluster, cluster_from_environment
from core.training.device import find_device
from core.training.events import Notice
from core.training.strategies import join_cluster, mirrored

T = TypeVar("T")

_LOST = (
    tf.errors.UnavailableError,
    tf.errors.AbortedError,
    tf.errors.CancelledError,
    tf.errors.DeadlineExceededError,
    tf.errors.InternalError,
)


class Distribution:
    """Which devices train, and what they have to say to each other.

    Args:
        strategy: None for one device.
        replicas: Devices of this worker; every worker has as many.
        device: The devices in words.
        first_device: TensorFlow's name of this worker's first one, such as "GPU:0".
        idle: How many of the machine's GPUs get nothing to do.

    Attributes:
        cluster: Which worker this is, of how many.
        first_device: As given.
    """

    def __init__(
        self,
        strategy: tf.distribute.Strategy | None,
        *,
        cluster: Cluster,
        replicas: int,
        device: str,
        first_device: str,
        idle: int = 0,
    ) -> None:
        self._strategy = strategy
        self._idle = idle
        self.first_device = first_device
        self.cluster = cluster
        self._replicas = replicas
        self._device = device
        self._sums: dict[str, Callable[[tf.Tensor], tf.Tensor]] = {}

    @property
    def is_chief(self) -> bool:
        return self.cluster.is_chief

    @property
    def is_alone(self) -> bool:
        """One device only."""
        return self._strategy is None

    @property
    def device(self) -> str:
        """As shown to the user: "2 × NVIDIA H100", "CPU (2 cores), 2 workers"."""
        workers = self.cluster.workers
        return self._device if workers == 1 else f"{self._device}, {workers} workers"

    def check_batch(self, size: int) -> None:
        """Raise `InputError` where a step's P·K images cannot be shared out evenly."""
        devices = self.cluster.workers * self._replicas
        if size % devices:
            raise InputError(
                f"A batch of {size} images cannot be shared out evenly among {devices} devices.",
                hint=f"Make identities_per_batch a multiple of {devices}.",
            )

    def notices(self, hyperparameters: Hyperparameters) -> list[Notice]:
        """What the user should know about the devices before the first step."""
        if not self._idle:
            return []
        devices = self._replicas + self._idle
        size = hyperparameters.batch_size
        step = devices // math.gcd(devices, hyperparameters.images_per_identity)
        identities = math.ceil(hyperparameters.identities_per_batch / step) * step
        message = f"{self._idle} of {devices} GPUs have nothing to do: a batch of {size} images does not divide evenly."
        hint = f"Set identities_per_batch to {identities} in a new run or when you restore this one."
        return [Notice("devices_idle", message, hint, {"identities_per_batch": identities})]

    @contextlib.contextmanager
    def scope(self) -> Iterator[None]:
        """Variables that are made inside exist on every device."""
        if self._strategy is None:
            yield
        else:
            with self._strategy.scope():
                yield

    # -- a step

    def run(self, step: Callable[..., tf.Tensor], batch: Sequence[tf.Tensor], number: tf.Tensor) -> tf.Tensor:
        """Call `step` with a slice of the worker's batch and the step's number on each device; all return the same."""
        if self._strategy is None:
            return step(*batch, number)
        sliced = [tf.split(whole, self._replicas) for whole in batch]
        # `run` takes values of several devices as one object each; for a single device it is the value itself.
        args = [self._per_replica(parts) for parts in (*sliced, [number] * self._replicas)]
        return self._strategy.experimental_local_results(self._strategy.run(step, args=args))[0]

    def _per_replica(self, parts: Sequence[tf.Tensor]) -> Any:
        first = self.cluster.worker * self._replicas
        assert self._strategy is not None
        return self._strategy.experimental_distribute_values_from_function(
            lambda context: parts[context.replica_id_in_sync_group - first]
        )

    def replica(self) -> tf.Tensor:
        """Inside a step: which one of all replicas this is, a scalar int32."""
        if self._strategy is None:
            return tf.constant(0)
        return tf.cast(tf.distribute.get_replica_context().replica_id_in_sync_group, tf.int32)

    def gather(self, values: tf.Tensor) -> tf.Tensor:
        """Inside a step: the (b, …) values of all replicas one below the other, (R·b, …), on every replica.

        Integers come back as int64 (they travel as float64: not everything between GPUs carries integers).

        Every replica computes the same from the whole, so the gradient of a replica's values is its slice of the
        gradient of the whole; summed over the replicas, the gradients of the variables are those of one device.
        """
        if self._strategy is None:
            return values
        if values.dtype.is_integer:
            return tf.cast(self.gather(tf.cast(values, tf.float64)), tf.int64)
        context = tf.distribute.get_replica_context()
        count = context.num_replicas_in_sync
        size = tf.shape(values)[0]
        start = context.replica_id_in_sync_group * size

        # `all_gather` fails here in Keras 3; the sum of slices amid zeros is the same, and exact.
        @tf.custom_gradient  # type: ignore[untyped-decorator]
        def whole(part: tf.Tensor) -> tuple[tf.Tensor, Callable[[tf.Tensor], tf.Tensor]]:
            around = [[start, (count - 1) * size - start]] + [[0, 0]] * (len(part.shape) - 1)
            total = context.all_reduce(tf.distribute.ReduceOp.SUM, tf.pad(part, around))
            return total, lambda upstream: upstream[start : start + size]

        return whole(values)

    def sum(self, gradients: list[tf.Tensor]) -> list[tf.Tensor]:
        """Inside a step: each gradient summed over all replicas."""
        if self._strategy is None:
            return gradients
        context = tf.distribute.get_replica_context()
        summed: list[tf.Tensor] = context.all_reduce(tf.distribute.ReduceOp.SUM, gradients)
        return summed

    def prepare(self, optimizer: keras.optimizers.Optimizer) -> None:
        """Let an optimizer take gradients that are summed already, as `sum` gives them.

        It would sum them itself, but only after it has clipped them and looked for overflow replica by replica.
        On one device it must not either: TensorFlow registers a gradient for each such sum and never forgets it,
        nor the graph that it belongs to. An InceptionV3 then left 100 MB behind with each training.
        """
        while isinstance(optimizer, keras.optimizers.LossScaleOptimizer):
            optimizer = optimizer.inner_optimizer
        if not hasattr(optimizer, "_all_reduce_sum_gradients"):
            if self._strategy is None:
                return
            raise RunError(
                f"Keras {keras.__version__} sums gradients in another way than this program knows.",
                hint="Install the versions of this program's lock files.",
            )
        optimizer._all_reduce_sum_gradients = lambda gradients_and_variables: gradients_and_variables

    # -- between workers

    def agree(self, *wishes: bool) -> tuple[bool, ...]:
        """For each wish whether any worker has it. Every worker must ask at the same place."""
        if self.cluster.workers == 1:
            return wishes
        return tuple((self._sum(np.array(wishes, np.int32)) > 0).tolist())

    def everywhere(self, work: Callable[[], T]) -> T:
        """Do something on every worker; where it fails on one, nobody goes on.

        Raises:
            RunError: It failed on another worker. What failed here is raised as it is.
        """
        if self.cluster.workers == 1:
            return work()
        failure: Exception | None = None
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 (whatever it is, the others must not wait)
            failure = error
        failed = np.zeros(self.cluster.workers, np.int32)
        failed[self.cluster.worker] = failure is not None
        failed = self._sum(failed)
        if not failed.any():
            return result
        # All hear the first one, also those who have a failure of their own to raise.
        first = int(np.flatnonzero(failed)[0])
        words = self._text_of(first, _in_words(failure) if failure and self.cluster.worker == first else "")
        if failure is not None:
            raise failure
        raise RunError(f"Worker {first} cannot go on: {words}")

    def on_chief(self, work: Callable[[], T]) -> T:
        """Do something on the chief alone while the others wait, and let all have its result, plain JSON.

        Raises:
            RunError: On the others, where it failed on the chief.
        """
        if self.cluster.workers == 1:
            return work()
        result = self.everywhere(lambda: work() if self.is_chief else None)
        shared: T = json.loads(self._text_of(0, json.dumps(result) if self.is_chief else ""))
        return shared

    def share_variables(self, variables: Iterable[Any]) -> None:
        """Give every worker the chief's values."""
        if self.cluster.workers == 1:
            return
        for variable in variables:
            value = self._sum(
                np.asarray(variable.numpy()) if self.is_chief else np.zeros(variable.shape, variable.dtype)
            )
            if not self.is_chief:
                variable.assign(value)

    def _text_of(self, worker: int, text: str) -> str:
        mine = np.frombuffer(text.encode(), np.uint8).astype(np.int32)
        length = int(self._sum(np.array([len(mine) if self.cluster.worker == worker else 0], np.int32))[0])
        letters = mine if self.cluster.worker == worker else np.zeros(length, np.int32)
        return self._sum(letters).astype(np.uint8).tobytes().decode()

    def _sum(self, values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The same array's sum over the workers."""
        kind = values.dtype.name
        if kind not in self._sums:
            # Traced once for each kind of number, whatever the shapes.
            self._sums[kind] = tf.function(self._sum_in_graph, input_signature=[tf.TensorSpec([None], kind)])
        result: np.ndarray[Any, Any] = self._sums[kind](tf.constant(values.ravel())).numpy()
        return result.reshape(values.shape)

    def _sum_in_graph(self, values: tf.Tensor) -> tf.Tensor:
        assert self._strategy is not None

        def replica() -> tf.Tensor:
            context = tf.distribute.get_replica_context()
            # A worker with several devices speaks through its first one.
            speaks = context.replica_id_in_sync_group % self._replicas == 0
            own = tf.where(speaks, values, tf.zeros_like(values))
            return context.all_reduce(tf.distribute.ReduceOp.SUM, own)

        return self._strategy.experimental_local_results(self._strategy.run(replica))[0]

    @contextlib.contextmanager
    def losses_in_words(self) -> Iterator[None]:
        """Turn TensorFlow's error about a worker that went away into a `RunError`."""
        try:
            yield
        except _LOST as error:
            if self.cluster.workers == 1:
                raise
            raise RunError(
                f"Worker {self.cluster.worker} lost another worker: {str(error.message).splitlines()[-1].strip()}",
                hint="Look at what the other workers said, then start all of them again with --restore.",
                window_hint="Look at what the other workers said, then let all of them go on again.",
            ) from error


def find_distribution(devices: Sequence[str] = (), *, batch_size: int) -> Distribution:
    """All devices that can share the work.

    With TF_CONFIG it joins the cluster, and waits until all workers are there. Otherwise it takes as many of this
    machine's GPUs as share a batch out evenly; one GPU, or a CPU, needs no strategy.

    Args:
        devices: TensorFlow's names, such as "GPU:0", to use only these; not in a cluster.
        batch_size: P·K; in a cluster the chief's is what counts (`Distribution.check_batch`).

    Raises:
        InputError: TF_CONFIG or a device's name is wrong.
        RunError: The cluster could not be joined, or its workers differ in what they bring.
    """
    cluster = cluster_from_environment()
    found = find_device()
    if cluster.workers > 1:
        if devices:
            raise InputError("Devices cannot be chosen in a cluster.", hint="Set CUDA_VISIBLE_DEVICES instead.")
        strategy = join_cluster(cluster)
        replicas = strategy.num_replicas_in_sync // cluster.workers
        return Distribution(
            strategy,
            cluster=cluster,
            replicas=replicas,
            device=_in_number(replicas, found.name),
            first_device=found.tensorflow_name,
        )
    names = _checked(devices) if devices else [f"GPU:{i}" for i in range(len(tf.config.list_logical_devices("GPU")))]
    used = list(names)
    # Who names devices wants them all, and hears from `check_batch` where that cannot be.
    while len(used) > 1 and batch_size % len(used) and not devices:
        used.pop()
    return Distribution(
        mirrored(tuple(used)) if len(used) > 1 or devices else None,
        cluster=cluster,
        replicas=max(1, len(used)),
        device=_in_number(max(1, len(used)), found.name),
        first_device=devices[0] if devices else found.tensorflow_name,
        idle=len(names) - len(used),
    )


def _checked(devices: Sequence[str]) -> list[str]:
    known = [device.name.removeprefix("/device:") for device in tf.config.list_logical_devices()]
    for name in devices:
        if name not in known:
            raise InputError(f"There is no device {name!r}.", hint=f"There are: {', '.join(known)}.")
    return list(devices)


def _in_number(count: int, name: str) -> str:
    return name if count == 1 else f"{count} × {name}"


def _in_words(error: Exception) -> str:
    return str(error) if isinstance(error, FacenetError) else f"{type(error).__name__}: {error}"
