"""Which arithmetic trains fastest here, found by a short measurement when a run begins.

Tracing and optimising an InceptionV3's step takes longer than the answer is worth, and would be paid once for
every candidate. Nearly all of a step's time goes into convolutions, so a sample of the network's own is timed
instead, forward and backward, each with the batch normalisation and the activation that follow it.

Half precision is taken only where it gains much: it costs digits, and a run in it is repeated exactly only on a
machine that chooses the same.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import keras
import tensorflow as tf

from core.embedding.network import POLICIES
from core.hyperparameters import Hyperparameters

# How much faster than float32 another precision must be.
GAIN = 1.2
# No new round is begun after so many seconds.
BUDGET = 10.0
ROUNDS = 5
# Pixels of a probe's batch: enough to keep the device busy, few enough for a precision that is emulated.
_CPU_PIXELS = 8 * 80 * 80
_GPU_PIXELS = 32 * 160 * 160

# Convolutions of InceptionV3 from all of its depths: the side of their input as a share of the picture's, its
# channels, filters and kernel. What is left out repeats them.
CONVOLUTIONS = (
    (2, 32, 64, (3, 3)),
    (4, 80, 192, (3, 3)),
    (8, 96, 96, (3, 3)),
    (8, 48, 64, (5, 5)),
    (16, 768, 192, (1, 1)),
    (16, 192, 192, (1, 7)),
    (16, 192, 192, (7, 1)),
    (32, 448, 384, (3, 3)),
    (32, 2048, 384, (1, 1)),
)

# A precision becomes a function that trains the sample once and returns the seconds it took.
Probes = Callable[[str], Callable[[], float]]

# What TensorFlow says where a device lacks an operation in some precision.
_UNSUPPORTED = (tf.errors.UnimplementedError, tf.errors.InvalidArgumentError, tf.errors.NotFoundError)


@dataclass(frozen=True, slots=True)
class PrecisionChoice:
    """What `precision: auto` came to.

    Attributes:
        precision: One of the hyperparameter's other values.
        seconds: Median seconds of a probe by precision; empty where nothing was measured.
    """

    precision: str
    seconds: Mapping[str, float]

    @property
    def message(self) -> str:
        if not self.seconds:
            return f"Trains in {self.precision}: the network is too small for another precision to matter."
        figures = ", ".join(f"{name} {1000 * seconds:,.0f} ms" for name, seconds in self.seconds.items())
        return f"Trains in {self.precision}. A sample of the network's convolutions took: {figures}."


def choose_precision(
    hyperparameters: Hyperparameters,
    *,
    device: str,
    probes: Probes | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> PrecisionChoice:
    """The fastest precision for a run on this machine; float32 where no other gains enough.

    On two cores it takes about five seconds, and more only where a precision is emulated.

    Args:
        device: TensorFlow's name, "GPU:0" or "CPU:0".
        probes: What is measured instead of the network's convolutions. Without it `tiny` is not measured.
        clock: Seconds, to keep to `BUDGET`.
    """
    if probes is None:
        if hyperparameters.network == "tiny":
            return PrecisionChoice("float32", {})
        probes = _convolutions(hyperparameters, device)
    seconds = _measure(probes, candidates(device), clock)
    fastest = min(seconds, key=lambda name: seconds[name])
    gain = seconds["float32"] / seconds[fastest]
    return PrecisionChoice(fastest if gain >= GAIN else "float32", seconds)


def candidates(device: str) -> list[str]:
    """The precisions that a device may be good at, float32 first."""
    if not device.startswith("GPU"):
        return ["float32", "bfloat16"]
    details = tf.config.experimental.get_device_details(tf.config.list_physical_devices("GPU")[int(device[4:])])
    # NVIDIA's processors know bfloat16 since Ampere.
    knows_bfloat16 = details.get("compute_capability", (0, 0)) >= (8, 0)
    return ["float32", "float16", "bfloat16"] if knows_bfloat16 else ["float32", "float16"]


def _measure(probes: Probes, names: Sequence[str], clock: Callable[[], float]) -> dict[str, float]:
    """Medians, taken in turn, so that what else the machine does meets all alike."""
    begin = clock()
    ready: dict[str, Callable[[], float]] = {}
    taken: dict[str, list[float]] = {}
    for name in names:
        try:
            probe = probes(name)
            taken[name] = [probe()]
        except _UNSUPPORTED:
            if name == "float32":
                raise
            continue
        # Who is so far behind does not catch up, and each further turn would be long.
        if taken[name][0] < 2 * taken["float32"][0]:
            ready[name] = probe
    for _ in range(ROUNDS - 1):
        if len(ready) < 2 or clock() - begin > BUDGET:
            break
        for name, probe in ready.items():
            taken[name].append(probe())
    return {name: statistics.median(times) for name, times in taken.items()}


def _convolutions(hyperparameters: Hyperparameters, device: str) -> Probes:
    size = hyperparameters.image_size
    pixels = _GPU_PIXELS if device.startswith("GPU") else _CPU_PIXELS
    images = max(1, min(hyperparameters.batch_size, pixels // size**2))

    def probe(precision: str) -> Callable[[], float]:
        with tf.device(device):
            blocks, inputs = _blocks(POLICIES[precision], size=size, images=images)
            weights = [weight for block in blocks for weight in block.trainable_variables]

            # Inputs are arguments: what depends on constants alone would be computed once and for all.
            @tf.function  # type: ignore[untyped-decorator]
            def step(inputs: list[tf.Tensor]) -> tf.Tensor:
                with tf.GradientTape() as tape:
                    # A block's gradient reaches its input too in a network, as it has to here.
                    tape.watch(inputs)
                    outputs = [block(x, training=True) for block, x in zip(blocks, inputs, strict=True)]
                    loss = tf.add_n([tf.reduce_sum(tf.cast(y, tf.float32)) for y in outputs])
                gradients = tape.gradient(loss, [*weights, *inputs])
                return tf.linalg.global_norm([tf.cast(gradient, tf.float32) for gradient in gradients])

            step(inputs).numpy()

        def timed() -> float:
            begin = time.perf_counter()
            step(inputs).numpy()
            return time.perf_counter() - begin

        return timed

    return probe


def _blocks(policy: str, *, size: int, images: int) -> tuple[list[keras.Model], list[tf.Tensor]]:
    """Convolution, normalisation and activation of each of `CONVOLUTIONS`, and zeros to feed them."""
    blocks, inputs = [], []
    for share, channels, filters, kernel in CONVOLUTIONS:
        side = max(1, size // share)
        convolution = keras.layers.Conv2D(filters, kernel, padding="same", use_bias=False, dtype=policy)
        norm = keras.layers.BatchNormalization(scale=False, dtype=policy)
        relu = keras.layers.Activation("relu", dtype=policy)
        block = keras.Sequential([convolution, norm, relu])
        block.build((images, side, side, channels))
        blocks.append(block)
        inputs.append(tf.zeros((images, side, side, channels), convolution.compute_dtype))
    return blocks, inputs
