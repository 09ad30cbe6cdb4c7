"""How sure an AUC and an EER are that were measured on pairs drawn from labelled pictures.

The pairs of one person, or of one picture, err together, so a formula for independent pairs would promise too much.
Here people are drawn anew with replacement (a bootstrap by identity): a person drawn w times counts w times in their
genuine pairs, and w · v times in the impostor pairs with somebody drawn v times.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.evaluation.pair_sampling import sample_pairs
from core.evaluation.verification import pair_distances

_DRAWS = 200


@dataclass(frozen=True, slots=True)
class VerificationErrors:
    """Standard errors of the AUC and of the EER."""

    auc: float
    eer: float


def verification_errors(
    embeddings: NDArray[np.floating], labels: NDArray[np.integer], *, seed: int, most_pairs: int = 40_000
) -> VerificationErrors:
    """Standard errors of what `verify_embeddings` measures with the same arguments. Raises as it does."""
    pairs = sample_pairs(labels, most_pairs=most_pairs, seed=seed)
    distances = pair_distances(embeddings, pairs)
    order = np.argsort(distances, kind="stable")
    same = pairs.same[order]
    names, who = np.unique(labels, return_inverse=True)
    one, other = who[pairs.first[order]], who[pairs.second[order]]
    rng = np.random.default_rng(seed)
    drawn: list[tuple[float, float]] = []
    while len(drawn) < _DRAWS:
        weights = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names)).astype(np.float64)
        genuine = np.where(same, weights[one], 0.0)
        impostor = np.where(same, 0.0, weights[one] * weights[other])
        # With very few people a draw may leave one kind of pair without any.
        if genuine.any() and impostor.any():
            drawn.append(_auc_and_eer(genuine / genuine.sum(), impostor / impostor.sum()))
    auc, eer = np.std(drawn, axis=0, ddof=1)
    return VerificationErrors(auc=float(auc), eer=float(eer))


def _auc_and_eer(genuine: NDArray[np.float64], impostor: NDArray[np.float64]) -> tuple[float, float]:
    """Of pairs in ascending order of their distances; each kind's weights add up to 1."""
    far, val = np.cumsum(impostor), np.cumsum(genuine)
    # Before the crossing FAR is the smaller one, behind it the larger: the larger of both is smallest there.
    return 1 - float((genuine * far).sum()), float(np.maximum(far, 1 - val).min())
