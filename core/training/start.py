"""Beginning from the weights of another model."""

from __future__ import annotations

from pathlib import Path

import keras

from core.embedding.card import ModelCard, read_card
from core.embedding.imagenet import load_imagenet
from core.embedding.model_folder import load_weights_into
from core.errors import ModelError
from core.hyperparameters import Hyperparameters


def load_start(folder: Path, network: keras.Model, hyperparameters: Hyperparameters) -> ModelCard | None:
    """Fill a network with the weights of a model; its image size may differ, its kind may not.

    Args:
        folder: A model's folder, or Keras' file of ImageNet weights (`core.embedding.imagenet`).

    Returns:
        The card of the model that was started from; ImageNet has none.

    Raises:
        ModelError: The folder holds no model, or one that does not fit.
    """
    if folder.suffix == ".h5":
        load_imagenet(folder, network)
        return None
    card = read_card(folder)
    for name in ("network", "embedding_size"):
        ours, theirs = getattr(hyperparameters, name), getattr(card, name)
        if ours != theirs:
            raise ModelError(
                f"The model {card.name!r} cannot be the start: its {name} is {theirs!r}, the run's is {ours!r}.",
                hint=f"Set {name} to {theirs!r}, or start from another model.",
            )
    load_weights_into(network, folder, card)
    return card
