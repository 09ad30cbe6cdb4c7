"""Verification: how well distances tell genuine pairs from impostors.

The protocol is that of davidsandberg/facenet, which follows LFW's: for every fold a threshold is chosen on the other
folds and judged on this one. Two differences, both towards exactness. facenet tries thresholds 0.00, 0.01 … 4.00;
here every threshold that makes a difference is a candidate. And facenet finds the threshold of a FAR by linear
interpolation over its grid; here it is the quantile of the impostor distances (Hazen's: the k-th of m distances
stands at (k − ½)/m, linear in between, so that a FAR of k/m is met exactly, half-way between two distances).

A pair is accepted where its distance is strictly below the threshold, as in facenet.
Distances are unsquared L2. Everything is NumPy; a few thousand pairs take milliseconds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import InputError, ModelError
from core.evaluation.ascending_distances import (
    Roc,
    auc,
    best_cut,
    equal_error_rate,
    roc_points,
    share_below,
    thinned_roc,
)
from core.evaluation.pair_sampling import sample_pairs
from core.evaluation.pairs import Pairs

FARS = (1e-2, 1e-3)
_CHUNK = 16384


@dataclass(frozen=True, slots=True)
class ValAtFar:
    """The share of genuine pairs accepted (VAL, also TAR) where the threshold was set for a FAR.

    Attributes:
        far: The FAR that was asked for; the threshold that meets it comes from the other folds.
        val: Mean over the folds.
        val_std: Standard deviation over the folds (n − 1).
        far_measured: Mean over the folds of the FAR that this threshold had on the fold itself.
        supported: Whether the other folds hold enough impostor pairs for one false acceptance at this FAR.
        impostors_needed: How many impostor pairs the list must have for that.
    """

    far: float
    val: float
    val_std: float
    far_measured: float
    supported: bool
    impostors_needed: int

    @property
    def impostors_for_trust(self) -> int:
        """Impostor pairs for 30 false acceptances, the rule of thumb for ±30 % (Doddington et al. 2000)."""
        return math.ceil(30 / self.far - 1e-9)


@dataclass(frozen=True, slots=True)
class Fold:
    """One fold, judged by a threshold from the others.

    Attributes:
        number: As in the pair list, counted from 1.
        pairs: How many pairs were judged.
        accuracy: Share of them judged rightly.
        distance_threshold: Chosen on the other folds.
    """

    number: int
    pairs: int
    accuracy: float
    distance_threshold: float


@dataclass(frozen=True, slots=True)
class VerificationFigures:
    """All figures of one verification.

    Attributes:
        accuracy_mean: Mean over the folds.
        accuracy_std: Standard deviation over the folds with n − 1, as LFW defines it (facenet prints the one with n).
        accuracy_sem: Standard error of the mean, `accuracy_std` / √folds.
        val_at_far: VAL at each FAR.
        auc: Area under the ROC over all pairs; ties count half.
        eer: Where FAR and FRR are equal, over all pairs.
        distance_threshold: The most accurate threshold over all pairs: the one to use from now on.
        pairs, genuine, impostors: How many there were.
        folds: Each fold that has pairs.
        roc: For drawing.
    """

    accuracy_mean: float
    accuracy_std: float
    accuracy_sem: float
    val_at_far: tuple[ValAtFar, ...]
    auc: float
    eer: float
    distance_threshold: float
    pairs: int
    genuine: int
    impostors: int
    folds: tuple[Fold, ...]
    roc: Roc

    def to_json(self) -> dict[str, Any]:
        """Plain values, the keys as the command prints them."""
        return {
            "accuracy_mean": self.accuracy_mean,
            "accuracy_std": self.accuracy_std,
            "accuracy_sem": self.accuracy_sem,
            "val_at_far": [
                {
                    "far": point.far,
                    "val": point.val,
                    "val_std": point.val_std,
                    "far_measured": point.far_measured,
                    "supported": point.supported,
                    "impostors_needed": point.impostors_needed,
                }
                for point in self.val_at_far
            ],
            "auc": self.auc,
            "eer": self.eer,
            "distance_threshold": self.distance_threshold,
            "pairs": self.pairs,
            "genuine": self.genuine,
            "impostors": self.impostors,
            "folds": len(self.folds),
            "fold_results": [
                {
                    "fold": fold.number,
                    "pairs": fold.pairs,
                    "accuracy": fold.accuracy,
                    "distance_threshold": fold.distance_threshold,
                }
                for fold in self.folds
            ],
        }


@dataclass(frozen=True, slots=True)
class HeldOutVal:
    """VAL where the FAR on the same pairs is `far`; `supported` as in `ValAtFar`."""

    far: float
    val: float
    supported: bool


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the trainer measures each epoch on held-out identities. Thresholds are set and judged on the same pairs.

    Attributes:
        auc, eer: As in `VerificationFigures`.
        accuracy: Mean of the shares of genuine and of impostor pairs judged rightly, at the best threshold. On
            LFW, where both are equally many, this is the plain accuracy.
        val_at_far: VAL at each of `FARS`.
        distance_threshold: The threshold of `accuracy`.
        genuine, impostors: How many pairs were drawn.
    """

    auc: float
    eer: float
    accuracy: float
    val_at_far: tuple[HeldOutVal, ...]
    distance_threshold: float
    genuine: int
    impostors: int


