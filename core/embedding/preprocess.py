"""From chips to what a network sees: centre crop, resize, range. Part of the embedder's compiled graph."""

from __future__ import annotations

from typing import Any

import keras

from core.faces.network_input import NetworkInput


def crop_side(chip_size: int, share: float) -> int:
    """Side, in pixels, of the centre crop that is `share` of a chip's side.

    The nearest number that leaves equal margins on both sides, and at least one pixel. It is exact for chips of
    180 px and the crops of our models; at other scales it is at most one pixel off.
    """
    margin = round((chip_size - chip_size * share) / 2)
    return max(chip_size - 2 * margin, 2 - chip_size % 2)


def preprocess(chips_rgb: Any, network_input: NetworkInput) -> Any:
    """Crop the centre, resize (bilinear, antialiased) and shift to the network's range.

    Args:
        chips_rgb: (N, S, S, 3) tensor, RGB, 0..255, of any numeric dtype. S is static, N need not be.

    Returns:
        (N, size, size, 3) float32 tensor.
    """
    x = keras.ops.cast(chips_rgb, "float32")
    chip_size = x.shape[1]
    side = crop_side(chip_size, network_input.crop)
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
