"""From chips to embeddings: one interface over every network, compiled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from core.embedding.card import ModelCard
from core.embedding.network import unit_length
from core.embedding.preprocess import preprocess
from core.faces.network_input import NetworkInput

# A face costs the same in batches of 8 to 32 on a CPU, and more beyond; memory grows with it.
BATCH_SIZE = 32

Embed = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


class Embedder(Protocol):
    """What training's evaluation, the gallery and the camera know of a model."""

    @property
    def card(self) -> ModelCard:
        """What the model is."""
        ...

    def embed(self, chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        """(N, S, S, 3) uint8 RGB chips → (N, D) float32 embeddings; N may be 0, S any size.

        Safe to call from several threads.

        Raises:
            ValueError: The chips are not square RGB bytes.
        """
        ...


class KerasEmbedder:
    """An `Embedder` over a Keras network; its weights are read at each call.

    Args:
        network: (N, s, s, 3) float32 in the range of `card.input` → (N, D) float32.
        card: What the network is.
    """

    def __init__(self, network: keras.Model, card: ModelCard) -> None:
        self.card = card
        self._embed = compile_embedding(network, card.input, mirrored=card.mirrored, normalised=card.normalised)

    def embed(self, chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        """See `Embedder.embed`."""
        return self._embed(chips_rgb)


def compile_embedding(
    network: keras.Model,
    network_input: NetworkInput,
    *,
    mirrored: bool = False,
    normalised: bool = True,
    batch_size: int = BATCH_SIZE,
) -> Embed:
    """Preprocessing and network as one compiled graph that takes any number of chips.

    It is traced once for each chip size, at the first chips of that size, and reads the network's weights as
    they are at each call. Many chips go through in batches, so that memory stays bounded.

    Args:
        mirrored: Average the embeddings of each chip and its mirror image.
        normalised: Bring such an average back to length 1.

    Returns:
        (N, S, S, 3) uint8 → (N, D) float32; see `Embedder.embed`.
    """
    size = network_input.size

    def embed_images(images: tf.Tensor) -> tf.Tensor:
        embeddings = network(images, training=False)
        if mirrored:
            embeddings = (embeddings + network(images[:, :, ::-1], training=False)) / 2
            if normalised:
                embeddings = unit_length(embeddings)
        return embeddings

    # Chips of a second size trace only the preprocessing again, not the network.
    compiled = tf.function(embed_images, input_signature=[tf.TensorSpec((None, size, size, 3), tf.float32)])

    def trace(chip_size: int) -> Callable[[tf.Tensor], tf.Tensor]:
        def embed_chips(chips_rgb: tf.Tensor) -> tf.Tensor:
            return compiled(preprocess(chips_rgb, network_input))

        signature = [tf.TensorSpec((None, chip_size, chip_size, 3), tf.uint8)]
        traced: Callable[[tf.Tensor], tf.Tensor] = tf.function(
            embed_chips, input_signature=signature
        ).get_concrete_function()
        return traced

    traced: dict[int, Callable[[tf.Tensor], tf.Tensor]] = {}
    lock = threading.Lock()
    embedding_size = int(network.output_shape[-1])

    def embed(chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        if chips_rgb.dtype != np.uint8 or chips_rgb.ndim != 4 or chips_rgb.shape[1:] != (*chips_rgb.shape[1:2] * 2, 3):
            raise ValueError(f"chips must be (N, S, S, 3) uint8, got {chips_rgb.shape} {chips_rgb.dtype}")
        embeddings = np.empty((len(chips_rgb), embedding_size), np.float32)
        if len(chips_rgb) == 0:
            return embeddings
        chip_size = chips_rgb.shape[1]
        with lock:
            if chip_size not in traced:
                traced[chip_size] = trace(chip_size)
        for start in range(0, len(chips_rgb), batch_size):
            batch = tf.constant(chips_rgb[start : start + batch_size])
            embeddings[start : start + batch_size] = traced[chip_size](batch).numpy()
        return embeddings

    return embed
