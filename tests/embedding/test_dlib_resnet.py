"""The built-in network: its files are whole, and it computes what the original computes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from core.embedding.dlib_resnet import BLOCKS, build_dlib_resnet
from core.embedding.embedder import Embedder
from core.embedding.model_folder import load_model, load_network
from core.embedding.weights import variables_by_path
from core.home import Home
from core.resources import resources_folder
from tests.embedding.examples import random_chips

ROOT = Path(__file__).resolve().parents[2]
FOLDER = resources_folder() / "models" / "dlib-resnet"
SOURCE = ROOT.parent / "shared" / "models" / "dlib-resnet"
needs_source = pytest.mark.skipif(not SOURCE.is_dir(), reason=f"the original weights are not in {SOURCE}")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_model(Home(Path("nowhere")).model("dlib-resnet"))


def converter() -> Any:
    spec = importlib.util.spec_from_file_location("convert_dlib_resnet", ROOT / "tools" / "convert_dlib_resnet.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_gives_128_numbers_that_are_not_normalised(embedder: Embedder) -> None:
    chips = random_chips(3)
    embeddings = embedder.embed(chips)
    assert embeddings.shape == (3, 128)
    lengths = np.linalg.norm(embeddings, axis=1)
    assert (lengths > 1.05).all()
    assert (lengths < 2).all()
    assert embedder.card.normalised is False


def test_its_card_tells_licence_accuracy_and_threshold(embedder: Embedder) -> None:
    card = embedder.card
    assert "CC0" in card.licence
    assert {p.name for p in FOLDER.iterdir()} == {
        "model.json",
        "weights.safetensors",
        "LICENSE.dlib-models-cc0",
        "LICENSE.vladmandic-face-api",
    }
    assert card.measured[0].accuracy_mean >= 0.985
    assert card.distance_threshold is not None
    assert 0.4 < card.distance_threshold < 0.65


def test_every_block_has_its_shape() -> None:
    network = build_dlib_resnet()
    shapes = {name: network.get_layer(f"{name}_out").output.shape[1:] for name, _, _ in BLOCKS}
    assert shapes["conv32_3"] == (35, 35, 32)
    assert shapes["conv64_3"] == (17, 17, 64)
    assert shapes["conv128_2"] == (8, 8, 128)
    # The shortcut is larger than the convolution here: 4 against 3.
    assert shapes["conv256_2"] == (4, 4, 256)
    assert shapes["conv256_down_out"] == (2, 2, 256)
    assert list(variables_by_path(network)) == list(variables_by_path(build_dlib_resnet()))


@needs_source
def test_converting_again_gives_the_same_model(tmp_path: Path) -> None:
    card = converter().convert(SOURCE, tmp_path)
    assert (tmp_path / "weights.safetensors").read_bytes() == (FOLDER / "weights.safetensors").read_bytes()
    assert card.model_id == load_network(FOLDER)[1].model_id


@needs_source
def test_it_computes_what_the_unfolded_network_computes(embedder: Embedder) -> None:
    tool = converter()
    tensors = {name: tool.decoded(stored) for name, stored in tool.read_source(SOURCE).items()}
    chips = random_chips(4)
    x = (chips[:, 15:165, 15:165] - np.array([122.782, 117.001, 104.298])) / 255
    expected = unfolded(tf.constant(x), {name: tf.constant(value) for name, value in tensors.items()}).numpy()
    np.testing.assert_allclose(embedder.embed(chips), expected, atol=2e-5)


def unfolded(x: tf.Tensor, tensors: dict[str, tf.Tensor]) -> tf.Tensor:
    """The network as its description goes, in float64, the affine layers on their own."""

    def conv(x: tf.Tensor, name: str, stride: int, padding: str) -> tf.Tensor:
        y = tf.nn.conv2d(x, tensors[f"{name}/conv/filters"], stride, padding) + tensors[f"{name}/conv/bias"]
        return y * tensors[f"{name}/scale/weights"] + tensors[f"{name}/scale/biases"]

    def zeros_after(x: tf.Tensor, like: tf.Tensor) -> tf.Tensor:
        return tf.pad(x, [(0, max(0, b - a)) for a, b in zip(x.shape, like.shape, strict=True)])

    x = tf.nn.max_pool2d(tf.nn.relu(conv(x, "conv32_down", 2, "VALID")), 3, 2, "VALID")
    for name, _, down in BLOCKS:
        y = tf.nn.relu(conv(x, f"{name}/conv1", 2 if down else 1, "VALID" if down else "SAME"))
        y = conv(y, f"{name}/conv2", 1, "SAME")
        if down:
            x = tf.nn.avg_pool2d(x, 2, 2, "VALID")
        x, y = zeros_after(x, y), zeros_after(y, x)
        x = tf.nn.relu(x + y)
    return tf.reduce_mean(x, (1, 2)) @ tensors["fc"]
