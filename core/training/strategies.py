"""TensorFlow's strategies, which one network on many devices needs. A process makes each of them once."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import tensorflow as tf

# TensorFlow's board of notes among workers; it has no public name.
from tensorflow.python.eager import context as eager_context

from core.errors import RunError
from core.training.cluster import Cluster
from core.training.device import find_device


@functools.cache
def mirrored(names: tuple[str, ...]) -> tf.distribute.Strategy:
    """One network on several devices of this machine; once in a process for the same devices.

    A strategy numbers its sums, and TensorFlow remembers what each number was: a second strategy that began anew
    would fail. One of other devices gets a range of its own, as in TensorFlow's tests.
    """
    strategy = tf.distribute.MirroredStrategy(names)
    tf.distribute.MirroredStrategy._collective_key_base += 100_000
    return strategy


@functools.cache
def join_cluster(cluster: Cluster) -> tf.distribute.Strategy:
    """One network on the devices of all workers; waits until they are there.

    Once in a process: TensorFlow cannot leave a cluster and join it again.

    Raises:
        RunError: The cluster could not be joined, or its workers differ in what they bring.
    """
    try:
        strategy = tf.distribute.MultiWorkerMirroredStrategy()
        own = f"{strategy.num_replicas_in_sync // cluster.workers} × {find_device().tensorflow_name.partition(':')[0]}"
        # Before the first sum: among unequal workers it would wait forever.
        board = eager_context.context()
        board.set_config_key_value(f"facenet/devices/{cluster.worker}", own)
        brought = [board.get_config_key_value(f"facenet/devices/{i}", 60_000) for i in range(cluster.workers)]
    except (RuntimeError, ValueError, tf.errors.OpError) as error:
        raise RunError(
            f"The cluster of TF_CONFIG could not be joined: {error}",
            hint="Check that every worker is started, that its address and port are free and reachable, and that "
            "nothing was computed in this program before.",
        ) from error
    check_alike(brought)
    return strategy


def check_alike(devices: Sequence[str]) -> None:
    """Raise `RunError` where the workers do not all bring the same devices.

    Args:
        devices: What each worker brings, such as "2 × GPU".
    """
    for worker, theirs in enumerate(devices):
        if theirs != devices[0]:
            raise RunError(
                f"Worker {worker} brings {theirs}, worker 0 brings {devices[0]}.",
                hint="All workers need the same number of GPUs: set CUDA_VISIBLE_DEVICES on those that have more.",
            )