def pair_distances(embeddings: NDArray[np.floating], pairs: Pairs) -> NDArray[np.float64]:
    """(N,) float64: the L2 distance of each pair of rows of `embeddings`, (M, D).

    Raises:
        ModelError: An embedding is not finite.
    """
    embeddings = np.asarray(embeddings)
    if not np.isfinite(embeddings).all():
        bad = int((~np.isfinite(embeddings)).any(axis=1).sum())
        raise ModelError(
            f"{bad} of {len(embeddings)} embeddings hold values that are not finite numbers.",
            hint="The network's weights have diverged; use an earlier checkpoint.",
        )
    distances = np.empty(len(pairs))
    for start in range(0, len(pairs), _CHUNK):  # in chunks, so that a million pairs need no gigabyte
        part = slice(start, start + _CHUNK)
        difference = embeddings[pairs.first[part]] - embeddings[pairs.second[part]]
        distances[part] = np.sqrt(np.einsum("nd,nd->n", difference, difference, dtype=np.float64))
    return distances


def best_threshold(distances: NDArray[np.floating], same: NDArray[np.bool_], *, balanced: bool = False) -> float:
    """The distance threshold that judges most pairs rightly; of several, the middle one.

    Between two neighbouring distances the threshold is their midpoint.

    Args:
        distances: (N,) finite.
        same: (N,) True for genuine pairs.
        balanced: Weigh genuine and impostor pairs as if they were equally many.
    """
    order = np.argsort(distances)
    return best_cut(distances[order].astype(np.float64), same[order], balanced=balanced)[0]


def verify_distances(
    distances: NDArray[np.floating],
    same: NDArray[np.bool_],
    folds: NDArray[np.integer],
    *,
    fars: Sequence[float] = FARS,
) -> VerificationFigures:
    """Measure distances by the k-fold protocol (see the module's text).

    Args:
        distances: (N,) unsquared L2 distances.
        same: (N,) bool, True for genuine pairs.
        folds: (N,) integers ≥ 0; a number that does not occur is a fold without pairs and counts for nothing.
        fars: Where VAL is wanted, each in (0, 1).

    Raises:
        InputError: A distance is not a number, one kind of pair is missing, or there are not two folds such that
            the others of each hold both kinds.
    """
    d, same, folds = np.asarray(distances, np.float64), np.asarray(same, bool), np.asarray(folds)
    _check(d, same, folds)
    order = np.argsort(d, kind="stable")
    d, same, folds = d[order], same[order], folds[order]

    numbers = np.unique(folds)
    fold_results, vals, fars_measured, fewest_impostors = [], [], [], len(same)
    for number in numbers:
        here = folds == number
        others_d, others_same = d[~here], same[~here]
        if others_same.all() or not others_same.any():
            raise InputError(
                f"Fold {number + 1} needs a threshold from the other folds, and those hold no "
                f"{'impostor' if len(others_same) and others_same.all() else 'genuine'} pair.",
                hint="Use at least two folds, each with genuine and impostor pairs, or leave the folds out.",
            )
        threshold, _ = best_cut(others_d, others_same)
        right = (d[here] < threshold) == same[here]
        fold_results.append(Fold(int(number) + 1, int(here.sum()), float(right.mean()), threshold))
        impostors = others_d[~others_same]
        fewest_impostors = min(fewest_impostors, len(impostors))
        at_far = np.quantile(impostors, fars, method="hazen")
        vals.append([share_below(d[here & same], t) for t in at_far])
        fars_measured.append([share_below(d[here & ~same], t) for t in at_far])

    accuracies = np.array([fold.accuracy for fold in fold_results])
    accuracy_std = _std(accuracies)
    roc_far, roc_val, roc_threshold = roc_points(d, same)
    return VerificationFigures(
        accuracy_mean=float(accuracies.mean()),
        accuracy_std=accuracy_std,
        accuracy_sem=accuracy_std / math.sqrt(len(accuracies)),
        val_at_far=tuple(
            _val_at_far(far, np.array(vals)[:, i], np.array(fars_measured)[:, i], fewest_impostors, len(numbers))
            for i, far in enumerate(fars)
        ),
        auc=auc(d, same),
        eer=equal_error_rate(roc_far, roc_val),
        distance_threshold=best_cut(d, same)[0],
        pairs=len(same),
        genuine=int(same.sum()),
        impostors=int((~same).sum()),
        folds=tuple(fold_results),
        roc=thinned_roc(roc_far, roc_val, roc_threshold),
    )


