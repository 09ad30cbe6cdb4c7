"""People told apart by their colours: an embedder that needs no network, and where a made-up face has its landmarks."""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from core.embedding.card import ModelCard
from core.faces.network_input import NetworkInput

# In the 150×150 template.
TEMPLATE = np.array([[50, 60], [100, 60], [75, 85], [55, 110], [95, 110]], np.float32)


class MeanColour:
    """Embeds a chip as the colour of its middle.

    Args:
        name: Another one makes it another model.

    Attributes:
        batches: How many chips each call brought.
    """

    def __init__(self, distance_threshold: float, *, name: str = "colours") -> None:
        self.card = ModelCard(
            name=name,
            network="tiny",
            embedding_size=3,
            normalised=False,
            input=NetworkInput(size=8, crop=1.0),
            alignment_id="five-point-150+15@180",
            weights_sha256=hashlib.sha256(name.encode()).hexdigest(),
            distance_threshold=distance_threshold,
        )
        self.batches: list[int] = []

    def embed(self, chips_rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
        self.batches.append(len(chips_rgb))
        return np.asarray(chips_rgb[:, 60:120, 60:120].mean((1, 2)) / 255, np.float32)
