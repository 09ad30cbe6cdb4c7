"""Pairs drawn from labels: what the trainer measures each epoch on the held-out identities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError
from core.evaluation.pairs import Pairs, spread_over_folds

# A FAR of 1e-3 is one impostor pair in a thousand: impostors get three quarters of the pairs, and what the
# genuine ones leave over.
_GENUINE_SHARE = 0.25


def sample_pairs(labels: NDArray[np.integer], *, most_pairs: int, seed: int) -> Pairs:
    """Draw genuine and impostor pairs, the same ones for the same labels and seed.

    Where there are more than fit, every identity gives as many genuine pairs as every other that has them, and
    every two identities as many impostor pairs, so that a person with thousands of images does not decide.
    No pair comes twice.

    Args:
        labels: (N,) integers: the identity of each image.
        most_pairs: At most a quarter of them, rounded up, are genuine; impostors may fill the rest.
        seed: Chooses among the pairs.

    Raises:
        InputError: No identity has two images, there is only one identity, or fewer than 4 pairs were asked for.
    """
    labels = np.asarray(labels)
    if most_pairs < 4:
        raise InputError(f"most_pairs must be at least 4, got {most_pairs}.")
    order = np.argsort(labels, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(labels[order]) != 0]) if len(labels) else np.zeros(0, np.intp)
    sizes = np.diff(np.r_[starts, len(labels)])
    if len(sizes) < 2:
        raise InputError(f"Impostor pairs need at least 2 identities, got {len(sizes)}.")
    if sizes.max() < 2:
        raise InputError("Genuine pairs need an identity with at least 2 images; each of these has a single one.")
    rng = np.random.default_rng(seed)

    identity, rank = _draw(sizes * (sizes - 1) // 2, int(np.ceil(most_pairs * _GENUINE_SHARE)), rng)
    low, high = _unrank(rank)
    first, second = starts[identity] + low, starts[identity] + high

    a, b, cell = _draw_impostors(sizes, most_pairs - len(identity), rng)
    impostor_first, impostor_second = starts[a] + cell // sizes[b], starts[b] + cell % sizes[b]

    same = np.arange(len(identity) + len(a)) < len(identity)
    return Pairs(
        first=order[np.r_[first, impostor_first]],
        second=order[np.r_[second, impostor_second]],
        same=same,
        folds=spread_over_folds(same),
    )


def _draw_impostors(
    sizes: NDArray[np.intp], most: int, rng: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Identities a, b and a cell of the table of a's images × b's images, each (n,), n ≤ most."""
    couples = len(sizes) * (len(sizes) - 1) // 2
    # More couples of identities than pairs: some couples are drawn, one pair each.
    chosen = _strata(np.zeros(1, np.intp), np.array([couples]), np.array([min(couples, most)]), rng)[1]
    a, b = _unrank(chosen)
    couple, cell = _draw(sizes[a] * sizes[b], most, rng)
    return a[couple], b[couple], cell


def _draw(
    capacities: NDArray[np.intp], most: int, rng: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Distinct items from groups, as evenly as the groups allow: each item's group and its rank in it."""
    # The quota is the largest q with Σ min(capacity, q) ≤ most; the groups too small for it are taken whole.
    ascending = np.sort(capacities)
    before = np.r_[0, np.cumsum(ascending)[:-1]]
    fits = before + ascending * np.arange(len(ascending), 0, -1) <= most
    whole = int(np.argmin(fits)) if not fits.all() else len(ascending)
    quota = int((most - before[whole]) // (len(ascending) - whole)) if whole < len(ascending) else int(ascending[-1])
    if quota == 0:  # more groups than items: one item each from some of them
        groups = _strata(np.zeros(1, np.intp), np.array([np.count_nonzero(capacities)]), np.array([most]), rng)[1]
        groups = np.flatnonzero(capacities)[groups]
        return _strata(groups, capacities[groups], np.ones(len(groups), np.intp), rng)
    return _strata(np.arange(len(capacities)), capacities, np.minimum(capacities, quota), rng)


def _strata(
    groups: NDArray[np.intp], capacities: NDArray[np.intp], counts: NDArray[np.intp], rng: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """`counts[g]` distinct ranks below `capacities[g]`: one at random from each of that many equal stretches."""
    group = np.repeat(np.arange(len(groups)), counts)
    place = np.arange(len(group)) - np.repeat(np.cumsum(counts) - counts, counts)
    capacity, count = capacities[group].astype(np.int64), counts[group].astype(np.int64)
    low, high = place * capacity // count, (place + 1) * capacity // count
    return groups[group], (low + rng.integers(0, high - low)).astype(np.intp)


def _unrank(rank: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rank r of the couples (0, 1), (0, 2), (1, 2), (0, 3), … as low and high."""
    high = ((1 + np.sqrt(1 + 8 * rank.astype(np.float64))) / 2).astype(np.int64)
    # The root may be off by one where float64 rounds.
    high -= high * (high - 1) // 2 > rank
    high += high * (high + 1) // 2 <= rank
    return (rank - high * (high - 1) // 2).astype(np.intp), high.astype(np.intp)
