"""Which records make up the batch of a step where labels do not matter: all of them in turn, in another order each
round. Like `PKSampler` a pure function of (seed, step)."""

from __future__ import annotations

import math
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.data.sampler import PKSampler, worker_slots
from core.errors import DatasetError
from core.hyperparameters import Hyperparameters


class Sampler(Protocol):
    """What the pipeline and the trainer know of a sampler."""

    steps_per_epoch: int

    def positions(self, step: int, *, worker: int = 0, workers: int = 1) -> NDArray[np.int64]:
        """The records of a step, or a worker's part of them; see `PKSampler.positions`."""
        ...


class UniformSampler:
    """Names the records of each step's batch: permutations of all records laid end to end, cut into batches.

    Args:
        records: N.
        identities_per_batch, images_per_identity: A batch has their product of records.
        seed: Another seed gives another order.

    Attributes:
        steps_per_epoch: Steps that draw as many images as there are.

    Raises:
        DatasetError: There are no records.
    """

    def __init__(self, records: int, *, identities_per_batch: int, images_per_identity: int, seed: int = 0) -> None:
        if not records:
            raise DatasetError("The data set has no images to train on.", hint="Import more photos.")
        self._records, self._seed = records, seed
        self._p, self._k = identities_per_batch, images_per_identity
        self._orders: dict[int, NDArray[np.int64]] = {}
        self.steps_per_epoch = math.ceil(records / (self._p * self._k))

    def positions(self, step: int, *, worker: int = 0, workers: int = 1) -> NDArray[np.int64]:
        """(P·K / workers,) positions. Raises as `PKSampler.positions` does."""
        if step < 0:
            raise ValueError(f"step must be 0 or more, got {step}")
        batch = self._p * self._k
        draws = step * batch + np.arange(batch, dtype=np.int64)
        rounds, ranks = np.divmod(draws, self._records)
        positions = np.concatenate([self._order(int(r))[ranks[rounds == r]] for r in np.unique(rounds)])
        return positions[worker_slots(self._p, self._k, worker=worker, workers=workers)]

    def _order(self, round_: int) -> NDArray[np.int64]:
        """A round's permutation; the latest are kept, which changes no result."""
        orders = self._orders
        if round_ not in orders:
            # Philox is a counter and keyed by (seed, round); its stream is fixed by its definition, and so is argsort.
            stream = np.random.Philox(key=[self._seed, round_]).random_raw(self._records)
            order = np.argsort(stream, kind="stable").astype(np.int64)
            self._orders = orders = {r: kept for r, kept in orders.items() if abs(r - round_) <= 1} | {round_: order}
        return orders[round_]


class TaughtSampler:
    """All records in turn while the teacher teaches alone, P×K batches afterwards.

    Args:
        labels: (N,) integers.
        hyperparameters: `teacher_alone` says until when.
    """

    def __init__(self, labels: ArrayLike, hyperparameters: Hyperparameters) -> None:
        self._labels, self._parameters = labels, hyperparameters
        self._alone = UniformSampler(len(np.asarray(labels)), **_batch(hyperparameters))
        self._after: PKSampler | None = None
        self.steps_per_epoch = self._alone.steps_per_epoch

    def positions(self, step: int, *, worker: int = 0, workers: int = 1) -> NDArray[np.int64]:
        """As the sampler of that step has it. Raises `DatasetError` where P×K batches are due and cannot be made."""
        if step < self._parameters.teacher_alone:
            return self._alone.positions(step, worker=worker, workers=workers)
        if self._after is None:
            # Not before it is needed: a teacher can do without labels.
            self._after = PKSampler(self._labels, **_batch(self._parameters))
        return self._after.positions(step, worker=worker, workers=workers)


def sampler_for(labels: ArrayLike, hyperparameters: Hyperparameters) -> Sampler:
    """The sampler that the hyperparameters ask for. Raises `DatasetError` where it cannot draw from these labels."""
    if hyperparameters.teacher_alone:
        return TaughtSampler(labels, hyperparameters)
    return PKSampler(labels, **_batch(hyperparameters))


def _batch(hyperparameters: Hyperparameters) -> dict[str, int]:
    return hyperparameters.model_dump(include={"identities_per_batch", "images_per_identity", "seed"})
