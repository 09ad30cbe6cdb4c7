"""The losses once more, as slowly and plainly as their definitions: loops over triplets in float64 NumPy.

Each returns (loss, gradient (B, D), active_fraction, match). Nothing here is shared with the code under test.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, Any]


class Truth(NamedTuple):
    loss: float
    gradient: Array
    active_fraction: float
    match: float = 0.0


def distance(x: Array, y: Array, squared: bool) -> float:
    square = float(np.sum((x - y) ** 2))
    return square if squared else math.sqrt(square)


def distance_gradient(x: Array, y: Array, squared: bool) -> Array:
    """With respect to x; the negative of it with respect to y."""
    if squared:
        return 2 * (x - y)
    length = distance(x, y, False)
    return np.zeros_like(x) if length == 0 else (x - y) / length


def valid_triplets(labels: Array) -> Iterator[tuple[int, int, int]]:
    for a, p, n in itertools.product(range(len(labels)), repeat=3):
        if a != p and labels[a] == labels[p] and labels[a] != labels[n]:
            yield a, p, n


def of_triplets(
    triplets: list[tuple[int, int, int]],
    embeddings: Array,
    *,
    margin: float,
    squared: bool,
    soft_margin: bool,
    over_active: bool = False,
) -> Truth:
    """The mean penalty of the given triplets, or the sum of it over the number of active ones."""
    total, active, gradient = 0.0, 0, np.zeros_like(embeddings)
    for a, p, n in triplets:
        x, y, z = embeddings[a], embeddings[p], embeddings[n]
        violation = distance(x, y, squared) - distance(x, z, squared) + (0.0 if soft_margin else margin)
        active += violation > 0
        value = float(np.logaddexp(0, violation)) if soft_margin else max(violation, 0.0)
        slope = 1 / (1 + math.exp(-violation)) if soft_margin else float(violation > 0)
        total += value
        to_positive, to_negative = distance_gradient(x, y, squared), distance_gradient(x, z, squared)
        gradient[a] += slope * (to_positive - to_negative)
        gradient[p] -= slope * to_positive
        gradient[n] += slope * to_negative
    count = max(active if over_active else len(triplets), 1)
    return Truth(total / count, gradient / count, active / max(len(triplets), 1))


def batch_all(
    labels: Array, embeddings: Array, *, margin: float, squared: bool = False, soft_margin: bool = False
) -> Truth:
    return of_triplets(
        list(valid_triplets(labels)),
        embeddings,
        margin=margin,
        squared=squared,
        soft_margin=soft_margin,
        over_active=not soft_margin,
    )


def hardest_triplets(labels: Array, embeddings: Array) -> list[tuple[int, int, int]]:
    chosen: dict[int, tuple[int, int, int]] = {}
    for a, p, n in valid_triplets(labels):
        _, best_p, best_n = chosen.get(a, (a, p, n))
        if distance(embeddings[a], embeddings[p], True) > distance(embeddings[a], embeddings[best_p], True):
            best_p = p
        if distance(embeddings[a], embeddings[n], True) < distance(embeddings[a], embeddings[best_n], True):
            best_n = n
        chosen[a] = (a, best_p, best_n)
    return list(chosen.values())


def batch_hard(
    labels: Array, embeddings: Array, *, margin: float, squared: bool = False, soft_margin: bool = False
) -> Truth:
    triplets = hardest_triplets(labels, embeddings)
    return of_triplets(triplets, embeddings, margin=margin, squared=squared, soft_margin=soft_margin)


def semi_hard_triplets(labels: Array, embeddings: Array) -> list[tuple[int, int, int]]:
    negatives: dict[tuple[int, int], list[int]] = {}
    for a, p, n in valid_triplets(labels):
        negatives.setdefault((a, p), []).append(n)
    chosen = []
    for (a, p), candidates in negatives.items():
        distances = {n: distance(embeddings[a], embeddings[n], True) for n in candidates}
        farther = [n for n in candidates if distances[n] > distance(embeddings[a], embeddings[p], True)]
        best = min(farther, key=distances.__getitem__) if farther else max(candidates, key=distances.__getitem__)
        chosen.append((a, p, best))
    return chosen


def batch_semi_hard(
    labels: Array, embeddings: Array, *, margin: float, squared: bool = False, soft_margin: bool = False
) -> Truth:
    triplets = semi_hard_triplets(labels, embeddings)
    return of_triplets(triplets, embeddings, margin=margin, squared=squared, soft_margin=soft_margin)


def matching(labels: Array, embeddings: Array, *, match_norm: str) -> tuple[float, Array]:
    """L_match and its gradient."""
    triplets = hardest_triplets(labels, embeddings)
    chosen = [p for _, p, _ in triplets] + [n for _, _, n in triplets]
    identities = sorted({int(labels[i]) for i in chosen})
    total, gradient = 0.0, np.zeros_like(embeddings)
    for identity in identities:
        members = [i for i in range(len(labels)) if labels[i] == identity]
        selected = [i for i in chosen if labels[i] == identity]
        difference = np.mean([embeddings[i] for i in selected], axis=0) - np.mean(
            [embeddings[i] for i in members], axis=0
        )
        norm = math.sqrt(float(np.sum(difference**2)))
        if match_norm == "mean_squared":
            total += norm**2 / len(identities)
            slope = 2 * difference / len(identities)
        else:
            total += norm
            slope = difference / norm if norm > 1e-12 else np.zeros_like(difference)
        for i in selected:
            gradient[i] += slope / len(selected)
        for i in members:
            gradient[i] -= slope / len(members)
    return total, gradient


def batch_adaptive(
    labels: Array,
    embeddings: Array,
    *,
    margin: float,
    match_weight: float,
    match_norm: str = "mean_squared",
    squared: bool = False,
    soft_margin: bool = False,
) -> Truth:
    hard = batch_hard(labels, embeddings, margin=margin, squared=squared, soft_margin=soft_margin)
    match, gradient = matching(labels, embeddings, match_norm=match_norm)
    return Truth(hard.loss + match_weight * match, hard.gradient + match_weight * gradient, hard.active_fraction, match)


def numerical_gradient(loss: Callable[[Array], float], embeddings: Array, *, step: float = 1e-6) -> Array:
    """Central differences, to check the oracle itself."""
    gradient = np.zeros_like(embeddings)
    for index in np.ndindex(embeddings.shape):
        offset = np.zeros_like(embeddings)
        offset[index] = step
        gradient[index] = (loss(embeddings + offset) - loss(embeddings - offset)) / (2 * step)
    return gradient
