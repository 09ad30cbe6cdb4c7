"""The teacher's loss against plain NumPy, and where its embeddings are laid."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from core.training.distillation import teacher_loss
from core.training.teacher import as_directions, drawn_together, on_the_sphere

RNG = np.random.default_rng(5)


def points(count: int, size: int) -> np.ndarray:
    drawn = RNG.normal(size=(count, size))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


def oracle(embeddings: np.ndarray, targets: np.ndarray, weight: float) -> float:
    e, t = embeddings.astype(np.float64), targets.astype(np.float64)
    regression = np.mean([np.sum((e[i] - t[i]) ** 2) for i in range(len(e))])
    gaps = [
        (np.linalg.norm(e[i] - e[j]) - np.linalg.norm(t[i] - t[j])) ** 2
        for i in range(len(e))
        for j in range(len(e))
        if i != j
    ]
    return float(regression + weight * (np.mean(gaps) if gaps else 0.0))


@pytest.mark.parametrize("weight", [0.0, 0.7])
@pytest.mark.parametrize("count", [1, 2, 9])
def test_value(count: int, weight: float) -> None:
    embeddings, targets = points(count, 6), points(count, 6)
    expected = oracle(embeddings, targets, weight)
    assert float(teacher_loss(embeddings, targets, relation_weight=weight)) == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("weight", [0.0, 0.7])
def test_gradient_is_that_of_finite_differences(weight: float) -> None:
    embeddings, targets = points(5, 4), points(5, 4)
    variable, teacher = tf.Variable(embeddings), tf.Variable(targets)
    with tf.GradientTape() as tape:
        loss = teacher_loss(variable, teacher, relation_weight=weight)
    gradient, none = tape.gradient(loss, [variable, teacher])
    assert none is None
    for place in np.ndindex(embeddings.shape):
        step = np.zeros(embeddings.shape, np.float64)
        step[place] = 1e-4
        slope = (oracle(embeddings + step, targets, weight) - oracle(embeddings - step, targets, weight)) / 2e-4
        assert gradient.numpy()[place] == pytest.approx(slope, abs=2e-4)


def test_agreement_and_equal_embeddings_have_finite_gradients() -> None:
    same = np.repeat(points(1, 4), 3, axis=0)
    variable = tf.Variable(same)
    with tf.GradientTape() as tape:
        loss = teacher_loss(variable, same, relation_weight=1.0)
    assert float(loss) == 0.0
    assert np.array_equal(tape.gradient(loss, variable).numpy(), np.zeros_like(same))


@pytest.mark.parametrize("size", [3, 8, 20])
def test_points_lie_on_the_sphere(size: int) -> None:
    laid = on_the_sphere(RNG.normal(size=(50, 8)) + 3.0, size)
    assert laid.shape == (50, size)
    assert laid.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(laid, axis=1), 1.0, atol=1e-6)


def test_distances_between_points_equally_far_from_the_mean_keep_their_proportions() -> None:
    around = points(40, 6)
    embeddings = 2.0 + np.concatenate([around, -around])
    laid = on_the_sphere(embeddings, 9)
    before = np.linalg.norm(embeddings[:, None] - embeddings[None], axis=2)
    after = np.linalg.norm(laid[:, None] - laid[None], axis=2)
    np.testing.assert_allclose(after, before * (after.max() / before.max()), atol=1e-5)
    # Uncentred and normalised they would all lie in one direction.
    assert after.max() > 1.5


def test_the_principal_axes_are_kept_where_there_are_too_many() -> None:
    embeddings = RNG.normal(size=(300, 5)) * [10.0, 5.0, 1e-6, 1e-6, 1e-6]
    laid = on_the_sphere(embeddings, 3)
    order = np.argsort(np.linalg.norm(embeddings, axis=1))[:50]
    before = np.linalg.norm(embeddings[order][:, None, :2] - embeddings[order][None, :, :2], axis=2)
    after = np.linalg.norm(laid[order][:, None] - laid[order][None], axis=2)
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.999


def test_one_point_and_equal_points() -> None:
    np.testing.assert_array_equal(on_the_sphere(np.ones((3, 4)), 6), np.eye(6)[[5, 5, 5]])


def test_directions_are_those_from_the_mean() -> None:
    embeddings = RNG.normal(size=(50, 8)) + 3.0
    for size in (8, 20):
        directions = as_directions(embeddings, size)
        assert (directions.shape, directions.dtype) == ((50, size), np.float32)
        centred = embeddings - embeddings.mean(axis=0)
        expected = centred / np.linalg.norm(centred, axis=1, keepdims=True)
        np.testing.assert_allclose(directions @ directions.T, expected @ expected.T, atol=1e-6)


def test_directions_keep_the_principal_axes_where_there_are_too_many() -> None:
    embeddings = RNG.normal(size=(300, 5)) * [10.0, 5.0, 1e-6, 1e-6, 1e-6]
    directions = as_directions(embeddings, 2)
    centred = (embeddings - embeddings.mean(axis=0))[:, :2]
    expected = centred / np.linalg.norm(centred, axis=1, keepdims=True)
    np.testing.assert_allclose(directions @ directions.T, expected @ expected.T, atol=1e-5)


def test_an_embedding_at_the_mean_has_a_direction_all_the_same() -> None:
    np.testing.assert_array_equal(as_directions(np.ones((3, 4)), 6), np.eye(6)[[0, 0, 0]])


def test_an_identity_is_drawn_together() -> None:
    before, labels = points(6, 5), np.array([0, 0, 0, 2, 2, 3])
    np.testing.assert_array_equal(drawn_together(before, labels, share=0.0), before)
    half, whole = (drawn_together(before, labels, share=share) for share in (0.5, 1.0))
    for label in (0, 2, 3):
        mean = before[labels == label].mean(axis=0)
        for i in np.flatnonzero(labels == label):
            np.testing.assert_allclose(whole[i], mean / np.linalg.norm(mean), atol=1e-6)
            between = (before[i] + mean) / np.linalg.norm(before[i] + mean)
            np.testing.assert_allclose(half[i], between, atol=1e-6)
    assert half.dtype == whole.dtype == np.float32


def test_opposite_points_of_one_identity_have_no_mean_and_stay_finite() -> None:
    apart = np.float32([[1, 0, 0], [-1, 0, 0]])
    drawn = drawn_together(apart, np.zeros(2, int), share=1.0)
    np.testing.assert_allclose(np.linalg.norm(drawn, axis=1), 1.0)
