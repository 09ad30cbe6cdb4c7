"""Optimizers and learning rates against their formulas, on variables of two numbers."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest

from core.hyperparameters import Hyperparameters
from core.training.optimizers import LinearWarmup, build_optimizer, build_schedule

BEGIN = np.array([1.0, -2.0])
GRADIENTS = (np.array([0.5, -0.25]), np.array([-1.0, 0.125]), np.array([0.25, 2.0]))


def parameters(**changes: Any) -> Hyperparameters:
    plain = {"schedule": "constant", "warmup_steps": 0, "learning_rate": 0.1}
    return Hyperparameters().changed(**(plain | changes))


def walked(**changes: Any) -> np.ndarray:
    """Where a variable is after the three gradients."""
    variable = keras.Variable(BEGIN, dtype="float32", name="kernel")
    optimizer = build_optimizer(parameters(**changes), total_steps=100)
    for gradient in GRADIENTS:
        optimizer.apply([keras.ops.convert_to_tensor(gradient, dtype="float32")], [variable])
    return np.asarray(variable.numpy(), np.float64)


def adam(*, rate: float, epsilon: float) -> np.ndarray:
    """Kingma & Ba 2015, section 2's last lines: ε beside the root that is not yet corrected, as in TensorFlow."""
    theta, m, v = BEGIN, np.zeros(2), np.zeros(2)
    for t, gradient in enumerate(GRADIENTS, start=1):
        m = 0.9 * m + 0.1 * gradient
        v = 0.999 * v + 0.001 * gradient**2
        theta = theta - rate * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + epsilon)
    return theta


@pytest.mark.parametrize("epsilon", [0.1, 1e-7])
def test_adam_with_facenet_tfs_epsilon_and_the_usual_one(epsilon: float) -> None:
    np.testing.assert_allclose(
        walked(optimizer="adam", epsilon=epsilon), adam(rate=0.1, epsilon=epsilon), rtol=1e-5, atol=1e-6
    )


def test_adagrad() -> None:
    theta, total = BEGIN, np.full(2, 0.1)
    for gradient in GRADIENTS:
        total = total + gradient**2
        theta = theta - 0.1 * gradient / np.sqrt(total + 1e-7)
    np.testing.assert_allclose(walked(optimizer="adagrad"), theta, rtol=1e-5)


def test_adamw_decays_the_weight_and_not_the_gradient() -> None:
    """Loshchilov & Hutter 2019: each step takes rate · λ · θ off, whatever the gradient's scale."""
    theta, m, v = BEGIN, np.zeros(2), np.zeros(2)
    for t, gradient in enumerate(GRADIENTS, start=1):
        theta = theta - 0.1 * 0.5 * theta
        m = 0.9 * m + 0.1 * gradient
        v = 0.999 * v + 0.001 * gradient**2
        theta = theta - 0.1 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t) * m / (np.sqrt(v) + 1e-7)
    np.testing.assert_allclose(walked(optimizer="adamw", weight_decay=0.5), theta, rtol=1e-5)


def test_adamw_leaves_biases_and_batch_normalisation_alone() -> None:
    variables = [keras.Variable(BEGIN, dtype="float32", name=name) for name in ("kernel", "bias", "beta", "gamma")]
    optimizer = build_optimizer(parameters(optimizer="adamw", weight_decay=0.5), total_steps=100)
    optimizer.apply([keras.ops.zeros(2)] * 4, variables)
    assert [bool(np.allclose(variable.numpy(), BEGIN)) for variable in variables] == [False, True, True, True]
    np.testing.assert_allclose(variables[0].numpy(), BEGIN * 0.95, rtol=1e-6)


def test_sgd_with_nesterovs_momentum() -> None:
    """Sutskever et al. 2013 in Keras' variables: the step looks ahead along the new velocity."""
    theta, velocity = BEGIN, np.zeros(2)
    for gradient in GRADIENTS:
        velocity = 0.9 * velocity - 0.1 * gradient
        theta = theta + 0.9 * velocity - 0.1 * gradient
    np.testing.assert_allclose(walked(optimizer="sgd", momentum=0.9), theta, rtol=1e-5)


def test_sgd_without_momentum() -> None:
    np.testing.assert_allclose(walked(optimizer="sgd", momentum=0.0), BEGIN - 0.1 * sum(GRADIENTS), rtol=1e-5)


