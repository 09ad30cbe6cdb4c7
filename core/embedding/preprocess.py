"""From chips to what a network sees: centre crop, resize, range. Part of the embedder's compiled graph."""

from __future__ import annotations

from typing import Any

import keras

from core.faces.network_input import NetworkInput


def preprocess(chips_rgb: Any, network_input: NetworkInput) -> Any:
    """Crop the centre, resize (bilinear, antialiased) and shift to the network's range.

    Args:
        chips_rgb: (N, S, S, 3) tensor, RGB, 0..255, of any numeric dtype. S is static, N need not be.

    Returns:
        (N, size, size, 3) float32 tensor.
    """
    x = keras.ops.cast(chips_rgb, "float32")
    chip_size = x.shape[1]
    side = network_input.crop_side(chip_size)
    start = (chip_size - side) // 2
    x = x[:, start : start + side, start : start + side]
    if side != network_input.size:
        x = keras.ops.image.resize(
            x,
            (network_input.size, network_input.size),
            interpolation="bilinear",
            antialias=True,
            data_format="channels_last",
        )
    mean = keras.ops.convert_to_tensor(network_input.mean, dtype="float32")
    return (x - mean) / network_input.divisor
