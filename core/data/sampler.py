"""Which records make up the batch of a step: P identities × K images, a pure function of (seed, step).

Nothing advances from step to step, so resuming is asking for the next step, and several workers take their parts
of the same one. Only NumPy's arithmetic is used, not its generators, whose streams may change between versions.

**Identities** are visited in rounds. A round is a permutation of all of them; rounds are laid end to end and cut
into P's, so after r rounds everybody was visited r times. A batch that spans two rounds never holds anybody twice:
the few who would clash swap places with others further down the new round.

**Images** of an identity lie on a circle in an order of its own, and each visit takes the K next ones. So a visit
holds K different images wherever there are K, all images come equally often, and an identity of fewer than K images
repeats none before all were drawn. When a visit would begin where the first one began, the circle is shuffled.

**Lone images** make no positive pair: identities of one image are left out, unless no identity has more.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import DatasetError, InputError

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
# Each round of swap-or-not halves what is left of the old order; 24 leave nothing that a test could see.
_SHUFFLE_ROUNDS = 24


class PKSampler:
    """Names the records of each step's batch.

    Args:
        labels: (N,) integers: the label of each record.
        identities_per_batch: P.
        images_per_identity: K.
        seed: Another seed gives other batches.

    Attributes:
        identities: How many identities are drawn from.
        images: How many images they have together.
        left_out: How many identities of a single image are left out.
        steps_per_epoch: Steps that draw as many images as there are. Identities are visited evenly, so in that
            time those with few images were seen whole more than once, and those with many in part.

    Raises:
        DatasetError: There are fewer identities than P, or fewer than two.
    """

    def __init__(
        self, labels: ArrayLike, *, identities_per_batch: int, images_per_identity: int, seed: int = 0
    ) -> None:
        if identities_per_batch < 1 or images_per_identity < 1:
            raise ValueError(f"P and K must be 1 or more, got {identities_per_batch} and {images_per_identity}")
        labels = np.asarray(labels)
        self._by_label = np.argsort(labels, kind="stable")
        _, starts, sizes = np.unique(labels[self._by_label], return_index=True, return_counts=True)
        drawn = sizes > 1 if (sizes > 1).any() else sizes > 0
        self._starts, self._sizes = starts[drawn], sizes[drawn]
        self._p, self._k = identities_per_batch, images_per_identity
        self._seed = seed
        self._orders: dict[int, NDArray[np.int64]] = {}
        self.identities = len(self._sizes)
        self.images = int(self._sizes.sum())
        self.left_out = len(sizes) - self.identities
        _check_enough(self.identities, identities_per_batch, self.left_out)
        self.steps_per_epoch = math.ceil(self.images / (self._p * self._k))

    def positions(self, step: int, *, worker: int = 0, workers: int = 1) -> NDArray[np.int64]:
        """The records of a step: (P·K,) positions, the K images of an identity side by side.

        Args:
            step: 0 and up.
            worker, workers: The part of worker 0…workers-1: every workers-th identity of the same batch.

        Raises:
            InputError: P cannot be shared out evenly among the workers.
        """
        if step < 0:
            raise ValueError(f"step must be 0 or more, got {step}")
        return self._batch(step)[worker_slots(self._p, self._k, worker=worker, workers=workers)]

    def _batch(self, step: int) -> NDArray[np.int64]:
        visits = step * self._p + np.arange(self._p, dtype=np.int64)
        rounds, ranks = np.divmod(visits, self.identities)
        # A batch has at most two rounds in it, because there are at least P identities.
        members = np.concatenate([self._order(int(r))[ranks[rounds == r]] for r in np.unique(rounds)])
        sizes = self._sizes[members][:, None]
        draws = rounds[:, None] * self._k + np.arange(self._k)
        cycle = draws // np.lcm(sizes, self._k)
        key = _key(self._seed, 1, members[:, None], cycle)
        image = _shuffled(draws % sizes, sizes, key)
        positions: NDArray[np.int64] = self._by_label[self._starts[members][:, None] + image]
        return positions.ravel()

    def _order(self, round_: int) -> NDArray[np.int64]:
        """The identities in the order of a round; the latest rounds are kept, which changes no result."""
        orders = self._orders
        if round_ in orders:
            return orders[round_]
        if round_ - 1 in orders:
            first, order = round_ - 1, orders[round_ - 1]
        else:
            # Swapping reaches less than 2P into a round. Where rounds are long their ends are untouched, and the
            # raw previous round tells who must be avoided. Short rounds are followed from the last one that began
            # with a batch; there are at most P of them, each shorter than 3P.
            short = self.identities < 3 * self._p
            since = round_ % (self._p // math.gcd(self.identities, self._p)) if short else min(round_, 1)
            first = round_ - since
            order = self._raw_order(first)
        for following in range(first + 1, round_ + 1):
            order = self._following(order, following)
        # Replaced, not changed, so that another thread never sees it half-made.
        self._orders = {known: kept for known, kept in orders.items() if abs(known - round_) <= 1} | {round_: order}
        return order

    def _raw_order(self, round_: int) -> NDArray[np.int64]:
        people = np.arange(self.identities, dtype=np.int64)
        return np.argsort(_key(self._seed, 0, np.int64(round_), people), kind="stable")

    def _following(self, previous: NDArray[np.int64], round_: int) -> NDArray[np.int64]:
        """A round whose first identities are not the last ones of the previous round in the same batch."""
        order = self._raw_order(round_)
        from_previous = round_ * self.identities % self._p
        if from_previous == 0:
            return order
        head = self._p - from_previous
        taken = previous[-from_previous:]
        clashing = np.flatnonzero(np.isin(order[:head], taken))
        free = head + np.flatnonzero(~np.isin(order[head : head + self._p], taken))[: len(clashing)]
        order[clashing], order[free] = order[free], order[clashing]
        return order


def worker_slots(identities: int, images: int, *, worker: int, workers: int) -> NDArray[np.int64]:
    """(P·K / workers,): which places of a whole batch of P × K a worker has. Raises as `PKSampler.positions` does."""
    if not 0 <= worker < workers:
        raise ValueError(f"worker must be in 0…{workers - 1}, got {worker}")
    if identities % workers:
        raise InputError(
            f"{identities} identities per batch cannot be shared out evenly among {workers} workers.",
            hint=f"Set identities_per_batch to a multiple of {workers}.",
        )
    return np.arange(identities * images).reshape(identities, images)[worker::workers].ravel()


def _check_enough(identities: int, wanted: int, left_out: int) -> None:
    lone = f" ({left_out} more have a single image and make no pair)" if left_out else ""
    if identities < 2:
        raise DatasetError(
            f"Training needs at least two identities, the data set has {identities}{lone}.", hint="Import more people."
        )
    if identities < wanted:
        raise DatasetError(
            f"A batch wants {wanted} identities, the data set has {identities}{lone}.",
            hint=f"Set identities_per_batch to {identities} or less, or import more people.",
        )


def _mix(value: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scatter the bits of 64-bit numbers: the output function of SplitMix64 (Steele, Lea, Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def _key(*parts: int | np.int64 | NDArray[np.int64]) -> NDArray[np.uint64]:
    """One random-looking number for each combination of the parts, which broadcast."""
    key = np.zeros(1, np.uint64)
    for part in parts:
        key = _mix(key + _GOLDEN + np.atleast_1d(np.asarray(part, np.int64)).astype(np.uint64) * _GOLDEN)
    return key


def _shuffled(index: NDArray[np.int64], size: NDArray[np.int64], key: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where a permutation of 0…size-1, chosen by `key`, puts `index`, without making the permutation.

    Swap-or-not (Hoang, Morris, Rogaway 2012): each round pairs every index with its mirror image about a pivot and
    lets a bit that both compute alike decide whether they change places. All arguments broadcast.
    """
    size_ = size.astype(np.uint64)
    here = index.astype(np.uint64)
    rounds = np.arange(1, _SHUFFLE_ROUNDS + 1, dtype=np.uint64).reshape(-1, *[1] * key.ndim)
    keys = _mix(key + rounds * _GOLDEN)
    for round_key, pivot in zip(keys, keys % size_, strict=True):
        mirrored = (pivot + size_ - here) % size_
        swap = _mix(round_key + np.maximum(here, mirrored) * _GOLDEN) >> np.uint64(63) == 1
        here = np.where(swap, mirrored, here)
    return here.astype(np.int64)
