"""Every loss against its definition in loops, values and gradients, and where definitions end."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import HyperparameterError, InputError
from core.hyperparameters import Hyperparameters
from core.training import batch, triplets
from core.training.losses import (
    LOSSES,
    LossTerms,
    batch_adaptive_loss,
    batch_all_loss,
    batch_hard_loss,
    batch_semi_hard_loss,
    triplet_loss,
)
from tests.training import oracle
from tests.training.gradients import Array, measure

STRATEGIES = sorted(LOSSES)
TRUTHS: dict[str, Any] = {name: getattr(oracle, name) for name in STRATEGIES}
ON_TENSORFLOW = keras.backend.backend() == "tensorflow"

# Shuffled, of unequal size, with single images, negative and far apart.
UNEQUAL = np.array([7, 3, 7, 900000, -2, 7, 3, 5, 7, 5, 900000, 7, 5, 3, 11, 12, 7])


def settings_of(strategy: str, **more: Any) -> dict[str, Any]:
    extra = {"match_weight": 0.7} if strategy == "batch_adaptive" else {}
    return {"margin": 0.4, **extra, **more}


def random_embeddings(count: int, size: int = 6, *, seed: int = 0, unit: bool = False) -> Array:
    values = np.random.default_rng(seed).normal(size=(count, size)).astype(np.float32)
    return values / np.linalg.norm(values, axis=1, keepdims=True) if unit else values


def assert_agrees(measured: tuple[LossTerms, Array], truth: oracle.Truth, *, rtol: float = 2e-6) -> None:
    terms, gradient = measured
    assert terms.loss == pytest.approx(truth.loss, rel=rtol, abs=1e-7)
    assert terms.active_fraction == pytest.approx(truth.active_fraction, rel=1e-6)
    assert terms.match == pytest.approx(truth.match, rel=rtol, abs=1e-7)
    np.testing.assert_allclose(gradient, truth.gradient, rtol=10 * rtol, atol=2e-6)


# -- the definitions


@pytest.mark.parametrize("soft_margin", [False, True])
@pytest.mark.parametrize("squared", [False, True])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_oracle_gradients_are_the_derivatives_of_its_values(strategy: str, squared: bool, soft_margin: bool) -> None:
    labels, embeddings = UNEQUAL[:11], random_embeddings(11, 3).astype(np.float64)
    options = settings_of(strategy, squared=squared, soft_margin=soft_margin)
    numerical = oracle.numerical_gradient(lambda x: TRUTHS[strategy](labels, x, **options).loss, embeddings)
    np.testing.assert_allclose(TRUTHS[strategy](labels, embeddings, **options).gradient, numerical, atol=1e-7)


@pytest.mark.parametrize("soft_margin", [False, True])
@pytest.mark.parametrize("squared", [False, True])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_definition_holds_for_identities_of_unequal_size(strategy: str, squared: bool, soft_margin: bool) -> None:
    embeddings = random_embeddings(len(UNEQUAL))
    options = settings_of(strategy, squared=squared, soft_margin=soft_margin)
    measured = measure(LOSSES[strategy], UNEQUAL, embeddings, **options)
    assert_agrees(measured, TRUTHS[strategy](UNEQUAL, embeddings.astype(np.float64), **options))
    assert measured[0].loss > 0
    assert np.abs(measured[1]).max() > 1e-3


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("seed", [1, 2])
def test_definition_holds_for_identities_times_images(strategy: str, seed: int) -> None:
    labels = np.random.default_rng(seed).permutation(np.repeat(np.arange(8), 4))
    embeddings = random_embeddings(32, seed=seed, unit=True)
    options = settings_of(strategy)
    assert_agrees(
        measure(LOSSES[strategy], labels, embeddings, **options),
        TRUTHS[strategy](labels, embeddings.astype(np.float64), **options),
    )


@pytest.mark.parametrize("sort_from", [1, 1000], ids=["sorted", "one by one"])
def test_batch_all_is_exact_where_a_triplet_meets_the_margin_exactly(
    monkeypatch: pytest.MonkeyPatch, sort_from: int
) -> None:
    # On a grid, squared distances are whole numbers, and many violations are exactly 0: those are not active.
    monkeypatch.setattr(triplets, "SORT_FROM", sort_from)
    rng = np.random.default_rng(4)
    labels, embeddings = rng.integers(0, 4, 40), rng.integers(-2, 3, (40, 3)).astype(np.float32)
    options = {"margin": 2.0, "squared": True}
    truth = oracle.batch_all(labels, embeddings.astype(np.float64), margin=2.0, squared=True)
    assert_agrees(measure(batch_all_loss, labels, embeddings, **options), truth)


@pytest.mark.parametrize("squared", [False, True])
def test_batch_all_by_sorting_is_the_definition(monkeypatch: pytest.MonkeyPatch, squared: bool) -> None:
    monkeypatch.setattr(triplets, "SORT_FROM", 1)
    monkeypatch.setattr(batch, "BLOCK_ELEMENTS", 40)
    embeddings = random_embeddings(len(UNEQUAL))
    truth = oracle.batch_all(UNEQUAL, embeddings.astype(np.float64), margin=0.4, squared=squared)
    assert_agrees(measure(batch_all_loss, UNEQUAL, embeddings, margin=0.4, squared=squared), truth)


@pytest.mark.parametrize("elements", [1, 50, 17 * 16])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_blocks_of_any_size_give_the_same(monkeypatch: pytest.MonkeyPatch, strategy: str, elements: int) -> None:
    monkeypatch.setattr(batch, "BLOCK_ELEMENTS", elements)
    embeddings, options = random_embeddings(len(UNEQUAL)), settings_of(strategy)
    truth = TRUTHS[strategy](UNEQUAL, embeddings.astype(np.float64), **options)
    assert_agrees(measure(LOSSES[strategy], UNEQUAL, embeddings, **options), truth)


def of_each_anchor(labels: Array, embeddings: Array, *, margin: float) -> oracle.Truth:
    """batch_all in float64, an anchor at a time: the loops of the oracle for batches they are too slow for."""
    total, active, valid, gradient = 0.0, 0, 0, np.zeros_like(embeddings)
    for a in range(len(labels)):
        differences = embeddings[a] - embeddings
        distances = np.sqrt(np.sum(differences**2, axis=1))
        is_negative = labels != labels[a]
        is_positive = ~is_negative & (np.arange(len(labels)) != a)
        violations = distances[is_positive][:, None] - distances[is_negative][None, :] + margin
        total += violations[violations > 0].sum()
        active += int(np.sum(violations > 0))
        valid += violations.size
        slopes = np.zeros(len(labels))
        slopes[is_positive] = np.sum(violations > 0, axis=1)
        slopes[is_negative] = -np.sum(violations > 0, axis=0)
        pulls = (slopes / np.where(distances > 0, distances, 1.0))[:, None] * differences
        gradient[a] += pulls.sum(axis=0)
        gradient -= pulls
    return oracle.Truth(total / active, gradient / active, active / valid)


@pytest.mark.parametrize("identities", [2, 40, 256])
def test_batch_all_keeps_its_precision_in_a_large_batch(identities: int) -> None:
    labels = np.random.default_rng(0).integers(0, identities, 1024)
    embeddings = random_embeddings(1024, 16, unit=True) * 0.3 + np.float32(1.0)  # far from the origin
    truth = of_each_anchor(labels, embeddings.astype(np.float64), margin=0.05)
    terms, gradient = measure(batch_all_loss, labels, embeddings, margin=0.05)
    assert terms.loss == pytest.approx(truth.loss, rel=1e-6)
    assert terms.active_fraction == pytest.approx(truth.active_fraction, rel=1e-5)
    # A triplet within a rounding of the margin may count on either side; the gradient as a whole must not notice.
    assert np.linalg.norm(gradient - truth.gradient) < 1e-4 * np.linalg.norm(truth.gradient)


# -- small batches by hand


def test_batch_hard_leaves_out_anchors_without_a_positive() -> None:
    # On a line: a at 0 and 1, b at 3 alone. a0: 1 − 3 + 1.5 < 0; a1: 1 − 2 + 1.5 = 0.5; b has no positive.
    terms, _ = measure(batch_hard_loss, np.array([0, 0, 1]), np.array([[0.0], [1.0], [3.0]]), margin=1.5)
    assert terms == LossTerms(pytest.approx(0.25), pytest.approx(0.5), 0.0)


def test_semi_hard_takes_the_nearest_farther_negative_and_else_the_farthest() -> None:
    # a at 0 and 2, b at 1, 2.5 and −0.5. Pair (0, 2): 2.5 is the nearest beyond 2, violation 2 − 2.5 + 1 = 0.5.
    # Pair (2, 0): −0.5 is beyond 2 by 0.5, violation 0.5.
    line = np.array([[0.0], [2.0], [1.0], [2.5], [-0.5]])
    labels = np.array([0, 0, 1, 2, 3])
    assert measure(batch_semi_hard_loss, labels, line, margin=1.0)[0].loss == pytest.approx(0.5)
    # Without the two far ones, b at 1 is all there is: violation 2 − 1 + 1 for both pairs.
    assert measure(batch_semi_hard_loss, labels[:3], line[:3], margin=1.0)[0].loss == pytest.approx(2.0)


# -- where definitions end


@pytest.mark.parametrize("soft_margin", [False, True])
@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("labels", [[1, 2, 3, 4], [5, 5, 5, 5], [9], []], ids=["single", "one identity", "one", "none"])
def test_batch_without_a_valid_triplet_teaches_nothing(strategy: str, labels: list[int], soft_margin: bool) -> None:
    options = settings_of(strategy, soft_margin=soft_margin)
    terms, gradient = measure(LOSSES[strategy], np.array(labels, np.int64), random_embeddings(len(labels)), **options)
    assert terms == LossTerms(0.0, 0.0, 0.0)
    np.testing.assert_array_equal(gradient, np.zeros((len(labels), 6)))


@pytest.mark.parametrize("match_norm", ["mean_squared", "sum_norm"])
@pytest.mark.parametrize("squared", [False, True])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_collapsed_batch_costs_the_margin_and_has_no_gradient(strategy: str, squared: bool, match_norm: str) -> None:
    options = settings_of(strategy, squared=squared)
    if strategy == "batch_adaptive":
        options["match_norm"] = match_norm
    embeddings = np.tile(random_embeddings(1, 128, unit=True), (12, 1))
    terms, gradient = measure(LOSSES[strategy], np.repeat(np.arange(4), 3), embeddings, **options)
    assert terms.loss == pytest.approx(0.4)
    assert terms.active_fraction == 1.0
    np.testing.assert_allclose(gradient, np.zeros_like(embeddings), atol=1e-9)


@pytest.mark.parametrize("squared", [False, True])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_duplicate_rows_within_and_across_identities(strategy: str, squared: bool) -> None:
    labels = np.array([0, 0, 0, 1, 1, 2, 2, 2])
    embeddings = random_embeddings(8, 5, seed=3)
    embeddings[1] = embeddings[0]
    embeddings[6] = embeddings[3]
    options = settings_of(strategy, squared=squared)
    measured = measure(LOSSES[strategy], labels, embeddings, **options)
    assert np.isfinite(measured[1]).all()
    truth = TRUTHS[strategy](labels, embeddings.astype(np.float64), **options)
    if strategy == "batch_all":
        assert_agrees(measured, truth)
    else:  # which of two equal images was chosen is a matter of order; the value is not
        assert measured[0].loss - measured[0].match * 0.7 == pytest.approx(truth.loss - truth.match * 0.7, rel=2e-6)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_half_precision_embeddings_are_measured_in_float32(strategy: str, dtype: str) -> None:
    embeddings, options = random_embeddings(len(UNEQUAL), unit=True), settings_of(strategy)
    rounded = np.asarray(keras.ops.convert_to_numpy(keras.ops.cast(keras.ops.cast(embeddings, dtype), "float32")))
    terms, gradient = measure(LOSSES[strategy], UNEQUAL, embeddings, dtype=dtype, **options)
    truth = TRUTHS[strategy](UNEQUAL, rounded.astype(np.float64), **options)
    assert terms.loss == pytest.approx(truth.loss, rel=2e-6)
    np.testing.assert_allclose(gradient, truth.gradient, atol=0.01 * np.abs(truth.gradient).max())
    tensor = keras.ops.cast(embeddings, dtype)
    for term in LOSSES[strategy](UNEQUAL, tensor, **options):
        assert keras.backend.standardize_dtype(term.dtype) == "float32"


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_diverged_network_is_not_hidden(strategy: str) -> None:
    embeddings = random_embeddings(8)
    embeddings[2, 1] = np.nan
    terms, _ = measure(LOSSES[strategy], np.repeat(np.arange(4), 2), embeddings, **settings_of(strategy))
    assert np.isnan(terms.loss)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_labels_that_a_float_would_merge_stay_apart(strategy: str) -> None:
    labels, embeddings = np.array([2**24, 2**24 + 1, 2**24, 2**24 + 1, 2**24]), random_embeddings(5)
    expected = measure(LOSSES[strategy], labels - 2**24, embeddings, **settings_of(strategy))
    assert expected[0].loss > 0
    assert measure(LOSSES[strategy], labels, embeddings, **settings_of(strategy))[0] == expected[0]


# -- invariances


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), count=st.integers(2, 20), identities=st.integers(1, 6))
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_order_names_and_rotation_do_not_matter(strategy: str, seed: int, count: int, identities: int) -> None:
    rng = np.random.default_rng(seed)
    labels, embeddings = rng.integers(0, identities, count), random_embeddings(count, 4, seed=seed)
    order, rotation = rng.permutation(count), np.linalg.qr(rng.normal(size=(4, 4)))[0].astype(np.float32)
    options = settings_of(strategy)
    terms, gradient = measure(LOSSES[strategy], labels, embeddings, **options)
    other = measure(LOSSES[strategy], 5 - 3 * labels[order], embeddings[order] @ rotation + 2.0, **options)
    assert other[0].loss == pytest.approx(terms.loss, rel=1e-4, abs=1e-5)
    np.testing.assert_allclose(other[1], gradient[order] @ rotation, atol=2e-4)
    # Moving all embeddings together changes nothing, so the gradients add up to nothing.
    np.testing.assert_allclose(gradient.sum(axis=0), 0.0, atol=1e-5)


# -- batch_adaptive's second term

# On a line. Chosen as positive or negative: 0 of a (by its like and by b's 2), …; 1.0 of a is in the middle and is
# chosen by nobody, so it moves L_match only through the mean of the batch.
MATCH_LABELS = np.array([0, 0, 0, 1, 1])
MATCH_POINTS = np.array([[0.0, 0.0], [1.0, 0.3], [2.0, 0.0], [3.0, 0.1], [4.5, 0.0]], np.float32)


@pytest.mark.parametrize("match_norm", ["mean_squared", "sum_norm"])
def test_match_has_a_gradient_of_its_own_through_both_means(match_norm: str) -> None:
    chosen = {i for _, p, n in oracle.hardest_triplets(MATCH_LABELS, MATCH_POINTS) for i in (p, n)}
    assert 1 not in chosen
    assert 2 in chosen
    options: dict[str, Any] = {"margin": 0.4, "match_norm": match_norm}
    _, without = measure(batch_adaptive_loss, MATCH_LABELS, MATCH_POINTS, match_weight=0.0, **options)
    terms, gradient = measure(batch_adaptive_loss, MATCH_LABELS, MATCH_POINTS, match_weight=1.0, **options)
    match, truth = oracle.matching(MATCH_LABELS, MATCH_POINTS.astype(np.float64), match_norm=match_norm)
    assert terms.match == pytest.approx(match, rel=1e-5)
    np.testing.assert_allclose(gradient - without, truth, atol=1e-6)
    assert np.linalg.norm(gradient - without, axis=1)[[1, 2]].min() > 1e-2


@pytest.mark.parametrize("match_norm", ["mean_squared", "sum_norm"])
def test_match_weight_scales_match_and_nothing_else(match_norm: str) -> None:
    embeddings = random_embeddings(len(UNEQUAL))
    options: dict[str, Any] = {"margin": 0.4, "match_norm": match_norm}
    hard, _ = measure(batch_hard_loss, UNEQUAL, embeddings, margin=0.4)
    truth = oracle.batch_adaptive(UNEQUAL, embeddings.astype(np.float64), match_weight=3.0, **options)
    measured = measure(batch_adaptive_loss, UNEQUAL, embeddings, match_weight=3.0, **options)
    assert_agrees(measured, truth)
    assert measured[0].loss == pytest.approx(hard.loss + 3.0 * measured[0].match, rel=1e-6)


def test_match_is_nothing_where_every_image_is_chosen_as_often() -> None:
    # Two images an identity choose each other, and the two identities face each other in pairs.
    square = np.array([[0.0, 0.0], [0.0, 1.0], [3.0, 0.0], [3.0, 1.0]], np.float32)
    options: dict[str, Any] = {"margin": 4.0, "match_weight": 1.0, "match_norm": "sum_norm"}
    terms, gradient = measure(batch_adaptive_loss, np.array([0, 0, 1, 1]), square, **options)
    assert terms.match == 0.0
    assert np.isfinite(gradient).all()


# -- graphs


@pytest.mark.skipif(not ON_TENSORFLOW, reason="tf.function")
@pytest.mark.parametrize(
    ("strategy", "xla"),
    [*((strategy, False) for strategy in STRATEGIES), ("batch_all", True), ("batch_adaptive", True)],
)
def test_one_graph_serves_batches_of_any_size(strategy: str, xla: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    import tensorflow as tf

    monkeypatch.setattr(triplets, "SORT_FROM", 4)
    options = settings_of(strategy)

    @tf.function(
        input_signature=[tf.TensorSpec((None,), tf.int64), tf.TensorSpec((None, 6), tf.float32)], jit_compile=xla
    )
    def both(labels: Any, embeddings: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(embeddings)
            terms = LOSSES[strategy](labels, embeddings, **options)
        return terms, tape.gradient(terms.loss, embeddings)

    for count in (len(UNEQUAL), 9):
        embeddings = random_embeddings(count)
        terms, gradient = both(tf.constant(UNEQUAL[:count]), tf.constant(embeddings))
        truth = TRUTHS[strategy](UNEQUAL[:count], embeddings.astype(np.float64), **options)
        assert_agrees((LossTerms(*map(float, terms)), gradient.numpy().astype(np.float64)), truth)


@pytest.mark.skipif(not ON_TENSORFLOW, reason="starts the JAX run itself")
@pytest.mark.skipif(importlib.util.find_spec("jax") is None, reason="JAX is not installed")
def test_losses_hold_on_jax_too() -> None:
    # Few, because JAX compiles each anew; none that rounding decides, which XLA does in its own way.
    cases = [
        "definition_holds_for_identities_of_unequal_size[batch_all-False-True]",
        "definition_holds_for_identities_of_unequal_size[batch_adaptive-False-False]",
        "definition_holds_for_identities_of_unequal_size[batch_semi_hard-True-False]",
    ]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *(f"{__file__}::test_{case}" for case in cases)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "KERAS_BACKEND": "jax", "JAX_PLATFORMS": "cpu"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]
    assert f"{len(cases)} passed" in result.stdout


# -- refusals


@pytest.mark.parametrize(
    ("labels", "embeddings", "message"),
    [
        (np.zeros(4, np.float32), np.zeros((4, 2), np.float32), "labels must be integers, got float32"),
        (np.zeros(4, bool), np.zeros((4, 2), np.float32), "labels must be integers, got bool"),
        (np.zeros((4, 1), np.int32), np.zeros((4, 2), np.float32), r"shape \(B,\), got \(4, 1\)"),
        (np.zeros(4, np.int32), np.zeros((4, 2), np.int32), "embeddings must be floats, got int32"),
        (np.zeros(4, np.int32), np.zeros(4, np.float32), r"shape \(B, D\), got \(4,\)"),
        (np.zeros(3, np.int32), np.zeros((4, 2), np.float32), "each of the 4 embeddings, got 3"),
    ],
)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_what_does_not_fit_is_refused_in_words(strategy: str, labels: Array, embeddings: Array, message: str) -> None:
    with pytest.raises(InputError, match=message):
        LOSSES[strategy](labels, embeddings, **settings_of(strategy))


@pytest.mark.parametrize("margin", [0.0, -1.0, float("nan"), float("inf")])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_margin_out_of_range_is_refused(strategy: str, margin: float) -> None:
    with pytest.raises(HyperparameterError, match="margin must be a positive number"):
        LOSSES[strategy](np.zeros(2, np.int32), np.zeros((2, 2), np.float32), **settings_of(strategy, margin=margin))


@pytest.mark.parametrize(
    ("change", "message"),
    [({"match_weight": -1.0}, "match_weight must be"), ({"match_norm": "l1"}, "match_norm must be one of")],
)
def test_match_out_of_range_is_refused(change: dict[str, Any], message: str) -> None:
    options = settings_of("batch_adaptive", **change)
    with pytest.raises(HyperparameterError, match=message):
        batch_adaptive_loss(np.zeros(2, np.int32), np.zeros((2, 2), np.float32), **options)


# -- the table


@pytest.mark.parametrize("soft_margin", [False, True])
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_hyperparameters_choose_the_loss(strategy: str, soft_margin: bool) -> None:
    parameters = Hyperparameters(
        triplet_strategy=strategy,
        margin=0.7,
        squared=True,
        soft_margin=soft_margin,
        match_weight=2.5,
        match_norm="sum_norm",
    )
    embeddings = random_embeddings(len(UNEQUAL))
    options: dict[str, Any] = {"margin": 0.7, "squared": True, "soft_margin": soft_margin}
    if strategy == "batch_adaptive":
        options |= {"match_weight": 2.5, "match_norm": "sum_norm"}
    chosen, _ = measure(triplet_loss(parameters), UNEQUAL, embeddings)
    direct, _ = measure(LOSSES[strategy], UNEQUAL, embeddings, **options)
    assert chosen == direct
