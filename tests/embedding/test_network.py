"""Networks: shapes, seeds, names, arithmetic, freezing, dropout."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf

from core.embedding.network import UnitLength, build_network, freeze, seed_generators, unit_length
from core.embedding.weights import network_arrays, variables_by_path
from core.errors import HyperparameterError
from core.hyperparameters import Hyperparameters
from tests.embedding.examples import TINY

INCEPTION = Hyperparameters(image_size=75, embedding_size=64, seed=5)


def images(count: int, size: int) -> np.ndarray:
    return np.random.default_rng(1).uniform(-1, 1, (count, size, size, 3)).astype(np.float32)


@pytest.mark.parametrize("size", [32, 33, 64, 100])
def test_tiny_gives_unit_vectors_at_any_size(size: int) -> None:
    network = build_network(TINY.changed(image_size=size))
    embeddings = network(images(3, size)).numpy()
    assert embeddings.shape == (3, 16)
    assert embeddings.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-5)
    assert network.count_params() < 20_000


def test_same_seed_same_weights_and_same_paths() -> None:
    one, two = network_arrays(build_network(TINY)), network_arrays(build_network(TINY))
    assert list(one) == list(two)
    assert len(one) == 17
    for path in one:
        np.testing.assert_array_equal(one[path], two[path])


def test_another_seed_other_weights() -> None:
    one, two = network_arrays(build_network(TINY)), network_arrays(build_network(TINY.changed(seed=4)))
    kernels = [path for path in one if path.endswith("kernel")]
    assert len(kernels) == 4
    for path in kernels:
        assert not np.allclose(one[path], two[path])


def test_layers_do_not_share_their_random_numbers() -> None:
    arrays = network_arrays(build_network(TINY.changed(embedding_size=24)))
    first = [arrays[path].ravel()[:5] / arrays[path].std() for path in arrays if path.endswith("kernel")]
    for i, a in enumerate(first):
        for b in first[:i]:
            assert not np.allclose(a, b, atol=1e-3)


def test_building_leaves_the_process_alone() -> None:
    policy = keras.config.dtype_policy().name
    state = np.random.get_state()[1].copy()
    build_network(TINY.changed(precision="bfloat16"))
    assert keras.config.dtype_policy().name == policy
    np.testing.assert_array_equal(np.random.get_state()[1], state)


@pytest.mark.parametrize("precision", ["bfloat16", "float16"])
def test_mixed_precision_computes_in_half_and_answers_in_float32(precision: str) -> None:
    network = build_network(TINY.changed(precision=precision))
    assert network.get_layer("conv0").compute_dtype == precision
    assert {str(v.dtype) for v in variables_by_path(network).values()} == {"float32"}
    embeddings = network(images(2, 32)).numpy()
    assert embeddings.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-5)
    exact = build_network(TINY)(images(2, 32)).numpy()
    assert 0 < np.abs(embeddings - exact).max() < 0.05


def test_batch_norm_momentum_comes_from_the_hyperparameters() -> None:
    network = build_network(TINY.changed(batch_norm_momentum=0.5))
    layer = network.get_layer("norm0")
    x = images(8, 32)
    network(x, training=True)
    batch_mean = build_network(TINY).get_layer("conv0")(x).numpy().mean((0, 1, 2))
    np.testing.assert_allclose(layer.moving_mean.numpy(), 0.5 * batch_mean, atol=1e-5)


def test_unit_length_has_a_finite_gradient_at_zero_where_keras_has_none() -> None:
    x = tf.Variable(np.array([[0, 0, 0], [3, 4, 0]], np.float32))
    with tf.GradientTape() as tape:
        y = unit_length(x)
        loss = tf.reduce_sum(y * tf.constant([[1.0, 2.0, 3.0]]))
    gradient = tape.gradient(loss, x).numpy()
    assert np.isfinite(gradient).all()
    np.testing.assert_allclose(y.numpy(), [[0, 0, 0], [0.6, 0.8, 0]], atol=1e-6)
    # d(x/|x|) projects out the direction of x: (I - uuᵀ) g / |x|, with u = (0.6, 0.8, 0), g = (1, 2, 3).
    np.testing.assert_allclose(gradient[1], [(1 - 2.2 * 0.6) / 5, (2 - 2.2 * 0.8) / 5, 3 / 5], atol=1e-6)


def test_unit_length_survives_a_round_trip_through_its_config() -> None:
    layer = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(UnitLength(name="u")))
    assert isinstance(layer, UnitLength)


class TestFreeze:
    def test_nothing_is_frozen_by_default(self) -> None:
        network = build_network(TINY)
        freeze(network)
        assert len(network.trainable_variables) == 11

    def test_a_frozen_prefix_neither_learns_nor_follows_the_batch(self) -> None:
        network = build_network(TINY)
        freeze(network, until="norm1")
        before = network_arrays(network)
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(network(images(8, 32), training=True)[:, 0])
        variables = network.trainable_variables
        for variable, gradient in zip(variables, tape.gradient(loss, variables), strict=True):
            variable.assign_sub(gradient)
        after = network_arrays(network)
        changed = {path for path in before if not np.array_equal(before[path], after[path])}
        assert changed
        assert not {p for p in changed if p.startswith(("conv0", "norm0", "conv1", "norm1"))}
        assert {"conv2/kernel", "norm2/moving_mean", "embedding/kernel"} <= changed

    def test_batch_statistics_stay_while_convolutions_learn(self) -> None:
        network = build_network(TINY)
        freeze(network, batch_statistics=True)
        before = network_arrays(network)
        network(images(8, 32), training=True)
        after = network_arrays(network)
        for path in before:
            np.testing.assert_array_equal(before[path], after[path])
        assert {v.path for v in network.trainable_variables} == {
            "conv0/kernel",
            "conv1/kernel",
            "conv2/kernel",
            "embedding/kernel",
            "embedding/bias",
        }

    def test_an_unknown_layer_names_the_nearest(self) -> None:
        with pytest.raises(HyperparameterError, match=r"no layer 'norm_1'.*Did you mean 'norm1'"):
            freeze(build_network(TINY), until="norm_1")

    def test_an_unknown_layer_unlike_any_names_the_range(self) -> None:
        with pytest.raises(HyperparameterError, match=r"from 'conv0' to 'unit_length'"):
            freeze(build_network(TINY), until="§§§")

    def test_freezing_everything_is_refused(self) -> None:
        with pytest.raises(HyperparameterError, match="nothing to train"):
            freeze(build_network(TINY), until="unit_length")


class TestDropout:
    def test_it_is_a_function_of_the_generators_state(self) -> None:
        network = build_network(TINY.changed(dropout=0.5))
        (generator,) = seed_generators(network)
        x = images(4, 32)
        # Frozen statistics, so that only dropout makes a difference.
        freeze(network, batch_statistics=True)

        def at(step: int) -> np.ndarray:
            generator.state.assign([7, step])
            return network(x, training=True).numpy()

        first, second, again = at(0), at(1), at(0)
        np.testing.assert_array_equal(first, again)
        assert not np.allclose(first, second)

    def test_it_is_off_when_embedding(self) -> None:
        x = images(2, 32)
        with_dropout = build_network(TINY.changed(dropout=0.5))
        np.testing.assert_array_equal(with_dropout(x).numpy(), build_network(TINY)(x).numpy())

    def test_its_state_is_not_a_weight(self) -> None:
        assert list(network_arrays(build_network(TINY.changed(dropout=0.5)))) == list(
            network_arrays(build_network(TINY))
        )

    def test_a_network_without_dropout_has_no_generators(self) -> None:
        assert seed_generators(build_network(TINY)) == []


@pytest.mark.slow
class TestInceptionV3:
    def test_two_builds_in_one_process_are_the_same(self) -> None:
        keras.layers.Conv2D(1, 1)  # moves Keras' counter of automatic names on
        one, two = build_network(INCEPTION), build_network(INCEPTION)
        a, b = network_arrays(one), network_arrays(two)
        assert list(a) == list(b)
        assert {"conv2d/kernel", "conv2d_93/kernel", "batch_normalization_93/moving_variance"} <= set(a)
        for path in a:
            np.testing.assert_array_equal(a[path], b[path])
        assert [layer.name for layer in one.layers] == [layer.name for layer in two.layers]
        assert one.layers[0].name == "image"

    def test_it_is_the_network_of_keras(self) -> None:
        network = build_network(INCEPTION)
        original = keras.applications.InceptionV3(
            weights=None, include_top=False, input_shape=(75, 75, 3), pooling="avg"
        )
        original.set_weights([array for path, array in network_arrays(network).items() if "embedding" not in path])
        x = images(2, 75)
        pooled = keras.Model(network.input, network.get_layer("pool").output)(x).numpy()
        np.testing.assert_allclose(pooled, original(x).numpy(), atol=1e-5)

    def test_the_smallest_image(self) -> None:
        embeddings = build_network(INCEPTION)(images(2, 75)).numpy()
        assert embeddings.shape == (2, 64)
        np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-5)

    def test_mixed_precision_and_momentum_reach_every_layer(self) -> None:
        network = build_network(INCEPTION.changed(precision="bfloat16", batch_norm_momentum=0.9, dropout=0.1))
        head = {"pool", "dropout", "embedding", "unit_length"}
        for layer in network.layers[1:]:
            assert layer.compute_dtype == ("float32" if layer.name in head else "bfloat16"), layer.name
            if isinstance(layer, keras.layers.BatchNormalization):
                assert layer.momentum == 0.9
        assert network(images(2, 75)).numpy().dtype == np.float32

    def test_freezing_a_block_freezes_exactly_what_it_is_made_from(self) -> None:
        network = build_network(INCEPTION)
        freeze(network, until="mixed7")
        frozen = {layer.name for layer in network.layers if not layer.trainable}
        assert {"conv2d", "batch_normalization_69", "mixed7"} <= frozen
        assert not frozen & {"conv2d_70", "batch_normalization_75", "mixed8", "embedding"}
