"""The networks that training starts from: InceptionV3, and a tiny one with the same head.

Input (N, s, s, 3) float32, already preprocessed to [-1, 1]; output (N, D) float32 of length 1, also in mixed
precision. Everything is set layer by layer (arithmetic, seeds, names): the camera's network runs in the process
that trains, and no process-wide setting may reach it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import keras

from core.errors import HyperparameterError, did_you_mean
from core.hyperparameters import Hyperparameters

POLICIES = {"float32": "float32", "bfloat16": "mixed_bfloat16", "float16": "mixed_float16"}


# FaceNet's TensorFlow code used the same bound: the gradient is at most 1e5 times the one that comes in.
SMALLEST_SQUARE = 1e-10


def unit_length(x: Any) -> Any:
    """x / ‖x‖₂ over the last axis, with a finite gradient everywhere; a zero vector stays zero.

    `keras.ops.normalize` takes the minimum after the reciprocal root, whose gradient at zero is ∞ · 0 = NaN;
    here the squared length is bounded first.
    """
    square = keras.ops.sum(keras.ops.square(x), axis=-1, keepdims=True)
    return x * keras.ops.rsqrt(keras.ops.maximum(square, SMALLEST_SQUARE))


@keras.saving.register_keras_serializable(package="facenet")
class UnitLength(keras.layers.Layer):  # type: ignore[misc]  # Keras comes without types
    """`unit_length` as a layer: (N, D) → (N, D)."""

    def call(self, x: Any) -> Any:
        return unit_length(x)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape


def build_network(hyperparameters: Hyperparameters, *, synchronised: bool = False) -> keras.Model:
    """A network with new weights.

    The same hyperparameters give the same weights and the same variable paths, in every process (the backends of
    Keras draw different numbers).

    Dropout draws from the generators that `seed_generators` lists.

    Args:
        synchronised: Under a `tf.distribute` strategy, normalise by the statistics of all devices' slices together.
    """
    return assemble_network(
        hyperparameters.network,
        image_size=hyperparameters.image_size,
        embedding_size=hyperparameters.embedding_size,
        dropout=hyperparameters.dropout,
        batch_norm_momentum=hyperparameters.batch_norm_momentum,
        precision=hyperparameters.precision,
        seed=hyperparameters.seed,
        synchronised=synchronised,
    )


def assemble_network(
    network: str,
    *,
    image_size: int,
    embedding_size: int,
    dropout: float = 0.0,
    batch_norm_momentum: float = 0.99,
    precision: str = "float32",
    seed: int | None = None,
    synchronised: bool = False,
) -> keras.Model:
    """What `build_network` does, from single values.

    Args:
        network: `inception_v3` or `tiny`.
        seed: None leaves all kernels at zero: the weights are about to be loaded, and drawing 22 million
            random numbers takes longer than reading them.
        synchronised: See `build_network`.
    """
    make = _Maker(policy=POLICIES[precision], momentum=batch_norm_momentum, seed=seed, synchronised=synchronised)
    body = _BODIES[network](image_size, make)
    # The head stays in float32: it costs nothing, and a pooled mean or a length in 8 bits of mantissa does.
    x = keras.layers.GlobalAveragePooling2D(name="pool", dtype="float32")(body.output)
    if dropout > 0:
        x = keras.layers.Dropout(dropout, name="dropout", seed=make.layer_seed("dropout"), dtype="float32")(x)
    x = keras.layers.Dense(
        embedding_size, name="embedding", kernel_initializer=make.initializer("embedding"), dtype="float32"
    )(x)
    return keras.Model(body.input, UnitLength(name="unit_length", dtype="float32")(x), name=network)


def seed_generators(network: keras.Model) -> list[keras.random.SeedGenerator]:
    """The generators that dropout draws from, in the order of the layers.

    A draw uses the generator's `state`, two integers, and then counts the second one up. Weight files
    do not hold them. Who assigns `state` from the step's number before each step makes dropout a pure function
    of it, and a resumed training drops what the uninterrupted one would have dropped.
    """
    return [
        layer.seed_generator
        for layer in network.layers
        if isinstance(getattr(layer, "seed_generator", None), keras.random.SeedGenerator)
    ]


def freeze(network: keras.Model, *, until: str = "", batch_statistics: bool = False) -> None:
    """Keep a part of the network as it is. To be called before the optimizer is built.

    Args:
        until: Name of the last layer to keep; it and every layer that it is computed from are frozen. Empty
            freezes none. Frozen batch normalisation uses its running statistics and leaves them alone.
        batch_statistics: Freeze all batch normalisation, wherever it is: its means, variances and shifts.

    Raises:
        HyperparameterError: There is no such layer, or nothing would be left to train.
    """
    if until:
        names = [layer.name for layer in network.layers]
        if until not in names:
            raise HyperparameterError(
                f"freeze_until: the network {network.name} has no layer {until!r}.",
                hint=did_you_mean(until, names, otherwise=f"Its layers go from {names[1]!r} to {names[-1]!r}."),
            )
        for layer in keras.Model(network.input, network.get_layer(until).output).layers:
            layer.trainable = False
    if batch_statistics:
        for layer in network.layers:
            if isinstance(layer, keras.layers.BatchNormalization):
                layer.trainable = False
    if not network.trainable_variables:
        raise HyperparameterError(
            f"freeze_until: freezing until {until!r} leaves nothing to train.", hint="Choose an earlier layer."
        )


class _Maker:
    """What every layer of a network is told: its arithmetic, its seed, its momentum, its statistics."""

    def __init__(self, *, policy: str, momentum: float, seed: int | None, synchronised: bool) -> None:
        self.policy = policy
        self.momentum = momentum
        self.synchronised = synchronised
        self._seed = seed

    def layer_seed(self, name: str) -> int:
        return int.from_bytes(hashlib.sha256(f"{self._seed or 0}/{name}".encode()).digest()[:4], "big") >> 1

    def initializer(self, name: str) -> keras.initializers.Initializer:
        if self._seed is None:
            return keras.initializers.Zeros()
        return keras.initializers.GlorotUniform(seed=self.layer_seed(name))


def _inception_v3(image_size: int, make: _Maker) -> keras.Model:
    base = keras.applications.InceptionV3(weights=None, include_top=False, input_shape=(image_size, image_size, 3))
    names = stable_names(base.layers)

    def clone(layer: keras.layers.Layer) -> keras.layers.Layer:
        config = layer.get_config()
        config["name"] = names[layer.name]
        config["dtype"] = make.policy
        if isinstance(layer, keras.layers.Conv2D):
            config["kernel_initializer"] = make.initializer(config["name"])
        if isinstance(layer, keras.layers.BatchNormalization):
            config["momentum"] = make.momentum
            config["synchronized"] = make.synchronised
        return type(layer).from_config(config)

    image = keras.Input((image_size, image_size, 3), name="image")
    return keras.models.clone_model(base, input_tensors=image, clone_function=clone)


def stable_names(layers: Sequence[keras.layers.Layer]) -> dict[str, str]:
    """Names as the first InceptionV3 of a process has them: `conv2d`, `conv2d_1`, …, `mixed0`, …

    Keras counts its automatic names on through the process, so a second network would have other ones.
    """
    names: dict[str, str] = {}
    for kind in {type(layer) for layer in layers}:
        own = [layer.name for layer in layers if type(layer) is kind]
        if kind is keras.layers.Concatenate:
            automatic = [name for name in own if not name.startswith("mixed")]
            names |= {name: name for name in own}
        else:
            automatic = own
        automatic.sort(key=_number)
        stem = automatic[0].rstrip("0123456789").rstrip("_") if automatic else ""
        names |= {name: f"{stem}_{i}" if i else stem for i, name in enumerate(automatic)}
    return names


def _number(name: str) -> int:
    digits = name.rpartition("_")[2]
    return int(digits) if digits.isdigit() else 0


def _tiny(image_size: int, make: _Maker) -> keras.Model:
    inputs = keras.Input((image_size, image_size, 3), name="image")
    x = inputs
    for i, filters in enumerate((8, 16, 24)):
        name = f"conv{i}"
        x = keras.layers.Conv2D(
            filters,
            3,
            strides=2,
            padding="same",
            use_bias=False,
            name=name,
            kernel_initializer=make.initializer(name),
            dtype=make.policy,
        )(x)
        x = keras.layers.BatchNormalization(
            name=f"norm{i}", momentum=make.momentum, dtype=make.policy, synchronized=make.synchronised
        )(x)
        x = keras.layers.Activation("relu", name=f"relu{i}", dtype=make.policy)(x)
    return keras.Model(inputs, x)


_BODIES: dict[str, Callable[[int, _Maker], keras.Model]] = {"inception_v3": _inception_v3, "tiny": _tiny}