@pytest.mark.parametrize(("clip_norm", "expected"), [(1.0, [-0.6, -0.8]), (10.0, [-3.0, -4.0]), (0.0, [-3.0, -4.0])])
def test_the_norm_of_the_whole_gradient_is_clipped(clip_norm: float, expected: list[float]) -> None:
    variables = [keras.Variable([0.0]), keras.Variable([0.0])]
    chosen = parameters(optimizer="sgd", momentum=0.0, learning_rate=1.0, clip_norm=clip_norm)
    optimizer = build_optimizer(chosen, total_steps=100)
    optimizer.apply([keras.ops.convert_to_tensor([3.0]), keras.ops.convert_to_tensor([4.0])], variables)
    np.testing.assert_allclose([float(variable.numpy()[0]) for variable in variables], expected, rtol=1e-5)


def test_facenet_tfs_staircase() -> None:
    rate = build_schedule(
        parameters(schedule="staircase", learning_rate=0.001, decay_steps=10_000, decay_rate=0.96), total_steps=10**6
    )
    steps = (0, 9_999, 10_000, 19_999, 20_000)
    expected = np.float32([0.001, 0.001, 0.00096, 0.00096, 0.0009216])
    np.testing.assert_allclose([float(rate(step)) for step in steps], expected, rtol=1e-6)


def test_an_optimizer_follows_the_staircase() -> None:
    """What the optimizer takes off at steps 9,999 and 10,000, counted from 0."""
    variable = keras.Variable([0.0])
    chosen = parameters(optimizer="sgd", momentum=0.0, learning_rate=1.0, schedule="staircase")
    optimizer = build_optimizer(chosen, total_steps=10**6)
    optimizer.build([variable])
    optimizer.iterations.assign(9_999)
    taken = []
    for _ in range(2):
        before = float(variable.numpy()[0])
        optimizer.apply([keras.ops.ones(1)], [variable])
        taken.append(before - float(variable.numpy()[0]))
    np.testing.assert_allclose(taken, [1.0, 0.96], rtol=1e-6)


def test_warm_up_rises_to_the_rate_and_the_cosine_falls_to_a_hundredth() -> None:
    rate = build_schedule(parameters(schedule="cosine", warmup_steps=10, learning_rate=0.5), total_steps=110)
    assert float(rate(0)) == pytest.approx(0.05)
    assert float(rate(4)) == pytest.approx(0.25)
    assert float(rate(9)) == pytest.approx(0.5)
    assert float(rate(10)) == pytest.approx(0.5)
    assert float(rate(60)) == pytest.approx(0.5 * (1 + 0.01) / 2)
    assert float(rate(110)) == pytest.approx(0.005)
    assert float(rate(500)) == pytest.approx(0.005)


def test_a_training_shorter_than_its_warm_up() -> None:
    rate = build_schedule(parameters(schedule="cosine", warmup_steps=50, learning_rate=0.5), total_steps=5)
    assert [float(rate(step)) for step in range(5)] == pytest.approx([0.01, 0.02, 0.03, 0.04, 0.05])


def test_without_warm_up_the_rate_is_there_at_once() -> None:
    rate = build_schedule(parameters(learning_rate=0.5), total_steps=100)
    assert [float(rate(step)) for step in (0, 1, 99)] == [0.5, 0.5, 0.5]


@pytest.mark.parametrize("schedule", ["constant", "cosine", "staircase"])
def test_a_schedule_survives_being_written_down(schedule: str) -> None:
    rate = build_schedule(parameters(schedule=schedule, warmup_steps=3, decay_steps=5), total_steps=20)
    again = LinearWarmup.from_config(rate.get_config())
    assert [float(again(step)) for step in range(20)] == [float(rate(step)) for step in range(20)]


def test_float16_scales_the_loss() -> None:
    """An overflown gradient is skipped instead of ruining the weights."""
    variable = keras.Variable(BEGIN, dtype="float32")
    chosen = parameters(optimizer="sgd", momentum=0.0, precision="float16")
    optimizer = build_optimizer(chosen, total_steps=100)
    assert float(optimizer.scale_loss(keras.ops.convert_to_tensor(1.0))) > 1
    optimizer.apply([keras.ops.convert_to_tensor([np.inf, 1.0])], [variable])
    np.testing.assert_array_equal(variable.numpy(), BEGIN)
