from __future__ import annotations

import keras
import numpy as np
import pytest

from core.training.distances import norms, pairwise_distances
from tests.training import oracle
from tests.training.gradients import Array, value_and_gradient


def random_embeddings(count: int, size: int, *, seed: int = 0) -> Array:
    return np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)


def true_distances(embeddings: Array, *, squared: bool = False) -> Array:
    points = embeddings.astype(np.float64)
    return np.array([[oracle.distance(x, y, squared) for y in points] for x in points])


@pytest.mark.parametrize("squared", [False, True])
def test_distances_and_their_gradient(squared: bool) -> None:
    embeddings, slopes = random_embeddings(9, 5), random_embeddings(9, 9, seed=1)
    distances = keras.ops.convert_to_numpy(pairwise_distances(embeddings, squared=squared))
    assert distances.dtype == np.float32
    np.testing.assert_allclose(distances, true_distances(embeddings, squared=squared), rtol=1e-6)
    np.testing.assert_allclose(distances, distances.T, rtol=1e-6)
    assert not np.diagonal(distances).any()

    _, gradient = value_and_gradient(
        lambda x: keras.ops.sum(slopes * pairwise_distances(x, squared=squared)), embeddings
    )
    points = embeddings.astype(np.float64)
    truth = np.zeros_like(points)
    for i, j in np.ndindex(9, 9):
        pull = slopes[i, j] * oracle.distance_gradient(points[i], points[j], squared)
        truth[i] += pull
        truth[j] -= pull
    np.testing.assert_allclose(gradient, truth, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("size", [1, 128, 2048])
@pytest.mark.parametrize("squared", [False, True])
def test_equal_embeddings_have_distance_and_gradient_zero(size: int, squared: bool) -> None:
    embeddings = np.repeat(random_embeddings(3, size), 4, axis=0)
    distances = keras.ops.convert_to_numpy(pairwise_distances(embeddings, squared=squared))
    same = np.repeat(np.arange(3), 4)[:, None] == np.repeat(np.arange(3), 4)[None, :]
    assert not distances[same].any()
    assert distances[~same].min() > 0

    _, gradient = value_and_gradient(
        lambda x: keras.ops.sum(keras.ops.where(same, pairwise_distances(x, squared=squared), 0.0)), embeddings
    )
    np.testing.assert_allclose(gradient, 0.0, atol=1e-9)


@pytest.mark.skipif(keras.backend.backend() == "jax", reason="needs float64")
def test_close_embeddings_far_from_the_origin_keep_their_distances() -> None:
    embeddings = (100.0 + 1e-3 * random_embeddings(20, 64)).astype(np.float32)
    embeddings[1] = embeddings[0]
    embeddings[1, 0] = np.nextafter(embeddings[0, 0], np.float32(np.inf))
    np.testing.assert_allclose(
        keras.ops.convert_to_numpy(pairwise_distances(embeddings)), true_distances(embeddings), rtol=1e-6
    )


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_precision_is_measured_in_full(dtype: str) -> None:
    tensor = keras.ops.cast(random_embeddings(8, 16), dtype)
    distances = pairwise_distances(tensor)
    assert keras.backend.standardize_dtype(distances.dtype) == "float32"
    rounded = keras.ops.convert_to_numpy(keras.ops.cast(tensor, "float32"))
    np.testing.assert_allclose(keras.ops.convert_to_numpy(distances), true_distances(rounded), rtol=1e-6)


def test_norm_of_a_zero_vector_has_gradient_zero() -> None:
    vectors = np.array([[3.0, 4.0], [0.0, 0.0]], np.float32)
    value, gradient = value_and_gradient(lambda x: keras.ops.sum(norms(x)), vectors)
    assert float(value) == pytest.approx(5.0)
    np.testing.assert_allclose(gradient, [[0.6, 0.8], [0.0, 0.0]], rtol=1e-6)
