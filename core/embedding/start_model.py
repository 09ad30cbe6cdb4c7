"""The network that a training begins with where nobody chooses one."""

from __future__ import annotations

from core.embedding.card import CARD_FILE, read_card
from core.home import Home
from core.hyperparameters import AUTO, SCRATCH, Hyperparameters

START_MODEL = "inception-v3-start"


def settled_start(hyperparameters: Hyperparameters, home: Home) -> Hyperparameters:
    """The hyperparameters with a start that is named: `auto` is the built-in start network where it fits.

    It fits where the network and the size of its embeddings are the same; otherwise the weights are fresh.

    Raises:
        ModelError: The start network's card is damaged.
    """
    if hyperparameters.start != AUTO:
        return hyperparameters
    return hyperparameters.changed(start=start_for(hyperparameters.network, hyperparameters.embedding_size, home=home))


def start_for(network: str, embedding_size: int, *, home: Home) -> str:
    """What `auto` stands for: the built-in start network's name where it fits, `scratch` where it does not."""
    folder = home.built_in_models / START_MODEL
    if (folder / CARD_FILE).is_file():
        card = read_card(folder)
        if (card.network, card.embedding_size) == (network, embedding_size):
            return START_MODEL
    return SCRATCH