def verify_embeddings(
    embeddings: NDArray[np.floating], labels: NDArray[np.integer], *, seed: int, most_pairs: int = 40_000
) -> HeldOut:
    """Measure embeddings of labelled images on pairs drawn from them (`sample_pairs`), all at once.

    Args:
        embeddings: (N, D).
        labels: (N,) the identity of each.
        seed, most_pairs: As for `sample_pairs`.

    Raises:
        InputError: The labels give no genuine or no impostor pair.
        ModelError: An embedding is not finite.
    """
    pairs = sample_pairs(labels, most_pairs=most_pairs, seed=seed)
    distances = pair_distances(embeddings, pairs)
    order = np.argsort(distances, kind="stable")
    distances, same = distances[order], pairs.same[order]
    impostors = distances[~same]
    far, val, _ = roc_points(distances, same)
    threshold, accuracy = best_cut(distances, same, balanced=True)
    at_far = np.quantile(impostors, FARS, method="hazen")
    return HeldOut(
        auc=auc(distances, same),
        eer=equal_error_rate(far, val),
        accuracy=accuracy,
        val_at_far=tuple(
            HeldOutVal(far=far_, val=share_below(distances[same], t), supported=len(impostors) >= _fewest(far_))
            for far_, t in zip(FARS, at_far, strict=True)
        ),
        distance_threshold=threshold,
        genuine=int(same.sum()),
        impostors=len(impostors),
    )


def _check(distances: NDArray[np.float64], same: NDArray[np.bool_], folds: NDArray[np.integer]) -> None:
    if not distances.shape == same.shape == folds.shape or distances.ndim != 1:
        raise InputError(
            f"Distances, same and folds must be equally long, got {distances.shape}, {same.shape}, {folds.shape}."
        )
    if not np.isfinite(distances).all():
        bad = int((~np.isfinite(distances)).sum())
        raise InputError(f"{bad} of {len(distances)} distances are not finite numbers.")
    if not same.any() or same.all():
        raise InputError(
            f"Verification needs genuine and impostor pairs, got {int(same.sum())} genuine and "
            f"{int((~same).sum())} impostors.",
            hint="Check the pair list, and what was skipped of it.",
        )


def _std(values: NDArray[np.float64]) -> float:
    return float(values.std(ddof=1)) if len(values) > 1 else 0.0


def _val_at_far(
    far: float, vals: NDArray[np.float64], measured: NDArray[np.float64], fewest_impostors: int, folds: int
) -> ValAtFar:
    # A fold that has no genuine pair has no VAL, and one without impostors no FAR; skipped images can do that.
    vals, measured = vals[~np.isnan(vals)], measured[~np.isnan(measured)]
    return ValAtFar(
        far=far,
        val=float(vals.mean()),
        val_std=_std(vals),
        far_measured=float(measured.mean()),
        supported=fewest_impostors >= _fewest(far),
        impostors_needed=math.ceil(_fewest(far) * folds / (folds - 1) - 1e-9),
    )


def _fewest(far: float) -> int:
    """Impostor pairs for one false acceptance at this FAR."""
    return math.ceil(1 / far - 1e-9)  # 1 / 1e-2 and the like are not exact
