"""Model folders: `model.json` and the weights beside it. Writing, reading, and finding them."""

from __future__ import annotations

from pathlib import Path

import keras

from core import files
from core.embedding.card import CARD_FILE, TRAINABLE_NETWORKS, ModelCard, read_card
from core.embedding.dlib_resnet import build_dlib_resnet
from core.embedding.embedder import KerasEmbedder
from core.embedding.network import assemble_network
from core.embedding.weights import assign_weights, network_arrays, read_weights, write_weights
from core.errors import ModelError


def save_model(folder: Path, network: keras.Model, card: ModelCard, *, half: bool = False) -> ModelCard:
    """Write a model folder; one that is there already is replaced when the new one is whole.

    Args:
        card: What the network is. Checksum and number of parameters are filled in here.
        half: Store kernels as float16: half the size, for passing a model on. The embeddings change a little,
            and so does the model id.

    Returns:
        The card as it was written.

    Raises:
        ModelError: A weight is not finite.
        StorageError: The folder cannot be written.
        ValueError: The card describes another network.
    """
    if (card.network, card.embedding_size) != (network.name, network.output_shape[-1]):
        raise ValueError(
            f"the card says {card.network!r} with {card.embedding_size} numbers, the network is "
            f"{network.name!r} with {network.output_shape[-1]}"
        )
    arrays = network_arrays(network)
    with files.whole_folder(folder) as aside:
        checksum = write_weights(aside / card.weights, arrays, half=half)
        card = card.changed(weights_sha256=checksum, parameters=sum(array.size for array in arrays.values()))
        files.write_json(aside / CARD_FILE, card.to_mapping())
    return card


def load_model(folder: Path, *, mirrored: bool | None = None) -> KerasEmbedder:
    """A model ready to embed.

    Args:
        mirrored: Average the embeddings of chip and mirror image, or do not; None leaves it to the card. Where
            it differs from the card, the embedder's own card has another model id and no threshold.

    Raises:
        ModelError: The folder holds no model, or a damaged one.
    """
    network, card = load_network(folder)
    return KerasEmbedder(network, card if mirrored is None else card.with_mirrored(mirrored))


def load_network(folder: Path) -> tuple[keras.Model, ModelCard]:
    """The network of a model folder with its weights, float32, and the card.

    Raises:
        ModelError: The folder holds no model, or a damaged one.
    """
    card = read_card(folder)
    network = network_of(card)
    load_weights_into(network, folder, card)
    return network, card


def load_weights_into(network: keras.Model, folder: Path, card: ModelCard) -> None:
    """Give a network the weights of a model folder. Nothing is changed unless all of them fit.

    The network's image size and arithmetic may differ from the card's: weights do not depend on them.

    Raises:
        ModelError: The weights are missing, damaged, or of another network.
    """
    path = folder / card.weights
    assign_weights(network, read_weights(path, sha256=card.weights_sha256), source=str(path))


def network_of(card: ModelCard) -> keras.Model:
    """The network that a card describes, its weights not loaded yet.

    Raises:
        ModelError: This version does not know the network, or not in this form.
    """
    try:
        if card.network == "dlib_resnet":
            network = build_dlib_resnet()
        elif card.network in TRAINABLE_NETWORKS:
            network = assemble_network(card.network, image_size=card.input.size, embedding_size=card.embedding_size)
        else:
            raise ModelError(
                f"The model {card.name!r} has a network {card.network!r}, which this version does not know.",
                hint="Update the program to use this model.",
            )
    except ValueError as error:
        raise ModelError(f"The network of the model {card.name!r} cannot be built: {error}.") from error
    expected = (network.input_shape[1], network.output_shape[-1], card.network in TRAINABLE_NETWORKS)
    if expected != (card.input.size, card.embedding_size, card.normalised):
        raise ModelError(
            f"The card of the model {card.name!r} does not fit its network: {card.network} takes {expected[0]} px "
            f"and gives {expected[1]} numbers{' of length 1' if expected[2] else ', not normalised'}."
        )
    return network
