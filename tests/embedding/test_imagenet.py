"""ImageNet's weights, with a file of random ones in the place of Keras'."""

from __future__ import annotations

from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
from keras.src.legacy.saving import legacy_h5_format

from core.embedding import imagenet
from core.embedding.network import assemble_network
from core.errors import ModelError


@pytest.mark.slow
def test_every_layer_of_the_body_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    path = imagenet.weights_path()
    path.parent.mkdir()
    theirs = keras.applications.InceptionV3(weights=None, include_top=False, input_shape=(75, 75, 3))
    random = np.random.default_rng(0)
    # Everything away from its beginning, so that whatever is left out or changes places shows.
    for layer in theirs.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.beta.assign(random.normal(0, 0.1, layer.beta.shape))
            layer.moving_mean.assign(random.normal(0, 0.1, layer.moving_mean.shape))
            layer.moving_variance.assign(random.uniform(0.1, 0.3, layer.moving_variance.shape))
    # Keras' own file is in this format.
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, theirs)
    network = assemble_network("inception_v3", image_size=75, embedding_size=8)
    imagenet.load_imagenet(path, network)
    image = random.uniform(-1, 1, (1, 75, 75, 3)).astype(np.float32)
    pooled = keras.Model(network.input, network.get_layer("pool").output)
    expected = theirs(image, training=False).numpy().mean(axis=(1, 2))
    assert np.ptp(expected) > 0
    np.testing.assert_allclose(pooled(image, training=False), expected, rtol=1e-3, atol=1e-5)


def test_another_network_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not for the network 'tiny'"):
        imagenet.load_imagenet(tmp_path / "any.h5", assemble_network("tiny", image_size=32, embedding_size=8))
