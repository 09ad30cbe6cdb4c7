"""How good the network is at people it has never seen: verification on the data set's held-out identities."""

from __future__ import annotations

import time

import keras
import numpy as np
from numpy.typing import NDArray

from core.data.dataset import Dataset
from core.data.pipeline import chip_batches
from core.embedding.embedder import compile_embedding
from core.evaluation.verification import HeldOut, verify_embeddings
from core.faces.network_input import NetworkInput
from core.hyperparameters import Hyperparameters

_BATCH = 64


class HeldOutEvaluation:
    """Measures a network while it trains. The graph is compiled once and reads the weights as they are.

    Args:
        data: Its validation identities are embedded; all of them, or as many whole identities as fit into
            `hyperparameters.validation_images`, chosen by the seed.
        network: The network under training.
    """

    def __init__(
        self,
        data: Dataset,
        network: keras.Model,
        *,
        network_input: NetworkInput,
        hyperparameters: Hyperparameters,
    ) -> None:
        self._records = data.validation
        self._embed = compile_embedding(network, network_input)
        self._seed = hyperparameters.seed
        self._positions = choose_images(
            self._records.labels, most=hyperparameters.validation_images, seed=hyperparameters.seed
        )
        self.seconds = 0.0

    def measure(self) -> HeldOut | None:
        """Verification figures of the network as it is; None where nobody can be compared."""
        if len(self._positions) == 0:
            return None
        begin = time.monotonic()
        embeddings = np.concatenate(
            [self._embed(chips) for chips in chip_batches(self._records, self._positions, batch_size=_BATCH)]
        )
        result = verify_embeddings(embeddings, self._records.labels[self._positions], seed=self._seed)
        self.seconds = time.monotonic() - begin
        return result


def choose_images(labels: NDArray[np.integer], *, most: int, seed: int) -> NDArray[np.int64]:
    """Positions of whole identities with two images or more, until `most` is reached.

    Returns:
        (n,) int64, sorted; empty where fewer than two such identities fit.
    """
    names, counts = np.unique(labels, return_counts=True)
    usable = counts >= 2
    names, counts = names[usable], counts[usable]
    order = np.random.default_rng(seed).permutation(len(names))
    chosen = names[order[np.cumsum(counts[order]) <= most]]
    if len(chosen) < 2:
        return np.empty(0, np.int64)
    return np.flatnonzero(np.isin(labels, chosen)).astype(np.int64)
