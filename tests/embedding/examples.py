"""Small models and chips for the tests of embeddings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.embedding.card import ModelCard
from core.faces.chip import alignment_id
from core.faces.network_input import INCEPTION_CROP, NetworkInput
from core.hyperparameters import Hyperparameters

TINY = Hyperparameters(network="tiny", image_size=32, embedding_size=16, seed=3)


def tiny_card(**changes: object) -> ModelCard:
    """The card of a network built from `TINY`."""
    values: dict[str, object] = {
        "name": "tiny one",
        "network": "tiny",
        "embedding_size": 16,
        "normalised": True,
        "input": NetworkInput(size=32, crop=INCEPTION_CROP),
        "alignment_id": alignment_id(),
    }
    return ModelCard.model_validate({**values, **changes})


def random_chips(count: int, *, size: int = 180, seed: int = 0) -> NDArray[np.uint8]:
    """Smooth random pictures, (count, size, size, 3) uint8: neighbouring pixels are alike, as in a photo."""
    coarse = np.random.default_rng(seed).integers(0, 256, (count, 9, 9, 3)).astype(np.float32)
    at = np.linspace(0, 8, size)
    low = np.minimum(at.astype(int), 7)
    share = (at - low)[:, None]
    rows = coarse[:, low] * (1 - share[..., None]) + coarse[:, low + 1] * share[..., None]
    both = rows[:, :, low] * (1 - share) + rows[:, :, low + 1] * share
    return both.round().astype(np.uint8)
