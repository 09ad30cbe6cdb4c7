"""The built-in network: dlib's face ResNet by Davis E. King, 150×150 RGB → 128 numbers, rebuilt in Keras.

Input (N, 150, 150, 3) float32, RGB less (122.782, 117.001, 104.298), divided by 255; output (N, 128) float32,
not normalised (its length is about 1.4). The per-channel affine layer behind each convolution of the original is
folded into the convolution. `tools/convert_dlib_resnet.py` makes the weights.
"""

from __future__ import annotations

from typing import Any

import keras

IMAGE_SIZE = 150
EMBEDDING_SIZE = 128
MEAN_RGB = (122.782, 117.001, 104.298)
DIVISOR = 255.0

# (name, channels, whether the block halves the resolution), after the first convolution and pooling.
BLOCKS = (
    ("conv32_1", 32, False),
    ("conv32_2", 32, False),
    ("conv32_3", 32, False),
    ("conv64_down", 64, True),
    ("conv64_1", 64, False),
    ("conv64_2", 64, False),
    ("conv64_3", 64, False),
    ("conv128_down", 128, True),
    ("conv128_1", 128, False),
    ("conv128_2", 128, False),
    ("conv256_down", 256, True),
    ("conv256_1", 256, False),
    ("conv256_2", 256, False),
    ("conv256_down_out", 256, True),
)


def build_dlib_resnet() -> keras.Model:
    """The network with all weights zero; `core.embedding.weights` fills it."""
    image = keras.Input((IMAGE_SIZE, IMAGE_SIZE, 3), name="image")
    x = _conv(image, 32, "conv32_down", size=7, strides=2, padding="valid", activation="relu")
    x = keras.layers.MaxPooling2D(3, strides=2, padding="valid", name="pool32", dtype="float32")(x)
    for name, channels, down in BLOCKS:
        x = _block(x, channels, name, down=down)
    x = keras.layers.GlobalAveragePooling2D(name="pool", dtype="float32")(x)
    x = keras.layers.Dense(
        EMBEDDING_SIZE, use_bias=False, kernel_initializer="zeros", name="embedding", dtype="float32"
    )(x)
    return keras.Model(image, x, name="dlib_resnet")


def _conv(x: Any, channels: int, name: str, *, size: int = 3, **options: Any) -> Any:
    return keras.layers.Conv2D(channels, size, kernel_initializer="zeros", name=name, dtype="float32", **options)(x)


def _block(x: Any, channels: int, name: str, *, down: bool) -> Any:
    if down:
        y = _conv(x, channels, f"{name}_conv1", strides=2, padding="valid", activation="relu")
        shortcut = keras.layers.AveragePooling2D(2, strides=2, padding="valid", name=f"{name}_pool", dtype="float32")(x)
    else:
        y = _conv(x, channels, f"{name}_conv1", padding="same", activation="relu")
        shortcut = x
    y = _conv(y, channels, f"{name}_conv2", padding="same")
    # dlib adds tensors of different shapes as if the smaller one went on with zeros.
    side = max(y.shape[1], shortcut.shape[1])
    y, shortcut = (_zero_padded(t, side, channels) for t in (y, shortcut))
    return keras.layers.Activation("relu", name=f"{name}_out", dtype="float32")(y + shortcut)


def _zero_padded(x: Any, side: int, channels: int) -> Any:
    grow, more = side - x.shape[1], channels - x.shape[3]
    if not grow and not more:
        return x
    return keras.ops.pad(x, ((0, 0), (0, grow), (0, grow), (0, more)))
