"""Preprocessing against plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from core.embedding.dlib_resnet import DIVISOR, MEAN_RGB
from core.embedding.preprocess import preprocess
from core.faces.network_input import DLIB_CROP, FOREIGN_CROP, INCEPTION_CROP, NetworkInput
from tests.embedding.examples import random_chips


def triangle_weights(old: int, new: int) -> np.ndarray:
    """(new, old): antialiased bilinear resizing along one axis, from its definition."""
    scale = old / new
    width = max(scale, 1.0)
    centres = (np.arange(new) + 0.5) * scale
    weights = np.maximum(0, 1 - np.abs(np.arange(old)[None] + 0.5 - centres[:, None]) / width)
    return weights / weights.sum(1, keepdims=True)


def reference(chips: np.ndarray, network_input: NetworkInput) -> np.ndarray:
    size = chips.shape[1]
    side = network_input.crop_side(size)
    start = (size - side) // 2
    x = chips[:, start : start + side, start : start + side].astype(np.float64)
    weights = triangle_weights(side, network_input.size)
    x = np.einsum("yh,nhwc->nywc", weights, x)
    x = np.einsum("xw,nywc->nyxc", weights, x)
    return (x - np.array(network_input.mean)) / network_input.divisor


@pytest.mark.parametrize(
    ("chip_size", "network_input"),
    [
        (180, NetworkInput(size=112, crop=INCEPTION_CROP)),
        (180, NetworkInput(size=299, crop=INCEPTION_CROP)),
        (180, NetworkInput(size=150, crop=DLIB_CROP, mean=MEAN_RGB, divisor=DIVISOR)),
        (97, NetworkInput(size=75, crop=INCEPTION_CROP)),
        (360, NetworkInput(size=75, crop=FOREIGN_CROP)),
        (64, NetworkInput(size=160, crop=FOREIGN_CROP)),
    ],
)
def test_it_agrees_with_the_definition(chip_size: int, network_input: NetworkInput) -> None:
    chips = random_chips(2, size=chip_size)
    got = np.asarray(preprocess(chips, network_input))
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, reference(chips, network_input), atol=2e-3)


def test_a_crop_of_the_right_size_is_not_touched() -> None:
    chips = np.random.default_rng(0).integers(0, 256, (1, 180, 180, 3), dtype=np.uint8)
    got = np.asarray(preprocess(chips, NetworkInput(size=160, crop=INCEPTION_CROP)))
    np.testing.assert_allclose(got, chips[:, 10:170, 10:170] / 127.5 - 1, atol=1e-6)
    assert got.min() >= -1
    assert got.max() <= 1
