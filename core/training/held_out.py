"""How good the network is at people it has never seen: verification on the data set's held-out identities."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, eq=False)
class HeldOutEmbeddings:
    """What an evaluation saw: every chosen picture of the held-out identities, as the network embeds it now.

    Attributes:
        positions: (n,) int64, in the data set's validation records.
        labels: (n,) int32, whom each shows.
        embeddings: (n, D) float32.
    """

    positions: NDArray[np.int64]
    labels: NDArray[np.int32]
    embeddings: NDArray[np.float32]


HeldOutWatcher = Callable[[HeldOutEmbeddings], None]


class HeldOutEvaluation:
    """Measures a network while it trains. The graph is compiled once and reads the weights as they are.

    Args:
        data: Its validation identities are embedded; all of them, or as many whole identities as fit into
            `hyperparameters.validation_images`, chosen by the seed.
        network: The network under training.
        watcher: Called with the embeddings of each measurement, in the thread that measures.
    """

    def __init__(
        self,
        data: Dataset,
        network: keras.Model,
        *,
        network_input: NetworkInput,
        hyperparameters: Hyperparameters,
        watcher: HeldOutWatcher | None = None,
    ) -> None:
        self._records = data.validation
        self._embed = compile_embedding(network, network_input)
        self._seed = hyperparameters.seed
        self._positions = choose_images(
            self._records.labels, most=hyperparameters.validation_images, seed=hyperparameters.seed
        )
        self._watcher = watcher
        self.seconds = 0.0

    def measure(self) -> HeldOut | None:
        """Verification figures of the network as it is; None where nobody can be compared."""
        if len(self._positions) == 0:
            return None
        begin = time.monotonic()
        embeddings = np.concatenate(
            [self._embed(chips) for chips in chip_batches(self._records, self._positions, batch_size=_BATCH)]
        )
        labels = self._records.labels[self._positions]
        result = verify_embeddings(embeddings, labels, seed=self._seed)
        if self._watcher is not None:
            self._watcher(HeldOutEmbeddings(self._positions, labels, embeddings))
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
